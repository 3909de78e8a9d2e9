"""kill -9 while workers send files: what was acknowledged is whole, of the rest no half is listed or served,
and what nobody can reach any more is removed.

KEMPELEN_CRASH_SEED repeats a run's moments of death. No round begins after SECONDS."""

import dataclasses
import os
import pathlib
import random
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "api"))
import questions  # noqa: E402
from people import Requester  # noqa: E402
from test_crash import BROKEN, check_recount, make_accounts, start  # noqa: E402
from uploads import PIECE, ask, eventually, file_form, send, send_piece, stored  # noqa: E402
from worker_site import Worker, WorkerRefused, get  # noqa: E402

KILLS = 4
SECONDS = 60
SENDERS = 3
AT_ONCE = 20  # files of one worker and round: fewer than the assignments that he may have under way
LIVES = (0.2, 1.2)  # how long a server lives under load, in seconds
SIZES = (1, PIECE, PIECE + 1, 3 * PIECE - 7)
TWO_HOURS = 7200


@dataclasses.dataclass
class Upload:
    """A file that a worker began to send. Written down before its first piece leaves."""

    worker: int
    assignment: str
    content: bytes
    key: str
    acknowledged: bool = False


class Market:
    """A requester and workers on one data directory, through all lives of its server."""

    def __init__(self, folder):
        self.folder = folder
        self.server = start(folder)
        key, self.accounts = make_accounts(self.server)
        self.key = key
        self.kept = {}  # AssignmentId: Upload, of what was submitted
        self.connect()

    def connect(self):
        self.mturk = Requester(self.server, None, self.key).sandbox
        self.workers = [
            Worker(self.server.sandbox_url, token, id) for token, id in self.accounts[:SENDERS]
        ]

    def publish(self, count):
        hit = questions.hit(
            Question=file_form(), MaxAssignments=SENDERS, AssignmentDurationInSeconds=86400
        )
        return [self.mturk.create_hit(**hit)["HIT"]["HITId"] for _ in range(count)]

    def restart(self):
        """After a kill. The hour that must pass before something counts as left behind has passed."""
        long_ago = time.time() - TWO_HOURS
        for file in (self.server.data / "files").iterdir():
            os.utime(file, (long_ago, long_ago))
        self.server = start(self.folder)
        self.connect()


def begin(market, number, hit, dice):
    """An upload with its address."""
    worker = market.workers[number]
    content = dice.randbytes(dice.choice(SIZES))
    id = worker.accept(hit)["AssignmentId"]
    place = ask(worker, id, len(content))
    return Upload(number, id, content, place["UploadedFileKey"]), place["UploadURL"]


def send_files(market, number, hits, begun, seed):
    """Until the server dies."""
    dice = random.Random(seed)
    try:
        for hit in hits:
            upload, url = begin(market, number, hit, dice)
            begun.append(upload)
            for offset in range(0, len(upload.content), PIECE):
                status, _, answer = send_piece(url, upload.content[offset : offset + PIECE], offset)
                assert status == 200, answer
            upload.acknowledged = True
    except BROKEN:
        pass


def load_until_death(market, dice):
    """All uploads of the round."""
    hits = market.publish(AT_ONCE + 1)
    begun = [[] for _ in range(SENDERS)]
    # One is half there for certain.
    half = Upload(0, "", dice.randbytes(3 * PIECE), "")
    half.assignment = market.workers[0].accept(hits.pop())["AssignmentId"]
    place = ask(market.workers[0], half.assignment, len(half.content))
    half.key = place["UploadedFileKey"]
    assert send_piece(place["UploadURL"], half.content[:PIECE], 0)[0] == 200
    threads = [
        threading.Thread(target=send_files, args=(market, i, hits, begun[i], dice.random()))
        for i in range(SENDERS)
    ]
    for thread in threads:
        thread.start()
    time.sleep(dice.uniform(*LIVES))
    alive = market.server.alive()
    market.server.kill()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()
    assert alive, "the server died by itself: " + market.server.log()[-3000:]
    assert f"{half.key}.part" in stored(market.server)
    return [half, *(upload for one in begun for upload in one)]


def hand_in(market, upload):
    """Submits what is there; a file that is not whole is as good as none, and can be sent again."""
    worker = market.workers[upload.worker]
    try:
        worker.call("SubmitAssignment", AssignmentId=upload.assignment, Answers={})
    except WorkerRefused as refusal:
        assert refusal.body["Question"] == "photo", refusal.body
        assert not upload.acknowledged, f"acknowledged file {upload.key} is lost"
        upload.key = send(worker, upload.assignment, upload.content)
        worker.call("SubmitAssignment", AssignmentId=upload.assignment, Answers={})
    market.kept[upload.assignment] = upload


def check_files(market):
    """Each file that was ever handed in is served whole; nothing else is there."""
    for id, upload in market.kept.items():
        url = market.mturk.get_file_upload_url(AssignmentId=id, QuestionIdentifier="photo")["FileUploadURL"]
        status, _, body = get(url)
        assert (status, body) == (200, upload.content), f"{upload.key}: {status}, {len(body)} bytes"
    keys = {upload.key for upload in market.kept.values()}
    eventually(lambda: set(stored(market.server)) == keys)


def test_files_are_whole_or_not_there(tmp_path):
    seed = int(os.environ.get("KEMPELEN_CRASH_SEED", random.SystemRandom().randrange(2**32)))
    print(f"KEMPELEN_CRASH_SEED={seed}")
    dice = random.Random(seed)
    began = time.monotonic()
    market, kills, acknowledged = Market(tmp_path), 0, 0
    try:
        while kills < KILLS and time.monotonic() - began < SECONDS:
            begun = load_until_death(market, dice)
            kills += 1
            market.restart()
            check_recount(market.server)
            eventually(lambda: not [name for name in stored(market.server) if name.endswith(".part")])
            for upload in begun:
                hand_in(market, upload)
            check_files(market)
            acknowledged += sum(upload.acknowledged for upload in begun)
            print(f"{kills} kills: {len(market.kept)} files, {acknowledged} acknowledged before a kill")
        check_recount(market.server)
        assert market.server.stop() == 0
    finally:
        if market.server.alive():
            market.server.kill()
    # A loop that did nothing proves nothing.
    assert kills > 0 and acknowledged > 0
