""" "Does not exist" and "not yours" look the same; ids cannot be probed."""

import re

import pytest
import questions
from people import Requester, unique
from refusal import refused
from signed_http import Key

NOBODY = "3" + "0" * 29
OF_A_HIT = {
    "GetHIT": {},
    "ListAssignmentsForHIT": {},
    "UpdateExpirationForHIT": {"ExpireAt": 0},
    "UpdateHITReviewStatus": {"Revert": True},
    "UpdateHITTypeOfHIT": {"HITTypeId": NOBODY},
    "CreateAdditionalAssignmentsForHIT": {"NumberOfAdditionalAssignments": 1},
    "DeleteHIT": {},
    "ListBonusPayments": {},
}
OF_AN_ASSIGNMENT = {
    "GetAssignment": {},
    "ApproveAssignment": {"OverrideRejection": True},
    "RejectAssignment": {"RequesterFeedback": "no"},
    "SendBonus": {"BonusAmount": "1.00", "Reason": "well done"},
    "ListBonusPayments": {},
}
AFTER_DISPOSAL = ("SendBonus", "ListBonusPayments")  # accounting outlives the HIT


class Work:
    """A HIT with one submission, and the client of whoever owns it."""

    def __init__(self, client, worker):
        self.client = client
        self.hit = client.create_hit(**questions.hit(Title=unique("Theirs"), MaxAssignments=2))["HIT"]
        self.assignment = worker.do(self.hit["HITId"])
        self.worker = worker

    def state(self):
        return (
            self.client.get_hit(HITId=self.hit["HITId"])["HIT"],
            self.client.list_assignments_for_hit(HITId=self.hit["HITId"])["Assignments"],
            self.client.list_bonus_payments(HITId=self.hit["HITId"])["BonusPayments"],
        )


@pytest.fixture(scope="module", params=["another requester", "the other marketplace"])
def foreign(request, requester, new_requester, new_worker):
    """Work that the shared requester does not find in the sandbox."""
    if request.param == "another requester":
        return Work(new_requester().sandbox, new_worker())
    return Work(requester.live, new_worker("live"))


@pytest.fixture(scope="module")
def theirs(new_requester, new_worker):
    """Another requester's HIT with one submission."""
    return Work(new_requester().sandbox, new_worker())


def without_numbers(answer, id):
    """An error body without what differs anyway: the time in it and the id asked for."""
    return re.sub(r"\([0-9]{13}", "(T", answer.body.decode().replace(id, "ID"))


def assert_unknown(raw, operation, member, id, more):
    """Byte for byte the same answer as for an id that nothing has, up to the id and the time."""
    answer = raw.call(operation, {member: id, **more})
    assert answer.status == 400 and "does not exist" in answer.message
    assert without_numbers(answer, id) == without_numbers(
        raw.call(operation, {member: NOBODY, **more}), NOBODY
    )


# … and nothing has happened to it.
@pytest.mark.parametrize("operation", OF_A_HIT)
def test_foreign_hit(raw, foreign, operation):
    before = foreign.state()
    assert_unknown(raw, operation, "HITId", foreign.hit["HITId"], OF_A_HIT[operation])
    assert foreign.state() == before


@pytest.mark.parametrize("operation", OF_AN_ASSIGNMENT)
def test_foreign_assignment(raw, foreign, operation):
    before = foreign.state()
    more = dict(OF_AN_ASSIGNMENT[operation])
    if operation == "SendBonus":
        more["WorkerId"] = foreign.worker.id
    assert_unknown(raw, operation, "AssignmentId", foreign.assignment, more)
    assert foreign.state() == before


# What was disposed of has no assignments any more, to read or to decide on.
@pytest.mark.parametrize("operation", [o for o in OF_AN_ASSIGNMENT if o not in AFTER_DISPOSAL])
def test_assignment_of_a_disposed_hit(raw, mturk, new_worker, operation):
    work = Work(mturk, new_worker())
    mturk.reject_assignment(AssignmentId=work.assignment, RequesterFeedback="no")
    mturk.update_expiration_for_hit(HITId=work.hit["HITId"], ExpireAt=0)
    mturk.delete_hit(HITId=work.hit["HITId"])
    assert_unknown(raw, operation, "AssignmentId", work.assignment, OF_AN_ASSIGNMENT[operation])
    assert_unknown(raw, "ListAssignmentsForHIT", "HITId", work.hit["HITId"], {})


# Nor has what was given back or ran out of time.
@pytest.mark.parametrize("operation", OF_AN_ASSIGNMENT)
def test_assignment_given_back(raw, new_hit, new_worker, operation):
    worker = new_worker()
    id = worker.accept(new_hit()["HITId"])["AssignmentId"]
    worker.call("ReturnAssignment", AssignmentId=id)
    more = dict(OF_AN_ASSIGNMENT[operation])
    if operation == "SendBonus":
        more["WorkerId"] = worker.id
    assert_unknown(raw, operation, "AssignmentId", id, more)


def test_hit_type_of_somebody_else(mturk, theirs):
    for call in (
        lambda: mturk.create_hit_with_hit_type(
            HITTypeId=theirs.hit["HITTypeId"], LifetimeInSeconds=60, Question=questions.html_question()
        ),
        lambda: mturk.update_hit_type_of_hit(
            HITId=mturk.create_hit(**questions.hit(Title=unique("Mine")))["HIT"]["HITId"],
            HITTypeId=theirs.hit["HITTypeId"],
        ),
    ):
        with refused("ParameterValidationError", parameter="HITTypeId"):
            call()


# ListHITs shows one's own only.
def test_list_shows_ones_own(fresh, theirs):
    assert fresh.sandbox.list_hits()["HITs"] == []


# All keys of one account act as the one requester.
def test_two_keys_one_requester(server, fresh):
    made = server.admin("create-access-key", "--requester", fresh.id)
    same = Requester(server, fresh.id, Key(made["AccessKeyId"], made["SecretAccessKey"]))
    hit = fresh.sandbox.create_hit(**questions.hit(Title=unique("Both")))["HIT"]
    assert same.sandbox.get_hit(HITId=hit["HITId"])["HIT"] == hit
