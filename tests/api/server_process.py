"""One kempelen server under test: how it is started, addressed, administered and ended."""

import dataclasses
import json
import os
import pathlib
import shlex
import signal
import subprocess
import time
import urllib.request

TREE = pathlib.Path(__file__).resolve().parents[2]
STARTS_WITHIN = 30.0
ENDS_WITHIN = 10.0


def binary():
    """The server to test: KEMPELEN_BINARY, or the newest that was built in this tree."""
    if named := os.environ.get("KEMPELEN_BINARY"):
        return named
    built = [p for p in TREE.glob("build/*/src/server/kempelen") if os.access(p, os.X_OK)]
    if not built:
        raise RuntimeError("no server to test: set KEMPELEN_BINARY or build one with ./dev build")
    return str(max(built, key=lambda p: p.stat().st_mtime))


def environment():
    """Ours without the settings that whoever runs the tests may have in it: each is also a variable."""
    return {name: value for name, value in os.environ.items() if not name.startswith("KEMPELEN_")}


def without_aws():
    """The environment without any settings of AWS, for programs that are given their own."""
    return {name: value for name, value in environment().items() if not name.startswith("AWS_")}


def read_connect_env(path):
    """connect.env is meant for `source`: KEY=value lines, perhaps with `export` and quotes."""
    values = {}
    for line in pathlib.Path(path).read_text().splitlines():
        # A `#` inside a word begins no comment in a shell: links have one.
        words = [] if line.startswith("#") else shlex.split(line)
        if words[:1] == ["export"]:
            words = words[1:]
        for word in words:
            key, _, value = word.partition("=")
            values[key] = value
    return values


def _version(path):
    try:
        found = path.stat()
        return found.st_ino, found.st_mtime_ns
    except FileNotFoundError:
        return None


class Server:
    """A running server. `stop` ends it as an operator would, `kill` as a power cut would."""

    command = "serve"

    def __init__(self, data, log, extra=(), test_clock=True, wrapper=(), pass_fds=()):
        """`wrapper` goes before the command, as in `nice kempelen serve`."""
        self.data = pathlib.Path(data)
        self.log_path = pathlib.Path(log)
        before = _version(self.data / "connect.env")
        command = [
            *wrapper,
            binary(),
            self.command,
            "--data",
            str(self.data),
            "--sandbox-port",
            "0",
            "--live-port",
            "0",
            "--content-port",
            "0",
            "--log-level",
            "debug",
            *(["--test-clock"] if test_clock else []),
            *extra,
        ]
        self.log_path.parent.mkdir(parents=True, exist_ok=True)
        # What is printed to paste holds secrets and is no log, so the two are kept apart.
        self.printed_path = self.log_path.with_suffix(".printed")
        with open(self.log_path, "ab") as log_file, open(self.printed_path, "ab") as printed:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=log_file,
                cwd=self.log_path.parent,
                env=environment(),
                pass_fds=pass_fds,
            )
        self.env = self._wait_for_connect_env(before)
        self.sandbox_url = self.env["AWS_ENDPOINT_URL_MTURK"].rstrip("/")
        self.live_url = self.env["KEMPELEN_LIVE_URL"].rstrip("/")
        self.offset = 0

    def _wait_for_connect_env(self, before):
        """The file of a process before this one has the wrong ports, so it must have changed."""
        deadline = time.monotonic() + STARTS_WITHIN
        path = self.data / "connect.env"
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended with {self.process.returncode}: {self.log()[-2000:]}")
            if _version(path) not in (None, before):
                return read_connect_env(path)
            time.sleep(0.01)
        self.process.kill()
        raise RuntimeError(f"no connect.env within {STARTS_WITHIN} s: {self.log()[-2000:]}")

    def url(self, marketplace):
        return self.live_url if marketplace == "live" else self.sandbox_url

    def content_url(self):
        request = urllib.request.Request(
            self.sandbox_url + "/worker/api/GetProfile",
            data=b"{}",
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)["ContentURL"]

    def advance(self, seconds):
        """Turns the domain clock forward. Everything due by then is visible afterwards."""
        request = urllib.request.Request(
            self.sandbox_url + "/_test/advance",
            data=json.dumps({"seconds": seconds}).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            assert answer.status == 200
        self.offset += seconds

    def now(self):
        """The domain clock, in epoch seconds."""
        return time.time() + self.offset

    def admin(self, *arguments, stdin=None):
        """`kempelen admin …`; the JSON object it prints."""
        done = subprocess.run(
            [binary(), "admin", "--data", str(self.data), *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            timeout=60,
            env=environment(),
        )
        if done.returncode != 0:
            raise AdminFailed(done.returncode, done.stdout, done.stderr)
        return json.loads(done.stdout)

    def log(self):
        return self.log_path.read_text(errors="replace")

    def alive(self):
        return self.process.poll() is None

    def stop(self):
        """SIGTERM; the exit code. Fails if the server does not end in time."""
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise

    def kill(self):
        self.process.kill()
        self.process.wait()


@dataclasses.dataclass
class AdminFailed(Exception):
    code: int
    printed: str
    complaint: str
