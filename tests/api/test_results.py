"""`kempelen wait`, `results`, `approve` and `reject`: from published HITs to paid workers."""

import csv
import re
import signal

import pytest
import questions
from job_commands import Folder

pytestmark = pytest.mark.ours_only

# The original's results files begin with these, in this order.
FIXED = (
    "HITId HITTypeId Title Description Keywords Reward CreationTime MaxAssignments RequesterAnnotation "
    "AssignmentDurationInSeconds AutoApprovalDelayInSeconds Expiration NumberOfSimilarHITs LifetimeInSeconds "
    "AssignmentId WorkerId AssignmentStatus AcceptTime SubmitTime AutoApprovalTime ApprovalTime "
    "RejectionTime RequesterFeedback WorkTimeInSeconds LifetimeApprovalRate "
    "Last30DaysApprovalRate Last7DaysApprovalRate"
).split()


@pytest.fixture
def folder(tmp_path, server, fresh):
    made = Folder(tmp_path, server, fresh)
    made.tasks(3)
    return made


@pytest.fixture
def published(folder):
    """Its HITs, by row."""
    done = folder.publish("--max-assignments", "2")
    assert done.returncode == 0, done
    return folder.journal()


def fill(folder, name, **cells):
    """Writes decisions into a results file: column to text by AssignmentId."""
    rows = folder.table(name)
    for row in rows:
        for column, texts in cells.items():
            row[column] = texts.get(row["AssignmentId"], "")
    with (folder.path / name).open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


# -- results -------------------------------------------------------------------------------------------------


def test_the_columns_of_the_original(folder, published, fresh, new_worker):
    first, second = new_worker(), new_worker()
    one = first.do(published[1], {"answer": 'a "thing",\nor two', "zeal": "yes"})
    two = second.do(published[1], {"answer": "=1+1"})
    three = first.do(published[3], {"answer": "ü"})
    fresh.sandbox.approve_assignment(AssignmentId=one, RequesterFeedback="thanks")
    fresh.sandbox.reject_assignment(AssignmentId=three, RequesterFeedback="no")
    done = folder.run("results", "tasks.csv", "--csv", "results.csv")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "3 assignments of 3 HITs in results.csv.\n"
    text = (folder.path / "results.csv").read_bytes().decode()
    header = text.partition("\r\n")[0]
    tail = ["Input.id", "Input.what", "Answer.answer", "Answer.zeal", "Approve", "Reject"]
    assert header == ",".join(f'"{name}"' for name in FIXED + tail)
    rows = {row["AssignmentId"]: row for row in folder.table("results.csv")}
    assert set(rows) == {one, two, three}
    hit = fresh.sandbox.get_hit(HITId=published[1])["HIT"]
    assert {name: rows[one][name] for name in FIXED if "Time" not in name and name != "Expiration"} == {
        "HITId": published[1],
        "HITTypeId": hit["HITTypeId"],
        "Title": "What is it?",
        "Description": "Say what it is.",
        "Keywords": "",
        "Reward": "$0.05",
        "MaxAssignments": "2",
        "RequesterAnnotation": hit["RequesterAnnotation"],
        "AssignmentDurationInSeconds": "3600",
        "AutoApprovalDelayInSeconds": "259200",
        "NumberOfSimilarHITs": "",
        "LifetimeInSeconds": "",
        "AssignmentId": one,
        "WorkerId": first.id,
        "AssignmentStatus": "Approved",
        "RequesterFeedback": "thanks",
        "LifetimeApprovalRate": "50% (1/2)",
        "Last30DaysApprovalRate": rows[one]["Last30DaysApprovalRate"],
        "Last7DaysApprovalRate": rows[one]["Last7DaysApprovalRate"],
    }
    time = r"[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d P[SD]T \d{4}"
    assert re.fullmatch(time, rows[one]["SubmitTime"])
    assert rows[one]["ApprovalTime"] and not rows[one]["RejectionTime"]
    assert re.fullmatch(r"\d+", rows[one]["WorkTimeInSeconds"])
    assert (rows[one]["Answer.answer"], rows[one]["Answer.zeal"]) == ('a "thing",\nor two', "yes")
    assert (rows[two]["Answer.answer"], rows[two]["Answer.zeal"]) == ("=1+1", "")
    assert rows[two]["LifetimeApprovalRate"] == "0% (0/0)"
    assert (rows[three]["Input.what"], rows[three]["Input.id"]) == ("thing 3", "3")
    assert rows[three]["AssignmentStatus"] == "Rejected"


def test_other_forms_of_results(folder, published, new_worker):
    made = new_worker().do(published[2], {"answer": "=1+1"})
    to_screen = folder.run("results", "tasks.csv.journal", "--times", "iso", "--safe-cells", "--no-input")
    assert to_screen.returncode == 0
    assert '"\'=1+1"' in to_screen.stdout
    assert "Input." not in to_screen.stdout
    assert re.search(r'"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"', to_screen.stdout)
    by_id = folder.run("results", "--hit-id", published[2], published[1], "--status", "Submitted", "--quiet")
    assert (by_id.returncode, by_id.stderr) == (0, "")
    assert made in by_id.stdout
    rejected = folder.run("results", "tasks.csv", "--status", "Rejected")
    assert rejected.stdout.count("\n") == 1
    assert rejected.stderr == "0 assignments of 3 HITs.\n"


def test_all_hits_of_a_type(folder, published, fresh, new_worker):
    made = new_worker().do(published[2], {"answer": "x"})
    other = fresh.sandbox.create_hit(**questions.hit(Title="Another"))["HIT"]["HITId"]
    type_id = fresh.sandbox.get_hit(HITId=published[1])["HIT"]["HITTypeId"]
    done = folder.run("results", "--hit-type-id", type_id)
    assert made in done.stdout and other not in done.stdout
    assert done.stderr == "1 assignment of 3 HITs.\n"


def test_more_hits_than_are_asked_for_one_by_one(folder, fresh, new_worker):
    folder.tasks(130)
    assert folder.publish().returncode == 0
    hits = folder.journal()
    worker = new_worker()
    for row in (1, 70, 130):
        worker.do(hits[row], {"answer": f"answer {row}"})
    fresh.sandbox.update_expiration_for_hit(HITId=hits[5], ExpireAt=0)
    fresh.sandbox.delete_hit(HITId=hits[5])
    done = folder.run("results", "tasks.csv", "--csv", "results.csv")
    assert done.stderr == "3 assignments of 129 HITs (1 more deleted) in results.csv.\n"
    assert [row["Input.id"] for row in folder.table("results.csv")] == ["1", "70", "130"]


@pytest.mark.parametrize(
    "words, complaint",
    [
        (("results",), "Name what it is about: the CSV file that was published (or its journal), "),
        (("wait", "tasks.csv", "--hit-id", "3H"), "Name one thing only"),
        (("results", "new.csv"), "new.csv is no journal of a publication, and there is no new.csv.journal;"),
        (("results", "none.csv"), "none.csv cannot be read: No such file or directory."),
        (("results", "tasks.csv", "--times", "local"), '--times is pacific or iso, not "local".'),
        (("results", "tasks.csv", "--status", "Done"), 'Submitted, Approved or Rejected, not "Done".'),
        (("results", "tasks.csv", "--csv", "none/results.csv"), "none/results.csv cannot be written: No"),
        (("wait", "tasks.csv", "--until", "done"), '--until is reviewable or submitted, not "done".'),
        (("wait", "tasks.csv", "--timeout", "1w"), "--timeout is a span of time such as 90s, 15m, 36h or"),
        (("approve",), "Name either assignments or a file with --csv (see `kempelen results`)."),
        (("approve", "3A", "--csv", "new.csv"), "Name either assignments or a file with --csv, not both."),
        (("reject", "3A"), "--feedback is missing: say why, since the worker reads it."),
        (("approve", "--csv", "new.csv"), 'new.csv has no column "AssignmentId"; `kempelen results` writes'),
        (("approve", "--csv", "half.csv"), 'half.csv has no column "Approve" or "Reject"'),
    ],
)
def test_a_command_line_that_is_wrong(folder, published, words, complaint):
    folder.write("new.csv", "a,b\n1,2\n")
    folder.write("half.csv", "AssignmentId,b\n1,2\n")
    done = folder.run(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert complaint in done.stderr


def test_a_journal_in_another_folder(folder, new_worker):
    """It finds the CSV from where it is itself, so that both can be moved together."""
    (folder.path / "records").mkdir()
    assert folder.publish("--journal", "records/mine.journal").returncode == 0
    new_worker().do(folder.journal("records/mine.journal")[2])
    assert folder.run("results", "tasks.csv").returncode == 2
    assert folder.run("results", "records/mine.journal", "--csv", "results.csv").returncode == 0
    assert [row["Input.what"] for row in folder.table("results.csv")] == ["thing 2"]


def test_inputs_that_have_changed(folder, published):
    folder.write("tasks.csv", "what,id\nthing 1,1\nother,2\nthing 3,3\n")
    done = folder.run("results", "tasks.csv", "--csv", "results.csv")
    assert done.returncode == 2
    assert "tasks.csv, row 2 has changed since its HIT" in done.stderr
    assert not (folder.path / "results.csv").exists()
    assert folder.run("results", "tasks.csv", "--no-input").returncode == 0


def test_a_failed_run_leaves_the_old_file(folder, published):
    folder.write("results.csv", "old")
    done = folder.run("results", "tasks.csv", "--csv", "results.csv", AWS_SECRET_ACCESS_KEY="wrong")
    assert done.returncode == 1
    assert folder.read("results.csv") == "old"
    assert sorted(path.name for path in folder.path.iterdir()) == [
        "page.html",
        "results.csv",
        "tasks.csv",
        "tasks.csv.journal",
    ]


# -- decisions -----------------------------------------------------------------------------------------------


def status_of(requester, assignment):
    return requester.sandbox.get_assignment(AssignmentId=assignment)["Assignment"]


def test_decisions_in_the_file(folder, published, fresh, new_worker):
    worker = new_worker()
    good, bad, both, odd = (
        worker.do(published[1]),
        worker.do(published[2]),
        worker.do(published[3]),
        new_worker().do(published[3]),
    )
    left = new_worker().do(published[2])
    assert folder.run("results", "tasks.csv", "--csv", "results.csv").returncode == 0
    approve = {good: "X", both: "x", odd: "yes"}
    fill(folder, "results.csv", Approve=approve, Reject={bad: "not this", both: "hm"})
    lines = {row["AssignmentId"]: i + 2 for i, row in enumerate(folder.table("results.csv"))}
    tried = folder.run("approve", "--csv", "results.csv", "--dry-run")
    counts = "1 approved, 1 rejected, 1 without a decision, 2 failed."
    assert tried.stdout == f"Would be: {counts} Nothing was sent.\n"
    assert status_of(fresh, good)["AssignmentStatus"] == "Submitted"
    done = folder.run("approve", "--csv", "results.csv")
    assert done.returncode == 5
    assert done.stdout == "1 approved, 1 rejected, 1 without a decision, 2 failed.\n"
    assert f"results.csv, line {lines[both]}: Approve and Reject are both filled in; leave one" in done.stderr
    assert f'results.csv, line {lines[odd]}: Approve is "yes"; put an X there, or nothing.' in done.stderr
    assert status_of(fresh, good)["AssignmentStatus"] == "Approved"
    assert status_of(fresh, bad)["RequesterFeedback"] == "not this"
    assert {status_of(fresh, id)["AssignmentStatus"] for id in (both, odd, left)} == {"Submitted"}
    fill(folder, "results.csv", Approve={good: "X"}, Reject={bad: "not this"})
    again = folder.run("reject", "--csv", "results.csv")
    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout == "0 approved, 0 rejected, 2 already so, 3 without a decision.\n"


def test_a_file_with_short_rows(folder, published, fresh, new_worker):
    """The original's results left out what was empty at the end of a row."""
    made, other = new_worker().do(published[1]), new_worker().do(published[1])
    folder.write("short.csv", f"HITId,AssignmentId,Approve,Reject\nx,{made},X\ny,{other}\n")
    done = folder.run("approve", "--csv", "short.csv")
    assert (done.returncode, done.stdout) == (0, "1 approved, 0 rejected, 1 without a decision.\n")


def test_decisions_by_id(folder, published, fresh, new_worker):
    worker = new_worker()
    one, two = worker.do(published[1]), worker.do(published[2])
    assert folder.run("reject", one, "--feedback", "too short").stdout == "0 approved, 1 rejected.\n"
    assert status_of(fresh, one)["RequesterFeedback"] == "too short"
    done = folder.run("approve", one, two, "3NONE", "--feedback", "thanks")
    assert (done.returncode, done.stdout) == (5, "1 approved, 0 rejected, 2 failed.\n")
    assert f"Assignment {one}: it was rejected; --override approves it all the same.\n" in done.stderr
    assert "Assignment 3NONE: " in done.stderr
    assert folder.run("approve", one, "--override").stdout == "1 approved, 0 rejected.\n"
    assert status_of(fresh, one)["AssignmentStatus"] == "Approved"
    late = folder.run("reject", one, "--feedback", "after all")
    assert (late.returncode, late.stdout) == (1, "0 approved, 0 rejected, 1 failed.\n")
    assert "it was approved, and that cannot be taken back." in late.stderr


def test_a_wrong_key_decides_nothing(folder, published, fresh, new_worker):
    made = new_worker().do(published[1])
    done = folder.run("approve", made, AWS_SECRET_ACCESS_KEY="wrong")
    assert (done.returncode, done.stdout) == (1, "0 approved, 0 rejected, 1 not tried.\n")
    assert "check that AWS_SECRET_ACCESS_KEY is the secret of this key" in done.stderr


# -- wait ----------------------------------------------------------------------------------------------------


def test_wait_until_all_is_in(folder, fresh, new_worker):
    assert folder.publish().returncode == 0
    hits = folder.journal()
    worker = new_worker()
    for row in (1, 2):
        worker.do(hits[row])
    waiting = folder.start("wait", "tasks.csv", "--timeout", "60s")
    worker.do(hits[3])
    printed, complained = waiting.communicate(timeout=60)
    assert (waiting.returncode, printed, complained) == (0, "3 HITs are reviewable.\n", "")


def test_wait_in_vain(folder, published, new_worker):
    done = folder.run("wait", "tasks.csv", "--timeout", "1s")
    assert (done.returncode, done.stdout) == (6, "")
    assert done.stderr == "0 of 3 HITs are reviewable after the time that --timeout gave.\n"
    for hit in published.values():
        new_worker().do(hit)
    done = folder.run("wait", "tasks.csv", "--until", "submitted")
    assert (done.returncode, done.stdout) == (0, "3 HITs are with a submission.\n")


def test_wait_for_what_is_not_there(folder):
    done = folder.run("wait", "--hit-id", "3NONE")
    assert (done.returncode, done.stderr) == (1, "kempelen: The service has none of these HITs any more.\n")
    done = folder.run("wait", "--hit-type-id", "3NONE")
    assert (done.returncode, done.stderr) == (1, "kempelen: The service has no HIT of this type.\n")
    done = folder.run("wait", "--hit-id", "3NONE", AWS_ENDPOINT_URL_MTURK="http://127.0.0.1:1")
    assert done.returncode == 4


def test_ctrl_c_ends_waiting(folder, published, server):
    before = server.log().count("GetHIT")
    waiting = folder.start("wait", "tasks.csv")
    while server.log().count("GetHIT") == before:
        assert waiting.poll() is None
    waiting.send_signal(signal.SIGINT)
    _, complained = waiting.communicate(timeout=30)
    assert waiting.returncode == 130, complained
