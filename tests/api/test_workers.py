"""The operations about workers, and eligibility end to end: blocks, messages, requirements of each kind and
each guard, and why."""

import itertools

import pytest
import questions
from people import unique
from refusal import invalid_value, refused
from server_process import AdminFailed
from worker_site import WorkerRefused, get

APPROVED = "00000000000000000040"
PERCENT = "000000000000000000L0"
LOCALE = "00000000000000000071"
ADULT = "00000000000000000060"
MASTERS = {"sandbox": "2ARFPLSP75KLA8M8DH1HTEQVJT3SY6", "live": "2F1QJWKUDD8XADTFD2Q0G6UTO95ALH"}
NOBODY = "ANOBODY0000000"
STRANGER = "Cannot send a notification to a worker who has not done any work for you"


def requirement(type, comparator, guard=None, **values):
    one = {"QualificationTypeId": type, "Comparator": comparator, **values}
    return {**one, "ActionsGuarded": guard} if guard else one


def code_of(call):
    with pytest.raises(WorkerRefused) as caught:
        call()
    return caught.value.code


def blocks_of(client, size=100):
    """All pages of ListWorkerBlocks, as a list of pages of (worker, reason)."""
    pages, token = [], None
    while True:
        answer = client.list_worker_blocks(MaxResults=size, **({"NextToken": token} if token else {}))
        assert answer["NumResults"] == len(answer["WorkerBlocks"])
        if not answer["WorkerBlocks"]:
            assert "NextToken" not in answer
            return pages
        pages.append([(b["WorkerId"], b.get("Reason")) for b in answer["WorkerBlocks"]])
        token = answer["NextToken"]


@pytest.fixture
def judged(fresh, new_worker):
    """A requester, and a worker of whose work he has approved some."""
    worker = new_worker()
    hit = fresh.sandbox.create_hit(**questions.hit(Title=unique("Judged")))["HIT"]
    fresh.sandbox.approve_assignment(AssignmentId=worker.do(hit["HITId"]))
    return fresh, worker


# -- blocks ------------------------------------------------------------------------------------------------


def test_block_keeps_from_accepting_and_hides(fresh, new_worker):
    ann, ben = new_worker(), new_worker()
    title = unique("Blocking")
    taken = fresh.sandbox.create_hit(**questions.hit(Title=title, MaxAssignments=5))["HIT"]
    assignment = ann.accept(taken["HITId"])
    other = fresh.sandbox.create_hit(**questions.hit(Title=title + " b", MaxAssignments=5))["HIT"]
    assert fresh.sandbox.create_worker_block(WorkerId=ann.id, Reason="copies")["ResponseMetadata"]
    assert ann.call("SearchHITGroups", SearchTerm=title)["HITGroups"] == []
    assert len(ben.call("SearchHITGroups", SearchTerm=title)["HITGroups"]) == 2
    assert code_of(lambda: ann.accept(other["HITId"])) == "WorkerBlocked"
    assert code_of(lambda: ann.call("AcceptHIT", HITGroupId=other["HITGroupId"])) == "WorkerBlocked"
    assert code_of(lambda: ann.call("GetHITGroup", HITGroupId=other["HITGroupId"])) == "WorkerBlocked"
    # what is accepted may be finished
    assert ann.submit(assignment, {"comment": "x"})["Status"] == "Submitted"
    fresh.sandbox.delete_worker_block(WorkerId=ann.id, Reason="explained")
    assert ann.accept(other["HITId"])["Status"] == "Accepted"


# The reason is the requester's own: nothing the worker can call shows it.
def test_reason_is_not_shown(fresh, worker):
    hit = fresh.sandbox.create_hit(**questions.hit(Title=unique("Quiet")))["HIT"]
    fresh.sandbox.create_worker_block(WorkerId=worker.id, Reason="zebra-reason")
    for operation, parameters in (
        ("ExplainHIT", {"HITId": hit["HITId"]}),
        ("ListMessages", {}),
        ("GetProfile", {}),
        ("SearchHITGroups", {}),
    ):
        assert "zebra-reason" not in str(worker.call(operation, **parameters))
    with pytest.raises(WorkerRefused) as caught:
        worker.accept(hit["HITId"])
    assert "zebra-reason" not in str(caught.value.body)


def test_blocks_are_listed_oldest_first_with_the_last_reason(fresh, new_worker):
    workers = [new_worker() for _ in range(3)]
    for number, one in enumerate(workers):
        fresh.sandbox.create_worker_block(WorkerId=one.id, Reason=f"reason {number}")
    fresh.sandbox.create_worker_block(WorkerId=workers[0].id, Reason="replaced")
    wanted = [(workers[0].id, "replaced"), (workers[1].id, "reason 1"), (workers[2].id, "reason 2")]
    assert blocks_of(fresh.sandbox) == [wanted]
    assert blocks_of(fresh.sandbox, 2) == [wanted[:2], wanted[2:]]
    assert list(itertools.chain(*blocks_of(fresh.sandbox, 1))) == wanted
    # worker ids of one marketplace are nobody in the other
    assert blocks_of(fresh.live) == []
    with invalid_value(workers[0].id, "WorkerId"):
        fresh.live.create_worker_block(WorkerId=workers[0].id, Reason="x")


def test_somebody_elses_token_is_refused(fresh, new_requester, new_worker):
    for one in (new_worker(), new_worker()):
        fresh.sandbox.create_worker_block(WorkerId=one.id, Reason="x")
    token = fresh.sandbox.list_worker_blocks(MaxResults=1)["NextToken"]
    with invalid_value(token, "NextToken"):
        new_requester().sandbox.list_worker_blocks(NextToken=token)


# A block again, and the end of one that is not there, both succeed.
def test_repeating(fresh, worker):
    fresh.sandbox.delete_worker_block(WorkerId=worker.id)
    for _ in range(2):
        fresh.sandbox.create_worker_block(WorkerId=worker.id, Reason="x")
    for _ in range(2):
        fresh.sandbox.delete_worker_block(WorkerId=worker.id)
    assert blocks_of(fresh.sandbox) == []


# The captured text for a worker nobody knows.
def test_unknown_worker(fresh):
    with invalid_value(NOBODY, "WorkerId"):
        fresh.sandbox.create_worker_block(WorkerId=NOBODY, Reason="x")
    with invalid_value(NOBODY, "WorkerId"):
        fresh.sandbox.delete_worker_block(WorkerId=NOBODY)


@pytest.mark.parametrize("id", ["", "a123", "B123", "A", "A12-3", "A" + "1" * 64])
def test_bad_worker_ids(fresh, id):
    for call in (
        lambda: fresh.sandbox.create_worker_block(WorkerId=id, Reason="x"),
        lambda: fresh.sandbox.delete_worker_block(WorkerId=id),
        lambda: fresh.sandbox.notify_workers(Subject="s", MessageText="t", WorkerIds=[id]),
    ):
        with refused("ValidationException"):
            call()


# -- messages ----------------------------------------------------------------------------------------------


def test_notify(judged, new_worker):
    requester, ann = judged
    stranger = new_worker()
    answer = requester.sandbox.notify_workers(
        Subject="New work",
        MessageText="More tonight.\nThank you!",
        WorkerIds=[ann.id, stranger.id, NOBODY, ann.id],
    )
    assert answer["NotifyWorkersFailureStatuses"] == [
        {"NotifyWorkersFailureCode": "HardFailure", "NotifyWorkersFailureMessage": STRANGER, "WorkerId": id}
        for id in (stranger.id, NOBODY)
    ]
    [message] = ann.call("ListMessages")["Messages"]
    assert message["Subject"] == "New work" and message["MessageText"] == "More tonight.\nThank you!"
    assert message["RequesterId"] == requester.id and message["RequesterName"]
    assert "ReadTime" not in message
    assert stranger.call("ListMessages") == {"Messages": [], "NumResults": 0}
    read = ann.call("MarkMessageRead", MessageId=message["MessageId"])["Message"]
    assert read["ReadTime"] >= read["SendTime"]
    assert ann.call("MarkMessageRead", MessageId=message["MessageId"])["Message"] == read
    assert ann.call("GetMessage", MessageId=message["MessageId"])["Message"] == read
    assert ann.call("ListMessages", UnreadOnly=True)["Messages"] == []
    for operation in ("GetMessage", "MarkMessageRead"):
        refusal = code_of(lambda: stranger.call(operation, MessageId=message["MessageId"]))
        assert refusal == "MessageDoesNotExist"


# Mephisto reads the key without asking whether it is there.
def test_nobody_failed(judged):
    requester, ann = judged
    answer = requester.raw.call(
        "NotifyWorkers", {"Subject": "s", "MessageText": "t", "WorkerIds": [ann.id]}
    )
    assert answer.status == 200 and answer.json == {"NotifyWorkersFailureStatuses": []}


def test_a_rejection_counts_as_well(fresh, worker):
    hit = fresh.sandbox.create_hit(**questions.hit(Title=unique("Rejecting")))["HIT"]
    id = worker.do(hit["HITId"])

    def send():
        return fresh.sandbox.notify_workers(Subject="s", MessageText="t", WorkerIds=[worker.id])

    assert len(send()["NotifyWorkersFailureStatuses"]) == 1
    fresh.sandbox.reject_assignment(AssignmentId=id, RequesterFeedback="wrong")
    assert send()["NotifyWorkersFailureStatuses"] == []


def test_limits_of_a_message(judged):
    requester, ann = judged
    good = {"Subject": "é" * 200, "MessageText": "ü" * 4096, "WorkerIds": [ann.id] * 100}
    assert requester.sandbox.notify_workers(**good)["NotifyWorkersFailureStatuses"] == []
    before = ann.call("ListMessages")["NumResults"]
    assert before == 1  # a hundred times the same worker is one message
    for change in (
        {"Subject": "s" * 201},
        {"Subject": ""},
        {"MessageText": "t" * 4097},
        {"MessageText": ""},
        {"MessageText": "bell \a"},
        {"WorkerIds": []},
        {"WorkerIds": [ann.id] * 101},
        {"WorkerIds": [ann.id, "nonsense"]},
    ):
        with pytest.raises(Exception) as caught:
            requester.sandbox.notify_workers(**{**good, **change})
        assert caught.value.response["Body"]["__type"] in (
            "ValidationException",
            "ParameterValidationError",
        ), change
    assert ann.call("ListMessages")["NumResults"] == before


def test_inbox_has_pages(judged):
    requester, ann = judged
    for number in range(5):
        requester.sandbox.notify_workers(Subject=f"n{number}", MessageText="t", WorkerIds=[ann.id])
    subjects, token = [], None
    while True:
        page = ann.call("ListMessages", MaxResults=2, **({"NextToken": token} if token else {}))
        subjects.append([m["Subject"] for m in page["Messages"]])
        token = page.get("NextToken")
        if not token:
            break
    assert subjects == [["n4", "n3"], ["n2", "n1"], ["n0"]]


# -- eligibility -------------------------------------------------------------------------------------------


def set_worker(server, worker, **profile):
    flags = [part for name, value in profile.items() for part in (f"--{name}", value)]
    return server.admin("set-worker", "--worker", worker.id, *flags)


# A profile, a requirement it does not meet, the profile that does.
@pytest.mark.parametrize(
    "before, unmet, after",
    [
        (
            {"country": "DE"},
            requirement(LOCALE, "EqualTo", LocaleValues=[{"Country": "US"}]),
            {"country": "US"},
        ),
        (
            {"country": "US", "subdivision": "NY"},
            requirement(
                LOCALE, "In", LocaleValues=[{"Country": "US", "Subdivision": "CA"}, {"Country": "FR"}]
            ),
            {"subdivision": "CA"},
        ),
        ({}, requirement(ADULT, "EqualTo", IntegerValues=[1]), {"adult": "yes"}),
        ({}, requirement(MASTERS["sandbox"], "Exists"), {"masters": "yes"}),
        ({"masters": "yes"}, requirement(MASTERS["sandbox"], "DoesNotExist"), {"masters": "no"}),
    ],
)
@pytest.mark.parametrize("guard", ["Accept", "PreviewAndAccept", "DiscoverPreviewAndAccept"])
def test_profile_and_guard(server, fresh, worker, before, unmet, after, guard):
    title = unique("Guarded")
    hit = fresh.sandbox.create_hit(
        **questions.hit(Title=title, QualificationRequirements=[{**unmet, "ActionsGuarded": guard}])
    )["HIT"]
    if before:
        set_worker(server, worker, **before)
    listed = len(worker.call("SearchHITGroups", SearchTerm=title)["HITGroups"])
    assert listed == (0 if guard == "DiscoverPreviewAndAccept" else 1)
    if guard == "Accept":
        assert worker.call("PreviewHIT", HITId=hit["HITId"])["HIT"]["Frame"]
    else:
        assert code_of(lambda: worker.call("PreviewHIT", HITId=hit["HITId"])) == "DoesNotMeetRequirements"
    assert code_of(lambda: worker.accept(hit["HITId"])) == "DoesNotMeetRequirements"
    set_worker(server, worker, **after)
    [group] = worker.call("SearchHITGroups", SearchTerm=title)["HITGroups"]
    assert group["CallerMeetsRequirements"] is True
    assert worker.call("PreviewHIT", HITId=hit["HITId"])["HIT"]["Frame"]
    assert worker.accept(hit["HITId"])["Status"] == "Accepted"


# Approved work counts from the moment of its approval.
def test_history(fresh, worker):
    first = fresh.sandbox.create_hit(**questions.hit(Title=unique("History")))["HIT"]
    asks = [requirement(APPROVED, "GreaterThanOrEqualTo", IntegerValues=[1])]
    second = fresh.sandbox.create_hit(
        **questions.hit(Title=unique("History"), QualificationRequirements=asks)
    )["HIT"]
    id = worker.do(first["HITId"])
    assert code_of(lambda: worker.accept(second["HITId"])) == "DoesNotMeetRequirements"
    fresh.sandbox.approve_assignment(AssignmentId=id)
    worker.accept(second["HITId"])


# A requester's own type: granted, changed, revoked; the worker is told, unless that was not wanted.
def test_grants(fresh, new_requester, worker):
    client = fresh.sandbox
    name = unique("Maps")
    type_id = client.create_qualification_type(
        Name=name, Description="Reads maps", QualificationTypeStatus="Active"
    )["QualificationType"]["QualificationTypeId"]
    asks = [
        requirement(type_id, "GreaterThan", "DiscoverPreviewAndAccept", IntegerValues=[50]),
        requirement(type_id, "LessThan", IntegerValues=[90]),
    ]
    title = unique("Granted")
    hit = new_requester().sandbox.create_hit(
        **questions.hit(Title=title, QualificationRequirements=asks, MaxAssignments=3)
    )["HIT"]

    def grant(value, **more):
        client.associate_qualification_with_worker(
            QualificationTypeId=type_id, WorkerId=worker.id, IntegerValue=value, **more
        )

    def found():
        return len(worker.call("SearchHITGroups", SearchTerm=title)["HITGroups"])

    assert found() == 0
    grant(50)
    assert found() == 0
    grant(90, SendNotification=False)
    assert found() == 1
    (group,) = worker.call("SearchHITGroups", SearchTerm=title)["HITGroups"]
    assert {(r["Name"], r["Required"], r["Has"], r["Met"]) for r in group["Requirements"]} == {
        (name, "is greater than 50", "90", True),
        (name, "is less than 90", "90", False),
    }
    assert code_of(lambda: worker.accept(hit["HITId"])) == "DoesNotMeetRequirements"
    grant(89, SendNotification=False)
    worker.accept(hit["HITId"])
    client.disassociate_qualification_from_worker(
        QualificationTypeId=type_id, WorkerId=worker.id, Reason="Wrong turns"
    )
    assert found() == 0
    assert code_of(lambda: worker.call("GetHITGroup", HITGroupId=hit["HITGroupId"])) == "HITGroupDoesNotExist"
    revoked, granted = worker.call("ListMessages")["Messages"]
    assert "50" in granted["MessageText"] and "Wrong turns" in revoked["MessageText"]
    assert granted["RequesterId"] == fresh.id


# Both old and new form of a guard come back.
def test_required_to_preview_is_returned(fresh):
    asks = [{**requirement(APPROVED, "GreaterThan", IntegerValues=[5]), "RequiredToPreview": True}]
    hit = fresh.sandbox.create_hit(
        **questions.hit(Title=unique("Older"), QualificationRequirements=asks)
    )["HIT"]
    [one] = fresh.sandbox.get_hit(HITId=hit["HITId"])["HIT"]["QualificationRequirements"]
    assert one["RequiredToPreview"] is True and one["ActionsGuarded"] == "PreviewAndAccept"


# The page of a guarded preview opens with the address that PreviewHIT gave, and not without its ticket.
def test_frame_of_a_guarded_preview(server, fresh, worker, new_worker, content_url):
    set_worker(server, worker, country="US")
    asks = [requirement(LOCALE, "EqualTo", "PreviewAndAccept", LocaleValues=[{"Country": "US"}])]
    hit = fresh.sandbox.create_hit(
        **questions.hit(Title=unique("Ticket"), QualificationRequirements=asks)
    )["HIT"]
    url = worker.call("PreviewHIT", HITId=hit["HITId"])["HIT"]["Frame"]["URL"]
    assert "ticket=" in url
    status, _, page = get(url)
    assert status == 200 and b"What do you think?" in page
    bare = f"{content_url}/dynamic/hit?hitId={hit['HITId']}&assignmentId=ASSIGNMENT_ID_NOT_AVAILABLE"
    ticket = url.split("ticket=")[1].split("&")[0]
    another = fresh.sandbox.create_hit(
        **questions.hit(Title=unique("Ticket"), QualificationRequirements=asks)
    )["HIT"]
    for wrong in (
        bare,
        f"{bare}&ticket={ticket[:-2]}AA",
        f"{bare}&ticket=9{ticket}",
        f"{bare}&ticket=",
        f"{bare.replace(hit['HITId'], another['HITId'])}&ticket={ticket}",
    ):
        status, _, page = get(wrong)
        assert status == 404 and b"What do you think?" not in page, wrong
    # with the assignment, whose id nobody guesses, no ticket is needed
    frame = worker.accept(hit["HITId"])["Frame"]["URL"]
    assert "ticket=" not in frame
    assert get(frame)[0] == 200
    # nor where nothing guards the preview
    free = fresh.sandbox.create_hit(**questions.hit(Title=unique("Free")))["HIT"]
    assert "ticket=" not in worker.call("PreviewHIT", HITId=free["HITId"])["HIT"]["Frame"]["URL"]


# -- why ---------------------------------------------------------------------------------------------------


def test_why(server, fresh, worker):
    asks = [
        requirement(PERCENT, "GreaterThanOrEqualTo", IntegerValues=[95]),
        requirement(LOCALE, "In", "PreviewAndAccept", LocaleValues=[{"Country": "US", "Subdivision": "CA"}]),
    ]
    hit = fresh.sandbox.create_hit(
        **questions.hit(Title=unique("Why"), QualificationRequirements=asks)
    )["HIT"]
    fresh.sandbox.create_worker_block(WorkerId=worker.id, Reason="x")
    explained = worker.call("ExplainHIT", HITId=hit["HITId"])["Explanation"]
    assert [r["Code"] for r in explained["See"]["Reasons"]] == ["WorkerBlocked"]
    assert [r["Code"] for r in explained["Preview"]["Reasons"]] == ["WorkerBlocked", "RequirementNotMet"]
    assert not explained["Accept"]["Allowed"]
    by_type = {r["QualificationTypeId"]: r for r in explained["Requirements"]}
    assert (by_type[PERCENT]["Required"], by_type[PERCENT]["Has"], by_type[PERCENT]["Met"]) == (
        "is at least 95",
        "100",
        True,
    )
    assert (by_type[LOCALE]["Required"], by_type[LOCALE]["Has"]) == ("is one of US-CA", "nothing")
    assert by_type[LOCALE]["ActionsGuarded"] == "PreviewAndAccept"
    # the operator sees the same
    assert server.admin("why", worker.id, hit["HITId"], "--json") == explained
    fresh.sandbox.delete_worker_block(WorkerId=worker.id)
    worker.call("UpdateProfile", Country="US", Subdivision="CA")
    found = worker.call("GetHITGroup", HITGroupId=hit["HITGroupId"])
    explained = found["Explanation"]
    assert found["HITGroup"]["Requirements"] == explained["Requirements"]
    assert all(explained[step] == {"Allowed": True, "Reasons": []} for step in ("See", "Preview", "Accept"))


def test_why_for_people(server, fresh, worker):
    asks = [requirement(MASTERS["sandbox"], "Exists")]
    hit = fresh.sandbox.create_hit(
        **questions.hit(Title=unique("Why"), QualificationRequirements=asks)
    )["HIT"]
    with pytest.raises(ValueError) as caught:  # the fixture expects JSON, and this is text
        server.admin("why", worker.id, hit["HITId"])
    text = caught.value.doc
    assert "See: yes\nPreview: yes\nAccept: no\n  A requirement is not met. (RequirementNotMet)\n" in text
    assert "NOT met: Masters is there; has nothing. Guards Accept." in text
    for arguments in (("why", worker.id, "3NOTHING"), ("why", NOBODY, hit["HITId"])):
        with pytest.raises(AdminFailed):
            server.admin(*arguments)


# A hidden group is explained to nobody but the operator.
def test_why_of_a_hidden_group(server, fresh, worker):
    asks = [requirement(MASTERS["sandbox"], "Exists", "DiscoverPreviewAndAccept")]
    hit = fresh.sandbox.create_hit(
        **questions.hit(Title=unique("Why"), QualificationRequirements=asks)
    )["HIT"]
    assert code_of(lambda: worker.call("ExplainHIT", HITId=hit["HITId"])) == "HITDoesNotExist"
    assert (
        code_of(lambda: worker.call("ExplainHIT", HITGroupId=hit["HITGroupId"])) == "HITGroupDoesNotExist"
    )
    assert server.admin("why", worker.id, hit["HITId"], "--json")["See"]["Allowed"] is False


# -- profiles ----------------------------------------------------------------------------------------------


def test_profile(server, worker):
    shown = worker.call("UpdateProfile", Country="CA", Subdivision="ON", AdultContent=True, Email="a@b.org")
    assert shown["Worker"]["Subdivision"] == "ON"
    profile = worker.call("GetProfile")["Worker"]
    assert profile == shown["Worker"]
    assert (profile["Country"], profile["Email"]) == ("CA", "a@b.org")
    assert profile["AdultContent"] is True and profile["Masters"] is False
    assert "Email" not in worker.call("UpdateProfile", Email="")["Worker"]
    for change in ({"Country": "XX"}, {"Country": "us"}, {"Subdivision": "ZZZ"}, {"Email": "nowhere"}):
        with pytest.raises(WorkerRefused):
            worker.call("UpdateProfile", **change)


@pytest.mark.parametrize(
    "flags",
    [
        ("--country", "XX"),
        ("--country", "US", "--subdivision", "ON"),
        ("--adult", "maybe"),
        ("--masters", "true"),
        ("--email", "nowhere"),
    ],
)
def test_admin_refuses_nonsense(server, worker, flags):
    with pytest.raises(AdminFailed):
        server.admin("set-worker", "--worker", worker.id, *flags)


def test_admin_sets_and_clears(server, worker):
    shown = set_worker(server, worker, country="US", subdivision="CA", adult="yes", email="a@b.org")
    assert (shown["Country"], shown["Subdivision"], shown["AdultContent"]) == ("US", "CA", True)
    # another country has other subdivisions
    assert "Subdivision" not in set_worker(server, worker, country="DE")
    assert "Country" not in set_worker(server, worker, country="none", email="none")
    assert "Email" not in worker.call("GetProfile")["Worker"]
