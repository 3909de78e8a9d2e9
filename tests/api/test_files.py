"""Files as answers: a worker sends one piece by piece, the requester fetches it with a signed address."""

import re
import urllib.parse

import pytest
import questions
from questions import form_question, question_form
from refusal import invalid_value, no_such_assignment, refused
from uploads import PIECE, ask, eventually, file_form, send, send_piece, stored, upload_answer
from worker_site import WorkerRefused, get, post


@pytest.fixture
def file_hit(new_hit):
    def make(client=None, question=None, **changes):
        return new_hit(client, Question=question or file_form(), **changes)["HITId"]

    return make


# From the worker's machine to the requester's, byte for byte, in one piece and in several.
@pytest.mark.parametrize("size", [1, PIECE, PIECE + 1, 3 * PIECE - 5])
def test_there_and_back(mturk, worker, file_hit, content_url, size):
    content = bytes((i * 7 + i // 251) % 256 for i in range(size))
    hit = file_hit()
    id = worker.accept(hit)["AssignmentId"]
    key = send(worker, id, content, name="my cat – “ä”.jpg")
    worker.call("SubmitAssignment", AssignmentId=id, Answers={"photo": key, "note": "mine"})
    answer = mturk.get_assignment(AssignmentId=id)["Assignment"]["Answer"]
    # Size before key, as in the schema of 2005.
    assert re.search(
        rf"<QuestionIdentifier>photo</QuestionIdentifier>\s*"
        rf"<UploadedFileSizeInBytes>{size}</UploadedFileSizeInBytes>\s*"
        rf"<UploadedFileKey>{re.escape(key)}</UploadedFileKey>",
        answer,
    ), answer
    url = mturk.get_file_upload_url(AssignmentId=id, QuestionIdentifier="photo")["FileUploadURL"]
    assert url.startswith(content_url + "/files/")
    status, headers, body = get(url)
    assert (status, body) == (200, content)
    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert headers["Content-Disposition"] == (
        "attachment; filename=\"my cat " + "_" * 3 + " " + "_" * 3 + "__" + "_" * 3 + ".jpg\"; "
        "filename*=UTF-8''my%20cat%20%E2%80%93%20%E2%80%9C%C3%A4%E2%80%9D.jpg"
    )
    assert "Set-Cookie" not in headers
    status, _, body = get(url.replace("expires=", "expires=1"))
    assert status == 403


# What is in work shows the form with the bounds of its files.
def test_form_shown(worker, file_hit):
    assignment = worker.accept(file_hit(question=file_form(most=1000, least=10)))
    question = assignment["Form"]["Items"][0]["Question"]
    assert question["FileUpload"] == {"MinFileSizeInBytes": 10, "MaxFileSizeInBytes": 1000}


def test_pieces_in_any_doubt(worker, file_hit):
    id = worker.accept(file_hit())["AssignmentId"]
    content = b"a" * PIECE + b"b" * PIECE + b"c"
    place = ask(worker, id, len(content))
    url = place["UploadURL"]
    # Not before the first one, not of another length, not beyond the end.
    status, _, answer = send_piece(url, content[PIECE : 2 * PIECE], PIECE)
    assert (status, answer["Code"], answer["Question"]) == (400, "AnswerInvalid", "photo")
    end = 2 * PIECE
    for piece, offset in ((b"a", 0), (b"a" * PIECE, 5), (b"cc", end), (b"", end), (b"c", 9 * PIECE)):
        status, _, answer = send_piece(url, piece, offset)
        assert (status, answer["Code"]) == (400, "AnswerInvalid"), (len(piece), offset)
    # The answer to a piece may be lost, so it may come again; also the last one.
    for offset in (0, 0, PIECE, PIECE, 2 * PIECE, 2 * PIECE):
        status, _, answer = send_piece(url, content[offset : offset + PIECE], offset)
        assert status == 200, answer
    assert answer == {"UploadedFileKey": place["UploadedFileKey"], "ReceivedBytes": len(content)}
    worker.call("SubmitAssignment", AssignmentId=id, Answers={})


def test_browsers_may_send_from_the_worker_site(server, worker, file_hit):
    id = worker.accept(file_hit())["AssignmentId"]
    url = ask(worker, id, 3)["UploadURL"]
    status, headers, body = post(
        f"{url}&offset=0", b"abc", {"Origin": server.sandbox_url, "Content-Type": "application/octet-stream"}
    )
    assert status == 200
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in headers
    page = get(server.sandbox_url + "/")[1]["Content-Security-Policy"]
    assert f"connect-src 'self' {server.content_url()}" in page


# The address is for one file of one question; whatever is changed in it, it no longer holds.
@pytest.mark.parametrize("part", ["key", "assignmentId", "question", "name", "bytes", "expires", "signature"])
def test_upload_address_is_sealed(server, worker, file_hit, part):
    id = worker.accept(file_hit())["AssignmentId"]
    url = ask(worker, id, 3)["UploadURL"]
    before = stored(server)
    start, _, query = url.partition("?")
    fields = dict(urllib.parse.parse_qsl(query))
    fields[part] = fields[part][:-1] + ("0" if fields[part][-1] != "0" else "1")
    status, _, answer = send_piece(f"{start}?{urllib.parse.urlencode(fields)}", b"abc", 0)
    assert (status, answer["Code"]) == (403, "ForgedRequest")
    assert stored(server) == before


def test_download_address_is_sealed(mturk, worker, file_hit):
    id = worker.accept(file_hit())["AssignmentId"]
    key = send(worker, id, b"abc")
    worker.call("SubmitAssignment", AssignmentId=id, Answers={})
    url = mturk.get_file_upload_url(AssignmentId=id, QuestionIdentifier="photo")["FileUploadURL"]
    upload = ask(worker, worker.accept(file_hit())["AssignmentId"], 3)["UploadURL"]
    signature = urllib.parse.parse_qs(upload.partition("?")[2])["signature"][0]
    for bad in (
        url.partition("?")[0],
        url[:-1] + ("A" if url[-1] != "A" else "B"),
        url.replace(key, "../kempelen.db"),
        re.sub("signature=.*", f"signature={signature}", url),
    ):
        assert get(bad)[0] in (403, 404), bad
    assert get(url)[0] == 200


@pytest.mark.parametrize("size", [0, 9, 1001])
def test_size_limits(worker, file_hit, size):
    id = worker.accept(file_hit(question=file_form(most=1000, least=10)))["AssignmentId"]
    with pytest.raises(WorkerRefused) as caught:
        ask(worker, id, size)
    if size:
        assert caught.value.body["Message"] == "The file must have 10 to 1000 bytes."
        assert caught.value.body["Question"] == "photo"


def test_required(worker, file_hit):
    id = worker.accept(file_hit())["AssignmentId"]
    with pytest.raises(WorkerRefused) as caught:
        worker.call("SubmitAssignment", AssignmentId=id, Answers={"note": "no file"})
    assert caught.value.body["Question"] == "photo"
    assert "A file is required." in caught.value.body["Message"]
    send(worker, id, b"now")
    worker.call("SubmitAssignment", AssignmentId=id, Answers={"note": "with it"})


def test_a_later_file_takes_the_place(server, mturk, worker, file_hit):
    id = worker.accept(file_hit())["AssignmentId"]
    first = send(worker, id, b"first")
    second = send(worker, id, b"second")
    with pytest.raises(WorkerRefused):
        worker.call("SubmitAssignment", AssignmentId=id, Answers={"photo": first})
    worker.call("SubmitAssignment", AssignmentId=id, Answers={"photo": second})
    url = mturk.get_file_upload_url(AssignmentId=id, QuestionIdentifier="photo")["FileUploadURL"]
    assert get(url)[2] == b"second"
    eventually(lambda: first not in stored(server))
    assert second in stored(server)


def test_whose(mturk, fresh, worker, file_hit):
    id = worker.accept(file_hit())["AssignmentId"]
    send(worker, id, b"abc")
    with refused("RequestError", code="InvalidAssignmentState"):
        mturk.get_file_upload_url(AssignmentId=id, QuestionIdentifier="photo")
    worker.call("SubmitAssignment", AssignmentId=id, Answers={})
    with no_such_assignment(id):
        fresh.sandbox.get_file_upload_url(AssignmentId=id, QuestionIdentifier="photo")
    for question in ("note", "nothing", "Photo"):
        with invalid_value(question, "QuestionIdentifier"):
            mturk.get_file_upload_url(AssignmentId=id, QuestionIdentifier=question)


def test_other_workers_and_other_kinds(new_worker, worker, new_hit, file_hit):
    id = worker.accept(file_hit(MaxAssignments=2))["AssignmentId"]
    with pytest.raises(WorkerRefused) as caught:
        ask(new_worker(), id, 3)
    assert caught.value.body["Code"] == "AssignmentDoesNotExist"
    for question in ("note", "other"):
        with pytest.raises(WorkerRefused) as caught:
            ask(worker, id, 3, question=question)
        assert caught.value.body["Code"] == "AnswerInvalid"
    page = worker.accept(new_hit()["HITId"])["AssignmentId"]
    with pytest.raises(WorkerRefused):
        ask(worker, page, 3, question="comment")


# With the HIT its files go: the address that was good a moment ago finds nothing, and the disk is free.
def test_gone_with_the_hit(server, mturk, worker, file_hit):
    hit = file_hit()
    id = worker.accept(hit)["AssignmentId"]
    key = send(worker, id, b"abc")
    worker.call("SubmitAssignment", AssignmentId=id, Answers={})
    url = mturk.get_file_upload_url(AssignmentId=id, QuestionIdentifier="photo")["FileUploadURL"]
    mturk.approve_assignment(AssignmentId=id)
    assert get(url)[0] == 200
    mturk.delete_hit(HITId=hit)
    assert get(url)[0] == 404
    with no_such_assignment(id):
        mturk.get_file_upload_url(AssignmentId=id, QuestionIdentifier="photo")
    eventually(lambda: key not in stored(server))


def test_gone_with_the_assignment(server, worker, file_hit):
    id = worker.accept(file_hit())["AssignmentId"]
    key = send(worker, id, b"abc")
    late = ask(worker, id, 3)["UploadURL"]
    worker.call("ReturnAssignment", AssignmentId=id)
    eventually(lambda: key not in stored(server))
    # An address from before leads nowhere now, and what was sent to it is not kept.
    status, _, answer = send_piece(late, b"abc", 0)
    assert (status, answer["Code"]) == (400, "AssignmentNotInProgress")
    assert urllib.parse.parse_qs(late.partition("?")[2])["key"][0] not in stored(server)


# Old boto wrote the two sizes the other way round, and people met this error.
def test_form_refusals(fresh):
    for answer, text in (
        ("<FileUploadAnswer/>", "cvc-complex-type.2.4.b"),
        (
            "<FileUploadAnswer><MinFileSizeInBytes>1</MinFileSizeInBytes>"
            "<MaxFileSizeInBytes>2</MaxFileSizeInBytes></FileUploadAnswer>",
            "cvc-complex-type.2.4.a",
        ),
        (upload_answer(most=2_000_000_001), "MaxFileSizeInBytes"),
        (upload_answer(least=0), "MinFileSizeInBytes"),
    ):
        with refused("ParameterValidationError", text, "XMLParseError", "Question"):
            fresh.sandbox.create_hit(**questions.hit(Question=question_form(form_question("q", answer))))
    because = "It must not be greater than MaxFileSizeInBytes, which is 2"
    with refused("ParameterValidationError", because, "InvalidParameterValue", "MinFileSizeInBytes"):
        fresh.sandbox.create_hit(
            **questions.hit(Question=question_form(form_question("q", upload_answer(most=2, least=3))))
        )
    assert fresh.sandbox.list_hits()["NumResults"] == 0
