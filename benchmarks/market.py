"""The rows of what came after the core: qualifications, review policies, notifications. Submissions and
deliveries are measured on the whole server, like the other durable writes; a worker's search and long lists
in process (market/), since it is pages that are compared and not how calls arrive."""

import re
import statistics
import subprocess
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field

from program import Failure, send_once
from servers import measure
from servers.measure import CLIENT_CORE, result

COST_BOUND = 0.80  # of the durable submissions a second
DELIVERY_BOUND = 0.50
CONNECTIONS = 64
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


@dataclass
class Submissions:
    """Made ready by `market_bench prepare`: rounds of requests by kind, and what was measured of them."""
    rounds: dict = field(default_factory=lambda: defaultdict(list))
    destination: str = ""
    rates: dict = field(default_factory=lambda: defaultdict(list))
    micros: dict = field(default_factory=lambda: defaultdict(list))  # of the server's core, each

    def measure(self, server, kind):
        """The next round of that kind: submissions a second, each answered when its commit was durable."""
        requests = self.rounds[kind].pop(0)
        used = server.processor_seconds()
        self.rates[kind].append(send_once(server.port, requests, CONNECTIONS))
        self.micros[kind].append((server.processor_seconds() - used) / len(requests) * 1e6)

    def rate(self, kind):
        return statistics.median(self.rates[kind])


def submit_request(operation, token, body):
    head = (f"POST /worker/api/{operation} HTTP/1.1\r\nHost: localhost\r\n"
            f"Authorization: Bearer {token}\r\nContent-Type: application/json\r\n"
            f"User-Agent: benchmark\r\nContent-Length: {len(body)}\r\n\r\n")
    return (head + body).encode()


def prepare(bench, server, hook, submissions, rounds):
    """Workers, HITs and accepted assignments in the store of a server that has been started once."""
    command = [bench.tool("market_bench"), "--folder", server.data, "prepare", "--submissions", submissions,
               "--rounds", rounds, "--webhook", f"http://127.0.0.1:{hook.port}/"]
    output = subprocess.run(list(map(str, command)), check=True, capture_output=True, text=True).stdout
    made = Submissions()
    by_kind = defaultdict(list)
    for line in output.splitlines():
        kind, *rest = line.split("\t")
        if kind == "destination":
            made.destination = rest[0]
        else:
            by_kind[kind].append(submit_request(*rest))
    for kind, requests in by_kind.items():
        for first in range(0, len(requests), submissions):
            made.rounds[kind].append(requests[first:first + submissions])
    return made


def share(what, made, with_it, without, in_process):
    ours, others = made.rate(with_it), made.rate(without)
    micros = [statistics.median(made.micros[kind]) for kind in (with_it, without)]
    alone = statistics.median(in_process[with_it]) / statistics.median(in_process[without])
    return result(20, what, ours / others, at_least=COST_BOUND,
                  detail=f"{ours:,.0f} : {others:,.0f} a second, {micros[0]:.0f} : {micros[1]:.0f} us of the "
                         f"core; in process {alone:.2f}")


def delivered(server):
    metrics = server.metrics()
    return metrics["kempelen_notification_events_delivered"], metrics["kempelen_notifications_delivered"]


def await_delivery(server, events):
    """Returns once the server has delivered so many since its start."""
    late = time.monotonic() + 120
    while (done := delivered(server)[0]) < events:
        if time.monotonic() > late:
            raise Failure(f"only {done:,.0f} of {events:,} events were delivered in two minutes")
        time.sleep(0.05)


def costs(bench):
    """Rows 20 and 22: what follows a submission, on the whole server with one core, as the other rows about
    durable writes; while it is measured the events of `notified` wait. Then they are delivered."""
    submissions = 1_500 if bench.quick else 5_000
    reach = ("--notification-private-addresses", "127.0.0.1", "--notification-plain-http")
    server = bench.fresh("market", *reach)
    with server:
        pass  # makes the data directory
    in_process = figures(bench, "submits", "--submissions", submissions // 2, "--rounds", bench.rounds)
    with measure.Server(bench.tool("epoll_server"), core=CLIENT_CORE) as hook:
        made = prepare(bench, server, hook, submissions, bench.rounds + 1)
        with server:
            for _ in range(bench.rounds):
                for kind in made.rounds:
                    made.measure(server, kind)
            yield share("submit with a policy of known answers : plain", made, "known", "plain", in_process)
            yield share("submit with a policy of plurality : plain", made, "plurality", "plain", in_process)
            yield share("submit with a notification : plain", made, "notified", "plain", in_process)
            yield share("test scored by its key : QuestionForm submit", made, "scored", "form", in_process)
            yield from deliveries(server, made, submissions * bench.rounds)


def deliveries(server, made, waiting):
    """Row 22: what waits since row 20; then a round of `notified` whose events leave at once."""
    server.admin("resume-destination", "--destination", made.destination)
    before, began = delivered(server), time.monotonic()
    await_delivery(server, waiting)
    took = time.monotonic() - began
    events, messages = ((now - then) / took for now, then in zip(delivered(server), before))
    beside, count = Submissions(rounds=made.rounds), len(made.rounds["notified"][0])
    began = time.monotonic()
    beside.measure(server, "notified")
    await_delivery(server, waiting + count)
    together = count / (time.monotonic() - began)
    submissions = made.rate("plain")
    yield result(22, "events delivered to a webhook : submissions", events / submissions,
                 at_least=DELIVERY_BOUND,
                 detail=f"{events:,.0f} in {messages:,.0f} messages : {submissions:,.0f} a second; at once "
                        f"{beside.rate('notified'):,.0f} submissions and {together:,.0f} events")


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
