"""SendBonus: money for work handed in, beside its reward."""

import concurrent.futures
import json

import pytest
from people import unique
from refusal import invalid_value, no_money, no_such_assignment, refused

PATTERN = "Member must satisfy regular expression pattern: ^[0-9]+(\\.)?[0-9]{0,2}$"


@pytest.fixture
def done(new_hit, worker):
    """(worker, AssignmentId) of work handed in, in the sandbox."""
    return worker, worker.do(new_hit()["HITId"])


def bonus(worker, id, amount="0.50", **changes):
    parameters = {"WorkerId": worker.id, "AssignmentId": id, "BonusAmount": amount, "Reason": "Good work"}
    return {k: v for k, v in {**parameters, **changes}.items() if v is not None}


def paid(client, id):
    return [b["BonusAmount"] for b in client.list_bonus_payments(AssignmentId=id)["BonusPayments"]]


def token_used(token):
    return refused(
        "RequestError",
        whole=f'The idempotency token "{token}" has already been processed.',
        code="TokenAlreadyProcessed",
    )


# No output: `{}`. The worker has it at once; in the sandbox it is play money.
def test_send(mturk, raw, done):
    worker, id = done
    answer = raw.call("SendBonus", bonus(worker, id))
    assert (answer.status, answer.body) == (200, b"{}")
    earned = worker.call("GetEarnings")
    assert (earned["Bonuses"], earned["Total"]) == ("0.50", "0.50")
    assert mturk.get_account_balance()["AvailableBalance"] == "10000.00"


# Live: the bonus and 20 % of it, at least a cent, at once from what is available; the hold is not touched.
@pytest.mark.parametrize(
    "amount, available",
    [
        ("0.01", "8.78"),  # 0.002 -> 0.01
        ("0.05", "8.74"),  # 0.01
        ("0.12", "8.66"),  # 0.024 -> 0.02
        ("0.13", "8.64"),  # 0.026 -> 0.03
        ("1", "7.60"),  # 0.20
        ("1.", "7.60"),
        ("1.5", "7.00"),  # 0.30
        ("7.33", "0.00"),  # 1.466 -> 1.47: the last cent can be spent
    ],
)
def test_fee(new_requester, new_worker, new_hit, amount, available):
    requester, worker = new_requester("10.00"), new_worker("live")
    id = worker.do(new_hit(client=requester.live, Reward="1.00")["HITId"])  # holds 1.20
    requester.live.send_bonus(**bonus(worker, id, amount))
    assert requester.balance() == (available, "1.20")
    assert float(worker.call("GetEarnings")["Bonuses"]) == float(amount)


# Whatever became of the work; several for one assignment are allowed.
def test_states(mturk, new_hit, new_worker):
    hit = new_hit(MaxAssignments=3)
    workers = [new_worker() for _ in range(3)]
    ids = [w.do(hit["HITId"]) for w in workers]
    mturk.approve_assignment(AssignmentId=ids[1])
    mturk.reject_assignment(AssignmentId=ids[2], RequesterFeedback="")
    for worker, id in zip(workers, ids):
        mturk.send_bonus(**bonus(worker, id, "0.10"))
        mturk.send_bonus(**bonus(worker, id, "0.20"))
        assert paid(mturk, id) == ["0.10", "0.20"]
        assert worker.call("GetEarnings")["Bonuses"] == "0.30"


# Under way, the assignment does not exist yet: the quoted text.
def test_under_way(mturk, new_hit, worker):
    id = worker.accept(new_hit()["HITId"])["AssignmentId"]
    for _ in range(4):
        with no_such_assignment(id):
            mturk.send_bonus(**bonus(worker, id))
    worker.call("ReturnAssignment", AssignmentId=id)
    with no_such_assignment(id):
        mturk.send_bonus(**bonus(worker, id))
    assert worker.call("GetEarnings")["Bonuses"] == "0.00"


def test_unknown_assignment(mturk, worker, new_hit):
    for id in ("3NOSUCHASSIGNMENT", new_hit()["HITId"]):
        with no_such_assignment(id):
            mturk.send_bonus(**bonus(worker, id))


# An unknown worker, one of the other marketplace, one who did other work: the quoted text for all.
def test_wrong_worker(mturk, new_hit, new_worker, done):
    _, id = done
    other = new_worker()
    other.do(new_hit()["HITId"])
    for worker_id in ("A1NOSUCHWORKER", other.id, new_worker("live").id):
        with invalid_value(worker_id, "WorkerId"):
            mturk.send_bonus(**bonus(other, id, WorkerId=worker_id))
    assert paid(mturk, id) == []


# A leading blank breaks the model's pattern (quoted of another operation).
@pytest.mark.parametrize("worker_id", [" A1234567890", "a1234567890", "B123", "", "A" * 65, "A"])
def test_worker_id_outside_the_model(mturk, done, worker_id):
    worker, id = done
    with refused("ValidationException", "'workerId'"):
        mturk.send_bonus(**bonus(worker, id, WorkerId=worker_id))


# Nothing is no bonus; the most is a million dollars.
@pytest.mark.parametrize("amount", ["0", "0.", "0.0", "0.00", "000", "1000000.01", "9999999999999999.99"])
def test_amount_out_of_bounds(mturk, done, amount):
    worker, id = done
    for _ in range(4):
        with refused(
            "ParameterValidationError",
            f'The value "{amount}" is not valid for the parameter BonusAmount.',
            "InvalidParameterValue",
            parameter="BonusAmount",
        ):
            mturk.send_bonus(**bonus(worker, id, amount))
    assert paid(mturk, id) == []


# The edges that are good, in each spelling the model allows; shown with two decimals.
@pytest.mark.parametrize(
    "amount, shown",
    [
        ("0.01", "0.01"),
        (".01", None),
        ("1000000.00", "1000000.00"),
        ("1000000", "1000000.00"),
        ("5.", "5.00"),
        ("0.1", "0.10"),
        ("007.5", "7.50"),
    ],
)
def test_amounts(mturk, done, amount, shown):
    worker, id = done
    if shown is None:
        with refused("ValidationException", f"Value '{amount}' at 'bonusAmount'"):
            mturk.send_bonus(**bonus(worker, id, amount))
        return
    mturk.send_bonus(**bonus(worker, id, amount))
    assert paid(mturk, id) == [shown]
    assert worker.call("GetEarnings")["Bonuses"] == shown


# What the model's pattern does not allow.
@pytest.mark.parametrize("amount", [".20", "-1", "1e3", "$1", "1.234", "", " 1", "1,5", "NaN", "0x1", "١"])
def test_amount_outside_the_model(mturk, done, amount):
    worker, id = done
    with refused("ValidationException", f"Value '{amount}' at 'bonusAmount'"):
        mturk.send_bonus(**bonus(worker, id, amount))
    with refused("ValidationException", PATTERN):
        mturk.send_bonus(**bonus(worker, id, amount))
    assert paid(mturk, id) == []


# Money is a string; a JSON number would lose cents.
@pytest.mark.parametrize("amount", [1, 0.5, True, [], {"Amount": "1.00", "CurrencyCode": "USD"}], ids=str)
def test_amount_of_the_wrong_kind(mturk, raw, done, amount):
    worker, id = done
    answer = raw.call("SendBonus", bonus(worker, id, amount))
    assert (answer.status, answer.error) == (400, "SerializationException")
    assert paid(mturk, id) == []


# The worker reads the reason, so there must be one that can be read, of at most 4,096 characters.
def test_reason(mturk, done):
    worker, id = done
    with refused("ParameterValidationError", "Reason", "InvalidParameterValue", parameter="Reason"):
        mturk.send_bonus(**bonus(worker, id, Reason=""))
    for reason in ("x" * 4097, "bell\x07"):
        with refused("ParameterValidationError", "Reason", "InvalidParameterValue", parameter="Reason"):
            mturk.send_bonus(**bonus(worker, id, Reason=reason))
    assert paid(mturk, id) == []
    for reason in ("ö" * 4096, "Danke \U0001f44d\nund bis bald"):
        mturk.send_bonus(**bonus(worker, id, Reason=reason))
        assert mturk.list_bonus_payments(AssignmentId=id)["BonusPayments"][-1]["Reason"] == reason


# Each member but the token is required.
@pytest.mark.parametrize("member", ["WorkerId", "AssignmentId", "BonusAmount", "Reason"])
def test_required_members(mturk, done, member):
    worker, id = done
    path = member[0].lower() + member[1:]
    with refused("ValidationException", f"Value null at '{path}'"):
        mturk.send_bonus(**bonus(worker, id, **{member: None}))


# A token makes the repeat an error that names the token, whatever else the repeat says.
def test_token(mturk, new_hit, worker, done):
    _, id = done
    other, token = worker.do(new_hit()["HITId"]), unique("token")
    mturk.send_bonus(**bonus(worker, id, UniqueRequestToken=token))
    for again, amount in ((id, "0.50"), (id, "0.75"), (other, "0.50")):
        with token_used(token):
            mturk.send_bonus(**bonus(worker, again, amount, UniqueRequestToken=token))
    assert worker.call("GetEarnings")["Bonuses"] == "0.50"
    # Without a token each call pays.
    for _ in range(2):
        mturk.send_bonus(**bonus(worker, id))
    assert paid(mturk, id) == ["0.50"] * 3


# A refused call does not use its token up; and a retry of what was paid hears that, not of missing money.
def test_token_and_money(new_requester, new_worker, new_hit):
    requester, worker, token = new_requester("2.40"), new_worker("live"), unique("token")
    id = worker.do(new_hit(client=requester.live, Reward="1.00")["HITId"])
    for _ in range(4):
        with no_money():
            requester.live.send_bonus(**bonus(worker, id, "1.01", UniqueRequestToken=token))
    assert requester.balance() == ("1.20", "1.20")
    requester.live.send_bonus(**bonus(worker, id, "1.00", UniqueRequestToken=token))
    assert requester.balance() == ("0.00", "1.20")
    for _ in range(4):
        with token_used(token):
            requester.live.send_bonus(**bonus(worker, id, "1.00", UniqueRequestToken=token))
    assert worker.call("GetEarnings")["Bonuses"] == "1.00"


# Many copies at once, as retries do it: one effect.
def test_race_of_one_token(new_requester, new_worker, new_hit):
    requester, worker, token = new_requester("10.00"), new_worker("live"), unique("token")
    id = worker.do(new_hit(client=requester.live, Reward="1.00")["HITId"])

    def send(_):
        try:
            requester.live.send_bonus(**bonus(worker, id, "1.00", UniqueRequestToken=token))
            return 1
        except requester.live.exceptions.RequestError as error:
            assert "has already been processed" in str(error)
            return 0

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(send, range(16))) == 1
    assert requester.balance() == ("7.60", "1.20")


@pytest.mark.parametrize("token", ["", "x" * 65], ids=["empty", "long"])
def test_token_outside_the_model(mturk, done, token):
    worker, id = done
    with refused("ValidationException", "'uniqueRequestToken'"):
        mturk.send_bonus(**bonus(worker, id, UniqueRequestToken=token))


# Six months after the worker's last work for the requester are too late.
def test_within_six_months(mturk, new_hit, worker, advance):
    id = worker.do(new_hit()["HITId"])
    advance(183 * 86400 - 60)
    mturk.send_bonus(**bonus(worker, id))
    advance(120)
    with invalid_value(
        worker.id, "WorkerId", "This worker has not worked for you within the last six months."
    ):
        mturk.send_bonus(**bonus(worker, id))


# Unknown members are ignored, and null is absence.
def test_null_and_unknown_members(mturk, raw, done):
    worker, id = done
    body = {**bonus(worker, id), "UniqueRequestToken": None, "Currency": "USD"}
    assert raw.call("SendBonus", json.dumps(body).encode()).status == 200
    assert paid(mturk, id) == ["0.50"]
