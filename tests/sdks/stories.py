"""What each of the nine programs says, and what is true afterwards, in whatever language it was written."""

import re
import sys
import urllib.request

from installation import SAMPLES

sys.path.insert(0, str(SAMPLES / "crowd"))
from collect_files import PHOTO  # noqa: E402

SAID = {
    "check_balance": ["balance: BALANCE", "live balance: 100.00"],
    "publish": ["HIT: ID HTMLQuestion", "HIT: ID ExternalQuestion", "HIT: ID QuestionForm", "published: 3"],
    "collect_and_approve": [
        *["HIT: ID"] * 3,
        *["answer: seen = Tom & Jerry's \"naïve\" <café> ☃", "answer: kinds = bird, fish"] * 3,
        "approved: 3",
    ],
    "qualification_test": ["qualification type: ID", "HIT: ID", "score: 100", "deleted: ID"],
    "review_and_pay": [
        "HIT: ID",
        "after the rejection: Rejected",
        "after the override: Approved",
        "bonus: 0.50",
        "messages that failed: 0",
        "blocked workers: 1",
        "blocked workers: 0",
    ],
    "manage_hits": [
        "title: Look out of the window, with patience",
        "assignments: 2",
        "HITs of this type: 1",
        "HIT: ID",
        "status: Reviewable",
        "status: Reviewing",
        "review: seen AgreedAnswerFound = true",
        "review: seen AgreedAnswer = Tom & Jerry's \"naïve\" <café> ☃",
        "review: seen AnswerAgreementScore = 100",
        "deleted: ID",
    ],
    "manage_qualifications": [
        "qualification type: ID",
        "found: 1",
        "description: For people who watch birds.",
        "HITs that require it: 1",
        "HIT: ID",
        "request: rejected",
        "request: accepted",
        "value: 95",
        "workers who have it: 0",
        "deleted: ID",
    ],
    "collect_files": ["HIT: ID", "photo: ADDRESS", "collected: 1"],
    "listen": [
        "HIT: ID",
        "event: Ping",
        "event: AssignmentAccepted",
        "event: AssignmentSubmitted",
        "event: AssignmentApproved",
        "heard: everything",
    ],
}
PROGRAMS = list(SAID)
ALONE = {"check_balance"}  # those that need no worker
IDS = re.compile(r"\b[A-Z0-9]{30}\b")
ADDRESSES = re.compile(r"\bhttps?://\S+")


def expected(program, marketplace):
    balance = {"sandbox": "10000.00", "live": "100.00"}[marketplace]
    return [line.replace("BALANCE", balance) for line in SAID[program]]


def without_ids(printed):
    return [IDS.sub("ID", ADDRESSES.sub("ADDRESS", line)) for line in printed.splitlines()]


def look_published(client, worker, printed):
    """Three HITs, each of its kind and with both requirements, done by the worker who meets them."""
    for hit_id, kind in re.findall(r"HIT: (\w+) (\w+)", printed):
        hit = client.get_hit(HITId=hit_id)["HIT"]
        assert f"<{kind} " in hit["Question"]
        wanted = {r["QualificationTypeId"]: r for r in hit["QualificationRequirements"]}
        assert wanted["00000000000000000071"]["LocaleValues"] == [{"Country": "DE"}, {"Country": "US"}]
        percent = wanted["000000000000000000L0"]
        assert (percent["Comparator"], percent["IntegerValues"]) == ("GreaterThanOrEqualTo", [95])
        [assignment] = client.list_assignments_for_hit(HITId=hit_id)["Assignments"]
        assert assignment["WorkerId"] == worker.id


def look_paid(approved, bonuses="0.00"):
    """What the worker has earned; nothing of the requester's is left."""

    def look(client, worker, _):
        earned = worker.call("GetEarnings")
        assert (earned["NumberApproved"], earned["Bonuses"]) == (approved, bonuses)
        assert client.list_hits()["HITs"] == []
        own = client.list_qualification_types(MustBeRequestable=False, MustBeOwnedByCaller=True)
        assert own["QualificationTypes"] == []

    return look


def look_reviewed(client, worker, printed):
    look_paid(1, "0.50")(client, worker, printed)
    assert [m["Subject"] for m in worker.call("ListMessages")["Messages"]] != []
    assert client.list_worker_blocks()["WorkerBlocks"] == []


def look_collected(client, worker, printed):
    """The address that was printed gives the worker's file, byte for byte."""
    [address] = ADDRESSES.findall(printed)
    with urllib.request.urlopen(address, timeout=30) as file:
        assert file.read() == PHOTO
    assert worker.call("GetEarnings")["NumberApproved"] == 1


LOOKS = {
    "check_balance": look_paid(0),
    "publish": look_published,
    "collect_and_approve": look_paid(3),
    "qualification_test": look_paid(1),
    "review_and_pay": look_reviewed,
    "manage_hits": look_paid(1),
    "manage_qualifications": look_paid(1),
    "collect_files": look_collected,
    "listen": look_paid(1),
}
