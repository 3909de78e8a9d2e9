"""The C++ client library against the server: every operation, and what is said when something is wrong."""

import subprocess

import pytest
import questions
from client_library import build_folder, variables
from server_process import without_aws


@pytest.fixture(scope="session")
def walk():
    """Runs tests/client/walk.cc without any settings of AWS but those that a test gives."""
    program = build_folder() / "tests/client/client_walk"
    if not program.exists():
        pytest.fail(f"no {program}: build the target client_walk")

    def run(*words, **variables):
        return subprocess.run(
            [program, *words],
            capture_output=True,
            text=True,
            timeout=60,
            env={**without_aws(), "HOME": "/nowhere", **variables},
        )

    return run


def test_every_operation(server, fresh, new_worker, walk):
    hit = fresh.sandbox.create_hit(**questions.hit(MaxAssignments=2))["HIT"]["HITId"]
    workers = [new_worker(), new_worker()]
    for worker in workers:
        worker.do(hit, {"colour": "grün"})
    done = walk(workers[0].id, hit, **variables(server, fresh))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "called all 39 operations\n"


@pytest.mark.parametrize(
    "change, words",
    [
        ({"AWS_ACCESS_KEY_ID": "AKIAUNKNOWN"}, "does not know the access key AKIAUNKNOWN"),
        ({"AWS_SECRET_ACCESS_KEY": "wrong"}, "check that AWS_SECRET_ACCESS_KEY is the secret of this key"),
        ({"AWS_ACCESS_KEY_ID": ""}, "AWS_SECRET_ACCESS_KEY is set and AWS_ACCESS_KEY_ID is not; set both."),
        ({"AWS_ENDPOINT_URL_MTURK": ""}, "There is no endpoint: set AWS_ENDPOINT_URL_MTURK"),
        ({"AWS_ENDPOINT_URL_MTURK": "http://127.0.0.1:1"}, "check that the server runs"),
        ({"AWS_ENDPOINT_URL_MTURK": "localhost"}, "it should look like http://127.0.0.1:8080"),
    ],
)
def test_a_wrong_setting_is_named(server, fresh, walk, change, words):
    done = walk("A", "3", **{**variables(server, fresh), **change})
    assert done.returncode == 1
    assert words in done.stderr


def test_the_content_port_is_not_the_service(server, fresh, walk, content_url):
    done = walk("A", "3", **{**variables(server, fresh), "AWS_ENDPOINT_URL_MTURK": content_url})
    assert done.returncode == 1
    assert "is not the Requester API" in done.stderr
