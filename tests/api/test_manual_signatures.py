"""Signatures: every way to be wrong has its own text, and nothing wrong is ever served."""

import datetime
import hashlib
import json
import re
import urllib.parse

import model_check
import pytest
import questions
from signed_http import TARGET_PREFIX, Key, Scope, amz_date, signature, signed_headers

MISMATCH = (
    "The request signature we calculated does not match the signature you provided. Check your AWS "
    "Secret Access Key and signing method. Consult the service documentation for details."
)
UNRECOGNIZED = "The security token included in the request is invalid."
BODY = b"{}"


def check(answer, type, text="", exact=None):
    assert answer.status in (400, 403), answer
    model_check.check_headers(answer.headers)
    model_check.check_error(answer.json, "sandbox")
    assert answer.error == type, answer.body
    assert text in answer.message, answer.body
    if exact is not None:
        assert answer.message == exact


def headers_of(raw, **how):
    return raw.headers("GetAccountBalance", BODY, **how)


def send(raw, headers, body=BODY, method="POST", path="/"):
    return raw.send(method, path, headers, body)


def edited(headers, name, change):
    """With one header changed after signing; `change` gives the new value, or None to leave it out."""
    return [
        (n, v if n.lower() != name.lower() else change(v))
        for n, v in headers
        if n.lower() != name.lower() or change(v) is not None
    ]


def minutes_away(minutes):
    return amz_date(datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=minutes))


# The base of all others: this is accepted.
def test_good(raw):
    assert send(raw, headers_of(raw)).status == 200


# -- missing parts -----------------------------------------------------------------------------------------


# No Authorization at all; the listener knows an API call by its target.
def test_no_authorization(raw):
    check(
        send(raw, edited(headers_of(raw), "Authorization", lambda _: None)),
        "MissingAuthenticationTokenException",
        exact="Missing Authentication Token",
    )


# One sentence per missing part, in order, then the header itself.
@pytest.mark.parametrize(
    "parts",
    [
        ["Credential"],
        ["Signature"],
        ["SignedHeaders"],
        ["Credential", "Signature"],
        ["Signature", "SignedHeaders"],
        ["Credential", "Signature", "SignedHeaders"],
    ],
    ids="+".join,
)
def test_missing_parameters(raw, parts):
    def without(value):
        algorithm, _, rest = value.partition(" ")
        kept = [p for p in rest.split(", ") if p.partition("=")[0] not in parts]
        return f"{algorithm} {', '.join(kept)}" if kept else algorithm

    text = " ".join(
        f"Authorization header requires '{part}' parameter."
        for part in ("Credential", "Signature", "SignedHeaders")
        if part in parts
    )
    answer = send(raw, edited(headers_of(raw), "Authorization", without))
    check(answer, "IncompleteSignatureException", text)
    assert "Authorization=AWS4-HMAC-SHA256" in answer.message


# No date.
def test_missing_date(raw):
    check(
        send(raw, edited(headers_of(raw), "X-Amz-Date", lambda _: None)),
        "IncompleteSignatureException",
        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    )


# A date in another form.
@pytest.mark.parametrize(
    "date",
    [
        "2026-11-24T12:00:00Z",
        "20261124",
        "20261124T120000",
        "20261324T120000Z",
        "20261124T250000Z",
        "now",
        "20261124T120000Z ",
    ],
)
def test_malformed_date(raw, date):
    answer = send(
        raw,
        signed_headers(
            raw.key,
            raw.host,
            BODY,
            TARGET_PREFIX + "GetAccountBalance",
            date_time=date,
            scope=Scope(date="20261124"),
        ),
    )
    assert answer.status in (400, 403)
    assert answer.error in ("IncompleteSignatureException", "InvalidSignatureException")


# Other algorithms, among them the weaker and the unsigned.
@pytest.mark.parametrize(
    "algorithm",
    ["AWS4-HMAC-SHA1", "AWS4-HMAC-SHA512", "AWS4-ECDSA-P256-SHA256", "AWS", "AWS4", "AWS4-UNSIGNED"],
)
def test_algorithms(raw, algorithm):
    check(
        send(
            raw,
            edited(headers_of(raw), "Authorization", lambda v: v.replace("AWS4-HMAC-SHA256", algorithm, 1)),
        ),
        "IncompleteSignatureException",
    )


# Doubled and unknown parameters: two readers could read two different ones.
@pytest.mark.parametrize(
    "more", [", Signature=" + "0" * 64, ", SignedHeaders=host", ", Credential=a/b/c/d/e", ", Extra=1"]
)
def test_surplus_parameters(raw, more):
    check(
        send(raw, edited(headers_of(raw), "Authorization", lambda v: v + more)),
        "IncompleteSignatureException",
    )


# A credential with too few or too many parts.
@pytest.mark.parametrize(
    "credential",
    [
        "",
        "AKIA",
        "AKIA/20261124",
        "AKIA/20261124/us-east-1/mturk-requester",
        "AKIA/20261124/us-east-1/mturk-requester/aws4_request/more",
        "////",
    ],
)
def test_malformed_credential(raw, credential):
    answer = send(
        raw,
        edited(
            headers_of(raw),
            "Authorization",
            lambda v: re.sub(r"Credential=[^,]*", "Credential=" + credential, v),
        ),
    )
    assert answer.status in (400, 403)
    assert answer.error in (
        "IncompleteSignatureException",
        "InvalidSignatureException",
        "UnrecognizedClientException",
    )


# Perl writes the commas without blanks.
def test_commas_without_blanks(raw):
    assert send(raw, edited(headers_of(raw), "Authorization", lambda v: v.replace(", ", ","))).status == 200


# -- scope -------------------------------------------------------------------------------------------------


# Each part of the scope has its own text.
@pytest.mark.parametrize(
    "scope, text",
    [
        (Scope(region="us-west-2"), "Credential should be scoped to a valid region, not 'us-west-2'."),
        (Scope(region="US-EAST-1"), "Credential should be scoped to a valid region, not 'US-EAST-1'."),
        (Scope(service="mturk"), "Credential should be scoped to correct service: 'mturk-requester'."),
        (Scope(service="s3"), "Credential should be scoped to correct service: 'mturk-requester'."),
        (
            Scope(terminator="aws4"),
            "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws4'.",
        ),
        (
            Scope(date="20150830"),
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
            "'20150830' != '",
        ),
    ],
    ids=lambda v: str(v)[:30],
)
def test_scopes(raw, scope, text):
    check(send(raw, headers_of(raw, scope=scope)), "InvalidSignatureException", text)


# The pseudo-region of old SDKs, and the empty one that Go v2 signs with an old resolver.
@pytest.mark.parametrize("region", ["us-east-1", "sandbox", ""])
def test_accepted_regions(raw, region):
    assert send(raw, headers_of(raw, scope=Scope(region=region))).status == 200


# -- time --------------------------------------------------------------------------------------------------


# Quarter of an hour either way, by AWS's own words (JS v2 retries by the word "expired").
@pytest.mark.parametrize(
    "minutes, text",
    [
        (-16, "Signature expired: "),
        (-60 * 24, "Signature expired: "),
        (16, "Signature not yet current: "),
        (60 * 24 * 365, "Signature not yet current: "),
    ],
)
def test_outside_the_window(raw, minutes, text):
    answer = send(raw, headers_of(raw, date_time=minutes_away(minutes)))
    check(answer, "InvalidSignatureException", text)
    time = r"\d{8}T\d{6}Z"
    if minutes < 0:
        form = rf"Signature expired: {time} is now earlier than {time} \({time} - 15 min\.\)"
    else:
        form = rf"Signature not yet current: {time} is still later than {time} \({time} \+ 15 min\.\)"
    assert re.fullmatch(form, answer.message), answer.message


# Inside it.
@pytest.mark.parametrize("minutes", [-14, 14])
def test_inside_the_window(raw, minutes):
    date = minutes_away(minutes)
    assert send(raw, headers_of(raw, date_time=date)).status == 200


# The domain's clock has nothing to do with it.
def test_turned_clock_does_not_matter(raw, advance):
    advance(7 * 86400)
    assert send(raw, headers_of(raw)).status == 200


# -- keys --------------------------------------------------------------------------------------------------


# A key nobody has, and odd ones.
@pytest.mark.parametrize("id", ["AKIANOBODYNOBODY0000", "x", "AKIA' OR '1'='1", "A" * 2000])
def test_unknown_key(raw, id):
    answer = send(
        raw, signed_headers(Key(id, raw.key.secret), raw.host, BODY, TARGET_PREFIX + "GetAccountBalance")
    )
    check(answer, "UnrecognizedClientException", exact=UNRECOGNIZED)


# The wrong secret, also an empty one.
@pytest.mark.parametrize("secret", ["", "wrong", None])
def test_wrong_secret(raw, secret):
    wrong = raw.key.secret.swapcase() if secret is None else secret
    answer = send(
        raw, signed_headers(Key(raw.key.id, wrong), raw.host, BODY, TARGET_PREFIX + "GetAccountBalance")
    )
    check(answer, "InvalidSignatureException", MISMATCH)


# Somebody else's key id with one's own secret.
def test_key_of_somebody_else(raw, fresh):
    answer = send(
        raw,
        signed_headers(
            Key(fresh.key.id, raw.key.secret), raw.host, BODY, TARGET_PREFIX + "GetAccountBalance"
        ),
    )
    check(answer, "InvalidSignatureException", MISMATCH)


# A session token that belongs to nobody, though everything else is right.
def test_session_token_of_nobody(raw):
    answer = send(raw, headers_of(raw, extra=[("X-Amz-Security-Token", "FwoGZXIvYXdzEXAMPLE")]))
    check(answer, "UnrecognizedClientException", exact=UNRECOGNIZED)


# -- the signature itself ----------------------------------------------------------------------------------


# Any other 64 digits, the right ones in capitals, cut or lengthened.
@pytest.mark.parametrize(
    "change",
    [
        lambda s: "0" * 64,
        lambda s: s[:-1] + ("0" if s[-1] != "0" else "1"),
        lambda s: s.upper() if s.upper() != s else "A" * 64,
        lambda s: s[:63],
        lambda s: s + "0",
        lambda s: "x",
        lambda s: s[:32],
        lambda s: "ü" * 64,
    ],
    ids=["zeros", "last digit", "capitals", "cut", "longer", "x", "half", "umlauts"],
)
def test_altered_signature(raw, change):
    headers = edited(
        headers_of(raw),
        "Authorization",
        lambda v: re.sub(r"Signature=(\w+)", lambda m: "Signature=" + change(m.group(1)), v),
    )
    answer = send(raw, [(n, v.encode() if not v.isascii() else v) for n, v in headers])
    assert answer.status in (400, 403)
    assert answer.error in ("InvalidSignatureException", "IncompleteSignatureException")


# Nothing that was signed may change: body, target, host, date, method, path, query.
def test_altered_request(requester, fresh):
    raw = fresh.raw
    good = raw.headers("CreateHIT", BODY)
    check(send(raw, good, body=b'{"Title":"x"}'), "InvalidSignatureException", MISMATCH)
    check(send(raw, good, body=b""), "InvalidSignatureException", MISMATCH)
    check(send(raw, good, body=b"{ }"), "InvalidSignatureException", MISMATCH)
    check(
        send(raw, edited(good, "X-Amz-Target", lambda _: TARGET_PREFIX + "ListHITs")),
        "InvalidSignatureException",
        MISMATCH,
    )
    check(
        send(raw, edited(good, "Content-Type", lambda _: "application/json")),
        "InvalidSignatureException",
        MISMATCH,
    )
    for path, method in (("/?a=b", "POST"), ("/", "PUT"), ("/other", "POST")):
        answer = send(raw, good, path=path, method=method)
        assert 400 <= answer.status < 500 and answer.error
    for host in ("localhost", "example.org"):
        answer = send(raw, edited(good, "Host", lambda _: host))
        assert answer.status in (400, 403, 421)


# A body altered on its way makes no HIT.
def test_altered_body_makes_no_hit(fresh):
    signed = json.dumps(questions.hit(Reward="0.01")).encode()
    sent = signed.replace(b"0.01", b"9.99")
    answer = send(fresh.raw, fresh.raw.headers("CreateHIT", signed), body=sent)
    check(answer, "InvalidSignatureException", MISMATCH)
    assert fresh.sandbox.list_hits()["NumResults"] == 0


# -- what must be signed -----------------------------------------------------------------------------------


def partly_signed(raw, headers, signed):
    """Signs only the headers named."""
    date = dict((n.lower(), v) for n, v in headers)["x-amz-date"]
    mac = signature(
        raw.key.secret, date, Scope(), "POST", "/", "", headers, signed, hashlib.sha256(BODY).hexdigest()
    )
    return [
        *headers,
        (
            "Authorization",
            f"AWS4-HMAC-SHA256 Credential={raw.key.id}/{date[:8]}/us-east-1/mturk-requester/"
            f"aws4_request, SignedHeaders={';'.join(signed)}, Signature={mac}",
        ),
    ]


def plain(raw, *more):
    return [
        ("Host", raw.host),
        ("Content-Type", "application/x-amz-json-1.1"),
        ("X-Amz-Date", amz_date()),
        ("X-Amz-Target", TARGET_PREFIX + "GetAccountBalance"),
        *more,
    ]


# Hand-written clients, PHP and JS v2 do not sign the content type.
def test_least_set(raw):
    assert send(raw, partly_signed(raw, plain(raw), ["host", "x-amz-date", "x-amz-target"])).status == 200


# Host, date, target and every x-amz header that arrived must be covered, or they could be changed by anybody.
@pytest.mark.parametrize(
    "left_out", ["host", "x-amz-date", "x-amz-target", "x-amz-meta", "x-amz-content-sha256"]
)
def test_uncovered_headers(raw, left_out):
    headers = plain(raw, ("X-Amz-Meta", "1"), ("X-Amz-Content-Sha256", hashlib.sha256(BODY).hexdigest()))
    signed = sorted(n.lower() for n, _ in headers)
    assert send(raw, partly_signed(raw, headers, signed)).status == 200
    check(
        send(raw, partly_signed(raw, headers, [n for n in signed if n != left_out])),
        "InvalidSignatureException",
    )


# .NET leaves x-amz-user-agent out, and other headers are nobody's business.
@pytest.mark.parametrize(
    "header",
    [
        ("x-amz-user-agent", "aws-sdk-dotnet"),
        ("User-Agent", "x"),
        ("amz-sdk-request", "attempt=1"),
        ("X-Forwarded-For", "192.0.2.1"),
    ],
    ids=lambda h: h[0],
)
def test_headers_that_need_no_signature(raw, header):
    assert send(raw, headers_of(raw, unsigned=[header])).status == 200


# A list that names what is not there, is out of order, doubled, or in capitals.
@pytest.mark.parametrize(
    "listed",
    [
        "host;x-amz-date;x-amz-missing;x-amz-target",
        "x-amz-target;host;x-amz-date",
        "host;host;x-amz-date;x-amz-target",
        "Host;X-Amz-Date;X-Amz-Target",
        ";host;x-amz-date",
        "host",
        "",
        "host;x-amz-date;x-amz-target;",
    ],
)
def test_lists_of_signed_headers(raw, listed):
    answer = send(raw, partly_signed(raw, plain(raw), listed.split(";")))
    assert answer.status in (400, 403)
    assert answer.error in ("InvalidSignatureException", "IncompleteSignatureException")


# Doubled headers: one reader sees the first, another the second.
@pytest.mark.parametrize(
    "name", ["X-Amz-Target", "X-Amz-Date", "Authorization", "X-Amz-Security-Token", "X-Amz-Content-Sha256"]
)
def test_doubled_headers(raw, name):
    headers = headers_of(raw)
    values = dict((n.lower(), v) for n, v in headers)
    extra = values.get(name.lower(), "x")
    doubled = (
        [*headers, (name, extra)] if name.lower() in values else [*headers, (name, extra), (name, extra)]
    )
    answer = send(raw, doubled)
    assert answer.status in (400, 403), answer.body
    assert answer.error in (
        "IncompleteSignatureException",
        "InvalidSignatureException",
        "UnknownOperationException",
    )


# Values are folded: blanks around and inside do not count, in a signed header of one's own.
def test_blanks_in_values(raw):
    assert send(raw, headers_of(raw, extra=[("X-Amz-Meta", "  a   b  ")])).status == 200


# -- payload -----------------------------------------------------------------------------------------------


# No SDK sends it here, and it would let anybody change the body.
@pytest.mark.parametrize(
    "value",
    [
        "UNSIGNED-PAYLOAD",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
        "0" * 64,
        "",
        "x",
        hashlib.sha256(BODY).hexdigest().upper(),
    ],
)
def test_payload_hashes(raw, value):
    answer = send(raw, headers_of(raw, extra=[("X-Amz-Content-Sha256", value)], payload_hash=value or None))
    check(answer, "InvalidSignatureException")


# The right one, sent and signed (JS, Ruby, C++).
def test_right_payload_hash(raw):
    assert (
        send(raw, headers_of(raw, extra=[("X-Amz-Content-Sha256", hashlib.sha256(BODY).hexdigest())])).status
        == 200
    )


# -- presigned ---------------------------------------------------------------------------------------------


# The form with the signature in the query is not used by this API, alone or beside the header.
def test_presigned(raw):
    date = amz_date()
    query = urllib.parse.urlencode(
        [
            ("X-Amz-Algorithm", "AWS4-HMAC-SHA256"),
            ("X-Amz-Credential", f"{raw.key.id}/{date[:8]}/us-east-1/mturk-requester/aws4_request"),
            ("X-Amz-Date", date),
            ("X-Amz-Expires", "300"),
            ("X-Amz-SignedHeaders", "host"),
        ]
    )
    mac = signature(
        raw.key.secret,
        date,
        Scope(),
        "POST",
        "/",
        query,
        [("Host", raw.host)],
        ["host"],
        hashlib.sha256(BODY).hexdigest(),
    )
    path = f"/?{query}&X-Amz-Signature={mac}"
    answer = send(raw, [("Host", raw.host), ("X-Amz-Target", TARGET_PREFIX + "GetAccountBalance")], path=path)
    assert answer.status in (400, 403) and answer.error
    answer = send(raw, headers_of(raw), path=path)
    assert answer.status in (400, 403) and answer.error


# -- repetition --------------------------------------------------------------------------------------------


# Go v1's retries within a second are byte for byte the same: all are served.
def test_identical_requests(raw):
    headers = headers_of(raw)
    assert [send(raw, headers).status for _ in range(4)] == [200] * 4


# … and a refused one is refused four times, with four request ids.
def test_identical_refusals(fresh):
    headers = fresh.raw.headers("CreateHIT", BODY)
    answers = [send(fresh.raw, headers) for _ in range(4)]
    assert {a.error for a in answers} == {"ValidationException"}
    assert len({a.header("x-amzn-requestid") for a in answers}) == 4
    assert fresh.sandbox.list_hits()["NumResults"] == 0


# -- order of checks ---------------------------------------------------------------------------------------


# The signature comes before operation, JSON and model: a stranger learns nothing about them.
@pytest.mark.parametrize(
    "target, body",
    [
        ("NoSuchOperation", b"{}"),
        ("CreateHIT", b"{"),
        ("GetHIT", b'{"HITId":"lower"}'),
        ("GetHIT", b'{"HITId":"3X"}'),
    ],
    ids=["operation", "JSON", "model", "existence"],
)
def test_signature_comes_first(raw, target, body):
    stranger = Key("AKIANOBODYNOBODY0000", "x")
    check(
        send(raw, signed_headers(stranger, raw.host, body, TARGET_PREFIX + target), body=body),
        "UnrecognizedClientException",
    )


# Operation before JSON, JSON before model, model before meaning, meaning before existence, existence before
# state.
def test_order_of_the_others(raw, new_hit, worker):
    assert raw.call("NoSuchOperation", b"{").error == "UnknownOperationException"
    assert raw.call("GetHIT", b'{"HITId":"lower"').error == "SerializationException"
    assert (
        raw.call("CreateHIT", questions.hit(Reward="x", LifetimeInSeconds=1)).error == "ValidationException"
    )
    feedback = {"RequesterFeedback": "x" * 2000}
    assert (
        raw.call("ApproveAssignment", {"AssignmentId": "3NOBODYS", **feedback}).error
        == "ParameterValidationError"
    )
    id = worker.accept(new_hit()["HITId"])["AssignmentId"]
    assert (
        raw.call("ApproveAssignment", {"AssignmentId": id})
        .json["TurkErrorCode"]
        .endswith("InvalidAssignmentState")
    )
