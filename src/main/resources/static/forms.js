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

  function send(method, path, body) {
    var headers = { 'Content-Type': 'application/json', 'Accept': 'application/json' };
    if (form.dataset.csrfHeader) { headers[form.dataset.csrfHeader] = form.dataset.csrf; }
    return fetch(path, { method: method, headers: headers, credentials: 'same-origin', body: body, redirect: 'manual' });
  }

  function fields() {
    return Array.prototype.filter.call(form.elements, function (field) { return field.name && field.type !== 'fieldset'; });
  }

  /* As typed, by field: the shape of a draft. */
  function typed() {
    var values = {};
    fields().forEach(function (field) {
      values[field.name] = values[field.name] || [];
      var chosen = field.type === 'checkbox' || field.type === 'radio' ? field.checked : true;
      if (chosen) { values[field.name].push(field.value); }
    });
    return values;
  }

  /* The answers, as the form's record wants them: a tick, a list of choices, or a text. */
  function answers() {
    var values = typed();
    fields().forEach(function (field) {
      if (field.hasAttribute('data-single')) { values[field.name] = field.checked; }
      else if (field.type !== 'checkbox' && Array.isArray(values[field.name])) {
        values[field.name] = values[field.name][0] || null;
      }
    });
    return values;
  }

  function clear() {
    summary.hidden = true;
    summary.querySelector('ul').textContent = '';
    form.querySelectorAll('.cs-wrong').forEach(function (message) { message.remove(); });
    form.querySelectorAll('[aria-invalid]').forEach(function (field) { field.removeAttribute('aria-invalid'); });
    describe();
  }

  /* Ties every field to its hint and, where there is one, to what is wrong with it. */
  function describe() {
    fields().forEach(function (field) {
      var ids = [field.id + '-wrong', field.id + '-hint'].filter(function (id) {
        return field.id && form.querySelector('#' + CSS.escape(id));
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
            option.label = person.choice + ' – ' + person.words;
            list.appendChild(option);
          });
        }, function () { /* typing the user id works without the list */ });
    });
  }

  function showDependents() {
    form.querySelectorAll('[data-shown-for]').forEach(function (text) {
      text.hidden = form.elements[text.dataset.shownFor].value !== text.dataset.shownWhen;
    });
  }

  form.addEventListener('input', function () {
    answersId = null;
    clearTimeout(draftTimer);
    draftTimer = setTimeout(saveDraft, 1200);
  });
  form.addEventListener('change', showDependents);
  form.querySelectorAll('[data-people]').forEach(findPeople);
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
    done = false;
    answersId = null;
    show({ '': ['The task could not be completed. Somebody else may have done it, or the rules have changed meanwhile. Look at the form again and try once more.'] });
  });

  function complete() {
    if (scope.complete) { scope.complete(); } else if (scope.$parent && scope.$parent.complete) { scope.$parent.complete(); }
    else { camForm.submit(function () {}); }
  }
};
