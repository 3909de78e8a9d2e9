"""moto_server, what row 13 compares with: the same wrk, the same signed requests, its in-memory DynamoDB."""

import json
import sys
from pathlib import Path

from program import QUESTION, Client, Failure, NotRun, Pool
from servers.measure import SERVER_CORE, on_core
from signing import DYNAMODB, Signer

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))
import moto_server  # noqa: E402
from moto_server import VERSION  # noqa: E402, F401

KEY = "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
READ_TABLE, WRITE_TABLE, OWNER = "hits", "created", "A1EXAMPLEOWNER"


def installed():
    """NotRun, with the reason, where it cannot be had."""
    try:
        moto_server.installed()
    except moto_server.NotInstalled as reason:
        raise NotRun(str(reason)) from reason


class Moto:
    """A running moto_server on the server's core, with a table of HITs to read and an empty one."""

    def __init__(self, folder, hits):
        self.folder, self.hits = Path(folder), hits

    def __enter__(self):
        try:
            self.process = moto_server.Process(self.folder, preexec_fn=on_core(SERVER_CORE))
        except moto_server.NotStarted as reason:
            raise Failure(str(reason)) from reason
        self.port = self.process.port
        try:
            self.fill()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.process.stop()

    def call(self, operation, **arguments):
        with Client(self.port) as client:
            return json.loads(client.exchange(Signer(*KEY, DYNAMODB).request(operation, encode(arguments))))

    def fill(self):
        for table in (READ_TABLE, WRITE_TABLE):
            self.call("CreateTable", TableName=table, BillingMode="PAY_PER_REQUEST",
                      KeySchema=[{"AttributeName": "RequesterId", "KeyType": "HASH"},
                                 {"AttributeName": "HITId", "KeyType": "RANGE"}],
                      AttributeDefinitions=[{"AttributeName": "RequesterId", "AttributeType": "S"},
                                            {"AttributeName": "HITId", "AttributeType": "S"}])
        for first in range(0, self.hits, 25):
            numbers = range(first, min(first + 25, self.hits))
            self.call("BatchWriteItem",
                      RequestItems={READ_TABLE: [{"PutRequest": {"Item": item(n)}} for n in numbers]})
        if len(self.call("Query", **page())["Items"]) != 100:
            raise Failure("moto does not return a page of 100")

    def pool(self, name, calls):
        calls = [(operation, encode(arguments)) for operation, arguments in calls]
        return Pool(self.folder, f"moto-{name}", KEY, calls, DYNAMODB)

    def gets(self):
        return self.pool("get", [("GetItem", {"TableName": READ_TABLE, "Key": key(number)})
                                 for number in range(self.hits)])

    def puts(self):
        return self.pool("put", [("PutItem", {"TableName": WRITE_TABLE, "Item": item(number)})
                                 for number in range(1_000)])

    def pages(self):
        return self.pool("page", [("Query", page())])


def encode(arguments):
    return json.dumps(arguments).encode()


def key(number):
    return {"RequesterId": {"S": OWNER}, "HITId": {"S": f"3{number:029}"}}


def item(number):
    """What a HIT holds."""
    texts = {"HITTypeId": "3" + "T" * 29, "HITGroupId": "3" + "G" * 29, "Title": "Say which animal it is",
             "Description": "Look at one picture and say which animal it shows.",
             "Keywords": "image, label, animal", "Question": QUESTION, "HITStatus": "Assignable",
             "HITReviewStatus": "NotReviewed", "RequesterAnnotation": f"picture {number:06}"}
    numbers = {"CreationTime": 1_795_532_400, "Expiration": 1_796_137_200, "MaxAssignments": 1,
               "Reward": 0.05, "AutoApprovalDelayInSeconds": 2_592_000, "AssignmentDurationInSeconds": 600,
               "NumberOfAssignmentsAvailable": 1, "NumberOfAssignmentsPending": 0,
               "NumberOfAssignmentsCompleted": 0}
    return {**key(number), **{name: {"S": text} for name, text in texts.items()},
            **{name: {"N": str(value)} for name, value in numbers.items()}}


def page():
    return {"TableName": READ_TABLE, "Limit": 100, "ScanIndexForward": False,
            "KeyConditionExpression": "RequesterId = :owner",
            "ExpressionAttributeValues": {":owner": {"S": OWNER}}}
