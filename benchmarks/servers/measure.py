#!/usr/bin/env python3
"""Measures our HTTP server against a bare epoll loop and its own bounds (rows 1, 2, 14, 15, 16 of the table).

Each function yields dictionaries with row, what, value, bound, holds and detail; `main` prints one line for
each. Rates are compared only within one run: rounds alternate between the two sides and the medians are
divided. The server runs on core 0 and wrk on core 1, as far as the machine has two. Needs wrk and strace, and
no Python package.
"""

import argparse
import contextlib
import os
import re
import resource
import select
import socket
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SERVER_CORE, CLIENT_CORE = 0, 1

REQUEST_LUA = """
wrk.method = "POST"
wrk.body = "{}"
wrk.headers["Content-Type"] = "application/x-amz-json-1.1"
wrk.headers["X-Amz-Target"] = "MTurkRequesterServiceV20170117.GetAccountBalance"
wrk.headers["X-Amz-Date"] = "20261124T145900Z"
wrk.headers["Authorization"] = "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261124/us-east-1/" ..
  "mturk-requester/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=" ..
  string.rep("0123456789abcdef", 4)
wrk.headers["User-Agent"] = "aws-cli/2.9.19 Python/3.11.2 Linux/6.1.0 source/x86_64.debian.12 prompt/off"
"""

REQUEST = (b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.1\r\n"
           b"Content-Length: 2\r\n\r\n{}")


def on_core(core):
    """For preexec_fn: keeps a process on one core where the machine has it."""
    def pin():
        if core in os.sched_getaffinity(0):
            os.sched_setaffinity(0, {core})
    return pin


class Server:
    """A server of this folder as a process that ends when its standard input is closed."""

    def __init__(self, program, *arguments, core=SERVER_CORE):
        self.process = subprocess.Popen([str(program), *arguments], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, preexec_fn=on_core(core))
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"{program} did not start")
        self.port = int(line)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def resident_bytes(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+) kB", status).group(1)) * 1024


@contextlib.contextmanager
def script():
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as lua:
        lua.write(REQUEST_LUA)
        lua.flush()
        yield lua.name


def load(port, connections, seconds, scheme="http"):
    """Requests per second and requests in all, by wrk."""
    with script() as lua:
        address = f"{scheme}://127.0.0.1:{port}/"
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", lua, address]
        output = subprocess.run(command, capture_output=True, text=True, check=True,
                                preexec_fn=on_core(CLIENT_CORE)).stdout
    if "Non-2xx" in output or "Socket errors" in output:
        raise RuntimeError(f"wrk met errors:\n{output}")
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", output).group(1))
    total = int(re.search(r"(\d+) requests in", output).group(1))
    return rate, total


def alternate(measure_ours, measure_other, rounds):
    """The medians of two measurements that take turns."""
    pairs = [(measure_ours(), measure_other()) for _ in range(rounds)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def result(row, what, value, at_least=None, at_most=None, detail=""):
    holds = value >= at_least if at_least is not None else value <= at_most
    bound = f">= {at_least:g}" if at_least is not None else f"<= {at_most:g}"
    return {"row": row, "what": what, "value": value, "bound": bound, "holds": holds, "detail": detail}


def reported(row, what, value, detail=""):
    """A row without a bound: it can neither hold nor fail."""
    return {"row": row, "what": what, "value": value, "bound": "-", "holds": False, "detail": detail,
            "reported": True}


def not_run(row, what, reason, at_least=None, at_most=None):
    """A row that could not be measured, which does not count as held."""
    bounded = at_least is not None or at_most is not None
    bound = result(row, what, 0, at_least, at_most)["bound"] if bounded else "-"
    return {"row": row, "what": what, "value": None, "bound": bound, "holds": False, "detail": reason,
            "not_run": True}


def ratio(row, what, ours, other, at_least):
    return result(row, what, ours / other, at_least=at_least, detail=f"{ours:,.0f} : {other:,.0f} requests/s")


def echo_to_epoll(folder, rounds=5, seconds=3):
    with Server(folder / "echo_server") as echo, Server(folder / "epoll_server") as epoll:
        load(echo.port, 16, 1)
        load(epoll.port, 16, 1)
        for connections in (16, 64):
            ours, other = alternate(lambda: load(echo.port, connections, seconds)[0],
                                    lambda: load(epoll.port, connections, seconds)[0], rounds)
            yield ratio(1, f"echo : bare epoll server, {connections} connections", ours, other, 0.90)


def system_calls(folder, seconds=3):
    """Counted by strace over the whole process while wrk runs, those of accepting included."""
    with Server(folder / "echo_server") as echo, tempfile.NamedTemporaryFile("r") as table:
        trace = subprocess.Popen(["strace", "-c", "-f", "-o", table.name, "-p", str(echo.process.pid)],
                                 stderr=subprocess.PIPE, text=True)
        trace.stderr.readline()  # "attached"
        try:
            _, requests = load(echo.port, 16, seconds)
        finally:
            trace.terminate()
            trace.wait()
        text = table.read()
    rows = re.findall(r"^\s*[\d.]+\s+[\d.]+\s+\d+\s+(\d+)\s+(?:\d+\s+)?(\w+)$", text, re.MULTILINE)
    calls = {name: int(count) for count, name in rows if name != "total"}
    top = sorted(calls.items(), key=lambda item: -item[1])[:5]
    detail = ", ".join(f"{name} {count / requests:.2f}" for name, count in top)
    yield result(2, "system calls per request", sum(calls.values()) / requests, at_most=6, detail=detail)


def connect(port):
    peer = socket.create_connection(("127.0.0.1", port))
    peer.settimeout(10)
    return peer


def raise_descriptor_limit(wanted):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(wanted, hard), hard))


def idle_memory(folder, connections=5_000):
    """Each connection has made one request before it idles."""
    raise_descriptor_limit(connections + 200)
    with Server(folder / "echo_server") as echo, contextlib.ExitStack() as stack:
        with connect(echo.port) as first:
            first.sendall(REQUEST)
            first.recv(4096)
        before = echo.resident_bytes()
        for _ in range(connections):
            peer = stack.enter_context(connect(echo.port))
            peer.sendall(REQUEST)
            peer.recv(4096)
        after = echo.resident_bytes()
    detail = f"{connections} connections, {before / 1024:,.0f} to {after / 1024:,.0f} KiB"
    each = (after - before) / connections / 1024
    yield result(14, "KiB per idle connection", each, at_most=10, detail=detail)


def stall(port, stack, count):
    peers = []
    for _ in range(count):
        peer = stack.enter_context(connect(port))
        peer.sendall(b"POST / HTTP/1.1\r\nHost: loc")
        peers.append(peer)
    return peers


def stalled_headers(folder, count=1_000, rounds=5, seconds=3):
    raise_descriptor_limit(count + 200)
    with Server(folder / "echo_server", "--header-milliseconds", str((seconds + 30) * 1_000)) as echo:
        def beside():
            with contextlib.ExitStack() as stack:
                stall(echo.port, stack, count)
                return load(echo.port, 16, seconds)[0]
        load(echo.port, 16, 1)
        ours, other = alternate(beside, lambda: load(echo.port, 16, seconds)[0], rounds)
        yield ratio(15, f"echo beside {count} stalled headers : alone", ours, other, 0.95)
    deadline = 2_000
    with Server(folder / "echo_server", "--header-milliseconds", str(deadline)) as echo:
        yield closed_in_time(echo.port, count, deadline)


def closed_in_time(port, count, header_milliseconds):
    """How many of so many stalled connections the server has closed one second after their deadline."""
    with contextlib.ExitStack() as stack:
        peers = stall(port, stack, count)
        last_started = time.monotonic()
        late = last_started + header_milliseconds / 1_000 + 1
        open_peers, poller = {peer.fileno(): peer for peer in peers}, select.poll()
        for descriptor in open_peers:
            poller.register(descriptor, select.POLLIN)
        while open_peers and (left := late - time.monotonic()) > 0:
            for descriptor, _ in poller.poll(left * 1_000):
                if not open_peers[descriptor].recv(4096):  # the 408 comes first, then the end
                    poller.unregister(descriptor)
                    del open_peers[descriptor]
        closed = (count - len(open_peers)) / count
        took = time.monotonic() - last_started
        detail = f"the last {took:.2f} s after it began, deadline {header_milliseconds} ms"
        return result(15, "stalled connections closed in time", closed, at_least=1, detail=detail)


def tls_to_plain(folder, rounds=5, seconds=3):
    with tempfile.TemporaryDirectory() as files:
        key, certificate = f"{files}/key.pem", f"{files}/cert.pem"
        subject = ["-nodes", "-days", "1", "-subj", "/CN=localhost", "-keyout", key, "-out", certificate]
        curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
        subprocess.run(["openssl", "req", "-x509", *curve, *subject], check=True, capture_output=True)
        with Server(folder / "echo_server", "--certificate", certificate, "--key", key) as tls, \
                Server(folder / "echo_server") as plain:
            context = ssl.create_default_context(cafile=certificate)
            context.check_hostname = False
            with context.wrap_socket(connect(tls.port)) as peer:
                peer.sendall(REQUEST)
                if not peer.recv(4096).startswith(b"HTTP/1.1 200"):
                    raise RuntimeError("the TLS server does not answer")
            load(tls.port, 16, 1, "https")
            ours, other = alternate(lambda: load(tls.port, 16, seconds, "https")[0],
                                    lambda: load(plain.port, 16, seconds)[0], rounds)
            yield ratio(16, "TLS echo : plain echo, 16 connections", ours, other, 0.50)


MEASUREMENTS = {"epoll": echo_to_epoll, "syscalls": system_calls, "memory": idle_memory,
                "stalled": stalled_headers, "tls": tls_to_plain}


def line(measured):
    mark = "ok  " if measured["holds"] else "FAIL"
    return (f"{mark} row {measured['row']:>2}  {measured['what']:<52} {measured['value']:8.3f}  "
            f"{measured['bound']:<8} ({measured['detail']})")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="where echo_server and epoll_server were built")
    parser.add_argument("only", nargs="*", metavar="measurement",
                        help=f"some of: {', '.join(MEASUREMENTS)}")
    options = parser.parse_args()
    unknown = set(options.only) - set(MEASUREMENTS)
    if unknown:
        parser.error(f"no such measurement: {', '.join(sorted(unknown))}")
    all_hold = True
    for name in options.only or MEASUREMENTS:
        for measured in MEASUREMENTS[name](options.folder):
            print(line(measured), flush=True)
            all_hold = all_hold and measured["holds"]
    return 0 if all_hold else 1


if __name__ == "__main__":
    sys.exit(main())
