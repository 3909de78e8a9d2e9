"""CreateHIT: what a new HIT looks like, and what is refused."""

import json

import pytest
import questions
from people import unique
from refusal import refused


# Everything the requester said, with the documented starting values beside it.
def test_a_new_hit(mturk, server):
    title = unique("New")
    requirement = {
        "QualificationTypeId": "00000000000000000071",
        "Comparator": "In",
        "LocaleValues": [{"Country": "US", "Subdivision": "CA"}, {"Country": "DE"}],
    }
    before = int(server.now())
    hit = mturk.create_hit(
        **questions.hit(
            Title=title,
            MaxAssignments=5,
            RequesterAnnotation="batch 7",
            Reward="0.1",
            QualificationRequirements=[requirement],
        )
    )["HIT"]
    assert hit["Title"] == title
    assert hit["Description"] == questions.hit()["Description"]
    assert hit["Keywords"] == "comment, opinion"
    assert hit["Question"] == questions.html_question()
    assert hit["RequesterAnnotation"] == "batch 7"
    assert hit["Reward"] == "0.10"
    assert hit["MaxAssignments"] == 5
    assert hit["AssignmentDurationInSeconds"] == 600
    assert hit["AutoApprovalDelayInSeconds"] == 86400
    assert hit["HITStatus"] == "Assignable"
    assert hit["HITReviewStatus"] == "NotReviewed"
    assert (
        hit["NumberOfAssignmentsAvailable"],
        hit["NumberOfAssignmentsPending"],
        hit["NumberOfAssignmentsCompleted"],
    ) == (5, 0, 0)
    assert hit["QualificationRequirements"] == [
        {**requirement, "RequiredToPreview": False, "ActionsGuarded": "Accept"}
    ]
    assert before <= hit["CreationTime"].timestamp() <= server.now() + 1
    # Not "about": a client computes the lifetime back from the two.
    assert (hit["Expiration"] - hit["CreationTime"]).total_seconds() == 7200
    assert "HITLayoutId" not in hit


# Ids have the form that programs match: 30 capitals and digits beginning with 3, all different.
def test_ids(new_hit):
    one, two = new_hit(), new_hit()
    ids = [one["HITId"], one["HITTypeId"], one["HITGroupId"], two["HITId"]]
    assert len(set(ids)) == 4
    for id in ids:
        assert len(id) == 30 and id[0] == "3" and id.isalnum() and id.upper() == id


# Programs keep the answer of CreateHIT instead of asking again, so it must equal GetHIT's.
def test_answer_equals_get_hit(mturk, raw):
    created = raw.call("CreateHIT", questions.hit(Title=unique("Equal"), RequesterAnnotation="x")).json
    assert raw.call("GetHIT", {"HITId": created["HIT"]["HITId"]}).json == created


# The question comes back byte for byte; clients compare it. Blanks, entities, CDATA and umlauts included.
@pytest.mark.parametrize(
    "question",
    [
        questions.html_question(
            "<!DOCTYPE html><html><body>  Grüße &amp; küsse 你好 \U0001f600  </body></html>"
        ),
        "\n \t" + questions.external_question() + "\n",
        '<?xml version="1.0" encoding="UTF-8"?>\r\n'
        + questions.external_question("https://a.example/?x=1&y=2"),
    ],
    ids=["unicode", "white space around", "prolog and CRLF"],
)
def test_question_comes_back_unchanged(new_hit, mturk, question):
    hit = new_hit(Question=question)
    assert hit["Question"] == question
    assert mturk.get_hit(HITId=hit["HITId"])["HIT"]["Question"] == question


# Absent optional members: documented defaults, and no empty placeholders in the answer.
def test_defaults(raw):
    hit = raw.call(
        "CreateHIT",
        questions.hit(
            Title=unique("Defaults"), MaxAssignments=None, Keywords=None, AutoApprovalDelayInSeconds=None
        ),
    ).json["HIT"]
    assert hit["MaxAssignments"] == 1
    assert hit["AutoApprovalDelayInSeconds"] == 2592000
    assert hit["QualificationRequirements"] == []
    assert "Keywords" not in hit and "RequesterAnnotation" not in hit


# Equal properties share type and group, and a HIT's own members do not count.
def test_hits_of_one_type_share_a_group(mturk):
    title = unique("Group")
    one = mturk.create_hit(**questions.hit(Title=title))["HIT"]
    two = mturk.create_hit(
        **questions.hit(
            Title=title,
            MaxAssignments=9,
            LifetimeInSeconds=60,
            Question=questions.external_question(),
            RequesterAnnotation="b",
        )
    )["HIT"]
    assert one["HITId"] != two["HITId"]
    assert (one["HITTypeId"], one["HITGroupId"]) == (two["HITTypeId"], two["HITGroupId"])


# Required members.
@pytest.mark.parametrize(
    "member, path",
    [
        ("LifetimeInSeconds", "lifetimeInSeconds"),
        ("Title", "title"),
        ("Reward", "reward"),
        ("Description", "description"),
        ("AssignmentDurationInSeconds", "assignmentDurationInSeconds"),
    ],
)
def test_required_members(mturk, member, path):
    with refused(
        "ValidationException", f"Value null at '{path}' failed to satisfy constraint: Member must not be null"
    ):
        mturk.create_hit(**questions.hit(**{member: None}))


# Ranges of the service, in the quoted frame.
@pytest.mark.parametrize(
    "member, value, low, high",
    [
        ("LifetimeInSeconds", 29, 30, 31536000),
        ("LifetimeInSeconds", 31536001, 30, 31536000),
        ("LifetimeInSeconds", 0, 30, 31536000),
        ("LifetimeInSeconds", -(2**63), 30, 31536000),
        ("MaxAssignments", 0, 1, 1000000000),
        ("MaxAssignments", -1, 1, 1000000000),
        ("MaxAssignments", 1000000001, 1, 1000000000),
    ],
)
def test_ranges(mturk, member, value, low, high):
    with refused(
        "ParameterValidationError",
        f"The value {value} is invalid for {member}. Valid values range from {low} to {high}.",
        "AWS.ParameterOutOfRange",
        parameter=member,
    ):
        mturk.create_hit(**questions.hit(**{member: value}))


# The limits, met exactly. A thousand million places must not need a thousand million rows.
@pytest.mark.parametrize(
    "change",
    [
        {"LifetimeInSeconds": 30},
        {"LifetimeInSeconds": 31536000},
        {"MaxAssignments": 1000000000},
        {"RequesterAnnotation": "ä" * 255},
    ],
    ids=lambda c: next(iter(c)),
)
def test_limits_met(new_hit, change):
    hit = new_hit(**change)
    for name, value in change.items():
        if name in hit:
            assert hit[name] == value


# 255 characters of annotation, not 256.
def test_annotation_too_long(mturk):
    with refused(
        "ParameterValidationError",
        "RequesterAnnotation",
        "InvalidParameterValue",
        parameter="RequesterAnnotation",
    ):
        mturk.create_hit(**questions.hit(RequesterAnnotation="a" * 256))


# Neither a question nor a layout.
def test_no_question_at_all(mturk):
    with refused(
        "ParameterValidationError",
        "Your request is missing required parameters. Required parameters include ",
        "AWS.MissingParameters",
    ):
        mturk.create_hit(**questions.hit(Question=None))


# Both a question and a layout.
def test_question_and_layout(mturk):
    with refused(
        "InvalidParameterCombinationError",
        "The combination of parameters supplied to the request is invalid: Question, HITLayoutId.",
    ):
        mturk.create_hit(**questions.hit(HITLayoutId="3LAYOUT"))


# A layout that nobody made; test_layouts.py has the rest.
def test_unknown_layout(mturk):
    with refused("RequestError", "HITLayout 3LAYOUT does not exist.", "HITLayoutDoesNotExist"):
        mturk.create_hit(**questions.hit(Question=None, HITLayoutId="3LAYOUT"))


# Integers are integers: no texts, no fractions, no booleans; and exponents are fractions' cousins.
@pytest.mark.parametrize("text", ['"60"', "60.5", "true", "[]", "{}", "1e400"])
def test_integers_of_the_wrong_kind(raw, text):
    body = json.dumps(questions.hit(LifetimeInSeconds=7200)).replace("7200", text).encode()
    answer = raw.call("CreateHIT", body)
    assert (answer.status, answer.error) == (400, "SerializationException")


# A refused creation leaves nothing behind: some SDKs send it four times.
def test_refusal_has_no_side_effect(fresh):
    for change in [
        {"Reward": "0.001"},
        {"Question": "<no/>"},
        {"LifetimeInSeconds": 1},
        {"Question": None},
        {"HITLayoutId": "3X"},
        {"RequesterAnnotation": "a" * 256},
    ]:
        for _ in range(4):
            with refused(
                "ValidationException"
                if "Reward" in change
                else "InvalidParameterCombinationError"
                if "HITLayoutId" in change
                else "ParameterValidationError"
            ):
                fresh.sandbox.create_hit(**questions.hit(**change))
    answer = fresh.sandbox.list_hits()
    assert (answer["NumResults"], answer["HITs"]) == (0, [])
