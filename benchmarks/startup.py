"""Row 27: how long a command takes that does next to nothing, beside such a command of sqlite3."""

import contextlib
import os
import shutil
import statistics
import subprocess
import time

from servers.measure import CLIENT_CORE, not_run, result

TIMES_SQLITE3 = 3
WHAT = "start to end of kempelen --version : sqlite3 --version"


@contextlib.contextmanager
def here_on_core(core):
    """This process and what it starts. A preexec_fn would make every start dearer by a fork of Python."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core} & cores or cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def start(program):
    """Milliseconds from before it is started until it has ended."""
    began = time.perf_counter()
    subprocess.run([program, "--version"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - began) * 1000


def rows(bench):
    """In turns, so that whatever else the machine does falls on both."""
    sqlite3 = shutil.which("sqlite3")
    if sqlite3 is None:
        yield not_run(27, WHAT, "no sqlite3; as root: apt-get install sqlite3", at_most=TIMES_SQLITE3)
        return
    starts = 60 if bench.quick else 300
    with here_on_core(CLIENT_CORE):
        pairs = [(start(bench.binary), start(sqlite3)) for _ in range(starts)]
    ours, theirs = (statistics.median(side) for side in zip(*pairs))
    yield result(27, WHAT, ours / theirs, at_most=TIMES_SQLITE3,
                 detail=f"{ours:.1f} : {theirs:.1f} ms, {starts} starts each")


ROWS = {"startup": rows}
