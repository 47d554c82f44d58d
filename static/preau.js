/* Optional comforts, in ES5 for old phones: every page works without this file. */
(function () {
  'use strict';
  var waiting = null;

  function progress(words) {
    var line = document.getElementById('progress');
    if (line) line.textContent = words ? line.getAttribute('data-' + words) : '';
  }

  function showButtons() {
    var buttons = document.querySelectorAll('.show[hidden]');
    for (var i = 0; i < buttons.length; i++) buttons[i].hidden = false;
  }

  document.addEventListener('click', function (event) {
    var button = event.target;
    if (!button.className || (' ' + button.className + ' ').indexOf(' show ') < 0) return;
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
    waiting = setTimeout(function () { progress('waiting'); }, 300);
  });
  document.addEventListener('htmx:afterRequest', function (event) {
    clearTimeout(waiting);
    progress(event.detail.successful || event.detail.xhr.status ? '' : 'offline');
    if (/^50[24]$/.test(event.detail.xhr.status)) progress('offline');
  });
  document.addEventListener('htmx:afterSettle', function (event) {
    showButtons();
    if (event.detail.target.id !== 'page') return; /* a part of the page: who types or reads stays where they are */
    var summary = document.querySelector('.summary');
    var target = summary || document.querySelector('main h1');
    if (target) {
      target.setAttribute('tabindex', '-1');
      target.focus();
    }
  });

  showButtons();
})();
