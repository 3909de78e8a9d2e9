"""Backup and restore as a pair: a backup taken under load, restored into another directory, holds everything
that was acknowledged before it began, and recounts clean. And what the two commands refuse."""

import copy
import json
import os
import pathlib
import random
import resource
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
import time

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "api"))
import questions  # noqa: E402
from server_process import Server, binary, environment  # noqa: E402
from signed_http import RawClient  # noqa: E402
from test_crash import (  # noqa: E402
    REQUESTERS,
    Done,
    check_everything,
    make_accounts,
    publish_and_approve,
    sign_in,
    work,
)

ROUNDS = int(os.environ.get("KEMPELEN_BACKUP_ROUNDS", "3"))


def run(*arguments):
    """One command of the program: exit code, what it printed, what it complained."""
    done = subprocess.run(
        [binary(), *map(str, arguments)], capture_output=True, text=True, timeout=120, env=environment()
    )
    return done.returncode, done.stdout, done.stderr


def start(directory):
    return Server(directory, directory.parent / "logs" / f"{directory.name}.log")


class Load:
    """Threads that publish, approve, accept, submit and return until it is ended."""

    def __init__(self, server, key, workers, done, dice):
        self.stop, self.wrong = threading.Event(), []
        jobs = [(publish_and_approve, server, key) for _ in range(REQUESTERS)]
        jobs += [(work, server, i, worker) for i, worker in enumerate(workers)]
        self.threads = [
            threading.Thread(target=self.guarded, args=(*job, done, self.stop, dice.random())) for job in jobs
        ]
        for thread in self.threads:
            thread.start()

    def guarded(self, function, *arguments):
        try:
            function(*arguments)
        except BaseException as e:  # noqa: B902 - handed to the test's thread
            self.wrong.append(e)

    def end(self):
        self.stop.set()
        for thread in self.threads:
            thread.join(60)
            assert not thread.is_alive()
        if self.wrong:
            raise self.wrong[0]


def acknowledged(done):
    with done.lock:
        return Done(dict(done.hits), dict(done.tokens), copy.deepcopy(done.assignments), dict(done.answers))


class In:
    """A server as the load of test_crash.py knows it, which asks for the sandbox and may get live."""

    def __init__(self, server, marketplace):
        self.server, self.marketplace = server, marketplace
        self.sandbox_url = server.url(marketplace)

    def admin(self, *arguments):
        return self.server.admin(*(self.marketplace if a == "sandbox" else a for a in arguments))


@pytest.mark.parametrize("marketplace", ["sandbox", "live"])
def test_a_backup_under_load_holds_what_was_acknowledged(tmp_path, marketplace):
    seed = int(os.environ.get("KEMPELEN_BACKUP_SEED", random.SystemRandom().randrange(2**32)))
    print(f"KEMPELEN_BACKUP_SEED={seed}")
    dice = random.Random(seed)
    server, done = start(tmp_path / "data"), Done()
    file = tmp_path / "backup.db"
    try:
        market = In(server, marketplace)
        key, accounts = make_accounts(market)
        for requester in server.admin("list-requesters")["Requesters"]:
            server.admin("deposit", "--requester", requester["RequesterId"], "--amount", "1000000")
        for round in range(ROUNDS):
            load = Load(market, key, sign_in(market, accounts), done, dice)
            time.sleep(dice.uniform(0.3, 1.5))
            before = acknowledged(done)
            code, printed, complaint = run(
                "admin", "backup", "--data", server.data, "--to", file, "--replace"
            )
            assert (code, complaint) == (0, ""), (printed, complaint)
            assert "nothing differs" in printed
            # The server, whose state goes on, is in order as well.
            code, printed, complaint = run("admin", "check", "--data", server.data)
            assert (code, complaint) == (0, ""), (printed, complaint)
            assert not load.wrong
            load.end()
            assert server.alive()
            check_restored(file, server.data / "master.key", marketplace, key, accounts, before)
            print(f"round {round + 1}: {len(before.hits)} HITs, {len(before.assignments)} assignments")
    finally:
        server.kill()


def check_restored(file, master_key, marketplace, key, accounts, before):
    """Restores into a directory of its own, serves it, and looks for all that was acknowledged."""
    assert len(before.hits) > 0 and len(before.assignments) > 0, "there was no load"
    restored = file.parent / "restored"
    code, printed, complaint = run("restore", file, "--data", restored, "--master-key", master_key)
    assert code == 0, (printed, complaint)
    server = start(restored)
    try:
        touched = {entry[0] for entry in before.assignments.values()}
        market = In(server, marketplace)
        check_everything(market, key, sign_in(market, accounts), before, touched)
        assert run("admin", "check", "--data", restored)[0] == 0
        assert server.stop() == 0
    finally:
        server.kill()
    shutil.rmtree(restored)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A stopped store with one HIT, a backup of it, and a requester's key."""
    folder = tmp_path_factory.mktemp("small")
    server = start(folder / "data")
    try:
        key, accounts = make_accounts(server)
        client = RawClient(server.sandbox_url, key)
        hit = client.call("CreateHIT", questions.hit()).json["HIT"]["HITId"]
        client.close()
        assert run("admin", "backup", "--data", server.data, "--to", folder / "backup.db")[0] == 0
        assert server.stop() == 0
    finally:
        server.kill()
    return folder, key, hit


def damaged(small, tmp_path, *statements):
    """A copy of the backup that somebody changed."""
    file = tmp_path / "damaged.db"
    shutil.copy(small[0] / "backup.db", file)
    with sqlite3.connect(file) as database:
        for statement in statements:
            database.execute(statement)
    database.close()
    return file


def test_the_file_is_one_private_database_without_keys(small):
    folder, key, _ = small
    assert stat.S_IMODE((folder / "backup.db").stat().st_mode) == 0o600
    assert sorted(p.name for p in folder.iterdir() if p.name.startswith("backup")) == ["backup.db"]
    content = (folder / "backup.db").read_bytes()
    assert (folder / "data" / "master.key").read_bytes().strip() not in content
    assert key.secret.encode() not in content


def test_an_existing_file_is_kept_unless_it_may_be_replaced(small, tmp_path):
    folder = small[0]
    file = tmp_path / "backup.db"
    file.write_text("precious")
    code, _, complaint = run("admin", "backup", "--data", folder / "data", "--to", file)
    assert code == 1 and f"{file} exists already" in complaint
    assert file.read_text() == "precious"
    code, printed, complaint = run("admin", "backup", "--data", folder / "data", "--to", file, "--replace")
    assert (code, complaint) == (0, "")
    assert file.read_bytes().startswith(b"SQLite format 3")
    assert [p.name for p in tmp_path.iterdir()] == ["backup.db"]


def test_a_backup_that_cannot_be_written_leaves_nothing(small, tmp_path):
    code, _, complaint = run("admin", "backup", "--data", small[0] / "data", "--to", tmp_path / "no" / "b.db")
    assert code == 1 and "cannot write" in complaint
    code, _, complaint = run("admin", "backup", "--data", tmp_path / "nowhere", "--to", tmp_path / "b.db")
    assert code == 1 and "There is no database" in complaint
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_the_old_backup(small, tmp_path):
    data, file = tmp_path / "data", tmp_path / "backup.db"
    shutil.copytree(small[0] / "data", data)
    file.write_text("precious")
    size = (data / "kempelen.db").stat().st_size
    done = subprocess.run(
        [binary(), "admin", "backup", "--data", data, "--to", file, "--replace"],
        capture_output=True,
        text=True,
        timeout=120,
        env=environment(),
        # Writing beyond this fails, as on a full disk; the signal that goes with it stays ignored.
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size - 4096, size - 4096)),
        restore_signals=False,
    )
    assert done.returncode == 1 and "Copying the database" in done.stderr, done.stderr
    assert file.read_text() == "precious"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["backup.db", "data"]
    assert run("admin", "check", "--data", data)[0] == 0


def test_what_cannot_be_checked_is_told_apart_from_what_differs(small, tmp_path):
    code, printed, complaint = run("admin", "check", "--data", small[0] / "data")
    assert (code, complaint) == (0, "") and "1 HITs, 0 assignments" in printed
    code, printed, complaint = run("admin", "check", "--data", tmp_path / "nowhere")
    assert (code, printed) == (2, "") and "There is no database" in complaint
    assert not (tmp_path / "nowhere").exists()
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "kempelen.db").write_text("no database\n" * 1000)
    code, printed, complaint = run("admin", "check", "--data", tmp_path / "data")
    assert (code, printed) == (2, "") and "not a database" in complaint


def test_a_damaged_store_does_not_replace_a_good_backup(small, tmp_path):
    data, file = tmp_path / "data", tmp_path / "backup.db"
    shutil.copytree(small[0] / "data", data)
    assert run("admin", "backup", "--data", data, "--to", file)[0] == 0
    good = file.read_bytes()
    with sqlite3.connect(data / "kempelen.db") as database:
        database.execute("UPDATE hit_types SET open_hits = 7")
    database.close()
    code, printed, _ = run("admin", "check", "--data", data)
    assert code == 1 and "counts 7 open HITs" in printed
    code, _, complaint = run("admin", "backup", "--data", data, "--to", file, "--replace")
    assert code == 1 and "is kept, since the new backup has 1 differences" in complaint
    assert file.read_bytes() == good
    # Under a name of its own it is written, and what differs is told.
    code, printed, _ = run("admin", "backup", "--data", data, "--to", tmp_path / "other.db")
    assert code == 1 and "counts 7 open HITs" in printed and (tmp_path / "other.db").exists()


def test_restore_needs_the_key_and_says_so(small, tmp_path):
    folder, key, hit = small
    code, printed, complaint = run("restore", folder / "backup.db", "--data", tmp_path / "data")
    assert (code, complaint) == (0, "")
    assert "master.key" in printed and "no access key of this store can be used" in printed
    assert not (tmp_path / "data" / "master.key").exists()
    shutil.copy(folder / "data" / "master.key", tmp_path / "data" / "master.key")
    server = start(tmp_path / "data")
    try:
        client = RawClient(server.sandbox_url, key)
        assert client.call("GetHIT", {"HITId": hit}).json["HIT"]["HITId"] == hit
        client.close()
        assert server.stop() == 0
    finally:
        server.kill()


def test_restore_refuses_a_key_of_another_store(small, tmp_path):
    folder = small[0]
    (tmp_path / "wrong.key").write_text("A" * 43 + "\n")
    (tmp_path / "none.key").write_text("secret\n")
    for name, words in (("wrong.key", "another data directory"), ("none.key", "not a master key")):
        code, _, complaint = run(
            "restore", folder / "backup.db", "--data", tmp_path / "data", "--master-key", tmp_path / name
        )
        assert code == 1 and words in complaint
        assert list((tmp_path / "data").iterdir()) == []
    shutil.copy(tmp_path / "wrong.key", tmp_path / "data" / "master.key")
    code, _, complaint = run("restore", folder / "backup.db", "--data", tmp_path / "data")
    assert code == 1 and "does not belong to this backup" in complaint
    code, printed, complaint = run(
        "restore",
        folder / "backup.db",
        "--data",
        tmp_path / "data",
        "--master-key",
        folder / "data" / "master.key",
    )
    assert code == 1 and "move it away first" in complaint


def test_restore_refuses_a_store_that_is_lived_in(small, tmp_path):
    folder = small[0]
    code, _, complaint = run("restore", folder / "backup.db", "--data", folder / "data")
    assert code == 1 and "has a store already" in complaint
    server = start(tmp_path / "served")
    try:
        code, _, complaint = run("restore", folder / "backup.db", "--data", server.data)
        assert code == 1 and "in use" in complaint
        assert server.alive() and server.stop() == 0
    finally:
        server.kill()
    # One that nobody has used yet is taken up.
    empty = tmp_path / "empty"
    assert run("admin", "list-requesters", "--data", empty)[0] == 0
    (empty / "master.key").unlink()
    master_key = folder / "data" / "master.key"
    code, printed, complaint = run(
        "restore", folder / "backup.db", "--data", empty, "--master-key", master_key
    )
    assert code == 0, complaint
    assert "A" in run("admin", "list-requesters", "--data", empty)[1]
    assert run("admin", "check", "--data", empty)[0] == 0


def test_restore_refuses_what_is_no_backup(small, tmp_path):
    folder = small[0]
    (tmp_path / "text").write_text("no database\n" * 1000)
    cases = {
        tmp_path / "missing": "There is no file",
        tmp_path / "text": "is not a backup of Kempelen",
        damaged(small, tmp_path, "DELETE FROM meta WHERE name = 'backup'"): "but not a backup of Kempelen",
    }
    for file, words in cases.items():
        code, _, complaint = run("restore", file, "--data", tmp_path / "data")
        assert code == 1 and words in complaint
    newer = damaged(small, tmp_path, "UPDATE meta SET value = replace(value, '\"schema\":', '\"schema\":99')")
    code, _, complaint = run("restore", newer, "--data", tmp_path / "data")
    assert code == 1 and "this program knows up to" in complaint
    assert not (tmp_path / "data" / "kempelen.db").exists()
    assert folder.exists()


def test_restore_brings_an_older_schema_up_to_date(small, tmp_path):
    """A backup as the first release would have made it: with the first migration only."""
    first = pathlib.Path(__file__).resolve().parents[2] / "src/store/migrations/0001_foundation.sql"
    known = sqlite3.connect(small[0] / "backup.db")
    recorded = known.execute("SELECT number, name, checksum FROM migrations WHERE number = 1").fetchone()
    (label,) = known.execute("SELECT value FROM meta WHERE name = 'backup'").fetchone()
    known.close()
    label = json.dumps({**json.loads(label), "schema": 1, "version": "kempelen 0.0.1"})
    with sqlite3.connect(tmp_path / "old.db") as database:
        database.executescript(first.read_text())
        database.execute("CREATE TABLE migrations (number BIGINT PRIMARY KEY, name TEXT, checksum TEXT)")
        database.execute("INSERT INTO migrations VALUES (?, ?, ?)", recorded)
        database.execute("INSERT INTO meta VALUES ('backup', ?)", (label,))
        database.execute("INSERT INTO requesters VALUES ('AOLD', 'Old hand', 1, 0)")
        database.execute("INSERT INTO timers VALUES (9000000000000000, 4, 'sweep', 0)")
    database.close()
    code, printed, complaint = run("restore", tmp_path / "old.db", "--data", tmp_path / "data")
    assert (code, complaint) == (0, ""), complaint
    assert "Old hand" in run("admin", "list-requesters", "--data", tmp_path / "data")[1]
    assert run("admin", "check", "--data", tmp_path / "data")[0] == 0
    with sqlite3.connect(tmp_path / "data" / "kempelen.db") as database:
        assert database.execute("SELECT name FROM meta WHERE name = 'backup'").fetchall() == []
        assert len(database.execute("SELECT number FROM migrations").fetchall()) > 1
    database.close()


def test_restore_recounts(small, tmp_path):
    file = damaged(small, tmp_path, "UPDATE hit_types SET open_hits = 7")
    code, _, complaint = run("restore", file, "--data", tmp_path / "data")
    assert code == 1 and "The backup has 1 differences" in complaint and "counts 7 open HITs" in complaint
    assert list((tmp_path / "data").iterdir()) == []
    assert run("restore", file, "--data", tmp_path / "data", "--with-differences")[0] == 0
    code, printed, _ = run("admin", "check", "--data", tmp_path / "data")
    assert code == 1 and "counts 7 open HITs" in printed


def test_restore_finds_a_spoiled_page(small, tmp_path):
    file = tmp_path / "spoiled.db"
    content = bytearray((small[0] / "backup.db").read_bytes())
    with sqlite3.connect(small[0] / "backup.db") as database:
        (page,) = database.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'hits_by_requester'"
        ).fetchone()
    database.close()
    at = (page - 1) * 4096
    content[at : at + 4096] = bytes(4096)
    file.write_bytes(content)
    code, _, complaint = run("restore", file, "--data", tmp_path / "data")
    assert code == 1 and "SQLite: " in complaint
    assert list((tmp_path / "data").iterdir()) == []
