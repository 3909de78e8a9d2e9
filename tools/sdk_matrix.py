"""The table of SDKs, made from the results of `./dev test sdks`: which versions ran which samples.

Prints it; with --readme FILE writes it between that file's markers as well. A program has passed when all of
its cases have: both marketplaces, both kinds of wrong keys. What was not run says why, and counts nowhere.
"""

import argparse
import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- SDK matrix: begin -->", "<!-- SDK matrix: end -->"
HEADER = ["| SDK | Version | Programs passed |", "|---|---|---|"]


@dataclass
class Row:
    version: str = ""
    outcomes: dict = field(default_factory=dict)  # program -> list of "passed", "failed" or a skip's reason

    def programs(self, outcome):
        """Those with only passed cases, or with at least one failed."""
        every = {"passed": all, "failed": any}[outcome]
        return [name for name, found in self.outcomes.items() if every(one == outcome for one in found)]

    def result(self):
        reasons = {one for found in self.outcomes.values() for one in found} - {"passed", "failed"}
        passed, failed = self.programs("passed"), self.programs("failed")
        words = [f"{len(passed)} of {len(self.outcomes)}"] if passed or failed else []
        if failed:
            words.append(f"failed: {', '.join(failed)}")
        return "; ".join(words + sorted(reasons))


def outcome_of(case):
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    skipped = case.find("skipped")
    return "passed" if skipped is None else " ".join(skipped.get("message", "not run").split())


def read_rows(root):
    """SDK -> Row, from the properties that each case wrote beside its outcome."""
    rows = {}
    for case in root.iter("testcase"):
        said = {one.get("name"): one.get("value") for one in case.iter("property")}
        if "sdk" not in said:
            continue
        row = rows.setdefault(said["sdk"], Row())
        row.version = said.get("version") or row.version
        row.outcomes.setdefault(said["program"], []).append(outcome_of(case))
    return rows


def table(rows, order):
    """Markdown, in the order of the catalogue; an SDK without results is not left out."""
    lines = list(HEADER)
    for name in order:
        row = rows.get(name)
        result = row.result() if row else "not run: the tests ended before it"
        lines.append(f"| {name} | {row.version if row else ''} | {result.replace('|', '/')} |")
    return lines


def write_between_markers(path, lines):
    text = path.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"{path} has no place for the table: give it the lines {BEGIN} and {END}")
    path.write_text("\n".join([before + BEGIN, *lines, END + after]), encoding="utf-8")


def catalogue_order():
    sys.path.insert(0, str(ROOT / "tests" / "sdks"))
    from catalogue import SDKS

    return [sdk.name for sdk in SDKS]


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--results", type=Path, default=ROOT / "build/results/sdks/pytest.xml")
    parser.add_argument("--readme", type=Path, help="write the table between the markers of this file, too")
    options = parser.parse_args(arguments)
    if not options.results.exists():
        raise SystemExit(f"no results at {options.results}; run ./dev test sdks first")
    lines = table(read_rows(ElementTree.parse(options.results)), catalogue_order())
    print("\n".join(lines))
    if options.readme:
        write_between_markers(options.readme, lines)


if __name__ == "__main__":
    main(sys.argv[1:])
