"""The server, the people and the installed SDKs of the samples. The fixtures of people are tests/api's."""

import os
import pathlib
import sys
import time

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "api"))
import moto_process  # noqa: E402
from installation import NotInstalled, install  # noqa: E402
from served import new_requester, new_worker, server, server_lives_on  # noqa: E402, F401


def pytest_configure(config):
    config.addinivalue_line("markers", "xdist_group: what one process runs, when there are several")


@pytest.fixture(scope="session")
def moto(tmp_path_factory):
    """SQS for the samples that listen to a queue; None, and why, where it cannot be had."""
    try:
        running = moto_process.Moto(tmp_path_factory.mktemp("moto"))
    except moto_process.NotInstalled as reason:
        yield None, str(reason)
        return
    yield running, ""
    running.stop()


@pytest.fixture(scope="session")
def server_flags(moto, tmp_path_factory):
    """What samples/README.md tells who wants to run `listen`."""
    flags = ["--notification-private-addresses", "127.0.0.1", "--notification-plain-http"]
    if moto[0]:
        file = tmp_path_factory.mktemp("destinations") / "notifications.toml"
        moto_process.write_destinations(file, {"prefix": moto[0].url + "/"})
        flags += ["--notifications-file", str(file)]
    return flags


@pytest.fixture(scope="session")
def installed():
    """Installs each SDK once; a failure is told to each of its tests. When KEMPELEN_SDKS_SECONDS are over,
    nothing begins any more, so that there is a table of what came before."""
    outcomes = {}
    seconds = float(os.environ.get("KEMPELEN_SDKS_SECONDS", "inf"))
    late = time.monotonic() + seconds

    def get(sdk):
        if time.monotonic() > late:
            raise NotInstalled(f"the {seconds:.0f} seconds for all SDKs were over before")
        if sdk.name not in outcomes:
            try:
                outcomes[sdk.name] = install(sdk)
            except Exception as problem:
                outcomes[sdk.name] = problem
        if isinstance(outcomes[sdk.name], Exception):
            raise outcomes[sdk.name]
        return outcomes[sdk.name]

    return get
