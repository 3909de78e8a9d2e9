"""Tests of tools/sdk_matrix.py with results as tests/sdks writes them."""

import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import sdk_matrix  # noqa: E402


def case(sdk, program, outcome="", version="1.2"):
    properties = {"sdk": sdk, "program": program, **({"version": version} if version else {})}
    inside = "".join(f'<property name="{name}" value="{value}"/>' for name, value in properties.items())
    return f"<testcase><properties>{inside}</properties>{outcome}</testcase>"


def rows(*cases, order):
    root = ElementTree.fromstring(f"<testsuites><testsuite>{''.join(cases)}</testsuite></testsuites>")
    return sdk_matrix.table(sdk_matrix.read_rows(root), order)[2:]


def test_a_program_passes_when_all_of_its_cases_do():
    failure = '<failure message="no"/>'
    cases = [case("Go", "publish"), case("Go", "publish", failure)]
    cases += [case("Go", "listen"), case("Go", "listen")]
    assert rows(*cases, order=["Go"]) == ["| Go | 1.2 | 1 of 2; failed: publish |"]


def test_what_was_not_run_has_its_reason_and_never_counts_as_passed():
    skipped = '<skipped message="not run: there is no ruby\n on this machine"/>'
    cases = [case("Ruby", name, skipped, version="") for name in ("publish", "listen")]
    assert rows(*cases, order=["Ruby"]) == ["| Ruby |  | not run: there is no ruby on this machine |"]


def test_a_program_that_was_run_in_part_has_not_passed():
    cases = [case("Shell", "listen"), case("Shell", "listen", '<skipped message="not run: no queue"/>')]
    cases.append(case("Shell", "publish"))
    assert rows(*cases, order=["Shell"]) == ["| Shell | 1.2 | 1 of 2; not run: no queue |"]


# A process that died leaves no results: its line says so, in the catalogue's order.
def test_an_sdk_without_results_is_not_left_out():
    assert rows(case("Go", "publish"), "<testcase name='other'/>", order=["C++", "Go"]) == [
        "| C++ |  | not run: the tests ended before it |",
        "| Go | 1.2 | 1 of 1 |",
    ]


def test_the_readme_is_written_between_its_markers(tmp_path):
    page = tmp_path / "README.md"
    page.write_text(f"before\n{sdk_matrix.BEGIN}\nold\n{sdk_matrix.END}\nafter\n")
    sdk_matrix.write_between_markers(page, ["| new |"])
    assert page.read_text() == f"before\n{sdk_matrix.BEGIN}\n| new |\n{sdk_matrix.END}\nafter\n"


def test_a_page_without_markers_is_left_alone(tmp_path):
    page = tmp_path / "README.md"
    page.write_text("before\n")
    with pytest.raises(SystemExit, match="no place for the table"):
        sdk_matrix.write_between_markers(page, ["| new |"])
    assert page.read_text() == "before\n"
