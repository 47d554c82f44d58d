/* Optional comforts, in ES5 for old phones: every page works without this file. */
(function () {
  'use strict';
  var waiting = null;
  var title = document.title;

  function progress(words) {
    var line = document.getElementById('progress');
    if (line) line.textContent = words ? line.getAttribute('data-' + words) : '';
  }

  function showButtons() {
    var buttons = document.querySelectorAll('.show[hidden], .print[hidden]');
    for (var i = 0; i < buttons.length; i++) buttons[i].hidden = false;
  }

  document.addEventListener('click', function (event) {
    var button = event.target;
    var kind = ' ' + button.className + ' ';
    if (kind.indexOf(' print ') >= 0) window.print();
    if (kind.indexOf(' show ') < 0) return;
    var input = document.getElementById(button.getAttribute('aria-controls'));
    var seen = input.type === 'text';
    input.type = seen ? 'password' : 'text';
    button.setAttribute('aria-pressed', String(!seen));
  });

  /* A password must never be sent, or kept by the browser, as ordinary text. */
  document.addEventListener('submit', function (event) {
    var shown = event.target.querySelectorAll('.show[aria-pressed=true]');
    for (var i = 0; i < shown.length; i++) shown[i].click();
  }, true);

  document.addEventListener('htmx:beforeRequest', function () {
    clearTimeout(waiting);
    waiting = setTimeout(function () { progress('waiting'); }, 300);
  });
  document.addEventListener('htmx:afterRequest', function (event) {
    clearTimeout(waiting);
    progress(event.detail.successful || event.detail.xhr.status ? '' : 'offline');
    if (/^50[24]$/.test(event.detail.xhr.status)) progress('offline');
  });
  document.addEventListener('htmx:afterSettle', function (event) {
    showButtons();
    /* A part of the page: who types or reads stays where they are, unless what was waited for is there. */
    var part = event.detail.target.id;
    if (part === 'results' || (part === 'live' && document.title === title)) return;
    title = document.title;
    /* The first wrong field, or what is wrong with the whole; htmx scrolls to the top only after this. */
    var wrong = document.querySelector('main [autofocus]');
    if (wrong) setTimeout(function () { wrong.scrollIntoView({block: 'nearest'}); });
    var target = wrong || document.querySelector('main h1');
    if (target) {
      if (!wrong) target.setAttribute('tabindex', '-1');
      target.focus();
    }
  });

  showButtons();
})();
