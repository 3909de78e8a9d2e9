#!/usr/bin/env python3
"""`./dev bench`: measures the speed table of the project and prints each row beside its bound.

    run.py [quick] [--build DIR] [--binary FILE] [--json FILE] [--only NAME…]

Needs wrk, strace, openssl and a build with -DKEMPELEN_BENCHMARKS=ON; no Python package. benchmarks/README.md
says what is measured and how to read it.
"""

import argparse
import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.dont_write_bytecode = True

import client  # noqa: E402
import market  # noqa: E402
import publishing  # noqa: E402
import startup  # noqa: E402
from program import Failure  # noqa: E402
from rows import ROWS, Bench  # noqa: E402
from servers import measure  # noqa: E402

MICRO = ("sigv4_bench", "json_bench", "question_bench")


def echo_rows(name, **settings):
    def rows(bench):
        kwargs = {key: value(bench) for key, value in settings.items()}
        yield from measure.MEASUREMENTS[name](bench.tool("echo_server").parent, **kwargs)
    return rows


def rounds(bench):
    return bench.rounds


def seconds(bench):
    return bench.seconds


# In the order in which they are measured; those that stand at the end change what the others need.
MEASUREMENTS = {
    "epoll": echo_rows("epoll", rounds=rounds, seconds=seconds),
    "echo-syscalls": echo_rows("syscalls", seconds=seconds),
    **{name: ROWS[name] for name in ("syscalls", "verification", "reads", "many", "pages", "stalled",
                                     "writes", "beside", "writes-many")},
    "connections": echo_rows("memory"),
    "tls": echo_rows("tls", rounds=rounds, seconds=seconds),
    **{name: ROWS[name] for name in ("moto", "height", "memory", "start")},
    **market.ROWS,
    **client.ROWS,
    **startup.ROWS,
    **publishing.ROWS,
}


def read_options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("mode", nargs="?", choices=["quick"], help="short rounds and a tenth of the HITs")
    parser.add_argument("--quick", action="store_true", help="the same")
    parser.add_argument("--build", type=Path, default=os.environ.get("KEMPELEN_BUILD", "build/bench"))
    parser.add_argument("--binary", type=Path, default=os.environ.get("KEMPELEN_BINARY"))
    parser.add_argument("--json", type=Path, help="where the results go (default: bench.json in the build)")
    parser.add_argument("--hits", type=int, help="HITs of the large store, to try the benchmark itself")
    parser.add_argument("--only", nargs="+", metavar="NAME", choices=MEASUREMENTS, default=list(MEASUREMENTS),
                        help=f"some of: {', '.join(MEASUREMENTS)}")
    options = parser.parse_args()
    options.quick = options.quick or options.mode == "quick"
    options.build = Path(options.build).resolve()
    options.json = options.json or options.build / "bench.json"
    return options


def temporary_folder():
    """On a disk that keeps what is synced: /tmp may be memory."""
    if "TMPDIR" in os.environ or not os.access("/var/tmp", os.W_OK):
        return tempfile.mkdtemp(prefix="kempelen-bench-")
    return tempfile.mkdtemp(prefix="kempelen-bench-", dir="/var/tmp")


def print_row(measured):
    if measured.get("not_run"):
        print(f"{measured['row']:>3}  {measured['what']:<58} {measured['bound']:>8} {'-':>8}  "
              f"not run: {measured['detail']}", flush=True)
        return
    number = f"{measured['value']:,.3g}" if measured["value"] < 1000 else f"{measured['value']:,.0f}"
    verdict = "reported" if measured.get("reported") else "holds" if measured["holds"] else "DOES NOT HOLD"
    detail = f"  ({measured['detail']})" if measured["detail"] else ""
    print(f"{measured['row']:>3}  {measured['what']:<58} {measured['bound']:>8} {number:>8}  "
          f"{verdict}{detail}", flush=True)


def measure_all(bench, names):
    """The results in order, and what could not be measured."""
    results, failures = [], []
    for name in names:
        began = time.monotonic()
        try:
            for measured in MEASUREMENTS[name](bench):
                results.append({**measured, "measurement": name})
                print_row(measured)
        except (Failure, OSError, RuntimeError, ValueError, subprocess.CalledProcessError) as problem:
            text = getattr(problem, "stderr", None) or problem
            failures.append({"measurement": name, "problem": str(text).strip()})
            print(f"     {name}: NOT MEASURED: {str(text).strip()}", flush=True)
        if os.environ.get("KEMPELEN_BENCH_TIMES"):
            print(f"     [{name}: {time.monotonic() - began:.1f} s]", flush=True)
    return results, failures


def micro(bench, quick):
    """Nanoseconds of what one core does in one piece, by Google Benchmark."""
    figures = {}
    for name in MICRO:
        with tempfile.NamedTemporaryFile("r", dir=bench.folder) as report:
            command = [bench.tool(name), f"--benchmark_out={report.name}", "--benchmark_out_format=json",
                       f"--benchmark_min_time={0.02 if quick else 0.5}"]
            subprocess.run(command, check=True, capture_output=True, text=True,
                           preexec_fn=measure.on_core(measure.SERVER_CORE))
            for one in json.load(report)["benchmarks"]:
                figures[f"{name} {one['name']}"] = one["cpu_time"]
    return figures


def layer(bench):
    """What the write queue costs without a server around it."""
    command = [bench.tool("db_bench"), bench.folder]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [" ".join(line.split()) for line in output.splitlines()]


def print_micro(bench, quick):
    figures = micro(bench, quick)
    print("\nMicro-benchmarks, nanoseconds of processor time:")
    for name, nanoseconds in figures.items():
        print(f"     {name:<58} {nanoseconds:>12,.0f}")
    for line in [] if quick else layer(bench):
        print(f"     db_bench {line}")
    return figures


def commit_of(folder):
    found = subprocess.run(["git", "-C", str(folder), "describe", "--always", "--dirty"], capture_output=True,
                           text=True, check=False)
    return found.stdout.strip()


def conditions(options):
    """What a reader of the results must know about the machine."""
    model = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return {"quick": options.quick, "processors": os.cpu_count(),
            "processor": model.group(1) if model else os.uname().machine,
            "load_before": os.getloadavg()[0], "kernel": os.uname().release,
            "commit": commit_of(Path(__file__).parent),
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}


def run(options, folder):
    about = conditions(options)
    print(f"{about['processors']} × {about['processor']}, load {about['load_before']:.1f}, "
          f"{'quick' if options.quick else 'full'}, files in {folder}")
    if about["load_before"] > 0.5:
        print("Other programs are busy on this machine: ratios will be off, above all latencies.")
    if about["processors"] < 2:
        print("One core only: server and load share it, so the bounds do not apply.")
    began = time.monotonic()
    with contextlib.ExitStack() as stack:
        bench = Bench(binary=options.binary, build=options.build, folder=folder,
                      rounds=3 if options.quick else 5, seconds=1 if options.quick else 4,
                      many_hits=options.hits or (100_000 if options.quick else 1_000_000),
                      memory_seconds=0 if options.quick else 600, quick=options.quick, stack=stack)
        bench.binary = options.binary or bench.tool("kempelen")
        print(f"\nrow  {'ratio':<58} {'bound':>8} {'measured':>8}")
        results, failures = measure_all(bench, options.only)
        figures = print_micro(bench, options.quick) if options.only == list(MEASUREMENTS) else {}
    took = time.monotonic() - began
    held = sum(one["holds"] for one in results)
    about["seconds"] = took
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps({"conditions": about, "rows": results, "not_measured": failures,
                                        "micro_nanoseconds": figures}, indent=1) + "\n")
    left_out = sum(one.get("not_run", False) for one in results)
    told = sum(one.get("reported", False) for one in results)
    missing = f", {told} without a bound" if told else ""
    missing += f", {left_out} not run" if left_out else ""
    missing += f", {len(failures)} measurements failed" if failures else ""
    print(f"\n{held} of {len(results)} rows hold{missing}; {took:.0f} s; results in {options.json}")
    return 0 if held + left_out + told == len(results) and not failures else 1


def main():
    options = read_options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that servers end and files go
    folder = Path(temporary_folder())
    try:
        return run(options, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
