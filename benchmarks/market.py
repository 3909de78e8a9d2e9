"""The rows of what came after the core: qualifications, review policies, notifications. They are measured in
process (market/), since it is the operations that are compared and not how calls arrive."""

import re
import statistics
import subprocess
import tempfile
from collections import defaultdict

from servers.measure import result

COST_BOUND = 0.80  # of the durable submissions a second
MANY_ROWS, FEW_ROWS = 1_000_000, 1_000


def figures(bench, *arguments):
    """{name: [what was printed of it]} of one run of market_bench on a fresh store."""
    with tempfile.TemporaryDirectory(dir=bench.folder) as folder:
        command = [bench.tool("market_bench"), "--folder", folder, *map(str, arguments)]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    printed = defaultdict(list)
    for line in output.splitlines():
        name, value = line.split()
        printed[name].append(float(value))
    return printed


def search(bench):
    """Row 19: the first page of a worker's search, over a thousand groups."""
    command = [bench.tool("search_bench"), *(["quick"] if bench.quick else []), bench.folder]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    pairs = re.findall(r"([0-9.]+) us : +([0-9.]+) us", output)
    asked = (("search, 10 requirements a group : none", 2.0), ("search, 100,000 open HITs : 1,000", 1.5))
    for (page, other), (what, bound) in zip(pairs, asked, strict=True):
        yield result(19, what, float(page) / float(other), at_most=bound,
                     detail=f"{page} : {other} us a page")


def share(what, with_it, without):
    ours, others = statistics.median(with_it), statistics.median(without)
    return result(20, what, ours / others, at_least=COST_BOUND,
                  detail=f"{ours:,.0f} : {others:,.0f} a second")


def costs(bench):
    """Row 20: durable submissions a second with something that follows them, and without."""
    submissions = 1_000 if bench.quick else 3_000
    rate = figures(bench, "submits", "--submissions", submissions, "--rounds", bench.rounds)
    yield share("submit with a policy of known answers : plain", rate["known"], rate["plain"])
    yield share("submit with a policy of plurality : plain", rate["plurality"], rate["plain"])
    yield share("submit with a notification : plain", rate["notified"], rate["plain"])
    yield share("test scored by its key : QuestionForm submit", rate["scored"], rate["form"])


def lists(bench):
    """Row 21: pages of long lists beside the same page of a short one."""
    many_rows = MANY_ROWS // 10 if bench.quick else MANY_ROWS
    many, few = (figures(bench, "pages", "--rows", rows) for rows in (many_rows, FEW_ROWS))
    for name, what in (("workers", "ListWorkersWithQualificationType"), ("types", "ListQualificationTypes"),
                       ("own-types", "own ListQualificationTypes"),
                       ("types-with-words", "ListQualificationTypes with Query")):
        long, short = many[name][0], few[name][0]
        yield result(21, f"{what}, {many_rows:,} rows : {FEW_ROWS:,}", long / short, at_most=1.5,
                     detail=f"{long:,.0f} : {short:,.0f} us a page")


ROWS = {"search": search, "costs": costs, "lists": lists}
