"""RejectAssignment, and what may follow it: OverrideRejection."""

import concurrent.futures

import pytest
from refusal import no_money, no_such_assignment, not_submitted, refused


@pytest.fixture
def submitted(new_hit, worker):
    hit = new_hit()
    return hit["HITId"], worker.do(hit["HITId"])


def read(mturk, hit_id):
    [assignment] = mturk.list_assignments_for_hit(HITId=hit_id)["Assignments"]
    return assignment


# Submitted becomes Rejected, at the time of the call; the answer has no member and is `{}`.
def test_reject(mturk, raw, submitted, server):
    hit_id, id = submitted
    before = int(server.now())
    answer = raw.call("RejectAssignment", {"AssignmentId": id, "RequesterFeedback": "Too short"})
    assert (answer.status, answer.body) == (200, b"{}")
    assignment = read(mturk, hit_id)
    assert (assignment["AssignmentStatus"], assignment["RequesterFeedback"]) == ("Rejected", "Too short")
    assert before <= assignment["RejectionTime"].timestamp() <= server.now() + 1
    assert "ApprovalTime" not in assignment and "AutoApprovalTime" in assignment


# psiTurk rejects with an empty feedback.
def test_empty_feedback(mturk, submitted):
    hit_id, id = submitted
    mturk.reject_assignment(AssignmentId=id, RequesterFeedback="")
    assert read(mturk, hit_id)["AssignmentStatus"] == "Rejected"


# The worker reads why, earns nothing and has it in his record.
def test_worker_sees_it(mturk, submitted, worker):
    _, id = submitted
    mturk.reject_assignment(AssignmentId=id, RequesterFeedback="Schade! \U0001f614\n")
    seen = worker.call("GetAssignment", AssignmentId=id)["Assignment"]
    assert (seen["Status"], seen["RequesterFeedback"]) == ("Rejected", "Schade! \U0001f614\n")
    earned = worker.call("GetEarnings")
    assert (earned["Approved"], earned["Pending"], earned["NumberRejected"]) == ("0.00", "0.00", 1)


# The place is not offered again: Max stays, Completed grows, Available does not.
def test_counters(mturk, new_hit, new_worker):
    hit = new_hit(MaxAssignments=2)
    id = new_worker().do(hit["HITId"])
    before = mturk.get_hit(HITId=hit["HITId"])["HIT"]
    mturk.reject_assignment(AssignmentId=id, RequesterFeedback="no")
    assert mturk.get_hit(HITId=hit["HITId"])["HIT"] == {**before, "NumberOfAssignmentsCompleted": 1}


# psiTurk's arithmetic of what waits for review: Max - Available - Pending - Completed.
def test_arithmetic(mturk, new_hit, new_worker):
    hit = new_hit(MaxAssignments=5)
    ids = [new_worker().do(hit["HITId"]) for _ in range(3)]
    new_worker().accept(hit["HITId"])

    def waiting():
        h = mturk.get_hit(HITId=hit["HITId"])["HIT"]
        return (
            h["MaxAssignments"]
            - h["NumberOfAssignmentsAvailable"]
            - h["NumberOfAssignmentsPending"]
            - h["NumberOfAssignmentsCompleted"]
        )

    assert waiting() == 3
    mturk.reject_assignment(AssignmentId=ids[0], RequesterFeedback="")
    mturk.approve_assignment(AssignmentId=ids[1])
    assert waiting() == 1
    mturk.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=0)
    assert waiting() == 1


# Decided, by whomever, is decided: the quoted text. Four times, as Go v1 sends it.
@pytest.mark.parametrize("how", ["approved", "rejected", "by the clock"])
def test_decided_already(mturk, new_hit, worker, advance, how):
    hit = new_hit(AutoApprovalDelayInSeconds=3600)
    id = worker.do(hit["HITId"])
    if how == "approved":
        mturk.approve_assignment(AssignmentId=id, RequesterFeedback="first")
    elif how == "rejected":
        mturk.reject_assignment(AssignmentId=id, RequesterFeedback="first")
    else:
        advance(3601)
    before = read(mturk, hit["HITId"])
    for _ in range(4):
        with not_submitted():
            mturk.reject_assignment(AssignmentId=id, RequesterFeedback="second")
    assert read(mturk, hit["HITId"]) == before


# Work under way, given back or abandoned.
def test_not_submitted(mturk, new_hit, new_worker, advance):
    hit = new_hit(MaxAssignments=2, AssignmentDurationInSeconds=30)
    gone, late = new_worker(), new_worker()
    returned = gone.accept(hit["HITId"])["AssignmentId"]
    gone.call("ReturnAssignment", AssignmentId=returned)
    pending = late.accept(hit["HITId"])["AssignmentId"]
    with not_submitted():
        mturk.reject_assignment(AssignmentId=pending, RequesterFeedback="no")
    advance(31)
    for id in (returned, pending):
        with no_such_assignment(id):
            mturk.reject_assignment(AssignmentId=id, RequesterFeedback="no")


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
        mturk.reject_assignment(AssignmentId=id, RequesterFeedback=feedback)
    assert read(mturk, hit_id)["AssignmentStatus"] == "Submitted"


# No text at all may hold a NUL: the store could not keep it.
def test_nul(mturk, submitted):
    hit_id, id = submitted
    with refused("SerializationException"):
        mturk.reject_assignment(AssignmentId=id, RequesterFeedback="a\0b")
    assert read(mturk, hit_id)["AssignmentStatus"] == "Submitted"


def test_longest_feedback(mturk, submitted):
    hit_id, id = submitted
    mturk.reject_assignment(AssignmentId=id, RequesterFeedback="\U0001f600" * 1024)
    assert read(mturk, hit_id)["RequesterFeedback"] == "\U0001f600" * 1024


def test_bad_input(mturk, submitted):
    hit_id, id = submitted
    with refused("ValidationException", "Value null at 'requesterFeedback'"):
        mturk.reject_assignment(AssignmentId=id)
    with refused("ValidationException", "Value null at 'assignmentId'"):
        mturk.reject_assignment(RequesterFeedback="no")
    for wrong in ("ASSIGNMENT_ID_NOT_AVAILABLE", "", "a", "3" * 65):
        with refused("ValidationException", "'assignmentId'"):
            mturk.reject_assignment(AssignmentId=wrong, RequesterFeedback="no")
    for wrong in (1, True, [], {}):
        with refused("SerializationException"):
            mturk.reject_assignment(AssignmentId=id, RequesterFeedback=wrong)
    assert read(mturk, hit_id)["AssignmentStatus"] == "Submitted"


def test_unknown_assignment(mturk, new_hit):
    for id in ("3NOSUCHASSIGNMENT", new_hit()["HITId"]):
        with no_such_assignment(id):
            mturk.reject_assignment(AssignmentId=id, RequesterFeedback="no")


# Live: the hold of this one comes back, and only of this one.
def test_money(new_requester, new_worker, new_hit):
    requester, workers = new_requester("10.00"), [new_worker("live") for _ in range(2)]
    hit = new_hit(client=requester.live, Reward="1.00", MaxAssignments=3)  # 3 x 1.20
    ids = [w.do(hit["HITId"]) for w in workers]
    requester.live.reject_assignment(AssignmentId=ids[0], RequesterFeedback="no")
    assert requester.balance() == ("7.60", "2.40")
    assert workers[0].call("GetEarnings")["Total"] == "0.00"


# A rejection can be overridden: it is paid anew, once, and the feedback of the rejection goes when another
# is given.
def test_override(new_requester, new_worker, new_hit):
    requester, worker = new_requester("10.00"), new_worker("live")
    client = requester.live
    hit = new_hit(client=client, Reward="1.00")
    id = worker.do(hit["HITId"])
    client.reject_assignment(AssignmentId=id, RequesterFeedback="no")
    assert requester.balance() == ("10.00", "0.00")
    # Without the word, no.
    for how in ({}, {"OverrideRejection": False}):
        with not_submitted():
            client.approve_assignment(AssignmentId=id, **how)
    client.approve_assignment(AssignmentId=id, OverrideRejection=True, RequesterFeedback="after all")
    assert requester.balance() == ("8.80", "0.00")
    after = read(client, hit["HITId"])
    assert (after["AssignmentStatus"], after["RequesterFeedback"]) == ("Approved", "after all")
    assert "RejectionTime" not in after
    earned = worker.call("GetEarnings")
    assert (earned["Approved"], earned["NumberApproved"], earned["NumberRejected"]) == ("1.00", 1, 0)
    # Not twice.
    with not_submitted():
        client.approve_assignment(AssignmentId=id, OverrideRejection=True)
    assert client.get_hit(HITId=hit["HITId"])["HIT"]["NumberOfAssignmentsCompleted"] == 1
    assert requester.balance() == ("8.80", "0.00")


# Funds short: nothing has changed.
def test_override_without_money(new_requester, new_worker, new_hit):
    requester, worker = new_requester("1.20"), new_worker("live")
    client = requester.live
    hit = new_hit(client=client, Reward="1.00")
    id = worker.do(hit["HITId"])
    client.reject_assignment(AssignmentId=id, RequesterFeedback="no")
    new_hit(client=client, Reward="1.00")
    before = read(client, hit["HITId"])
    for _ in range(4):
        with no_money():
            client.approve_assignment(AssignmentId=id, OverrideRejection=True)
    assert read(client, hit["HITId"]) == before
    assert requester.balance() == ("0.00", "1.20")


# Within 30 days of the submission.
def test_override_within_thirty_days(mturk, new_hit, new_worker, advance):
    hit = new_hit(MaxAssignments=2)
    one, two = new_worker().do(hit["HITId"]), new_worker().do(hit["HITId"])
    for id in (one, two):
        mturk.reject_assignment(AssignmentId=id, RequesterFeedback="no")
    advance(30 * 86400 - 60)
    mturk.approve_assignment(AssignmentId=one, OverrideRejection=True)
    advance(120)
    with refused("RequestError", code="InvalidAssignmentState"):
        mturk.approve_assignment(AssignmentId=two, OverrideRejection=True)
    assert mturk.get_assignment(AssignmentId=two)["Assignment"]["AssignmentStatus"] == "Rejected"


# One of many wins, and the money follows it.
def test_race_with_approval(new_requester, new_worker, new_hit):
    requester, worker = new_requester("10.00"), new_worker("live")
    client = requester.live
    id = worker.do(new_hit(client=client, Reward="1.00")["HITId"])

    def decide(number):
        try:
            if number % 2:
                client.approve_assignment(AssignmentId=id)
                return "Approved"
            client.reject_assignment(AssignmentId=id, RequesterFeedback="")
            return "Rejected"
        except client.exceptions.RequestError:
            return None

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        won = [decision for decision in pool.map(decide, range(8)) if decision]
    assert won == [client.get_assignment(AssignmentId=id)["Assignment"]["AssignmentStatus"]]
    assert requester.balance() == (("8.80" if won == ["Approved"] else "10.00"), "0.00")
