"""Question documents: which are taken, and what the refusal says."""

import pytest
import questions
from questions import EXTERNAL_SPACE, HTML_SPACE, external_question, html_question
from refusal import refused

PARSE = (
    "There was an error parsing the XML question or answer data in your request. Please make sure the data "
    "is well-formed and validates against the appropriate schema. Details: "
)


# Every one of these was legal.
@pytest.mark.parametrize(
    "question",
    [
        html_question(),
        html_question(frame_height="0"),
        html_question(frame_height=" 450 "),
        html_question(
            "<!DOCTYPE html><html><body><p>unclosed<br>paragraphs<form><input required></form></body></html>"
        ),
        html_question()
        .replace("<![CDATA[", "")
        .replace("]]>", "")
        .replace(questions.CLASSIC_HTML, "&lt;p&gt;escaped&lt;/p&gt;"),
        html_question("<!DOCTYPE html><p>${placeholder} means nothing here</p>"),
        external_question(),
        external_question(frame_height="0"),
        external_question("https://example.org:8443/a/b?c=d&e=f#g"),
        f"<!-- a comment -->{external_question()}<!-- after -->",
        external_question()
        .replace("<ExternalURL>", "<ExternalURL>\n   ")
        .replace("</ExternalURL>", "\n  </ExternalURL>"),
        f'<e:ExternalQuestion xmlns:e="{EXTERNAL_SPACE}"><e:ExternalURL>https://example.org/</e:ExternalURL>'
        "<e:FrameHeight>1</e:FrameHeight></e:ExternalQuestion>",
    ],
    ids=[
        "classic",
        "height 0",
        "blanks around a number",
        "unclosed tags of HTML5",
        "escaped instead of CDATA",
        "placeholder",
        "external",
        "external 0",
        "port, query, fragment",
        "comments",
        "white space around the URL",
        "prefix",
    ],
)
def test_accepted(new_hit, mturk, question):
    hit = new_hit(Question=question)
    assert mturk.get_hit(HITId=hit["HITId"])["HIT"]["Question"] == question


# Documents that no parser or schema takes. The refusal begins with the quoted sentence and names the place.
@pytest.mark.parametrize(
    "question, detail",
    [
        ("no XML at all", ""),
        ("<HTMLQuestion", ""),
        (html_question().replace("</FrameHeight>", ""), "FrameHeight"),
        (external_question("https://example.org/?a=1&b=2").replace("&amp;", "&"), ""),
        (
            "<HTMLQuestion><HTMLContent>x</HTMLContent><FrameHeight>1</FrameHeight></HTMLQuestion>",
            "HTMLQuestion",
        ),
        (html_question(space="http://example.org/other.xsd"), "HTMLQuestion"),
        (html_question(space=EXTERNAL_SPACE), "HTMLQuestion"),
        ("<Task/>", "Task"),
        (
            f'<HTMLQuestion xmlns="{HTML_SPACE}"><FrameHeight>1</FrameHeight><HTMLContent/></HTMLQuestion>',
            "FrameHeight",
        ),
        (f'<HTMLQuestion xmlns="{HTML_SPACE}"><HTMLContent>x</HTMLContent></HTMLQuestion>', "HTMLQuestion"),
        (f'<HTMLQuestion xmlns="{HTML_SPACE}"/>', "HTMLQuestion"),
        (html_question(frame_height="tall"), "FrameHeight"),
        (html_question(frame_height=""), "FrameHeight"),
        (html_question(frame_height="4.5"), "FrameHeight"),
        (html_question().replace("<FrameHeight>", "<Extra/><FrameHeight>"), "Extra"),
        (html_question() + html_question(), ""),
        (external_question().replace("<FrameHeight>", "<FrameHeight a='b'>"), "FrameHeight"),
    ],
    ids=[
        "text",
        "cut",
        "unclosed",
        "raw ampersand",
        "no namespace",
        "foreign namespace",
        "wrong namespace",
        "unknown root",
        "wrong order",
        "no height",
        "empty root",
        "word for a number",
        "empty number",
        "fraction",
        "unknown element",
        "two roots",
        "unknown attribute",
    ],
)
def test_refused_by_parser_or_schema(mturk, question, detail):
    with refused("ParameterValidationError", PARSE, "XMLParseError", parameter="Question"):
        mturk.create_hit(**questions.hit(Question=question))
    with refused("ParameterValidationError", detail):
        mturk.create_hit(**questions.hit(Question=question))


# The message says where: whoever wrote a long document wants the line.
def test_refusal_names_line_and_element(mturk):
    question = html_question().replace("<FrameHeight>450</FrameHeight>", "<FrameHeight>tall</FrameHeight>")
    line = question[: question.index("<FrameHeight>")].count("\n") + 1
    with refused("ParameterValidationError", "FrameHeight"):
        mturk.create_hit(**questions.hit(Question=question))
    with refused("ParameterValidationError", str(line)):
        mturk.create_hit(**questions.hit(Question=question))


# No document types and no entities: neither billions of laughs nor our files.
@pytest.mark.parametrize(
    "question",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        + html_question("&b;"),
        '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        + external_question().replace("https://survey", "&f;https://survey"),
        '<!DOCTYPE HTMLQuestion SYSTEM "http://127.0.0.1:9/question.dtd">' + html_question(),
    ],
    ids=["laughs", "file", "external DTD"],
)
def test_document_types_are_refused(mturk, question):
    with refused("ParameterValidationError", PARSE, "XMLParseError"):
        mturk.create_hit(**questions.hit(Question=question))


# Depth is limited too.
def test_deep_nesting(mturk):
    deep = html_question().replace("<HTMLContent>", "<a>" * 5000 + "<HTMLContent>")
    with refused("ParameterValidationError", code="XMLParseError"):
        mturk.create_hit(**questions.hit(Question=deep))


# 65,535 bytes, counted in UTF-8: the limit is met exactly and then passed by one.
@pytest.mark.parametrize("letter", ["x", "ü", "\U0001f600"], ids=["ASCII", "two bytes", "four bytes"])
def test_size(mturk, new_hit, letter):
    room = 65535 - len(html_question("").encode())
    html = letter * (room // len(letter.encode())) + "x" * (room % len(letter.encode()))
    question = html_question(html)
    assert len(question.encode()) == 65535
    assert new_hit(Question=question)["Question"] == question
    with refused("ParameterValidationError", "Question", "InvalidParameterValue", parameter="Question"):
        mturk.create_hit(**questions.hit(Question=html_question(html + "x")))


# Two MiB do not fit either, and the message does not repeat them.
def test_two_mebibytes(raw, fresh):
    answer = fresh.raw.call(
        "CreateHIT", questions.hit(Question=html_question("x" * (2 * 1024 * 1024 - 4096)))
    )
    assert answer.status == 400
    assert answer.error in ("ParameterValidationError", "ValidationException")
    assert "Question" in answer.message or "question" in answer.message
    assert len(answer.body) < 2000
    assert fresh.sandbox.list_hits()["NumResults"] == 0


# Quoted, with its two spaces.
def test_empty_question(mturk):
    with refused(
        "ParameterValidationError",
        "Your request parameter Question  has a minimum length of 1.",
        "InvalidParameterValue",
    ):
        mturk.create_hit(**questions.hit(Question=""))


# External pages are https; the two full stops are the original's.
@pytest.mark.parametrize("url", ["http://example.org/", "ftp://example.org/", "HTTP://example.org/"])
def test_external_url_without_tls(mturk, url):
    with refused(
        "ParameterValidationError",
        f'The value "{url}" is not valid for the parameter ExternalURL. '
        "This URL must use the HTTPS protocol.. ",
        "InvalidParameterValue",
        parameter="ExternalURL",
    ):
        mturk.create_hit(**questions.hit(Question=external_question(url)))


# Addresses that lead nowhere, or run something.
@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,hello", "/relative", "https://", "", "https:///x"]
)
def test_external_url_that_is_none(mturk, url):
    with refused("ParameterValidationError"):
        mturk.create_hit(**questions.hit(Question=external_question(url)))


# The parameters we add must not be there already.
@pytest.mark.parametrize("name", ["assignmentId", "hitId", "workerId", "turkSubmitTo"])
def test_reserved_parameters(mturk, name):
    with refused("ParameterValidationError", name):
        mturk.create_hit(**questions.hit(Question=external_question(f"https://example.org/?{name}=1")))


# Surveys are developed on one's own machine, so the sandbox takes plain http there; live does not.
@pytest.mark.ours_only
@pytest.mark.parametrize(
    "url", ["http://localhost:5000/survey", "http://127.0.0.1:5000/", "http://[::1]:5000/"]
)
def test_plain_http_on_loopback(new_hit, requester, url):
    assert new_hit(Question=external_question(url))
    with refused("ParameterValidationError", "This URL must use the HTTPS protocol.."):
        requester.live.create_hit(**questions.hit(Question=external_question(url)))


# A negative height means nothing.
@pytest.mark.parametrize(
    "question",
    [
        html_question(frame_height="-1"),
        external_question(frame_height="-1"),
        html_question(frame_height="99999999999999999999"),
    ],
)
def test_heights_without_sense(mturk, question):
    with refused("ParameterValidationError", "FrameHeight"):
        mturk.create_hit(**questions.hit(Question=question))
