"""UpdateHITTypeOfHIT: a HIT takes all seven properties of another type while nobody works on it."""

import pytest
import questions
from people import unique
from refusal import invalid_value, no_money, no_such_hit, refused, state_refused

ALLOWED = "Assignable, Reviewable, while no assignment has been accepted"
OF_THE_TYPE = (
    "HITTypeId",
    "HITGroupId",
    "Title",
    "Description",
    "Keywords",
    "Reward",
    "AssignmentDurationInSeconds",
    "AutoApprovalDelayInSeconds",
    "QualificationRequirements",
)


def new_type(client, **changes):
    changes.setdefault("Title", unique("Another type"))
    return client.create_hit_type(**questions.hit_type(**changes))["HITTypeId"]


def read(client, hit):
    return client.get_hit(HITId=hit["HITId"])["HIT"]


# No output: `{}`.
def test_answer_has_no_members(mturk, raw, new_hit):
    answer = raw.call("UpdateHITTypeOfHIT", {"HITId": new_hit()["HITId"], "HITTypeId": new_type(mturk)})
    assert (answer.status, answer.body) == (200, b"{}")


# All seven properties and the group are the other type's, as a HIT made with that type shows them; question,
# expiration, places and annotation stay.
def test_properties(mturk, new_hit):
    type = new_type(
        mturk,
        Description="Another description",
        Keywords="other",
        Reward="0.77",
        AssignmentDurationInSeconds=1234,
        AutoApprovalDelayInSeconds=4321,
        QualificationRequirements=[
            {
                "QualificationTypeId": "00000000000000000071",
                "Comparator": "EqualTo",
                "LocaleValues": [{"Country": "DE"}],
            }
        ],
    )
    hit = new_hit(MaxAssignments=4, RequesterAnnotation="mine")
    mturk.update_hit_type_of_hit(HITId=hit["HITId"], HITTypeId=type)
    after = read(mturk, hit)
    sample = mturk.create_hit_with_hit_type(
        HITTypeId=type, LifetimeInSeconds=3600, Question=questions.html_question()
    )["HIT"]
    assert {name: after[name] for name in OF_THE_TYPE} == {name: sample[name] for name in OF_THE_TYPE}
    assert after["HITTypeId"] == type != hit["HITTypeId"]
    assert {k: v for k, v in after.items() if k not in OF_THE_TYPE} == {
        k: v for k, v in hit.items() if k not in OF_THE_TYPE
    }


# Workers find it in its new group only, and work by the new type's times and reward.
def test_work_follows_the_new_type(mturk, new_hit, worker):
    old, title = unique("Old"), unique("Renamed")
    hit = new_hit(Title=old, Reward="0.05")
    type = new_type(mturk, Title=title, Reward="0.50", AssignmentDurationInSeconds=90)
    mturk.update_hit_type_of_hit(HITId=hit["HITId"], HITTypeId=type)
    assert worker.call("SearchHITGroups", SearchTerm=old)["NumResults"] == 0
    [group] = worker.call("SearchHITGroups", SearchTerm=title)["HITGroups"]
    assert group["HITGroupId"] == read(mturk, hit)["HITGroupId"]
    assignment = worker.accept(hit["HITId"])
    assert assignment["Deadline"] - assignment["AcceptTime"] == 90
    worker.submit(assignment, {"comment": "x"})
    mturk.approve_assignment(AssignmentId=assignment["AssignmentId"])
    assert worker.call("GetEarnings")["Approved"] == "0.50"


# Lists that ask for a type follow.
def test_reviewable_of_the_new_type(mturk, new_hit):
    hit = new_hit()
    type = new_type(mturk)
    mturk.update_hit_type_of_hit(HITId=hit["HITId"], HITTypeId=type)
    mturk.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=0)
    assert mturk.list_reviewable_hits(HITTypeId=type)["HITs"] == [{"HITId": hit["HITId"]}]
    assert mturk.list_reviewable_hits(HITTypeId=hit["HITTypeId"])["HITs"] == []


# Idempotent: its own type is fine, at any time; also once work has begun.
def test_same_type(mturk, new_hit, worker):
    hit = new_hit()
    mturk.update_hit_type_of_hit(HITId=hit["HITId"], HITTypeId=hit["HITTypeId"])
    assert read(mturk, hit) == hit
    worker.do(hit["HITId"])
    mturk.update_hit_type_of_hit(HITId=hit["HITId"], HITTypeId=hit["HITTypeId"])
    type = new_type(mturk)
    fresh_one = new_hit()
    for _ in range(2):
        mturk.update_hit_type_of_hit(HITId=fresh_one["HITId"], HITTypeId=type)
    assert read(mturk, fresh_one)["HITTypeId"] == type


# Once somebody has accepted, submitted or been judged, the price must not change.
def test_after_work_has_begun(mturk, new_hit, new_worker):
    hit, type = new_hit(MaxAssignments=2), new_type(mturk)
    worker = new_worker()
    assignment = worker.accept(hit["HITId"])

    def refuse():
        before = read(mturk, hit)
        for _ in range(4):
            with state_refused("Assignable", ALLOWED):
                mturk.update_hit_type_of_hit(HITId=hit["HITId"], HITTypeId=type)
        assert read(mturk, hit) == before

    refuse()
    worker.submit(assignment, {"comment": "x"})
    refuse()
    mturk.reject_assignment(AssignmentId=assignment["AssignmentId"], RequesterFeedback="no")
    refuse()


# A place given back leaves the HIT as untouched as before.
def test_after_a_return(mturk, new_hit, worker):
    hit, type = new_hit(), new_type(mturk)
    assignment = worker.accept(hit["HITId"])
    worker.call("ReturnAssignment", AssignmentId=assignment["AssignmentId"])
    mturk.update_hit_type_of_hit(HITId=hit["HITId"], HITTypeId=type)
    assert read(mturk, hit)["HITTypeId"] == type


# Under review and disposed: refused.
def test_wrong_states(mturk, new_hit):
    hit, type = new_hit(), new_type(mturk)
    mturk.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=0)
    mturk.update_hit_review_status(HITId=hit["HITId"])
    with state_refused("Reviewing", ALLOWED):
        mturk.update_hit_type_of_hit(HITId=hit["HITId"], HITTypeId=type)
    mturk.delete_hit(HITId=hit["HITId"])
    for id in (type, hit["HITTypeId"]):
        with state_refused("Disposed", ALLOWED):
            mturk.update_hit_type_of_hit(HITId=hit["HITId"], HITTypeId=id)


# Live: the hold follows the price; only the difference has to be there.
def test_hold_follows(new_requester, new_hit):
    requester = new_requester("10.00")
    client = requester.live
    hit = new_hit(client=client, Reward="1.00", MaxAssignments=3)  # 3 x 1.20
    assert requester.balance() == ("6.40", "3.60")
    client.update_hit_type_of_hit(HITId=hit["HITId"], HITTypeId=new_type(client, Reward="2.00"))
    assert requester.balance() == ("2.80", "7.20")
    client.update_hit_type_of_hit(HITId=hit["HITId"], HITTypeId=new_type(client, Reward="0.50"))
    assert requester.balance() == ("8.20", "1.80")
    before = read(client, hit)
    dear = new_type(client, Reward="3.00")  # 10.80 altogether
    for _ in range(4):
        with no_money():
            client.update_hit_type_of_hit(HITId=hit["HITId"], HITTypeId=dear)
    assert read(client, hit) == before
    assert requester.balance() == ("8.20", "1.80")
    # Expired, nothing is held; the new price counts when it opens again.
    client.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=0)
    client.update_hit_type_of_hit(HITId=hit["HITId"], HITTypeId=dear)
    assert requester.balance() == ("10.00", "0.00")


# Unknown, somebody else's, the other marketplace's type: one answer, with the id as the value.
def test_type_of_somebody_else(new_requester, new_hit):
    mine, other = new_requester("10.00"), new_requester()
    hit = new_hit(client=mine.sandbox)
    for type in ("3" + "0" * 29, new_type(other.sandbox), new_type(mine.live), hit["HITId"]):
        with invalid_value(type, "HITTypeId"):
            mine.sandbox.update_hit_type_of_hit(HITId=hit["HITId"], HITTypeId=type)
    assert read(mine.sandbox, hit) == hit


# The HIT is looked for first.
def test_unknown_hit(mturk):
    with no_such_hit("3NOSUCHHIT"):
        mturk.update_hit_type_of_hit(HITId="3NOSUCHHIT", HITTypeId="3NOSUCHTYPE")


@pytest.mark.parametrize("member, path", [("HITId", "hITId"), ("HITTypeId", "hITTypeId")])
def test_bad_input(mturk, new_hit, member, path):
    hit = new_hit()
    good = {"HITId": hit["HITId"], "HITTypeId": hit["HITTypeId"]}
    with refused("ValidationException", f"Value null at '{path}'"):
        mturk.update_hit_type_of_hit(**{k: v for k, v in good.items() if k != member})
    for id in ("", "3abc", "3" * 65):
        with refused("ValidationException", f"'{path}'"):
            mturk.update_hit_type_of_hit(**{**good, member: id})
