"""`kempelen publish`: one HIT for each row, whatever happens, and what is said when it cannot be."""

import itertools
import re
import signal
import socket
import threading
import time

import pytest
from job_commands import TYPE, Folder, all_hits
from people import Requester
from server_process import Server
from signed_http import Key

pytestmark = pytest.mark.ours_only


@pytest.fixture
def folder(tmp_path, server, fresh):
    made = Folder(tmp_path, server, fresh)
    made.tasks(3)
    return made


def refused(done, code, *words):
    """The command ended so, with one complaint that holds the words, and printed nothing."""
    assert done.returncode == code, done
    assert done.stdout == ""
    for word in words:
        assert word in done.stderr, done.stderr
    assert done.stderr.startswith("kempelen: ")
    assert done.stderr.count("kempelen: ") == 1, done.stderr


# -- what is published ---------------------------------------------------------------------------------------


def test_each_row_becomes_a_hit(folder, fresh):
    folder.write("tasks.csv", b'\xef\xbb\xbfwhat,id\r\n"a ""big"",\r\nsmall thing",1\r\n<b>bold</b>,2\r\n\n')
    done = folder.publish("--keywords", "a, b", "--max-assignments", "3", "--lifetime", "2d")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Published 2 HITs.\n")
    assert "Next:        kempelen wait tasks.csv\n" in done.stdout
    hits = all_hits(fresh)
    assert {hit["HITId"] for hit in hits} == set(folder.journal().values())
    first = fresh.sandbox.get_hit(HITId=folder.journal()[1])["HIT"]
    second = fresh.sandbox.get_hit(HITId=folder.journal()[2])["HIT"]
    assert '<p>What is a "big",\r\nsmall thing?</p>' in first["Question"]
    assert "<p>What is <b>bold</b>?</p>" in second["Question"]
    assert first["HITTypeId"] == second["HITTypeId"]
    assert (first["Keywords"], first["Reward"], first["MaxAssignments"]) == ("a, b", "0.05", 3)
    assert first["AssignmentDurationInSeconds"] == 3600
    assert first["AutoApprovalDelayInSeconds"] == 3 * 86400
    assert first["Expiration"].timestamp() - first["CreationTime"].timestamp() == 2 * 86400
    assert re.fullmatch(r"BatchId:\d{15};OriginalHitTemplateId:\d+;Row:1;", first["RequesterAnnotation"])
    page = re.search(r"For workers: http://\S+(/projects/\S+/tasks)\n", done.stdout).group(1)
    assert page == f"/projects/{first['HITGroupId']}/tasks"


def test_values_can_be_shown_as_text(folder, fresh):
    folder.write("tasks.csv", "what\n<b>bold</b>\n")
    assert folder.publish("--escape", "--frame-height", "600", "--annotation", "mine").returncode == 0
    (hit,) = all_hits(fresh)
    assert "<p>What is &lt;b&gt;bold&lt;/b&gt;?</p>" in hit["Question"]
    assert "<FrameHeight>600</FrameHeight>" in hit["Question"]
    assert hit["RequesterAnnotation"].startswith("mine;BatchId:")


def test_a_question_document_stays_one(folder, fresh):
    space = "http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd"
    folder.write(
        "page.html",
        f'<?xml version="1.0"?>\n<ExternalQuestion xmlns="{space}">'
        "<ExternalURL>https://example.org/?q=${what}</ExternalURL><FrameHeight>0</FrameHeight></ExternalQuestion>",
    )
    folder.write("tasks.csv", "what\na&b\n")
    assert folder.publish().returncode == 0
    (hit,) = all_hits(fresh)
    assert "<ExternalURL>https://example.org/?q=a&amp;b</ExternalURL>" in hit["Question"]


def test_a_page_without_placeholders_needs_no_csv(folder, fresh):
    folder.write("page.html", "<form><input name='a'></form>")
    done = folder.publish(tasks=None)
    assert done.returncode == 0
    assert "Next:        kempelen wait page.html.journal\n" in done.stdout
    assert len(all_hits(fresh)) == 1


def test_a_type_that_is_there(folder, fresh):
    made = fresh.sandbox.create_hit_type(
        Title="T", Description="D", Reward="0.07", AssignmentDurationInSeconds=60
    )["HITTypeId"]
    done = folder.run("publish", "page.html", "tasks.csv", "--hit-type-id", made)
    assert done.returncode == 0
    assert {hit["HITTypeId"] for hit in all_hits(fresh)} == {made}


def test_a_dry_run_sends_nothing(folder, fresh):
    done = folder.publish("--dry-run", "--max-assignments", "2", AWS_ENDPOINT_URL_MTURK="http://127.0.0.1:1")
    assert (done.returncode, done.stderr) == (0, "")
    assert "3 HITs with 2 assignments each would be published. Nothing was sent.\n" in done.stdout
    assert "Rewards come to $0.30" in done.stdout
    assert not (folder.path / "tasks.csv.journal").exists()


# -- going on ------------------------------------------------------------------------------------------------


def test_what_is_published_is_not_published_again(folder, fresh):
    assert folder.publish().returncode == 0
    again = folder.publish()
    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout.startswith("All 3 HITs were published before; nothing was left to do.\n")
    folder.tasks(5)
    more = folder.publish()
    assert (more.returncode, more.stderr) == (
        0,
        "Going on with tasks.csv.journal: 3 of 5 HITs are on record.\n",
    )
    assert more.stdout.startswith("Published 2 HITs; all 5 are published now.\n")
    assert len(all_hits(fresh)) == 5


def one_hit_a_row(folder, requester, rows):
    hits = all_hits(requester)
    numbers = sorted(int(re.search(r"Row:(\d+);", hit["RequesterAnnotation"]).group(1)) for hit in hits)
    assert numbers == list(range(1, rows + 1))
    assert {hit["HITId"] for hit in hits} == set(folder.journal().values())


def test_killed_in_the_middle(folder, fresh):
    """However often, and wherever it was."""
    rows = 1500
    folder.tasks(rows)
    journal = folder.path / "tasks.csv.journal"
    for part in (1, 2, 3):
        process = folder.start("publish", "page.html", "tasks.csv", *TYPE)
        deadline = time.monotonic() + 60
        while not journal.exists() or journal.read_bytes().count(b'"hit"') < part * rows // 4:
            assert process.poll() in (None, 0) and time.monotonic() < deadline
        process.kill()
        process.communicate()
    done = folder.publish()
    assert done.returncode == 0
    one_hit_a_row(folder, fresh, rows)


def test_rows_whose_record_was_lost(folder, fresh, advance):
    """Tokens last a day; after that only the annotation says which row a HIT is of. The last line is torn."""
    folder.tasks(20)
    assert folder.publish().returncode == 0
    lines = folder.read("tasks.csv.journal").splitlines(keepends=True)
    folder.write("tasks.csv.journal", "".join(lines[:7]) + lines[7][:20])
    advance(3 * 86400)
    done = folder.publish()
    assert done.returncode == 0
    assert "5 of 20 HITs are on record, and the service has 15 more." in done.stderr
    assert done.stdout.startswith("All 20 HITs were published before")
    one_hit_a_row(folder, fresh, 20)


def test_a_head_that_was_torn(folder, fresh):
    folder.write("tasks.csv.journal", '{"kempelen":"publica')
    assert folder.publish().returncode == 0
    one_hit_a_row(folder, fresh, 3)


class Proxy:
    """Stands before a server. What becomes of a request that makes a HIT, `makes_hit` decides: it is given
    the request, its number, and a function that sends a request on and returns the answer; where it returns
    None, the connection is closed."""

    def __init__(self, server, folder, makes_hit):
        self.target = int(server.sandbox_url.rsplit(":", 1)[1])
        self.makes_hit = makes_hit
        self.numbers = itertools.count(1)
        self.listener = socket.create_server(("127.0.0.1", 0))
        folder.variables["AWS_ENDPOINT_URL_MTURK"] = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                peer, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(peer,), daemon=True).start()

    def _serve(self, peer):
        with peer, socket.create_connection(("127.0.0.1", self.target)) as server:

            def send_on(request):
                server.sendall(request)
                return read_message(server)

            while request := read_message(peer):
                if b"CreateHITWithHITType" in request:
                    answer = self.makes_hit(request, next(self.numbers), send_on)
                else:
                    answer = send_on(request)
                if answer is None:
                    return
                peer.sendall(answer)

    def close(self):
        self.listener.close()


def read_message(peer):
    received = b""
    while b"\r\n\r\n" not in received:
        piece = peer.recv(65536)
        if not piece:
            return b""
        received += piece
    head, _, body = received.partition(b"\r\n\r\n")
    length = int(re.search(rb"(?i)content-length: *(\d+)", head).group(1))
    while len(body) < length:
        body += peer.recv(65536)
    return head + b"\r\n\r\n" + body


def losing(loses):
    """Sends all requests on, and drops the answers to those with a number of which `loses` is true."""

    def makes_hit(request, number, send_on):
        answer = send_on(request)
        return None if loses(number) else answer

    return makes_hit


def test_answers_get_lost(server, folder, fresh):
    folder.tasks(60)
    proxy = Proxy(server, folder, losing(lambda number: number % 3 == 0))
    done = folder.publish()
    proxy.close()
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Published 60 HITs.\n")
    assert next(proxy.numbers) > 61
    one_hit_a_row(folder, fresh, 60)


def test_all_answers_get_lost_at_the_end(server, folder, fresh):
    folder.tasks(60)
    until_mended = [lambda number: number > 30, lambda number: False]
    proxy = Proxy(server, folder, losing(lambda number: until_mended[0](number)))
    done = folder.publish("--connections", "4", "--max-attempts", "1")
    assert done.returncode == 5
    assert re.search(
        r"\d+ of 60 HITs published, on record in tasks.csv.journal. It stopped at an error. "
        r"To publish the rest, run the same command again.\n",
        done.stderr,
    )
    del until_mended[0]
    again = folder.publish()
    proxy.close()
    assert again.returncode == 0
    assert re.search(r"are on record, and the service has \d more.\n", again.stderr)
    one_hit_a_row(folder, fresh, 60)


def test_a_request_that_arrives_late(server, folder, fresh):
    """The first run gives a row up whose request is still on its way; it arrives after the second run has
    looked for the row's HIT and found none."""
    runs, held = [1], []

    def makes_hit(request, _, send_on):
        if b"Row:2;" not in request:
            return send_on(request)
        if runs == [1]:
            held.append(request)
            return None
        assert b'"HITId"' in send_on(held[0])
        return send_on(request)

    proxy = Proxy(server, folder, makes_hit)
    assert folder.publish("--connections", "1", "--max-attempts", "1").returncode == 5
    runs.append(2)
    again = folder.publish()
    proxy.close()
    assert again.returncode == 0, again.stderr
    one_hit_a_row(folder, fresh, 3)


def test_ctrl_c_finishes_what_is_on_its_way(folder, fresh):
    rows = 3000
    folder.tasks(rows)
    journal = folder.path / "tasks.csv.journal"
    process = folder.start("publish", "page.html", "tasks.csv", *TYPE)
    deadline = time.monotonic() + 60
    while not journal.exists() or journal.read_bytes().count(b'"hit"') < 200:
        assert process.poll() is None and time.monotonic() < deadline
    process.send_signal(signal.SIGINT)
    _, complained = process.communicate(timeout=60)
    assert process.returncode == 130, complained
    assert "You stopped it." in complained
    published = len(folder.journal())
    assert 200 <= published < rows
    assert len(all_hits(fresh)) == published
    assert folder.publish().returncode == 0
    one_hit_a_row(folder, fresh, rows)


def test_two_at_once(folder):
    """The first waits for a service that does not answer."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        process = folder.start("publish", "page.html", "tasks.csv", *TYPE, AWS_ENDPOINT_URL_MTURK=url)
        silent.accept()
        words = "Another `kempelen publish` is at work with tasks.csv.journal; wait until it is done."
        refused(folder.publish(), 2, words)
        process.kill()
        process.communicate()


@pytest.mark.parametrize(
    "flags, words",
    [
        (("--reward", "0.06"), '--reward was "0.05" and is "0.06" now.'),
        (("--lifetime", "1h"), '--lifetime was "604800s" and is "3600s" now.'),
        (("--keywords", "new"), '--keywords was "" and is "new" now.'),
    ],
)
def test_other_properties(folder, flags, words):
    assert folder.publish().returncode == 0
    beginning = "The journal tasks.csv.journal belongs to another publication: "
    refused(folder.publish(*flags), 2, words, beginning, "or give another --journal to publish anew.")


def test_other_files(folder, fresh):
    assert folder.publish().returncode == 0
    refused(folder.publish(AWS_ENDPOINT_URL_MTURK="http://127.0.0.1:1"), 2, "not to http://127.0.0.1:1.")
    folder.write("tasks.csv", "what,id\nthing 1,1\nother,2\nthing 3,3\n")
    refused(folder.publish(), 2, "tasks.csv, line 3 has changed since its HIT", "was published.")
    folder.tasks(2)
    refused(folder.publish(), 2, "3 rows have a HIT, and tasks.csv has fewer rows now.")
    folder.tasks(3)
    folder.write("page.html", "<form>${what} <input name='a'></form>")
    refused(folder.publish(), 2, "the template page.html has changed since.")
    assert folder.publish("--journal", "new.journal").returncode == 0
    assert len(all_hits(fresh)) == 6


def test_a_file_that_is_no_journal(folder):
    folder.write("tasks.csv.journal", "my notes\n")
    words = "tasks.csv.journal is no journal of a publication; name another file with --journal."
    refused(folder.publish(), 2, words)
    assert folder.read("tasks.csv.journal") == "my notes\n"


# -- what is wrong with the input ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content, words",
    [
        ("", "tasks.csv is empty; its first line should name the columns."),
        ("what,id\n", "tasks.csv has a header and no rows below it."),
        (
            "what’s,id\nx,1\n",
            'The template page.html uses ${what}, and tasks.csv has no column "what"; its columns are '
            '"what’s" and "id".',
        ),
        ("What,id\nx,1\n", "Did you mean ${What}?"),
        ("what;id\nx;1\n", "Its columns are separated by semicolons; save it with commas."),
        ("what,id\nx,1\ny\n", 'tasks.csv, line 3: the row has 1 of 2 cells; the first one missing is "id".'),
        ("what,id\nx,1,2\n", "tasks.csv, line 2: the row has 3 cells and the header 2"),
        ("what,id\nx,1\n\ny,2\n", "tasks.csv, line 3: the line is empty; take it out."),
        ('what,id\n"x,1\n', 'line 2 in column "what": the quote that opens the cell is never closed.'),
        ('what,id\n"x" y,1\n', 'tasks.csv, line 2 in column "what": there is text behind the closing quote'),
        ("what,\nx,1\n", "tasks.csv, line 1: column 2 has no name"),
        ("what,what\nx,1\n", 'tasks.csv, line 1: there are two columns "what"; rename one of them.'),
        ("what,id\rx,1\r", "tasks.csv, line 1: a line ends with a carriage return alone"),
        (b"what,id\nx,1\ncaf\xe9,2\n", "tasks.csv, line 3: the byte 0xE9 is no UTF-8"),
        ("what,id\n".encode("utf-16"), 'is text in UTF-16; save it as "CSV UTF-8" and give that file.'),
        ("what,id\nx,\0\n", "tasks.csv, line 2: there is a NUL byte"),
        ("what,id\nx,1\n\x01,2\n", 'tasks.csv, line 3: the value of column "what" holds a control character'),
        ("what,id\nx,1\n" + "y" * 70000 + ",2\n", "tasks.csv, line 3: the page would have 70168 bytes"),
    ],
    ids=range(18),
)
def test_a_csv_that_is_wrong(folder, fresh, content, words):
    folder.write("tasks.csv", content)
    refused(folder.publish(), 2, words)
    assert not (folder.path / "tasks.csv.journal").exists()
    assert all_hits(fresh) == []


def test_files_that_are_not_there(folder):
    refused(folder.publish(tasks="none.csv"), 2, "none.csv cannot be read: No such file or directory.")
    refused(folder.publish(tasks="."), 2, ". cannot be read: it is a directory.")
    refused(folder.publish(tasks="-"), 2, "publish takes files, not standard input")
    refused(folder.publish("--journal", "."), 2, "The journal . is a directory; name a file with --journal.")
    refused(folder.publish("--journal", "none/j"), 2, "The journal none/j cannot be written: No such file or")
    (folder.path / "page.html").unlink()
    refused(folder.publish(), 2, "page.html cannot be read: No such file or directory.")


def test_a_template_that_is_wrong(folder):
    refused(
        folder.publish(tasks=None),
        2,
        'The template page.html has the placeholders "what"; name a CSV file with these columns behind it.',
    )
    folder.write("page.html", "")
    refused(folder.publish(), 2, "The template page.html is empty.")
    folder.write("page.html", "<p>${the thing}</p>")
    folder.write("tasks.csv", "the thing\nx\n")
    refused(folder.publish(), 2, "The template page.html has ${the thing}, which is no placeholder")


@pytest.mark.parametrize(
    "flags, words",
    [
        (("--reward", "ten"), '--reward is an amount of dollars such as 0.10, not "ten".'),
        (("--lifetime", "soon"), '--lifetime is a span of time such as 90s, 15m, 36h or 7d, not "soon".'),
        (("--max-assignments", "0"), '--max-assignments is a whole number from 1 to 1000000000, not "0".'),
        (("--connections", "-1"), '--connections is a whole number from 1 to 256, not "-1".'),
        (("--hit-type-id", "3T"), "The HIT type of --hit-type-id says that already; leave --title out."),
        (("--qualification-requirements", "{}"), "this is no array."),
        (("--qualification-requirements", "[{"), "is a JSON array of requirements, or file://"),
        (("--qualification-requirements", "file://none.json"), "none.json cannot be read"),
    ],
)
def test_a_flag_that_is_wrong(folder, flags, words):
    refused(folder.publish(*flags), 2, words)


def test_a_flag_that_is_missing(folder):
    done = folder.run("publish", "page.html", "tasks.csv", "--title", "T", "--reward", "0.05")
    refused(done, 2, "--description is missing: give --title, --description and --reward, or --hit-type-id")


# -- what is wrong with the service --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change, code, words",
    [
        ({"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}, 3, "There are no credentials"),
        ({"AWS_ENDPOINT_URL_MTURK": ""}, 3, "There is no endpoint"),
        ({"AWS_ENDPOINT_URL_MTURK": "http://127.0.0.1:1"}, 4, "check that the server runs"),
        ({"AWS_ACCESS_KEY_ID": "AKIAUNKNOWN"}, 1, "does not know the access key AKIAUNKNOWN"),
        ({"AWS_SECRET_ACCESS_KEY": "wrong"}, 1, "check that AWS_SECRET_ACCESS_KEY is the secret of this key"),
    ],
)
def test_a_service_that_cannot_be_used(folder, change, code, words):
    refused(folder.publish(**change), code, words)
    assert not (folder.path / "tasks.csv.journal").exists()


def test_something_that_is_no_such_service(folder, content_url):
    refused(folder.publish(AWS_ENDPOINT_URL_MTURK=content_url), 4, "is not the Requester API")


def test_a_key_that_is_taken_away_in_between(server, folder, fresh):
    assert folder.publish().returncode == 0
    folder.tasks(5)
    server.admin("deactivate-access-key", "--access-key-id", fresh.key.id)
    done = folder.publish()
    assert done.returncode == 5
    assert f"does not know the access key {fresh.key.id}" in done.stderr
    assert "3 of 5 HITs published, on record in tasks.csv.journal. It stopped at" in done.stderr


def test_money_that_does_not_last(server, folder, fresh):
    """In live each HIT's reward is held. What there is money for is published."""
    fresh.deposit("0.12")
    folder.variables["AWS_ENDPOINT_URL_MTURK"] = server.live_url
    done = folder.publish("--connections", "1")
    assert done.returncode == 5, done
    assert "2 of 3 HITs published" in done.stderr
    assert "[AWS.MechanicalTurk.InsufficientFunds]" in done.stderr or "InsufficientFunds" in done.stderr
    fresh.deposit("1.00")
    assert folder.publish().returncode == 0
    assert len(fresh.live.list_hits()["HITs"]) == 3


def test_rows_that_are_refused_do_not_keep_the_others(folder, fresh):
    """A QuestionForm is checked by the service."""
    space = "http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd"
    folder.write(
        "page.html",
        f'<QuestionForm xmlns="{space}"><Question><QuestionIdentifier>q</QuestionIdentifier><QuestionContent>'
        "<Text>${what}</Text></QuestionContent><AnswerSpecification><FreeTextAnswer><NumberOfLinesSuggestion>"
        "${lines}</NumberOfLinesSuggestion></FreeTextAnswer></AnswerSpecification></Question></QuestionForm>",
    )
    folder.write("tasks.csv", "what,lines\na,1\nb,many\nc,3\n")
    done = folder.publish()
    assert done.returncode == 5
    assert done.stderr.startswith("kempelen: tasks.csv, line 3: ")
    assert "2 of 3 HITs published, on record in tasks.csv.journal. " in done.stderr
    assert "1 row was refused; mend it first. To publish the rest, run the same command again." in done.stderr
    folder.write("tasks.csv", "what,lines\na,1\nb,2\nc,3\n")
    assert folder.publish().returncode == 0
    one_hit_a_row(folder, fresh, 3)


def test_rows_that_are_all_refused_are_not_all_tried(folder, fresh):
    folder.write("page.html", "<HTMLQuestion>${what}</HTMLQuestion>")
    folder.tasks(400)
    done = folder.publish("--connections", "1")
    assert done.returncode == 1
    assert done.stderr.count("kempelen: tasks.csv, line ") == 20
    assert "None of 400 HITs published. It stopped at an error." in done.stderr
    assert all_hits(fresh) == []


def test_a_service_that_asks_to_go_slower(tmp_path_factory):
    home = tmp_path_factory.mktemp("throttled")
    running = Server(home / "data", home / "logs" / "server.log", ("--requests-per-second", "20"))
    try:
        key = Key(running.env["AWS_ACCESS_KEY_ID"], running.env["AWS_SECRET_ACCESS_KEY"])
        requester = Requester(running, None, key)
        folder = Folder(home, running, requester)
        folder.tasks(80)
        done = folder.publish("--connections", "16")
        assert done.returncode == 0, done.stderr
        assert len(folder.journal()) == 80
    finally:
        running.stop()
