"""The 13 operations on qualification types, qualifications and requests, with unmodified boto3. What a rule
means in each state is told by tests/scenarios; this is what programs see."""

import time

import pytest
import questions
from people import unique
from refusal import invalid_value, refused
from worker_site import WorkerRefused

KEY_SPACE = "http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/AnswerKey.xsd"
ANSWERS_SPACE = KEY_SPACE.replace("AnswerKey", "QuestionFormAnswers")
SPACE_2005 = questions.FORM_SPACE_2005
MASTERS = {"sandbox": "2ARFPLSP75KLA8M8DH1HTEQVJT3SY6", "live": "2F1QJWKUDD8XADTFD2Q0G6UTO95ALH"}
SYSTEM = {
    "00000000000000000040": "Worker_NumberHITsApproved",
    "00000000000000000060": "Worker_Adult",
    "00000000000000000071": "Worker_Locale",
    "000000000000000000L0": "Worker_PercentAssignmentsApproved",
}
# Blanks, comments, CDATA and a declaration that a parser would not give back.
TEST = (
    '<?xml version="1.0"?>\n<!-- a test -->\n'
    + questions.question_form(
        questions.form_question("colour", questions.selection_answer(["green", "blue"]), required=True)
        + "  "
        + questions.form_question(
            "even",
            questions.selection_answer(
                ["two", "three", "four"], "<MaxSelectionCount>3</MaxSelectionCount>"
            ),
        )
    )
    + "\n"
)


def option(selections, score):
    chosen = "".join(f"<SelectionIdentifier>{s}</SelectionIdentifier>" for s in selections)
    return f"<AnswerOption>{chosen}<AnswerScore>{score}</AnswerScore></AnswerOption>"


def graded(identifier, *options, default=None):
    tail = "" if default is None else f"<DefaultScore>{default}</DefaultScore>"
    inside = "".join(options) + tail
    return f"<Question><QuestionIdentifier>{identifier}</QuestionIdentifier>{inside}</Question>"


def answer_key(*questions_of, mapping=""):
    tail = f"<QualificationValueMapping>{mapping}</QualificationValueMapping>" if mapping else ""
    return f'<AnswerKey xmlns="{KEY_SPACE}">{"".join(questions_of)}{tail}</AnswerKey>'


KEY = answer_key(
    graded("colour", option(["green"], 3)), graded("even", option(["two", "four"], 4), default=-1)
)


def qualification_type(**changes):
    """The input of CreateQualificationType; a change to None leaves a member out."""
    members = {"Name": unique("Type"), "Description": "What it means.", "QualificationTypeStatus": "Active"}
    return {k: v for k, v in {**members, **changes}.items() if v is not None}


def create(client, **changes):
    return client.create_qualification_type(**qualification_type(**changes))["QualificationType"]


def create_id(client, **changes):
    return create(client, **changes)["QualificationTypeId"]


def no_such_type(id):
    return refused(
        "RequestError",
        whole=f"QualificationType [{id}] does not exist.",
        code="QualificationTypeDoesNotExist",
    )


def no_such_qualification():
    return refused(
        "RequestError",
        whole="You requested a Qualification that does not exist.",
        code="QualificationDoesNotExist",
    )


def no_such_request(id):
    return refused(
        "RequestError",
        whole=f"QualificationRequest {id} does not exist.",
        code="QualificationRequestDoesNotExist",
    )


def wrong_state(code, allowed):
    return refused(
        "RequestError", whole=f"This operation can be called with a status of: {allowed}", code=code
    )


def walk(list_page, entries, **parameters):
    """All entries, page after page: the way that clients go on until there is no token."""
    found, seen = [], set()
    while True:
        page = list_page(**parameters)
        assert page["NumResults"] == len(page[entries])
        assert bool(page[entries]) == ("NextToken" in page)
        found += page[entries]
        if not page[entries]:
            return found
        assert page["NextToken"] not in seen
        seen.add(page["NextToken"])
        parameters["NextToken"] = page["NextToken"]


# -- types -------------------------------------------------------------------------------------------------


def test_the_least_type(fresh):
    made = create(fresh.sandbox, Name="Least")
    id, created = made.pop("QualificationTypeId"), made.pop("CreationTime")
    assert made == {
        "Name": "Least",
        "Description": "What it means.",
        "QualificationTypeStatus": "Active",
        "IsRequestable": True,
        "AutoGranted": False,
    }
    got = fresh.sandbox.get_qualification_type(QualificationTypeId=id)["QualificationType"]
    assert got == {"QualificationTypeId": id, "CreationTime": created, **made}


def test_everything_given(fresh):
    given = qualification_type(
        Keywords="reading, care",
        RetryDelayInSeconds=0,
        Test=TEST,
        AnswerKey=KEY,
        TestDurationInSeconds=600,
        QualificationTypeStatus="Inactive",
    )
    made = fresh.sandbox.create_qualification_type(**given)["QualificationType"]
    assert made == {
        **given,
        "QualificationTypeId": made["QualificationTypeId"],
        "CreationTime": made["CreationTime"],
        "IsRequestable": True,
        "AutoGranted": False,
    }


def test_auto_granted(fresh):
    assert create(fresh.sandbox, AutoGranted=True)["AutoGrantedValue"] == 1
    assert create(fresh.sandbox, AutoGranted=True, AutoGrantedValue=-7)["AutoGrantedValue"] == -7
    made = create(fresh.sandbox, AutoGranted=False)
    assert made["AutoGranted"] is False and "AutoGrantedValue" not in made


# Mephisto looks for this sentence at the beginning, Dallinger for a part of it.
def test_a_name_twice(new_requester, fresh):
    create(fresh.sandbox, Name="Reader")
    with refused(
        "RequestError",
        whole="You have already created a QualificationType with this name. A QualificationType's name must "
        "be unique among all of the QualificationTypes created by the same user.",
        code="QualificationTypeAlreadyExists",
    ):
        create(fresh.sandbox, Name="Reader", Description="Another.")
    create(fresh.sandbox, Name="reader")
    create(fresh.live, Name="Reader")
    create(new_requester().sandbox, Name="Reader")


# Test and key are the owner's.
def test_somebody_elses_type(new_requester, fresh):
    id = create_id(fresh.sandbox, Test=TEST, AnswerKey=KEY, TestDurationInSeconds=600)
    other = new_requester()
    seen = other.sandbox.get_qualification_type(QualificationTypeId=id)["QualificationType"]
    assert "Test" not in seen and "AnswerKey" not in seen
    assert seen["TestDurationInSeconds"] == 600
    listed = other.sandbox.list_qualification_types(Query=seen["Name"], MustBeRequestable=True)
    assert seen in listed["QualificationTypes"]
    for call in (
        lambda: other.sandbox.update_qualification_type(QualificationTypeId=id, Description="Mine"),
        lambda: other.sandbox.delete_qualification_type(QualificationTypeId=id),
        lambda: other.sandbox.list_workers_with_qualification_type(QualificationTypeId=id),
        lambda: other.sandbox.list_qualification_requests(QualificationTypeId=id),
        lambda: other.live.get_qualification_type(QualificationTypeId=id),
        lambda: fresh.live.update_qualification_type(QualificationTypeId=id, Description="Mine"),
    ):
        with no_such_type(id):
            call()


@pytest.mark.parametrize("marketplace", ["sandbox", "live"])
def test_types_of_the_system(fresh, worker, marketplace):
    client = getattr(fresh, marketplace)
    names = {**SYSTEM, MASTERS[marketplace]: "Masters"}
    for id, name in names.items():
        seen = client.get_qualification_type(QualificationTypeId=id)["QualificationType"]
        assert (seen["Name"], seen["IsRequestable"], seen["AutoGranted"]) == (name, False, False)
        assert seen["QualificationTypeStatus"] == "Active"
        with no_such_type(id):
            client.update_qualification_type(QualificationTypeId=id, Description="Mine")
        with no_such_type(id):
            client.delete_qualification_type(QualificationTypeId=id)
        with no_such_type(id):
            client.associate_qualification_with_worker(QualificationTypeId=id, WorkerId=worker.id)
        with no_such_qualification():
            client.get_qualification_score(QualificationTypeId=id, WorkerId=worker.id)
    listed = walk(
        client.list_qualification_types, "QualificationTypes", MustBeRequestable=False, MaxResults=100
    )
    assert {t["QualificationTypeId"]: t["Name"] for t in listed if not t["IsRequestable"]} == names
    others = MASTERS["live" if marketplace == "sandbox" else "sandbox"]
    with no_such_type(others):
        client.get_qualification_type(QualificationTypeId=others)


def test_update(fresh):
    client = fresh.sandbox
    id = create_id(client, Keywords="a, b")

    def update(**changes):
        return client.update_qualification_type(QualificationTypeId=id, **changes)["QualificationType"]

    before = client.get_qualification_type(QualificationTypeId=id)["QualificationType"]
    assert update() == before
    after = update(Description="New.", QualificationTypeStatus="Inactive", RetryDelayInSeconds=60)
    assert after == {
        **before,
        "Description": "New.",
        "QualificationTypeStatus": "Inactive",
        "RetryDelayInSeconds": 60,
    }
    assert update(Test=TEST, TestDurationInSeconds=60, AnswerKey=KEY)["AnswerKey"] == KEY
    after = update(Test=TEST, TestDurationInSeconds=90)
    assert after["Test"] == TEST and after["TestDurationInSeconds"] == 90 and "AnswerKey" not in after
    assert client.get_qualification_type(QualificationTypeId=id)["QualificationType"] == after
    with refused("InvalidParameterCombinationError", "Test, AutoGranted"):
        update(AutoGranted=True)
    for missing, changes in (
        ("Test", {"AnswerKey": KEY}),
        ("Test", {"TestDurationInSeconds": 5}),
        ("TestDurationInSeconds", {"Test": TEST}),
    ):
        with refused(
            "ParameterValidationError", f"Required parameters include {missing}.", "AWS.MissingParameters"
        ):
            update(**changes)
    assert client.get_qualification_type(QualificationTypeId=id)["QualificationType"] == after


@pytest.mark.parametrize(
    "changes",
    [
        {"Name": ""},
        {"Name": "x" * 201},
        {"Description": "x" * 2001},
        {"Keywords": "x" * 1001},
        {"QualificationTypeStatus": "Disposing"},
        {"RetryDelayInSeconds": -1},
        {"Test": TEST, "TestDurationInSeconds": 0},
        {"AutoGranted": True, "AutoGrantedValue": 2**31},
        {"Name": None},
        {"Description": None},
        {"QualificationTypeStatus": None},
        {"Test": "", "TestDurationInSeconds": 60},
        {"Test": TEST},
        {"AnswerKey": KEY},
        {"TestDurationInSeconds": 60},
        {"Test": TEST, "TestDurationInSeconds": 60, "AutoGranted": True},
        {"AutoGrantedValue": 1},
    ],
    ids=str,
)
def test_values_refused(fresh, changes):
    with pytest.raises(fresh.sandbox.exceptions.ClientError) as caught:
        create(fresh.sandbox, **changes)
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400
    assert caught.value.response["Error"]["Code"] in (
        "ValidationException",
        "SerializationException",
        "ParameterValidationError",
        "InvalidParameterCombinationError",
    )
    listed = fresh.sandbox.list_qualification_types(MustBeRequestable=True, MustBeOwnedByCaller=True)
    assert listed["QualificationTypes"] == []


def deep(depth):
    return "<a>" * depth + "</a>" * depth


ESSAY = questions.question_form(questions.form_question("essay"))
PATTERN = (
    '<FreeTextAnswer><Constraints><AnswerFormatRegex regex="{}"/></Constraints></FreeTextAnswer>'
)
UPLOAD = (
    "<FileUploadAnswer><MaxFileSizeInBytes>9</MaxFileSizeInBytes>"
    "<MinFileSizeInBytes>1</MinFileSizeInBytes></FileUploadAnswer>"
)
BOMB = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
LOOP = '<!DOCTYPE a [<!ENTITY a "&b;"><!ENTITY b "&a;">]>'


# What a test or a key is refused for: with the original's error, quickly, and without a trace.
@pytest.mark.parametrize(
    ("parameter", "code", "test", "key"),
    [
        ("Test", "XMLParseError", "<QuestionForm", None),
        ("Test", "XMLParseError", questions.html_question(), None),
        ("Test", "XMLParseError", BOMB + TEST, None),
        ("Test", "XMLParseError", LOOP + TEST, None),
        ("Test", "XMLParseError", deep(200), None),
        ("Test", "XMLParseError", questions.question_form(questions.form_question("f", UPLOAD)), None),
        (None, "InvalidParameterValue", questions.question_form("<Overview><Text>x</Text></Overview>"), None),
        (
            None,
            "InvalidParameterValue",
            questions.question_form(questions.form_question("q") + questions.form_question("q")),
            None,
        ),
        (
            None,
            "InvalidParameterValue",
            questions.question_form(questions.form_question("q", PATTERN.format("(a"))),
            None,
        ),
        ("AnswerKey", "XMLParseError", TEST, "<AnswerKey"),
        ("AnswerKey", "XMLParseError", TEST, TEST),
        ("AnswerKey", "XMLParseError", TEST, KEY.replace(KEY_SPACE, SPACE_2005)),
        ("AnswerKey", "XMLParseError", TEST, answer_key()),
        ("AnswerKey", "XMLParseError", TEST, answer_key(graded("colour", option(["green"], "many")))),
        ("AnswerKey", "XMLParseError", TEST, answer_key(graded("colour", option(["green"], 2**31)))),
        ("AnswerKey", "XMLParseError", TEST, answer_key(deep(200))),
        ("AnswerKey", "XMLParseError", TEST, LOOP + KEY),
        ("AnswerKey", "InvalidParameterValue", TEST, answer_key(graded("other", option(["green"], 1)))),
        ("AnswerKey", "InvalidParameterValue", TEST, answer_key(graded("colour", option(["red"], 1)))),
        ("AnswerKey", "InvalidParameterValue", ESSAY, answer_key(graded("essay", option(["x"], 1)))),
        (
            "AnswerKey",
            "InvalidParameterValue",
            TEST,
            answer_key(
                graded("colour", option(["green"], 1)),
                mapping="<PercentageMapping><MaximumSummedScore>0</MaximumSummedScore></PercentageMapping>",
            ),
        ),
    ],
)
def test_documents_refused(fresh, parameter, code, test, key):
    with refused("ParameterValidationError", code=code, parameter=parameter):
        create(fresh.sandbox, Test=test, AnswerKey=key, TestDurationInSeconds=60)
    listed = fresh.sandbox.list_qualification_types(MustBeRequestable=True, MustBeOwnedByCaller=True)
    assert listed["NumResults"] == 0


# What keeps a backtracking engine busy for centuries is answered at once: found or not.
@pytest.mark.parametrize(("answer", "fits"), [("a" * 50_000, True), ("a" * 50_000 + "b", False)])
def test_patterns_that_blow_up(fresh, worker, answer, fits):
    test = questions.question_form(questions.form_question("q", PATTERN.format("^(a+)+$")))
    id = create_id(fresh.sandbox, Test=test, TestDurationInSeconds=600)
    request_id = ask(worker, id)["QualificationRequest"]["QualificationRequestId"]
    start = time.monotonic()
    if fits:
        worker.call("SubmitQualificationTest", QualificationRequestId=request_id, Answers={"q": answer})
    else:
        with pytest.raises(WorkerRefused) as caught:
            worker.call("SubmitQualificationTest", QualificationRequestId=request_id, Answers={"q": answer})
        assert caught.value.code == "AnswerInvalid"
    assert time.monotonic() - start < 10
    assert fresh.sandbox.list_qualification_requests()["NumResults"] == (1 if fits else 0)


@pytest.mark.parametrize("parameter", ["Test", "AnswerKey"])
def test_documents_too_large(fresh, parameter):
    documents = {"Test": TEST, "AnswerKey": KEY}
    documents[parameter] += " " * 65_536
    with pytest.raises(fresh.sandbox.exceptions.ClientError) as caught:
        create(fresh.sandbox, TestDurationInSeconds=60, **documents)
    assert caught.value.response["Body"]["Parameter"] == parameter


# -- lists of types ----------------------------------------------------------------------------------------


# Each word of a query costs a look-up. One that comes twice counts once.
def test_a_query_has_at_most_twenty_words(fresh):
    words = [f"word{i:02}" for i in range(21)]
    assert names(fresh.sandbox, Query=" ".join([*words[:20], *words[:20]])) == []
    with invalid_value("word00...", "Query", "It has more than 20 words."):
        names(fresh.sandbox, Query=" ".join(words))


def names(client, **filters):
    filters.setdefault("MustBeRequestable", True)
    return [t["Name"] for t in walk(client.list_qualification_types, "QualificationTypes", **filters)]


def test_list_and_search(new_requester):
    ours, theirs = new_requester().sandbox, new_requester().sandbox
    word = unique("listed").replace(" ", "")
    create(ours, Name=f"{word} b", Keywords="speed, Novels")
    create(theirs, Name=f"{word} a", Description="Reads texts.")
    create(ours, Name=f"{word} c", QualificationTypeStatus="Inactive")
    create(theirs, Name=f"{word} d", QualificationTypeStatus="Inactive")
    assert names(ours, Query=word) == [f"{word} a", f"{word} b", f"{word} c"]
    assert names(theirs, Query=word.upper()) == [f"{word} a", f"{word} b", f"{word} d"]
    assert names(ours, Query=f"{word[:-1]} NOV") == [f"{word} b"]
    assert names(ours, Query=f"{word} read") == [f"{word} a"]
    assert names(ours, Query=f"{word} ovels") == []
    assert names(ours, Query=word, MaxResults=1) == [f"{word} a", f"{word} b", f"{word} c"]
    assert names(ours, MustBeOwnedByCaller=True, MustBeRequestable=False) == [f"{word} b", f"{word} c"]
    assert names(ours, MustBeOwnedByCaller=True, Query="speed") == [f"{word} b"]
    assert [n for n in names(ours, MustBeRequestable=False, MaxResults=100) if n.startswith(word)] == [
        f"{word} a",
        f"{word} b",
        f"{word} c",
    ]


# The paginators of boto3 go through all three kinds of list.
def test_paginators(fresh, new_worker):
    client = fresh.sandbox
    ids = [create_id(client, Name=f"Page {i:03}") for i in range(23)]
    paginator = client.get_paginator("list_qualification_types")
    pages = list(paginator.paginate(MustBeRequestable=True, MustBeOwnedByCaller=True))
    assert [t["QualificationTypeId"] for page in pages for t in page["QualificationTypes"]] == ids
    assert [page["NumResults"] for page in pages] == [10, 10, 3, 0]
    workers = [new_worker().id for _ in range(12)]
    for id in workers:
        client.associate_qualification_with_worker(QualificationTypeId=ids[0], WorkerId=id)
    paginator = client.get_paginator("list_workers_with_qualification_type")
    pages = list(paginator.paginate(QualificationTypeId=ids[0], PaginationConfig={"PageSize": 5}))
    assert [q["WorkerId"] for page in pages for q in page["Qualifications"]] == workers
    assert [page["NumResults"] for page in pages] == [5, 5, 2, 0]


def test_tokens_of_another_list(fresh, new_requester):
    client = fresh.sandbox
    for _ in range(2):
        create(client)
    token = client.list_qualification_types(MustBeRequestable=True, MustBeOwnedByCaller=True, MaxResults=1)[
        "NextToken"
    ]
    for call in (
        lambda: client.list_qualification_types(MustBeRequestable=True, NextToken=token),
        lambda: client.list_qualification_types(
            MustBeRequestable=True, MustBeOwnedByCaller=True, Query="type", NextToken=token
        ),
        lambda: client.list_qualification_requests(NextToken=token),
        lambda: new_requester().sandbox.list_qualification_types(
            MustBeRequestable=True, MustBeOwnedByCaller=True, NextToken=token
        ),
    ):
        with invalid_value(token, "NextToken"):
            call()


# -- qualifications ----------------------------------------------------------------------------------------


def test_associate_score_and_disassociate(fresh, worker):
    client = fresh.sandbox
    id = create_id(client)
    both = {"QualificationTypeId": id, "WorkerId": worker.id}
    with no_such_qualification():
        client.get_qualification_score(**both)
    with no_such_qualification():
        client.disassociate_qualification_from_worker(**both)
    answer = client.associate_qualification_with_worker(**both)
    assert set(answer) == {"ResponseMetadata"}
    got = client.get_qualification_score(**both)["Qualification"]
    assert got.pop("GrantTime")
    assert got == {**both, "IntegerValue": 1, "Status": "Granted"}
    client.associate_qualification_with_worker(**both, IntegerValue=-(2**31), SendNotification=False)
    assert client.get_qualification_score(**both)["Qualification"]["IntegerValue"] == -(2**31)
    answer = client.disassociate_qualification_from_worker(**both, Reason="Not careful.")
    assert set(answer) == {"ResponseMetadata"}
    # Dallinger looks for "operation can be called with a status of: Granted".
    for call in (client.get_qualification_score, client.disassociate_qualification_from_worker):
        with wrong_state("InvalidQualificationState", "Granted"):
            call(**both)
    held = worker.call("GetQualification", QualificationTypeId=id)["Qualification"]["Held"]
    assert (held["Status"], held["Reason"]) == ("Revoked", "Not careful.")
    revoked = client.list_workers_with_qualification_type(QualificationTypeId=id, Status="Revoked")
    assert [(q["WorkerId"], q["Status"]) for q in revoked["Qualifications"]] == [(worker.id, "Revoked")]
    assert client.list_workers_with_qualification_type(QualificationTypeId=id)["Qualifications"] == []
    client.associate_qualification_with_worker(**both, IntegerValue=5)
    assert client.get_qualification_score(**both)["Qualification"]["IntegerValue"] == 5


def test_unknown_workers_and_types(fresh, worker, new_worker):
    client = fresh.sandbox
    id = create_id(client)
    for stranger in ("A2345678901234", new_worker("live").id):
        with invalid_value(stranger, "WorkerId"):
            client.associate_qualification_with_worker(QualificationTypeId=id, WorkerId=stranger)
        with no_such_qualification():
            client.get_qualification_score(QualificationTypeId=id, WorkerId=stranger)
    for call in (
        client.associate_qualification_with_worker,
        client.disassociate_qualification_from_worker,
        client.get_qualification_score,
    ):
        with no_such_type("3NOSUCHTYPE"):
            call(QualificationTypeId="3NOSUCHTYPE", WorkerId=worker.id)
        with refused("ValidationException", "Member must satisfy regular expression pattern: ^A[A-Z0-9]+$"):
            call(QualificationTypeId=id, WorkerId=" " + worker.id)
        with refused("ValidationException", "Member must satisfy regular expression pattern: ^[A-Z0-9]+$"):
            call(QualificationTypeId="no such type", WorkerId=worker.id)
    assert client.list_workers_with_qualification_type(QualificationTypeId=id)["NumResults"] == 0


# -- requests ----------------------------------------------------------------------------------------------


def ask(worker, id):
    return worker.call("RequestQualification", QualificationTypeId=id)


def test_a_request_without_a_test(fresh, worker):
    client = fresh.sandbox
    id = create_id(client, RetryDelayInSeconds=3600)
    request_id = ask(worker, id)["QualificationRequest"]["QualificationRequestId"]
    (waiting,) = client.list_qualification_requests()["QualificationRequests"]
    assert waiting.pop("SubmitTime")
    assert waiting == {
        "QualificationRequestId": request_id,
        "QualificationTypeId": id,
        "WorkerId": worker.id,
    }
    with pytest.raises(WorkerRefused) as caught:
        ask(worker, id)
    assert caught.value.code == "QualificationRequestPending"
    answer = client.accept_qualification_request(QualificationRequestId=request_id, IntegerValue=80)
    assert set(answer) == {"ResponseMetadata"}
    got = client.get_qualification_score(QualificationTypeId=id, WorkerId=worker.id)["Qualification"]
    assert got["IntegerValue"] == 80
    assert client.list_qualification_requests()["NumResults"] == 0
    for call in (client.accept_qualification_request, client.reject_qualification_request):
        with wrong_state("InvalidQualificationRequestState", "Pending"):
            call(QualificationRequestId=request_id)
    with pytest.raises(WorkerRefused) as caught:
        ask(worker, id)
    assert caught.value.code == "QualificationTypeRetryDelayNotElapsed"


def test_a_rejected_request(fresh, new_requester, worker):
    client = fresh.sandbox
    id = create_id(client)
    request_id = ask(worker, id)["QualificationRequest"]["QualificationRequestId"]
    for other in (new_requester().sandbox, fresh.live):
        for call in (other.accept_qualification_request, other.reject_qualification_request):
            with no_such_request(request_id):
                call(QualificationRequestId=request_id)
    client.reject_qualification_request(QualificationRequestId=request_id, Reason="Too new.")
    latest = worker.call("GetQualification", QualificationTypeId=id)["Qualification"]["LatestRequest"]
    assert (latest["Status"], latest["Reason"]) == ("Rejected", "Too new.")
    with no_such_qualification():
        client.get_qualification_score(QualificationTypeId=id, WorkerId=worker.id)
    with pytest.raises(WorkerRefused) as caught:
        ask(worker, id)
    assert caught.value.code == "QualificationTypeDoesNotAllowRetake"
    with no_such_request("anything at all"):
        client.accept_qualification_request(QualificationRequestId="anything at all")


def test_a_test_by_hand(fresh, worker):
    client = fresh.sandbox
    id = create_id(client, Test=ESSAY, TestDurationInSeconds=600)
    asked = ask(worker, id)
    request_id = asked["QualificationRequest"]["QualificationRequestId"]
    assert asked["QualificationRequest"]["Status"] == "InTest"
    assert asked["Form"]["Items"][0]["Question"]["QuestionIdentifier"] == "essay"
    assert worker.call("GetQualificationTest", QualificationRequestId=request_id)["Form"] == asked["Form"]
    assert client.list_qualification_requests(QualificationTypeId=id)["NumResults"] == 0
    with no_such_request(request_id):
        client.accept_qualification_request(QualificationRequestId=request_id)
    worker.call(
        "SubmitQualificationTest", QualificationRequestId=request_id, Answers={"essay": "\u00c4 <me> & you"}
    )
    (waiting,) = client.list_qualification_requests(QualificationTypeId=id)["QualificationRequests"]
    assert waiting["Test"] == ESSAY
    assert waiting["Answer"] == (
        '<?xml version="1.0" encoding="ASCII"?>'
        f'<QuestionFormAnswers xmlns="{ANSWERS_SPACE}"><Answer><QuestionIdentifier>essay'
        "</QuestionIdentifier><FreeText>&#196; &lt;me&gt; &amp; you</FreeText></Answer></QuestionFormAnswers>"
    )
    client.accept_qualification_request(QualificationRequestId=request_id)
    got = client.get_qualification_score(QualificationTypeId=id, WorkerId=worker.id)["Qualification"]
    assert got["IntegerValue"] == 1


@pytest.mark.parametrize(
    ("mapping", "answers", "value"),
    [
        ("", {"colour": "green", "even": ["four", "two"]}, 7),
        ("", {"colour": ["blue"], "even": ["three"]}, -1),
        (
            "<PercentageMapping><MaximumSummedScore>8</MaximumSummedScore></PercentageMapping>",
            {"colour": "green"},
            25,
        ),
        (
            "<ScaleMapping><SummedScoreMultiplier>0.25</SummedScoreMultiplier></ScaleMapping>",
            {"colour": "green"},
            1,
        ),
        (
            "<RangeMapping><SummedScoreRange><InclusiveLowerBound>2</InclusiveLowerBound>"
            "<InclusiveUpperBound>2</InclusiveUpperBound><QualificationValue>50</QualificationValue>"
            "</SummedScoreRange>"
            "<OutOfRangeQualificationValue>9</OutOfRangeQualificationValue></RangeMapping>",
            {"colour": "green"},
            50,
        ),
    ],
)
def test_a_graded_test(fresh, worker, mapping, answers, value):
    client = fresh.sandbox
    key = answer_key(
        graded("colour", option(["green"], 3)),
        graded("even", option(["two", "four"], 4), default=-1),
        mapping=mapping,
    )
    id = create_id(client, Test=TEST, AnswerKey=key, TestDurationInSeconds=600)
    request_id = ask(worker, id)["QualificationRequest"]["QualificationRequestId"]
    with pytest.raises(WorkerRefused) as caught:
        worker.call("SubmitQualificationTest", QualificationRequestId=request_id, Answers={"colour": "red"})
    assert (caught.value.code, caught.value.body["Question"]) == ("AnswerInvalid", "colour")
    graded_now = worker.call("SubmitQualificationTest", QualificationRequestId=request_id, Answers=answers)
    assert graded_now["QualificationRequest"]["Status"] == "Granted"
    assert graded_now["Qualification"]["Held"]["Value"] == value
    got = client.get_qualification_score(QualificationTypeId=id, WorkerId=worker.id)["Qualification"]
    assert got["IntegerValue"] == value
    assert client.list_qualification_requests()["NumResults"] == 0
    with pytest.raises(WorkerRefused) as caught:
        worker.call("SubmitQualificationTest", QualificationRequestId=request_id, Answers=answers)
    assert caught.value.code == "QualificationTestNotInProgress"


def test_auto_granted_request(fresh, worker):
    client = fresh.sandbox
    id = create_id(client, AutoGranted=True, AutoGrantedValue=12)
    assert ask(worker, id)["Qualification"]["Held"]["Value"] == 12
    assert client.list_qualification_requests()["NumResults"] == 0
    mine = worker.call("ListMyQualifications")["Qualifications"]
    assert [(q["QualificationTypeId"], q["Held"]["Value"]) for q in mine] == [(id, 12)]


# -- requirements and deletion -----------------------------------------------------------------------------


def requiring(id):
    return [{"QualificationTypeId": id, "Comparator": "Exists"}]


def test_hits_for_a_type(fresh, new_requester):
    client = fresh.sandbox
    id = create_id(new_requester().sandbox)
    made = []
    for i in range(12):
        title = unique("Guarded") if i % 3 else "Guarded"
        hit = questions.hit(Title=title, QualificationRequirements=requiring(id))
        made.insert(0, client.create_hit(**hit)["HIT"])
    client.create_hit(**questions.hit(Title=unique("Free")))
    listed = walk(client.list_hits_for_qualification_type, "HITs", QualificationTypeId=id, MaxResults=5)
    assert listed == made
    client.update_expiration_for_hit(HITId=made[3]["HITId"], ExpireAt=0)
    client.delete_hit(HITId=made.pop(3)["HITId"])
    listed = walk(client.list_hits_for_qualification_type, "HITs", QualificationTypeId=id)
    assert [h["HITId"] for h in listed] == [h["HITId"] for h in made]
    with no_such_type("3NOSUCHTYPE"):
        client.list_hits_for_qualification_type(QualificationTypeId="3NOSUCHTYPE")
    for unknown in ("3NOSUCHTYPE", "not an id"):
        with no_such_type(unknown):
            client.create_hit(**questions.hit(QualificationRequirements=requiring(unknown)))


def test_delete(fresh, worker):
    client = fresh.sandbox
    name = unique("Deleted")
    id = create_id(client, Name=name)
    type = client.create_hit_type(**questions.hit_type(QualificationRequirements=requiring(id)))["HITTypeId"]
    ask(worker, id)
    answer = client.delete_qualification_type(QualificationTypeId=id)
    assert set(answer) == {"ResponseMetadata"}
    assert client.list_qualification_requests()["NumResults"] == 0
    latest = worker.call("GetQualification", QualificationTypeId=id)["Qualification"]["LatestRequest"]
    assert latest["Status"] == "Rejected"
    for call in (
        lambda: client.delete_qualification_type(QualificationTypeId=id),
        lambda: client.update_qualification_type(QualificationTypeId=id, Description="Still here"),
        lambda: client.associate_qualification_with_worker(QualificationTypeId=id, WorkerId=worker.id),
        lambda: client.create_hit(**questions.hit(QualificationRequirements=requiring(id))),
    ):
        with wrong_state("InvalidQualificationTypeState", "Active,Inactive"):
            call()
    with invalid_value(type, "HITTypeId"):
        client.create_hit_with_hit_type(
            HITTypeId=type, LifetimeInSeconds=60, Question=questions.external_question()
        )
    with refused("RequestError", "already created a QualificationType with this name"):
        create(client, Name=name)
    assert client.list_hits()["NumResults"] == 0
