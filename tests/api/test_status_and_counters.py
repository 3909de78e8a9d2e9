"""HITStatus and the three counters: the walk-through of the developer guide, and the rules around it."""

import questions
from people import unique


def state(mturk, hit):
    hit = mturk.get_hit(HITId=hit["HITId"])["HIT"]
    return (
        hit["NumberOfAssignmentsAvailable"],
        hit["NumberOfAssignmentsPending"],
        hit["NumberOfAssignmentsCompleted"],
        hit["HITStatus"],
    )


# The documented walk-through for MaxAssignments 5, step by step.
def test_documented_walk_through(mturk, new_hit, new_worker):
    hit = new_hit(MaxAssignments=5)
    workers = [new_worker() for _ in range(6)]
    assert state(mturk, hit) == (5, 0, 0, "Assignable")
    taken = [w.accept(hit["HITId"]) for w in workers[:3]]
    assert state(mturk, hit) == (2, 3, 0, "Assignable")
    taken += [w.accept(hit["HITId"]) for w in workers[3:5]]
    for i in (0, 1):
        workers[i].submit(taken[i], {"comment": str(i)})
    assert state(mturk, hit) == (0, 3, 0, "Unassignable")
    workers[2].call("ReturnAssignment", AssignmentId=taken[2]["AssignmentId"])
    assert state(mturk, hit) == (1, 2, 0, "Assignable")
    for i in (3, 4):
        workers[i].submit(taken[i], {"comment": str(i)})
    assert state(mturk, hit) == (1, 0, 0, "Assignable")
    workers[5].do(hit["HITId"])
    assert state(mturk, hit) == (0, 0, 0, "Reviewable")
    # Approvals change only Completed; the HIT stays Reviewable.
    for done, assignment in enumerate(mturk.list_assignments_for_hit(HITId=hit["HITId"])["Assignments"], 1):
        mturk.approve_assignment(AssignmentId=assignment["AssignmentId"])
        assert state(mturk, hit) == (0, 0, done, "Reviewable")


# One place: Assignable, Unassignable, Reviewable.
def test_one_assignment(mturk, new_hit, worker):
    hit = new_hit()
    assert state(mturk, hit) == (1, 0, 0, "Assignable")
    assignment = worker.accept(hit["HITId"])
    assert state(mturk, hit) == (0, 1, 0, "Unassignable")
    worker.submit(assignment, {"comment": "done"})
    assert state(mturk, hit) == (0, 0, 0, "Reviewable")
    mturk.approve_assignment(AssignmentId=assignment["AssignmentId"])
    assert state(mturk, hit) == (0, 0, 1, "Reviewable")


# Giving back the only place opens it again, as often as one likes.
def test_return_and_take_again(mturk, new_hit, worker):
    hit = new_hit()
    ids = set()
    for _ in range(3):
        assignment = worker.accept(hit["HITId"])
        ids.add(assignment["AssignmentId"])
        worker.call("ReturnAssignment", AssignmentId=assignment["AssignmentId"])
        assert state(mturk, hit) == (1, 0, 0, "Assignable")
    # A place taken three times has had three AssignmentIds.
    assert len(ids) == 3


# Max - Available - Pending - Completed is what waits for review, in ListHITs as in GetHIT.
def test_arithmetic_of_waiting_work(fresh, new_worker):
    hit = fresh.sandbox.create_hit(**questions.hit(Title=unique("Sums"), MaxAssignments=6))["HIT"]
    ids = [new_worker().do(hit["HITId"]) for _ in range(3)]
    new_worker().accept(hit["HITId"])
    fresh.sandbox.approve_assignment(AssignmentId=ids[0])
    [listed] = fresh.sandbox.list_hits()["HITs"]
    waiting = (
        listed["MaxAssignments"]
        - listed["NumberOfAssignmentsAvailable"]
        - listed["NumberOfAssignmentsPending"]
        - listed["NumberOfAssignmentsCompleted"]
    )
    submitted = fresh.sandbox.list_assignments_for_hit(HITId=hit["HITId"], AssignmentStatuses=["Submitted"])
    assert waiting == submitted["NumResults"] == 2
