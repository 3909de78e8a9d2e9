"""Counts the JUnit XML files of one test set for `./dev test`.

Prints `PASSED FAILED SKIPPED` on the first line and then one line for each failure and each skip, with its
reason. GoogleTest, pytest, Vitest and Playwright write the same format. CTest's own report (ctest.junit)
adds the tests that are no GoogleTest, and the executables that died before they could write their cases.
"""

import argparse
import re
import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from pathlib import Path

LINE_MAX = 300
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass
class Report:
    passed: int = 0
    failures: list = field(default_factory=list)
    skips: list = field(default_factory=list)

    def lines(self):
        yield f"{self.passed} {len(self.failures)} {len(self.skips)}"
        yield from (f"failed: {failure}" for failure in self.failures)
        yield from (f"skipped: {skip}" for skip in self.skips)


def one_line(text):
    """The first lines of a message as one line that fits a terminal."""
    words = " ".join((text or "").split())
    return words if len(words) <= LINE_MAX else words[: LINE_MAX - 1] + "…"


def reason_of(element):
    return one_line(element.get("message") or element.text or "no reason given")


def name_of(case):
    return ".".join(part for part in (case.get("classname"), case.get("name")) if part)


def count_case(case, report):
    """One test case: a failure or error wins over a skip, and anything else has passed."""
    bad = next((child for child in case if child.tag in ("failure", "error")), None)
    skipped = case.find("skipped")
    not_run = case.get("status") == "notrun" or case.get("result") == "suppressed"
    if bad is not None:
        report.failures.append(f"{name_of(case)}: {reason_of(bad)}")
    elif skipped is not None:
        report.skips.append(f"{name_of(case)}: {reason_of(skipped)}")
    elif not_run:
        report.skips.append(f"{name_of(case)}: disabled in its source")
    else:
        report.passed += 1


def read_xml(path):
    """GoogleTest cuts long parameters without regard to UTF-8, so what is no character is replaced first."""
    text = path.read_bytes().decode("utf-8", errors="replace")
    return ElementTree.fromstring(NOT_XML.sub("\ufffd", text))


def read_cases(path, report):
    """All cases of a file; an unreadable file is a failure of its own. Returns whether any case failed."""
    failures_before = len(report.failures)
    try:
        root = read_xml(path)
    except (ElementTree.ParseError, OSError) as problem:
        report.failures.append(f"{path.name}: unreadable results ({one_line(str(problem))})")
        return True
    for case in root.iter("testcase"):
        count_case(case, report)
    return len(report.failures) > failures_before


def read_ctest(path, report, explained):
    """Tests of CTest beside the cases that GoogleTest wrote. `explained` says for which executables it did,
    and whether a case failed: one that CTest calls failed although no case did crashed, hung or leaked."""
    for case in read_xml(path).iter("testcase"):
        name, status = case.get("name"), case.get("status")
        skipped, failure = case.find("skipped"), case.find("failure")
        if status == "run":
            report.passed += name not in explained
        elif explained.get(name):
            continue
        elif skipped is not None and "SKIP_RETURN_CODE" in (skipped.get("message") or ""):
            said = one_line(case.findtext("system-out"))
            report.skips.append(f"{name}: it said that it could not run ({said})")
        else:
            message = reason_of(failure if failure is not None else skipped if skipped is not None else case)
            # CTest has no word for a test that it stopped; the time tells.
            seconds = round(float(case.get("time") or 0))
            report.failures.append(f"{name}: the executable failed after {seconds} s: {message}")


def read_set(folder, ended):
    report = Report()
    explained = {path.stem: read_cases(path, report) for path in sorted(folder.glob("*.xml"))}
    ctest = folder / "ctest.junit"
    if ctest.exists():
        read_ctest(ctest, report, explained)
    verdicts = [path.read_text() for path in sorted(folder.glob("*.ended"))]
    if verdicts and not report.failures:
        report.failures.append(one_line(f"no case failed, but {' '.join(verdicts)}"))
    if ended:
        report.failures.append(f"the set {ended}")
    elif report.passed + len(report.failures) + len(report.skips) == 0:
        report.failures.append("the set ended without any result")
    return report


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--ended", default="", help="why the set did not run to its end")
    options = parser.parse_args(arguments)
    print("\n".join(read_set(options.folder, options.ended).lines()))


if __name__ == "__main__":
    main(sys.argv[1:])
