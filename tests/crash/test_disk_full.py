"""A disk without room: the server stops by itself instead of acknowledging what it cannot keep, and with room
again it starts and has everything that it acknowledged."""

import contextlib
import http.client
import os
import pathlib
import subprocess
import sys
import time

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "api"))
import questions  # noqa: E402
from server_process import Server  # noqa: E402
from signed_http import Key, RawClient  # noqa: E402

ROOM_KIB = 4096
# A file may not grow beyond ROOM_KIB; the signal that says so is ignored, as it is under systemd.
LIMIT = ("bash", "-c", f"trap '' XFSZ; ulimit -f {ROOM_KIB}; exec \"$@\"", "bash")


@contextlib.contextmanager
def file_size_limit(folder):
    """Files of a limited size: for everybody."""
    yield folder, LIMIT, lambda: None


@contextlib.contextmanager
def small_disk(folder):
    """A file system of a limited size: for root."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={ROOM_KIB}k", "tmpfs", str(folder)], check=True)
    try:
        yield (
            folder,
            (),
            lambda: subprocess.run(["mount", "-o", "remount,size=64m", str(folder)], check=True),
        )
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def may_mount():
    return os.geteuid() == 0 and subprocess.run(["unshare", "--mount", "true"]).returncode == 0


@pytest.mark.parametrize("place", [file_size_limit, *([small_disk] if may_mount() else [])])
def test_full_disk(tmp_path, place):
    with place(tmp_path / "place") as (folder, wrapper, make_room):
        log = tmp_path / "logs" / "server.log"
        server = Server(folder / "data", log, wrapper=wrapper)
        try:
            key = Key(server.env["AWS_ACCESS_KEY_ID"], server.env["AWS_SECRET_ACCESS_KEY"])
            acknowledged = publish_until_it_stops(server, key)
            assert len(acknowledged) > 20, "stopped before there was anything to lose"
            # Stopped by itself, for that reason, and not by a signal.
            assert server.process.wait(20) > 0
            assert "disk" in server.log()[-3000:]
            make_room()
            server = Server(folder / "data", log)
            found = server.admin("check", "--json")
            assert found["Clean"], found["Differences"][:20]
            client = RawClient(server.sandbox_url, key)
            for id in acknowledged:
                assert client.call("GetHIT", {"HITId": id}).status == 200, f"HIT {id} is lost"
            assert client.call("CreateHIT", questions.hit()).status == 200
            client.close()
            assert server.stop() == 0
        finally:
            if server.alive():
                server.kill()


def publish_until_it_stops(server, key):
    """The HITs whose creation was acknowledged."""
    client = RawClient(server.sandbox_url, key)
    question = questions.html_question(questions.CLASSIC_HTML + "x" * 20_000)
    acknowledged = []
    ends_at = time.monotonic() + 60
    try:
        while time.monotonic() < ends_at:
            answer = client.call("CreateHIT", questions.hit(Question=question))
            if answer.status == 200:
                acknowledged.append(answer.json["HIT"]["HITId"])
            else:
                assert answer.status >= 500, answer.body
    except (OSError, http.client.HTTPException):
        return acknowledged
    finally:
        client.close()
    raise AssertionError("the server goes on although its disk is full")
