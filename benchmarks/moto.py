"""moto_server, what row 13 compares with: the same wrk, the same signed requests, its in-memory DynamoDB.

It is installed once, at a fixed version, into a folder of the user's cache outside the tree.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from program import QUESTION, Client, Failure, NotRun, Pool
from servers.measure import SERVER_CORE, on_core
from signing import DYNAMODB, Signer

VERSION = "5.2.5"
REQUIREMENTS = [f"moto[dynamodb]=={VERSION}", "flask==3.1.3", "flask-cors==6.0.5", "werkzeug==3.1.9"]
INSTALLS_WITHIN, STARTS_WITHIN = 300, 60
KEY = "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
READ_TABLE, WRITE_TABLE, OWNER = "hits", "created", "A1EXAMPLEOWNER"


def folder():
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache) / "kempelen" / f"moto-{VERSION}"


def installed():
    """The program; NotRun, with the reason, where it cannot be had."""
    here = folder()
    ready, program = here / "installed.txt", here / "bin" / "moto_server"
    wanted = "\n".join(REQUIREMENTS)
    if ready.exists() and ready.read_text() == wanted and program.exists():
        return program
    shutil.rmtree(here, ignore_errors=True)
    pip = [here / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "1",
           "--timeout", "10"]
    for command in ([sys.executable, "-m", "venv", here], [*pip, *REQUIREMENTS]):
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=INSTALLS_WITHIN,
                                  check=False)
        except (OSError, subprocess.TimeoutExpired) as problem:
            raise NotRun(f"moto cannot be installed: {problem}") from problem
        if done.returncode != 0:
            last = (done.stderr or done.stdout).strip().splitlines()[-1:]
            raise NotRun(f"moto cannot be installed: {' '.join(last)}")
    ready.write_text(wanted)
    return program


class Moto:
    """A running moto_server on the server's core, with a table of HITs to read and an empty one."""

    def __init__(self, folder, hits):
        self.log, self.hits = Path(folder) / "moto.log", hits
        self.program = installed()

    def __enter__(self):
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen([self.program, "-H", "127.0.0.1", "-p", "0"], env=environment,
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                            preexec_fn=on_core(SERVER_CORE))
        try:
            self.port = self.wait_for_port()
            self.fill()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def wait_for_port(self):
        late = time.monotonic() + STARTS_WITHIN
        while not (found := re.search(r"Running on http://127\.0\.0\.1:(\d+)", self.log.read_text())):
            if self.process.poll() is not None or time.monotonic() > late:
                raise Failure(f"moto_server does not start: {self.log.read_text()[-400:].strip()}")
            time.sleep(0.05)
        return int(found.group(1))

    def call(self, operation, **arguments):
        with Client(self.port) as client:
            return json.loads(client.exchange(Signer(*KEY, DYNAMODB).request(operation, encode(arguments))))

    def fill(self):
        for table in (READ_TABLE, WRITE_TABLE):
            self.call("CreateTable", TableName=table, BillingMode="PAY_PER_REQUEST",
                      KeySchema=[{"AttributeName": "RequesterId", "KeyType": "HASH"},
                                 {"AttributeName": "HITId", "KeyType": "RANGE"}],
                      AttributeDefinitions=[{"AttributeName": "RequesterId", "AttributeType": "S"},
                                            {"AttributeName": "HITId", "AttributeType": "S"}])
        for first in range(0, self.hits, 25):
            numbers = range(first, min(first + 25, self.hits))
            self.call("BatchWriteItem",
                      RequestItems={READ_TABLE: [{"PutRequest": {"Item": item(n)}} for n in numbers]})
        if len(self.call("Query", **page())["Items"]) != 100:
            raise Failure("moto does not return a page of 100")

    def pool(self, name, calls):
        calls = [(operation, encode(arguments)) for operation, arguments in calls]
        return Pool(self.log.parent, f"moto-{name}", KEY, calls, DYNAMODB)

    def gets(self):
        return self.pool("get", [("GetItem", {"TableName": READ_TABLE, "Key": key(number)})
                                 for number in range(self.hits)])

    def puts(self):
        return self.pool("put", [("PutItem", {"TableName": WRITE_TABLE, "Item": item(number)})
                                 for number in range(1_000)])

    def pages(self):
        return self.pool("page", [("Query", page())])


def encode(arguments):
    return json.dumps(arguments).encode()


def key(number):
    return {"RequesterId": {"S": OWNER}, "HITId": {"S": f"3{number:029}"}}


def item(number):
    """What a HIT holds."""
    texts = {"HITTypeId": "3" + "T" * 29, "HITGroupId": "3" + "G" * 29, "Title": "Say which animal it is",
             "Description": "Look at one picture and say which animal it shows.",
             "Keywords": "image, label, animal", "Question": QUESTION, "HITStatus": "Assignable",
             "HITReviewStatus": "NotReviewed", "RequesterAnnotation": f"picture {number:06}"}
    numbers = {"CreationTime": 1_795_532_400, "Expiration": 1_796_137_200, "MaxAssignments": 1,
               "Reward": 0.05, "AutoApprovalDelayInSeconds": 2_592_000, "AssignmentDurationInSeconds": 600,
               "NumberOfAssignmentsAvailable": 1, "NumberOfAssignmentsPending": 0,
               "NumberOfAssignmentsCompleted": 0}
    return {**key(number), **{name: {"S": text} for name, text in texts.items()},
            **{name: {"N": str(value)} for name, value in numbers.items()}}


def page():
    return {"TableName": READ_TABLE, "Limit": 100, "ScanIndexForward": False,
            "KeyConditionExpression": "RequesterId = :owner",
            "ExpressionAttributeValues": {":owner": {"S": OWNER}}}
