"""One server for all tests of a session, with requesters and workers on it: the fixtures that several sets of
tests share. A conftest.py imports them, and may define `server_flags` of its own."""

import urllib.request

import pytest
from people import Requester, unique
from server_process import Server
from signed_http import Key
from worker_site import Worker


@pytest.fixture(scope="session")
def server_flags():
    """What the server is started with beside ports and data."""
    return ()


@pytest.fixture(scope="session")
def server(tmp_path_factory, server_flags):
    """One server for all tests. Its end is tested as well: SIGTERM, exit code 0, in time."""
    home = tmp_path_factory.mktemp("kempelen")
    running = Server(home / "data", home / "logs" / "server.log", server_flags)
    yield running
    assert running.alive(), running.log()[-3000:]
    assert running.stop() == 0, running.log()[-3000:]


@pytest.fixture(autouse=True)
def server_lives_on(server):
    """Whatever a test sends, the server is there afterwards and healthy."""
    yield
    assert server.alive(), "the server died: " + server.log()[-3000:]
    with urllib.request.urlopen(server.sandbox_url + "/health", timeout=10) as answer:
        assert answer.status == 200


@pytest.fixture(scope="session")
def new_requester(server):
    def make(deposit=None):
        made = server.admin("create-requester", "--name", unique("Requester"))
        key = server.admin("create-access-key", "--requester", made["RequesterId"])
        requester = Requester(server, made["RequesterId"], Key(key["AccessKeyId"], key["SecretAccessKey"]))
        if deposit:
            requester.deposit(deposit)
        return requester

    return make


@pytest.fixture(scope="session")
def new_worker(server):
    def make(marketplace="sandbox"):
        made = server.admin("create-worker", "--marketplace", marketplace, "--username", unique("worker"))
        token = server.admin("create-token", "--worker", made["WorkerId"])["Token"]
        return Worker(server.url(marketplace), token, made["WorkerId"])

    return make
