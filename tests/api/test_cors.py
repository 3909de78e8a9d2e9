"""What browsers with the AWS SDKs need: preflights, and a readable answer in every case."""

import pytest
from signed_http import Key, RawClient

SDK_HEADERS = (
    "amz-sdk-invocation-id,amz-sdk-request,authorization,content-type,x-amz-content-sha256,x-amz-date,"
    "x-amz-target,x-amz-user-agent,x-amz-security-token"
)


def preflight(raw, headers=SDK_HEADERS, method="POST", origin="https://lab.example.org"):
    return raw.send(
        "OPTIONS",
        "/",
        [
            ("Host", raw.host),
            ("Origin", origin),
            ("Access-Control-Request-Method", method),
            ("Access-Control-Request-Headers", headers),
        ],
    )


# Answered without any signature, for the SDKs' headers by name: the standard does not let * cover
# Authorization.
@pytest.mark.parametrize("origin", ["https://lab.example.org", "http://localhost:3000", "null"])
def test_preflight(raw, origin):
    answer = preflight(raw, origin=origin)
    assert answer.status in (200, 204)
    assert answer.header("access-control-allow-origin") in ("*", origin)
    allowed = {h.strip().lower() for h in answer.header("access-control-allow-headers").split(",")}
    assert set(SDK_HEADERS.split(",")) <= allowed
    assert "POST" in answer.header("access-control-allow-methods")
    # Otherwise there is a preflight per call.
    assert answer.header("access-control-max-age") == "172800"
    # No cookies: every call is signed.
    assert answer.header("access-control-allow-credentials") is None
    assert answer.body == b""


# Live as well.
def test_preflight_of_live(requester):
    assert preflight(requester.raw_live).status in (200, 204)


# Every answer is readable: without the header a page sees "Failed to fetch" and its SDK sends the call three
# times more.
@pytest.mark.parametrize(
    "case", ["success", "refusal", "validation", "JSON", "operation", "signature", "key", "none", "method"]
)
def test_every_answer_is_readable(raw, case):
    origin = [("Origin", "https://lab.example.org")]
    stranger = RawClient("http://" + raw.host, Key("AKIANOBODYNOBODY0000", "x"))
    forger = RawClient("http://" + raw.host, Key(raw.key.id, "wrong"))
    answer = {
        "success": lambda: raw.call("GetAccountBalance", unsigned=origin),
        "refusal": lambda: raw.call("GetHIT", {"HITId": "3X"}, unsigned=origin),
        "validation": lambda: raw.call("GetHIT", {"HITId": "x"}, unsigned=origin),
        "JSON": lambda: raw.call("GetHIT", b"{", unsigned=origin),
        "operation": lambda: raw.call("NoSuch", unsigned=origin),
        "signature": lambda: forger.call("GetAccountBalance", unsigned=origin),
        "key": lambda: stranger.call("GetAccountBalance", unsigned=origin),
        "none": lambda: raw.send("POST", "/", [("Host", raw.host), *origin, ("X-Amz-Target", "x")], b"{}"),
        "method": lambda: raw.call("GetAccountBalance", method="PUT", unsigned=origin),
    }[case]()
    assert answer.header("access-control-allow-origin") in ("*", "https://lab.example.org"), answer
    exposed = {h.strip().lower() for h in answer.header("access-control-expose-headers").split(",")}
    # Without Date a page's SDK cannot correct its clock, without the id nobody can report a problem.
    assert {"x-amzn-requestid", "date"} <= exposed or exposed == {"*"}
    assert answer.header("date") and answer.header("x-amzn-requestid")
    assert answer.json["__type"] if answer.status != 200 else answer.json["AvailableBalance"]


# The Worker API is not for other origins: its cookie must not be usable from foreign pages.
@pytest.mark.ours_only
def test_worker_api_is_not_shared(server):
    raw = RawClient(server.sandbox_url, Key("x", "y"))
    answer = raw.send(
        "OPTIONS",
        "/worker/api/GetProfile",
        [
            ("Host", raw.host),
            ("Origin", "https://evil.example"),
            ("Access-Control-Request-Method", "POST"),
            ("Access-Control-Request-Headers", "content-type,x-kempelen-csrf"),
        ],
    )
    assert answer.header("access-control-allow-origin") is None
    answer = raw.send(
        "POST",
        "/worker/api/GetProfile",
        [("Host", raw.host), ("Origin", "https://evil.example"), ("Content-Type", "application/json")],
        b"{}",
    )
    assert answer.header("access-control-allow-origin") is None
    assert answer.header("access-control-allow-credentials") is None
