// Runs in the page that a frame shows after its form was posted. The answer waits on the server as a draft;
// this tells the worker's page around the frame to submit it. Without such a page, the link in the page leads
// to where it can be confirmed by hand.

(function () {
  var data = document.documentElement.dataset;
  var status = document.getElementById('status');
  var link = document.getElementById('confirm');

  function say(text) {
    if (status) status.textContent = text;
  }

  /** `link` is written by the server too; this makes one where it is missing. */
  function showLink() {
    if (!link) {
      link = document.createElement('a');
      link.id = 'confirm';
      link.href = data.appOrigin + '/confirm/' + encodeURIComponent(data.assignmentId || '');
      link.textContent = 'Confirm and submit the answer';
      document.body.appendChild(link);
    }
    link.hidden = false;
  }

  if (!data.assignmentId || !data.appOrigin) return;
  if (window.parent === window) {
    say('Your answer is kept, but not submitted yet. One more step:');
    showLink();
    return;
  }
  say('Sending your answer…');
  window.parent.postMessage({ assignmentId: data.assignmentId, answer: data.answer || '' }, data.appOrigin);
  // The worker's page takes this frame away once it has submitted. Still being here means nobody listened, or
  // the server refused, which that page then says.
  window.setTimeout(function () {
    say('Your answer is kept, but not submitted yet.');
    showLink();
  }, 10000);
})();
