"""Tests of tools/test_report.py with results as the four test runners and CTest write them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import test_report  # noqa: E402

GTEST = """<testsuites><testsuite name="Money">
<testcase name="Adds" status="run" result="completed" classname="Money"/>
<testcase name="Fails" status="run" result="completed" classname="Money">
<failure message="a.cc:7&#x0A;not equal"/></testcase>
<testcase name="NotHere" status="run" result="skipped" classname="Money">
<skipped message="a.cc:9&#x0A;no vectors"/></testcase>
<testcase name="DISABLED_Old" status="notrun" result="suppressed" classname="Money"/>
</testsuite></testsuites>"""
PYTEST = """<testsuites><testsuite><testcase classname="tests.api.test_hits" name="test_create"/>
<testcase classname="tests.api.test_hits" name="test_get">
<error message="fixture broke">trace</error></testcase>
</testsuite></testsuites>"""
CTEST = """<testsuite><testcase name="unit_base" status="run"/><testcase name="describe" status="run"/>
<testcase name="unit_money" status="fail"><failure message="failed"/></testcase>
<testcase name="unit_http" status="fail" time="601.2"><failure message=""/></testcase>
<testcase name="check_model" status="notrun"><skipped message="SKIP_RETURN_CODE=77"/>
<system-out>no botocore</system-out></testcase>
<testcase name="unit_gone" status="notrun"><skipped message="No executable"/></testcase></testsuite>"""


def lines(folder, files, ended=""):
    for name, text in files.items():
        (folder / name).write_text(text)
    return list(test_report.read_set(folder, ended).lines())


def test_cases_of_googletest_are_counted(tmp_path):
    assert lines(tmp_path, {"unit_money.xml": GTEST}) == [
        "1 1 2",
        "failed: Money.Fails: a.cc:7 not equal",
        "skipped: Money.NotHere: a.cc:9 no vectors",
        "skipped: Money.DISABLED_Old: disabled in its source",
    ]


def test_an_error_of_pytest_is_a_failure(tmp_path):
    assert lines(tmp_path, {"pytest.xml": PYTEST}) == [
        "1 1 0", "failed: tests.api.test_hits.test_get: fixture broke"]


def test_an_executable_that_died_is_a_failure_but_never_counts_twice(tmp_path):
    base = '<testsuite><testcase classname="Text" name="Trims"/></testsuite>'
    found = lines(tmp_path, {"unit_money.xml": GTEST, "unit_base.xml": base, "ctest.junit": CTEST})
    assert found == [
        "3 3 3",
        "failed: Money.Fails: a.cc:7 not equal",
        "failed: unit_http: the executable failed after 601 s: no reason given",
        "failed: unit_gone: the executable failed after 0 s: No executable",
        "skipped: Money.NotHere: a.cc:9 no vectors",
        "skipped: Money.DISABLED_Old: disabled in its source",
        "skipped: check_model: it said that it could not run (no botocore)",
    ]


def test_a_set_without_results_has_failed(tmp_path):
    assert lines(tmp_path, {}) == ["0 1 0", "failed: the set ended without any result"]


def test_a_set_that_was_stopped_has_failed(tmp_path):
    assert lines(tmp_path, {"pytest.xml": PYTEST}, "stopped after its 5 seconds")[:1] == ["1 2 0"]


def test_a_runner_that_ended_badly_has_failed_even_if_all_its_cases_passed(tmp_path):
    good = '<testsuite><testcase name="a"/></testsuite>'
    found = lines(tmp_path, {"a.xml": good, "vitest.ended": "vitest ended with status 1\n"})
    assert found == ["1 1 0", "failed: no case failed, but vitest ended with status 1"]


def test_a_runner_whose_case_failed_counts_once(tmp_path):
    found = lines(tmp_path, {"pytest.xml": PYTEST, "pytest.ended": "pytest ended with status 1\n"})
    assert found[0] == "1 1 0"


def test_half_written_results_are_a_failure(tmp_path):
    assert lines(tmp_path, {"a.xml": "<testsuite><testcase"})[0] == "0 1 0"


def test_half_a_character_and_control_codes_do_no_harm(tmp_path):
    case = b'<testcase name="a" value_param="\xc3"/>\x01'
    start = b'<?xml version="1.0" encoding="UTF-8"?><testsuite>'
    (tmp_path / "a.xml").write_bytes(start + case + b"</testsuite>")
    assert lines(tmp_path, {}) == ["1 0 0"]


def test_reasons_fit_one_line(tmp_path):
    text = PYTEST.replace("fixture broke", "x " * 400)
    assert all(len(line) < 400 and "\n" not in line for line in lines(tmp_path, {"a.xml": text}))
