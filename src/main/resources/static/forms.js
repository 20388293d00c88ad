/* What every form in the Tasklist does: checks the answers on the server before the task is completed, shows what is wrong
   beside the fields and in a summary, keeps a draft on the server, and finds people. */
window.countersignForm = function (camForm, scope) {
  'use strict';

  var form = camForm.formElement[0] || camForm.formElement;
  var address = form.dataset.address;
  var saved = form.querySelector('.cs-saved');
  var summary = form.querySelector('.cs-errors');
  var answersId = null;
  var draftTimer = null;
  var done = false;
  var checking = false;

  function send(method, path, body) {
    var headers = { 'Content-Type': 'application/json', 'Accept': 'application/json' };
    if (form.dataset.csrfHeader) { headers[form.dataset.csrfHeader] = form.dataset.csrf; }
    return fetch(path, { method: method, headers: headers, credentials: 'same-origin', body: body, redirect: 'manual' });
  }

  function fields() {
    return Array.prototype.filter.call(form.elements, function (field) { return field.name && field.type !== 'fieldset'; });
  }

  /* As typed, by field: the shape of a draft. */
  function typed(counts) {
    var values = {};
    fields().forEach(function (field) {
      values[field.name] = values[field.name] || [];
      var chosen = field.type === 'checkbox' || field.type === 'radio' ? field.checked : true;
      if (chosen && (!counts || counts(field))) { values[field.name].push(field.value); }
    });
    return values;
  }

  function isHidden(field) { return field.closest('[data-shown-for][hidden]') !== null; }

  /* What another answer has hidden is not asked, so it is no answer; but a file that is there is told. */
  function isAsked(field) { return field.closest('[data-files]') !== null || !isHidden(field); }

  /* The answers, as the form's record wants them: a tick, a list of choices, or a text. */
  function answers() {
    var values = typed(isAsked);
    fields().forEach(function (field) {
      if (field.hasAttribute('data-single')) { values[field.name] = field.checked && isAsked(field); }
      else if (field.type !== 'checkbox' && Array.isArray(values[field.name])) {
        values[field.name] = values[field.name][0] || null;
      }
    });
    fields().forEach(function (field) {
      if (field.hasAttribute('data-number')) { values[field.name] = number(values[field.name]); }
    });
    form.querySelectorAll('[data-files]').forEach(function (group) {
      values[group.dataset.files] = values[group.dataset.files] || [];
    });
    return values;
  }

  /* A whole number where it is one; what is none travels as typed, and the server says so. */
  function number(text) {
    if (typeof text !== 'string') { return text; }
    var plain = text.replace(/[\s,]/g, '');
    return /^-?\d{1,9}$/.test(plain) ? Number(plain) : text;
  }

  function clear() {
    summary.hidden = true;
    summary.querySelector('ul').textContent = '';
    form.querySelectorAll('.cs-wrong').forEach(function (message) { message.remove(); });
    form.querySelectorAll('[aria-invalid]').forEach(function (field) { field.removeAttribute('aria-invalid'); });
    form.querySelectorAll('fieldset[aria-describedby]').forEach(function (group) { group.removeAttribute('aria-describedby'); });
    describe();
  }

  /* Ties every field to its hint and, where there is one, to what is wrong with it. */
  function describe() {
    form.querySelectorAll('input[id], textarea[id], select[id]').forEach(function (field) {
      var ids = [field.id + '-wrong', field.id + '-hint'].filter(function (id) {
        return form.querySelector('#' + CSS.escape(id));
      });
      if (ids.length) { field.setAttribute('aria-describedby', ids.join(' ')); } else { field.removeAttribute('aria-describedby'); }
    });
  }

  function show(problems) {
    clear();
    Object.keys(problems).forEach(function (name) {
      var target = name && form.querySelector('#' + CSS.escape(name));
      problems[name].forEach(function (message) {
        var item = document.createElement('li');
        if (target) {
          var link = document.createElement('a');
          link.href = '#' + name;
          link.textContent = message;
          link.addEventListener('click', function (event) { event.preventDefault(); target.focus(); target.scrollIntoView({ block: 'center' }); });
          item.appendChild(link);
        } else { item.textContent = message; }
        summary.querySelector('ul').appendChild(item);
      });
      if (target) {
        if (target.closest('details')) { target.closest('details').open = true; }
        var text = document.createElement('p');
        text.className = 'cs-wrong';
        text.id = name + '-wrong';
        text.textContent = problems[name].join(' ');
        if (target.tagName === 'FIELDSET') {
          var legend = target.querySelector('legend');
          legend.parentNode.insertBefore(text, legend.nextSibling);
          target.setAttribute('aria-describedby', text.id);
        } else if (target.type === 'checkbox') { target.closest('label').before(text); }
        else { target.before(text); }
        if (target.tagName !== 'FIELDSET') { target.setAttribute('aria-invalid', 'true'); }
      }
    });
    describe();
    summary.hidden = false;
    summary.focus();
    summary.scrollIntoView({ block: 'start' });
  }

  function explain(response) {
    if (response.status === 422) { return response.json().then(function (body) { show(body.problems); }); }
    var words = response.type === 'opaqueredirect' || response.status === 401 || response.status === 403
      ? 'You have been signed out. Sign in again in another tab, then come back and complete: what you typed is kept here.'
      : response.status === 404 ? 'This task is done already, or has passed to somebody else. Reload the page to see your tasks.'
      : response.status === 413 ? 'This is longer than the form can be. Shorten it and try again.'
      : 'The server could not take the answers just now. Nothing is lost: try again in a minute.';
    show({ '': [words] });
    return Promise.resolve();
  }

  function saveDraft() {
    if (done) { return; }
    send('PUT', address.replace('?', '/draft?').replace(/^([^?]*)$/, '$1/draft'), JSON.stringify(typed())).then(function (response) {
      saved.textContent = response.ok ? 'Draft saved at ' + new Date().toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
        : 'The draft could not be saved. Keep this page open.';
    }, function () { saved.textContent = 'The draft could not be saved. Keep this page open.'; });
  }

  function findPeople(input) {
    var list = form.querySelector('#people');
    input.addEventListener('input', function () {
      if (input.value.trim().length < 2 || /\)$/.test(input.value)) { return; }
      fetch('/forms/people?text=' + encodeURIComponent(input.value), { credentials: 'same-origin' })
        .then(function (response) { return response.ok ? response.json() : []; })
        .then(function (people) {
          list.textContent = '';
          people.forEach(function (person) {
            var option = document.createElement('option');
            option.value = person.choice;
            option.label = person.choice + ' \u2013 ' + person.words;
            list.appendChild(option);
          });
        }, function () { /* typing the user id works without the list */ });
    });
  }

  function showDependents() {
    form.querySelectorAll('[data-shown-for]').forEach(function (text) {
      var field = form.elements[text.dataset.shownFor];
      text.hidden = !field || isHidden(field.closest ? field : field[0]) || text.dataset.shownWhen.split(' ').indexOf(field.value) < 0;
    });
  }

  /* Files go to the server one by one as they are chosen; a hidden tick per file carries its id with the answers. */
  function takeFiles(group) {
    var input = group.querySelector('input[type=file]');
    var list = group.querySelector('ul');
    var said = group.querySelector('.cs-file-said');
    var most = Number(group.dataset.most || 10);
    var tooLarge = 'This file is larger than ' + most + ' MB. Attach a smaller one.';

    function changed() {
      answersId = null;
      clearTimeout(draftTimer);
      draftTimer = setTimeout(saveDraft, 300);
    }

    function refuse(item, name, words) {
      item.className = 'cs-refused';
      item.textContent = name + ': ' + words + ' ';
      var away = document.createElement('button');
      away.type = 'button';
      away.className = 'cs-remove';
      away.textContent = 'Dismiss';
      away.setAttribute('aria-label', 'Dismiss what is said about ' + name);
      item.appendChild(away);
      said.textContent = name + ' was not attached: ' + words;
    }

    function take(file) {
      var item = document.createElement('li');
      var bar = document.createElement('progress');
      item.textContent = file.name + ' ';
      bar.max = 100;
      bar.value = 0;
      bar.setAttribute('aria-label', 'Sending ' + file.name);
      item.appendChild(bar);
      list.appendChild(item);
      if (list.querySelectorAll('input').length + list.querySelectorAll('progress').length > 20) {
        return refuse(item, file.name, 'At most 20 files can be attached.');
      }
      if (file.size > most * 1024 * 1024) { return refuse(item, file.name, tooLarge); }
      var body = new FormData();
      body.append('file', file);
      var sending = new XMLHttpRequest();
      sending.open('POST', group.dataset.takenAt || '/forms/files');
      sending.setRequestHeader('Accept', 'application/json');
      if (form.dataset.csrfHeader) { sending.setRequestHeader(form.dataset.csrfHeader, form.dataset.csrf); }
      sending.upload.onprogress = function (event) { if (event.lengthComputable) { bar.value = 100 * event.loaded / event.total; } };
      sending.onerror = function () { refuse(item, file.name, 'The server cannot be reached. Try again in a minute.'); };
      sending.onload = function () {
        var answer = {};
        try { answer = JSON.parse(sending.responseText); } catch (notJson) { /* a page, not an answer: signed out */ }
        if (sending.status !== 201) {
          return refuse(item, file.name, answer.refused || (sending.status === 413 ? tooLarge
            : sending.status >= 500 ? 'The server could not take it just now. Try again in a minute.'
            : 'You have been signed out. Sign in again in another tab, then attach it again.'));
        }
        item.textContent = '';
        var tick = document.createElement('input');
        tick.type = 'checkbox';
        tick.hidden = true;
        tick.checked = true;
        tick.name = group.dataset.files;
        tick.value = answer.id;
        var link = document.createElement('a');
        link.href = '/forms/files/' + answer.id;
        link.textContent = answer.name;
        var size = document.createElement('span');
        size.textContent = ' ' + answer.size + ' ';
        var away = document.createElement('button');
        away.type = 'button';
        away.className = 'cs-remove';
        away.textContent = 'Remove';
        away.setAttribute('aria-label', 'Remove ' + answer.name);
        [tick, link, size, away].forEach(function (part) { item.appendChild(part); });
        said.textContent = answer.name + ' is attached.';
        changed();
      };
      sending.send(body);
    }

    input.addEventListener('change', function (event) {
      event.stopPropagation();
      Array.prototype.forEach.call(input.files, take);
      input.value = '';
    });
    /* A place for files that an answer shuts holds none. */
    form.addEventListener('change', function () {
      if (group.closest('[hidden]')) { list.querySelectorAll('.cs-remove').forEach(function (button) { button.click(); }); }
    });
    list.addEventListener('click', function (event) {
      if (!event.target.classList.contains('cs-remove')) { return; }
      var item = event.target.closest('li');
      var tick = item.querySelector('input');
      if (tick) {
        send('DELETE', '/forms/files/' + tick.value);
        said.textContent = item.querySelector('a').textContent + ' is removed.';
      }
      item.remove();
      changed();
      input.focus();
    });
  }

  /* How much of a deadline is left, by the server's clock: the difference to it is taken once, when the form opens. */
  function countDown(text) {
    var ahead = Number(text.dataset.now) - Date.now();
    var until = Number(text.dataset.deadline);
    function say() {
      if (!document.contains(text)) { return clearInterval(timer); }
      var left = until - Date.now() - ahead;
      var minutes = Math.floor(Math.abs(left) / 60000);
      var words = [[Math.floor(minutes / 1440), 'day'], [Math.floor(minutes / 60) % 24, 'hour'], [minutes % 60, 'minute']]
        .filter(function (part) { return part[0] > 0; })
        .map(function (part) { return part[0] + ' ' + part[1] + (part[0] === 1 ? '' : 's'); }).join(' ') || 'less than a minute';
      text.querySelector('[data-left]').textContent = left >= 0 ? words + ' left' : '\u25a0 LATE by ' + words;
      text.classList.toggle('cs-late', left < 0);
      form.querySelectorAll('[data-when-late]').forEach(function (part) { part.hidden = left >= 0; });
    }
    var timer = setInterval(say, 20000);
    say();
  }

  /* What the table proposes for the likelihood, the severity and the aggravators chosen; the human decides. */
  function propose() {
    var table = form.querySelector('[data-proposals]');
    if (!table) { return; }
    var words = { NO_RISK: 'no risk: keep it on the register', RISK: 'a risk: notify the regulator', HIGH_RISK: 'a high risk: notify the regulator and tell the people affected' };
    function say() {
      var severity = form.elements.severity.value;
      var likelihood = form.elements.likelihood.value;
      var aggravated = form.querySelectorAll('[name=aggravators]:checked').length > 0;
      var entry = table.querySelector('[data-for="' + severity + '-' + likelihood + '-' + aggravated + '"]');
      table.querySelector('[data-proposal]').textContent = entry
        ? 'Likelihood and severity propose ' + words[entry.dataset.level] + '.' + (aggravated ? ' What makes it worse is counted.' : '')
        : 'Choose the likelihood and the severity, and a proposal is shown here.';
    }
    form.addEventListener('change', say);
    say();
  }

  function supportEnisa() {
    var score = form.querySelector('[data-enisa]');
    if (!score) { return; }
    function say() {
      var context = number(form.elements.dataContext.value);
      var ease = number(form.elements.ease.value);
      var circumstances = number(form.elements.circumstances.value || '0');
      var known = typeof context === 'number' && typeof ease === 'number' && typeof circumstances === 'number' && form.elements.dataContext.value && form.elements.ease.value;
      var value = known ? (context * ease + circumstances) / 100 : 0;
      score.textContent = known ? 'Severity by ENISA: ' + context + ' \u00d7 ' + (ease / 100) + ' + ' + (circumstances / 100) + ' = ' + value.toFixed(2) + ', '
        + (value < 2 ? 'low' : value < 3 ? 'medium' : value < 4 ? 'high' : 'very high') + '.' : '';
    }
    form.addEventListener('input', say);
    form.addEventListener('change', say);
    say();
  }

  /* The regulator's form: a button copies one answer. */
  function copyAnswers() {
    form.querySelectorAll('[data-copy]').forEach(function (button) {
      button.addEventListener('click', function () {
        var answer = form.querySelector('#' + CSS.escape(button.dataset.copy));
        function done() {
          button.textContent = 'Copied';
          setTimeout(function () { button.textContent = 'Copy'; }, 2500);
        }
        function byHand() {
          var selected = document.createRange();
          selected.selectNodeContents(answer);
          window.getSelection().removeAllRanges();
          window.getSelection().addRange(selected);
          if (document.execCommand('copy')) { done(); }
        }
        if (navigator.clipboard) { navigator.clipboard.writeText(answer.textContent).then(done, byHand); } else { byHand(); }
      });
    });
  }

  /* The window for starting puts people into the first input, which may be a choice below the first question. */
  function startAtTheTop() {
    var first = fields()[0];
    setTimeout(function () {
      var here = document.activeElement;
      if (first && here !== first && form.contains(here) && here.type === 'radio' && !here.checked) { first.focus(); }
    }, 100);
  }

  form.addEventListener('input', function () {
    answersId = null;
    clearTimeout(draftTimer);
    draftTimer = setTimeout(saveDraft, 1200);
  });
  form.addEventListener('change', showDependents);
  startAtTheTop();
  form.querySelectorAll('[data-people]').forEach(findPeople);
  form.querySelectorAll('[data-files]').forEach(takeFiles);
  form.querySelectorAll('[data-deadline]').forEach(countDown);
  propose();
  supportEnisa();
  copyAnswers();
  showDependents();
  describe();

  function carry(id) {
    var manager = camForm.variableManager;
    if (manager.variable && manager.variable('answersId')) { manager.variableValue('answersId', id); }
    else { manager.createVariable({ name: 'answersId', type: 'String', value: id }); }
  }

  camForm.on('submit', function () {
    if (answersId) { carry(answersId); done = true; return; }
    camForm.submitPrevented = true;
    checking = true;
    send('POST', address, JSON.stringify(answers())).then(function (response) {
      if (!response.ok) { return explain(response); }
      return response.json().then(function (body) {
        clear();
        answersId = body.answersId;
        complete();
      });
    }, function () { show({ '': ['The server cannot be reached. Nothing is lost: try again in a minute.'] }); });
  });

  camForm.on('submit-failed', function () {
    /* Said of the submission that waits for the check, too: nothing has failed then. */
    if (checking) { checking = false; return; }
    done = false;
    answersId = null;
    show({ '': ['The task could not be completed. Somebody else may have done it, or the rules have changed meanwhile. Look at the form again and try once more.'] });
  });

  function complete() {
    if (scope.complete) { scope.complete(); } else if (scope.$parent && scope.$parent.complete) { scope.$parent.complete(); }
    else { camForm.submit(function () {}); }
  }
};
