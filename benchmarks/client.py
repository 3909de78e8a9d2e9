"""Row 26: what a call costs the caller, with the C++ client library and with boto3."""

import os
import statistics
import subprocess
from functools import partial
from pathlib import Path

from program import QUESTION, Failure
from servers import measure
from servers.measure import CLIENT_CORE, not_run, on_core, ratio, result

BOTO3_LOAD = Path(__file__).parent / "client" / "boto3_load.py"
LIBRARY_MB_MAX = 2


def python_with_boto3():
    """The distribution's Python, or the one on PATH; nothing without boto3."""
    for python in ("/usr/bin/python3", "python3"):
        tried = subprocess.run([python, "-c", "import boto3"], capture_output=True, check=False)
        if tried.returncode == 0:
            return python
    return None


def calls_per_second(server, command):
    """Calls per second of the caller's processor."""
    environment = {**{name: value for name, value in os.environ.items() if not name.startswith("AWS_")},
                   "AWS_ACCESS_KEY_ID": server.key[0], "AWS_SECRET_ACCESS_KEY": server.key[1],
                   "AWS_ENDPOINT_URL_MTURK": f"http://127.0.0.1:{server.port}"}
    done = subprocess.run([str(word) for word in command], input=QUESTION, capture_output=True, text=True,
                          env=environment, preexec_fn=on_core(CLIENT_CORE), check=False)
    if done.returncode != 0:
        raise Failure(f"{command[0]} ended with {done.returncode}: {done.stderr[-300:]}")
    good, bad, seconds = done.stdout.split()
    if int(bad) > 0:
        raise Failure(f"{bad} calls of {command[0]} failed: {done.stderr[-300:]}")
    return int(good) / float(seconds)


def against_boto3(bench):
    server, _ = bench.empty()
    python = python_with_boto3()
    for operation in ("GetAccountBalance", "CreateHIT"):
        for connections in (1, 16):
            what = f"{operation} a CPU second, {connections} threads: client : boto3"
            if python is None:
                yield not_run(26, what, "no Python with boto3", at_least=5)
                continue
            load = (operation, connections, bench.seconds)
            url = f"http://127.0.0.1:{server.port}"
            ours, theirs = bench.turns(
                partial(calls_per_second, server, (bench.tool("client_load"), *load)),
                partial(calls_per_second, server, (python, BOTO3_LOAD, *load, url)))
            yield ratio(26, what, statistics.median(ours), statistics.median(theirs), 5)


def library_size(bench):
    library = bench.tool("libkempelen.so.0")
    stripped = bench.folder / "stripped.so"
    subprocess.run(["strip", "-o", stripped, library], check=True)
    yield result(26, "MB of the client library, stripped", stripped.stat().st_size / 1e6,
                 at_most=LIBRARY_MB_MAX)


def rows(bench):
    yield from against_boto3(bench)
    yield from library_size(bench)


ROWS = {"client": rows}
