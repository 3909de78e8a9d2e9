"""Review policies: taken and refused at creation, run at submission and when a HIT becomes reviewable, and
what ListReviewPolicyResultsForHIT tells of it."""

import pytest
import questions
from people import unique
from refusal import invalid_value, no_such_hit, refused

KNOWN_ANSWERS = "ScoreMyKnownAnswers/2011-09-01"
PLURALITY = "SimplePlurality/2011-09-01"


def parameters(**values):
    return [
        {"Key": key, "Values": value if isinstance(value, list) else [value]} for key, value in values.items()
    ]


def known_answers(answers=None, **values):
    key = [{"Key": q, "Values": v} for q, v in (answers or {"q": ["a"]}).items()]
    return {
        "PolicyName": KNOWN_ANSWERS,
        "Parameters": [{"Key": "AnswerKey", "MapEntries": key}, *parameters(**values)],
    }


def plurality(ids=("q",), threshold="50", **values):
    return {
        "PolicyName": PLURALITY,
        "Parameters": parameters(QuestionIds=list(ids), QuestionAgreementThreshold=threshold, **values),
    }


def status_of(client, hit_id, assignment_id):
    listed = client.list_assignments_for_hit(HITId=hit_id)["Assignments"]
    return {a["AssignmentId"]: a for a in listed}[assignment_id]["AssignmentStatus"]


def whole(client, hit_id, **more):
    """All pages; {level: (actions, results)}."""
    found = {}
    token = {}
    for _ in range(200):
        page = client.list_review_policy_results_for_hit(HITId=hit_id, **token, **more)
        assert page["HITId"] == hit_id
        assert "NumResults" not in page
        for level, report in (("Assignment", "AssignmentReviewReport"), ("HIT", "HITReviewReport")):
            if report in page:
                actions, results = found.setdefault(level, ([], []))
                actions += page[report]["ReviewActions"]
                results += page[report]["ReviewResults"]
        if "NextToken" not in page:
            return found
        token = {"NextToken": page["NextToken"]}
    raise AssertionError("the list does not end")


# As the API reference shows a report of this policy, in the 2017 words.
def test_known_answers_report(mturk, worker, new_hit):
    policy = known_answers(
        {"q1": ["a"], "q2": ["b", "c"]},
        ApproveIfKnownAnswerScoreIsAtLeast="80",
        RejectIfKnownAnswerScoreIsLessThan="60",
        RejectReason="Only one was right.",
    )
    hit = new_hit(AssignmentReviewPolicy=policy)["HITId"]
    id = worker.do(hit, {"q1": " a ", "q2": "b"})
    page = mturk.list_review_policy_results_for_hit(HITId=hit)
    assert page["AssignmentReviewPolicy"] == {"PolicyName": KNOWN_ANSWERS}
    assert "HITReviewPolicy" not in page
    assert "HITReviewReport" not in page
    review, reject = page["AssignmentReviewReport"]["ReviewActions"]
    assert review["ActionName"] == "review"
    assert (review["TargetType"], review["TargetId"], review["Status"]) == ("Assignment", id, "Succeeded")
    assert review["Result"] == "Reviewed 2 known answers; 1/2 correct"
    assert "ErrorCode" not in review
    assert (reject["ActionName"], reject["Result"]) == ("reject", "Rejected")
    assert reject["CompleteTime"] == review["CompleteTime"]
    found = [
        (r["Key"], r.get("QuestionId"), r["Value"], r["SubjectType"], r["SubjectId"], r["ActionId"])
        for r in page["AssignmentReviewReport"]["ReviewResults"]
    ]
    about = ("Assignment", id, review["ActionId"])
    assert found == [
        ("KnownAnswerCorrect", "q1", "1", *about),
        ("KnownAnswerCorrect", "q2", "0", *about),
        ("KnownAnswerScore", None, "50", *about),
    ]
    assert mturk.get_assignment(AssignmentId=id)["Assignment"]["RequesterFeedback"] == "Only one was right."


def test_with_hit_type_and_extension(mturk, new_worker):
    type = mturk.create_hit_type(**questions.hit_type(Title=unique("Typed")))["HITTypeId"]
    hit = mturk.create_hit_with_hit_type(
        HITTypeId=type,
        LifetimeInSeconds=3600,
        MaxAssignments=1,
        Question=questions.html_question(),
        AssignmentReviewPolicy=known_answers(
            ExtendIfKnownAnswerScoreIsLessThan="50", ExtendMaximumAssignments="2"
        ),
    )["HIT"]["HITId"]
    new_worker().do(hit, {"q": "wrong"})
    after = mturk.get_hit(HITId=hit)["HIT"]
    assert (after["MaxAssignments"], after["HITStatus"]) == (2, "Assignable")
    new_worker().do(hit, {"q": "wrong again"})
    after = mturk.get_hit(HITId=hit)["HIT"]
    assert (after["MaxAssignments"], after["HITStatus"]) == (2, "Reviewable")


# The worker learns what the policy decided from the answer to his submission.
def test_worker_sees_the_decision(worker, new_hit):
    hit = new_hit(AssignmentReviewPolicy=known_answers(ApproveIfKnownAnswerScoreIsAtLeast="1"))["HITId"]
    assignment = worker.accept(hit)
    assert worker.submit(assignment, {"q": "a"})["Status"] == "Approved"
    assert worker.call("GetEarnings")["NumberApproved"] == 1


# The documented table of four questions and three workers, with forms that have selections.
def test_documented_plurality(fresh, new_worker):
    client = fresh.sandbox
    hit = client.create_hit(
        **questions.hit(
            MaxAssignments=3,
            HITReviewPolicy=plurality(
                ["A", "B", "C", "D"],
                ApproveIfWorkerAgreementScoreIsAtLeast="100",
                RejectIfWorkerAgreementScoreIsLessThan="67",
            ),
        )
    )["HIT"]["HITId"]
    answers = [
        {"A": "coat", "B": "blue", "C": "large", "D": "Furry"},
        {"A": "sweater", "B": "blue", "C": "large", "D": "fur"},
        {"A": "coat", "B": "green", "C": "large", "D": "furr"},
    ]
    ids = [new_worker().do(hit, one) for one in answers]
    report = whole(client, hit)
    assert set(report) == {"HIT"}
    actions, results = report["HIT"]
    values = {(r["Key"], r["SubjectId"], r.get("QuestionId")): r["Value"] for r in results}
    assert values[("HitAgreementScore", hit, None)] == "75"
    assert [values.get(("AgreedAnswer", hit, q)) for q in "ABCD"] == ["coat", "blue", "large", None]
    assert [values[("AgreedAnswerFound", hit, q)] for q in "ABCD"] == ["true", "true", "true", "false"]
    assert [values.get(("AnswerAgreementScore", hit, q)) for q in "ABCD"] == ["66", "66", "100", None]
    assert [values[("WorkerAgreementScore", i, None)] for i in ids] == ["100", "66", "66"]
    assert [values[("PluralityAnswersCorrect", i, None)] for i in ids] == ["3", "2", "2"]
    assert [values[("PluralityAnswersIncorrect", i, None)] for i in ids] == ["0", "1", "1"]
    assert [(a["ActionName"], a["TargetId"]) for a in actions] == [
        ("review", hit),
        ("approve", ids[0]),
        ("reject", ids[1]),
        ("reject", ids[2]),
    ]
    assert [status_of(client, hit, i) for i in ids] == ["Approved", "Rejected", "Rejected"]


# What a requester did before counts: the same again is a success, the contrary fails with its code.
def test_decided_before(fresh, new_worker):
    client = fresh.sandbox
    hit = client.create_hit(
        **questions.hit(
            MaxAssignments=3, HITReviewPolicy=plurality(ApproveIfWorkerAgreementScoreIsAtLeast="0")
        )
    )["HIT"]["HITId"]
    workers = [new_worker() for _ in range(3)]
    approved = workers[0].do(hit, {"q": "x"})
    rejected = workers[1].do(hit, {"q": "x"})
    client.approve_assignment(AssignmentId=approved, RequesterFeedback="By hand")
    client.reject_assignment(AssignmentId=rejected, RequesterFeedback="No")
    last = workers[2].do(hit, {"q": "x"})
    _, first, second, third = whole(client, hit)["HIT"][0]
    assert (first["TargetId"], first["Status"]) == (approved, "Succeeded")
    assert first["Result"] == "Already approved"
    assert (second["TargetId"], second["Status"]) == (rejected, "Failed")
    assert second["Result"] == "Assignment was in an invalid state for this operation."
    assert second["ErrorCode"] == "AWS.MechanicalTurk.InvalidAssignmentState"
    assert (third["TargetId"], third["Status"], third["Result"]) == (last, "Succeeded", "Approved")
    feedback = client.get_assignment(AssignmentId=approved)["Assignment"]["RequesterFeedback"]
    assert feedback == "By hand"


# In live, an extension needs money; without it the failure is told, and the worker's submission stands.
def test_no_money_to_extend(new_requester, new_worker):
    poor = new_requester("0.06")  # one place at 0.05 and 20 %
    hit = poor.live.create_hit(
        **questions.hit(AssignmentReviewPolicy=known_answers(ExtendIfKnownAnswerScoreIsLessThan="100"))
    )["HIT"]["HITId"]
    id = new_worker("live").do(hit, {"q": "wrong"})
    _, extend = whole(poor.live, hit)["Assignment"][0]
    assert (extend["ActionName"], extend["TargetType"], extend["TargetId"]) == ("extend", "HIT", hit)
    assert (extend["Status"], extend["ErrorCode"]) == ("Failed", "AWS.MechanicalTurk.InsufficientFunds")
    assert "insufficient funds" in extend["Result"]
    assert status_of(poor.live, hit, id) == "Submitted"


def test_levels_and_parts(fresh, new_worker):
    client = fresh.sandbox
    hit = client.create_hit(
        **questions.hit(AssignmentReviewPolicy=known_answers(), HITReviewPolicy=plurality())
    )["HIT"]["HITId"]
    new_worker().do(hit, {"q": "a"})

    def read(**more):
        return client.list_review_policy_results_for_hit(HITId=hit, MaxResults=100, **more)

    assert {"AssignmentReviewReport", "HITReviewReport"} <= set(read())
    only = read(PolicyLevels=["HIT"])
    assert only["HITReviewPolicy"] == {"PolicyName": PLURALITY}
    assert "AssignmentReviewPolicy" not in only
    assert "AssignmentReviewReport" not in only
    for level in read(RetrieveActions=False), read(RetrieveActions=False, RetrieveResults=True):
        assert level["HITReviewReport"]["ReviewActions"] == []
        assert level["HITReviewReport"]["ReviewResults"]
    without = read(RetrieveResults=False)
    assert without["AssignmentReviewReport"]["ReviewResults"] == []
    assert [a["ActionName"] for a in without["AssignmentReviewReport"]["ReviewActions"]] == ["review"]


# Results and actions are counted together; nothing is lost or told twice between pages.
@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_pages(fresh, new_worker, size):
    client = fresh.sandbox
    hit = client.create_hit(
        **questions.hit(
            MaxAssignments=2,
            AssignmentReviewPolicy=known_answers({"q": ["a"], "r": ["b"]}),
            HITReviewPolicy=plurality(["q", "r"], ApproveIfWorkerAgreementScoreIsAtLeast="0"),
        )
    )["HIT"]["HITId"]
    for _ in range(2):
        new_worker().do(hit, {"q": "a", "r": "x"})
    found = whole(client, hit, MaxResults=size)
    # Two reviews with 2 + 1 results each; one with 3 of each question, 1 of the HIT, 3 of each worker.
    assert [len(part) for part in found["Assignment"]] == [2, 6]
    assert [len(part) for part in found["HIT"]] == [3, 13]
    assert found == whole(client, hit, MaxResults=100)
    first = client.list_review_policy_results_for_hit(HITId=hit, MaxResults=size)
    counted = sum(
        len(first[report][part])
        for report in ("AssignmentReviewReport", "HITReviewReport")
        for part in ("ReviewActions", "ReviewResults")
    )
    assert counted == min(size, 24)


def test_token_of_another_list(fresh, worker):
    client = fresh.sandbox
    hits = [
        client.create_hit(**questions.hit(AssignmentReviewPolicy=known_answers()))["HIT"]["HITId"]
        for _ in range(2)
    ]
    worker.do(hits[0], {"q": "a"})
    token = client.list_review_policy_results_for_hit(HITId=hits[0], MaxResults=1)["NextToken"]
    for other in (
        {"HITId": hits[1]},
        {"HITId": hits[0], "PolicyLevels": ["HIT"]},
        {"HITId": hits[0], "RetrieveResults": False},
    ):
        with refused("ParameterValidationError", code="InvalidParameterValue", parameter="NextToken"):
            client.list_review_policy_results_for_hit(NextToken=token, **other)


def test_whose(mturk, fresh, new_hit):
    hit = new_hit()["HITId"]
    assert set(mturk.list_review_policy_results_for_hit(HITId=hit)) == {"HITId", "ResponseMetadata"}
    with no_such_hit(hit):
        fresh.sandbox.list_review_policy_results_for_hit(HITId=hit)
    with no_such_hit("3AAAAAAAAAAAAAAAAAAAAAAAAAAAAA"):
        mturk.list_review_policy_results_for_hit(HITId="3AAAAAAAAAAAAAAAAAAAAAAAAAAAAA")


# Bad policies are refused with the service's own check of a value, and nothing is made.
@pytest.mark.parametrize(
    "member, policy, value, parameter, because",
    [
        (
            "AssignmentReviewPolicy",
            plurality(),
            PLURALITY,
            "PolicyName",
            f"The policy of this level is {KNOWN_ANSWERS}",
        ),
        (
            "HITReviewPolicy",
            {"PolicyName": "Magic/1"},
            "Magic/1",
            "PolicyName",
            f"The policy of this level is {PLURALITY}",
        ),
        (
            "AssignmentReviewPolicy",
            known_answers(ApproveIfKnownAnswerScoreIsAtLeast="102"),
            "102",
            "ApproveIfKnownAnswerScoreIsAtLeast",
            "It is a whole number from 0 to 101",
        ),
        (
            "AssignmentReviewPolicy",
            known_answers(
                ApproveIfKnownAnswerScoreIsAtLeast="50", RejectIfKnownAnswerScoreIsLessThan="51"
            ),
            "51",
            "RejectIfKnownAnswerScoreIsLessThan",
            "A score of 50 would be approved by ApproveIfKnownAnswerScoreIsAtLeast and rejected as well",
        ),
        (
            "AssignmentReviewPolicy",
            {"PolicyName": KNOWN_ANSWERS},
            "",
            "AnswerKey",
            "It is required, with a MapEntry for each known answer",
        ),
        (
            "HITReviewPolicy",
            plurality([f"q{i}" for i in range(16)]),
            ",".join(f"q{i}" for i in range(16)),
            "QuestionIds",
            "There are at most 15 questions",
        ),
        (
            "HITReviewPolicy",
            plurality(DisregardAssignmentIfRejected="maybe"),
            "maybe",
            "DisregardAssignmentIfRejected",
            "It is T or F",
        ),
    ],
)
@pytest.mark.ours_only
def test_refused(fresh, member, policy, value, parameter, because):
    with invalid_value(value, parameter, because + "."):
        fresh.sandbox.create_hit(**questions.hit(**{member: policy}))
    assert fresh.sandbox.list_hits()["NumResults"] == 0


# The examples of the API reference: another spelling, a threshold that nothing exceeds, no Disregard….
def test_documented_requests(new_hit):
    new_hit(
        AssignmentReviewPolicy=known_answers(
            {f"QuestionId{i}": ["B"] for i in range(1, 5)},
            ApproveIfKnownAnswerScoreIsAtLeast="79",
            ExtendIfKnownAnswerScoreIsLessThan="79",
            ExtendMaximumAssignments="3",
        ),
        HITReviewPolicy={
            "PolicyName": PLURALITY,
            "Parameters": parameters(
                QuestionIDs=[f"questionid{i}" for i in range(15)], QuestionAgreementThreshold="100"
            ),
        },
    )


# The counts that `admin check` makes hold after all of this.
def test_recount(server):
    assert server.admin("check", "--json")["Differences"] == []
