"""Works on the HITs of `publish`: a worker of one of its two countries meets all three kinds of question."""

import urllib.parse
import urllib.request

from worker import ANSWERS, play

COUNTRIES = ("DE", "US")


def send_page(worker, assignment):
    """What the browser does when the form in the frame is sent: the draft goes to the content origin."""
    form = {"assignmentId": assignment["AssignmentId"], "comment": "A cat"}
    address = worker.call("GetProfile")["ContentURL"] + "/mturk/externalSubmit"
    with urllib.request.urlopen(address, urllib.parse.urlencode(form).encode(), timeout=30) as answer:
        answer.read()


def story(worker, hit):
    if worker.call("GetProfile")["Worker"].get("Country") not in COUNTRIES:
        worker.call("UpdateProfile", Country=COUNTRIES[0])
    assignment = worker.accept(hit)
    if "Frame" in assignment:
        send_page(worker, assignment)
        worker.submit(assignment)
    else:
        worker.submit(assignment, Answers=ANSWERS)


play(story)
