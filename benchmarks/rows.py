"""The rows of the speed table that need the whole server. Each function takes a Bench and yields results in
the form of servers/measure.py.

Within a row the sides take turns, round by round, and the medians are compared. The server, or whatever it is
compared with, runs on one core and the load generator on the other.
"""

import contextlib
import json
import os
import random
import re
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import moto
from program import (QUESTION, RESIGN_AFTER_SECONDS, Client, Failure, Kempelen, Load, NotRun, Pool,
                     create_hit_body, load)
from servers import measure
from servers.measure import SERVER_CORE, not_run, on_core, ratio, result
from signing import Signer

CONNECTIONS = 64
SMALL_STORE = 1_000
READ_POOL, WRITE_POOL = 20_000, 1_000
HEADER_MILLISECONDS = 10_000  # the program's own deadline, src/http/limits.h


@dataclass
class Bench:
    binary: Path
    build: Path
    folder: Path        # temporary, on a real disk
    rounds: int
    seconds: int        # of one round
    many_hits: int
    memory_seconds: int # of load in row 14
    quick: bool
    stack: contextlib.ExitStack
    started: dict = field(default_factory=dict)

    def tool(self, name):
        found = [path for path in self.build.rglob(name) if path.is_file() and os.access(path, os.X_OK)]
        if not found:
            raise Failure(f"{self.build} holds no {name}; build it with -DKEMPELEN_BENCHMARKS=ON")
        return found[0]

    def fresh(self, name, *settings):
        """A server on an empty store, not started."""
        return Kempelen(self.binary, self.folder / name, *settings)

    def empty(self):
        """A server whose store began empty; it grows with the rows that write."""
        if "empty" not in self.started:
            server = self.stack.enter_context(self.fresh("empty"))
            calls = [("CreateHIT", create_hit_body(number)) for number in range(WRITE_POOL)]
            self.started["empty"] = server, Pool(self.folder, "empty", server.key, calls)
        return self.started["empty"]

    def filled(self, hits):
        """A server with so many HITs, and a pool of GetHIT calls that reaches all over them."""
        if hits not in self.started:
            server = self.fresh(f"hits-{hits}")
            with server:
                pass  # makes the data directory and the requester
            step = max(1, hits // READ_POOL)
            command = [self.tool("fill_store"), "--data", server.data, "--hits", str(hits),
                       "--question", QUESTION, "--print-one-in", str(step)]
            ids = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
            random.Random(17).shuffle(ids)
            self.stack.enter_context(server)
            calls = [("GetHIT", json.dumps({"HITId": hit}).encode()) for hit in ids]
            self.started[hits] = server, Pool(self.folder, f"hits-{hits}", server.key, calls)
            if server.call("GetHIT", HITId=ids[0])["HIT"]["Question"] != QUESTION:
                raise Failure("GetHIT does not return what was filled in")
            self.warm(server, self.started[hits][1])
        return self.started[hits]

    def warm(self, server, pool):
        """Sends every call of the pool at least once."""
        sent = 0
        while sent < len(pool.calls):
            sent += server.load(pool, CONNECTIONS, self.seconds)["requests"]

    def turns(self, *sides):
        """Calls the sides in turns; for each the list of what its rounds returned."""
        rounds = [[side() for side in sides] for _ in range(self.rounds)]
        return list(zip(*rounds))


def median(measured, name="rate"):
    return statistics.median(one[name] for one in measured)


def reads(bench):
    """Rows 3 and 5: what a signed call costs beside the HTTP server alone, which gets the same bytes."""
    server, hits = bench.filled(SMALL_STORE)
    balance = Pool(bench.folder, "balance", server.key, [("GetAccountBalance", b"{}")])
    with measure.Server(bench.tool("echo_server")) as echo:
        def side(port, pool):
            return lambda: load(port, pool, CONNECTIONS, bench.seconds)
        server.load(balance, CONNECTIONS, 1)
        load(echo.port, hits, CONNECTIONS, 1)
        sides = bench.turns(side(echo.port, balance), side(server.port, balance),
                            side(echo.port, hits), side(server.port, hits))
    echo_balance, own_balance, echo_hit, own_hit = (median(one) for one in sides)
    yield ratio(3, "signed GetAccountBalance : own echo", own_balance, echo_balance, 0.58)
    yield ratio(5, f"signed GetHIT with {SMALL_STORE:,} HITs : own echo", own_hit, echo_hit, 0.33)


def server_system_calls(bench):
    """Row 2 for the whole program."""
    server, _ = bench.filled(SMALL_STORE)
    balance = Pool(bench.folder, "balance", server.key, [("GetAccountBalance", b"{}")])
    with tempfile.NamedTemporaryFile("r", dir=bench.folder) as table:
        command = ["strace", "-c", "-f", "-o", table.name, "-p", str(server.process.pid)]
        trace = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        try:
            if "attached" not in trace.stderr.readline():
                raise Failure("strace may not attach here")
            requests = server.load(balance, 16, bench.seconds)["requests"]
        finally:
            trace.terminate()
            trace.wait()
        rows = re.findall(r"^\s*[\d.]+\s+[\d.]+\s+\d+\s+(\d+)\s+(?:\d+\s+)?(\w+)$", table.read(),
                          re.MULTILINE)
    calls = sorted(((int(count), name) for count, name in rows if name != "total"), reverse=True)
    detail = ", ".join(f"{name} {count / requests:.2f}" for count, name in calls[:5])
    total = sum(count for count, _ in calls) / requests
    yield result(2, "system calls per signed GetAccountBalance", total, at_most=6, detail=detail)


def verification(bench):
    """Row 4, measured by the micro-benchmark in its own processor time."""
    output = subprocess.run([bench.tool("sigv4_bench"), "--benchmark_min_time=0.01"], capture_output=True,
                            text=True, check=True, preexec_fn=on_core(SERVER_CORE)).stdout
    verifying, hashing, value = re.search(r"= ([\d.]+) ns : ([\d.]+) ns = ([\d.]+) \(bound", output).groups()
    yield result(4, "SigV4 verification : SHA-256 of its body", float(value), at_most=2.0,
                 detail=f"{verifying} : {hashing} ns")


def reads_of_many(bench):
    """Row 6. The calls reach all over the large store, each of them made before, so that the machine's memory
    holds what they read. How it is when they are for a thousand HITs only stands in the detail."""
    small, few = bench.filled(SMALL_STORE)
    big, everywhere = bench.filled(bench.many_hits)

    def side(server, pool):
        return lambda: server.load(pool, CONNECTIONS, bench.seconds)
    sides = [side(big, everywhere), side(small, few)]
    if not bench.quick:
        sides.append(side(big, Pool(bench.folder, "some", big.key, everywhere.calls[:SMALL_STORE])))
    from_many, from_few, *from_some = (median(one) for one in bench.turns(*sides))
    what = f"GetHIT with {bench.many_hits:,} HITs : with {SMALL_STORE:,}"
    measured = ratio(6, what, from_many, from_few, 0.80)
    measured["detail"] += f", {len(everywhere.calls):,} and {SMALL_STORE:,} different ones"
    for rate in from_some:
        measured["detail"] += f"; {rate:,.0f} for {SMALL_STORE:,} of the many"
    yield measured


def list_page(server, token=None):
    body = {"MaxResults": 100, **({"NextToken": token} if token else {})}
    return "ListHITs", json.dumps(body).encode()


def last_page(server, hits):
    """The call that returns the oldest HITs, found by walking all pages."""
    call = list_page(server)
    with Client(server.port) as client:
        for _ in range(hits // 100 - 1):
            answer = json.loads(client.exchange(Signer(*server.key).request(*call)))
            call = list_page(server, answer["NextToken"])
        answer = json.loads(client.exchange(Signer(*server.key).request(*call)))
    if answer["NumResults"] != 100:
        raise Failure("the last page of ListHITs is not full")
    return call


def pages(bench):
    """Row 7, one call at a time."""
    small, _ = bench.filled(SMALL_STORE)
    big, _ = bench.filled(bench.many_hits)

    def side(name, server, call):
        pool = Pool(bench.folder, name, server.key, [call])
        server.load(pool, 1, 1)
        return lambda: server.load(pool, 1, bench.seconds)
    sides = bench.turns(side("few", small, list_page(small)), side("many", big, list_page(big)),
                        side("last", big, last_page(big, bench.many_hits)))
    few, many, last = (median(one, "p50") for one in sides)
    what = f"ListHITs page of 100, p50, {bench.many_hits:,} HITs : {SMALL_STORE:,}"
    yield result(7, what, many / few, at_most=1.3, detail=f"{many:.2f} : {few:.2f} ms")
    yield result(7, "ListHITs last page : first page, p50", last / many, at_most=1.2,
                 detail=f"{last:.2f} : {many:.2f} ms")


def create(server, pool, seconds):
    """CreateHIT as fast as 64 connections can; also how many jobs and commits that were."""
    before = server.metrics()
    measured = server.load(pool, CONNECTIONS, seconds)
    after = server.metrics()
    jobs, commits = (after[name] - before[name] for name in ("kempelen_write_jobs", "kempelen_commits"))
    if jobs < measured["requests"]:
        raise Failure("not every CreateHIT was a write")
    return {**measured, "commits_each": commits / jobs, "group": jobs / commits,
            "spread": measured["p99"] / measured["p50"]}


def raw_inserts(bench, group, seconds):
    """The same statements without a server, in groups of the same size."""
    command = [bench.tool("raw_group_insert"), "--file", bench.folder / "raw.db",
               "--body", create_hit_body(0), "--group", str(max(1, round(group))), "--seconds", str(seconds)]
    output = subprocess.run(command, capture_output=True, text=True, check=True,
                            preexec_fn=on_core(SERVER_CORE)).stdout
    return json.loads(output)["per_second"]


def writes(bench):
    """Rows 8, 9 and 10. The server has two threads that work, the raw insert one: where syncing is fast, the
    server's core is what limits it, and the detail shows what it does with the other core as well."""
    server, pool = bench.empty()
    create(server, pool, 1)
    raw_inserts(bench, 32, 0.5)
    created, raw, wide = [], [], []
    for _ in range(bench.rounds):
        created.append(create(server, pool, bench.seconds))
        raw.append(raw_inserts(bench, created[-1]["group"], bench.seconds))
        if not bench.quick:
            with server.on_both_cores():
                wide.append(create(server, pool, bench.seconds))
    group = median(created, "group")
    ours, theirs = median(created), statistics.median(raw)
    detail = f"{ours:,.0f} : {theirs:,.0f} a second, groups of {group:.0f}"
    if wide:
        detail += f"; on both cores {median(wide):,.0f}, {median(wide) / theirs:.2f}"
    yield result(8, "CreateHIT durable : raw group insert of its statements", ours / theirs, at_least=0.65,
                 detail=detail)
    yield result(9, f"commits per CreateHIT, {CONNECTIONS} connections", median(created, "commits_each"),
                 at_most=0.06, detail=f"{group:.1f} in a commit")
    yield result(10, f"CreateHIT p99 : p50, {CONNECTIONS} connections", median(created, "spread"), at_most=8,
                 detail=f"{median(created, 'p99'):.1f} : {median(created, 'p50'):.1f} ms")


def writes_beside_many(bench):
    """Row 11. The empty store is a new one in every round."""
    big, _ = bench.filled(bench.many_hits)
    calls = [("CreateHIT", create_hit_body(number)) for number in range(WRITE_POOL)]
    big_pool = Pool(bench.folder, "create-many", big.key, calls)
    numbers = iter(range(bench.rounds))

    def on_empty():
        with bench.fresh(f"new-{next(numbers)}") as server:
            pool = Pool(bench.folder, "create-new", server.key, calls)
            return create(server, pool, bench.seconds)
    create(big, big_pool, 1)
    many, none = bench.turns(lambda: create(big, big_pool, bench.seconds), on_empty)
    what = f"CreateHIT with {bench.many_hits:,} HITs : empty store"
    yield ratio(11, what, median(many), median(none), 0.55)


def reads_beside_writes(bench):
    """Row 12."""
    server, hits = bench.filled(SMALL_STORE)
    calls = [("CreateHIT", create_hit_body(number)) for number in range(WRITE_POOL)]
    creating = Pool(bench.folder, "create-beside", server.key, calls)
    written = []

    def beside():
        writing = Load(server.port, creating, CONNECTIONS, bench.seconds + 1)
        try:
            time.sleep(0.5)
            return server.load(hits, CONNECTIONS, bench.seconds)
        finally:
            written.append(writing.finish())
    together, alone = bench.turns(beside, lambda: server.load(hits, CONNECTIONS, bench.seconds))
    measured = ratio(12, "GetHIT beside a full CreateHIT load : alone", median(together), median(alone), 0.55)
    measured["detail"] += f", beside {median(written):,.0f} CreateHIT/s"
    yield measured


MOTO_ROWS = {"GetHIT : GetItem": 100, "CreateHIT : PutItem": 9, "ListHITs 100 : Query 100": 80}


def against_moto(bench):
    """Row 13. Each server has one core for all it does. Pages are asked for by four connections, since moto
    answers a few a second."""
    try:
        moto.installed()
    except NotRun as reason:
        for what, bound in MOTO_ROWS.items():
            yield not_run(13, f"{what} of moto", str(reason), at_least=bound)
        return
    server, hits = bench.filled(SMALL_STORE)
    page = Pool(bench.folder, "moto-list", server.key, [list_page(server)])
    with bench.fresh("beside-moto") as empty, moto.Moto(bench.folder, SMALL_STORE) as other:
        calls = [("CreateHIT", create_hit_body(number)) for number in range(WRITE_POOL)]
        created = Pool(bench.folder, "moto-create", empty.key, calls)
        empty.load(created, CONNECTIONS, 1)
        pairs = [(server, hits, other.gets(), CONNECTIONS, bench.seconds),
                 (empty, created, other.puts(), CONNECTIONS, bench.seconds),
                 (server, page, other.pages(), 4, bench.seconds)]
        for (what, bound), pair in zip(MOTO_ROWS.items(), pairs):
            ours, our_pool, other_pool, connections, seconds = pair
            own_rounds, other_rounds = bench.turns(
                partial(ours.load, our_pool, connections, bench.seconds),
                partial(load, other.port, other_pool, connections, seconds))
            measured = ratio(13, f"{what} of moto", median(own_rounds), median(other_rounds), bound)
            measured["detail"] += f", moto {moto.VERSION}"
            yield measured


def memory(bench):
    """The parts of row 14 that need the whole program. The large store's server has been under load for some
    minutes by now; what is missing of ten is added, reads all over it beside writes."""
    with bench.fresh("idle") as server:
        server.call("GetAccountBalance")
        yield result(14, "MiB of the whole process, idle", server.resident_mib(), at_most=40)
    big, everywhere = bench.filled(bench.many_hits)
    calls = [("CreateHIT", create_hit_body(number)) for number in range(WRITE_POOL)]
    creating = Pool(bench.folder, "create-memory", big.key, calls)
    while (left := bench.memory_seconds - big.loaded_seconds) > 0:
        seconds = min(left, RESIGN_AFTER_SECONDS)
        writing = Load(big.port, creating, 16, seconds, pause_milliseconds=50)  # some 300 a second
        try:
            big.load(everywhere, CONNECTIONS, seconds)
        finally:
            writing.finish()
    what = f"MiB with {bench.many_hits:,} HITs after {big.loaded_seconds / 60:.1f} minutes of load"
    yield result(14, what, big.resident_mib(), at_most=300)


def stalled(bench):
    """Row 15. In `quick` the deadlines are watched on the HTTP server alone, whose deadline is shorter."""
    server, hits = bench.filled(SMALL_STORE)
    count = 1_000
    measure.raise_descriptor_limit(count + 200)

    def beside():
        with contextlib.ExitStack() as stack:
            measure.stall(server.port, stack, count)
            return server.load(hits, CONNECTIONS, bench.seconds)
    together, alone = bench.turns(beside, lambda: server.load(hits, CONNECTIONS, bench.seconds))
    yield ratio(15, f"GetHIT beside {count:,} stalled headers : alone", median(together), median(alone), 0.95)
    if not bench.quick:
        yield measure.closed_in_time(server.port, count, HEADER_MILLISECONDS)
        return
    deadline = 2_000
    with measure.Server(bench.tool("echo_server"), "--header-milliseconds", str(deadline)) as echo:
        yield measure.closed_in_time(echo.port, count, deadline)


def height(bench, seconds=60):
    """Row 17: 1,000 writes and 5,000 reads a second; the server's processor time. Where the load generator
    made less, what was used is scaled up."""
    what, bound = "cores for 1,000 durable writes/s and 5,000 reads/s", 0.35
    if bench.quick:
        yield not_run(17, what, "left out of quick", at_most=bound)
        return
    server, hits = bench.filled(SMALL_STORE)
    calls = [("CreateHIT", create_hit_body(number)) for number in range(WRITE_POOL)]
    creating = Pool(bench.folder, "create-height", server.key, calls)
    began, used = time.monotonic(), server.processor_seconds()
    # A connection that waits p milliseconds on average makes a little less than 1000/p calls a second.
    writing = Load(server.port, creating, 100, seconds, pause_milliseconds=94)
    reading = Load(server.port, hits, 100, seconds, pause_milliseconds=18)
    wrote, read = writing.finish(), reading.finish()
    share = (server.processor_seconds() - used) / (time.monotonic() - began)
    made = min(1, wrote["rate"] / 1_000, read["rate"] / 5_000)
    yield result(17, what, share / made, at_most=bound,
                 detail=f"{share:.3f} at {wrote['rate']:,.0f} and {read['rate']:,.0f} a second, {seconds} s")


def start(bench):
    """Row 18. Last, since it stops the big server."""
    big, _ = bench.filled(bench.many_hits)
    took = []
    for _ in range(bench.rounds):
        big.stop()
        began = time.monotonic()
        big.start()
        big.call("GetAccountBalance")
        took.append(time.monotonic() - began)
    yield result(18, f"seconds from start to first answer, {bench.many_hits:,} HITs", statistics.median(took),
                 at_most=0.5)
    yield result(18, "MiB of the release binary", bench.binary.stat().st_size / 2**20, at_most=25,
                 detail="web assets and line tables included")


ROWS = {"reads": reads, "syscalls": server_system_calls, "verification": verification, "many": reads_of_many,
        "pages": pages, "writes": writes, "writes-many": writes_beside_many, "beside": reads_beside_writes,
        "moto": against_moto, "memory": memory, "stalled": stalled, "height": height, "start": start}
