"""ListBonusPayments: what was paid beside rewards, for a HIT or for one assignment."""

import pytest
from refusal import no_such_assignment, no_such_hit, refused


@pytest.fixture
def generous(mturk, new_hit, new_worker):
    """A HIT with two assignments: three bonuses for the first, one for the second, in turn."""
    hit = new_hit(MaxAssignments=3)
    workers = [new_worker(), new_worker()]
    ids = [w.do(hit["HITId"]) for w in workers]
    for number, which in enumerate((0, 1, 0, 0), 1):
        mturk.send_bonus(
            WorkerId=workers[which].id,
            AssignmentId=ids[which],
            BonusAmount=f"0.0{number}",
            Reason=f"Reason {number}",
        )
    return hit["HITId"], ids, workers


def amounts(page):
    return [payment["BonusAmount"] for payment in page["BonusPayments"]]


# All five members, and no other, in each entry; a token on a page that is not empty.
def test_an_entry(mturk, generous, raw, server):
    hit_id, ids, workers = generous
    answer = raw.call("ListBonusPayments", {"AssignmentId": ids[1]}).json
    assert answer.pop("NextToken")
    [payment] = answer["BonusPayments"]
    when = payment.pop("GrantTime")
    assert isinstance(when, (int, float)) and abs(when - server.now()) < 60
    assert payment == {
        "WorkerId": workers[1].id,
        "BonusAmount": "0.02",
        "AssignmentId": ids[1],
        "Reason": "Reason 2",
    }
    assert answer["NumResults"] == 1 and set(answer) == {"NumResults", "BonusPayments"}


# Oldest first, of the HIT or of the assignment.
def test_order(mturk, generous):
    hit_id, ids, _ = generous
    assert amounts(mturk.list_bonus_payments(HITId=hit_id)) == ["0.01", "0.02", "0.03", "0.04"]
    assert amounts(mturk.list_bonus_payments(AssignmentId=ids[0])) == ["0.01", "0.03", "0.04"]
    assert amounts(mturk.list_bonus_payments(AssignmentId=ids[1])) == ["0.02"]


# With both the assignment decides, if it is one of that HIT.
def test_both_ids(mturk, generous, new_hit):
    hit_id, ids, _ = generous
    assert amounts(mturk.list_bonus_payments(HITId=hit_id, AssignmentId=ids[1])) == ["0.02"]
    other = new_hit()["HITId"]
    with no_such_assignment(ids[1]):
        mturk.list_bonus_payments(HITId=other, AssignmentId=ids[1])


# Neither: one must be given.
def test_neither(mturk):
    for more in ({}, {"MaxResults": 5}):
        with refused(
            "ParameterValidationError",
            whole="Your request is missing required parameters. "
            "Required parameters include HITId or AssignmentId.",
            code="AWS.MissingParameters",
        ):
            mturk.list_bonus_payments(**more)


# None paid: an empty page without a token; also for work under way.
def test_none(raw, new_hit, new_worker):
    hit = new_hit(MaxAssignments=2)
    id = new_worker().do(hit["HITId"])
    under_way = new_worker().accept(hit["HITId"])["AssignmentId"]
    for which in ({"HITId": hit["HITId"]}, {"AssignmentId": id}, {"AssignmentId": under_way}):
        assert raw.call("ListBonusPayments", which).json == {"NumResults": 0, "BonusPayments": []}


# Page by page; the SDK's paginator ends at the empty page.
def test_pages(mturk, generous):
    hit_id, _, _ = generous
    pages = list(
        mturk.get_paginator("list_bonus_payments").paginate(HITId=hit_id, PaginationConfig={"PageSize": 3})
    )
    assert [page["NumResults"] for page in pages] == [3, 1, 0]
    assert [a for page in pages for a in amounts(page)] == ["0.01", "0.02", "0.03", "0.04"]
    assert ["NextToken" in page for page in pages] == [True, True, False]


# A bonus paid between two pages stands at the end and moves nothing.
def test_paid_between_pages(mturk, generous):
    hit_id, ids, workers = generous
    page = mturk.list_bonus_payments(HITId=hit_id, MaxResults=2)
    mturk.send_bonus(WorkerId=workers[0].id, AssignmentId=ids[0], BonusAmount="0.05", Reason="More")
    rest = mturk.list_bonus_payments(HITId=hit_id, NextToken=page["NextToken"])
    assert amounts(page) + amounts(rest) == ["0.01", "0.02", "0.03", "0.04", "0.05"]


# A token belongs to its list.
def test_token_of_another_list(mturk, generous, new_hit):
    hit_id, ids, _ = generous
    token = mturk.list_bonus_payments(HITId=hit_id, MaxResults=1)["NextToken"]
    for which in ({"HITId": new_hit()["HITId"]}, {"AssignmentId": ids[0]}):
        with refused(
            "ParameterValidationError",
            "is not valid for the parameter NextToken.",
            "InvalidParameterValue",
            parameter="NextToken",
        ):
            mturk.list_bonus_payments(NextToken=token, **which)


def test_unknown(mturk, new_hit):
    with no_such_hit("3NOSUCHHIT"):
        mturk.list_bonus_payments(HITId="3NOSUCHHIT")
    for id in ("3NOSUCHASSIGNMENT", new_hit()["HITId"]):
        with no_such_assignment(id):
            mturk.list_bonus_payments(AssignmentId=id)


@pytest.mark.parametrize(
    "parameters, path",
    [
        ({"HITId": ""}, "hITId"),
        ({"HITId": "3abc"}, "hITId"),
        ({"AssignmentId": "ASSIGNMENT_ID_NOT_AVAILABLE"}, "assignmentId"),
        ({"HITId": "3X", "MaxResults": 0}, "maxResults"),
        ({"HITId": "3X", "MaxResults": 101}, "maxResults"),
        ({"HITId": "3X", "NextToken": ""}, "nextToken"),
        ({"HITId": "3X", "NextToken": "x" * 256}, "nextToken"),
    ],
    ids=str,
)
def test_outside_the_model(mturk, parameters, path):
    with refused("ValidationException", f"'{path}'"):
        mturk.list_bonus_payments(**parameters)


# Live has the same list, with real fees that do not stand in it.
def test_live(new_requester, new_worker, new_hit):
    requester, worker = new_requester("10.00"), new_worker("live")
    hit = new_hit(client=requester.live)
    id = worker.do(hit["HITId"])
    requester.live.send_bonus(WorkerId=worker.id, AssignmentId=id, BonusAmount="2.00", Reason="Real")
    assert amounts(requester.live.list_bonus_payments(HITId=hit["HITId"])) == ["2.00"]
    with no_such_hit(hit["HITId"]):
        requester.sandbox.list_bonus_payments(HITId=hit["HITId"])
