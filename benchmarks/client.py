"""Row 26: what a call costs the caller, with the C++ client library and with the SDKs of others.

Each side is a program below client/ that calls as fast as it can and prints its calls, seconds, seconds of
the processor, and memory. All have the load generator's core to themselves, and are warm when it counts.
"""

import contextlib
import dataclasses
import io
import itertools
import os
import statistics
import subprocess
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from program import QUESTION, Failure, NotRun
from servers.measure import CLIENT_CORE, not_run, on_core, reported, result

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "sdks"))
from catalogue import SDKS  # noqa: E402
from installation import BuildFailed, NotInstalled, install, words  # noqa: E402

BOTO3_LOAD = Path(__file__).parent / "client" / "boto3_load.py"
LIBRARY_MB_MAX = 2
TIMES_BOTO3 = 5
OPERATIONS, CONNECTIONS = ("GetAccountBalance", "CreateHIT"), (1, 16)


@dataclass(frozen=True)
class Caller:
    """A load program that is installed."""

    name: str
    command: list
    folder: Path | None = None


@dataclass(frozen=True)
class Calls:
    a_second: float
    a_cpu_second: float
    megabytes: float


# With the SDKs that the samples pin: only the load program is another, and how it is built.
def load_of(sample, language, **more):
    [sdk] = [sdk for sdk in SDKS if sdk.name == sample]
    return dataclasses.replace(sdk, name=f"load of {sample}", adds=f"benchmarks/client/{language}", **more)


OTHERS = {
    "Node v3": load_of("JavaScript for Node (SDK v3)", "javascript", run=["node", "load.js"]),
    "Go v2": load_of("Go (SDK v2)", "go", build=[["go", "build", "-o", "bin/load", "."]], run=["bin/load"]),
    "Java v2": load_of("Java (SDK v2)", "java",
                       build=[["javac", "-cp", "target/lib/*", "-d", "target/classes", "Load.java"]],
                       run=["java", "-cp", "target/classes:target/lib/*", "Load"]),
}


def boto3():
    """With the distribution's Python, or the one on PATH."""
    for python in ("/usr/bin/python3", "python3"):
        tried = subprocess.run([python, "-c", "import boto3; print(boto3.__version__)"], capture_output=True,
                               text=True, check=False)
        if tried.returncode == 0:
            return Caller(f"boto3 {tried.stdout.strip()}", [python, BOTO3_LOAD])
    raise NotRun("no Python with boto3; as root: apt-get install python3-boto3")


def other(name, bench):
    sdk = OTHERS[name]
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # the reason says enough
            there = install(sdk)
    except NotInstalled as reason:
        raise NotRun(str(reason)) from reason
    except BuildFailed as problem:
        raise Failure(f"the load program of {name}: {problem}") from problem
    return Caller(f"{name} {there.version}", words(sdk.run), there.folder)


def run(server, caller, operation, connections, milliseconds, warm_up):
    environment = {**{name: value for name, value in os.environ.items() if not name.startswith("AWS_")},
                   "AWS_ACCESS_KEY_ID": server.key[0], "AWS_SECRET_ACCESS_KEY": server.key[1],
                   "AWS_EC2_METADATA_DISABLED": "true", "AWS_CONFIG_FILE": os.devnull,
                   "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
                   "AWS_ENDPOINT_URL_MTURK": f"http://127.0.0.1:{server.port}"}
    command = [*caller.command, operation, connections, milliseconds, warm_up]
    done = subprocess.run([str(word) for word in command], input=QUESTION, capture_output=True, text=True,
                          cwd=caller.folder, env=environment, preexec_fn=on_core(CLIENT_CORE), check=False)
    if done.returncode != 0:
        raise Failure(f"the load of {caller.name} ended with {done.returncode}: {done.stderr[-300:]}")
    good, bad, took, used, megabytes = done.stdout.split()
    if int(bad) > 0:
        raise Failure(f"{bad} calls of {caller.name} failed: {done.stderr[-300:]}")
    return Calls(int(good) / float(took), int(good) / float(used), float(megabytes))


def median(rounds):
    return Calls(*(statistics.median(column) for column in zip(*map(dataclasses.astuple, rounds))))


def times(name, quick):
    """Milliseconds to measure and, before, to grow warm: Java translates what it calls often meanwhile, and
    is near its best after some seconds."""
    warm_up = {"Node v3": (1_000, 2_000), "Java v2": (3_000, 6_000)}.get(name, (200, 500))
    return (600, warm_up[0]) if quick else (2_000, warm_up[1])


def row_of(name, load, measured, caller):
    """Our client beside one of the others. Only boto3 has a bound."""
    operation, connections = load
    ours, theirs = measured["client"], measured[name]
    detail = (f"{ours.a_cpu_second:,.0f} : {theirs.a_cpu_second:,.0f}; calls/s {ours.a_second:,.0f} : "
              f"{theirs.a_second:,.0f}; MB {ours.megabytes:.0f} : {theirs.megabytes:.0f}; {caller.name}")
    row = partial(result, at_least=TIMES_BOTO3) if name == "boto3" else reported
    return row(26, text_of(name, operation, connections), ours.a_cpu_second / theirs.a_cpu_second,
               detail=detail)


def text_of(name, operation, connections):
    return f"{operation}/CPU second, {connections} at once, client : {name}"


def installed(bench):
    """The others that can be had by their names, and why the rest cannot."""
    callers, reasons = {}, {}
    for name in ("boto3", *OTHERS):
        try:
            callers[name] = boto3() if name == "boto3" else other(name, bench)
        except NotRun as reason:
            reasons[name] = str(reason)
    return callers, reasons


def rounds_of(name, connections, bench):
    """Those without a bound get few, and in `quick` they do not call over one connection."""
    if name not in OTHERS:
        return bench.rounds
    if bench.quick:
        return 1 if connections > 1 else 0
    return 3


def against_others(bench):
    server, _ = bench.empty()
    callers, reasons = installed(bench)
    own = Caller("client", [bench.tool("client_load")])
    for operation, connections in itertools.product(OPERATIONS, CONNECTIONS):
        rounds = {name: [] for name in ("client", *callers)}
        for number in range(bench.rounds):
            for name, caller in {"client": own, **callers}.items():
                if number < rounds_of(name, connections, bench):
                    measured = run(server, caller, operation, connections, *times(name, bench.quick))
                    rounds[name].append(measured)
        medians = {name: median(one) for name, one in rounds.items() if one}
        for name in callers:
            if name in medians:
                yield row_of(name, (operation, connections), medians, callers[name])
        for name, reason in reasons.items():
            yield not_run(26, text_of(name, operation, connections), reason,
                          at_least=TIMES_BOTO3 if name == "boto3" else None)


def library_size(bench):
    library = bench.tool("libkempelen.so.0")
    stripped = bench.folder / "stripped.so"
    subprocess.run(["strip", "-o", stripped, library], check=True)
    yield result(26, "MB of the client library, stripped", stripped.stat().st_size / 1e6,
                 at_most=LIBRARY_MB_MAX)


def rows(bench):
    yield from against_others(bench)
    yield from library_size(bench)


ROWS = {"client": rows}
