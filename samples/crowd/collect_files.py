"""Sends a file to the HIT of `collect_files`."""

import urllib.request

from worker import play

PHOTO = b"Not a photo, but bytes all the same.\n"


def story(worker, hit):
    assignment = worker.accept(hit)
    place = worker.call(
        "RequestFileUpload",
        AssignmentId=assignment["AssignmentId"],
        QuestionIdentifier="photo",
        FileName="window.txt",
        FileSizeInBytes=len(PHOTO),
    )
    piece = urllib.request.Request(
        f"{place['UploadURL']}&offset=0", data=PHOTO, headers={"Content-Type": "application/octet-stream"}
    )
    urllib.request.urlopen(piece, timeout=30).close()
    worker.submit(assignment, Answers={})


if __name__ == "__main__":
    play(story)
