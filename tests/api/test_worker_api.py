"""The Worker API for programs: find, preview, accept, submit, return, earnings."""

import concurrent.futures
import json
import urllib.parse

import pytest
import questions
from people import unique
from worker_site import WorkerRefused, answers_in, get, post

pytestmark = pytest.mark.ours_only


def code_of(call):
    with pytest.raises(WorkerRefused) as caught:
        call()
    assert set(caught.value.body) == {"__type", "Message", "Code"}
    assert caught.value.message
    return caught.value.status, caught.value.code


# -- finding work ------------------------------------------------------------------------------------------


# Workers see groups, not HITs: all HITs of one type are one row, with what a worker needs to decide.
def test_search_shows_groups(mturk, worker, server):
    title = unique("Searchable zebra")
    hits = [mturk.create_hit(**questions.hit(Title=title, Reward="0.25"))["HIT"] for _ in range(3)]
    answer = worker.call("SearchHITGroups", SearchTerm=title)
    assert answer["NumResults"] == 1
    [group] = answer["HITGroups"]
    assert (group["HITGroupId"], group["HITTypeId"]) == (hits[0]["HITGroupId"], hits[0]["HITTypeId"])
    assert (group["Title"], group["Reward"], group["NumberOfHITsAvailable"]) == (title, "0.25", 3)
    assert (group["Description"], group["Keywords"]) == (hits[0]["Description"], hits[0]["Keywords"])
    assert (group["AssignmentDurationInSeconds"], group["AutoApprovalDelayInSeconds"]) == (600, 86400)
    assert group["QualificationRequirements"] == []
    assert group["CallerMeetsRequirements"] is True
    assert group["RequesterName"] and group["RequesterId"].startswith("A")
    assert group["LatestExpiration"] == max(h["Expiration"].timestamp() for h in hits)


# Title, description and keywords are searched, in any case.
@pytest.mark.parametrize("member", ["Title", "Description", "Keywords"])
def test_search_looks_into(new_hit, worker, member):
    word = unique("quokka").replace(" ", "x")
    hit = new_hit(**{member: f"about {word} and more"})
    for term in (word, word.upper()):
        assert [g["HITGroupId"] for g in worker.call("SearchHITGroups", SearchTerm=term)["HITGroups"]] == [
            hit["HITGroupId"]
        ]


# Wild cards of a database are ordinary characters.
@pytest.mark.parametrize("term", ["%", "_", "100%zzz", "'", '"', "*", "a OR 1=1", "\\"])
def test_search_for_odd_characters(new_hit, worker, term):
    hit = new_hit()
    found = worker.call("SearchHITGroups", SearchTerm=hit["Title"] + term)
    assert found == {"HITGroups": [], "NumResults": 0}


# A least reward.
def test_search_by_reward(mturk, worker):
    word = unique("rewarded")
    for reward in ("0.01", "0.10", "1.00"):
        mturk.create_hit(**questions.hit(Title=word, Reward=reward))
    found = worker.call("SearchHITGroups", SearchTerm=word, MinReward="0.1", Sort="reward_asc")
    assert [g["Reward"] for g in found["HITGroups"]] == ["0.10", "1.00"]


# The six orders.
@pytest.mark.parametrize(
    "sort, wanted",
    [
        ("reward_asc", ["0.01", "0.02", "0.03"]),
        ("reward_desc", ["0.03", "0.02", "0.01"]),
        ("num_hits_asc", ["0.03", "0.02", "0.01"]),
        ("num_hits_desc", ["0.01", "0.02", "0.03"]),
        ("updated_asc", ["0.02", "0.01", "0.03"]),
        ("updated_desc", ["0.03", "0.01", "0.02"]),
    ],
)
def test_search_orders(sorted_groups, worker, sort, wanted):
    found = worker.call("SearchHITGroups", SearchTerm=sorted_groups, Sort=sort)
    assert [g["Reward"] for g in found["HITGroups"]] == wanted


@pytest.fixture(scope="module")
def sorted_groups(requester, server):
    word = unique("sortable")
    for reward, count in (("0.02", 2), ("0.01", 3), ("0.03", 1)):
        for _ in range(count):
            requester.sandbox.create_hit(**questions.hit(Title=word, Reward=reward, LifetimeInSeconds=864000))
        server.advance(2)
    return word


# Pages: nothing twice, nothing missing, no token on the last one.
def test_search_pages(mturk, worker):
    word = unique("paged")
    wanted = {
        mturk.create_hit(**questions.hit(Title=word, Reward=f"0.{i:02}"))["HIT"]["HITGroupId"]
        for i in range(1, 8)
    }
    found, more = [], {}
    while True:
        page = worker.call("SearchHITGroups", SearchTerm=word, MaxResults=3, **more)
        assert page["NumResults"] == len(page["HITGroups"])
        found += [g["HITGroupId"] for g in page["HITGroups"]]
        if "NextToken" not in page:
            break
        more = {"NextToken": page["NextToken"]}
    assert len(found) == 7 and set(found) == wanted


# What is wrong with a call names the member.
@pytest.mark.parametrize(
    "operation, parameters, member",
    [
        ("SearchHITGroups", {"Sort": "random"}, "Sort"),
        ("SearchHITGroups", {"MaxResults": 0}, "MaxResults"),
        ("SearchHITGroups", {"MaxResults": 101}, "MaxResults"),
        ("SearchHITGroups", {"MinReward": "-1"}, "MinReward"),
        ("SearchHITGroups", {"SearchTerm": "x" * 201}, "SearchTerm"),
        ("SearchHITGroups", {"NextToken": "p1:x"}, "NextToken"),
        ("SearchHITGroups", {"SearchTerm": 5}, "SearchTerm"),
        ("GetHITGroup", {}, "HITGroupId"),
        ("SubmitAssignment", {}, "AssignmentId"),
        ("SubmitAssignment", {"AssignmentId": "3X", "Answers": []}, "Answers"),
        ("SubmitAssignment", {"AssignmentId": "3X", "Answers": {"a": 5}}, "Answers"),
        ("SubmitAssignment", {"AssignmentId": "3X", "Answers": {"a": {"b": "c"}}}, "Answers"),
        ("ListMyAssignments", {"Status": "Done"}, "Status"),
        ("AcceptHIT", {}, "HITId"),
    ],
    ids=str,
)
def test_invalid_input(worker, operation, parameters, member):
    with pytest.raises(WorkerRefused) as caught:
        worker.call(operation, **parameters)
    assert (caught.value.status, caught.value.code) == (400, "InvalidInput")
    assert member.lower() in caught.value.message.lower()


# A group by its id or its type's id.
def test_get_hit_group(new_hit, worker):
    hit = new_hit()
    groups = [worker.call("GetHITGroup", HITGroupId=hit[k])["HITGroup"] for k in ("HITGroupId", "HITTypeId")]
    assert groups[0] == groups[1]
    assert groups[0]["HITGroupId"] == hit["HITGroupId"]
    assert code_of(lambda: worker.call("GetHITGroup", HITGroupId="3NOSUCHGROUP")) == (
        400,
        "HITGroupDoesNotExist",
    )


# -- preview -----------------------------------------------------------------------------------------------


# A preview reserves nothing; its frame carries the literal that pages know, no worker, and where to submit.
def test_preview(mturk, new_hit, worker, content_url):
    hit = new_hit()
    for parameters in ({"HITId": hit["HITId"]}, {"HITGroupId": hit["HITGroupId"]}):
        shown = worker.call("PreviewHIT", **parameters)["HIT"]
        assert shown["HITId"] == hit["HITId"]
        frame = shown["Frame"]
        assert (frame["Type"], frame["Height"], frame["AllowSameOrigin"]) == ("HTMLQuestion", 450, False)
        assert frame["URL"].startswith(content_url + "/dynamic/hit?")
        assert "assignmentId=ASSIGNMENT_ID_NOT_AVAILABLE" in frame["URL"]
        assert f"hitId={hit['HITId']}" in frame["URL"]
        assert "workerId" not in frame["URL"]
        assert "turkSubmitTo=" in frame["URL"]
    assert mturk.get_hit(HITId=hit["HITId"])["HIT"]["NumberOfAssignmentsPending"] == 0


# An ExternalQuestion's address gets the parameters after its own query, in the observed order.
def test_external_frame(new_hit, worker, content_url):
    hit = new_hit(
        Question=questions.external_question("https://survey.example.org/form?study=7&arm=b#top", "0")
    )
    preview = worker.call("PreviewHIT", HITId=hit["HITId"])["HIT"]["Frame"]
    assert (preview["Type"], preview["Height"], preview["AllowSameOrigin"]) == ("ExternalQuestion", 0, True)
    assert preview["URL"].startswith(
        "https://survey.example.org/form?study=7&arm=b&assignmentId=ASSIGNMENT_ID_NOT_AVAILABLE"
        f"&hitId={hit['HITId']}"
    )
    assignment = worker.accept(hit["HITId"])
    parts = urllib.parse.urlsplit(assignment["Frame"]["URL"])
    assert parts.fragment == "top"
    assert urllib.parse.parse_qsl(parts.query) == [
        ("study", "7"),
        ("arm", "b"),
        ("assignmentId", assignment["AssignmentId"]),
        ("hitId", hit["HITId"]),
        ("workerId", worker.id),
        ("turkSubmitTo", content_url),
    ]


# A frame of our own origin never keeps it.
def test_frame_on_our_own_origin(new_hit, worker, server):
    port = urllib.parse.urlsplit(server.sandbox_url).port
    for host in ("localhost", "127.0.0.1"):
        hit = new_hit(Question=questions.external_question(f"http://{host}:{port}/x"))
        assert worker.call("PreviewHIT", HITId=hit["HITId"])["HIT"]["Frame"]["AllowSameOrigin"] is False


# -- accept, submit, return --------------------------------------------------------------------------------


# An accepted assignment: status, times, frame with everything a page reads.
def test_accept(new_hit, worker, server):
    hit = new_hit()
    assignment = worker.accept(hit["HITId"])
    assert (assignment["Status"], assignment["HITId"], assignment["HasDraft"]) == (
        "Accepted",
        hit["HITId"],
        False,
    )
    assert abs(assignment["AcceptTime"] - server.now()) < 5
    assert assignment["Deadline"] - assignment["AcceptTime"] == 600
    assert f"assignmentId={assignment['AssignmentId']}" in assignment["Frame"]["URL"]
    assert f"workerId={worker.id}" in assignment["Frame"]["URL"]
    assert (
        worker.call("GetAssignment", AssignmentId=assignment["AssignmentId"])["Assignment"]["Status"]
        == "Accepted"
    )


# The next one of a type or group: each worker gets each HIT once, then there are no more.
@pytest.mark.parametrize("by", ["HITTypeId", "HITGroupId"])
def test_accept_next(mturk, worker, by):
    title = unique("Next")
    hits = [mturk.create_hit(**questions.hit(Title=title))["HIT"] for _ in range(3)]
    taken = [worker.call("AcceptHIT", **{by: hits[0][by]})["Assignment"]["HITId"] for _ in range(3)]
    assert sorted(taken) == sorted(h["HITId"] for h in hits)
    assert code_of(lambda: worker.call("AcceptHIT", **{by: hits[0][by]})) == (400, "NoMoreHITs")


# Never two assignments of one HIT for one worker, whether held or handed in.
def test_already_worked(new_hit, worker):
    hit = new_hit(MaxAssignments=3)
    assignment = worker.accept(hit["HITId"])
    assert code_of(lambda: worker.accept(hit["HITId"])) == (400, "AlreadyWorkedOnHIT")
    worker.submit(assignment, {"comment": "once"})
    assert code_of(lambda: worker.accept(hit["HITId"])) == (400, "AlreadyWorkedOnHIT")


# All places taken.
def test_none_left(new_hit, new_worker):
    hit = new_hit()
    new_worker().accept(hit["HITId"])
    other = new_worker()
    assert code_of(lambda: other.accept(hit["HITId"])) == (400, "NoMoreHITs")
    assert code_of(lambda: other.call("AcceptHIT", HITTypeId=hit["HITTypeId"])) == (400, "NoMoreHITs")


# Never more than MaxAssignments, however many ask at once.
def test_race_for_places(mturk, new_hit, new_worker):
    hit = new_hit(MaxAssignments=3)
    workers = [new_worker() for _ in range(10)]

    def accept(worker):
        try:
            return worker.accept(hit["HITId"])["AssignmentId"]
        except WorkerRefused as e:
            assert e.code == "NoMoreHITs"

    with concurrent.futures.ThreadPoolExecutor(10) as pool:
        taken = [id for id in pool.map(accept, workers) if id]
    assert len(set(taken)) == 3
    assert mturk.get_hit(HITId=hit["HITId"])["HIT"]["NumberOfAssignmentsPending"] == 3


# One worker asking ten times at once for one HIT gets one assignment of it.
def test_race_of_one_worker(mturk, new_hit, worker):
    hit = new_hit(MaxAssignments=10)

    def accept(_):
        try:
            return worker.accept(hit["HITId"])["AssignmentId"]
        except WorkerRefused as e:
            assert e.code == "AlreadyWorkedOnHIT"

    with concurrent.futures.ThreadPoolExecutor(10) as pool:
        assert len([id for id in pool.map(accept, range(10)) if id]) == 1
    shown = mturk.get_hit(HITId=hit["HITId"])["HIT"]
    assert (shown["NumberOfAssignmentsAvailable"], shown["NumberOfAssignmentsPending"]) == (9, 1)


# Submitting and giving back at once: one of the two happens, and the other is told.
def test_race_of_submit_and_return(mturk, new_hit, new_worker):
    for _ in range(5):
        hit, worker = new_hit(), new_worker()
        id = worker.accept(hit["HITId"])["AssignmentId"]

        def attempt(operation, worker=worker, id=id):
            try:
                worker.call(
                    operation, AssignmentId=id, **({"Answers": {"a": "b"}} if operation[0] == "S" else {})
                )
                return operation
            except WorkerRefused as e:
                assert e.code == "AssignmentNotInProgress"

        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            won = [w for w in pool.map(attempt, ["SubmitAssignment", "ReturnAssignment"] * 2) if w]
        assert len(won) == 1
        submitted = mturk.list_assignments_for_hit(HITId=hit["HITId"])["NumResults"]
        shown = mturk.get_hit(HITId=hit["HITId"])["HIT"]
        assert (submitted, shown["NumberOfAssignmentsAvailable"]) == ((1, 0) if won[0][0] == "S" else (0, 1))


# A page token of somebody else's list, or of another search, is none.
def test_page_tokens_of_other_lists(mturk, new_worker):
    title = unique("Tokens")
    for reward in ("0.01", "0.02"):
        mturk.create_hit(**questions.hit(Title=title, Reward=reward))
    one, two = new_worker(), new_worker()
    token = one.call("SearchHITGroups", SearchTerm=title, MaxResults=1)["NextToken"]
    assert code_of(
        lambda: one.call("SearchHITGroups", SearchTerm="other", MaxResults=1, NextToken=token)
    ) == (
        400,
        "InvalidInput",
    )
    for hit in mturk.list_hits(MaxResults=2)["HITs"]:
        one.accept(hit["HITId"])
    mine = one.call("ListMyAssignments", MaxResults=1)["NextToken"]
    assert code_of(lambda: two.call("ListMyAssignments", MaxResults=1, NextToken=mine)) == (
        400,
        "InvalidInput",
    )
    assert code_of(lambda: one.call("SearchHITGroups", NextToken=mine)) == (400, "InvalidInput")


# A suspended requester's HITs can neither be found nor accepted; what was accepted before can be handed in.
def test_hits_of_a_suspended_requester(server, fresh, worker, new_worker):
    hit = fresh.sandbox.create_hit(**questions.hit(Title=unique("Frozen"), MaxAssignments=3))["HIT"]
    assignment = worker.accept(hit["HITId"])
    server.admin("suspend-requester", "--requester", fresh.id)
    other = new_worker()
    assert code_of(lambda: other.accept(hit["HITId"])) == (400, "NoMoreHITs")
    assert other.call("SearchHITGroups", SearchTerm=hit["Title"])["HITGroups"] == []
    assert worker.submit(assignment, {"comment": "in time"})["Status"] == "Submitted"
    server.admin("resume-requester", "--requester", fresh.id)
    assert fresh.sandbox.list_assignments_for_hit(HITId=hit["HITId"])["NumResults"] == 1
    assert other.accept(hit["HITId"])


# Twenty-five may be held at once.
def test_queue_full(mturk, worker):
    title = unique("Queue")
    hits = [mturk.create_hit(**questions.hit(Title=title))["HIT"] for _ in range(26)]
    held = [worker.accept(h["HITId"]) for h in hits[:25]]
    assert code_of(lambda: worker.accept(hits[25]["HITId"])) == (400, "QueueFull")
    worker.call("ReturnAssignment", AssignmentId=held[0]["AssignmentId"])
    worker.accept(hits[25]["HITId"])
    assert worker.call("GetEarnings")["NumberAccepted"] == 25
    assert worker.call("ListMyAssignments", Status="Accepted", MaxResults=100)["NumResults"] == 25


# … also when thirty are asked for at once.
def test_race_for_the_queue(mturk, worker):
    title = unique("Rush")
    hits = [mturk.create_hit(**questions.hit(Title=title))["HIT"]["HITId"] for _ in range(30)]

    def accept(id):
        try:
            return worker.accept(id)
        except WorkerRefused as e:
            assert e.code == "QueueFull"

    with concurrent.futures.ThreadPoolExecutor(10) as pool:
        assert len([a for a in pool.map(accept, hits) if a]) == 25


# Unknown HITs.
def test_unknown_hit(worker):
    assert code_of(lambda: worker.accept("3NOSUCHHIT")) == (400, "HITDoesNotExist")
    assert code_of(lambda: worker.call("AcceptHIT", HITTypeId="3NOSUCHTYPE")) == (400, "HITGroupDoesNotExist")
    assert code_of(lambda: worker.call("PreviewHIT", HITId="3NOSUCHHIT")) == (400, "HITDoesNotExist")


# Submitted is final for the worker.
def test_submit(new_hit, worker):
    assignment = worker.accept(new_hit()["HITId"])
    submitted = worker.submit(assignment, {"comment": "good"})
    assert submitted["Status"] == "Submitted"
    assert submitted["AutoApprovalTime"] - submitted["SubmitTime"] == 86400
    assert "Frame" not in submitted
    assert code_of(lambda: worker.submit(assignment, {"comment": "better"})) == (
        400,
        "AssignmentNotInProgress",
    )
    assert code_of(lambda: worker.call("ReturnAssignment", AssignmentId=assignment["AssignmentId"])) == (
        400,
        "AssignmentNotInProgress",
    )


# A submission without any answer fails before the assignment is used up.
@pytest.mark.parametrize(
    "answers",
    [{}, {"assignmentId": "x"}, {"hitId": "x", "workerId": "y", "turkSubmitTo": "z"}],
    ids=["nothing", "assignmentId", "other reserved words"],
)
def test_empty_answer(new_hit, worker, answers):
    assignment = worker.accept(new_hit()["HITId"])
    assert code_of(lambda: worker.submit(assignment, answers)) == (400, "AnswerEmpty")
    assert worker.submit(assignment, {"comment": ""})["Status"] == "Submitted"


# No draft, no answers: nothing to submit.
def test_submit_without_a_draft(new_hit, worker):
    assignment = worker.accept(new_hit()["HITId"])
    assert code_of(lambda: worker.call("SubmitAssignment", AssignmentId=assignment["AssignmentId"])) == (
        400,
        "AnswerEmpty",
    )


# Somebody else's assignment looks as if it did not exist.
def test_assignment_of_somebody_else(new_hit, new_worker):
    owner, other = new_worker(), new_worker()
    id = owner.accept(new_hit()["HITId"])["AssignmentId"]
    for operation, more in (
        ("GetAssignment", {}),
        ("ReturnAssignment", {}),
        ("SubmitAssignment", {"Answers": {"a": "b"}}),
    ):
        theirs = code_of(lambda: other.call(operation, AssignmentId=id, **more))
        nobodys = code_of(lambda: other.call(operation, AssignmentId="3" + "0" * 29, **more))
        assert theirs == nobodys == (400, "AssignmentDoesNotExist")
    assert owner.call("GetAssignment", AssignmentId=id)["Assignment"]["Status"] == "Accepted"


# My assignments by state, newest first or not, but complete.
def test_list_my_assignments(mturk, worker):
    title = unique("History")
    hits = [mturk.create_hit(**questions.hit(Title=title))["HIT"] for _ in range(4)]
    accepted, submitted, approved, returned = [worker.accept(h["HITId"]) for h in hits]
    for a in (submitted, approved):
        worker.submit(a, {"comment": "x"})
    mturk.approve_assignment(AssignmentId=approved["AssignmentId"])
    worker.call("ReturnAssignment", AssignmentId=returned["AssignmentId"])
    for state, wanted in (
        ("Accepted", accepted),
        ("Submitted", submitted),
        ("Approved", approved),
        ("Returned", returned),
    ):
        answer = worker.call("ListMyAssignments", Status=state)
        assert [a["AssignmentId"] for a in answer["Assignments"]] == [wanted["AssignmentId"]], state
        assert {a["Status"] for a in answer["Assignments"]} == {state}
    everything, more = [], {}
    while True:
        page = worker.call("ListMyAssignments", MaxResults=1, **more)
        everything += [a["AssignmentId"] for a in page["Assignments"]]
        if "NextToken" not in page:
            break
        more = {"NextToken": page["NextToken"]}
    assert sorted(everything) == sorted(a["AssignmentId"] for a in (accepted, submitted, approved, returned))


# Earnings of somebody new.
def test_earnings_of_nothing(worker):
    assert worker.call("GetEarnings") == {
        "Approved": "0.00",
        "Pending": "0.00",
        "Bonuses": "0.00",
        "Total": "0.00",
        "NumberApproved": 0,
        "NumberRejected": 0,
        "NumberPending": 0,
        "NumberAccepted": 0,
    }


# -- requirements ------------------------------------------------------------------------------------------

APPROVED_HITS = "00000000000000000040"


# Guarding Accept: seen, previewed, not accepted. Guarding the preview: seen only. Guarding discovery: not
# even seen.
@pytest.mark.parametrize(
    "guard, seen, previewed",
    [("Accept", True, True), ("PreviewAndAccept", True, False), ("DiscoverPreviewAndAccept", False, False)],
)
def test_guards(new_hit, worker, guard, seen, previewed):
    hit = new_hit(
        Title=unique("Guarded"),
        QualificationRequirements=[
            {
                "QualificationTypeId": APPROVED_HITS,
                "Comparator": "GreaterThan",
                "IntegerValues": [100],
                "ActionsGuarded": guard,
            }
        ],
    )
    found = worker.call("SearchHITGroups", SearchTerm=hit["Title"])["HITGroups"]
    assert bool(found) == seen
    if seen:
        assert found[0]["CallerMeetsRequirements"] is False
    try:
        worker.call("PreviewHIT", HITId=hit["HITId"])
        assert previewed
    except WorkerRefused as e:
        assert not previewed and e.code in ("DoesNotMeetRequirements", "HITDoesNotExist")
    status, code = code_of(lambda: worker.accept(hit["HITId"]))
    assert code in ("DoesNotMeetRequirements", "HITDoesNotExist")


# Requirements are met by one's record: after one approval "more than 0 approved" holds.
def test_requirement_comes_true(mturk, new_hit, worker):
    wanted = [{"QualificationTypeId": APPROVED_HITS, "Comparator": "GreaterThan", "IntegerValues": [0]}]
    hit = new_hit(QualificationRequirements=wanted)
    assert code_of(lambda: worker.accept(hit["HITId"])) == (400, "DoesNotMeetRequirements")
    mturk.approve_assignment(AssignmentId=worker.do(new_hit()["HITId"]))
    assert worker.accept(hit["HITId"])


# New workers have 100 percent until they have submitted 100 assignments.
def test_new_workers_are_perfect(new_hit, worker):
    hit = new_hit(
        QualificationRequirements=[
            {
                "QualificationTypeId": "000000000000000000L0",
                "Comparator": "GreaterThanOrEqualTo",
                "IntegerValues": [95],
            }
        ]
    )
    assert worker.accept(hit["HITId"])


# -- the envelope ------------------------------------------------------------------------------------------


def raw_call(server, path, body=b"{}", **headers):
    status, answered, text = post(
        f"{server.sandbox_url}/worker/api/{path}", body, {"Content-Type": "application/json", **headers}
    )
    return status, json.loads(text)


# No such operation: 404, as JSON.
@pytest.mark.parametrize("path", ["NoSuchOperation", "", "GetEarnings/", "getearnings", "../GetEarnings"])
def test_unknown_operation(server, worker, path):
    status, body = raw_call(server, path, Authorization=f"Bearer {worker.token}")
    assert status == 404
    assert set(body) == {"__type", "Message", "Code"}


# Nobody, or a token that is none.
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer "},
        {"Authorization": "Bearer nonsense"},
        {"Authorization": "Basic dTpw"},
        {"Cookie": "__Host-kempelen-sandbox=nonsense"},
    ],
    ids=["nothing", "empty", "nonsense", "Basic", "cookie"],
)
def test_nobody(server, headers):
    status, body = raw_call(server, "GetEarnings", **headers)
    assert (status, body["Code"]) == (401, "NotSignedIn")


# A form on a foreign page can send these types without being asked, so they are refused.
@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "text/plain; application/json",
    ],
)
def test_content_type(server, worker, content_type):
    status, body = raw_call(
        server, "GetEarnings", Authorization=f"Bearer {worker.token}", **{"Content-Type": content_type}
    )
    assert (status, body["Code"]) == (415, "InvalidInput")


def test_content_type_with_charset(server, worker):
    status, _ = raw_call(
        server,
        "GetEarnings",
        Authorization=f"Bearer {worker.token}",
        **{"Content-Type": "application/json; charset=utf-8"},
    )
    assert status == 200


# Broken JSON is the caller's error.
@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b'"x"',
        b"null",
        b'{"a":1,"a":2}',
        b"[" * 1000 + b"]" * 1000,
        b'{"SearchTerm":"\\u0000"}',
        b'{"SearchTerm":"\\ud800"}',
        b'{"SearchTerm":"\xff"}',
    ],
    ids=lambda b: repr(b[:16]),
)
def test_broken_json(server, worker, body):
    status, answer = raw_call(server, "SearchHITGroups", body, Authorization=f"Bearer {worker.token}")
    assert (status, answer["Code"]) == (400, "InvalidInput")


# GET changes nothing and reads nothing here.
def test_get(server, worker):
    status, _, body = get(
        f"{server.sandbox_url}/worker/api/GetEarnings", {"Authorization": f"Bearer {worker.token}"}
    )
    assert 400 <= status < 500
    assert json.loads(body)["Message"]


# An answer with more than the database's page: long texts, many fields, odd names.
def test_large_and_odd_answers(mturk, new_hit, worker):
    hit = new_hit()
    answers = {
        "essay": "ä" * 20000,
        "dotted.name": "1",
        "with space": "2",
        "<&>\"'": "3",
        "line\nbreaks": "a\r\nb\tc",
        "emoji": "\U0001f469‍\U0001f469",
        "control": "a\x01b\x0bc",
    }
    worker.do(hit["HITId"], answers)
    [assignment] = mturk.list_assignments_for_hit(HITId=hit["HITId"])["Assignments"]
    read = answers_in(assignment["Answer"])
    assert read["essay"] == "ä" * 20000
    assert (read["dotted.name"], read["with space"], read["<&>\"'"]) == ("1", "2", "3")
    assert read["emoji"] == answers["emoji"]
    # Line ends become LF, and what XML cannot carry is taken out or replaced.
    assert "a\nb\tc" in read.values()
    assert "\x01" not in read["control"] and read["control"].startswith("a")
