"""GetAccountBalance: the call everybody makes first."""

import pytest
import questions
from people import unique


# The sandbox always shows play money, in exactly this form (a capture of the original has these 31 bytes).
def test_sandbox_balance_is_ten_thousand(raw):
    answer = raw.call("GetAccountBalance")
    assert answer.status == 200
    assert answer.body == b'{"AvailableBalance":"10000.00"}'
    assert answer.header("content-length") == "31"


# Spending does not lower it: no holds, no fees, nothing is charged in the sandbox.
def test_sandbox_balance_is_not_spent(fresh, worker):
    hit = fresh.sandbox.create_hit(
        **questions.hit(Title=unique("Dear"), Reward="400.00", MaxAssignments=100)
    )["HIT"]
    fresh.sandbox.approve_assignment(AssignmentId=worker.do(hit["HITId"]))
    assert fresh.sandbox.get_account_balance()["AvailableBalance"] == "10000.00"


# A new requester has no real money, and the two marketplaces do not share a purse.
def test_live_balance_begins_at_zero(fresh):
    assert fresh.live.get_account_balance()["AvailableBalance"] == "0.00"


# A deposit is there at once, with two decimals always.
@pytest.mark.parametrize(
    "amount, shown", [("5", "5.00"), ("0.01", "0.01"), ("12.3", "12.30"), ("100000.00", "100000.00")]
)
def test_deposit_is_shown_with_two_decimals(new_requester, amount, shown):
    requester = new_requester(amount)
    assert requester.live.get_account_balance()["AvailableBalance"] == shown
    assert requester.sandbox.get_account_balance()["AvailableBalance"] == "10000.00"


# Unknown members are ignored: that is the rule of the JSON protocol, and newer SDKs rely on it.
def test_unknown_members_are_ignored(raw):
    assert raw.call("GetAccountBalance", {"Colour": "blue", "Nested": {"a": [1, None]}}).status == 200


# An empty body means the same as {} (Smithy's rule).
def test_empty_body_is_an_empty_object(raw):
    assert raw.call("GetAccountBalance", b"").json == {"AvailableBalance": "10000.00"}
