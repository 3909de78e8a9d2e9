"""Submitting as the original's forms do: a post to /mturk/externalSubmit, then the worker's own session."""

import html
import re
import urllib.parse

import pytest
import questions
from people import unique
from worker_site import Browser, WorkerRefused, answers_in, get, multipart, post, post_form


@pytest.fixture
def accepted(new_hit, worker):
    return worker.accept(new_hit()["HITId"])


def draft_of(worker, assignment):
    return worker.call("GetAssignment", AssignmentId=assignment["AssignmentId"])["Assignment"].get("Draft")


def finish(worker, assignment):
    """What the worker's page does when the frame's message has come."""
    return worker.call("SubmitAssignment", AssignmentId=assignment["AssignmentId"])["Assignment"]


def stored_answer(mturk, assignment):
    [stored] = [
        a
        for a in mturk.list_assignments_for_hit(HITId=assignment["HITId"])["Assignments"]
        if a["AssignmentId"] == assignment["AssignmentId"]
    ]
    return answers_in(stored["Answer"])


# A form post stores a draft; the assignment is not changed by it. Then the worker's session submits it.
@pytest.mark.parametrize("as_multipart", [False, True], ids=["urlencoded", "multipart"])
def test_draft_then_submit(mturk, content_url, worker, accepted, as_multipart):
    fields = [
        ("assignmentId", accepted["AssignmentId"]),
        ("comment", "Grüße & <Küsse>"),
        ("colour", "red"),
        ("colour", "blue"),
        ("empty", ""),
    ]
    status, _, _ = post_form(content_url, fields, as_multipart=as_multipart)
    assert status == 200
    waiting = worker.call("GetAssignment", AssignmentId=accepted["AssignmentId"])["Assignment"]
    assert (waiting["Status"], waiting["HasDraft"]) == ("Accepted", True)
    assert mturk.get_hit(HITId=accepted["HITId"])["HIT"]["NumberOfAssignmentsPending"] == 1
    assert finish(worker, accepted)["Status"] == "Submitted"
    assert stored_answer(mturk, accepted) == {"comment": "Grüße & <Küsse>", "colour": "red|blue", "empty": ""}


# GET worked at the original as well.
def test_get(mturk, content_url, worker, accepted):
    query = urllib.parse.urlencode([("assignmentId", accepted["AssignmentId"]), ("comment", "via GET + ü")])
    status, _, _ = get(f"{content_url}/mturk/externalSubmit?{query}")
    assert status == 200
    finish(worker, accepted)
    assert stored_answer(mturk, accepted) == {"comment": "via GET + ü"}


# Some pages put the assignmentId into the address of the form's action and post the rest.
def test_assignment_id_in_the_address(mturk, content_url, worker, accepted):
    status, _, _ = post(
        f"{content_url}/mturk/externalSubmit?assignmentId={accepted['AssignmentId']}",
        b"comment=x",
        {"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert status == 200
    finish(worker, accepted)
    assert stored_answer(mturk, accepted) == {"comment": "x"}


# hitId, workerId and turkSubmitTo are posted back by some pages and are no answers.
def test_reserved_fields(mturk, content_url, worker, accepted):
    post_form(
        content_url,
        [
            ("assignmentId", accepted["AssignmentId"]),
            ("hitId", accepted["HITId"]),
            ("workerId", worker.id),
            ("turkSubmitTo", "https://www.mturk.com"),
            ("answer", "42"),
        ],
    )
    finish(worker, accepted)
    assert stored_answer(mturk, accepted) == {"answer": "42"}


# A later draft replaces an earlier one altogether.
def test_later_draft_replaces(mturk, content_url, worker, accepted):
    for fields in ([("first", "1"), ("both", "1")], [("second", "2"), ("both", "2")]):
        post_form(content_url, [("assignmentId", accepted["AssignmentId"]), *fields])
    assert draft_of(worker, accepted) == {"second": ["2"], "both": ["2"]}
    finish(worker, accepted)
    assert stored_answer(mturk, accepted) == {"second": "2", "both": "2"}


# Answers given with the call win over the draft.
@pytest.mark.ours_only
def test_answers_in_the_call(mturk, content_url, worker, accepted):
    post_form(content_url, [("assignmentId", accepted["AssignmentId"]), ("comment", "draft")])
    worker.submit(accepted, {"comment": "call"})
    assert stored_answer(mturk, accepted) == {"comment": "call"}


# Values keep what forms can hold: blanks, plus signs, line breaks (CRLF becomes LF), long texts, odd names.
def test_odd_values(mturk, content_url, worker, accepted):
    fields = {"a b": " +&=%", "c.d": "x\r\ny", "long": "z" * 100000, "ü": "\U0001f600", "q[]": "1"}
    post_form(content_url, [("assignmentId", accepted["AssignmentId"]), *fields.items()])
    finish(worker, accepted)
    assert stored_answer(mturk, accepted) == {**fields, "c.d": "x\ny"}


# The reply: a page for the frame that hands {assignmentId, answer} to the worker's page and links to a
# confirmation.
@pytest.mark.ours_only
def test_reply_page(content_url, server, worker, accepted):
    id = accepted["AssignmentId"]
    status, headers, page = post_form(
        content_url, [("assignmentId", id), ("comment", '"><script>alert(1)</script>')]
    )
    assert status == 200
    assert headers["Content-Type"].startswith("text/html")
    assert "<script>alert" not in page
    attributes = {name: html.unescape(value) for name, value in re.findall(r'(data-[\w-]+)="([^"]*)"', page)}
    assert attributes["data-assignment-id"] == id
    assert answers_in(attributes["data-answer"]) == {"comment": '"><script>alert(1)</script>'}
    assert attributes["data-app-origin"] == server.sandbox_url
    assert f"{server.sandbox_url}/confirm/{id}" in page
    assert "/assets/reply.js" in page
    script = get(f"{content_url}/assets/reply.js")
    assert script[0] == 200 and b"postMessage" in script[2]


# The reply page of live leads to live.
@pytest.mark.ours_only
def test_reply_page_of_live(content_url, server, requester, new_worker):
    worker = new_worker("live")
    hit = requester.live.create_hit(**questions.hit(Title=unique("Live form")))["HIT"]
    id = worker.accept(hit["HITId"])["AssignmentId"]
    _, _, page = post_form(content_url, [("assignmentId", id), ("comment", "x")])
    assert f"{server.live_url}/confirm/{id}" in page


# The content origin has no cookies: it neither sets one nor looks at one.
@pytest.mark.ours_only
def test_no_cookies(content_url, server, worker, accepted, new_browser):
    browser = new_browser()
    browser.call("SignUp", {"Username": unique("cookie"), "Password": "correct horse battery"})
    cookie = "; ".join(f"{k}={v}" for k, v in browser.cookies.items())
    status, headers, _ = post_form(
        content_url, [("assignmentId", accepted["AssignmentId"]), ("comment", "x")], {"Cookie": cookie}
    )
    assert status == 200 and headers.get("Set-Cookie") is None
    assert draft_of(worker, accepted) == {"comment": ["x"]}
    # A session is worth nothing there, and the Worker API is not served there.
    assert post(f"{content_url}/worker/api/GetProfile", b"{}", {"Content-Type": "application/json"})[0] == 404


# The reply is sandboxed like the question, since it stands in the same frame.
@pytest.mark.ours_only
def test_reply_is_sandboxed(content_url, accepted):
    _, headers, _ = post_form(content_url, [("assignmentId", accepted["AssignmentId"]), ("comment", "x")])
    assert headers["Content-Security-Policy"].startswith("sandbox ")
    assert "allow-same-origin" not in headers["Content-Security-Policy"]


# A preview's form stores nothing and says why.
def test_preview(content_url):
    status, _, page = post_form(
        content_url, [("assignmentId", "ASSIGNMENT_ID_NOT_AVAILABLE"), ("comment", "x")]
    )
    assert 400 <= status < 500
    assert "preview" in page.lower()


# Without an assignment, without an answer, or with an assignment nobody has.
@pytest.mark.parametrize(
    "fields",
    [
        [("comment", "x")],
        [],
        [("assignmentId", ""), ("comment", "x")],
        [("AssignmentId", "3X"), ("comment", "x")],
        [("assignmentId", "3NOBODYS"), ("comment", "x")],
        [("assignmentId", "<script>"), ("comment", "x")],
    ],
    ids=str,
)
def test_no_assignment(content_url, fields):
    status, headers, page = post_form(content_url, fields)
    assert 400 <= status < 500
    assert headers["Content-Type"].startswith("text/html")
    assert "<script>" not in page


# No field but the reserved ones: refused before the assignment is used up.
def test_no_answer(content_url, worker, accepted):
    status, _, page = post_form(
        content_url, [("assignmentId", accepted["AssignmentId"]), ("hitId", accepted["HITId"])]
    )
    assert 400 <= status < 500
    assert draft_of(worker, accepted) is None
    assert (
        worker.call("GetAssignment", AssignmentId=accepted["AssignmentId"])["Assignment"]["Status"]
        == "Accepted"
    )


# After submission, return or deadline a form changes nothing.
def test_not_in_progress(mturk, content_url, new_hit, new_worker, advance):
    done, gone, late = new_worker(), new_worker(), new_worker()
    hit = new_hit(MaxAssignments=3, AssignmentDurationInSeconds=60)
    submitted, returned, abandoned = [w.accept(hit["HITId"]) for w in (done, gone, late)]
    done.submit(submitted, {"comment": "first"})
    gone.call("ReturnAssignment", AssignmentId=returned["AssignmentId"])
    advance(61)
    for assignment in (submitted, returned, abandoned):
        status, _, _ = post_form(
            content_url, [("assignmentId", assignment["AssignmentId"]), ("comment", "second")]
        )
        assert 400 <= status < 500
    assert stored_answer(mturk, submitted) == {"comment": "first"}


# A draft dies with its assignment: the next one of the same HIT begins empty.
@pytest.mark.ours_only
def test_draft_of_a_returned_assignment(content_url, new_hit, worker):
    hit = new_hit()
    first = worker.accept(hit["HITId"])
    post_form(content_url, [("assignmentId", first["AssignmentId"]), ("comment", "old")])
    worker.call("ReturnAssignment", AssignmentId=first["AssignmentId"])
    second = worker.accept(hit["HITId"])
    assert second["HasDraft"] is False
    with pytest.raises(WorkerRefused) as caught:
        finish(worker, second)
    assert caught.value.code == "AnswerEmpty"


# A form that says it is one thing and is another.
@pytest.mark.parametrize(
    "content_type, body",
    [
        ("application/json", b'{"assignmentId":"3X"}'),
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=b", b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n'),
        ("application/x-www-form-urlencoded", b"a=%zz&assignmentId=%"),
        ("application/x-www-form-urlencoded", b"\xff\xfe=1"),
        ("", b"assignmentId=3X&a=b"),
    ],
    ids=["JSON", "no boundary", "cut", "percent", "no UTF-8", "no type"],
)
def test_broken_forms(content_url, content_type, body):
    status, headers, _ = post(f"{content_url}/mturk/externalSubmit", body, {"Content-Type": content_type})
    assert 400 <= status < 500
    assert headers["Content-Type"].startswith("text/html")


# Ten thousand fields, or one enormous one, end in a clear refusal or are kept; never in silence.
@pytest.mark.parametrize(
    "fields", [[(f"field{i}", "x") for i in range(10000)], [("big", "x" * 3_000_000)]], ids=["many", "big"]
)
def test_large_forms(content_url, worker, accepted, fields):
    status, _, _ = post_form(content_url, [("assignmentId", accepted["AssignmentId"]), *fields])
    draft = draft_of(worker, accepted)
    if status == 200:
        assert len(draft) == len(fields)
    else:
        assert 400 <= status < 500 and draft is None


# Files cannot be sent through external forms; the text fields beside them count.
def test_file_part(mturk, content_url, worker, accepted):
    content_type, body = multipart([("assignmentId", accepted["AssignmentId"]), ("comment", "with a file")])
    boundary = content_type.partition("boundary=")[2].encode()
    file = (
        b"--" + boundary + b'\r\nContent-Disposition: form-data; name="photo"; filename="a.png"\r\n'
        b"Content-Type: image/png\r\n\r\n\x89PNG\r\n\x00\r\n"
    )
    status, _, _ = post(f"{content_url}/mturk/externalSubmit", file + body, {"Content-Type": content_type})
    assert status == 200
    finish(worker, accepted)
    assert stored_answer(mturk, accepted)["comment"] == "with a file"


# The application origin takes no foreign form: it has the sessions.
@pytest.mark.ours_only
def test_application_origin_takes_no_form(server, worker, accepted):
    post_form(server.sandbox_url, [("assignmentId", accepted["AssignmentId"]), ("comment", "x")])
    assert draft_of(worker, accepted) is None


# A browser's session submits the draft with its token, and only with it.
@pytest.mark.ours_only
def test_browser_submits_the_draft(mturk, content_url, new_hit, server):
    browser = Browser(server.sandbox_url)
    browser.call("SignUp", {"Username": unique("browser"), "Password": "correct horse battery"})
    hit = new_hit()
    assignment = browser.call("AcceptHIT", {"HITId": hit["HITId"]})["Assignment"]
    post_form(
        content_url,
        [("assignmentId", assignment["AssignmentId"]), ("comment", "from the frame")],
        {"Origin": "null"},
    )
    with pytest.raises(WorkerRefused):
        browser.call("SubmitAssignment", {"AssignmentId": assignment["AssignmentId"]}, csrf=False)
    browser.call("SubmitAssignment", {"AssignmentId": assignment["AssignmentId"]})
    assert stored_answer(mturk, assignment) == {"comment": "from the frame"}
