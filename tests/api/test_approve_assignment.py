"""ApproveAssignment: which states it takes, and what it leaves."""

import pytest
from refusal import refused

WRONG_STATE = "This operation can be called with a status of: Submitted"


@pytest.fixture
def submitted(new_hit, worker):
    hit = new_hit()
    return hit["HITId"], worker.do(hit["HITId"])


def read(mturk, hit_id):
    [assignment] = mturk.list_assignments_for_hit(HITId=hit_id)["Assignments"]
    return assignment


# Submitted becomes Approved, at the time of the call; the answer has no member and is `{}` (PHP throws on
# less).
def test_approve(mturk, submitted, raw, server):
    hit_id, id = submitted
    before = int(server.now())
    answer = raw.call("ApproveAssignment", {"AssignmentId": id})
    assert (answer.status, answer.body) == (200, b"{}")
    assignment = read(mturk, hit_id)
    assert assignment["AssignmentStatus"] == "Approved"
    assert before <= assignment["ApprovalTime"].timestamp() <= server.now() + 1
    assert "RejectionTime" not in assignment and "RequesterFeedback" not in assignment
    # The time when it would have been approved by itself stays.
    assert "AutoApprovalTime" in assignment


# In spite of the model's "idempotent" a repeated call fails; text and code are quoted.
def test_approve_twice(mturk, submitted):
    _, id = submitted
    mturk.approve_assignment(AssignmentId=id)
    with refused("RequestError", WRONG_STATE, "InvalidAssignmentState"):
        mturk.approve_assignment(AssignmentId=id)


# … with OverrideRejection as well, since nothing was rejected.
def test_override_of_an_approval(mturk, submitted):
    hit_id, id = submitted
    mturk.approve_assignment(AssignmentId=id, RequesterFeedback="first")
    with refused("RequestError", WRONG_STATE, "InvalidAssignmentState"):
        mturk.approve_assignment(AssignmentId=id, OverrideRejection=True, RequesterFeedback="second")
    assert read(mturk, hit_id)["RequesterFeedback"] == "first"


# OverrideRejection does not matter for a submitted one.
@pytest.mark.parametrize("override", [True, False])
def test_override_of_nothing(mturk, submitted, override):
    hit_id, id = submitted
    mturk.approve_assignment(AssignmentId=id, OverrideRejection=override)
    assert read(mturk, hit_id)["AssignmentStatus"] == "Approved"


# Feedback is returned with the assignment, and the worker sees it.
def test_feedback(mturk, submitted, worker):
    hit_id, id = submitted
    mturk.approve_assignment(AssignmentId=id, RequesterFeedback="Danke schön! \U0001f44d\n")
    assert read(mturk, hit_id)["RequesterFeedback"] == "Danke schön! \U0001f44d\n"
    seen = worker.call("GetAssignment", AssignmentId=id)["Assignment"]
    assert (seen["Status"], seen["RequesterFeedback"]) == ("Approved", "Danke schön! \U0001f44d\n")


# 1,024 characters, and none that nobody can read.
@pytest.mark.parametrize(
    "feedback", ["x" * 1025, "bell\x07", "\x0b", "\x1f"], ids=["long", "bell", "tab", "unit"]
)
def test_feedback_refused(mturk, submitted, feedback):
    hit_id, id = submitted
    with refused(
        "ParameterValidationError",
        "RequesterFeedback",
        "InvalidParameterValue",
        parameter="RequesterFeedback",
    ):
        mturk.approve_assignment(AssignmentId=id, RequesterFeedback=feedback)
    assert read(mturk, hit_id)["AssignmentStatus"] == "Submitted"


def test_longest_feedback(mturk, submitted):
    hit_id, id = submitted
    mturk.approve_assignment(AssignmentId=id, RequesterFeedback="ö" * 1024)
    assert read(mturk, hit_id)["RequesterFeedback"] == "ö" * 1024


# Work in progress cannot be approved; the original said "null".
def test_not_submitted_yet(mturk, new_hit, worker):
    id = worker.accept(new_hit()["HITId"])["AssignmentId"]
    with refused("RequestError", "This operation can be called with a status of: ", "InvalidAssignmentState"):
        mturk.approve_assignment(AssignmentId=id)


# Nor can what was given back or ran out of time.
def test_returned_and_abandoned(mturk, new_hit, new_worker, advance):
    hit = new_hit(MaxAssignments=2, AssignmentDurationInSeconds=30)
    gone, late = new_worker(), new_worker()
    returned = gone.accept(hit["HITId"])["AssignmentId"]
    gone.call("ReturnAssignment", AssignmentId=returned)
    abandoned = late.accept(hit["HITId"])["AssignmentId"]
    advance(31)
    for id in (returned, abandoned):
        with refused("RequestError"):
            mturk.approve_assignment(AssignmentId=id)
    assert mturk.get_hit(HITId=hit["HITId"])["HIT"]["NumberOfAssignmentsCompleted"] == 0


# Approved by the clock is approved.
def test_after_automatic_approval(mturk, new_hit, worker, advance):
    id = worker.do(new_hit(AutoApprovalDelayInSeconds=60)["HITId"])
    advance(61)
    with refused("RequestError", WRONG_STATE, "InvalidAssignmentState"):
        mturk.approve_assignment(AssignmentId=id)


# The quoted text.
def test_unknown_assignment(mturk):
    with refused("RequestError", "Assignment 3NOSUCHASSIGNMENT does not exist.", "AssignmentDoesNotExist"):
        mturk.approve_assignment(AssignmentId="3NOSUCHASSIGNMENT")


# A HIT's id is no assignment's.
def test_id_of_a_hit(mturk, new_hit):
    with refused("RequestError", "does not exist", "AssignmentDoesNotExist"):
        mturk.approve_assignment(AssignmentId=new_hit()["HITId"])


# The literal of a preview breaks the model's pattern (underscores).
@pytest.mark.parametrize("id", ["ASSIGNMENT_ID_NOT_AVAILABLE", "", "a", "3" * 65])
def test_ids_outside_the_model(mturk, id):
    with refused("ValidationException", "'assignmentId'"):
        mturk.approve_assignment(AssignmentId=id)


def test_missing_id(mturk):
    with refused("ValidationException", "Value null at 'assignmentId'"):
        mturk.approve_assignment()


# Booleans are booleans.
@pytest.mark.parametrize("value", ["true", 1, []], ids=str)
def test_override_of_the_wrong_kind(mturk, submitted, value):
    hit_id, id = submitted
    with refused("SerializationException"):
        mturk.approve_assignment(AssignmentId=id, OverrideRejection=value)
    assert read(mturk, hit_id)["AssignmentStatus"] == "Submitted"


# Approval changes Completed and nothing else: the HIT keeps its state.
def test_counters(mturk, new_hit, new_worker):
    hit = new_hit(MaxAssignments=2)
    id = new_worker().do(hit["HITId"])
    before = mturk.get_hit(HITId=hit["HITId"])["HIT"]
    mturk.approve_assignment(AssignmentId=id)
    after = mturk.get_hit(HITId=hit["HITId"])["HIT"]
    assert after == {**before, "NumberOfAssignmentsCompleted": 1}
