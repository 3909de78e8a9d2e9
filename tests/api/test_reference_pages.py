"""The reference in docs/ is made from the program, the examples and the samples: it has to be current."""

import http.server
import json
import os
import re
import subprocess
import sys
import threading

import pytest
from botocore import xform_name
from server_process import TREE, binary, environment

sys.path.insert(0, str(TREE / "tools"))
import reference  # noqa: E402
import snippets  # noqa: E402


@pytest.fixture(scope="module")
def made():
    return reference.pages(binary())


# Pages that differ are made anew with: python3 tools/reference.py --binary KEMPELEN
@pytest.mark.ours_only
def test_pages_are_current(made):
    assert reference.differences(made) == []


@pytest.mark.ours_only
def test_every_operation_has_a_page_with_all_parts(made):
    pages = {path.stem: text for path, text in made.items() if path.parent.name == "operations"}
    assert len(pages) == 39
    for operation, text in pages.items():
        assert text.startswith(f"# {operation}\n")
        for part in ("Request", "Answer", "Refusals", "Example", "In programs"):
            assert f"\n## {part}\n" in text, (operation, part)
        assert f"MTurkRequesterServiceV20170117.{operation}\n" in text
        assert f"\nkempelen api {xform_name(operation, '-')}" in text


# The command line is spelled as the vendor's tool spells it: operations, and members of requests.
@pytest.mark.ours_only
def test_names_are_those_of_the_vendors_tool():
    model = json.loads(reference.describe(binary(), "model"))
    members = {shape["name"]: [member["name"] for member in shape["members"]] for shape in model["shapes"]}
    names = {operation["name"] for operation in model["operations"]}
    for operation in model["operations"]:
        names.update(members[operation["input"]])
    assert len(names) > 90
    for name in names:
        assert snippets.kebab(name) == xform_name(name, "-"), name


@pytest.fixture
def service():
    """Something that takes every call, answers `{}` and keeps what it was sent: target and body."""
    calls = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            calls.append((self.headers["X-Amz-Target"], json.loads(body)))
            self.send_response(200)
            self.send_header("Content-Type", "application/x-amz-json-1.1")
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_):
            pass

    listening = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=listening.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{listening.server_port}", calls
    listening.shutdown()
    listening.server_close()


# A command line of the reference sends what the example above it shows.
@pytest.mark.ours_only
def test_command_lines_send_the_example(made, service, tmp_path):
    url, calls = service
    (tmp_path / "kempelen").symlink_to(binary())
    path_of_shell = f"{tmp_path}:{os.environ['PATH']}"
    settings = {**environment(), "HOME": str(tmp_path), "PATH": path_of_shell, "AWS_ENDPOINT_URL_MTURK": url,
                "AWS_ACCESS_KEY_ID": "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY": "x"}
    for path, text in made.items():
        if path.parent.name != "operations":
            continue
        line = re.search(r"```sh\n(kempelen api .*?)\n```", text, re.DOTALL).group(1)
        del calls[:]
        done = subprocess.run(["bash", "-c", line], env=settings, capture_output=True, text=True, timeout=30)
        example = json.loads((TREE / reference.FOLDER / "examples" / f"{path.stem}.json").read_text())
        assert calls, done.stderr
        assert calls[0] == (f"MTurkRequesterServiceV20170117.{path.stem}", example["Request"])


# A name that is none is answered by the list of those there are.
@pytest.mark.ours_only
def test_unknown_page():
    asked = subprocess.run([binary(), "describe", "poetry"], capture_output=True, text=True, timeout=30)
    assert asked.returncode == 2
    assert "worker-api" in asked.stderr
    assert "CreateHIT" in asked.stderr
