"""kill -9 in the middle of work, again and again on one data directory: what was acknowledged is there.

KEMPELEN_CRASH_KILLS sets how often the loaded server is killed (40), KEMPELEN_CRASH_SEED repeats a run's
moments of death. Time is bounded: nothing new begins after KEMPELEN_CRASH_SECONDS (200). With
KEMPELEN_CRASH_SUMMARY the counts are written to that file as JSON."""

import collections
import dataclasses
import http.client
import json
import os
import pathlib
import random
import subprocess
import sys
import threading
import time
import urllib.parse

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "api"))
import questions  # noqa: E402
from server_process import Server, binary  # noqa: E402
from signed_http import Key, RawClient  # noqa: E402
from worker_site import answers_in  # noqa: E402

KILLS = int(os.environ.get("KEMPELEN_CRASH_KILLS", "40"))
SECONDS = float(os.environ.get("KEMPELEN_CRASH_SECONDS", "200"))
REQUESTERS = 3  # threads that publish and approve
WORKERS = 6  # threads that accept, submit and return
LIVES = (0.05, 0.7)  # how long a server lives under load, in seconds
STARTS = (0.0, 0.25)  # when one is killed that is starting
TIMER_KILLS = 10

# How far an assignment has come; a later state than the acknowledged one is fine, since the call that was
# under way when the server died may have been carried out.
STAGES = {"Accepted": 0, "Submitted": 1, "Returned": 1, "Approved": 2}


@dataclasses.dataclass
class Done:
    """What clients were told. Written only after an answer has arrived; grows over all rounds."""

    hits: dict = dataclasses.field(default_factory=dict)  # HITId: MaxAssignments
    tokens: dict = dataclasses.field(default_factory=dict)  # UniqueRequestToken: HITId
    assignments: dict = dataclasses.field(default_factory=dict)  # AssignmentId: [HITId, worker number, state]
    answers: dict = dataclasses.field(default_factory=dict)  # AssignmentId: text
    lock: threading.Lock = dataclasses.field(default_factory=threading.Lock)

    def size(self):
        return len(self.hits) + len(self.tokens) + len(self.assignments) + len(self.answers)


class FastWorker:
    """The Worker API over one kept connection."""

    def __init__(self, url, token, worker_id):
        self.connection = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc, timeout=30)
        self.headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self.id = worker_id

    def call(self, operation, **parameters):
        """(status, answer). Raises where the connection breaks, as it does when the server dies."""
        while True:
            self.connection.request("POST", f"/worker/api/{operation}", json.dumps(parameters), self.headers)
            response = self.connection.getresponse()
            answer = json.loads(response.read())
            if response.status != 429:
                return response.status, answer
            time.sleep(0.02)


BROKEN = (OSError, http.client.HTTPException, json.JSONDecodeError)


def publish_and_approve(server, key, done, stop, seed):
    """Publishes HITs, sometimes with a token, and approves what has been submitted."""
    dice = random.Random(seed)
    client = RawClient(server.sandbox_url, key)
    try:
        while not stop.is_set():
            if dice.random() < 0.7:
                publish(client, done, dice)
            else:
                approve(client, done, dice)
    except BROKEN:
        pass
    finally:
        client.close()


def publish(client, done, dice):
    places = dice.choice([1, 2, 3, 10])
    token = f"token-{dice.getrandbits(64):x}" if dice.random() < 0.5 else None
    answer = client.call(
        "CreateHIT",
        questions.hit(
            Title=f"Crash {dice.randrange(5)}",
            MaxAssignments=places,
            LifetimeInSeconds=864000,
            AssignmentDurationInSeconds=86400,
            Question=questions.html_question(questions.CLASSIC_HTML * dice.randint(1, 8)),
            UniqueRequestToken=token,
        ),
    )
    assert answer.status == 200, answer.body
    id = answer.json["HIT"]["HITId"]
    with done.lock:
        done.hits[id] = places
        if token:
            done.tokens[token] = id


def approve(client, done, dice):
    with done.lock:
        waiting = [id for id, entry in list(done.assignments.items())[-200:] if entry[2] == "Submitted"]
    if not waiting:
        return
    id = dice.choice(waiting)
    answer = client.call("ApproveAssignment", {"AssignmentId": id})
    # Another thread, or a call of an earlier life whose answer was lost, may have been first.
    assert answer.status == 200 or "InvalidAssignmentState" in answer.json.get("TurkErrorCode", ""), (
        answer.body
    )
    with done.lock:
        done.assignments[id][2] = "Approved"


def work(server, number, worker, done, stop, seed):
    """Accepts, and submits or returns."""
    dice = random.Random(seed)
    try:
        while not stop.is_set():
            with done.lock:
                hits = list(done.hits)[-60:]
            if not hits:
                time.sleep(0.005)
                continue
            status, answer = worker.call("AcceptHIT", HITId=dice.choice(hits))
            if status != 200:
                assert answer["Code"] in ("NoMoreHITs", "AlreadyWorkedOnHIT", "QueueFull"), answer
                if answer["Code"] == "QueueFull":
                    empty_queue(worker, done)
                continue
            assignment = answer["Assignment"]
            with done.lock:
                done.assignments[assignment["AssignmentId"]] = [assignment["HITId"], number, "Accepted"]
            finish(worker, assignment["AssignmentId"], done, dice)
    except BROKEN:
        pass
    finally:
        worker.connection.close()


def finish(worker, id, done, dice):
    way = dice.random()
    if way < 0.1:
        return
    if way < 0.25:
        status, answer = worker.call("ReturnAssignment", AssignmentId=id)
        assert status == 200, answer
        with done.lock:
            done.assignments[id][2] = "Returned"
        return
    text = f"answer {dice.getrandbits(64):x} " + "ä" * dice.choice([0, 10, 3000])
    status, answer = worker.call("SubmitAssignment", AssignmentId=id, Answers={"comment": text})
    assert status == 200, answer
    with done.lock:
        done.answers[id] = text
        if done.assignments[id][2] == "Accepted":
            done.assignments[id][2] = "Submitted"


def empty_queue(worker, done):
    """Gives back what is still held, also from lives whose answers were lost."""
    _, mine = worker.call("ListMyAssignments", Status="Accepted", MaxResults=100)
    for assignment in mine["Assignments"]:
        status, answer = worker.call("ReturnAssignment", AssignmentId=assignment["AssignmentId"])
        assert status == 200, answer
        with done.lock:
            done.assignments.setdefault(assignment["AssignmentId"], [assignment["HITId"], None, "Returned"])[
                2
            ] = "Returned"


def load_until_death(server, key, workers, done, dice):
    """Threads at work until the server is killed under them. What goes wrong in one of them is raised
    here."""
    stop, wrong = threading.Event(), []

    def guarded(function, *arguments):
        try:
            function(*arguments)
        except BaseException as e:  # noqa: B902 - handed to the test's thread
            wrong.append(e)

    threads = [
        threading.Thread(target=guarded, args=(publish_and_approve, server, key, done, stop, dice.random()))
        for _ in range(REQUESTERS)
    ]
    threads += [
        threading.Thread(target=guarded, args=(work, server, i, worker, done, stop, dice.random()))
        for i, worker in enumerate(workers)
    ]
    for thread in threads:
        thread.start()
    time.sleep(dice.uniform(*LIVES))
    alive = server.alive()
    server.kill()
    stop.set()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()
    assert alive, "the server died by itself: " + server.log()[-3000:]
    if wrong:
        raise wrong[0]


def pages(client, operation, member, parameters):
    token = None
    while True:
        answer = client.call(
            operation, {**parameters, "MaxResults": 100, **({"NextToken": token} if token else {})}
        )
        assert answer.status == 200, answer.body
        if not answer.json[member]:
            return
        yield from answer.json[member]
        token = answer.json["NextToken"]


def assignments_of_workers(workers):
    """What each worker sees of his own: AssignmentId to (HITId, status)."""
    found = {}
    for worker in workers:
        token = None
        while True:
            status, page = worker.call(
                "ListMyAssignments", MaxResults=100, **({"NextToken": token} if token else {})
            )
            assert status == 200, page
            for a in page["Assignments"]:
                found[a["AssignmentId"]] = (a["HITId"], a["Status"])
            token = page.get("NextToken")
            if not token:
                break
    return found


def check_everything(server, key, workers, done, changed):
    """All that was acknowledged is there, and everything equals a recount. `changed` are the HITs of the last
    round, whose assignments are read in full; older ones were read before and are only counted."""
    check_recount(server)
    client = RawClient(server.sandbox_url, key)
    hits = {hit["HITId"]: hit for hit in pages(client, "ListHITs", "HITs", {})}
    missing = [id for id in done.hits if id not in hits]
    assert not missing, f"{len(missing)} acknowledged HITs are lost, first {missing[0]}"
    mine = assignments_of_workers(workers)
    for id, (hit_id, _, state) in done.assignments.items():
        assert id in mine, f"acknowledged assignment {id} ({state}) is lost"
        assert mine[id][0] == hit_id
        assert STAGES[mine[id][1]] >= STAGES[state], f"{id} was acknowledged as {state} and is {mine[id][1]}"
        assert state != "Returned" or mine[id][1] == "Returned", f"{id} was returned and is {mine[id][1]}"
    check_counters(hits, mine)
    check_answers(client, done, changed)
    for token, hit_id in list(done.tokens.items())[-20:]:
        answer = client.call("CreateHIT", questions.hit(UniqueRequestToken=token))
        assert answer.status == 400 and hit_id in answer.message, (
            f"token {token} was forgotten: {answer.body}"
        )
    client.close()


def check_counters(hits, mine):
    counted = collections.defaultdict(collections.Counter)
    for hit_id, status in mine.values():
        counted[hit_id][status] += 1
    for id, hit in hits.items():
        now = counted[id]
        pending, completed = now["Accepted"], now["Approved"] + now["Rejected"]
        available = hit["MaxAssignments"] - pending - now["Submitted"] - completed
        shown = (
            hit["NumberOfAssignmentsAvailable"],
            hit["NumberOfAssignmentsPending"],
            hit["NumberOfAssignmentsCompleted"],
        )
        assert shown == (available, pending, completed), f"{id}: shown {shown}, counted {now}"
        status = "Assignable" if available else "Unassignable" if pending else "Reviewable"
        assert hit["HITStatus"] == status, id


def check_answers(client, done, changed):
    expected = collections.defaultdict(dict)
    for id, text in done.answers.items():
        expected[done.assignments[id][0]][id] = text
    for hit_id in changed:
        found = {
            a["AssignmentId"]: a
            for a in pages(client, "ListAssignmentsForHIT", "Assignments", {"HITId": hit_id})
        }
        for id, text in expected[hit_id].items():
            assert id in found, f"acknowledged submission {id} is lost"
            assert answers_in(found[id]["Answer"]) == {"comment": text}


def test_acknowledged_work_survives_kill(tmp_path):
    seed = int(os.environ.get("KEMPELEN_CRASH_SEED", random.SystemRandom().randrange(2**32)))
    print(f"KEMPELEN_CRASH_SEED={seed}")
    dice = random.Random(seed)
    began = time.monotonic()
    done, rounds, kills, effects = Done(), 0, 0, 0
    server = start(tmp_path)
    key, accounts = make_accounts(server)
    try:
        while kills < KILLS and time.monotonic() - began < SECONDS:
            before_assignments = {id: list(entry) for id, entry in done.assignments.items()}
            load_until_death(server, key, sign_in(server, accounts), done, dice)
            kills += 1
            while dice.random() < 0.35:
                kill_while_starting(tmp_path / "data", dice)
                kills += 1
            touched = {
                entry[0] for id, entry in done.assignments.items() if before_assignments.get(id) != entry
            }
            server = start(tmp_path)
            check_everything(server, key, sign_in(server, accounts), done, touched)
            rounds += 1
            effects += done.size()
            print(
                f"{kills} kills: {len(done.hits)} HITs, {len(done.assignments)} assignments, "
                f"{len(done.answers)} answers, {time.monotonic() - began:.0f} s"
            )
        # At last everything once more, all answers included, after an orderly end as well.
        assert server.stop() == 0
        server = start(tmp_path)
        check_everything(
            server, key, sign_in(server, accounts), done, {entry[0] for entry in done.assignments.values()}
        )
        assert server.stop() == 0
    finally:
        if server.alive():
            server.kill()
    write_summary(kills=kills, effects_checked=effects)
    # A loop that did nothing proves nothing.
    assert kills >= min(KILLS, 3)
    assert done.size() > 50 * rounds and len(done.answers) > 5 * rounds, "too little load to prove anything"


def write_summary(**counts):
    if path := os.environ.get("KEMPELEN_CRASH_SUMMARY"):
        pathlib.Path(path).write_text(json.dumps(counts))


def start(folder):
    return Server(folder / "data", folder / "logs" / "server.log")


def kill_while_starting(data, dice):
    """Starts a server and kills it before, while or shortly after it recovers what the last one left."""
    process = subprocess.Popen(
        [
            binary(),
            "serve",
            "--data",
            str(data),
            "--sandbox-port",
            "0",
            "--live-port",
            "0",
            "--content-port",
            "0",
            "--test-clock",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(dice.uniform(*STARTS))
    process.kill()
    process.wait()


def check_recount(server):
    """`kempelen admin check`: everything that is kept twice is the same twice."""
    found = server.admin("check", "--json")
    assert found["Clean"], found["Differences"][:20]


def make_accounts(server):
    requester = server.admin("create-requester", "--name", "Crash")["RequesterId"]
    made = server.admin("create-access-key", "--requester", requester)
    accounts = []
    for i in range(WORKERS):
        id = server.admin("create-worker", "--marketplace", "sandbox", "--username", f"crash-{i}")["WorkerId"]
        accounts.append((server.admin("create-token", "--worker", id)["Token"], id))
    return Key(made["AccessKeyId"], made["SecretAccessKey"]), accounts


def sign_in(server, accounts):
    return [FastWorker(server.sandbox_url, token, id) for token, id in accounts]


# A server that is killed while it starts for the first time leaves nothing that the next start stumbles over.
def test_kill_during_first_start(tmp_path):
    dice = random.Random(int(os.environ.get("KEMPELEN_CRASH_SEED", "1")))
    for attempt in range(6):
        data = tmp_path / f"data{attempt}"
        kill_while_starting(data, dice)
        server = Server(data, tmp_path / f"logs{attempt}" / "server.log")
        try:
            client = RawClient(
                server.sandbox_url, Key(server.env["AWS_ACCESS_KEY_ID"], server.env["AWS_SECRET_ACCESS_KEY"])
            )
            assert client.call("GetAccountBalance").json == {"AvailableBalance": "10000.00"}
            live = RawClient(server.live_url, client.key)
            # The demo deposit is there once, not per attempt.
            assert live.call("GetAccountBalance").json["AvailableBalance"] == "100.00"
        finally:
            assert server.stop() == 0


# Time passes at once for many HITs and assignments, and the server dies while it carries that out.
def test_kill_while_timers_run(tmp_path):
    dice = random.Random(int(os.environ.get("KEMPELEN_CRASH_SEED", "2")))
    server = start(tmp_path)
    key, accounts = make_accounts(server)
    submitted = []
    try:
        for _ in range(TIMER_KILLS):
            submitted += prepare_timers(server, key, sign_in(server, accounts))
            turning = threading.Thread(target=turn_clock, args=(server,))
            turning.start()
            time.sleep(dice.uniform(0.0, 0.03))
            server.kill()
            turning.join(60)
            server = start(tmp_path)
            server.advance(7200)
            check_timers_ran(server, sign_in(server, accounts), submitted)
        assert server.stop() == 0
    finally:
        if server.alive():
            server.kill()


def prepare_timers(server, key, workers):
    """HITs that expire within an hour; one worker hands in what is approved by itself then, another lets his
    assignments go. The ids of what was handed in."""
    client = RawClient(server.sandbox_url, key)
    hits, handed_in = [], []
    for i in range(60):
        answer = client.call(
            "CreateHIT",
            questions.hit(
                Title=f"Timers {i % 3}",
                MaxAssignments=3,
                LifetimeInSeconds=3600,
                AssignmentDurationInSeconds=600,
                AutoApprovalDelayInSeconds=1200,
            ),
        )
        assert answer.status == 200, answer.body
        hits.append(answer.json["HIT"]["HITId"])
    client.close()
    for hit in hits[:20]:
        status, answer = workers[0].call("AcceptHIT", HITId=hit)
        assert status == 200, answer
        id = answer["Assignment"]["AssignmentId"]
        status, answer = workers[0].call("SubmitAssignment", AssignmentId=id, Answers={"comment": "done"})
        assert status == 200, answer
        handed_in.append(id)
        status, answer = workers[1].call("AcceptHIT", HITId=hit)
        assert status == 200, answer
    return handed_in


def turn_clock(server):
    try:
        server.advance(7200)
    except BROKEN:
        pass  # the server died over it


def check_timers_ran(server, workers, submitted):
    check_recount(server)
    mine = assignments_of_workers(workers)
    for id in submitted:
        assert mine[id][1] == "Approved"
    states = collections.Counter(status for _, status in mine.values())
    assert states == {"Approved": len(submitted), "Abandoned": len(submitted)}
