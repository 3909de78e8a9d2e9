"""The real server as a process of the benchmark, the calls it gets, and the load generator."""

import contextlib
import json
import os
import re
import select
import signal
import socket
import subprocess
import time
from pathlib import Path

from servers.measure import CLIENT_CORE, SERVER_CORE, on_core
from signing import MTURK, Signer

RESIGN_AFTER_SECONDS = 300
LUA = Path(__file__).parent / "load" / "pool.lua"

QUESTION = (
    '<HTMLQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2011-11-11/'
    'HTMLQuestion.xsd"><HTMLContent><![CDATA[<!DOCTYPE html>\n<html><head><title>Animals</title></head>'
    '<body>\n'
    '<form name="mturk_form" method="post" action="https://www.mturk.com/mturk/externalSubmit">\n'
    '<input type="hidden" name="assignmentId" id="assignmentId"/>\n'
    '<img src="https://pictures.example.org/1234.jpg" alt="the picture"/>\n'
    '<label><input type="radio" name="animal" value="cat"/> a cat</label>\n'
    '<label><input type="radio" name="animal" value="dog"/> a dog</label>\n'
    '<input type="submit"/></form></body></html>]]></HTMLContent><FrameHeight>600</FrameHeight>'
    '</HTMLQuestion>')


def create_hit_body(number):
    return json.dumps({
        "Title": "Say which animal it is", "Keywords": "image, label, animal", "Reward": "0.05",
        "Description": "Look at one picture and say which animal it shows.",
        "AssignmentDurationInSeconds": 600, "LifetimeInSeconds": 604800, "MaxAssignments": 1,
        "RequesterAnnotation": f"picture {number:06}", "Question": QUESTION}).encode()


class NotRun(Exception):
    """A measurement that this machine cannot make, and why."""


class Failure(Exception):
    """A measurement that could not be made, in one sentence."""


class Kempelen:
    """`kempelen serve` on a data directory, with one I/O thread, on the server's core."""

    def __init__(self, binary, data, *settings):
        self.binary, self.data, self.settings = binary, Path(data), settings
        self.process = None
        self.loaded_seconds = 0

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()

    def start(self):
        """Returns once the server answers."""
        environment = {name: value for name, value in os.environ.items()
                       if not name.startswith("KEMPELEN_")}
        connect = self.data / "connect.env"
        connect.unlink(missing_ok=True)
        command = [str(self.binary), "serve", "--data", str(self.data), "--threads", "1",
                   "--requests-per-second", "0", "--log-level", "warn"]
        for port in ("sandbox", "live", "content"):
            command += [f"--{port}-port", "0"]
        command += self.settings
        with open(f"{self.data}.log", "ab") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                            stderr=log, env=environment, preexec_fn=on_core(SERVER_CORE))
        late = time.monotonic() + 30
        while not connect.exists():
            if self.process.poll() is not None or time.monotonic() > late:
                log = Path(f"{self.data}.log").read_text(errors="replace")
                raise Failure(f"kempelen serve does not start: {log[-400:].strip()}")
            time.sleep(0.002)
        settings = dict(line.split("=", 1) for line in connect.read_text().splitlines() if "=" in line)
        self.key = settings["AWS_ACCESS_KEY_ID"], settings["AWS_SECRET_ACCESS_KEY"]
        self.port = int(settings["AWS_ENDPOINT_URL_MTURK"].rsplit(":", 1)[1])

    def stop(self):
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def call(self, operation, **arguments):
        """One signed call; its answer."""
        request = Signer(*self.key).request(operation, json.dumps(arguments).encode())
        with Client(self.port) as client:
            return json.loads(client.exchange(request))

    def admin(self, command, *arguments):
        subprocess.run([str(self.binary), "admin", "--data", str(self.data), command, *arguments], check=True,
                       capture_output=True, text=True)

    def load(self, pool, connections, seconds):
        """What wrk measured; `loaded_seconds` counts how long the server has been under load."""
        self.loaded_seconds += seconds
        return load(self.port, pool, connections, seconds)

    def metrics(self):
        with Client(self.port) as client:
            text = client.exchange(b"GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n").decode()
        found = re.findall(r"^(kempelen_\w+) (\S+)$", text, re.MULTILINE)
        return {name: float(value) for name, value in found}

    def resident_mib(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+) kB", status).group(1)) / 1024

    @contextlib.contextmanager
    def on_both_cores(self):
        """Lets all threads of the server use the load generator's core too."""
        self.pin({SERVER_CORE, CLIENT_CORE})
        try:
            yield
        finally:
            self.pin({SERVER_CORE})

    def pin(self, cores):
        for thread in Path(f"/proc/{self.process.pid}/task").iterdir():
            os.sched_setaffinity(int(thread.name), cores & os.sched_getaffinity(0))

    def processor_seconds(self):
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Client:
    """A keep-alive connection for single requests."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.input = self.socket.makefile("rb")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.input.close()
        self.socket.close()

    def exchange(self, request):
        """The body of the answer; anything but 200 is a Failure."""
        self.socket.sendall(request)
        status, length = self.input.readline(), 0
        while (line := self.input.readline()) not in (b"\r\n", b""):
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        body = self.input.read(length)
        if b" 200 " not in status:
            raise Failure(f"answered {status.decode().strip()}: {body[:300].decode(errors='replace')}")
        return body


def whole(answer):
    """Whether these are all the bytes of an answer; anything but 200 is a Failure."""
    head, end, body = answer.partition(b"\r\n\r\n")
    if end and b" 200 " not in head[:16]:
        raise Failure(f"answered {answer[:300].decode(errors='replace')}")
    length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
    return bool(end) and len(body) >= (int(length.group(1)) if length else 0)


def send_once(port, requests, connections):
    """Sends each request once, over so many connections that are kept busy, from the load generator's core;
    how many a second were answered. wrk repeats what it sends, and a submission cannot be repeated."""
    left, answered, peers, inputs = iter(requests), 0, {}, {}
    cores = os.sched_getaffinity(0)
    with contextlib.ExitStack() as stack, select.epoll() as poll:
        stack.callback(os.sched_setaffinity, 0, cores)
        os.sched_setaffinity(0, {CLIENT_CORE} & cores or cores)
        for _ in range(min(connections, len(requests))):
            peer = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=30))
            peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            poll.register(peer, select.EPOLLIN)
            peers[peer.fileno()], inputs[peer.fileno()] = peer, b""
        began = time.monotonic()
        for peer in peers.values():
            peer.sendall(next(left))
        while answered < len(requests):
            for number, _ in poll.poll(30):
                received = peers[number].recv(1 << 16)
                if not received:
                    raise Failure("the server has closed a connection")
                inputs[number] += received
                if not whole(inputs[number]):
                    continue
                inputs[number] = b""
                answered += 1
                if (request := next(left, None)) is not None:
                    peers[number].sendall(request)
        return len(requests) / (time.monotonic() - began)


class Pool:
    """Calls that wrk sends in turns, signed anew when their signatures grow old."""

    def __init__(self, folder, name, key, calls, service=MTURK):
        self.file, self.key, self.calls = Path(folder) / f"{name}.pool", key, calls
        self.service = service
        self.signed_at = None

    def path(self):
        if self.signed_at is None or time.monotonic() - self.signed_at > RESIGN_AFTER_SECONDS:
            self.signed_at = time.monotonic()
            signer = Signer(*self.key, self.service)
            with self.file.open("wb") as out:
                for operation, body in self.calls:
                    request = signer.request(operation, body)
                    out.write(b"%08d" % len(request) + request)
        return str(self.file)


class Load:
    """wrk on the other core, sending a pool to a port; `finish` waits for it and returns what it measured."""

    def __init__(self, port, pool, connections, seconds, pause_milliseconds=None):
        environment = {**os.environ, "KEMPELEN_POOL": pool.path()}
        if pause_milliseconds is not None:
            environment["KEMPELEN_DELAY_MS"] = str(pause_milliseconds)
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "10s",
                   "-s", str(LUA), f"http://127.0.0.1:{port}/"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                        env=environment, preexec_fn=on_core(CLIENT_CORE))

    def finish(self):
        output, _ = self.process.communicate()
        rate = re.search(r"Requests/sec:\s+([\d.]+)", output)
        if not rate or "Non-2xx" in output or "Socket errors" in output:
            raise Failure(f"wrk met errors: {' '.join(output.split())[-300:]}")
        return {"rate": float(rate.group(1)),
                "requests": int(re.search(r"(\d+) requests in", output).group(1)),
                "p50": latency(output, 50), "p99": latency(output, 99)}


def latency(output, percentile):
    """Milliseconds."""
    value, unit = re.search(rf"^\s+{percentile}%\s+([\d.]+)(us|ms|s)\s*$", output, re.MULTILINE).groups()
    return float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def load(port, pool, connections, seconds):
    return Load(port, pool, connections, seconds).finish()
