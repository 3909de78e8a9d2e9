"""What client_load.cc does, with boto3: as many threads as connections."""

import os
import re
import sys
import threading
import time
from pathlib import Path

import boto3
import botocore.config


def create(client, question):
    return client.create_hit(
        MaxAssignments=1, LifetimeInSeconds=604800, AssignmentDurationInSeconds=600, Reward="0.05",
        Title="Say which animal it is", Keywords="image, label, animal", Question=question,
        Description="Look at one picture and say which animal it shows.")["HIT"]["HITId"]


def run(call, connections, milliseconds):
    """Calls for so long; how many calls were good, and how many were not."""
    counts = [[0, 0] for _ in range(connections)]
    end = time.monotonic() + milliseconds / 1000

    def work(count):
        while time.monotonic() < end:
            try:
                count[0 if call() else 1] += 1
            except Exception as problem:  # what went wrong is for whoever reads the output
                print(problem, file=sys.stderr)
                count[1] += 1

    threads = [threading.Thread(target=work, args=(count,)) for count in counts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [sum(column) for column in zip(*counts)]


def peak_megabytes():
    return int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text()).group(1)) * 1024 / 1e6


def main(operation, connections, milliseconds, warm_up_milliseconds):
    question = sys.stdin.read()
    config = botocore.config.Config(max_pool_connections=connections)  # of itself it keeps ten
    client = boto3.client("mturk", region_name="us-east-1", config=config,
                          endpoint_url=os.environ["AWS_ENDPOINT_URL_MTURK"])

    def ask():
        return client.get_account_balance()["AvailableBalance"]

    call = (lambda: create(client, question)) if operation == "CreateHIT" else ask
    _, early = run(call, connections, warm_up_milliseconds)
    began, used = time.monotonic(), time.process_time()
    good, bad = run(call, connections, milliseconds)
    used, wall = time.process_time() - used, time.monotonic() - began
    print(good, early + bad, wall, used, peak_megabytes())


main(sys.argv[1], *map(int, sys.argv[2:]))
