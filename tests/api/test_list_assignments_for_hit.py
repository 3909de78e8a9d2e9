"""ListAssignmentsForHIT."""

import pytest
import questions
from people import unique
from refusal import refused
from worker_site import answers_in


@pytest.fixture(scope="module")
def busy(new_requester, new_worker, server):
    """A HIT with five submissions: two approved, three waiting; one more accepted, one more returned."""
    client = new_requester().sandbox
    hit = client.create_hit(**questions.hit(Title=unique("Busy"), MaxAssignments=9))["HIT"]
    submitted = []
    for number in range(5):
        submitted.append(new_worker().do(hit["HITId"], {"comment": f"number {number}"}))
        server.advance(1)
    new_worker().accept(hit["HITId"])
    gone = new_worker()
    gone.call("ReturnAssignment", AssignmentId=gone.accept(hit["HITId"])["AssignmentId"])
    for id in submitted[1:3]:
        client.approve_assignment(AssignmentId=id)
    return client, hit, submitted


def ids(page):
    return [a["AssignmentId"] for a in page["Assignments"]]


# Without a filter all three states, in the order of submission (the predecessor's default).
def test_order_is_that_of_submission(busy):
    client, hit, submitted = busy
    page = client.list_assignments_for_hit(HITId=hit["HITId"])
    assert page["NumResults"] == 5
    assert ids(page) == submitted


# An empty list of states means all, like no list.
def test_empty_filter_is_no_filter(busy):
    client, hit, submitted = busy
    assert ids(client.list_assignments_for_hit(HITId=hit["HITId"], AssignmentStatuses=[])) == submitted


# Filters by state.
@pytest.mark.parametrize(
    "states, wanted",
    [
        (["Submitted"], [0, 3, 4]),
        (["Approved"], [1, 2]),
        (["Rejected"], []),
        (["Approved", "Submitted"], [0, 1, 2, 3, 4]),
        (["Rejected", "Approved"], [1, 2]),
        (["Approved", "Approved"], [1, 2]),
    ],
    ids=str,
)
def test_filter(busy, states, wanted):
    client, hit, submitted = busy
    page = client.list_assignments_for_hit(HITId=hit["HITId"], AssignmentStatuses=states)
    assert ids(page) == [submitted[i] for i in wanted]
    assert page["NumResults"] == len(wanted)


# Accepted, returned and abandoned ones never appear; nor can they be asked for.
def test_unknown_state(busy):
    client, hit, _ = busy
    for state in ("Accepted", "Returned", "submitted"):
        with refused("ValidationException", "assignmentStatuses"):
            client.list_assignments_for_hit(HITId=hit["HITId"], AssignmentStatuses=[state])


# Pages with a filter: nothing twice, nothing missing, a token on each page with results.
def test_pages(busy):
    client, hit, submitted = busy
    found, more = [], {}
    for _ in range(4):
        page = client.list_assignments_for_hit(
            HITId=hit["HITId"], AssignmentStatuses=["Submitted"], MaxResults=1, **more
        )
        found += ids(page)
        more = {"NextToken": page["NextToken"]} if page["NumResults"] else {}
        assert ("NextToken" in page) == (page["NumResults"] > 0)
    assert found == [submitted[i] for i in (0, 3, 4)]


# The SDK's own paginator ends.
def test_paginator(busy):
    client, hit, submitted = busy
    pages = client.get_paginator("list_assignments_for_hit").paginate(
        HITId=hit["HITId"], PaginationConfig={"PageSize": 2}
    )
    assert [id for page in pages for id in ids(page)] == submitted


# A token belongs to its list: another HIT's or another filter's is refused.
def test_token_of_another_list(busy, new_requester, new_hit, mturk, worker):
    client, hit, _ = busy
    token = client.list_assignments_for_hit(HITId=hit["HITId"], MaxResults=1)["NextToken"]
    with refused("ParameterValidationError", parameter="NextToken"):
        client.list_assignments_for_hit(
            HITId=hit["HITId"], MaxResults=1, NextToken=token, AssignmentStatuses=["Approved"]
        )
    other = client.create_hit(**questions.hit(Title=unique("Other")))["HIT"]
    with refused("ParameterValidationError", parameter="NextToken"):
        client.list_assignments_for_hit(HITId=other["HITId"], NextToken=token)


# A whole assignment: the times hang together, and the answer is XML that names the form's fields.
def test_an_assignment(mturk, new_hit, worker, server):
    hit = new_hit(AutoApprovalDelayInSeconds=3600)
    before = int(server.now())
    id = worker.do(hit["HITId"], {"comment": "Grüße <&> 你好", "colour": ["red", "blue"], "empty": ""})
    [assignment] = mturk.list_assignments_for_hit(HITId=hit["HITId"])["Assignments"]
    assert assignment["AssignmentId"] == id
    assert assignment["WorkerId"] == worker.id
    assert assignment["HITId"] == hit["HITId"]
    assert assignment["AssignmentStatus"] == "Submitted"
    assert (
        before
        <= assignment["AcceptTime"].timestamp()
        <= assignment["SubmitTime"].timestamp()
        <= server.now() + 1
    )
    assert (assignment["AutoApprovalTime"] - assignment["SubmitTime"]).total_seconds() == 3600
    assert "ApprovalTime" not in assignment and "RejectionTime" not in assignment
    assert "RequesterFeedback" not in assignment
    # Several values of one name are one Answer, joined with |; an empty field is an empty answer.
    assert answers_in(assignment["Answer"]) == {
        "comment": "Grüße <&> 你好",
        "colour": "red|blue",
        "empty": "",
    }
    # ASCII with references is what the documented examples show, and every parser reads it.
    assert assignment["Answer"].isascii()
    assert assignment["Answer"].startswith('<?xml version="1.0" encoding="ASCII"?>')
    assert (
        'xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/QuestionFormAnswers.xsd"'
        in assignment["Answer"]
    )


# The deadline was AcceptTime and the type's duration; it and the time of automatic approval stay there after
# the decision, and a decision has its own time and no other.
def test_times_after_a_decision(mturk, new_hit, new_worker):
    hit = new_hit(MaxAssignments=3, AssignmentDurationInSeconds=300, AutoApprovalDelayInSeconds=3600)
    ids_ = [new_worker().do(hit["HITId"]) for _ in range(3)]
    mturk.approve_assignment(AssignmentId=ids_[0])
    mturk.reject_assignment(AssignmentId=ids_[1], RequesterFeedback="no")
    approved, rejected, waiting = mturk.list_assignments_for_hit(HITId=hit["HITId"])["Assignments"]
    for assignment in (approved, rejected, waiting):
        assert (assignment["Deadline"] - assignment["AcceptTime"]).total_seconds() == 300
        assert (assignment["AutoApprovalTime"] - assignment["SubmitTime"]).total_seconds() == 3600
    decisions = [{"ApprovalTime", "RejectionTime"} & set(a) for a in (approved, rejected, waiting)]
    assert decisions == [{"ApprovalTime"}, {"RejectionTime"}, set()]
    filtered = mturk.list_assignments_for_hit(HITId=hit["HITId"], AssignmentStatuses=["Rejected"])
    assert filtered["Assignments"] == [rejected]


# A HIT without submissions has an empty page.
def test_nothing_submitted_yet(mturk, new_hit, worker, raw):
    hit = new_hit()
    worker.accept(hit["HITId"])
    assert raw.call("ListAssignmentsForHIT", {"HITId": hit["HITId"]}).json == {
        "NumResults": 0,
        "Assignments": [],
    }


# Works at any state, also long after expiry.
def test_expired_hit(mturk, new_hit, worker, advance):
    hit = new_hit(LifetimeInSeconds=60, MaxAssignments=2)
    id = worker.do(hit["HITId"])
    advance(61)
    assert ids(mturk.list_assignments_for_hit(HITId=hit["HITId"])) == [id]


# The quoted text again.
def test_unknown_hit(mturk):
    with refused("RequestError", "Hit 3NOSUCHHIT does not exist.", "HITDoesNotExist"):
        mturk.list_assignments_for_hit(HITId="3NOSUCHHIT")


# Required, and held against the model.
def test_missing_hit_id(mturk):
    with refused("ValidationException", "Value null at 'hITId'"):
        mturk.list_assignments_for_hit()
    with refused("ValidationException", "'maxResults'"):
        mturk.list_assignments_for_hit(HITId="3X", MaxResults=101)
