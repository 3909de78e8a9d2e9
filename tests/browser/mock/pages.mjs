// The pages of the mock's content listener.

function escape(text) {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The hosted question as the server serves it: the stand-in first, the original's addresses replaced. */
export function hostedPage(html, world) {
  const replaced = html
    .replaceAll(
      'https://s3.amazonaws.com/mturk-public/externalHIT_v1.js',
      `${world.contentUrl}/assets/externalHIT_v1.js`,
    )
    .replaceAll('https://www.mturk.com/mturk/externalSubmit', `${world.contentUrl}/mturk/externalSubmit`);
  const standIn = `<script src="${world.contentUrl}/assets/stand-in.js"></script>`;
  return /<head>/i.test(replaced)
    ? replaced.replace(/<head>/i, (head) => head + standIn)
    : standIn + replaced;
}

export function replyPage(assignment, fields, world) {
  const answer = [...fields]
    .filter(([name]) => name !== 'assignmentId')
    .map(
      ([name, value]) =>
        `<Answer><QuestionIdentifier>${escape(name)}</QuestionIdentifier>` +
        `<FreeText>${escape(value)}</FreeText></Answer>`,
    )
    .join('');
  return `<!doctype html><html lang="en" data-assignment-id="${escape(assignment)}"
data-answer="${escape(answer)}"
data-app-origin="${world.appUrl}"><head><meta charset="utf-8"><title>Sending your answer</title>
<script src="${world.contentUrl}/assets/reply.js" defer></script></head>
<body style="font-family:sans-serif;margin:2rem"><p id="status">Your answer is kept, and is being sent.</p>
<p><a id="confirm" href="${world.appUrl}/confirm/${escape(assignment)}"
target="_top">If nothing happens, confirm it here.</a></p>
</body></html>`;
}

/** The classic sample. */
export const classic = `<!DOCTYPE html><html><head>
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8"/>
<title>HIT</title>
<script type="text/javascript" src="https://s3.amazonaws.com/mturk-public/externalHIT_v1.js"></script>
</head><body style="font-family:sans-serif"><form name="mturk_form" method="post" id="mturk_form"
action="https://www.mturk.com/mturk/externalSubmit">
<input type="hidden" value="" name="assignmentId" id="assignmentId"/>
<h1>What do you think of this photo?</h1>
<p><textarea name="comment" cols="60" rows="3" aria-label="Comment"></textarea></p>
<p><input type="submit" id="submitButton" value="Submit"/></p></form>
<script>localStorage.setItem('seen', '1'); turkSetAssignmentID();</script></body></html>`;
