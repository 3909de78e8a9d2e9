"""Where notifications arrive in tests: webhooks and a mail server that do what each test tells them to."""

import base64
import contextlib
import email
import email.policy
import hashlib
import hmac
import http.server
import json
import queue
import socket
import socketserver
import threading
import time

ARRIVES_WITHIN = 20.0


class Webhook:
    """An HTTP server on loopback, over TLS with a Certificate. `answers` is asked for each request: a
    status, or one of the words `hang`, `die` (in mid-answer) and `close` (without one)."""

    def __init__(self, answers=lambda number: 200, certificate=None):
        self.requests = queue.Queue()
        self.number = 0
        self.released = threading.Event()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.number += 1
                what = answers(outer.number)
                outer.requests.put((dict(self.headers), body, what))
                if what == "hang":
                    outer.released.wait(60)
                    self.close_connection = True
                elif what == "close":
                    self.close_connection = True
                elif what == "die":
                    self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
                    self.close_connection = True
                else:
                    self.send_response(what)
                    if 300 <= what < 400:
                        self.send_header("Location", outer.url + "/elsewhere")
                    self.send_header("Content-Length", "0")
                    self.end_headers()

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        if certificate:
            self.url = f"https://127.0.0.1:{self.port}"
            # Each handshake in the thread of its connection, so that one that fails fails alone.
            self.server.socket = certificate.server_context().wrap_socket(
                self.server.socket, server_side=True, do_handshake_on_connect=False
            )
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def next(self, within=ARRIVES_WITHIN):
        """(headers, document, what was answered) of the next request."""
        headers, body, what = self.requests.get(timeout=within)
        return headers, json.loads(body), what

    def next_delivered(self):
        """The next document that was answered with 200."""
        while True:
            _, document, what = self.next()
            if what == 200:
                return document

    def nothing_comes(self, within=0.5):
        with contextlib.suppress(queue.Empty):
            raise AssertionError(f"unexpected: {self.requests.get(timeout=within)}")

    def stop(self):
        self.released.set()
        self.server.shutdown()
        self.server.server_close()


def signature_fits(secret, header, body):
    """What the guide tells receivers to do."""
    seconds = int(dict(part.split("=", 1) for part in header.split(","))["t"])
    return hmac.compare_digest(signature(secret, seconds, body), header) and abs(time.time() - seconds) < 300


def signature(secret, seconds, body):
    """The header Kempelen-Signature, as the guide describes it."""
    covered = str(seconds).encode() + b"." + body
    return f"t={seconds},v1={hmac.new(secret.encode(), covered, hashlib.sha256).hexdigest()}"


class _MailSession(socketserver.StreamRequestHandler):
    """One connection to a MailServer."""

    version = None  # of TLS

    def say(self, text):
        self.wfile.write(text.encode() + b"\r\n")

    def encrypt(self):
        self.request = self.server.owner.context.wrap_socket(self.request, server_side=True)
        self.version = self.request.version()
        self.setup()

    def handle(self):
        owner = self.server.owner
        owner.connections.put(self.client_address)
        # A client that does not trust the certificate goes away.
        with contextlib.suppress(OSError):
            if owner.scheme == "smtps":
                self.encrypt()
            self.say("220 test ESMTP")
            while line := self.rfile.readline().decode().strip():
                word = line.split(":")[0].split(" ")[0].upper()
                getattr(self, f"do_{word.lower()}", self.do_anything)(line)
                if word == "QUIT":
                    return

    def do_anything(self, _):
        self.say("250 fine")

    def do_quit(self, _):
        self.say("221 bye")

    def do_ehlo(self, _):
        starttls = ["250-STARTTLS"] if self.server.owner.context and not self.version else []
        self.say("\r\n".join(["250-test", *starttls, "250 AUTH PLAIN"]))

    def do_starttls(self, _):
        self.say("220 go on")
        self.encrypt()

    def do_auth(self, line):
        """PLAIN, whose answer stands in the line or comes when it is asked for."""
        words = line.split(" ")
        if len(words) < 3:
            self.say("334 ")
            words.append(self.rfile.readline().decode().strip())
        _, user, password = base64.b64decode(words[2]).decode().split("\0")
        self.server.owner.logins.put((user, password, self.version))
        self.say("235 welcome")

    def do_rcpt(self, line):
        owner = self.server.owner
        self.to = line.split(":", 1)[1].strip(" <>")
        if answer := owner.refuse.get(self.to):
            owner.refused.put(self.to)
        self.say(answer or "250 fine")

    def do_data(self, _):
        self.say("354 go on")
        lines = iter(self.rfile.readline, b".\r\n")
        text = b"".join(one[1:] if one.startswith(b"..") else one for one in lines)
        mail = email.message_from_bytes(text, policy=email.policy.default)
        self.server.owner.mails.put((self.to, mail, self.version))
        self.say("250 taken")


class MailServer:
    """A mail server of a few lines. `refuse` maps an address to the answer to its RCPT. With a Certificate it
    offers STARTTLS, or speaks TLS from the beginning where `scheme` is smtps. Each mail of `mails` is
    (address, mail, version of TLS or None), each of `logins` (user, password, version)."""

    def __init__(self, refuse=None, certificate=None, scheme="smtp"):
        self.mails, self.refused = queue.Queue(), queue.Queue()
        self.logins, self.connections = queue.Queue(), queue.Queue()
        self.refuse = {} if refuse is None else refuse
        self.context = certificate and certificate.server_context()
        self.scheme = scheme

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            allow_reuse_address = True
            owner = self

        self.server = Server(("127.0.0.1", 0), _MailSession)
        self.url = f"{scheme}://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def next(self):
        return self.mails.get(timeout=ARRIVES_WITHIN)

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


def closed_port():
    """A port of the loopback that nobody listens at."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]
