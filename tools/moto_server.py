"""moto_server, which stands in for SQS and SNS in tests and is another server in benchmarks: installed once,
at a fixed version, into a folder of the user's cache outside the tree, and run on loopback."""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

VERSION = "5.2.5"
REQUIREMENTS = [
    f"moto[dynamodb,sns,sqs]=={VERSION}",
    "flask==3.1.3",
    "flask-cors==6.0.5",
    "werkzeug==3.1.9",
]
INSTALLS_WITHIN, STARTS_WITHIN = 300, 60


class NotInstalled(Exception):
    """It cannot be had here; the reason."""


class NotStarted(Exception):
    """It ended, or did not listen in time; the end of its log."""


def _folder():
    cache = os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache"
    return pathlib.Path(cache) / "kempelen" / f"moto-{VERSION}"


def installed():
    """The program."""
    here = _folder()
    ready, program = here / "installed.txt", here / "bin" / "moto_server"
    wanted = "\n".join(REQUIREMENTS)
    if ready.exists() and ready.read_text() == wanted and program.exists():
        return program
    shutil.rmtree(here, ignore_errors=True)
    pip = [here / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "1"]
    for command in ([sys.executable, "-m", "venv", here], [*pip, "--timeout", "10", *REQUIREMENTS]):
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=INSTALLS_WITHIN, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as problem:
            raise NotInstalled(f"moto cannot be installed: {problem}") from problem
        if done.returncode != 0:
            last = (done.stderr or done.stdout).strip().splitlines()[-1:]
            raise NotInstalled(f"moto cannot be installed: {' '.join(last)}")
    ready.write_text(wanted)
    return program


class Process:
    """A running moto_server on `port`. What it holds is gone when it ends."""

    def __init__(self, folder, **how):
        """`how` goes to subprocess.Popen."""
        self.log = pathlib.Path(folder) / "moto.log"
        program = installed()
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [program, "-H", "127.0.0.1", "-p", "0"],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
                **how,
            )
        try:
            self.port = self._wait_for_port()
        except BaseException:
            self.stop()
            raise

    def _wait_for_port(self):
        late = time.monotonic() + STARTS_WITHIN
        while not (found := re.search(r"Running on http://127\.0\.0\.1:(\d+)", self.log.read_text())):
            if self.process.poll() is not None or time.monotonic() > late:
                raise NotStarted(f"moto_server does not start: {self.log.read_text()[-400:].strip()}")
            time.sleep(0.05)
        return int(found.group(1))

    def stop(self):
        self.process.kill()
        self.process.wait()
