"""The reference in docs/ is made from the program, the examples and the samples: it has to be current."""

import json
import subprocess
import sys

import pytest
from botocore import xform_name
from server_process import TREE, binary

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


# A name that is none is answered by the list of those there are.
@pytest.mark.ours_only
def test_unknown_page():
    asked = subprocess.run([binary(), "describe", "poetry"], capture_output=True, text=True, timeout=30)
    assert asked.returncode == 2
    assert "worker-api" in asked.stderr
    assert "CreateHIT" in asked.stderr
