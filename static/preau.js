/* Optional comforts, in ES5 for old phones: every page works without this file. */
(function () {
  'use strict';
  var title = document.title;
  var SOON = 300, LATE = 20000; /* milliseconds until a wait is told, and until it is too long */
  var soon = null, late = null, asked = null, pressed = null, clicked = null;

  /* What the bar says; `again` is what its button does. The page ends above the bar, so that it covers nothing. */
  function progress(words, again) {
    var bar = document.getElementById('progress');
    if (!bar) return;
    bar.textContent = words ? bar.getAttribute('data-' + words) : '';
    if (again) {
      bar.appendChild(document.createTextNode(' '));
      bar.appendChild(newButton('low', bar.getAttribute('data-again'))).addEventListener('click', again);
    }
    document.body.style.paddingBottom = bar.offsetHeight + 'px';
    var focused = document.activeElement;
    var hidden = focused.getBoundingClientRect().bottom - bar.getBoundingClientRect().top;
    if (again && focused !== document.body && hidden > 0) window.scrollBy(0, hidden);
  }

  function newButton(kind, label) {
    var button = document.createElement('button');
    button.type = 'button';
    button.className = kind;
    button.textContent = label;
    return button;
  }

  /* Waits for `request`, an htmx one or the browser's own. `source`, where somebody pressed it, can be pressed again. */
  function wait(request, source) {
    done();
    asked = request;
    pressed = source;
    soon = setTimeout(function () { progress('waiting'); }, SOON);
    late = setTimeout(tooLong, LATE);
  }

  function tooLong() {
    progress('late', pressed && again);
  }

  function done() {
    clearTimeout(soon);
    clearTimeout(late);
    asked = pressed = null;
    progress('');
  }

  /* The same press once more, after the first was given up. A form that came twice does no harm: a token and a mail are
     used once, a second sign-in is one more line among the devices. */
  function again() {
    var source = pressed;
    var request = asked;
    source.focus();
    done();
    if (request.abort) request.abort();
    source.click();
  }

  function buttonOf(form, event) {
    return (event && event.submitter) || form.querySelector('[type=submit]');
  }

  function offerButtons() {
    var i, inputs = document.querySelectorAll('input[data-show], input[data-copy]');
    for (i = 0; i < inputs.length; i++) {
      if (inputs[i].nextElementSibling) continue;
      var button = newButton('show', inputs[i].getAttribute('data-show') || inputs[i].getAttribute('data-copy'));
      button.setAttribute('aria-controls', inputs[i].id);
      inputs[i].parentNode.appendChild(button);
    }
    var prints = document.querySelectorAll('.print[hidden]');
    for (i = 0; i < prints.length; i++) prints[i].hidden = false;
  }

  function show(input, seen) {
    input.type = seen ? 'text' : 'password';
    input.nextElementSibling.textContent = input.getAttribute(seen ? 'data-hide' : 'data-show');
  }

  /* navigator.clipboard came with Safari 13.1, and wants https; this is in every browser. */
  function copy(input) {
    input.focus();
    input.select();
    if (document.execCommand('copy')) input.nextElementSibling.textContent = input.getAttribute('data-copied');
  }

  document.addEventListener('click', function (event) {
    var kind = ' ' + event.target.className + ' ';
    if (kind.indexOf(' print ') >= 0) window.print();
    if (kind.indexOf(' show ') < 0) return;
    var input = document.getElementById(event.target.getAttribute('aria-controls'));
    if (input.getAttribute('data-copy')) copy(input);
    else show(input, input.type === 'password');
  });

  /* A password must never be sent, or kept by the browser, as ordinary text. */
  document.addEventListener('submit', function (event) {
    var shown = event.target.querySelectorAll('input[data-show][type=text]');
    for (var i = 0; i < shown.length; i++) show(shown[i], false);
  }, true);

  /* Another language is another page as a whole: its direction, its title and what this script says. Chromium before 81
     and Safari before 15.4 do not say which button submits: it is the last that was pressed, also by Enter in a field. */
  document.addEventListener('click', function (event) {
    clicked = event.target;
  }, true);
  document.addEventListener('submit', function (event) {
    var button = event.submitter || clicked;
    if (!button || !/^(\/office)?\/language$/.test(button.getAttribute('formaction') || '')) return;
    event.stopPropagation();
    takeAlong(event.target);
  }, true);

  /* What was typed into the other form of the entrance; passwords stay behind. */
  function takeAlong(form) {
    var inputs = document.querySelectorAll('[name=token], [name=username]');
    for (var i = 0; i < inputs.length; i++) {
      if (inputs[i].form === form || !inputs[i].value) continue;
      var copy = form.elements[inputs[i].name] || form.appendChild(document.createElement('input'));
      copy.type = 'hidden';
      copy.name = inputs[i].name;
      copy.value = inputs[i].value;
    }
  }

  /* So the server is told which language this page has: an account or another window may have changed it. */
  document.addEventListener('htmx:configRequest', function (event) {
    event.detail.headers['Preau-Language'] = document.documentElement.lang;
  });

  /* Without htmx the browser sends the form, and this page stays until the answer comes; a download has no hx-. */
  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (event.defaultPrevented || !(form.getAttribute('hx-post') || form.getAttribute('hx-get'))) return;
    wait(event, buttonOf(form, event));
  });
  window.addEventListener('pageshow', function (event) {
    if (event.persisted) done();
  });

  /* A form that sends itself while it is filled in: what its button says goes with the button alone, or with Enter. */
  document.addEventListener('htmx:configRequest', function (event) {
    var cause = event.detail.triggeringEvent;
    var button = event.detail.elt.localName === 'form' && event.detail.elt.querySelector('[type=submit][name]');
    if (button && cause && cause.type !== 'submit') event.detail.formData['delete'](button.name);
  });
  document.addEventListener('htmx:beforeRequest', function (event) {
    var source = event.detail.elt;
    if (source.localName === 'form') source = buttonOf(source, event.detail.requestConfig.triggeringEvent);
    else if (source.localName !== 'a') source = null; /* the page itself looks now and then */
    if (source || !asked) wait(event.detail.xhr, source);
  });
  document.addEventListener('htmx:xhr:progress', function () {
    clearTimeout(late);
    if (asked) late = setTimeout(tooLong, LATE); /* a file is still on its way */
  });
  document.addEventListener('htmx:afterRequest', function (event) {
    var xhr = event.detail.xhr;
    if (xhr !== asked) return;
    done();
    if (!xhr.status || /^50[24]$/.test(xhr.status)) progress('offline');
  });
  document.addEventListener('htmx:afterSettle', function (event) {
    offerButtons();
    /* A part of the page: who types or reads stays where they are, unless what was waited for is there. */
    var part = event.detail.target.id;
    if (part !== 'page' && (part !== 'live' || document.title === title)) return;
    title = document.title;
    /* The first wrong field, or what is wrong with the whole; htmx scrolls to the top only after this. */
    var wrong = document.querySelector('main [autofocus]');
    /* Or the search, but not where its keyboard would cover the list. */
    if (wrong && wrong.type === 'search' && window.matchMedia('(pointer:coarse)').matches) wrong = null;
    if (wrong) setTimeout(function () { wrong.scrollIntoView({block: 'nearest'}); });
    var target = wrong || document.querySelector('main h1');
    if (target) {
      if (!wrong) target.setAttribute('tabindex', '-1');
      target.focus();
    }
  });

  offerButtons();
})();
