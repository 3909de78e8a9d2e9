"""What the clock does: expiry, deadlines, automatic approval. No test sleeps; `advance` turns the domain
clock."""

import pytest
from people import unique
from worker_site import WorkerRefused


def hit_of(mturk, hit):
    return mturk.get_hit(HITId=hit["HITId"])["HIT"]


def counters(hit):
    """(status, available, pending, completed)"""
    return (
        hit["HITStatus"],
        hit["NumberOfAssignmentsAvailable"],
        hit["NumberOfAssignmentsPending"],
        hit["NumberOfAssignmentsCompleted"],
    )


# Expiry makes an untouched HIT Reviewable at once. Available stays what was left, so that Max - Available -
# Pending - Completed is the number waiting for review in every state (a program computes just that).
def test_expiry_without_work(mturk, new_hit, advance):
    hit = new_hit(LifetimeInSeconds=100, MaxAssignments=3)
    advance(98)
    assert counters(hit_of(mturk, hit)) == ("Assignable", 3, 0, 0)
    advance(3)
    assert counters(hit_of(mturk, hit)) == ("Reviewable", 3, 0, 0)


# Expiry does not stop work in progress: Unassignable until the last one ends.
def test_expiry_with_work_in_progress(mturk, new_hit, new_worker, advance):
    hit = new_hit(LifetimeInSeconds=100, MaxAssignments=3, AssignmentDurationInSeconds=600)
    one, two = new_worker(), new_worker()
    first, second = one.accept(hit["HITId"]), two.accept(hit["HITId"])
    advance(101)
    assert counters(hit_of(mturk, hit)) == ("Unassignable", 1, 2, 0)
    # … the worker keeps the whole duration and may submit after the expiration;
    one.submit(first, {"comment": "late but in time"})
    assert counters(hit_of(mturk, hit))[0] == "Unassignable"
    # … and the last one to end makes it Reviewable, here by giving it back. Its place is not offered again.
    two.call("ReturnAssignment", AssignmentId=second["AssignmentId"])
    assert hit_of(mturk, hit)["HITStatus"] == "Reviewable"


# Nobody can accept an expired HIT.
def test_expired_hit_cannot_be_accepted(new_hit, new_worker, advance):
    hit = new_hit(LifetimeInSeconds=60)
    advance(61)
    with pytest.raises(WorkerRefused) as caught:
        new_worker().accept(hit["HITId"])
    assert caught.value.code == "NoMoreHITs"


# … nor find it.
def test_expired_hit_is_not_listed_for_workers(new_hit, worker, advance):
    hit = new_hit(LifetimeInSeconds=60, Title=unique("Vanishing"))
    found = worker.call("SearchHITGroups", SearchTerm=hit["Title"])["HITGroups"]
    assert [g["HITGroupId"] for g in found] == [hit["HITGroupId"]]
    advance(61)
    assert worker.call("SearchHITGroups", SearchTerm=hit["Title"]) == {"HITGroups": [], "NumResults": 0}


# The deadline abandons: the place is open again, and nothing can be submitted any more.
def test_abandonment(mturk, new_hit, new_worker, advance):
    hit = new_hit(AssignmentDurationInSeconds=60, LifetimeInSeconds=100000)
    slow = new_worker()
    assignment = slow.accept(hit["HITId"])
    assert assignment["Deadline"] - assignment["AcceptTime"] == 60
    assert counters(hit_of(mturk, hit)) == ("Unassignable", 0, 1, 0)
    advance(61)
    assert counters(hit_of(mturk, hit)) == ("Assignable", 1, 0, 0)
    with pytest.raises(WorkerRefused) as caught:
        slow.submit(assignment, {"comment": "too late"})
    assert caught.value.code in ("DeadlinePassed", "AssignmentNotInProgress")
    assert (
        slow.call("GetAssignment", AssignmentId=assignment["AssignmentId"])["Assignment"]["Status"]
        == "Abandoned"
    )
    # Somebody else takes the place, under another id.
    assert new_worker().accept(hit["HITId"])["AssignmentId"] != assignment["AssignmentId"]


# Just before the deadline is in time.
def test_submission_in_time(mturk, new_hit, worker, advance):
    hit = new_hit(AssignmentDurationInSeconds=60)
    assignment = worker.accept(hit["HITId"])
    advance(57)
    assert worker.submit(assignment, {"comment": "phew"})["Status"] == "Submitted"


# An abandoned place of an expired HIT leaves it Reviewable.
def test_abandonment_after_expiry(mturk, new_hit, worker, advance):
    hit = new_hit(LifetimeInSeconds=30, AssignmentDurationInSeconds=90)
    worker.accept(hit["HITId"])
    advance(40)
    assert counters(hit_of(mturk, hit)) == ("Unassignable", 0, 1, 0)
    advance(60)
    assert counters(hit_of(mturk, hit)) == ("Reviewable", 1, 0, 0)


# Nobody decides: approved at exactly the announced time.
def test_automatic_approval(mturk, new_hit, worker, advance):
    hit = new_hit(AutoApprovalDelayInSeconds=3600)
    worker.do(hit["HITId"])
    advance(3590)
    [waiting] = mturk.list_assignments_for_hit(HITId=hit["HITId"])["Assignments"]
    assert waiting["AssignmentStatus"] == "Submitted"
    advance(15)
    [approved] = mturk.list_assignments_for_hit(HITId=hit["HITId"])["Assignments"]
    assert approved["AssignmentStatus"] == "Approved"
    assert approved["AutoApprovalTime"] == waiting["AutoApprovalTime"]
    assert approved["ApprovalTime"] == approved["AutoApprovalTime"]
    assert "RequesterFeedback" not in approved
    assert counters(hit_of(mturk, hit)) == ("Reviewable", 0, 0, 1)


# A delay of zero approves at submission.
def test_automatic_approval_at_once(mturk, new_hit, worker):
    hit = new_hit(AutoApprovalDelayInSeconds=0)
    worker.do(hit["HITId"])
    [assignment] = mturk.list_assignments_for_hit(HITId=hit["HITId"])["Assignments"]
    assert assignment["AssignmentStatus"] == "Approved"
    assert worker.call("GetEarnings")["NumberApproved"] == 1


# The default is thirty days.
def test_automatic_approval_by_default(mturk, new_hit, worker, advance):
    hit = new_hit(AutoApprovalDelayInSeconds=None)
    worker.do(hit["HITId"])
    advance(30 * 86400 - 100)
    [waiting] = mturk.list_assignments_for_hit(HITId=hit["HITId"])["Assignments"]
    assert waiting["AssignmentStatus"] == "Submitted"
    advance(200)
    [approved] = mturk.list_assignments_for_hit(HITId=hit["HITId"])["Assignments"]
    assert approved["AssignmentStatus"] == "Approved"


# Everything due during one long turn of the clock happens, in its own order and at its own time.
def test_a_long_turn(mturk, new_hit, new_worker, advance):
    hit = new_hit(
        LifetimeInSeconds=1000,
        MaxAssignments=3,
        AssignmentDurationInSeconds=500,
        AutoApprovalDelayInSeconds=2000,
    )
    done = new_worker().do(hit["HITId"])
    lost = new_worker()
    abandoned = lost.accept(hit["HITId"])
    advance(10000)
    now = hit_of(mturk, hit)
    assert counters(now) == ("Reviewable", 2, 0, 1)
    [assignment] = mturk.list_assignments_for_hit(HITId=hit["HITId"])["Assignments"]
    assert assignment["AssignmentId"] == done
    assert (assignment["ApprovalTime"] - assignment["SubmitTime"]).total_seconds() == 2000
    assert (
        lost.call("GetAssignment", AssignmentId=abandoned["AssignmentId"])["Assignment"]["Status"]
        == "Abandoned"
    )


# Days, months: the clock may be turned far, and HITs made then live then.
def test_far_turns(mturk, new_hit, advance, server):
    advance(40 * 86400)
    hit = new_hit()
    assert abs(hit["CreationTime"].timestamp() - server.now()) < 5
    assert hit_of(mturk, hit)["HITStatus"] == "Assignable"
