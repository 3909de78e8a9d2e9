"""GetAssignment: one assignment that was handed in, with its HIT."""

import pytest
from refusal import no_such_assignment, refused
from worker_site import answers_in


# Both structures, complete: the assignment as ListAssignmentsForHIT shows it, the HIT as GetHIT does.
@pytest.mark.parametrize("marketplace", ["sandbox", "live"])
def test_both(new_requester, new_worker, new_hit, marketplace):
    client = getattr(new_requester("10.00"), marketplace)
    worker = new_worker(marketplace)
    hit = new_hit(client=client, MaxAssignments=2, RequesterAnnotation="batch 3")
    id = worker.do(hit["HITId"], {"comment": "Grüße <&>", "empty": ""})
    answer = client.get_assignment(AssignmentId=id)
    [listed] = client.list_assignments_for_hit(HITId=hit["HITId"])["Assignments"]
    assert answer["Assignment"] == listed
    assert answer["HIT"] == client.get_hit(HITId=hit["HITId"])["HIT"]
    assert answers_in(answer["Assignment"]["Answer"]) == {"comment": "Grüße <&>", "empty": ""}
    assert "RequesterFeedback" not in answer["Assignment"]


# Nothing but the two members.
def test_members(raw, new_hit, worker):
    answer = raw.call("GetAssignment", {"AssignmentId": worker.do(new_hit()["HITId"])}).json
    assert set(answer) == {"Assignment", "HIT"}


# Through its life: approved, rejected, and approved after all.
def test_states(mturk, new_hit, new_worker):
    hit = new_hit(MaxAssignments=2)
    one, two = new_worker().do(hit["HITId"]), new_worker().do(hit["HITId"])

    def read(id):
        return mturk.get_assignment(AssignmentId=id)["Assignment"]

    submitted = read(one)
    mturk.approve_assignment(AssignmentId=one, RequesterFeedback="good")
    approved = read(one)
    assert approved["AssignmentStatus"] == "Approved"
    assert approved["ApprovalTime"] >= approved["SubmitTime"]
    assert {k: v for k, v in approved.items() if k not in ("ApprovalTime", "RequesterFeedback")} == {
        **submitted,
        "AssignmentStatus": "Approved",
    }
    mturk.reject_assignment(AssignmentId=two, RequesterFeedback="bad")
    rejected = read(two)
    assert (rejected["AssignmentStatus"], rejected["RequesterFeedback"]) == ("Rejected", "bad")
    assert "RejectionTime" in rejected and "ApprovalTime" not in rejected
    mturk.approve_assignment(AssignmentId=two, OverrideRejection=True)
    overridden = read(two)
    assert overridden["AssignmentStatus"] == "Approved"
    assert "ApprovalTime" in overridden and "RejectionTime" not in overridden
    assert overridden["AutoApprovalTime"] == rejected["AutoApprovalTime"]


# Approved by the clock, at exactly the time announced; the HIT beside it shows it too.
def test_automatic_approval(mturk, new_hit, worker, advance):
    id = worker.do(new_hit(AutoApprovalDelayInSeconds=120)["HITId"])
    before = mturk.get_assignment(AssignmentId=id)
    advance(121)
    after = mturk.get_assignment(AssignmentId=id)
    assert after["Assignment"]["ApprovalTime"] == before["Assignment"]["AutoApprovalTime"]
    assert (
        before["HIT"]["NumberOfAssignmentsCompleted"],
        after["HIT"]["NumberOfAssignmentsCompleted"],
    ) == (0, 1)


# Not handed in yet: ParlAI looks for this very text. The comma has no blank behind it, and Reviewable is the
# original's inner name of Submitted.
def test_under_way(mturk, new_hit, worker):
    id = worker.accept(new_hit()["HITId"])["AssignmentId"]
    for _ in range(4):
        with refused(
            "RequestError",
            whole="This operation can be called with a status of: Reviewable,Approved,Rejected",
            code="InvalidAssignmentState",
        ):
            mturk.get_assignment(AssignmentId=id)


# Given back or run out of time is gone.
def test_returned_and_abandoned(mturk, new_hit, new_worker, advance):
    hit = new_hit(MaxAssignments=2, AssignmentDurationInSeconds=30)
    gone, late = new_worker(), new_worker()
    returned = gone.accept(hit["HITId"])["AssignmentId"]
    gone.call("ReturnAssignment", AssignmentId=returned)
    abandoned = late.accept(hit["HITId"])["AssignmentId"]
    advance(31)
    for id in (returned, abandoned):
        with no_such_assignment(id):
            mturk.get_assignment(AssignmentId=id)


# The HIT's id is no assignment's, nor is one that was never given.
def test_unknown(mturk, new_hit):
    for id in (new_hit()["HITId"], "3NOSUCHASSIGNMENT"):
        with no_such_assignment(id):
            mturk.get_assignment(AssignmentId=id)


# The literal of a preview breaks the model's pattern (underscores).
@pytest.mark.parametrize("id", ["ASSIGNMENT_ID_NOT_AVAILABLE", "", "a", "3" * 65])
def test_ids_outside_the_model(mturk, id):
    with refused("ValidationException", "'assignmentId'"):
        mturk.get_assignment(AssignmentId=id)


def test_missing_id(mturk):
    with refused("ValidationException", "Value null at 'assignmentId'"):
        mturk.get_assignment()
