"""Settings that change what callers see. Each needs a server of its own."""

import subprocess

import pytest
import questions
import server_process
from people import make_client, unique
from refusal import refused
from signed_http import TARGET_PREFIX, Key, RawClient, Scope, signed_headers
from worker_site import Browser, Worker, WorkerRefused, get, post

pytestmark = pytest.mark.ours_only


@pytest.fixture
def serve(tmp_path):
    """Starts a server with further flags; it ends with the test."""
    running = []

    def start(*flags):
        home = tmp_path / str(len(running))
        running.append(server_process.Server(home / "data", home / "logs" / "server.log", flags))
        return running[-1]

    yield start
    for server in running:
        assert server.stop() == 0


def demo_key(server):
    return Key(server.env["AWS_ACCESS_KEY_ID"], server.env["AWS_SECRET_ACCESS_KEY"])


# SDKs keep a path in their endpoint and post there, the Python family without a slash at the end, Go and JS
# with.
def test_api_path(serve):
    server = serve("--api-path", "/mturk/api")
    for path in ("", "/", "/mturk/api", "/mturk/api/"):
        client = make_client(server.sandbox_url + path, demo_key(server))
        assert client.get_account_balance()["AvailableBalance"] == "10000.00"
    raw = RawClient(server.sandbox_url, demo_key(server))
    for path in ("/mturk", "/mturk/api/x", "/mturk/apis"):
        answer = raw.call("GetAccountBalance", path=path)
        assert 400 <= answer.status < 500 and answer.error


# Throttling is per key and in the one form that every SDK retries. What was throttled has had no effect.
def test_throttling(serve):
    server = serve("--requests-per-second", "1", "--requests-burst", "5")
    raw = RawClient(server.sandbox_url, demo_key(server))
    answers = [raw.call("CreateHIT", questions.hit(Title=unique("Flood"))) for _ in range(12)]
    throttled = [a for a in answers if a.status != 200]
    assert 4 <= len(answers) - len(throttled) <= 8 and throttled
    for answer in throttled:
        assert (answer.status, answer.json) == (
            400,
            {"__type": "ThrottlingException", "message": "Rate exceeded"},
        )
    other = server.admin("create-requester", "--name", "Other")
    made = server.admin("create-access-key", "--requester", other["RequesterId"])
    others = RawClient(server.sandbox_url, Key(made["AccessKeyId"], made["SecretAccessKey"]))
    assert others.call("GetAccountBalance").status == 200


# Nobody can throttle somebody else's key by sending its id with a wrong signature.
def test_throttling_needs_a_signature(serve):
    server = serve("--requests-per-second", "1", "--requests-burst", "5")
    key = demo_key(server)
    forger = RawClient(server.sandbox_url, Key(key.id, "wrong"))
    for _ in range(30):
        assert forger.call("GetAccountBalance").error == "InvalidSignatureException"
    assert RawClient(server.sandbox_url, key).call("GetAccountBalance").status == 200


# Other regions can be allowed; then the default ones are not, unless they are named.
def test_regions(serve):
    server = serve("--regions", "eu-central-1,us-west-2")
    raw = RawClient(server.sandbox_url, demo_key(server))
    for region, status in (("us-west-2", 200), ("eu-central-1", 200), ("us-east-1", 400), ("", 400)):
        assert raw.call("GetAccountBalance", scope=Scope(region=region)).status == status, region


# A house can keep its workers to itself.
def test_sign_up_closed(serve):
    server = serve("--no-sign-up")
    browser = Browser(server.sandbox_url)
    assert browser.call("GetProfile")["SignUpOpen"] is False
    with pytest.raises(WorkerRefused) as caught:
        browser.call("SignUp", {"Username": "uninvited", "Password": "correct horse battery"})
    assert caught.value.code == "SignUpClosed"


# A smaller limit for bodies holds.
def test_body_limit(serve):
    server = serve("--body-bytes-max", "100000")
    raw = RawClient(server.sandbox_url, demo_key(server))
    assert raw.call("GetAccountBalance", {"Padding": "x" * 90000}).status == 200
    answer = raw.call("GetAccountBalance", {"Padding": "x" * 110000})
    assert answer.status == 413 and answer.json["__type"]


# How many HITs a worker may hold.
def test_accepted_max(serve):
    server = serve("--accepted-max", "1")
    client = make_client(server.sandbox_url, demo_key(server))
    hits = [client.create_hit(**questions.hit())["HIT"]["HITId"] for _ in range(2)]
    worker = Worker(server.sandbox_url, server.env["KEMPELEN_WORKER_TOKEN"])
    worker.accept(hits[0])
    with pytest.raises(WorkerRefused) as caught:
        worker.accept(hits[1])
    assert caught.value.code == "QueueFull"


# Premium qualifications exist only where the operator says so; then everybody has them.
def test_premium_qualifications(serve, server):
    premium = [{"QualificationTypeId": "3DUWYN247KLA7MVH3492QD8FQANM5Y", "Comparator": "Exists"}]
    with refused("RequestError", code="QualificationTypeDoesNotExist"):
        client = make_client(server.sandbox_url, demo_key(server))
        client.create_hit(**questions.hit(QualificationRequirements=premium))
    server = serve("--premium-qualifications")
    client = make_client(server.sandbox_url, demo_key(server))
    hit = client.create_hit(**questions.hit(QualificationRequirements=premium))["HIT"]
    Worker(server.sandbox_url, server.env["KEMPELEN_WORKER_TOKEN"]).accept(hit["HITId"])


# Canonical request and string to sign are shown only where the operator asked for it.
def test_explained_signatures(serve, server):
    for one, shown in ((serve("--explain-signatures"), True), (server, False)):
        answer = RawClient(one.sandbox_url, Key(one.env["AWS_ACCESS_KEY_ID"], "wrong")).call(
            "GetAccountBalance"
        )
        assert ("AWS4-HMAC-SHA256\n" in answer.message) == shown
        assert answer.message.startswith("The request signature we calculated does not match")


# Behind a proxy: links and frames carry the public names, and the signature still covers the Host as it
# arrived.
def test_public_addresses(serve):
    server = serve(
        "--public-url",
        "https://turk.example.org",
        "--live-public-url",
        "https://live.example.org",
        "--content-url",
        "https://content.example.org",
    )
    assert server.env["KEMPELEN_WORKER_URL"].startswith("https://turk.example.org/#sign-in=")
    assert server.env["AWS_ENDPOINT_URL_MTURK"] == "https://turk.example.org"


# Without demo accounts nobody has a key that was not made on purpose.
def test_no_demo(serve):
    server = serve("--no-demo")
    assert "AWS_SECRET_ACCESS_KEY" not in server.env and "KEMPELEN_WORKER_TOKEN" not in server.env
    assert server.admin("list-requesters")
    assert get(server.sandbox_url + "/health")[0] == 200


# Settings come from a file, from the environment and from flags; a later one of the three wins.
def test_sources_of_settings(tmp_path):
    (tmp_path / "settings.toml").write_text('accepted_max = 7\nregions = ["us-east-1"]\n')
    binary = server_process.binary()

    def shown(*flags, **environment):
        done = subprocess.run(
            [binary, "config", "--data", str(tmp_path), "--config", str(tmp_path / "settings.toml"), *flags],
            capture_output=True,
            text=True,
            timeout=30,
            env={**server_process.environment(), **environment},
        )
        assert done.returncode == 0, done.stderr
        [line] = [line for line in done.stdout.splitlines() if line.startswith("accepted_max")]
        return line

    assert " 7" in shown()
    assert " 8" in shown(KEMPELEN_ACCEPTED_MAX="8")
    assert " 9" in shown("--accepted-max", "9", KEMPELEN_ACCEPTED_MAX="8")


# A mistake in the file is named, with its place, instead of being passed over.
@pytest.mark.parametrize(
    "text, word",
    [
        ("acepted_max = 7\n", "acepted_max"),
        ("accepted_max = \n", "toml"),
        ('accepted_max = "many"\n', "accepted_max"),
        ("accepted_max = -1\n", "accepted_max"),
    ],
)
def test_wrong_settings(tmp_path, text, word):
    (tmp_path / "kempelen.toml").write_text(text)
    done = subprocess.run(
        [server_process.binary(), "config", "--data", str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=30,
        env=server_process.environment(),
    )
    assert done.returncode != 0
    assert word in done.stderr


# On another address than loopback plain HTTP must be allowed in words, and live needs a content host of its
# own.
def test_other_addresses_are_guarded(tmp_path):
    done = subprocess.run(
        [
            server_process.binary(),
            "serve",
            "--data",
            str(tmp_path / "data"),
            "--listen-address",
            "0.0.0.0",
            "--sandbox-port",
            "0",
            "--live-port",
            "0",
            "--content-port",
            "0",
        ],
        capture_output=True,
        text=True,
        timeout=20,
        env=server_process.environment(),
    )
    assert done.returncode != 0
    assert "allow" in done.stderr.lower() or "content_url" in done.stderr


# The signature covers the Host as received, whatever the public name is.
def test_host_as_received(serve):
    server = serve()
    key = demo_key(server)
    raw = RawClient(server.sandbox_url, key)
    headers = signed_headers(key, "turk.example.org", b"{}", TARGET_PREFIX + "GetAccountBalance")
    answer = raw.send("POST", "/", headers, b"{}")
    assert answer.status in (200, 421)
    assert post(server.sandbox_url + "/", b"{}", {"Content-Type": "application/x-amz-json-1.1"})[0] == 400
