"""ListReviewableHITs: what can be reviewed, by its id alone."""

import pytest
import questions
from people import unique
from refusal import refused

HOUR = 3600


def publish(client, **changes):
    return client.create_hit(**questions.hit(Title=unique("To review"), **changes))["HIT"]


def expired(client, **changes):
    hit = publish(client, **changes)
    client.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=0)
    return hit


def ids(client, **filters):
    found = [hit["HITId"] for hit in client.list_reviewable_hits(MaxResults=100, **filters)["HITs"]]
    assert len(set(found)) == len(found)
    return found


# A captured answer has HITs with nothing but HITId, and a token on the last page too.
@pytest.mark.parametrize("marketplace", ["sandbox", "live"])
def test_nothing_but_the_id(new_requester, marketplace):
    requester = new_requester("10.00")
    hit = expired(getattr(requester, marketplace))
    raw = requester.raw_live if marketplace == "live" else requester.raw
    answer = raw.call("ListReviewableHITs").json
    assert answer.pop("NextToken")
    assert answer == {"NumResults": 1, "HITs": [{"HITId": hit["HITId"]}]}


# An empty page has no token.
def test_nothing_to_review(fresh):
    publish(fresh.sandbox)
    assert fresh.raw.call("ListReviewableHITs").json == {"NumResults": 0, "HITs": []}
    assert fresh.raw.call("ListReviewableHITs", {"Status": "Reviewing"}).json == {"NumResults": 0, "HITs": []}


# Neither open ones nor ones still worked on, nor disposed ones; full ones before they expire.
def test_which_are_reviewable(fresh, new_worker):
    client = fresh.sandbox
    publish(client)
    full, taken, untouched, gone = publish(client), publish(client), publish(client), publish(client)
    new_worker().do(full["HITId"])
    worker = new_worker()
    assignment = worker.accept(taken["HITId"])
    assert ids(client) == [full["HITId"]]
    for hit in (taken, untouched, gone):
        client.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=0)
    client.delete_hit(HITId=gone["HITId"])
    assert sorted(ids(client)) == sorted([full["HITId"], untouched["HITId"]])
    worker.call("ReturnAssignment", AssignmentId=assignment["AssignmentId"])
    assert sorted(ids(client)) == sorted([full["HITId"], untouched["HITId"], taken["HITId"]])


# UpdateHITReviewStatus moves a HIT from one list to the other.
def test_status(fresh):
    client = fresh.sandbox
    one, two = expired(client), expired(client)
    client.update_hit_review_status(HITId=one["HITId"])
    assert ids(client) == ids(client, Status="Reviewable") == [two["HITId"]]
    assert ids(client, Status="Reviewing") == [one["HITId"]]
    client.update_hit_review_status(HITId=one["HITId"], Revert=True)
    assert ids(client, Status="Reviewing") == []
    assert sorted(ids(client)) == sorted([one["HITId"], two["HITId"]])


# Those of one type, in either status.
def test_type(fresh):
    client = fresh.sandbox
    one, two = expired(client), expired(client)
    assert ids(client, HITTypeId=one["HITTypeId"]) == [one["HITId"]]
    client.update_hit_review_status(HITId=two["HITId"])
    assert ids(client, HITTypeId=two["HITTypeId"]) == []
    assert ids(client, HITTypeId=two["HITTypeId"], Status="Reviewing") == [two["HITId"]]


# An unknown type, one of somebody else's and one of the other marketplace: an empty page all three.
def test_type_of_somebody_else(new_requester):
    mine, other = new_requester("10.00"), new_requester()
    expired(mine.sandbox)
    for type in (
        "3" + "0" * 29,
        expired(other.sandbox)["HITTypeId"],
        expired(mine.live)["HITTypeId"],
    ):
        answer = mine.raw.call("ListReviewableHITs", {"HITTypeId": type}).json
        assert answer == {"NumResults": 0, "HITs": []}


# Each requester and each marketplace has its own list.
def test_lists_are_separate(new_requester):
    mine, other = new_requester("10.00"), new_requester()
    in_sandbox, in_live, theirs = expired(mine.sandbox), expired(mine.live), expired(other.sandbox)
    assert ids(mine.sandbox) == [in_sandbox["HITId"]]
    assert ids(mine.live) == [in_live["HITId"]]
    assert ids(other.sandbox) == [theirs["HITId"]]


# Latest expiration first: the default of the operation's predecessor.
def test_order(fresh, new_worker):
    client = fresh.sandbox
    lifetimes = [5 * HOUR, HOUR, 3 * HOUR, 2 * HOUR, 4 * HOUR]
    full = [publish(client, LifetimeInSeconds=lifetime) for lifetime in lifetimes]
    worker = new_worker()
    for hit in full:
        worker.do(hit["HITId"])
    assert ids(client) == [full[i]["HITId"] for i in (0, 4, 2, 3, 1)]


# An extension that opens a HIT again takes it from the list.
def test_extended(fresh, server):
    client = fresh.sandbox
    hit = expired(client)
    assert ids(client) == [hit["HITId"]]
    client.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=int(server.now()) + HOUR)
    assert ids(client) == []


# Page by page with a filter: nothing twice, nothing missing, and the end has no token.
def test_pages(fresh):
    client = fresh.sandbox
    type = publish(client)["HITTypeId"]
    wanted = []
    for number in range(7):
        hit = client.create_hit_with_hit_type(
            HITTypeId=type, LifetimeInSeconds=HOUR, Question=questions.html_question()
        )["HIT"]
        client.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=0)
        wanted.append(hit["HITId"])
        if number % 2:
            expired(client)
    pages = list(
        client.get_paginator("list_reviewable_hits").paginate(
            HITTypeId=type, PaginationConfig={"PageSize": 3}
        )
    )
    assert [page["NumResults"] for page in pages] == [3, 3, 1, 0]
    assert sorted(hit["HITId"] for page in pages for hit in page["HITs"]) == sorted(wanted)
    assert ["NextToken" in page for page in pages] == [True, True, True, False]


# A token belongs to its list: to the operation, the status, the type, the requester and the marketplace.
def test_token_of_another_list(new_requester):
    mine, other = new_requester("10.00"), new_requester()
    hit = expired(mine.sandbox)
    token = mine.sandbox.list_reviewable_hits()["NextToken"]
    for client, filters in (
        (mine.sandbox, {"Status": "Reviewing"}),
        (mine.sandbox, {"HITTypeId": hit["HITTypeId"]}),
        (mine.live, {}),
        (other.sandbox, {}),
    ):
        with refused(
            "ParameterValidationError",
            "is not valid for the parameter NextToken.",
            "InvalidParameterValue",
            parameter="NextToken",
        ):
            client.list_reviewable_hits(NextToken=token, **filters)
    with refused("ParameterValidationError", parameter="NextToken"):
        mine.sandbox.list_hits(NextToken=token)
    # Reviewable said or not said is the same list.
    assert mine.sandbox.list_reviewable_hits(NextToken=token, Status="Reviewable")["HITs"] == []


# boto3 checks neither the enumeration nor the maximum, so the server must.
@pytest.mark.parametrize(
    "parameters, constraint",
    [
        (
            {"Status": "Disposed"},
            "Value 'Disposed' at 'status' failed to satisfy constraint: "
            "Member must satisfy enum value set: [Reviewable, Reviewing]",
        ),
        ({"Status": "reviewable"}, "'status'"),
        ({"Status": ""}, "'status'"),
        ({"HITTypeId": "3abc"}, "'hITTypeId'"),
        ({"HITTypeId": ""}, "'hITTypeId'"),
        ({"MaxResults": 0}, "Member must have value greater than or equal to 1"),
        ({"MaxResults": 101}, "Member must have value less than or equal to 100"),
        ({"NextToken": ""}, "'nextToken'"),
    ],
    ids=str,
)
def test_outside_the_model(mturk, parameters, constraint):
    with refused("ValidationException", constraint):
        mturk.list_reviewable_hits(**parameters)
