"""The AWS CLI as it comes, with nothing but the endpoint and the printed keys."""

import json
import os
import shutil
import subprocess

import pytest
import questions
from people import unique


@pytest.fixture
def aws(server, tmp_path):
    program = shutil.which("aws")
    if program is None:
        pytest.skip("no AWS CLI is installed (Debian: awscli)")
    printed = {
        name: server.env[name]
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION")
    }
    # No configuration of the person who runs the tests may leak in. HOME stays where version managers look
    # for it.
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", str(tmp_path)),
        "AWS_PAGER": "",
        "AWS_CONFIG_FILE": str(tmp_path / "none"),
        "AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "none"),
        "AWS_EC2_METADATA_DISABLED": "true",
        **printed,
    }

    def run(*arguments):
        return subprocess.run(
            [program, "mturk", *arguments, "--endpoint-url", server.sandbox_url, "--output", "json"],
            capture_output=True,
            text=True,
            timeout=120,
            env=environment,
        )

    return run


# The line of the README.
def test_balance(aws):
    done = aws("get-account-balance")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"AvailableBalance": "10000.00"}


# A HIT from a question in a file, found again in the list, which the CLI pages through by itself.
def test_create_and_list(aws, tmp_path):
    (tmp_path / "question.xml").write_text(questions.html_question())
    made = aws(
        "create-hit",
        "--title",
        unique("From the shell"),
        "--description",
        "d",
        "--reward",
        "0.05",
        "--assignment-duration-in-seconds",
        "600",
        "--lifetime-in-seconds",
        "7200",
        "--max-assignments",
        "2",
        "--question",
        f"file://{tmp_path / 'question.xml'}",
    )
    assert made.returncode == 0, made.stderr
    hit = json.loads(made.stdout)["HIT"]
    assert (hit["HITStatus"], hit["MaxAssignments"], hit["Question"]) == (
        "Assignable",
        2,
        questions.html_question(),
    )
    listed = aws("list-hits")
    assert listed.returncode == 0, listed.stderr
    assert hit["HITId"] in [h["HITId"] for h in json.loads(listed.stdout)["HITs"]]


# A refusal is shown by its name and message.
def test_refusal(aws):
    done = aws("get-hit", "--hit-id", "3NOSUCHHIT")
    assert done.returncode != 0
    assert "(RequestError)" in done.stderr and "Hit 3NOSUCHHIT does not exist." in done.stderr


@pytest.fixture
def aws_json(aws):
    """What a call prints; None for one without output, which must print nothing at all."""

    def run(*arguments):
        done = aws(*arguments)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout) if done.stdout.strip() else None

    return run


# A requester's day in the shell: each of the operations between publishing and deleting, once.
def test_life_of_a_hit(aws, aws_json, server, tmp_path, new_worker):
    (tmp_path / "question.xml").write_text(questions.html_question())
    properties = ["--description", "d", "--reward", "0.05", "--assignment-duration-in-seconds", "600"]

    def new_type():
        return aws_json("create-hit-type", "--title", unique("Shell"), *properties)["HITTypeId"]

    type, other_type = new_type(), new_type()
    hit = aws_json(
        *("create-hit-with-hit-type", "--hit-type-id", type, "--lifetime-in-seconds", "7200"),
        *("--question", f"file://{tmp_path / 'question.xml'}"),
    )["HIT"]["HITId"]
    this = ("--hit-id", hit)
    assert aws_json("update-hit-type-of-hit", *this, "--hit-type-id", other_type) is None
    assert (
        aws_json(
            *("create-additional-assignments-for-hit", *this, "--number-of-additional-assignments", "1"),
            *("--unique-request-token", unique("shell")),
        )
        is None
    )
    workers = [new_worker(), new_worker()]
    ids = [worker.do(hit) for worker in workers]

    both = aws_json("get-assignment", "--assignment-id", ids[0])
    assert (both["Assignment"]["AssignmentStatus"], both["HIT"]["HITTypeId"]) == ("Submitted", other_type)
    assert both["HIT"]["MaxAssignments"] == 2
    assert aws_json("reject-assignment", "--assignment-id", ids[0], "--requester-feedback", "") is None
    assert aws_json("approve-assignment", "--assignment-id", ids[1]) is None
    for amount in ("0.10", "2"):
        assert (
            aws_json(
                *("send-bonus", "--worker-id", workers[1].id, "--assignment-id", ids[1]),
                *("--bonus-amount", amount, "--reason", "Good work"),
            )
            is None
        )
    # The CLI pages by itself until a page has no token.
    paid = aws_json("list-bonus-payments", *this, "--page-size", "1")["BonusPayments"]
    assert [p["BonusAmount"] for p in paid] == ["0.10", "2.00"]

    assert aws_json("update-expiration-for-hit", *this, "--expire-at", "2020-01-01T00:00:00Z") is None
    assert aws_json("list-reviewable-hits", "--hit-type-id", other_type)["HITs"] == [{"HITId": hit}]
    assert aws_json("update-hit-review-status", *this, "--no-revert") is None
    reviewing = aws_json("list-reviewable-hits", "--hit-type-id", other_type, "--status", "Reviewing")
    assert reviewing["HITs"] == [{"HITId": hit}]
    assert aws_json("delete-hit", *this) is None
    again = aws("delete-hit", *this)
    assert again.returncode != 0
    assert "(RequestError)" in again.stderr and "currently in the state 'Disposed'" in again.stderr
