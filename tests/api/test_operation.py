"""What an operator needs: health, metrics, configuration, logs, files, and the guards of the test clock."""

import json
import os
import re
import stat
import subprocess
import time
import urllib.parse

import pytest
import questions
import server_process
from people import make_client, unique
from refusal import refused
from signed_http import Key
from worker_site import get, link_token, post

pytestmark = pytest.mark.ours_only


# Alive, and ready to work.
@pytest.mark.parametrize("path", ["/health", "/ready"])
def test_health(server, path):
    for url in (server.sandbox_url, server.live_url):
        status, headers, body = get(url + path)
        assert status == 200
        assert body


# Prometheus reads the metrics, and calls are counted.
def test_metrics(server, mturk):
    def count():
        status, headers, body = get(server.sandbox_url + "/metrics")
        assert status == 200 and headers["Content-Type"].startswith("text/plain")
        numbers = [
            float(m)
            for m in re.findall(r'^kempelen_\w+\{[^}]*GetHIT"[^}]*\} ([0-9.e+]+)$', body.decode(), re.M)
        ]
        return sum(numbers)

    before = count()
    for _ in range(3):
        with refused("RequestError"):
            mturk.get_hit(HITId="3X")
    assert count() >= before + 3


# The form of Prometheus' text: every sample has a type.
def test_metrics_form(server):
    _, _, body = get(server.sandbox_url + "/metrics")
    lines = body.decode().splitlines()
    types = {line.split()[2] for line in lines if line.startswith("# TYPE ")}
    assert types
    for line in lines:
        if line and not line.startswith("#"):
            name = re.match(r"[a-zA-Z_:][a-zA-Z0-9_:]*", line).group()
            assert name in types or re.sub(r"_(bucket|sum|count|total)$", "", name) in types, line


# connect.env is for its owner's eyes, complete, and the ports in it are the real ones.
def test_connect_env(server):
    path = server.data / "connect.env"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert {
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_DEFAULT_REGION",
        "AWS_ENDPOINT_URL_MTURK",
        "KEMPELEN_LIVE_URL",
        "KEMPELEN_WORKER_URL",
        "KEMPELEN_WORKER_TOKEN",
        "KEMPELEN_LIVE_WORKER_TOKEN",
    } <= set(server.env)
    assert server.env["AWS_DEFAULT_REGION"] == "us-east-1"
    ports = {urllib.parse.urlsplit(u).port for u in (server.sandbox_url, server.live_url)}
    assert len(ports) == 2 and None not in ports


# A shell can source it: that is what it is for.
def test_connect_env_is_for_shells(server):
    done = subprocess.run(
        ["bash", "-c", f"set -a; . '{server.data / 'connect.env'}'; env -0"],
        capture_output=True,
        text=True,
        env={"PATH": os.environ["PATH"]},
        timeout=10,
    )
    values = dict(line.partition("=")[::2] for line in done.stdout.split("\0"))
    for name in ("AWS_SECRET_ACCESS_KEY", "KEMPELEN_WORKER_URL", "KEMPELEN_WORKER_TOKEN"):
        assert values[name] == server.env[name]


# What lies in the data directory is nobody else's to read, and the secret is not there in the clear.
def test_data_directory(server, fresh):
    for path in server.data.iterdir():
        mode = path.lstat().st_mode
        assert not mode & 0o077 or stat.S_ISDIR(mode) and not mode & 0o077, f"{path.name} {oct(mode)}"
        if stat.S_ISREG(mode):
            assert fresh.key.secret.encode() not in path.read_bytes(), path.name


# Logs: structured, with request ids, without secrets. Everything secret that this session has used is looked
# for.
def test_log_holds_no_secrets(server, fresh, worker, new_browser):
    browser = new_browser()
    browser.call("SignUp", {"Username": unique("logged"), "Password": "a password for the log"})
    answer = fresh.sandbox.create_hit(**questions.hit(Title=unique("Logged")))
    worker.do(answer["HIT"]["HITId"], {"comment": "secret answer of a worker"})
    with refused("RequestError"):
        fresh.sandbox.get_hit(HITId="3X")
    imported = "imported/secret+of/someone0123456789abcd"
    server.admin(
        "import-access-key",
        "--requester",
        fresh.id,
        "--access-key-id",
        "AKIALOGGEDLOGGED0001",
        "--secret-file",
        "-",
        stdin=imported,
    )
    link = server.admin("reset-password", "--worker", worker.id)["Link"]
    log = server.log()
    secrets = {
        "printed secret": server.env["AWS_SECRET_ACCESS_KEY"],
        "secret": fresh.key.secret,
        "import": imported,
        "token": worker.token,
        "printed token": server.env["KEMPELEN_WORKER_TOKEN"],
        "live token": server.env["KEMPELEN_LIVE_WORKER_TOKEN"],
        "password": "a password for the log",
        "cookie": next(iter(browser.cookies.values())),
        "CSRF": browser.csrf,
        "link": link_token(link),
        "printed link": link_token(server.env["KEMPELEN_WORKER_URL"]),
        "answer": "secret answer of a worker",
        "signature": "Signature=",
    }
    for name, secret in secrets.items():
        assert secret and secret not in log, name


# A request can be found again in the log by the id its caller saw.
def test_log_holds_request_ids(server, mturk):
    with refused("RequestError"):
        mturk.get_hit(HITId="3X")
    try:
        mturk.get_hit(HITId="3X")
    except mturk.exceptions.RequestError as e:
        id = e.response["ResponseMetadata"]["RequestId"]
    assert id in server.log()


# One process owns the data.
def test_second_server_on_the_same_data(server):
    done = subprocess.run(
        [
            server_process.binary(),
            "serve",
            "--data",
            str(server.data),
            "--sandbox-port",
            "0",
            "--live-port",
            "0",
            "--content-port",
            "0",
            "--test-clock",
        ],
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert done.returncode != 0
    assert done.stderr.strip()
    assert server.alive() and get(server.sandbox_url + "/health")[0] == 200
    # The attempt has not touched what the running server owns.
    assert (server.data / "connect.env").exists()
    assert server.admin("list-requesters")


# `kempelen config` prints every setting with its value; flags and environment are seen, secrets are not.
def test_config(tmp_path):
    binary = server_process.binary()
    plain = subprocess.run(
        [binary, "config", "--data", str(tmp_path)], capture_output=True, text=True, timeout=30
    )
    assert plain.returncode == 0
    for setting in (
        "sandbox_port",
        "live_port",
        "content_port",
        "regions",
        "api_path",
        "public_url",
        "content_url",
        "trusted_proxies",
    ):
        assert setting in plain.stdout
    changed = subprocess.run(
        [binary, "config", "--data", str(tmp_path), "--sandbox-port", "18080"],
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert "18080" in changed.stdout and "18080" not in plain.stdout


# An unknown setting is an error, not a surprise in production.
@pytest.mark.parametrize(
    "arguments",
    [
        ("serve", "--data", "data", "--no-such-flag"),
        ("serve", "--data", "data", "--sandbox-port", "99999"),
        ("serve", "--data", "data", "--sandbox-port", "eighty"),
        ("no-such-command",),
    ],
    ids=" ".join,
)
def test_wrong_command_lines(tmp_path, arguments):
    done = subprocess.run(
        [server_process.binary(), *arguments],
        env=server_process.environment(),
        capture_output=True,
        text=True,
        timeout=30,
        cwd=tmp_path,
    )
    assert done.returncode != 0
    assert done.stderr.strip() or done.stdout.strip()


def advance_raw(server, body=b'{"seconds": 1}', url=None, **headers):
    return post(
        (url or server.sandbox_url) + "/_test/advance", body, {"Content-Type": "application/json", **headers}
    )


# The clock cannot be turned by a web page, …
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://localhost:5000"},
        {"Origin": "null"},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Host": "evil.example"},
        {"Host": "192.0.2.1:8080"},
    ],
    ids=str,
)
def test_guards_of_the_clock(server, mturk, headers):
    status, _, _ = advance_raw(server, b'{"seconds": 100000000}', **headers)
    assert 400 <= status < 500
    hit = mturk.create_hit(**questions.hit())["HIT"]
    assert hit["CreationTime"].timestamp() < server.now() + 100


# … nor backwards, nor by nonsense.
@pytest.mark.parametrize(
    "body",
    [
        b'{"seconds": -1}',
        b'{"seconds": "1"}',
        b"{}",
        b"",
        b"[]",
        b'{"seconds": 1e300}',
        b'{"seconds": null}',
        b'{"seconds": 9223372036854775807}',
    ],
    ids=repr,
)
def test_nonsense_for_the_clock(server, mturk, body):
    status, _, _ = advance_raw(server, body)
    assert status == 400
    hit = mturk.create_hit(**questions.hit())["HIT"]
    assert abs(hit["CreationTime"].timestamp() - server.now()) < 100


# Without the flag there is no such route.
def test_no_clock_without_the_flag(tmp_path):
    plain = server_process.Server(tmp_path / "data", tmp_path / "logs" / "server.log", test_clock=False)
    try:
        status, _, _ = post(
            plain.sandbox_url + "/_test/advance", b'{"seconds": 100000}', {"Content-Type": "application/json"}
        )
        assert 400 <= status < 500
        client = make_client(
            plain.sandbox_url, Key(plain.env["AWS_ACCESS_KEY_ID"], plain.env["AWS_SECRET_ACCESS_KEY"])
        )
        created = client.create_hit(**questions.hit())["HIT"]["CreationTime"].timestamp()
        assert abs(created - time.time()) < 100
    finally:
        assert plain.stop() == 0


# The data directory remembers how far the clock was turned, and refuses to start without the flag: timers of
# the future would otherwise wait for months. With the flag time goes on where it was.
def test_offset_is_remembered(tmp_path):
    first = server_process.Server(tmp_path / "data", tmp_path / "logs" / "server.log")
    first.advance(50000)
    env = first.env
    assert first.stop() == 0
    with pytest.raises(RuntimeError):
        server_process.Server(tmp_path / "data", tmp_path / "logs" / "plain.log", test_clock=False)
    again = server_process.Server(tmp_path / "data", tmp_path / "logs" / "server.log")
    try:
        again.offset = 50000
        client = make_client(again.sandbox_url, Key(env["AWS_ACCESS_KEY_ID"], env["AWS_SECRET_ACCESS_KEY"]))
        hit = client.create_hit(**questions.hit())["HIT"]
        assert abs(hit["CreationTime"].timestamp() - again.now()) < 30
    finally:
        assert again.stop() == 0


# `admin` works without a server too, and the same accounts are there when one starts.
def test_admin_without_a_server(tmp_path):
    first = server_process.Server(tmp_path / "data", tmp_path / "logs" / "server.log")
    assert first.stop() == 0
    made = first.admin("create-requester", "--name", "Offline")
    key = first.admin("create-access-key", "--requester", made["RequesterId"])
    again = server_process.Server(tmp_path / "data", tmp_path / "logs" / "server.log")
    try:
        client = make_client(again.sandbox_url, Key(key["AccessKeyId"], key["SecretAccessKey"]))
        assert client.get_account_balance()["AvailableBalance"] == "10000.00"
        # Keys do not change with a restart: the printed ones stay good.
        assert again.env["AWS_SECRET_ACCESS_KEY"] == first.env["AWS_SECRET_ACCESS_KEY"]
    finally:
        assert again.stop() == 0


# What is printed is what to paste, one line each.
def test_printed_lines(server):
    printed = server.printed_path.read_text()
    for value in (
        server.env["AWS_ACCESS_KEY_ID"],
        server.env["AWS_SECRET_ACCESS_KEY"],
        server.sandbox_url,
        server.env["KEMPELEN_WORKER_URL"],
    ):
        assert value in printed
    assert "get-account-balance" in printed and "--endpoint-url" in printed


# The health answers are small and say nothing about the inside.
def test_health_is_json_or_text(server):
    _, headers, body = get(server.sandbox_url + "/health")
    assert len(body) < 1000
    if headers["Content-Type"].startswith("application/json"):
        json.loads(body)
