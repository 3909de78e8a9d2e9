"""Requesters as the tests meet them: boto3 clients for both marketplaces, and a raw one."""

import itertools
import json

import boto3
import botocore.config
import model_check
from signed_http import RawClient

_numbers = itertools.count(1)
_boto = boto3.Session()


def unique(word):
    """Names that no other test uses; all tests share one server."""
    return f"{word} {next(_numbers)}"


def make_client(url, key, marketplace="sandbox", **more):
    """boto3 with retries and its own checks of parameters off: it is the server that is tested. Every
    answer is held against the service model, and errors keep their whole body as `Body`."""
    config = botocore.config.Config(
        retries={"max_attempts": 0}, parameter_validation=False, connect_timeout=10, read_timeout=30
    )
    client = _boto.client(
        "mturk",
        endpoint_url=url,
        region_name="us-east-1",
        aws_access_key_id=key.id,
        aws_secret_access_key=key.secret,
        config=config,
        **more,
    )

    def check(http_response, parsed, model, **_):
        model_check.check_headers(http_response.headers)
        body = json.loads(http_response.content)
        if http_response.status_code == 200:
            model_check.check_answer(body, model.output_shape)
        else:
            model_check.check_error(body, marketplace)
            parsed["Body"] = body

    client.meta.events.register("after-call.mturk.*", check)
    return client


class Requester:
    """A requester with one key pair, and clients for both marketplaces."""

    def __init__(self, server, id, key):
        self.server = server
        self.id = id
        self.key = key
        self.sandbox = make_client(server.sandbox_url, key)
        self.live = make_client(server.live_url, key, "live")
        self.raw = RawClient(server.sandbox_url, key)
        self.raw_live = RawClient(server.live_url, key)

    def deposit(self, amount):
        self.server.admin("deposit", "--requester", self.id, "--amount", amount)

    def balance(self):
        """(available, on hold) in live."""
        answer = self.live.get_account_balance()
        return answer["AvailableBalance"], answer.get("OnHoldBalance", "0.00")
