"""Sandbox and live are two worlds in one server: the listener decides, nothing else."""

import boto3
import pytest
import questions
from people import make_client, unique
from refusal import refused
from signed_http import TARGET_PREFIX, Key, Scope, signed_headers
from worker_site import WorkerRefused


# A HIT of one is unknown in the other, both ways, for requesters …
def test_hits_are_separate(requester):
    for here, there in ((requester.sandbox, requester.live), (requester.live, requester.sandbox)):
        hit = here.create_hit(**questions.hit(Title=unique("Separate")))["HIT"]
        with refused("RequestError", "does not exist", "HITDoesNotExist"):
            there.get_hit(HITId=hit["HITId"])
        with refused("RequestError", "does not exist", "HITDoesNotExist"):
            there.list_assignments_for_hit(HITId=hit["HITId"])


# … and for workers.
def test_workers_see_their_own_marketplace(requester, new_worker):
    live_worker, worker = new_worker("live"), new_worker()
    title = unique("Elsewhere")
    hit = requester.live.create_hit(**questions.hit(Title=title))["HIT"]
    assert worker.call("SearchHITGroups", SearchTerm=title)["NumResults"] == 0
    assert live_worker.call("SearchHITGroups", SearchTerm=title)["NumResults"] == 1
    for refused_call in (
        lambda: worker.accept(hit["HITId"]),
        lambda: worker.call("AcceptHIT", HITTypeId=hit["HITTypeId"]),
        lambda: worker.call("PreviewHIT", HITId=hit["HITId"]),
    ):
        with pytest.raises(WorkerRefused) as caught:
            refused_call()
        assert caught.value.code in ("HITDoesNotExist", "HITGroupDoesNotExist")


# Assignments are separate too.
def test_assignments_are_separate(requester, new_worker):
    hit = requester.live.create_hit(**questions.hit(Title=unique("Live work")))["HIT"]
    id = new_worker("live").do(hit["HITId"])
    with refused("RequestError", "does not exist", "AssignmentDoesNotExist"):
        requester.sandbox.approve_assignment(AssignmentId=id)
    requester.live.approve_assignment(AssignmentId=id)


# A worker's token opens one marketplace only.
def test_token_of_the_other_marketplace(server, new_worker):
    worker = new_worker("live")
    worker.url = server.sandbox_url
    with pytest.raises(WorkerRefused) as caught:
        worker.call("GetEarnings")
    assert (caught.value.status, caught.value.code) == (401, "NotSignedIn")


# The signing region never selects: "sandbox" signed to the live listener is live.
def test_region_does_not_select(requester):
    answer = requester.raw_live.call("GetAccountBalance", scope=Scope(region="sandbox"))
    assert answer.status == 200
    assert answer.json["AvailableBalance"] == requester.balance()[0] != "10000.00"


# Nor does the Host header: the listener's own marketplace always wins. Served as live, or refused as an
# unknown host.
def test_host_does_not_select(requester):
    sandbox_host = "mturk-requester-sandbox.us-east-1.amazonaws.com"
    headers = signed_headers(requester.key, sandbox_host, b"{}", TARGET_PREFIX + "GetAccountBalance")
    answer = requester.raw_live.send("POST", "/", headers, b"{}")
    assert answer.status in (200, 421)
    assert b"10000.00" not in answer.body


# SDKs know a pseudo-region "sandbox".
def test_boto3_with_region_sandbox(server, requester):
    client = boto3.client(
        "mturk",
        endpoint_url=server.sandbox_url,
        region_name="sandbox",
        aws_access_key_id=requester.key.id,
        aws_secret_access_key=requester.key.secret,
    )
    assert client.get_account_balance()["AvailableBalance"] == "10000.00"


# An ordinary client with nothing but endpoint and keys, as a newcomer makes it.
def test_default_client(server):
    client = boto3.client(
        "mturk",
        endpoint_url=server.sandbox_url,
        region_name=server.env["AWS_DEFAULT_REGION"],
        aws_access_key_id=server.env["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=server.env["AWS_SECRET_ACCESS_KEY"],
    )
    assert client.get_account_balance()["AvailableBalance"] == "10000.00"


# Message suffixes tell the marketplaces apart: ` (… s)` in the sandbox, ` (…)` in live (checked by every
# refusal; here both for the same call).
def test_message_suffixes(requester):
    for client in (requester.sandbox, requester.live):
        with refused("RequestError", "Hit 3X does not exist. ("):
            client.get_hit(HITId="3X")


# The demo requester has a demo deposit in live.
@pytest.mark.ours_only
def test_demo_deposit(server):
    key = Key(server.env["AWS_ACCESS_KEY_ID"], server.env["AWS_SECRET_ACCESS_KEY"])
    assert make_client(server.live_url, key, "live").get_account_balance()["AvailableBalance"] == "100.00"
