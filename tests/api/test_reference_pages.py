"""The reference pages in docs/ are made from the program; these tests keep them current."""

import subprocess

import pytest
from server_process import TREE, binary

PAGES = {"requester-api": "requester-api.md", "worker-api": "worker-api-operations.md", "errors": "errors.md"}


# A page that differs is made anew with: kempelen describe NAME > docs/reference/FILE
@pytest.mark.ours_only
@pytest.mark.parametrize("name", PAGES)
def test_page_is_current(name):
    command = [binary(), "describe", name]
    made = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True)
    assert (TREE / "docs" / "reference" / PAGES[name]).read_text() == made.stdout


# A name that is none is answered by the list of those there are.
@pytest.mark.ours_only
def test_unknown_page():
    asked = subprocess.run([binary(), "describe", "poetry"], capture_output=True, text=True, timeout=30)
    assert asked.returncode == 2
    assert "worker-api" in asked.stderr
