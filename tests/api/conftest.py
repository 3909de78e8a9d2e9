"""The server of the session, and the people who use it. README.md says how tests are written."""

import urllib.request

import pytest
import questions
from people import Requester, unique
from server_process import Server
from signed_http import Key
from worker_site import Browser, Worker


def pytest_configure(config):
    config.addinivalue_line("markers", "ours_only: about what the original never had")


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """One server for all tests. Its end is tested as well: SIGTERM, exit code 0, in time."""
    home = tmp_path_factory.mktemp("kempelen")
    running = Server(home / "data", home / "logs" / "server.log")
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
def advance(server):
    return server.advance


@pytest.fixture(scope="session")
def content_url(server):
    return server.content_url()


# -- requesters --------------------------------------------------------------------------------------------


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
def requester(new_requester):
    """Shared by the tests that do not care what else the requester owns. Has money in live."""
    return new_requester("5000.00")


@pytest.fixture
def fresh(new_requester):
    """A requester without anything."""
    return new_requester()


@pytest.fixture(scope="session")
def mturk(requester):
    """The client most tests want: the shared requester in the sandbox."""
    return requester.sandbox


@pytest.fixture(scope="session")
def raw(requester):
    return requester.raw


@pytest.fixture
def new_hit(mturk):
    """A sandbox HIT of the shared requester, of a type of its own."""

    def make(client=None, **changes):
        changes.setdefault("Title", unique("Task"))
        return (client or mturk).create_hit(**questions.hit(**changes))["HIT"]

    return make


# -- workers -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def new_worker(server):
    def make(marketplace="sandbox"):
        made = server.admin("create-worker", "--marketplace", marketplace, "--username", unique("worker"))
        token = server.admin("create-token", "--worker", made["WorkerId"])["Token"]
        return Worker(server.url(marketplace), token, made["WorkerId"])

    return make


@pytest.fixture
def worker(new_worker):
    """A worker who has not done anything yet."""
    return new_worker()


@pytest.fixture
def new_browser(server):
    def make(marketplace="sandbox"):
        return Browser(server.url(marketplace))

    return make
