"""DeleteHIT: the end of a HIT whose work is all reviewed."""

import pytest
import questions
from people import unique
from refusal import no_such_assignment, no_such_hit, refused, state_refused
from worker_site import WorkerRefused

ALLOWED = "Reviewing, Reviewable"


def expire(client, hit):
    client.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=0)


def read(client, hit):
    return client.get_hit(HITId=hit["HITId"])["HIT"]


# No output: `{}`.
def test_answer_has_no_members(mturk, raw, new_hit):
    hit = new_hit()
    expire(mturk, hit)
    answer = raw.call("DeleteHIT", {"HITId": hit["HITId"]})
    assert (answer.status, answer.body) == (200, b"{}")


# An untouched one after its expiry; it leaves the lists, and GetHIT shows it as Disposed.
def test_untouched(fresh):
    client = fresh.sandbox
    hit = client.create_hit(**questions.hit(Title=unique("Gone")))["HIT"]
    kept = client.create_hit(**questions.hit(Title=unique("Kept")))["HIT"]
    for one in (hit, kept):
        expire(client, one)
    before = read(client, hit)
    client.delete_hit(HITId=hit["HITId"])
    assert read(client, hit) == {**before, "HITStatus": "Disposed"}
    assert [h["HITId"] for h in client.list_hits()["HITs"]] == [kept["HITId"]]
    assert client.list_reviewable_hits()["HITs"] == [{"HITId": kept["HITId"]}]


# In spite of the model's "idempotent", a second call is refused, in the words that Dallinger looks for.
def test_twice(mturk, new_hit):
    hit = new_hit()
    expire(mturk, hit)
    mturk.delete_hit(HITId=hit["HITId"])
    for _ in range(4):
        with state_refused("Disposed", ALLOWED):
            mturk.delete_hit(HITId=hit["HITId"])


# The quoted text, in each state that does not allow it. Nothing has changed afterwards.
def test_wrong_states(mturk, new_hit, new_worker):
    assignable, full, expired, waiting = new_hit(), new_hit(), new_hit(), new_hit()
    new_worker().accept(full["HITId"])
    new_worker().accept(expired["HITId"])
    expire(mturk, expired)
    new_worker().do(waiting["HITId"])
    for hit, state in (
        (assignable, "Assignable"),
        (full, "Unassignable"),
        (expired, "Unassignable"),
        (waiting, "Reviewable"),
    ):
        before = read(mturk, hit)
        for _ in range(4):
            with state_refused(state, ALLOWED):
                mturk.delete_hit(HITId=hit["HITId"])
        assert read(mturk, hit) == before
    mturk.update_hit_review_status(HITId=waiting["HITId"])
    with state_refused("Reviewing", ALLOWED):
        mturk.delete_hit(HITId=waiting["HITId"])


# Approved or rejected, by hand or by the clock, is reviewed.
@pytest.mark.parametrize("how", ["approve", "reject", "clock"])
def test_reviewed(mturk, new_hit, worker, advance, how):
    hit = new_hit(AutoApprovalDelayInSeconds=3600)
    id = worker.do(hit["HITId"])
    if how == "approve":
        mturk.approve_assignment(AssignmentId=id)
    elif how == "reject":
        mturk.reject_assignment(AssignmentId=id, RequesterFeedback="")
    else:
        advance(3601)
    mturk.delete_hit(HITId=hit["HITId"])
    assert read(mturk, hit)["HITStatus"] == "Disposed"


# Its assignments can no longer be read or decided on, as if they had never been; a rejection stands.
def test_assignments_are_gone(mturk, new_hit, worker):
    hit = new_hit()
    id = worker.do(hit["HITId"])
    mturk.reject_assignment(AssignmentId=id, RequesterFeedback="no")
    mturk.delete_hit(HITId=hit["HITId"])
    with no_such_hit(hit["HITId"]):
        mturk.list_assignments_for_hit(HITId=hit["HITId"])
    with no_such_assignment(id):
        mturk.get_assignment(AssignmentId=id)
    with no_such_assignment(id):
        mturk.approve_assignment(AssignmentId=id, OverrideRejection=True)
    with no_such_assignment(id):
        mturk.reject_assignment(AssignmentId=id, RequesterFeedback="no")
    # The worker keeps his record.
    assert worker.call("GetAssignment", AssignmentId=id)["Assignment"]["Status"] == "Rejected"


# Bonuses are accounting records: they can still be paid and listed.
def test_bonuses_remain(mturk, new_hit, worker):
    hit = new_hit()
    id = worker.do(hit["HITId"])
    mturk.approve_assignment(AssignmentId=id)
    mturk.delete_hit(HITId=hit["HITId"])
    mturk.send_bonus(WorkerId=worker.id, AssignmentId=id, BonusAmount="0.25", Reason="Afterwards")
    for which in ({"HITId": hit["HITId"]}, {"AssignmentId": id}):
        [bonus] = mturk.list_bonus_payments(**which)["BonusPayments"]
        assert bonus["BonusAmount"] == "0.25"


# Nobody can accept or look at it any more.
def test_for_workers(mturk, new_hit, worker):
    hit = new_hit()
    expire(mturk, hit)
    mturk.delete_hit(HITId=hit["HITId"])
    for call in (
        lambda: worker.accept(hit["HITId"]),
        lambda: worker.call("PreviewHIT", HITId=hit["HITId"]),
    ):
        with pytest.raises(WorkerRefused) as caught:
            call()
        assert caught.value.code == "HITDoesNotExist"


# A full HIT is Reviewable before its expiration and can be deleted then; its type can be used again.
def test_before_the_expiration(mturk, new_hit, worker, advance):
    hit = new_hit(LifetimeInSeconds=3600)
    mturk.approve_assignment(AssignmentId=worker.do(hit["HITId"]))
    mturk.delete_hit(HITId=hit["HITId"])
    advance(3601)  # and its expiration passes without a trace
    assert read(mturk, hit)["HITStatus"] == "Disposed"
    again = mturk.create_hit_with_hit_type(
        HITTypeId=hit["HITTypeId"], LifetimeInSeconds=60, Question=questions.html_question()
    )["HIT"]
    assert again["HITGroupId"] == hit["HITGroupId"]


# Live: nothing of the hold is left behind.
def test_money(new_requester, new_worker, new_hit):
    requester, worker = new_requester("10.00"), new_worker("live")
    client = requester.live
    hit = new_hit(client=client, Reward="1.00", MaxAssignments=2)
    id = worker.do(hit["HITId"])
    expire(client, hit)
    client.approve_assignment(AssignmentId=id)
    client.delete_hit(HITId=hit["HITId"])
    assert requester.balance() == ("8.80", "0.00")


# By itself 120 days after it became Reviewable.
def test_automatic_disposal(mturk, new_hit, advance):
    hit = new_hit(LifetimeInSeconds=60)
    expire(mturk, hit)
    advance(120 * 86400 - 60)
    assert read(mturk, hit)["HITStatus"] == "Reviewable"
    advance(120)
    assert read(mturk, hit)["HITStatus"] == "Disposed"


def test_unknown_hit(mturk):
    with no_such_hit("3NOSUCHHIT"):
        mturk.delete_hit(HITId="3NOSUCHHIT")


def test_bad_input(mturk):
    with refused("ValidationException", "Value null at 'hITId'"):
        mturk.delete_hit()
    for id in ("", "3abc", "3" * 65, "3 X"):
        with refused("ValidationException", "'hITId'"):
            mturk.delete_hit(HITId=id)
