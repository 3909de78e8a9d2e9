"""`kempelen admin statement` from the shell: long ones come out whole, with a server and without one."""

import csv
import io
import sqlite3
import subprocess

import pytest
from server_process import Server, binary, environment

DEPOSITS = 12_345


def statement(data, *arguments):
    done = subprocess.run(
        [binary(), "admin", "statement", "--data", data, *arguments],
        capture_output=True,
        timeout=120,
        env=environment(),
    )
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode()


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A store with one requester, for whom a cent came in 12,345 times, a millisecond apart."""
    data = tmp_path_factory.mktemp("statement") / "data"
    made = subprocess.run(
        [binary(), "admin", "create-requester", "--name", "Cents", "--data", data],
        capture_output=True,
        text=True,
        check=True,
        env=environment(),
    )
    requester = made.stdout.split('"RequesterId":"')[1].split('"')[0]
    account = f"requester:{requester}"
    with sqlite3.connect(data / "kempelen.db") as database:
        database.executemany(
            "INSERT INTO ledger_entries VALUES (?, ?, 'outside', ?, 10000, 'deposit', ?)",
            [
                (f"3{i:09}XXXXXXXXXXXXXXXXXXXX", 1_795_532_400_000_000 + i * 1000, account, requester)
                for i in range(DEPOSITS)
            ],
        )
        database.executemany(
            "INSERT INTO balances VALUES (?, ?, ?)",
            [(account, DEPOSITS * 10000, 0), ("outside", -DEPOSITS * 10000, 1)],
        )
    database.close()
    return data, requester


def check_csv(text):
    assert text.endswith("\r\n")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(rows) == DEPOSITS + 2
    assert (rows[0]["reason"], rows[0]["balance"]) == ("opening balance", "0.00")
    assert [row["balance"] for row in rows[1:-1]] == [
        f"{i // 100}.{i % 100:02}" for i in range(1, DEPOSITS + 1)
    ]
    assert all(row["amount"] == "0.01" and row["reason"] == "deposit" for row in rows[1:-1])
    assert (rows[-1]["reason"], rows[-1]["balance"]) == ("closing balance", "123.45")


def test_a_long_statement_without_a_server(store):
    data, requester = store
    check_csv(statement(data, "--requester", requester, "--csv"))


def test_a_long_statement_from_a_server(store):
    data, requester = store
    server = Server(data, data.parent / "server.log")
    try:
        text = statement(data, "--requester", requester, "--csv")
        table = statement(data, "--requester", requester)
        balance = server.admin("balance", "--requester", requester)
        assert server.stop() == 0
    finally:
        server.kill()
    check_csv(text)
    assert balance["AvailableBalance"] == "123.45"
    lines = table.splitlines()
    assert lines[0] == f"Account requester:{requester}"
    assert lines[2].split() == ["Opening", "balance", "0.00"]
    assert lines[-1].split() == ["Closing", "balance", "123.45"]
    assert len(lines) == DEPOSITS + 4
    assert all(line == line.rstrip() for line in lines)
