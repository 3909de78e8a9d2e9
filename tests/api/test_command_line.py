"""`kempelen api` as a person runs it, held against the AWS CLI where that is installed."""

import json
import os
import re
import shutil
import subprocess

import pytest
import questions
from client_library import build_folder, variables
from people import unique
from server_process import binary, environment, without_aws

pytestmark = pytest.mark.ours_only


@pytest.fixture
def settings(server, fresh):
    return variables(server, fresh)


@pytest.fixture
def kempelen(settings):
    """Runs the program with the keys of a fresh requester and no other settings of AWS."""

    def run(*words, **changes):
        variables = {**without_aws(), "HOME": "/nowhere", **settings, **changes}
        return subprocess.run(
            [binary(), *words],
            capture_output=True,
            text=True,
            timeout=60,
            env={name: value for name, value in variables.items() if value is not None},
        )

    return run


@pytest.fixture
def aws(settings, tmp_path):
    program = shutil.which("aws")
    if program is None:
        pytest.skip("no AWS CLI is installed (Debian: awscli)")
    config = tmp_path / "config"
    config.write_text("[default]\ncli_timestamp_format = iso8601\n")
    variables = {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", str(tmp_path)),
        "AWS_PAGER": "",
        "AWS_CONFIG_FILE": str(config),
        "AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "none"),
        "AWS_DEFAULT_REGION": "us-east-1",
        **settings,
    }

    def run(*words):
        endpoint = ["--endpoint-url", settings["AWS_ENDPOINT_URL_MTURK"]]
        return subprocess.run(
            [program, "mturk", *words, *endpoint],
            capture_output=True,
            text=True,
            timeout=120,
            env=variables,
        )

    return run


def create_hit(tmp_path, *more):
    question = tmp_path / "question.xml"
    question.write_text(questions.html_question())
    return [
        "create-hit", "--title", unique("From the shell"), "--description", "With, commas",
        "--reward", "0.05", "--lifetime-in-seconds", "3600", "--assignment-duration-in-seconds", "600",
        "--question", f"file://{question}", *more,
    ]  # fmt: skip


# The line of the README.
def test_balance(kempelen):
    done = kempelen("api", "get-account-balance")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {"AvailableBalance": "10000.00"}


REQUIREMENTS = [
    "QualificationTypeId=00000000000000000071,Comparator=In,LocaleValues=[{Country=CA},{Country=US}]",
    '[{"QualificationTypeId": "00000000000000000040", "Comparator": "GreaterThan", "IntegerValues": [95]}]',
]


# The same words mean the same to both programs, and their answers look the same.
@pytest.mark.parametrize("requirement", REQUIREMENTS, ids=["short", "json"])
def test_scripts_for_the_vendors_tool_run(kempelen, aws, tmp_path, requirement):
    words = create_hit(tmp_path, "--max-assignments", "2", "--qualification-requirements", requirement)
    made = []
    for done in kempelen("api", *words), aws(*words):
        assert done.returncode == 0, done.stderr
        made.append(json.loads(done.stdout)["HIT"])
    for hit in made:
        for name in ("HITId", "CreationTime", "Expiration"):
            del hit[name]
    assert made[0] == made[1]  # with the HIT type, hence with the same requirements


@pytest.mark.parametrize("form", ["json", "text"])
@pytest.mark.parametrize(
    "words",
    [
        ["get-account-balance"],
        ["list-hits"],
        ["list-hits", "--no-paginate"],
        ["list-hits", "--max-results", "1"],
        ["list-reviewable-hits"],
        ["list-worker-blocks"],
        ["list-qualification-types", "--must-be-requestable", "--types-query", "Type"],
        ["list-qualification-requests"],
    ],
    ids=" ".join,
)
def test_answers_look_like_those_of_the_vendors_tool(kempelen, aws, tmp_path, fresh, form, words):
    for _ in range(2):
        assert kempelen("api", *create_hit(tmp_path)).returncode == 0
    fresh.sandbox.create_qualification_type(
        Name=unique("Type"), Description="D", QualificationTypeStatus="Active"
    )
    ours, theirs = kempelen("api", *words, "--output", form), aws(*words, "--output", form)
    assert (ours.returncode, theirs.returncode) == (0, 0), ours.stderr + theirs.stderr
    if form == "text":
        # A page token is another one each time.
        assert [line.split("\t")[:3] for line in ours.stdout.splitlines() if "NEXTTOKEN" not in line] == [
            line.split("\t")[:3] for line in theirs.stdout.splitlines() if "NEXTTOKEN" not in line
        ]
        return
    answers = [json.loads(done.stdout) for done in (ours, theirs)]
    for answer in answers:
        answer.pop("NextToken", None)
        answer.pop("NumResults", None)  # of all pages together only ours counts
    assert answers[0] == answers[1]


# A list has more than one page from the eleventh entry on.
def test_lists_are_fetched_to_their_end(kempelen, fresh):
    for _ in range(11):
        fresh.sandbox.create_hit(**questions.hit())
    whole = json.loads(kempelen("api", "list-hits").stdout)["HITs"]
    page = json.loads(kempelen("api", "list-hits", "--no-paginate").stdout)
    assert (len(whole), len(page["HITs"])) == (11, 10)
    rest = json.loads(kempelen("api", "list-hits", "--next-token", page["NextToken"]).stdout)["HITs"]
    assert [hit["HITId"] for hit in page["HITs"] + rest] == [hit["HITId"] for hit in whole]


def test_operations_and_flags_are_named_as_the_vendor_does(kempelen):
    xform_name = pytest.importorskip("botocore").xform_name
    import botocore.session

    model = botocore.session.get_session().get_service_model("mturk")
    for operation in model.operation_names:
        printed = kempelen("api", xform_name(operation, "-"), "--help")
        assert printed.returncode == 0, printed.stderr
        for member in model.operation_model(operation).input_shape.members:
            # The AWS CLI gives one member another name, since its own --query is about what is printed.
            flag = "types-query" if member == "Query" else xform_name(member, "-")
            assert f"--{flag} " in printed.stdout, (operation, member)


# Every operation from a request that was printed as a skeleton: it arrives, and the service judges it.
def test_skeletons_arrive(kempelen, tmp_path):
    listed = kempelen("api", "--help").stdout.split("Operations:")[1]
    operations = [word for word in listed.split() if "-" in word and word.islower() and "." not in word]
    assert "list-workers-with-qualification-type" in operations
    for operation in ["create-hit", "list-hits", "notify-workers", "send-test-event-notification"]:
        assert operation in operations
        skeleton = kempelen("api", operation, "--generate-cli-skeleton").stdout
        (tmp_path / "request.json").write_text(skeleton)
        done = kempelen("api", operation, "--cli-input-json", f"file://{tmp_path}/request.json")
        assert done.returncode == 1, done.stderr  # empty values are refused


NO_KEY = {"AWS_ACCESS_KEY_ID": None, "AWS_SECRET_ACCESS_KEY": None}


@pytest.mark.parametrize(
    "words, changes, code, complaint",
    [
        (["get-hit"], {}, 2, "get-hit needs --hit-id;"),
        (["get-hit", "--hit", "A"], {}, 2, 'kempelen api get-hit has no flag "--hit"'),
        (["get-hits"], {}, 2, 'kempelen api has no command "get-hits" (did you mean get-hit?)'),
        (["get-hit", "--hit-id", "A", "--output", "xml"], {}, 2, "--output is json, text or table, not"),
        (["get-hit", "--hit-id", "file:///none"], {}, 2, "--hit-id: /none cannot be read: No such file"),
        (["get-hit", "--hit-id", "A", "--max-attempts", "0"], {}, 2, "--max-attempts is a whole number"),
        (["get-hit", "--hit-id", "NONE"], {}, 1, "[AWS.MechanicalTurk.HITDoesNotExist]"),
        (["get-hit", "--hit-id", "a"], {}, 1, "failed to satisfy constraint"),
        (["list-hits"], {"AWS_ACCESS_KEY_ID": "AKIAUNKNOWN"}, 1, "does not know the access key AKIAUNKNOWN"),
        (["list-hits"], {"AWS_SECRET_ACCESS_KEY": "wrong"}, 1, "is the secret of this key"),
        (["list-hits"], NO_KEY, 3, "There are no credentials"),
        (["list-hits", "--profile", "nobody"], {}, 3, 'There is no profile "nobody"'),
        (["list-hits"], {"AWS_ENDPOINT_URL_MTURK": None}, 3, "There is no endpoint"),
        (["list-hits", "--endpoint-url", "http://127.0.0.1:1"], {}, 4, "check that the server runs"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(kempelen, words, changes, code, complaint):
    done = kempelen("api", *words, **changes)
    assert complaint in done.stderr
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.startswith("kempelen: ") and done.stderr.count("\n") == 1


# Who starts a server and opens a second terminal needs one line, and is told it.
def test_settings_at_hand_are_pointed_to(kempelen, tmp_path):
    (tmp_path / ".kempelen").mkdir()
    (tmp_path / ".kempelen/connect.env").write_text("")
    done = kempelen("api", "list-hits", HOME=str(tmp_path), **NO_KEY)
    assert done.returncode == 3
    assert f"`set -a; . {tmp_path}/.kempelen/connect.env; set +a`" in done.stderr


def test_another_server_is_no_service(kempelen, content_url):
    done = kempelen("api", "list-hits", "--endpoint-url", content_url)
    assert done.returncode == 4
    assert "is not the Requester API" in done.stderr


# Standard output on a full disk, or a pipe whose reader is gone.
def test_an_answer_that_cannot_be_written_is_no_success(settings):
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [binary(), "api", "get-account-balance"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            env={**environment(), **settings},
        )
    assert done.returncode == 2
    assert "Standard output cannot be written." in done.stderr


# -- completion and manual ----------------------------------------------------------------------------------


def completed(shell, script, line):
    """What the shell offers at the end of the line."""
    if shell == "bash":
        words = " ".join(f"'{word}'" for word in line.split(" "))
        tail = f"""COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); COMPREPLY=()
            _kempelen; printf '%s\\n' "${{COMPREPLY[@]}}" """
        command = ["bash", "-c", f"source {script}; {tail}"]
    else:
        command = ["fish", "--no-config", "-c", f"source {script}; complete -C '{line}'"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return {offered.split("\t")[0] for offered in done.stdout.splitlines()}


@pytest.mark.parametrize("shell", ["bash", "fish"])
def test_completion(kempelen, tmp_path, shell):
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    script = tmp_path / "script"
    script.write_text(kempelen("completion", shell).stdout)
    assert {"serve", "admin", "api", "completion"} <= completed(shell, script, "kempelen ")
    assert completed(shell, script, "kempelen api list-rev") == {
        "list-review-policy-results-for-hit",
        "list-reviewable-hits",
    }
    flags = completed(shell, script, "kempelen api list-reviewable-hits --")
    assert {"--status", "--hit-type-id", "--endpoint-url"} <= flags
    assert "--question" not in flags
    assert completed(shell, script, "kempelen api list-reviewable-hits --status ") == {
        "Reviewable",
        "Reviewing",
    }
    assert "create-requester" in completed(shell, script, "kempelen admin cre")


def test_completion_for_zsh(kempelen, tmp_path):
    if shutil.which("zsh") is None:
        pytest.skip("zsh is not installed")
    script = tmp_path / "_kempelen"
    script.write_text(kempelen("completion", "zsh").stdout)
    # zsh completes only where a person types, so that a terminal of zsh's own is typed into.
    typing = f"""
        zmodload zsh/zpty
        zpty shell zsh -f -i
        zpty -w shell "PS1=; autoload -U compinit; compinit -u -d {tmp_path}/dump"
        zpty -w shell "source {script}; echo re''ady"
        zpty -r shell line '*ready*'
        zpty -w -n shell $'kempelen api list-rev\\t\\t'
        zpty -r shell line '*list-reviewable-hits*'
        print -r -- "$line"
    """
    done = subprocess.run(["zsh", "-fc", typing], capture_output=True, text=True, timeout=60)
    assert "list-review-policy-results-for-hit" in done.stdout, done.stdout + done.stderr
    assert "Lists what the review policies" in done.stdout


def mandoc(form, *words):
    return subprocess.run(["mandoc", "-T", form, *words], capture_output=True, text=True, timeout=60).stdout


def test_manual(kempelen, tmp_path):
    done = kempelen("manual", "--directory", tmp_path / "man1")
    assert done.returncode == 0, done.stderr
    pages = {page.name: page.read_text() for page in (tmp_path / "man1").iterdir()}
    assert {"kempelen.1", "kempelen-serve.1", "kempelen-api.1", "kempelen-api-create-hit.1"} <= pages.keys()
    assert sum(name.startswith("kempelen-api-") for name in pages) == 39
    if shutil.which("mandoc") is None:
        pytest.skip("mandoc is not installed")
    # Nothing to complain about but that the pages have no date, which would make every build another one.
    linted = mandoc("lint", "-W", "warning", *(tmp_path / "man1").iterdir())
    assert [line for line in linted.splitlines() if "missing date" not in line] == []
    shown = mandoc("ascii", tmp_path / "man1" / "kempelen-api-create-hit.1")
    # Bold is a character printed twice with a backspace between.
    assert "--lifetime-in-seconds" in re.sub(".\b", "", shown)


def test_installation_has_manual_and_completions(tmp_path):
    command = ["cmake", "--install", build_folder(), "--component", "server", "--prefix", tmp_path]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    version = subprocess.run([tmp_path / "bin/kempelen", "--version"], capture_output=True, text=True)
    assert version.returncode == 0, version.stderr
    for file in (
        "share/man/man1/kempelen-api-create-hit.1",
        "share/bash-completion/completions/kempelen",
        "share/zsh/site-functions/_kempelen",
        "share/fish/vendor_completions.d/kempelen.fish",
    ):
        assert (tmp_path / file).stat().st_size > 1000, file
