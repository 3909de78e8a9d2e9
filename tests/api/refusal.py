"""What a test says about a call that is refused."""

import contextlib
import re

import botocore.exceptions
import pytest


@contextlib.contextmanager
def refused(type, text="", code=None, parameter=None, status=400, whole=None):
    """The block's call is refused: `type` is its `__type`, `text` a part of its message, `whole` all of it
    but the time behind it, `code` its TurkErrorCode without `AWS.MechanicalTurk.` (or whole), `parameter` its
    Parameter."""
    with pytest.raises(botocore.exceptions.ClientError) as caught:
        yield
    body = caught.value.response["Body"]
    message = body.get("Message", body.get("message", ""))
    assert body["__type"] == type, body
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == status
    assert text in message, body
    if whole is not None:
        assert re.sub(r" \([0-9]{13}( s)?\)$", "", message) == whole, body
    if code is not None:
        assert body["TurkErrorCode"] in (code, "AWS.MechanicalTurk." + code), body
    if parameter is not None:
        assert body["Parameter"] == parameter, body


def state_refused(state, allowed):
    """A HIT in the wrong state. Two spaces after the full stop, as quoted of the original."""
    return refused(
        "RequestError",
        whole=f"This HIT is currently in the state '{state}'.  "
        f"This operation can be called with a status of: {allowed}",
        code="InvalidHITState",
    )


def no_such_hit(hit_id):
    return refused("RequestError", whole=f"Hit {hit_id} does not exist.", code="HITDoesNotExist")


def no_such_assignment(assignment_id):
    return refused(
        "RequestError",
        whole=f"Assignment {assignment_id} does not exist.",
        code="AssignmentDoesNotExist",
    )


def not_submitted():
    return refused(
        "RequestError",
        whole="This operation can be called with a status of: Submitted",
        code="InvalidAssignmentState",
    )


def invalid_value(value, parameter, because=None):
    """The service's own check of a value; a reason behind it ends with two full stops."""
    reason = f" {because}." if because else ""
    return refused(
        "ParameterValidationError",
        whole=f'The value "{value}" is not valid for the parameter {parameter}.{reason}',
        code="InvalidParameterValue",
        parameter=parameter,
    )


def out_of_range(value, parameter, low, high):
    return refused(
        "ParameterValidationError",
        whole=f"The value {value} is invalid for {parameter}. Valid values range from {low} to {high}.",
        code="AWS.ParameterOutOfRange",
        parameter=parameter,
    )


def no_money():
    return refused(
        "RequestError",
        whole="This Requester has insufficient funds in their account to complete this transaction. "
        "Please visit https://requester.mturk.com/prepayments/new to purchase Prepaid HITs.",
        code="InsufficientFunds",
    )
