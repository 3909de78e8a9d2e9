"""Questions for HITs, as requesters write them."""

from xml.sax.saxutils import escape

HTML_SPACE = "http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2011-11-11/HTMLQuestion.xsd"
EXTERNAL_SPACE = (
    "http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd"
)
FORM_SPACE = "http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd"

CLASSIC_HTML = """<!DOCTYPE html>
<html>
 <head>
  <meta http-equiv='Content-Type' content='text/html; charset=UTF-8'/>
  <script type='text/javascript' src='https://s3.amazonaws.com/mturk-public/externalHIT_v1.js'></script>
 </head>
 <body>
  <form name='mturk_form' method='post' id='mturk_form' action='https://www.mturk.com/mturk/externalSubmit'>
   <input type='hidden' value='' name='assignmentId' id='assignmentId'/>
   <p>What do you think?</p>
   <p><textarea name='comment' cols='80' rows='3'></textarea></p>
   <p><input type='submit' id='submitButton' value='Submit' /></p>
  </form>
  <script language='Javascript'>turkSetAssignmentID();</script>
 </body>
</html>
"""


def html_question(html=CLASSIC_HTML, frame_height="450", space=HTML_SPACE):
    return (
        f'<HTMLQuestion xmlns="{space}">\n  <HTMLContent><![CDATA[{html}]]></HTMLContent>\n'
        f"  <FrameHeight>{frame_height}</FrameHeight>\n</HTMLQuestion>"
    )


def external_question(
    url="https://survey.example.org/form?study=7", frame_height="600", space=EXTERNAL_SPACE
):
    return (
        f'<ExternalQuestion xmlns="{space}">\n  <ExternalURL>{escape(url)}</ExternalURL>\n'
        f"  <FrameHeight>{frame_height}</FrameHeight>\n</ExternalQuestion>"
    )


FORM_SPACE_2005 = (
    "http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/QuestionForm.xsd"
)


def form_question(identifier, answer="<FreeTextAnswer/>", required=False):
    return (
        f"<Question><QuestionIdentifier>{escape(identifier)}</QuestionIdentifier>"
        f"<IsRequired>{str(required).lower()}</IsRequired>"
        f"<QuestionContent><Text>Why?</Text></QuestionContent>"
        f"<AnswerSpecification>{answer}</AnswerSpecification></Question>"
    )


def selection_answer(identifiers, before="", other=""):
    """A choice; `before` stands in front of Selections, `other` is an OtherSelection element."""
    selections = "".join(
        f"<Selection><SelectionIdentifier>{escape(i)}</SelectionIdentifier>"
        f"<Text>The {escape(i)}</Text></Selection>"
        for i in identifiers
    )
    return f"<SelectionAnswer>{before}<Selections>{selections}{other}</Selections></SelectionAnswer>"


def question_form(items=None, space=FORM_SPACE):
    return f'<QuestionForm xmlns="{space}">{items or form_question("q1")}</QuestionForm>'


def hit_type(**changes):
    """The properties of a HIT type; a change to None leaves a property out."""
    properties = {
        "Title": "Say what you think",
        "Description": "Read a sentence and comment on it.",
        "Keywords": "comment, opinion",
        "Reward": "0.05",
        "AssignmentDurationInSeconds": 600,
        "AutoApprovalDelayInSeconds": 86400,
    }
    return {k: v for k, v in {**properties, **changes}.items() if v is not None}


def hit(**changes):
    """The input of CreateHIT; a change to None leaves a member out."""
    parameters = {**hit_type(), "LifetimeInSeconds": 7200, "MaxAssignments": 1, "Question": html_question()}
    return {k: v for k, v in {**parameters, **changes}.items() if v is not None}
