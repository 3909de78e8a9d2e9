// Questions as requesters published them on the original.

const schemas = 'http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas';

/** The classic sample: its form posts to the original, and it loads the original's helper script. */
export const classicQuestion = `<HTMLQuestion xmlns="${schemas}/2011-11-11/HTMLQuestion.xsd">
  <HTMLContent><![CDATA[
<!DOCTYPE html>
<html>
 <head>
  <meta http-equiv='Content-Type' content='text/html; charset=UTF-8'/>
  <script type='text/javascript' src='https://s3.amazonaws.com/mturk-public/externalHIT_v1.js'></script>
 </head>
 <body>
  <form name='mturk_form' method='post' id='mturk_form' action='https://www.mturk.com/mturk/externalSubmit'>
  <input type='hidden' value='' name='assignmentId' id='assignmentId'/>
  <h1>What do you think of this photo?</h1>
  <p><textarea name='comment' cols='80' rows='3'></textarea></p>
  <p><input type='submit' id='submitButton' value='Submit' /></p></form>
  <script language='Javascript'>turkSetAssignmentID();</script>
 </body>
</html>
]]></HTMLContent>
  <FrameHeight>450</FrameHeight>
</HTMLQuestion>`;

export function externalQuestion(url: string): string {
  return `<ExternalQuestion xmlns="${schemas}/2006-07-14/ExternalQuestion.xsd">
  <ExternalURL>${url}</ExternalURL><FrameHeight>0</FrameHeight></ExternalQuestion>`;
}

/**
 * A survey on a server of the requester's own: it stores something in its origin and posts to turkSubmitTo.
 */
export const surveyPage = `<!doctype html><html lang="en"><head><title>Survey</title></head><body>
<h1>Survey</h1>
<form method="post"><input type="hidden" name="assignmentId">
<label>Kept <input name="kept"></label><button>Send</button></form>
<script>
  const query = new URLSearchParams(location.search);
  localStorage.setItem('visits', String(Number(localStorage.getItem('visits') || 0) + 1));
  document.cookie = 'taste=sweet';
  document.forms[0].action = query.get('turkSubmitTo') + '/mturk/externalSubmit';
  document.forms[0].assignmentId.value = query.get('assignmentId');
  document.forms[0].kept.value = 'visits ' + localStorage.getItem('visits') + ', ' + document.cookie;
</script></body></html>`;

function selections(texts: Record<string, string>): string {
  return Object.entries(texts)
    .map(
      ([name, text]) =>
        `<Selection><SelectionIdentifier>${name}</SelectionIdentifier><Text>${text}</Text></Selection>`,
    )
    .join('');
}

function asked(name: string, text: string, answer: string, more = ''): string {
  return `<Question><QuestionIdentifier>${name}</QuestionIdentifier>${more}
  <QuestionContent><Text>${text}</Text></QuestionContent>
  <AnswerSpecification>${answer}</AnswerSpecification></Question>`;
}

function choice(style: string, most: number, texts: Record<string, string>, other = ''): string {
  return `<SelectionAnswer><MaxSelectionCount>${most}</MaxSelectionCount>
  <StyleSuggestion>${style}</StyleSuggestion>
  <Selections>${selections(texts)}${other}</Selections></SelectionAnswer>`;
}

/** A QuestionForm with every kind of content and every kind of answer. `picture` is an address. */
export function questionForm(picture: string): string {
  const other = '<OtherSelection/>';
  const required = '<IsRequired>true</IsRequired>';
  const displayed = (name: string) => `<DisplayName>${name}</DisplayName>`;
  const colours = choice('radiobutton', 1, { r: 'Red', b: 'Blue' }, other);
  const things = { arrow: 'An arrow', bicycle: 'A bicycle', car: 'A car' };
  const shapes = { round: 'Round', square: 'Square' };
  const speed = `<FreeTextAnswer><Constraints>
    <IsNumeric minValue="5" maxValue="200"/><Length maxLength="3"/>
    <AnswerFormatRegex regex="^[0-9]+$" errorText="Digits only, please."/>
    </Constraints></FreeTextAnswer>`;
  const comment = `<FreeTextAnswer><DefaultText>Nothing else</DefaultText>
    <NumberOfLinesSuggestion>3</NumberOfLinesSuggestion></FreeTextAnswer>`;
  const signs = { stop: 'Stop', yield: 'Give way', limit: 'Speed limit', none: 'No entry' };
  return `<QuestionForm xmlns="${schemas}/2017-11-06/QuestionForm.xsd">
  <Overview><Title>Street signs</Title>
    <Text>Look at the picture.\nThen answer what is asked: 5 &lt; 6 &amp; so on.</Text>
    <List><ListItem>Guess if you are not sure.</ListItem><ListItem>Do not search the web.</ListItem></List>
    <FormattedContent><![CDATA[<p>Read the <a href="https://example.org/rules">rules</a> &mdash; they are
    <b>short</b>.</p><table border="1"><tr><th>Sign</th><td>&nbsp;red</td></tr></table>]]></FormattedContent>
    <Binary><MimeType><Type>image</Type><SubType>png</SubType></MimeType><DataURL>${picture}</DataURL>
      <AltText>A red street sign</AltText></Binary>
  </Overview>
  ${asked('colour', 'Which colour is the sign?', colours, `${displayed('Question 1')}${required}`)}
  ${asked('limit', 'Which speed limit does it show?', speed, displayed('Question 2'))}
  ${asked('kinds', 'What is on the sign?', choice('checkbox', 3, things, other))}
  ${asked('meaning', 'What does it mean?', choice('dropdown', 1, signs))}
  ${asked('nearby', 'Which other signs are near it?', choice('multichooser', 4, signs))}
  ${asked('kept', 'Where is it?', choice('list', 1, { road: 'On a road', house: 'On a house' }))}
  ${asked('shape', 'Which shape does it have?', choice('combobox', 1, shapes, other))}
  ${asked('comment', 'Anything else?', comment)}
</QuestionForm>`;
}
