"""QuestionForm: which forms are taken, how workers get them, which answers fit, and what requesters read."""

import xml.etree.ElementTree as tree

import pytest
import questions
from questions import FORM_SPACE, FORM_SPACE_2005, form_question, question_form, selection_answer
from refusal import refused
from worker_site import WorkerRefused, get, post_form

ANSWERS = (
    "{http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/QuestionFormAnswers.xsd}"
)

SIGNS = """
  <Overview>
    <Title>Street signs</Title>
    <Text>Look at the picture &amp; answer.</Text>
    <List><ListItem>first</ListItem><ListItem>second</ListItem></List>
    <FormattedContent><![CDATA[<p>Read the <a href="https://example.org/" target="_top">rules</a>&nbsp;&mdash;
      <b>all</b> of them.</p>]]></FormattedContent>
    <Binary><MimeType><Type>image</Type><SubType>png</SubType></MimeType>
      <DataURL>https://example.org/sign.png</DataURL><AltText>a sign</AltText></Binary>
  </Overview>
  <Question>
    <QuestionIdentifier>colour</QuestionIdentifier><DisplayName>1</DisplayName><IsRequired>true</IsRequired>
    <QuestionContent><Text>Which colour is the sign?</Text></QuestionContent>
    <AnswerSpecification><SelectionAnswer>
      <StyleSuggestion>radiobutton</StyleSuggestion>
      <Selections>
        <Selection><SelectionIdentifier>r</SelectionIdentifier><Text>red</Text></Selection>
        <Selection><SelectionIdentifier>b</SelectionIdentifier><Text>blue</Text></Selection>
        <OtherSelection><Constraints><Length maxLength="10"/></Constraints></OtherSelection>
      </Selections>
    </SelectionAnswer></AnswerSpecification>
  </Question>
  <Question>
    <QuestionIdentifier>limit</QuestionIdentifier>
    <QuestionContent><Text>Speed limit shown?</Text></QuestionContent>
    <AnswerSpecification><FreeTextAnswer>
      <Constraints><IsNumeric minValue="5" maxValue="200"/><Length minLength="1" maxLength="3"/>
        <AnswerFormatRegex regex="^[0-9]+$" errorText="Digits only, please."/></Constraints>
      <NumberOfLinesSuggestion>1</NumberOfLinesSuggestion>
    </FreeTextAnswer></AnswerSpecification>
  </Question>
  <Question>
    <QuestionIdentifier>kinds</QuestionIdentifier>
    <QuestionContent><Text>What is on it?</Text></QuestionContent>
    <AnswerSpecification><SelectionAnswer>
      <MinSelectionCount>2</MinSelectionCount><MaxSelectionCount>3</MaxSelectionCount>
      <Selections>
        <Selection><SelectionIdentifier>x</SelectionIdentifier><Text>x</Text></Selection>
        <Selection><SelectionIdentifier>y</SelectionIdentifier><Text>y</Text></Selection>
        <Selection><SelectionIdentifier>z</SelectionIdentifier><Text>z</Text></Selection>
      </Selections>
    </SelectionAnswer></AnswerSpecification>
  </Question>
"""


def constrained(constraints):
    return f"<FreeTextAnswer><Constraints>{constraints}</Constraints></FreeTextAnswer>"


def answers_in(xml):
    """(identifier, [(element, text)…]) for each Answer, in document order."""
    root = tree.fromstring(xml.encode("ascii"))
    assert root.tag == ANSWERS + "QuestionFormAnswers"
    found = []
    for answer in root.findall(ANSWERS + "Answer"):
        identifier, *rest = answer
        assert identifier.tag == ANSWERS + "QuestionIdentifier"
        found.append(
            (identifier.text, [(part.tag.removeprefix(ANSWERS), part.text or "") for part in rest])
        )
    return found


def stored_answer(mturk, assignment):
    [stored] = mturk.list_assignments_for_hit(HITId=assignment["HITId"])["Assignments"]
    return answers_in(stored["Answer"])


def submit(worker, assignment, **parameters):
    return worker.call("SubmitAssignment", AssignmentId=assignment["AssignmentId"], **parameters)[
        "Assignment"
    ]


def refusal_of(call):
    with pytest.raises(WorkerRefused) as caught:
        call()
    assert caught.value.status == 400
    return caught.value.body


@pytest.fixture
def signs(new_hit):
    return new_hit(Question=question_form(SIGNS))


@pytest.fixture
def accepted(signs, worker):
    return worker.accept(signs["HITId"])


# -- publishing --------------------------------------------------------------------------------------------


# Both namespaces were in use to the end, and what is stored comes back byte for byte.
@pytest.mark.parametrize("space", [FORM_SPACE, FORM_SPACE_2005])
@pytest.mark.parametrize("items", [SIGNS, form_question("q1")], ids=["signs", "one question"])
def test_accepted(new_hit, mturk, space, items):
    question = f"<?xml version='1.0'?>\n<!-- mine -->\n{question_form(items, space)}\n"
    hit = new_hit(Question=question)
    assert hit["Question"] == question
    assert mturk.get_hit(HITId=hit["HITId"])["HIT"]["Question"] == question


def test_with_hit_type(mturk):
    type = mturk.create_hit_type(**questions.hit_type())["HITTypeId"]
    hit = mturk.create_hit_with_hit_type(
        HITTypeId=type, LifetimeInSeconds=3600, Question=question_form(form_question("q"))
    )["HIT"]
    assert hit["Question"] == question_form(form_question("q"))


# The order inside a form is strict; the message is the one people found on the web, and names the place.
@pytest.mark.parametrize(
    "items, text",
    [
        (
            "\n<Question><QuestionContent><Text>x</Text></QuestionContent></Question>",
            "Details: cvc-complex-type.2.4.a: Invalid content was found starting with element "
            f"'QuestionContent'. One of '{{\"{FORM_SPACE}\":QuestionIdentifier}}' is expected. (line 2, "
            "element 'QuestionContent')",
        ),
        (
            form_question("q", "<FileUploadAnswer/>"),
            "cvc-complex-type.2.4.b: The content of element 'FileUploadAnswer' is not complete.",
        ),
        ("<Overview><Application/></Overview>", "The element 'Application' was withdrawn"),
        ("<Overview/>", "cvc-complex-type.2.4.b: The content of element 'Overview' is not complete."),
        (
            form_question("q", selection_answer(["a"], "<StyleSuggestion>slider</StyleSuggestion>")),
            "cvc-enumeration-valid: Value 'slider'",
        ),
    ],
    ids=["order", "file upload", "application", "empty overview", "style"],
)
def test_schema(fresh, items, text):
    with refused("ParameterValidationError", text, "XMLParseError", "Question"):
        fresh.sandbox.create_hit(**questions.hit(Question=question_form(items)))
    assert fresh.sandbox.list_hits()["NumResults"] == 0


# What a schema cannot say.
@pytest.mark.parametrize(
    "items, parameter, text",
    [
        (form_question("q") * 2, "QuestionIdentifier", 'The value "q" is not valid'),
        (form_question("q", selection_answer(["a", "a"])), "SelectionIdentifier", "same identifier"),
        ("<Overview><Text>x</Text></Overview>", "QuestionForm", "asks nothing"),
        (
            form_question("q", selection_answer(["a"], "<MaxSelectionCount>2</MaxSelectionCount>")),
            "MaxSelectionCount",
            "only 1 selections",
        ),
        (
            form_question("q", selection_answer(["a", "b"], "<MinSelectionCount>2</MinSelectionCount>")),
            "MinSelectionCount",
            "MaxSelectionCount, which is 1",
        ),
        (
            form_question("q", constrained("<IsNumeric minValue='2' maxValue='1'/>")),
            "IsNumeric",
            "minValue must not be greater",
        ),
        (
            form_question("q", constrained("<AnswerFormatRegex regex='(a'/>")),
            "AnswerFormatRegex",
            "not a regular expression",
        ),
        (
            form_question("q", constrained("<AnswerFormatRegex regex='a' flags='gi'/>")),
            "AnswerFormatRegex",
            "The only flag is i",
        ),
    ],
)
def test_meaning(fresh, items, parameter, text):
    with refused("ParameterValidationError", text, "InvalidParameterValue", parameter):
        fresh.sandbox.create_hit(**questions.hit(Question=question_form(items)))
    assert fresh.sandbox.list_hits()["NumResults"] == 0


# FormattedContent is a document of its own inside the form, with an error code of its own.
@pytest.mark.parametrize(
    "markup",
    [
        "<script>x</script>",
        "<p onclick='x'>x</p>",
        "<p>x",
        "<a href='javascript:x'>x</a>",
        "<div>x</div>",
        "&bogus;",
    ],
)
def test_formatted_content(fresh, markup):
    form = question_form(
        f"<Overview><FormattedContent><![CDATA[{markup}]]></FormattedContent></Overview>{form_question('q')}"
    )
    with refused("ParameterValidationError", "XHTML", "XHTMLParseError", "Question"):
        fresh.sandbox.create_hit(**questions.hit(Question=form))


def test_size(new_hit, fresh):
    form = question_form(form_question("q"))
    full = form + " " * (65535 - len(form))
    assert new_hit(Question=full)["Question"] == full
    with refused("ParameterValidationError", "65535"):
        fresh.sandbox.create_hit(**questions.hit(Question=full + " "))


# -- what workers get --------------------------------------------------------------------------------------


@pytest.mark.ours_only
def test_form_of_a_preview(signs, worker):
    hit = worker.call("PreviewHIT", HITId=signs["HITId"])["HIT"]
    assert "Frame" not in hit
    overview, colour, limit, kinds = hit["Form"]["Items"]
    title, text, points, formatted, picture = overview["Overview"]
    assert title == {"Type": "Title", "Text": "Street signs"}
    assert text == {"Type": "Text", "Text": "Look at the picture & answer."}
    assert points == {"Type": "List", "Items": ["first", "second"]}
    assert formatted == {
        "Type": "FormattedContent",
        "HTML": '<p>Read the <a href="https://example.org/" target="_blank" rel="noopener noreferrer">'
        "rules</a>\u00a0\u2014\n      <b>all</b> of them.</p>",
    }
    assert picture == {
        "Type": "Binary",
        "Media": {
            "Type": "image",
            "SubType": "png",
            "URL": "https://example.org/sign.png",
            "AltText": "a sign",
        },
    }
    assert colour["Question"] == {
        "QuestionIdentifier": "colour",
        "DisplayName": "1",
        "IsRequired": True,
        "Content": [{"Type": "Text", "Text": "Which colour is the sign?"}],
        "Selection": {
            "MinSelectionCount": 1,
            "MaxSelectionCount": 1,
            "Style": "radiobutton",
            "Selections": [
                {"SelectionIdentifier": "r", "Content": {"Type": "Text", "Text": "red"}},
                {"SelectionIdentifier": "b", "Content": {"Type": "Text", "Text": "blue"}},
            ],
            "Other": {"IsNumeric": False, "MaxLength": 10, "NumberOfLines": 1},
        },
    }
    assert limit["Question"]["FreeText"] == {
        "IsNumeric": True,
        "MinValue": 5,
        "MaxValue": 200,
        "MinLength": 1,
        "MaxLength": 3,
        "Patterns": [{"Regex": "^[0-9]+$", "IgnoresCase": False, "ErrorText": "Digits only, please."}],
        "NumberOfLines": 1,
    }
    assert kinds["Question"]["Selection"]["Style"] == "checkbox"


@pytest.mark.ours_only
def test_form_of_an_assignment(worker, accepted):
    assert "Frame" not in accepted
    seen = worker.call("GetAssignment", AssignmentId=accepted["AssignmentId"])["Assignment"]
    assert seen["Form"] == accepted["Form"]
    [listed] = [
        a
        for a in worker.call("ListMyAssignments", Status="Accepted")["Assignments"]
        if a["AssignmentId"] == accepted["AssignmentId"]
    ]
    assert "Form" not in listed
    done = submit(worker, accepted, Answers={"colour": "r", "limit": "50"})
    assert "Form" not in done


# Pictures come from the requester's own address, so the page's policy lets pictures in, and nothing that
# runs.
@pytest.mark.ours_only
def test_policy_of_the_page(server):
    policy = get(server.sandbox_url + "/")[1]["Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["script-src"] == "'self'"
    assert rules["object-src"] == "'none'"
    assert rules["img-src"] == "'self' data: https: http:"
    assert rules["media-src"] == "'self' https: http:"


# -- answering ---------------------------------------------------------------------------------------------


def test_answer(mturk, worker, accepted):
    done = submit(
        worker,
        accepted,
        Answers={"kinds": ["z", "x"], "limit": "50"},
        OtherSelections={"colour": "grün & <x>"},
    )
    assert done["Status"] == "Submitted"
    assert stored_answer(mturk, accepted) == [
        ("colour", [("OtherSelectionText", "grün & <x>")]),
        ("limit", [("FreeText", "50")]),
        ("kinds", [("SelectionIdentifier", "x"), ("SelectionIdentifier", "z")]),
    ]
    mturk.approve_assignment(AssignmentId=accepted["AssignmentId"])
    [approved] = mturk.list_assignments_for_hit(HITId=accepted["HITId"])["Assignments"]
    assert approved["AssignmentStatus"] == "Approved"


# An optional choice that is left alone has an Answer with nothing but its identifier.
def test_left_alone(mturk, worker, new_hit):
    form = question_form(form_question("text") + form_question("choice", selection_answer(["a"])))
    assignment = worker.accept(new_hit(Question=form)["HITId"])
    submit(worker, assignment, Answers={})
    assert stored_answer(mturk, assignment) == [("text", [("FreeText", "")]), ("choice", [])]


# Names that pages reserve for themselves are ordinary in a form.
def test_reserved_names(mturk, worker, new_hit):
    names = ["assignmentId", "hitId", "workerId", "turkSubmitTo", "__type", "a b.c|d"]
    assignment = worker.accept(
        new_hit(Question=question_form("".join(map(form_question, names))))["HITId"]
    )
    submit(worker, assignment, Answers={name: f"of {name}" for name in names})
    assert stored_answer(mturk, assignment) == [(name, [("FreeText", f"of {name}")]) for name in names]


@pytest.mark.ours_only
@pytest.mark.parametrize(
    "parameters, question, rule",
    [
        ({"Answers": {}}, "colour", "An answer is required."),
        ({"Answers": {"colour": "g"}}, "colour", 'It has no selection "g".'),
        ({"Answers": {"colour": ["r", "b"]}}, "colour", "Choose at most 1."),
        ({"Answers": {"colour": ["r", "r"]}}, "colour", 'Selection "r" is there twice.'),
        ({"OtherSelections": {"colour": "much too long"}}, "colour", "at most 10 characters"),
        ({"Answers": {"colour": "r", "limit": "5", "kinds": "x"}}, "kinds", "Choose at least 2."),
        (
            {"Answers": {"colour": "r", "limit": "5"}, "OtherSelections": {"kinds": "w"}},
            "kinds",
            "It has no other selection.",
        ),
        ({"Answers": {"colour": "r", "limit": ["1", "2"]}}, "limit", "It takes one text."),
        ({"Answers": {"colour": "r", "limit": "fast"}}, "limit", "The answer must be a number."),
        ({"Answers": {"colour": "r", "limit": "4"}}, "limit", "at least 5"),
        ({"Answers": {"colour": "r", "limit": "201"}}, "limit", "at most 200"),
        ({"Answers": {"colour": "r", "limit": ""}}, "limit", "An answer is required."),
        ({"Answers": {"colour": "r", "limit": "005.0"}}, "limit", "at most 3 characters"),
        ({"Answers": {"colour": "r", "limit": "5.5"}}, "limit", "Digits only, please."),
        ({"Answers": {"colour": "r", "limit": "5", "speed": "1"}}, None, 'The form has no question "speed".'),
    ],
)
def test_answers_that_do_not_fit(mturk, worker, accepted, parameters, question, rule):
    body = refusal_of(lambda: submit(worker, accepted, **parameters))
    assert body["Code"] == "AnswerInvalid"
    assert rule in body["Message"]
    assert body.get("Question") == question
    if question:
        assert body["Message"].startswith(f'Question "{question}": ')
    # Nothing is used up: the assignment is still there to be answered.
    assert mturk.get_hit(HITId=accepted["HITId"])["HIT"]["NumberOfAssignmentsPending"] == 1
    submit(worker, accepted, Answers={"colour": "r", "limit": "5"})


@pytest.mark.ours_only
def test_patterns_for_the_browser_alone(worker, new_hit):
    pattern = "<AnswerFormatRegex regex='^(?=.*[0-9]).{4,}$' errorText='With a digit.'/>"
    form = question_form(form_question("q", constrained(pattern)))
    assignment = worker.accept(new_hit(Question=form)["HITId"])
    submit(worker, assignment, Answers={"q": "no digit"})


# Patterns that stop other engines for ever.
@pytest.mark.ours_only
@pytest.mark.parametrize("regex", ["^(a+)+$", "^(a|aa)+$", "(.*){20}z$"])
def test_patterns_that_explode(worker, new_hit, regex):
    pattern = f"<AnswerFormatRegex regex='{regex}'/>"
    form = question_form(form_question("q", constrained(pattern)))
    assignment = worker.accept(new_hit(Question=form)["HITId"])
    body = refusal_of(lambda: submit(worker, assignment, Answers={"q": "a" * 10_000 + "!"}))
    assert body["Message"] == 'Question "q": Invalid input supplied.'


# -- pages and forms do not mix ----------------------------------------------------------------------------


@pytest.mark.ours_only
def test_external_submit(content_url, worker, accepted):
    fields = [("assignmentId", accepted["AssignmentId"]), ("colour", "r"), ("limit", "5")]
    status, _, page = post_form(content_url, fields)
    assert status == 400
    assert "answered on the worker site" in page
    seen = worker.call("GetAssignment", AssignmentId=accepted["AssignmentId"])["Assignment"]
    assert seen["HasDraft"] is False
    assert refusal_of(lambda: submit(worker, accepted))["Code"] == "AnswerEmpty"


@pytest.mark.ours_only
def test_a_form_is_not_hosted(content_url, accepted):
    query = f"hitId={accepted['HITId']}&assignmentId={accepted['AssignmentId']}"
    assert get(f"{content_url}/dynamic/hit?{query}")[0] == 404


@pytest.mark.ours_only
def test_other_selections_to_a_page(worker, new_hit):
    assignment = worker.accept(new_hit()["HITId"])
    body = refusal_of(
        lambda: submit(worker, assignment, Answers={"comment": "x"}, OtherSelections={"comment": "y"})
    )
    assert body["Code"] == "AnswerInvalid"
    assert "QuestionForm" in body["Message"]
    submit(worker, assignment, Answers={"comment": "x"})
