// Stands in for the original's helper script of the same name: same functions, same defaults, same words.
// Pages call these by name, also from inline handlers, so they are globals, in the JavaScript that old pages
// expect.

(function () {
  var script = document.currentScript;
  var own = '';
  try {
    // Loaded from a server of ours, the page is to submit there, also when its address does not say where.
    var url = new URL(script && script.src ? script.src : '');
    var originals = ['s3.amazonaws.com', 'mturk-public.s3.amazonaws.com'];
    if (/^https?:$/.test(url.protocol) && originals.indexOf(url.hostname) < 0) own = url.origin;
  } catch (e) {
    own = '';
  }

  /**
   * A query parameter of this page as it stands there, not decoded (pages call `decode` on it), or
   * `defaultValue`.
   */
  function turkGetParam(name, defaultValue) {
    var pattern = new RegExp('[?&]' + name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') + '=([^&#]*)');
    var match = pattern.exec(window.location.href);
    return match === null ? defaultValue : match[1];
  }

  /** Decodes form encoding: `+` is a space, then percent escapes. What is no valid escape stays as it is. */
  function decode(text) {
    var spaced = text.replace(/\+/g, ' ');
    try {
      return decodeURIComponent(spaced);
    } catch (e) {
      return unescape(spaced);
    }
  }

  /** Where forms go: without a path and without a final slash. */
  function turkGetSubmitToHost() {
    return decode(turkGetParam('turkSubmitTo', own || 'https://www.mturk.com'));
  }

  /**
   * Puts the assignment into the form and lets it post to the right place; in a preview, locks the button.
   */
  function turkSetAssignmentID(formName, buttonName) {
    var assignment = turkGetParam('assignmentId', '');
    var formId = formName === undefined || formName === null ? 'mturk_form' : formName;
    var buttonId = buttonName === undefined || buttonName === null ? 'submitButton' : buttonName;

    var field = document.getElementById('assignmentId');
    if (field) field.value = assignment;

    var button = document.getElementById(buttonId);
    if (assignment === 'ASSIGNMENT_ID_NOT_AVAILABLE' && button) {
      var caption = 'You must ACCEPT the HIT before you can submit the results.';
      button.disabled = true;
      if (button.tagName === 'BUTTON') button.textContent = caption;
      else button.value = caption;
    }

    var form = document.getElementById(formId) || document.forms[formId];
    if (form)
      form.setAttribute('action', turkGetSubmitToHost().replace(/\/+$/, '') + '/mturk/externalSubmit');
  }

  window.turkGetParam = turkGetParam;
  window.decode = decode;
  window.turkGetSubmitToHost = turkGetSubmitToHost;
  window.turkSetAssignmentID = turkSetAssignmentID;
})();
