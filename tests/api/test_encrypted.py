"""TLS: by the server itself, and by nginx in front of it with the example in packaging/."""

import contextlib
import http.client
import json
import socket
import ssl
import subprocess
import time

import boto3
import botocore.config
import certificates
import pytest
import questions
from server_process import TREE, Server, binary, without_aws

NAMES = ["localhost", "sandbox.turk.example.org", "turk.example.org", "content.turk.example.org"]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """The files of a certificate for all names."""
    names = ["DNS:" + name for name in NAMES] + ["IP:127.0.0.1"]
    made = certificates.make(tmp_path_factory.mktemp("tls"), names)
    return made.chain, made.key


def client(endpoint, connect_env, chain):
    return boto3.client(
        "mturk",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id=connect_env["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=connect_env["AWS_SECRET_ACCESS_KEY"],
        verify=str(chain),
        config=botocore.config.Config(retries={"max_attempts": 0}),
    )


# The server ends TLS itself: an SDK works with nothing but an https endpoint, and sessions get protected
# cookies.
@pytest.mark.ours_only
def test_the_server_speaks_tls(certificate, tmp_path):
    chain, key = certificate
    running = None
    try:
        running = StartedWithTls(tmp_path, chain, key)
        assert running.env["AWS_ENDPOINT_URL_MTURK"].startswith("https://localhost:")
        balance = client(running.env["AWS_ENDPOINT_URL_MTURK"], running.env, chain).get_account_balance()
        assert balance["AvailableBalance"] == "10000.00"
        host, port = running.env["AWS_ENDPOINT_URL_MTURK"].removeprefix("https://").split(":")
        connection = http.client.HTTPSConnection(
            host, int(port), context=ssl.create_default_context(cafile=str(chain))
        )
        body = json.dumps({"Username": "tls-worker", "Password": "correct horse"})
        connection.request("POST", "/worker/api/SignUp", body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        assert answer.status == 200, answer.read()
        cookie = answer.headers["Set-Cookie"]
        assert cookie.startswith("__Host-kempelen-sandbox=") and "Secure" in cookie and "HttpOnly" in cookie
    finally:
        if running:
            assert running.stop() == 0


def balance_from_the_shell(started, **changes):
    """The C++ client, by way of the command line."""
    return subprocess.run([binary(), "api", "get-account-balance", "--output", "text"], capture_output=True,
                          text=True, timeout=60, env={**without_aws(), **started.env, **changes})  # fmt: skip


# Our own client trusts what it is told to trust, and no name that is not in the certificate.
@pytest.mark.ours_only
def test_our_client_speaks_tls(certificate, tmp_path):
    chain, key = certificate
    started = StartedWithTls(tmp_path, chain, key)
    try:
        done = balance_from_the_shell(started, AWS_CA_BUNDLE=str(chain))
        assert (done.returncode, done.stdout) == (0, "10000.00\n"), done.stderr
        done = balance_from_the_shell(started)
        assert done.returncode == 3
        assert "is not trusted" in done.stderr and "AWS_CA_BUNDLE" in done.stderr
        done = balance_from_the_shell(
            started,
            AWS_CA_BUNDLE=str(chain),
            AWS_ENDPOINT_URL_MTURK=started.sandbox_url.replace("https", "http"),
        )
        assert done.returncode == 4, done.stderr  # plain HTTP to a port that speaks TLS
    finally:
        started.stop()


@pytest.mark.ours_only
def test_our_client_wants_the_name_in_the_certificate(tmp_path):
    other = certificates.make(tmp_path, ["DNS:elsewhere.example.org"])
    started = StartedWithTls(tmp_path, other.chain, other.key)
    try:
        done = balance_from_the_shell(started, AWS_CA_BUNDLE=str(other.chain))
        assert done.returncode == 3 and "is not trusted" in done.stderr, done.stderr
    finally:
        started.stop()


# An address of version 6 stands in brackets, in the URL and in the Host that is signed.
@pytest.mark.ours_only
def test_our_client_reaches_addresses_of_version_6(tmp_path):
    started = Server(tmp_path / "data", tmp_path / "server.log", extra=["--listen-address", "::1"])
    try:
        port = started.sandbox_url.rsplit(":", 1)[1]
        done = balance_from_the_shell(started, AWS_ENDPOINT_URL_MTURK=f"http://[::1]:{port}")
        assert (done.returncode, done.stdout) == (0, "10000.00\n"), done.stderr
    finally:
        started.stop()


class StartedWithTls(Server):
    """A server whose own listeners speak TLS; the helpers that speak plain HTTP are not for it."""

    def __init__(self, folder, chain, key):
        super().__init__(folder / "data", folder / "server.log",
                         extra=["--tls-certificate", str(chain), "--tls-key", str(key)])  # fmt: skip


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def nginx(folder, port, server, certificate):
    """The example, with the ports, paths and log places of this test put in."""
    chain, key = certificate
    example = (TREE / "packaging" / "nginx.conf").read_text()
    ports = [
        url.rsplit(":", 1)[1]
        for url in (server.sandbox_listener, server.live_listener, server.content_listener)
    ]
    for stands, put in [("127.0.0.1:8080", "127.0.0.1:" + ports[0]),
                        ("127.0.0.1:8081", "127.0.0.1:" + ports[1]),
                        ("127.0.0.1:8082", "127.0.0.1:" + ports[2]),
                        ("listen 443", f"listen 127.0.0.1:{port}"),
                        ("/etc/kempelen/tls/fullchain.pem", str(chain)),
                        ("/etc/kempelen/tls/privkey.pem", str(key))]:  # fmt: skip
        assert stands in example, stands
        example = example.replace(stands, put)
    for name in ("body", "proxy", "fastcgi", "uwsgi", "scgi"):
        (folder / name).mkdir()
    temporary = "client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; " \
                "uwsgi_temp_path uwsgi; scgi_temp_path scgi;"  # fmt: skip
    configuration = folder / "nginx.conf"
    configuration.write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}\n"
        f"http {{ access_log off; {temporary}\n{example}\n}}\n"
    )
    process = subprocess.Popen(["/usr/sbin/nginx", "-p", str(folder), "-c", str(configuration)])
    try:
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(10)


class BehindProxy(Server):
    """A server that knows its public addresses; `*_listener` is where it really listens."""

    def __init__(self, folder, port):
        super().__init__(
            folder / "data",
            folder / "server.log",
            extra=["--public-url", f"https://sandbox.turk.example.org:{port}",
                   "--live-public-url", f"https://turk.example.org:{port}",
                   "--content-url", f"https://content.turk.example.org:{port}",
                   "--trusted-proxies", "127.0.0.1"])  # fmt: skip
        listeners = [
            line.split()[-1] for line in self.printed_path.read_text().splitlines() if "listens on" in line
        ]
        self.sandbox_listener, self.live_listener, self.content_listener = listeners


@pytest.fixture
def names_lead_here(monkeypatch):
    """The names of the example resolve to this machine, for this process only."""
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo",
        lambda host, *rest, **more: real("127.0.0.1" if host in NAMES else host, *rest, **more))  # fmt: skip


# The whole way through the proxy that the guide recommends: the signature covers the Host as the client sent
# it, which the proxy must not change.
@pytest.mark.ours_only
def test_the_nginx_example_works(certificate, tmp_path, names_lead_here):
    port = free_port()
    server = BehindProxy(tmp_path, port)
    proxy_folder = tmp_path / "nginx"
    proxy_folder.mkdir()
    try:
        with nginx(proxy_folder, port, server, certificate):
            chain, _ = certificate
            mturk = client(f"https://sandbox.turk.example.org:{port}", server.env, chain)
            assert mturk.get_account_balance()["AvailableBalance"] == "10000.00"
            live = client(f"https://turk.example.org:{port}", server.env, chain)
            assert live.get_account_balance()["AvailableBalance"] == "100.00"
            hit = mturk.create_hit(
                Title="t", Description="d", Reward="0.01", LifetimeInSeconds=600,
                AssignmentDurationInSeconds=60,
                Question=questions.html_question())["HIT"]  # fmt: skip
            trust = ssl.create_default_context(cafile=str(chain))
            content = http.client.HTTPSConnection("content.turk.example.org", port, context=trust)
            content.request(
                "GET", f"/dynamic/hit?assignmentId=ASSIGNMENT_ID_NOT_AVAILABLE&hitId={hit['HITId']}"
            )
            page = content.getresponse()
            text = page.read().decode()
            assert page.status == 200
            assert f"https://content.turk.example.org:{port}/mturk/externalSubmit" in text
            site = http.client.HTTPSConnection("sandbox.turk.example.org", port, context=trust)
            account = json.dumps({"Username": "behind", "Password": "a long enough one"})
            site.request("POST", "/worker/api/SignUp", account,
                         {"Content-Type": "application/json"})  # fmt: skip
            answer = site.getresponse()
            assert answer.status == 200, answer.read()
            assert answer.headers["Set-Cookie"].startswith("__Host-kempelen-sandbox=")
            for path in ("/metrics", "/ready"):
                answer.read()
                site.request("GET", path)
                answer = site.getresponse()
                assert answer.status == 404, path
            stranger = http.client.HTTPSConnection("localhost", port, context=trust)
            stranger.request("GET", "/")
            assert stranger.getresponse().status == 421
    finally:
        assert server.stop() == 0
