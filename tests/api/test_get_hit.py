"""GetHIT."""

import pytest
from refusal import refused


# The text is quoted with its odd capitals; Dallinger matches "does not exist".
def test_unknown_hit(mturk):
    with refused("RequestError", "Hit 3NOSUCHHIT does not exist.", "HITDoesNotExist"):
        mturk.get_hit(HITId="3NOSUCHHIT")


# SDKs raise their typed exception for it, since RequestError is in the model.
def test_typed_exception(mturk):
    with pytest.raises(mturk.exceptions.RequestError) as caught:
        mturk.get_hit(HITId="3NOSUCHHIT")
    assert caught.value.response["Error"]["Code"] == "RequestError"
    assert caught.value.response["TurkErrorCode"] == "AWS.MechanicalTurk.HITDoesNotExist"


# Other objects' ids are no HITs.
def test_ids_of_other_objects(mturk, new_hit):
    hit = new_hit()
    for id in (hit["HITTypeId"], hit["HITGroupId"]):
        with refused("RequestError", "does not exist", "HITDoesNotExist"):
            mturk.get_hit(HITId=id)


# The model's constraints come before any lookup.
@pytest.mark.parametrize(
    "id",
    ["", "3" * 65, "lower", "3 X", "3'; DROP TABLE hits; --"],
    ids=["empty", "long", "lower case", "blank", "SQL"],
)
def test_ids_outside_the_model(mturk, id):
    with refused("ValidationException", "'hITId'"):
        mturk.get_hit(HITId=id)


def test_missing_id(mturk):
    with refused(
        "ValidationException",
        "1 validation error detected: Value null at 'hITId' failed to satisfy "
        "constraint: Member must not be null",
    ):
        mturk.get_hit()


# It works in every state; here of one that has expired.
def test_expired_hit(mturk, new_hit, advance):
    hit = new_hit(LifetimeInSeconds=30)
    advance(31)
    again = mturk.get_hit(HITId=hit["HITId"])["HIT"]
    assert again["HITStatus"] == "Reviewable"
    assert again["Expiration"] == hit["Expiration"]
