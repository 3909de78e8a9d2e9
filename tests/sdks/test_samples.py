"""Every sample with its unmodified SDK: in both marketplaces with the right keys, and with wrong ones.

A case that cannot be run is skipped and says why; tools/sdk_matrix.py makes the table of all of them.
"""

import os
import shutil
import signal
import subprocess
import sys
import uuid

import pytest
from catalogue import SDKS
from installation import SAMPLES, NotInstalled, carry_out, words
from stories import LOOKS, PROGRAMS, expected, without_ids

ENDS_WITHIN = 150  # seconds, for one program
EACH = [pytest.param(sdk, id=sdk.name, marks=pytest.mark.xdist_group(sdk.folder)) for sdk in SDKS]
every_sdk = pytest.mark.parametrize("sdk", EACH)
every_program = pytest.mark.parametrize("program", PROGRAMS)


class Place:
    """A sample on this machine, with a requester who has the right keys."""

    def __init__(self, sdk, installed, server, requester):
        self.sdk, self.installed, self.server, self.requester = sdk, installed, server, requester
        secret = server.admin("show-webhook-secret", "--requester", requester.id)["WebhookSecret"]
        # Nothing of whoever runs the tests: no configuration and no keys of theirs, and no proxy.
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "XDG_CACHE_HOME") if name in os.environ}
        self.environment = {
            **kept,
            "LANG": "C.UTF-8",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_ACCESS_KEY_ID": requester.key.id,
            "AWS_SECRET_ACCESS_KEY": requester.key.secret,
            "AWS_DEFAULT_REGION": server.env["AWS_DEFAULT_REGION"],
            "KEMPELEN_LIVE_URL": server.live_url,
            "KEMPELEN_WEBHOOK_SECRET": secret,
            **dict(zip(sdk.environment, words(sdk.environment.values()))),
        }

    def run(self, program, marketplace, crowd=False, **more):
        """(exit code, standard output, standard error). With `crowd` the worker of the story plays along."""
        command = words(self.sdk.run, program)
        if crowd and program != "check_balance":
            command = [sys.executable, str(SAMPLES / "crowd" / f"{program}.py"), *command]
        with subprocess.Popen(
            command,
            cwd=self.installed.folder,
            env={**self.environment, "AWS_ENDPOINT_URL_MTURK": self.server.url(marketplace), **more},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,  # so that the whole family can be ended
        ) as process:
            try:
                printed, complaint = process.communicate(timeout=ENDS_WITHIN)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                printed, complaint = process.communicate()
                complaint += f"\nstopped after {ENDS_WITHIN} s"
        print(printed, complaint, sep="\n")
        return process.returncode, printed, complaint


@pytest.fixture
def place(sdk, program, installed, server, new_requester, record_property):
    record_property("sdk", sdk.name)
    record_property("program", program)
    try:
        there = installed(sdk)
    except NotInstalled as reason:
        pytest.skip(f"not run: {reason}")
    record_property("version", there.version)
    return Place(sdk, there, server, new_requester("100.00"))


@pytest.fixture
def queue(sdk, program, moto):
    """What `listen` finds in its environment where the language has no small web server."""
    if (sdk.listens_by, program) != ("queue", "listen"):
        return {}
    running, reason = moto
    if running is None:
        pytest.skip(f"not run: {reason}")
    url = running.client("sqs").create_queue(QueueName=f"hits-{uuid.uuid4()}")["QueueUrl"]
    return {"AWS_ENDPOINT_URL_SQS": running.url, "KEMPELEN_QUEUE_URL": url}


@every_sdk
@every_program
@pytest.mark.parametrize("marketplace", ["sandbox", "live"])
def test_to_its_end(place, program, marketplace, new_worker, queue):
    worker = new_worker(marketplace)
    token = {"sandbox": "KEMPELEN_WORKER_TOKEN", "live": "KEMPELEN_LIVE_WORKER_TOKEN"}[marketplace]
    code, printed, complaint = place.run(program, marketplace, crowd=True, **{token: worker.token}, **queue)
    assert (code, without_ids(printed)) == (0, expected(program, marketplace)), complaint
    LOOKS[program](getattr(place.requester, marketplace), worker, printed)


# A program that is refused says so with the error's own name, fails, and has done nothing.
@every_sdk
@every_program
@pytest.mark.parametrize(
    "wrong, marketplace, name",
    [
        ({"AWS_SECRET_ACCESS_KEY": "n" * 40}, "sandbox", "InvalidSignatureException"),
        ({"AWS_ACCESS_KEY_ID": "AKIANOSUCHKEY0000000"}, "live", "UnrecognizedClientException"),
    ],
    ids=["wrong secret", "unknown key"],
)
def test_wrong_keys(place, program, wrong, marketplace, name, queue):
    code, printed, complaint = place.run(program, marketplace, **queue, **wrong)
    assert code not in (0, -signal.SIGKILL) and name in complaint and printed == ""
    LOOKS["check_balance"](getattr(place.requester, marketplace), _Nobody(), printed)


class _Nobody:
    """Stands for the worker where nothing was to be done."""

    def call(self, _):
        return {"NumberApproved": 0, "Bonuses": "0.00"}


# Where an SDK cannot be had, syntax and types can often be checked all the same.
@pytest.mark.parametrize("sdk", [sdk for sdk in SDKS if sdk.check], ids=lambda sdk: sdk.name)
@pytest.mark.parametrize("program", ["connection", *PROGRAMS])
def test_syntax(sdk, program):
    if shutil.which(sdk.check[0]) is None:
        pytest.skip(f"not run: there is no {sdk.check[0]} on this machine")
    carry_out(sdk, SAMPLES / sdk.folder, words(sdk.check, program), 60, AssertionError)
