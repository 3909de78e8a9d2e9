"""The worker of the samples, a program of Python's standard library that speaks the Worker API.

Each script beside this one plays one story:

    python3 STORY.py PROGRAM ARGUMENTS…   starts a sample, passes on what it prints, and works on each HIT
                                          that it announces with a line `HIT: ID`; ends with its exit code
    python3 STORY.py --hits ID…           works on these HITs, for samples that were started otherwise
"""

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request

# Characters that XML must escape, and some that are not ASCII: a sample that reads them reads all.
ANSWERS = {"seen": "Tom & Jerry's \"naïve\" <café> ☃", "kinds": ["bird", "fish"]}


class Refused(Exception):
    """The server said no; `code` names why."""

    def __init__(self, operation, answer):
        super().__init__(f"{operation}: {answer.get('Code')}: {answer.get('Message')}")
        self.code = answer.get("Code")


class Worker:
    """Signed in by a bearer token, in the marketplace at `url`."""

    def __init__(self, url, token):
        self.url = url.rstrip("/")
        self.token = token

    def call(self, operation, **parameters):
        request = urllib.request.Request(
            f"{self.url}/worker/api/{operation}",
            data=json.dumps(parameters).encode(),
            headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise Refused(operation, json.load(error)) from None

    def accept(self, hit):
        return self.call("AcceptHIT", HITId=hit)["Assignment"]

    def submit(self, assignment, **answers):
        """With `Answers` for a QuestionForm; without, it hands in the draft that a page has stored."""
        self.call("SubmitAssignment", AssignmentId=assignment["AssignmentId"], **answers)

    def answer_form(self, hit):
        self.submit(self.accept(hit), Answers=ANSWERS)


def worker_of_environment():
    """The demo worker of the marketplace that the sample uses: connect.env has a token for each."""
    url, live = os.environ["AWS_ENDPOINT_URL_MTURK"], os.environ.get("KEMPELEN_LIVE_URL")
    in_live = live is not None and url.rstrip("/") == live.rstrip("/")
    return Worker(url, os.environ["KEMPELEN_LIVE_WORKER_TOKEN" if in_live else "KEMPELEN_WORKER_TOKEN"])


def accompany(program, work):
    """Runs a sample and works on each HIT that it announces; the sample's exit code."""
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True, encoding="utf-8") as sample:
        try:
            for line in sample.stdout:
                print(line, end="", flush=True)
                if line.startswith("HIT: "):
                    work(line.split()[1])
        except BaseException:
            sample.kill()  # it would wait for ever for work that will not come
            raise
    return sample.returncode


def play(story):
    """`story(worker, hit)` does one HIT."""
    arguments = sys.argv[1:]
    if not arguments or arguments == ["--hits"]:
        sys.exit(__doc__)
    worker = worker_of_environment()
    try:
        if arguments[0] == "--hits":
            for hit in arguments[1:]:
                story(worker, hit)
        else:
            sys.exit(accompany(arguments, lambda hit: story(worker, hit)))
    except Refused as refusal:
        sys.exit(f"the worker was refused: {refusal}")
