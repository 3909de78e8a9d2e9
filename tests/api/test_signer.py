"""The signer that the raw tests stand on, held against requests recorded from real SDKs."""

import hashlib
import json
import pathlib
import re

import pytest
import signed_http

RECORDINGS = pathlib.Path(__file__).resolve().parents[1] / "fixtures" / "wire" / "sdk-signatures.json"


@pytest.fixture(autouse=True)
def server_lives_on():
    """Nothing here talks to a server, so none is started."""


# A signer that agrees with the SDKs only by luck would make every "is refused" test meaningless.
def test_signer_agrees_with_recorded_sdks():
    recorded = json.loads(RECORDINGS.read_text())
    secret = recorded["credentials"]["secret_access_key"]
    for request in recorded["vectors"]:
        headers = [(name, value) for name, value in request["headers"]]
        by_name = {name.lower(): value for name, value in headers}
        scope, signed, mac = re.search(
            r"Credential=[^/]+/(\S+), SignedHeaders=(\S+), Signature=(\w+)", by_name["authorization"]
        ).groups()
        date, region, service, terminator = scope.split("/")
        computed = signed_http.signature(
            secret,
            by_name["x-amz-date"],
            signed_http.Scope(region, service, terminator, date),
            request["method"],
            request["target"],
            "",
            headers,
            signed.split(";"),
            hashlib.sha256(request["body"].encode()).hexdigest(),
        )
        assert computed == mac == request["signature"], request["name"]
    assert len(recorded["vectors"]) > 20
