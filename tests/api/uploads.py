"""Sending files as a worker does: an address for the question, then piece by piece."""

import json
import time

from questions import form_question, question_form
from worker_site import post

PIECE = 512 * 1024


def upload_answer(most=2_000_000, least=1):
    return (
        f"<FileUploadAnswer><MaxFileSizeInBytes>{most}</MaxFileSizeInBytes>"
        f"<MinFileSizeInBytes>{least}</MinFileSizeInBytes></FileUploadAnswer>"
    )


def file_form(required=True, **sizes):
    return question_form(form_question("photo", upload_answer(**sizes), required) + form_question("note"))


def ask(worker, assignment_id, bytes, question="photo", name="cat.jpg"):
    return worker.call(
        "RequestFileUpload",
        AssignmentId=assignment_id,
        QuestionIdentifier=question,
        FileName=name,
        FileSizeInBytes=bytes,
    )


def send_piece(url, piece, offset):
    status, headers, body = post(
        f"{url}&offset={offset}", piece, {"Content-Type": "application/octet-stream"}
    )
    return status, headers, json.loads(body)


def send(worker, assignment_id, content, **more):
    place = ask(worker, assignment_id, len(content), **more)
    for offset in range(0, len(content), place["PieceSizeInBytes"]):
        piece = content[offset : offset + place["PieceSizeInBytes"]]
        status, _, answer = send_piece(place["UploadURL"], piece, offset)
        assert (status, answer["ReceivedBytes"]) == (200, offset + len(piece)), answer
    return place["UploadedFileKey"]


def stored(server):
    return sorted(p.name for p in (server.data / "files").iterdir())


def eventually(condition):
    for _ in range(150):
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError("it never came to be")
