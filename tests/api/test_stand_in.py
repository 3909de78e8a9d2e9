"""Programs that name no endpoint: the server under the original's host names, by proxy and by hosts file."""

import http.client
import json
import os
import pathlib
import shutil
import socket
import ssl
import subprocess
import sys
import textwrap

import pytest
import server_process
from server_process import Server

pytestmark = pytest.mark.ours_only

SANDBOX = "mturk-requester-sandbox.us-east-1.amazonaws.com"
LIVE = "mturk-requester.us-east-1.amazonaws.com"

# What users have: no endpoint, only the SDK's own choice of host. Sandbox is the SDKs' pseudo-region.
PROGRAM = textwrap.dedent("""
    import json, sys, boto3
    answers = []
    for region in ("sandbox", "us-east-1"):
        client = boto3.client("mturk", region_name=region)
        answers.append([client.meta.endpoint_url, client.get_account_balance()["AvailableBalance"]])
    print(json.dumps(answers))
""")
EXPECTED = [["https://" + SANDBOX, "10000.00"], ["https://" + LIVE, "100.00"]]


class StandIn(Server):
    """`kempelen stand-in` with its own flags; everything else as `serve`."""

    command = "stand-in"

    def __init__(self, home, *flags, **how):
        super().__init__(home / "data", home / "logs" / "server.log", extra=flags, **how)
        self.ca = self.env["KEMPELEN_STAND_IN_CA"]
        self.bundle = self.env["KEMPELEN_STAND_IN_BUNDLE"]
        self.proxy = self.env.get("KEMPELEN_STAND_IN_PROXY")
        self.port = int(self.env.get("KEMPELEN_STAND_IN_PORT", 0))

    def environment(self, **more):
        """A shell of somebody who has keys and did what was printed, and nothing of ours in it."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return {
            **kept,
            "AWS_ACCESS_KEY_ID": self.env["AWS_ACCESS_KEY_ID"],
            "AWS_SECRET_ACCESS_KEY": self.env["AWS_SECRET_ACCESS_KEY"],
            "AWS_CONFIG_FILE": "/nonexistent",
            "AWS_SHARED_CREDENTIALS_FILE": "/nonexistent",
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_MAX_ATTEMPTS": "1",
            "AWS_PAGER": "",
            "AWS_CA_BUNDLE": self.bundle,
            **more,
        }


@pytest.fixture(scope="module")
def stand_in(tmp_path_factory):
    running = StandIn(tmp_path_factory.mktemp("stand-in"), "--port", "0", "--proxy-port", "0")
    yield running
    assert running.stop() == 0


def run(command, environment, timeout=120):
    return subprocess.run(command, capture_output=True, text=True, timeout=timeout, env=environment)


def pythons():
    """Each Python with a boto3 of its own: the machine's, and those of whoever runs the tests."""
    found = {}
    for python in ("/usr/bin/python3", sys.executable, shutil.which("python3") or sys.executable):
        seen = run([python, "-c", "import boto3; print(boto3.__version__)"], dict(os.environ))
        if seen.returncode == 0:
            found.setdefault(seen.stdout.strip(), python)
    return sorted(found.items())


# boto3 through the proxy, both marketplaces told apart by nothing but the host the SDK chose.
@pytest.mark.parametrize("version, python", pythons())
def test_boto3_by_proxy(stand_in, version, python):
    done = run([python, "-c", PROGRAM], stand_in.environment(HTTPS_PROXY=stand_in.proxy))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == EXPECTED


# A refusal comes back as the SDK's own exception, with the marketplace's suffix.
def test_refusal_by_proxy(stand_in):
    program = (
        "import boto3\n"
        "try: boto3.client('mturk', region_name='sandbox').get_hit(HITId='3NOSUCHHIT')\n"
        "except Exception as e: print(type(e).__name__, e)\n"
    )
    done = run([sys.executable, "-c", program], stand_in.environment(HTTPS_PROXY=stand_in.proxy))
    assert done.stdout.startswith("RequestError"), done.stdout + done.stderr
    assert "Hit 3NOSUCHHIT does not exist." in done.stdout


# The proxy form is not needed for trust to matter: without our authority nothing gets through.
def test_without_trust_nothing_works(stand_in):
    environment = stand_in.environment(HTTPS_PROXY=stand_in.proxy)
    del environment["AWS_CA_BUNDLE"]
    done = run([sys.executable, "-c", PROGRAM], environment)
    assert done.returncode != 0 and "CERTIFICATE_VERIFY_FAILED" in done.stderr


def test_aws_cli_by_proxy(stand_in):
    program = shutil.which("aws")
    if program is None:
        pytest.skip("no AWS CLI is installed (Debian: awscli)")
    for region, balance in (("sandbox", "10000.00"), ("us-east-1", "100.00")):
        done = run(
            [program, "mturk", "get-account-balance", "--output", "json"],
            stand_in.environment(HTTPS_PROXY=stand_in.proxy, AWS_DEFAULT_REGION=region),
        )
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["AvailableBalance"] == balance


# The hosts-file form, in a mount namespace of its own: the machine's hosts file stays as it is.
def test_boto3_by_hosts_file(tmp_path):
    if os.geteuid() != 0 or run(["unshare", "-m", "true"], dict(os.environ)).returncode != 0:
        pytest.skip("needs root and mount namespaces (unshare -m)")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", 443))
        except OSError as problem:
            pytest.skip(f"port 443 of 127.0.0.1 cannot be had: {problem}")
    server = StandIn(tmp_path)
    try:
        assert server.port == 443 and server.proxy is None
        printed = server.printed_path.read_text()
        (line,) = [t.strip() for t in printed.splitlines() if t.strip().endswith("# kempelen")]
        hosts = tmp_path / "hosts"
        hosts.write_text(pathlib.Path("/etc/hosts").read_text() + line + "\n")
        before = pathlib.Path("/etc/hosts").read_text()
        script = 'mount --bind "$1" /etc/hosts && shift && exec "$@"'
        done = run(
            ["unshare", "-m", "sh", "-c", script, "sh", str(hosts), sys.executable, "-c", PROGRAM],
            server.environment(),
        )
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout) == EXPECTED
        assert pathlib.Path("/etc/hosts").read_text() == before
    finally:
        assert server.stop() == 0


# -- by hand, to see what no SDK sends --------------------------------------------------------------------


def asked(stand_in, host, method="GET", path="/", body=None, headers=(), name=None):
    """A request to the TLS port with any Host. `name` is what the certificate is checked for."""
    context = ssl.create_default_context(cafile=stand_in.ca)
    raw = socket.create_connection(("127.0.0.1", stand_in.port), timeout=10)
    connection = http.client.HTTPConnection(host, timeout=10)
    connection.sock = context.wrap_socket(raw, server_hostname=name or LIVE)
    connection.request(method, path, body, {"Host": host, **dict(headers)})
    answer = connection.getresponse()
    return answer.status, dict(answer.getheaders()), answer.read()


@pytest.mark.parametrize("host", ["s3.amazonaws.com", "localhost", "evil.example", "x." + LIVE, LIVE + "."])
def test_unknown_host(stand_in, host):
    for method, path in (("GET", "/"), ("POST", "/"), ("GET", "/metrics"), ("POST", "/_test/advance")):
        status, _, body = asked(stand_in, host, method, path)
        assert status == 421 and b"none of those" in body


# Pages are not served under the original's names; links that people kept lead to where sessions live.
def test_old_links_lead_to_the_worker_site(stand_in):
    for host, site in (
        ("worker.mturk.com", stand_in.live_url),
        ("workersandbox.mturk.com", stand_in.sandbox_url),
    ):
        status, headers, _ = asked(stand_in, host, path="/mturk/preview?groupId=3ABC", name=host)
        assert (status, headers["Location"]) == (302, site + "/mturk/preview?groupId=3ABC")


# A page of one's own posts to the original's address: the draft arrives, and the reply page knows the site.
def test_external_submit(stand_in, tmp_path):
    import boto3
    import questions
    from worker_site import Worker

    client = boto3.client(
        "mturk",
        endpoint_url=stand_in.sandbox_url,
        region_name="us-east-1",
        aws_access_key_id=stand_in.env["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=stand_in.env["AWS_SECRET_ACCESS_KEY"],
    )
    hit = client.create_hit(**questions.hit())["HIT"]["HITId"]
    worker = Worker(stand_in.sandbox_url, stand_in.env["KEMPELEN_WORKER_TOKEN"], None)
    assignment = worker.accept(hit)["AssignmentId"]
    status, headers, body = asked(
        stand_in,
        "workersandbox.mturk.com",
        "POST",
        "/mturk/externalSubmit",
        f"assignmentId={assignment}&answer=yes",
        [("Content-Type", "application/x-www-form-urlencoded")],
        name="workersandbox.mturk.com",
    )
    assert status == 200 and "sandbox" in headers["Content-Security-Policy"]
    assert assignment.encode() in body and stand_in.sandbox_url.encode() in body


# `serve` beside it: the three listeners are there as ever.
def test_everything_else_is_served(stand_in):
    for url in (stand_in.sandbox_url, stand_in.live_url, stand_in.content_url()):
        with socket.create_connection(("127.0.0.1", int(url.rsplit(":", 1)[1])), timeout=10):
            pass


# -- the proxy -----------------------------------------------------------------------------------------


def connect(stand_in, target):
    port = int(stand_in.proxy.rsplit(":", 1)[1])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.putrequest("CONNECT", target, skip_host=True)
    connection.putheader("Host", target)
    connection.endheaders()
    answer = connection.getresponse()
    return answer.status, answer.read().decode() if answer.status != 200 else ""


# No way into the machine or its networks, by address or by a name that leads there.
@pytest.mark.parametrize(
    "target",
    ["127.0.0.1:443", "localhost:443", "[::1]:443", "169.254.169.254:443", "10.0.0.1:443", "52.216.0.1:22"],
)
def test_the_proxy_leads_nowhere_private(stand_in, target):
    status, text = connect(stand_in, target)
    assert status == 403 and "public addresses only" in text


def test_the_proxy_without_tunnels(tmp_path):
    server = StandIn(tmp_path, "--proxy-port", "0", "--no-proxy-tunnel")
    try:
        assert server.port == 0, "the proxy alone needs no privileged port"
        status, text = connect(server, "s3.amazonaws.com:443")
        assert status == 403 and "NO_PROXY" in text
        done = run([sys.executable, "-c", PROGRAM], server.environment(HTTPS_PROXY=server.proxy))
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout) == EXPECTED
    finally:
        assert server.stop() == 0


# -- the certificates -----------------------------------------------------------------------------------


def test_openssl_verifies(stand_in):
    folder = pathlib.Path(stand_in.ca).parent
    for host in (SANDBOX, LIVE, "www.mturk.com", "assets.crowd.aws"):
        done = run(
            ["openssl", "verify", "-x509_strict", "-purpose", "sslserver", "-verify_hostname", host,
             "-CAfile", stand_in.ca, str(folder / "server.pem")], dict(os.environ))  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
    for name in ("ca.key", "server.key"):
        assert (folder / name).stat().st_mode & 0o777 == 0o600


# The authority's key makes a certificate for somebody else's host, or for an address: clients refuse it.
@pytest.mark.parametrize(
    "name, why",
    [
        ("DNS:s3.amazonaws.com", "permitted subtree violation"),
        ("DNS:amazonaws.com", "permitted subtree violation"),
        ("IP:127.0.0.1", "excluded subtree violation"),
        ("IP:::1", "excluded subtree violation"),
    ],
)
def test_the_authority_is_bound_to_its_names(stand_in, tmp_path, name, why):
    folder = pathlib.Path(stand_in.ca).parent
    (tmp_path / "ext").write_text(f"subjectAltName={name}\nextendedKeyUsage=serverAuth\n")
    for command in (
        ["req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=forged",
         "-keyout", str(tmp_path / "key"), "-out", str(tmp_path / "csr")],
        ["x509", "-req", "-in", str(tmp_path / "csr"), "-CA", stand_in.ca, "-CAkey", str(folder / "ca.key"),
         "-extfile", str(tmp_path / "ext"), "-days", "2", "-out", str(tmp_path / "forged")],
    ):  # fmt: skip
        done = run(["openssl", *command], dict(os.environ))
        assert done.returncode == 0, done.stderr
    done = run(["openssl", "verify", "-CAfile", stand_in.ca, str(tmp_path / "forged")], dict(os.environ))
    assert done.returncode != 0 and why in done.stdout + done.stderr


# The same authority and certificate after a restart, so that what trusts it keeps trusting it.
def test_the_authority_is_kept(tmp_path):
    first = StandIn(tmp_path, "--proxy-port", "0")
    authority = pathlib.Path(first.ca).read_bytes()
    assert first.stop() == 0
    second = StandIn(tmp_path, "--proxy-port", "0")
    assert pathlib.Path(second.ca).read_bytes() == authority
    assert second.stop() == 0


def test_node_trusts_it(stand_in):
    if shutil.which("node") is None:
        pytest.skip("no Node is installed")
    program = (
        "const tls = require('tls');"
        "const s = tls.connect({host: '127.0.0.1', port: +process.argv[1], servername: process.argv[2],"
        " ALPNProtocols: ['http/1.1']}, () => { console.log(s.authorized); s.destroy(); });"
        "s.on('error', e => { console.log(e.code); process.exit(1); });"
    )
    for name, extra, expected in (
        (SANDBOX, {"NODE_EXTRA_CA_CERTS": stand_in.ca}, "true"),
        (LIVE, {"NODE_EXTRA_CA_CERTS": stand_in.ca}, "true"),
        (LIVE, {}, "UNABLE_TO_VERIFY_LEAF_SIGNATURE"),
    ):
        done = run(["node", "-e", program, str(stand_in.port), name], stand_in.environment(**extra))
        assert done.stdout.strip() == expected, done.stdout + done.stderr


def test_java_trusts_it(stand_in, tmp_path):
    if shutil.which("java") is None or shutil.which("keytool") is None:
        pytest.skip("no Java is installed")
    (tmp_path / "Shake.java").write_text(textwrap.dedent("""
        import javax.net.ssl.*;
        public class Shake {
          public static void main(String[] given) throws Exception {
            SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
            java.net.Socket plain = new java.net.Socket("127.0.0.1", Integer.parseInt(given[0]));
            SSLSocket socket = (SSLSocket) factory.createSocket(plain, given[1], 443, true);
            SSLParameters rules = socket.getSSLParameters();
            rules.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(rules);
            socket.startHandshake();
            System.out.println(socket.getSession().getProtocol());
          }
        }
    """))
    # The recipe that is printed: a copy of Java's own store, with ours added.
    seen = run(["java", "-XshowSettings:properties", "-version"], dict(os.environ))
    (home,) = [t.split("=")[1].strip() for t in seen.stderr.splitlines() if t.strip().startswith("java.home")]
    store = tmp_path / "trust"
    shutil.copyfile(pathlib.Path(home) / "lib" / "security" / "cacerts", store)
    added = run(["keytool", "-importcert", "-noprompt", "-alias", "kempelen", "-file", stand_in.ca,
                 "-keystore", str(store), "-storepass", "changeit"], dict(os.environ))  # fmt: skip
    assert added.returncode == 0, added.stdout + added.stderr
    done = run(["java", f"-Djavax.net.ssl.trustStore={store}", "-Djavax.net.ssl.trustStorePassword=changeit",
                str(tmp_path / "Shake.java"), str(stand_in.port), SANDBOX], dict(os.environ))  # fmt: skip
    assert done.stdout.strip().startswith("TLSv1."), done.stdout + done.stderr


def test_go_trusts_it(stand_in, tmp_path):
    go = shutil.which("go") or ("/usr/local/go/bin/go" if os.path.exists("/usr/local/go/bin/go") else None)
    if go is None:
        pytest.skip("no Go is installed")
    (tmp_path / "main.go").write_text(textwrap.dedent("""
        package main
        import ("crypto/tls"; "fmt"; "os")
        func main() {
          _, err := tls.Dial("tcp", "127.0.0.1:" + os.Args[1], &tls.Config{ServerName: os.Args[2]})
          fmt.Println(err)
        }
    """))
    environment = stand_in.environment(
        SSL_CERT_FILE=stand_in.bundle, GO111MODULE="off", GOFLAGS=""
    )
    done = run([go, "run", str(tmp_path / "main.go"), str(stand_in.port), LIVE], environment, timeout=300)
    assert done.stdout.strip() == "<nil>", done.stdout + done.stderr


# -- ports -------------------------------------------------------------------------------------------------

RUN_AS_NOBODY = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"]


# Without the privilege the refusal says precisely what is missing and what helps.
def test_a_privileged_port(tmp_path):
    start = int(pathlib.Path("/proc/sys/net/ipv4/ip_unprivileged_port_start").read_text())
    if start <= 443 or os.geteuid() != 0 or shutil.which("setpriv") is None:
        pytest.skip("needs root to give up, setpriv, and a machine that protects port 443")
    tmp_path.chmod(0o777)
    binary = tmp_path / "kempelen"
    shutil.copy(server_process.binary(), binary)
    for parent in tmp_path.parents[:3]:
        parent.chmod(parent.stat().st_mode | 0o011)
    data = tmp_path / "data"
    done = run(
        [*RUN_AS_NOBODY, str(binary), "stand-in", "--data", str(data), "--sandbox-port", "0",
         "--live-port", "0", "--content-port", "0"], server_process.environment())  # fmt: skip
    assert done.returncode == 1, done.stdout + done.stderr
    for words in ("127.0.0.1:443: Permission denied", "setcap", "systemd", "--proxy-port", "--port 8443"):
        assert words in done.stderr
    assert not (data / "connect.env").exists()


# systemd's way of handing a socket over, without systemd: descriptor 3 and three variables.
def test_socket_activation(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as opened:
        port = opened.getsockname()[1]
        os.set_inheritable(opened.fileno(), True)
        hand_over = (
            "import os, sys; os.dup2(int(sys.argv[1]), 3);"
            "os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS='1');"
            "os.execv(sys.argv[2], sys.argv[2:])"
        )
        wrapper = [sys.executable, "-c", hand_over, str(opened.fileno())]
        server = StandIn(tmp_path, wrapper=wrapper, pass_fds=[opened.fileno()])
    try:
        assert server.port == port
        assert asked(server, LIVE, "POST")[0] in (400, 403, 404)
    finally:
        assert server.stop() == 0
