"""The people who use the server of the session. README.md says how tests are written."""

import pytest
import questions
from people import unique
from served import new_requester, new_worker, server, server_flags, server_lives_on  # noqa: F401
from worker_site import Browser


def pytest_configure(config):
    config.addinivalue_line("markers", "ours_only: about what the original never had")


@pytest.fixture(scope="session")
def advance(server):
    return server.advance


@pytest.fixture(scope="session")
def content_url(server):
    return server.content_url()


# -- requesters --------------------------------------------------------------------------------------------


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


@pytest.fixture
def worker(new_worker):
    """A worker who has not done anything yet."""
    return new_worker()


@pytest.fixture
def new_browser(server):
    def make(marketplace="sandbox"):
        return Browser(server.url(marketplace))

    return make
