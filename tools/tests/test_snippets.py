"""Snippets of the reference: whole statements, as they stand in the samples."""

import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import snippets

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "reference" / "examples"
OPERATIONS = sorted(path.stem for path in EXAMPLES.glob("*.json"))
FOUND = {operation: snippets.all_of(operation) for operation in OPERATIONS}
ALL = [(operation, one) for operation, found in FOUND.items() for one in found]


def test_kebab():
    names = {"CreateHIT": "create-hit", "ListHITs": "list-hits", "GetFileUploadURL": "get-file-upload-url",
             "CreateHITWithHITType": "create-hit-with-hit-type", "UniqueRequestToken": "unique-request-token",
             "ListHITsForQualificationType": "list-hits-for-qualification-type", "HITId": "hit-id"}
    assert {name: snippets.kebab(name) for name in names} == names


def test_every_language_of_the_samples_is_shown():
    folders = {path.name for path in (snippets.ROOT / "samples").iterdir() if path.is_dir()}
    assert {language.folder for language in snippets.LANGUAGES} == folders - {"crowd", "questions"}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_operation_is_called_in_every_language(operation):
    folders = {one.language.folder for one in FOUND[operation]}
    assert folders == {language.folder for language in snippets.LANGUAGES}


def assert_brackets_match(code):
    """Each bracket closes the one that was opened last."""
    opened = []
    for c in code:
        if c in "([{":
            opened.append(c)
        elif c in ")]}":
            assert opened and opened.pop() == {")": "(", "]": "[", "}": "{"}[c], code
    assert not opened, code


@pytest.mark.parametrize("operation, snippet", ALL, ids=lambda part: getattr(part, "path", part))
def test_snippet(operation, snippet):
    """Cut out as it stands, all brackets closed, short, and about the operation."""
    source = (snippets.ROOT / snippet.path).read_text().splitlines()
    assert tuple(source[snippet.line - 1:snippet.line - 1 + len(snippet.lines)]) == snippet.lines
    assert_brackets_match("".join(snippets.bare(line, snippet.language) for line in snippet.lines))
    assert len(snippet.lines) <= 24
    assert re.search(snippets.pattern_of(snippet.language.calls, operation), snippet.text)
    assert not snippet.text.startswith((" ", "\t"))
    first = snippet.text.splitlines()[0]
    assert not snippets.CONTINUES.match(first) and not snippets.CLOSES.match(first)
