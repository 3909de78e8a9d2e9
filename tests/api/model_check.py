"""Is an answer one that the service model and the original's habits allow? Applied to every answer of the
suite."""

import re

# Members that stand in every structure of their kind (the dossier's "always"), beside what the model
# requires.
ALWAYS = {
    "HIT": {
        "HITId",
        "HITTypeId",
        "HITGroupId",
        "CreationTime",
        "Title",
        "Description",
        "Question",
        "HITStatus",
        "MaxAssignments",
        "Reward",
        "AutoApprovalDelayInSeconds",
        "Expiration",
        "AssignmentDurationInSeconds",
        "QualificationRequirements",
        "HITReviewStatus",
        "NumberOfAssignmentsPending",
        "NumberOfAssignmentsAvailable",
        "NumberOfAssignmentsCompleted",
    },
    "Assignment": {
        "AssignmentId",
        "WorkerId",
        "HITId",
        "AssignmentStatus",
        "AcceptTime",
        "SubmitTime",
        "AutoApprovalTime",
        "Answer",
    },
    "QualificationRequirement": {"QualificationTypeId", "Comparator", "ActionsGuarded", "RequiredToPreview"},
    "BonusPayment": {"WorkerId", "BonusAmount", "AssignmentId", "Reason", "GrantTime"},
    "ListHITsResponse": {"HITs", "NumResults"},
    "ListReviewableHITsResponse": {"HITs", "NumResults"},
    "ListBonusPaymentsResponse": {"BonusPayments", "NumResults"},
    "GetAssignmentResponse": {"Assignment", "HIT"},
    "ListAssignmentsForHITResponse": {"Assignments", "NumResults"},
    "GetAccountBalanceResponse": {"AvailableBalance"},
    "CreateHITTypeResponse": {"HITTypeId"},
    "CreateHITResponse": {"HIT"},
    "CreateHITWithHITTypeResponse": {"HIT"},
    "GetHITResponse": {"HIT"},
}
MONEY = re.compile(r"[0-9]+\.[0-9][0-9]")
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
SUFFIX = {"sandbox": re.compile(r" \([0-9]{13} s\)$"), "live": re.compile(r" \([0-9]{13}\)$")}


def check_answer(value, shape):
    """A whole answer of the operation with that output shape. Asserts."""
    if shape.name == "ListReviewableHITsResponse":
        # The one place where the original gave HITs nothing but their id.
        for hit in value["HITs"]:
            assert set(hit) == {"HITId"}, hit
        check_value({**value, "HITs": []}, shape)
        return
    check_value(value, shape)


def check_value(value, shape, path="answer"):
    """Walks a JSON value along a botocore shape. Asserts."""
    assert value is not None, f"{path} is null; the original never sent null"
    check = {
        "structure": _structure,
        "list": _list,
        "string": _string,
        "integer": _integer,
        "long": _integer,
        "boolean": _boolean,
        "timestamp": _timestamp,
    }[shape.type_name]
    check(value, shape, path)


def _structure(value, shape, path):
    assert isinstance(value, dict), f"{path} is no object"
    assert set(value) <= set(shape.members), (
        f"{path} has members outside the model: {set(value) - set(shape.members)}"
    )
    missing = (set(shape.required_members) | ALWAYS.get(shape.name, set())) - set(value)
    assert not missing, f"{path} lacks {missing}"
    for name, member in value.items():
        check_value(member, shape.members[name], f"{path}.{name}")


def _list(value, shape, path):
    assert isinstance(value, list), f"{path} is no list"
    for i, item in enumerate(value):
        check_value(item, shape.member, f"{path}[{i}]")


def _string(value, shape, path):
    assert isinstance(value, str), f"{path} is no string"
    if shape.enum:
        assert value in shape.enum, f"{path} is {value}, not one of {shape.enum}"
    if shape.name == "CurrencyAmount":
        assert MONEY.fullmatch(value), f"{path} is {value}; money has two decimals always"
    # The model gives the identifier of a question in a review result the pattern of an id of ours; questions
    # are called what their requesters call them.
    if shape.name in ("EntityId", "CustomerId") and not path.endswith(".QuestionId"):
        pattern = "A[A-Z0-9]+" if shape.name == "CustomerId" else "[A-Z0-9]+"
        assert re.fullmatch(pattern, value) and len(value) <= 64, f"{path} is {value}"
    if shape.name == "PaginationToken":
        assert 1 <= len(value) <= 255, f"{path} has {len(value)} characters"


def _integer(value, shape, path):
    # 3.0 and "3" break Go.
    assert isinstance(value, int) and not isinstance(value, bool), f"{path} is {value!r}, no integer"
    if shape.type_name == "integer":
        assert -(2**31) <= value < 2**31, path


def _boolean(value, shape, path):
    assert isinstance(value, bool), f"{path} is {value!r}, no boolean"


def _timestamp(value, shape, path):
    # Text breaks JS v3 and Go v2, milliseconds break boto3.
    assert isinstance(value, (int, float)) and not isinstance(value, bool), f"{path} is {value!r}, no number"
    assert 1e9 < value < 1e11, f"{path} is {value}, no epoch seconds"


def check_headers(headers):
    """`headers` answers get() by lower- or mixed-case name."""
    assert UUID.fullmatch(headers.get("x-amzn-requestid") or ""), "x-amzn-RequestId is a lower-case UUID"
    assert headers.get("content-type") == "application/x-amz-json-1.1"
    assert headers.get("date"), "SDKs correct their clocks from Date"
    assert headers.get("access-control-allow-origin") == "*"
    for unwanted in ("x-amzn-errortype", "x-amzn-query-error", "x-amz-crc32", "content-encoding", "location"):
        assert headers.get(unwanted) is None, f"{unwanted} breaks an SDK"


def check_error(body, marketplace):
    assert re.fullmatch(r"[A-Za-z]+", body.get("__type", "")), "__type is the bare name"
    assert set(body) <= {"__type", "Message", "message", "Parameter", "TurkErrorCode"}, body
    if body["__type"] in (
        "RequestError",
        "ServiceFault",
        "ParameterValidationError",
        "InvalidParameterCombinationError",
    ):
        # Lower case loses the text in Go v2.
        assert "message" not in body and body["TurkErrorCode"].startswith("AWS."), body
        assert SUFFIX[marketplace].search(body["Message"]), body
    else:
        assert "Message" not in body and "TurkErrorCode" not in body, body
