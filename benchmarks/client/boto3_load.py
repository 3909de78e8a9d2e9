"""What client_load.cc does, with boto3: as fast as it can over so many connections, as many threads."""

import sys
import threading
import time

import boto3
import botocore.config


def main(operation, connections, seconds):
    question = sys.stdin.read()
    config = botocore.config.Config(max_pool_connections=connections)
    client = boto3.client("mturk", region_name="us-east-1", config=config,
                          endpoint_url=sys.argv[4])
    counts = [[0, 0] for _ in range(connections)]

    def create():
        return client.create_hit(
            MaxAssignments=1, LifetimeInSeconds=604800, AssignmentDurationInSeconds=600, Reward="0.05",
            Title="Say which animal it is", Keywords="image, label, animal", Question=question,
            Description="Look at one picture and say which animal it shows.")["HIT"]["HITId"]

    def ask():
        return client.get_account_balance()["AvailableBalance"]

    call = create if operation == "CreateHIT" else ask

    def work(count):
        while time.monotonic() < end:
            try:
                count[0 if call() else 1] += 1
            except Exception as problem:  # what went wrong is for whoever reads the output
                print(problem, file=sys.stderr)
                count[1] += 1

    used = time.process_time()
    end = time.monotonic() + seconds
    threads = [threading.Thread(target=work, args=(count,)) for count in counts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    good, bad = (sum(column) for column in zip(*counts))
    print(good, bad, time.process_time() - used)


main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
