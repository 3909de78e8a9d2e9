"""CreateHITWithHITType."""

import pytest
import questions
from people import unique
from refusal import refused


def own(**changes):
    """The members that are not the type's."""
    parameters = {
        "LifetimeInSeconds": 7200,
        "MaxAssignments": 2,
        "Question": questions.html_question(),
        **changes,
    }
    return {k: v for k, v in parameters.items() if v is not None}


@pytest.fixture
def type_id(mturk):
    return mturk.create_hit_type(**questions.hit_type(Title=unique("Typed"), Reward="0.07"))["HITTypeId"]


# The seven properties come from the type, the rest from the call.
def test_properties_of_the_type(mturk, type_id):
    hit = mturk.create_hit_with_hit_type(HITTypeId=type_id, **own(RequesterAnnotation="mine"))["HIT"]
    assert hit["HITTypeId"] == type_id
    assert hit["Reward"] == "0.07"
    assert hit["Description"] == questions.hit_type()["Description"]
    assert hit["AssignmentDurationInSeconds"] == 600
    assert (hit["MaxAssignments"], hit["NumberOfAssignmentsAvailable"]) == (2, 2)
    assert hit["RequesterAnnotation"] == "mine"
    assert mturk.get_hit(HITId=hit["HITId"])["HIT"] == hit


# Its HITs and those of CreateHIT with the same properties are one group for workers.
def test_same_group_as_create_hit(mturk, type_id):
    one = mturk.create_hit_with_hit_type(HITTypeId=type_id, **own())["HIT"]
    two = mturk.create_hit(**questions.hit(Title=one["Title"], Reward="0.07"))["HIT"]
    assert (one["HITTypeId"], one["HITGroupId"]) == (two["HITTypeId"], two["HITGroupId"])


# A type nobody made: InvalidParameterValue, not a "does not exist" (older documents say so).
def test_unknown_type(mturk):
    with refused(
        "ParameterValidationError",
        'The value "3NOSUCHTYPE" is not valid for the parameter HITTypeId.',
        "InvalidParameterValue",
        parameter="HITTypeId",
    ):
        mturk.create_hit_with_hit_type(HITTypeId="3NOSUCHTYPE", **own())


# A group's id is no type's id.
def test_group_id_is_no_type_id(mturk, type_id):
    group = mturk.create_hit_with_hit_type(HITTypeId=type_id, **own())["HIT"]["HITGroupId"]
    with refused("ParameterValidationError", parameter="HITTypeId"):
        mturk.create_hit_with_hit_type(HITTypeId=group, **own())


# Ids are capitals and digits, by the model.
@pytest.mark.parametrize("id", ["3nosuchtype", "3-X", "3X ", "Ü"])
def test_ids_outside_the_pattern(mturk, id):
    with refused(
        "ValidationException",
        "at 'hITTypeId' failed to satisfy constraint: Member must satisfy regular "
        "expression pattern: ^[A-Z0-9]+$",
    ):
        mturk.create_hit_with_hit_type(HITTypeId=id, **own())


# 1 to 64 characters.
@pytest.mark.parametrize(
    "id, constraint",
    [
        ("", "Member must have length greater than or equal to 1"),
        ("3" * 65, "Member must have length less than or equal to 64"),
    ],
    ids=["empty", "65"],
)
def test_ids_outside_the_length(mturk, id, constraint):
    with refused("ValidationException", constraint):
        mturk.create_hit_with_hit_type(HITTypeId=id, **own())


# What is wrong with the HIT itself is refused as in CreateHIT.
@pytest.mark.parametrize(
    "change, kind",
    [
        ({"LifetimeInSeconds": None}, "ValidationException"),
        ({"LifetimeInSeconds": 29}, "ParameterValidationError"),
        ({"MaxAssignments": 0}, "ParameterValidationError"),
        ({"Question": None}, "ParameterValidationError"),
        ({"Question": "<x/>"}, "ParameterValidationError"),
        ({"HITLayoutId": "3X"}, "InvalidParameterCombinationError"),
    ],
    ids=lambda v: str(v)[:25],
)
def test_wrong_values(mturk, type_id, change, kind):
    with refused(kind):
        mturk.create_hit_with_hit_type(HITTypeId=type_id, **own(**change))


# The sandbox's types are no types of live.
def test_type_of_the_other_marketplace(requester, type_id):
    with refused("ParameterValidationError", parameter="HITTypeId"):
        requester.live.create_hit_with_hit_type(HITTypeId=type_id, **own())
