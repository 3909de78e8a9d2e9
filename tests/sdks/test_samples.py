"""Every sample with its unmodified SDK: in both marketplaces with the right keys, and with wrong ones.

A case that cannot be run is skipped and says why; tools/sdk_matrix.py makes the table of all of them. A
program has 150 seconds, which is plenty; KEMPELEN_SDK_PATIENCE sets more, for a machine that is busy.
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import uuid

import pytest
from catalogue import SDKS
from installation import SAMPLES, NotInstalled, carry_out, words
from receivers import ARRIVES_WITHIN, signature
from stories import ALONE, LOOKS, PROGRAMS, expected, without_ids
from worker_site import post

ENDS_WITHIN = int(os.environ.get("KEMPELEN_SDK_PATIENCE", "150"))
ANSWERS = {"seen": "a cat", "kinds": ["cat"]}
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

    @contextlib.contextmanager
    def start(self, command, marketplace, **more):
        """A process with pipes. It ends in time, and its whole family with it."""
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
            start_new_session=True,
        ) as process:
            late = threading.Timer(ENDS_WITHIN, os.killpg, (process.pid, signal.SIGKILL))
            late.start()
            try:
                yield process
            finally:
                late.cancel()
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)

    def run(self, program, marketplace, crowd=False, **more):
        """(exit code, standard output, standard error). With `crowd` the worker of the story plays along."""
        command = words(self.sdk.run, program)
        if crowd and program not in ALONE:
            command = [sys.executable, str(SAMPLES / "crowd" / f"{program}.py"), *command]
        with self.start(command, marketplace, **more) as process:
            printed, complaint = process.communicate()
        if process.returncode == -signal.SIGKILL:
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


def destinations(server):
    return {one["Address"] for one in server.admin("list-destinations", "--json")["Destinations"]}


def new_destination(server, before):
    late = time.monotonic() + ARRIVES_WITHIN
    while not (found := destinations(server) - before):
        assert time.monotonic() < late, "the sample has named no destination"
        time.sleep(0.05)
    [address] = found
    return address


# Whoever finds the listener's address can write to it. What is not signed, signed with another secret or long
# ago is refused with 403, and the program goes on as if it had not come.
@pytest.mark.parametrize("sdk", [each for each in EACH if each.values[0].listens_by == "webhook"])
@pytest.mark.parametrize("program", ["listen"])
def test_forged_messages(place, program, server, new_worker):
    before, worker = destinations(server), new_worker()
    with place.start(words(place.sdk.run, program), "sandbox") as process:
        hit_id = process.stdout.readline().split()[1]
        assignment = worker.accept(hit_id)  # whose event makes the destination known
        address = new_destination(server, before)
        event = {"EventType": "AssignmentApproved", "AssignmentId": assignment["AssignmentId"]}
        body = json.dumps({"EventDocId": "forged", "Events": [{**event, "HITId": hit_id}]}).encode()
        secret, now = place.environment["KEMPELEN_WEBHOOK_SECRET"], int(time.time())
        for header in (
            {},
            {"Kempelen-Signature": "nonsense"},
            {"Kempelen-Signature": signature("another secret", now, body)},
            {"Kempelen-Signature": signature(secret, now, body + b" ")},
            {"Kempelen-Signature": signature(secret, now - 3600, body)},
        ):
            assert post(address, body, {"Content-Type": "application/json", **header})[0] == 403, header
        worker.call("SubmitAssignment", AssignmentId=assignment["AssignmentId"], Answers=ANSWERS)
        # communicate() would leave out what came along with the first line.
        printed, complaint = process.stdout.read(), process.stderr.read()
        process.wait()
    assert (process.returncode, printed.splitlines()) == (0, expected(program, "sandbox")[1:]), complaint


class _Nobody:
    """Stands for the worker where nothing was to be done."""

    def call(self, _):
        return {"NumberApproved": 0, "Bonuses": "0.00"}


# Where an SDK cannot be had, syntax, types and names can often be checked all the same.
@pytest.mark.parametrize("sdk", [sdk for sdk in SDKS if sdk.check], ids=lambda sdk: sdk.name)
@pytest.mark.parametrize("program", ["connection", *PROGRAMS])
def test_syntax(sdk, program):
    if shutil.which(sdk.check[0]) is None:
        pytest.skip(f"not run: there is no {sdk.check[0]} on this machine")
    carry_out(sdk, SAMPLES / sdk.folder, words(sdk.check, program), 60, AssertionError)
