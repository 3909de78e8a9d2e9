"""Access keys and accounts, as `kempelen admin` makes and ends them."""

import pytest
import questions
from people import Requester, make_client, unique
from refusal import refused
from server_process import AdminFailed
from signed_http import Key, RawClient

pytestmark = pytest.mark.ours_only

UNRECOGNIZED = "The security token included in the request is invalid."


def client(server, made):
    return make_client(server.sandbox_url, Key(made["AccessKeyId"], made["SecretAccessKey"]))


# Keys look like AWS keys, so that nothing that checks their form stumbles.
def test_form(server, fresh):
    made = server.admin("create-access-key", "--requester", fresh.id)
    assert made["RequesterId"] == fresh.id if "RequesterId" in made else True
    assert (
        made["AccessKeyId"].isalnum()
        and made["AccessKeyId"].isupper()
        and 16 <= len(made["AccessKeyId"]) <= 128
    )
    assert len(made["SecretAccessKey"]) >= 40
    assert client(server, made).get_account_balance()


# Someone with an AWS key pair in every script brings it along; the secret comes from a file or standard
# input.
@pytest.mark.parametrize("by", ["stdin", "file"])
def test_import(server, fresh, tmp_path, by):
    id = "AKIA" + unique("I").replace(" ", "").ljust(16, "Z")
    secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
    if by == "file":
        (tmp_path / "secret").write_text(secret + "\n")
        server.admin(
            "import-access-key",
            "--requester",
            fresh.id,
            "--access-key-id",
            id,
            "--secret-file",
            str(tmp_path / "secret"),
        )
    else:
        server.admin(
            "import-access-key",
            "--requester",
            fresh.id,
            "--access-key-id",
            id,
            "--secret-file",
            "-",
            stdin=secret + "\n",
        )
    assert make_client(server.sandbox_url, Key(id, secret)).get_account_balance()
    with refused("InvalidSignatureException"):
        make_client(server.sandbox_url, Key(id, secret.lower())).get_account_balance()


# An id that exists cannot be imported over, not even by its owner.
def test_import_of_an_existing_id(server, fresh, new_requester):
    thief = new_requester()
    with pytest.raises(AdminFailed):
        server.admin(
            "import-access-key",
            "--requester",
            thief.id,
            "--access-key-id",
            fresh.key.id,
            "--secret-file",
            "-",
            stdin="x" * 40,
        )
    assert fresh.sandbox.get_account_balance()


# Deactivation works at once, also on a connection that is open, and on that key only.
def test_deactivation(server, fresh):
    made = server.admin("create-access-key", "--requester", fresh.id)
    second = client(server, made)
    raw = RawClient(server.sandbox_url, Key(made["AccessKeyId"], made["SecretAccessKey"]))
    assert second.get_account_balance() and raw.call("GetAccountBalance").status == 200
    server.admin("deactivate-access-key", "--access-key-id", made["AccessKeyId"])
    with refused("UnrecognizedClientException", UNRECOGNIZED):
        second.get_account_balance()
    assert raw.call("GetAccountBalance").error == "UnrecognizedClientException"
    assert fresh.sandbox.get_account_balance()


# Rotation: a new pair for the same requester.
def test_rotation(server, fresh):
    hit = fresh.sandbox.create_hit(**questions.hit(Title=unique("Kept")))["HIT"]
    made = server.admin("rotate-access-key", "--access-key-id", fresh.key.id)
    assert made["SecretAccessKey"] != fresh.key.secret
    assert client(server, made).get_hit(HITId=hit["HITId"])["HIT"] == hit
    # The old secret is over.
    with refused(
        "UnrecognizedClientException" if made["AccessKeyId"] != fresh.key.id else "InvalidSignatureException"
    ):
        fresh.sandbox.get_account_balance()


# A suspended requester is known but may do nothing, in both marketplaces; nothing is lost.
def test_suspension(server, fresh):
    hit = fresh.sandbox.create_hit(**questions.hit(Title=unique("Suspended")))["HIT"]
    server.admin("suspend-requester", "--requester", fresh.id)
    for one in (fresh.sandbox, fresh.live):
        with refused(
            "RequestError",
            "This user is not authorized to perform the requested operation.",
            "PermissionDenied",
        ):
            one.get_account_balance()
    with refused("RequestError", code="PermissionDenied"):
        fresh.sandbox.create_hit(**questions.hit())
    server.admin("resume-requester", "--requester", fresh.id)
    assert [h["HITId"] for h in fresh.sandbox.list_hits()["HITs"]] == [hit["HITId"]]


# Lists show no secrets.
def test_lists(server, fresh, worker):
    keys = server.admin("list-access-keys", "--requester", fresh.id)
    assert fresh.key.id in str(keys) and fresh.key.secret not in str(keys)
    assert fresh.id in str(server.admin("list-requesters"))
    workers = str(server.admin("list-workers"))
    assert worker.id in workers and worker.token not in workers


# Unknown objects and senseless sums are refused, with a non-zero exit code and words on standard error.
@pytest.mark.parametrize(
    "arguments",
    [
        ("create-access-key", "--requester", "ANOBODY0000000"),
        ("deactivate-access-key", "--access-key-id", "AKIANOBODY"),
        ("rotate-access-key", "--access-key-id", "AKIANOBODY"),
        ("suspend-worker", "--worker", "ANOBODY0000000"),
        ("create-token", "--worker", "ANOBODY0000000"),
        ("deposit", "--requester", "ANOBODY0000000", "--amount", "1.00"),
        ("create-worker", "--marketplace", "mars", "--username", "someone"),
        ("create-requester",),
        ("no-such-command",),
    ],
    ids=" ".join,
)
def test_refused_commands(server, arguments):
    with pytest.raises(AdminFailed) as caught:
        server.admin(*arguments)
    assert caught.value.code != 0
    assert caught.value.complaint.strip() or caught.value.printed.strip()


@pytest.mark.parametrize("amount", ["-1.00", "0.001", "1e3", "", "much", " 1.00", "99999999999999999999"])
def test_refused_deposits(server, fresh, amount):
    with pytest.raises(AdminFailed):
        server.admin("deposit", "--requester", fresh.id, "--amount=" + amount)
    assert fresh.balance()[0] == "0.00"


# Each key works in both marketplaces.
def test_key_works_in_both(fresh):
    assert isinstance(fresh, Requester)
    assert fresh.sandbox.get_account_balance()["AvailableBalance"] == "10000.00"
    assert fresh.live.get_account_balance()["AvailableBalance"] == "0.00"
