"""UpdateHITReviewStatus: Reviewable to Reviewing and back."""

import pytest
from refusal import no_such_hit, refused, state_refused

ALLOWED = "Reviewing, Reviewable"


@pytest.fixture
def reviewable(mturk, new_hit):
    hit = new_hit()
    mturk.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=0)
    return hit


def read(mturk, hit):
    return mturk.get_hit(HITId=hit["HITId"])["HIT"]


# No output: `{}`.
def test_answer_has_no_members(raw, reviewable):
    answer = raw.call("UpdateHITReviewStatus", {"HITId": reviewable["HITId"]})
    assert (answer.status, answer.body) == (200, b"{}")


# There and back; nothing else changes, HITReviewStatus least of all (it belongs to Amazon's own review).
def test_there_and_back(mturk, reviewable):
    before = read(mturk, reviewable)
    mturk.update_hit_review_status(HITId=reviewable["HITId"], Revert=False)
    assert read(mturk, reviewable) == {**before, "HITStatus": "Reviewing"}
    mturk.update_hit_review_status(HITId=reviewable["HITId"], Revert=True)
    assert read(mturk, reviewable) == before


# Not a toggle: the same call again finds things as they should be.
def test_repeated(mturk, reviewable):
    mturk.update_hit_review_status(HITId=reviewable["HITId"], Revert=True)
    assert read(mturk, reviewable)["HITStatus"] == "Reviewable"
    for _ in range(3):
        mturk.update_hit_review_status(HITId=reviewable["HITId"])
        assert read(mturk, reviewable)["HITStatus"] == "Reviewing"


# Work can be decided on, bonuses paid and the HIT deleted while it is being reviewed.
def test_review_goes_on(mturk, new_hit, worker):
    hit = new_hit()
    id = worker.do(hit["HITId"])
    mturk.update_hit_review_status(HITId=hit["HITId"])
    mturk.approve_assignment(AssignmentId=id)
    mturk.send_bonus(WorkerId=worker.id, AssignmentId=id, BonusAmount="0.10", Reason="Quick")
    assert read(mturk, hit)["HITStatus"] == "Reviewing"
    mturk.delete_hit(HITId=hit["HITId"])
    assert read(mturk, hit)["HITStatus"] == "Disposed"


# Any other state: refused in both directions, and nothing changes.
@pytest.mark.parametrize("revert", [True, False])
def test_wrong_states(mturk, new_hit, new_worker, revert):
    assignable, unassignable, disposed = new_hit(), new_hit(), new_hit()
    new_worker().accept(unassignable["HITId"])
    mturk.update_expiration_for_hit(HITId=disposed["HITId"], ExpireAt=0)
    mturk.delete_hit(HITId=disposed["HITId"])
    for hit, state in ((assignable, "Assignable"), (unassignable, "Unassignable"), (disposed, "Disposed")):
        before = read(mturk, hit)
        for _ in range(4):
            with state_refused(state, ALLOWED):
                mturk.update_hit_review_status(HITId=hit["HITId"], Revert=revert)
        assert read(mturk, hit) == before


def test_unknown_hit(mturk):
    with no_such_hit("3NOSUCHHIT"):
        mturk.update_hit_review_status(HITId="3NOSUCHHIT")


def test_bad_input(mturk, reviewable):
    with refused("ValidationException", "Value null at 'hITId'"):
        mturk.update_hit_review_status(Revert=True)
    for id in ("", "3abc", "3" * 65, "3-X"):
        with refused("ValidationException", "'hITId'"):
            mturk.update_hit_review_status(HITId=id)
    for revert in ("true", 1, []):
        with refused("SerializationException"):
            mturk.update_hit_review_status(HITId=reviewable["HITId"], Revert=revert)
    assert read(mturk, reviewable)["HITStatus"] == "Reviewable"
