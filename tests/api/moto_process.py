"""moto_server as SQS and SNS: servers written by others, installed once, at a fixed version, into a folder of
the user's cache outside the tree."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

import boto3

VERSION = "5.2.5"
REQUIREMENTS = [f"moto[sqs,sns]=={VERSION}", "flask==3.1.3", "flask-cors==6.0.5"]
INSTALLS_WITHIN, STARTS_WITHIN = 300, 60
KEY = {"aws_access_key_id": "AKIAIOSFODNN7EXAMPLE", "aws_secret_access_key": "wJalrXUtnFEMI/K7MDENG/bPxRfiCY"}


class NotInstalled(Exception):
    pass


def _folder():
    cache = os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache"
    return pathlib.Path(cache) / "kempelen" / f"moto-queues-{VERSION}"


def installed():
    """The program; NotInstalled, with the reason, where it cannot be had."""
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


def write_destinations(file, *entries):
    """What `kempelen serve --notifications-file` reads: each entry with the key that moto takes. The file."""
    keys = {name.removeprefix("aws_"): value for name, value in KEY.items()}
    lines = []
    for entry in entries:
        members = {**keys, **entry}.items()
        lines += ["[[destination]]", *(f"{name} = {json.dumps(value)}" for name, value in members)]
    file.write_text("\n".join(lines))
    file.chmod(0o600)
    return file


class Moto:
    """A running moto_server. What it holds is gone when it ends."""

    def __init__(self, folder):
        self.log = pathlib.Path(folder) / "moto.log"
        program = installed()
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [program, "-H", "127.0.0.1", "-p", "0"],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            )
        self.url = f"http://127.0.0.1:{self._wait_for_port()}"

    def _wait_for_port(self):
        late = time.monotonic() + STARTS_WITHIN
        while not (found := re.search(r"Running on http://127\.0\.0\.1:(\d+)", self.log.read_text())):
            if self.process.poll() is not None or time.monotonic() > late:
                raise RuntimeError(f"moto_server does not start: {self.log.read_text()[-400:]}")
            time.sleep(0.05)
        return int(found.group(1))

    def client(self, service, region="us-east-1"):
        return boto3.client(service, endpoint_url=self.url, region_name=region, **KEY)

    def stop(self):
        self.process.kill()
        self.process.wait()
