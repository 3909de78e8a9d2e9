"""What an SDK does not send: broken HTTP, paths, targets, JSON. Each gets an error of the caller's own
protocol and has no side effect."""

import email.utils
import hashlib
import json
import re
import socket
import time
import urllib.parse

import model_check
import pytest
import questions
from signed_http import TARGET_PREFIX, Answer, RawClient, Scope, amz_date, signature


@pytest.fixture(scope="module")
def watched(new_requester):
    """A requester whose every refused call must leave nothing behind."""
    return new_requester()


@pytest.fixture(autouse=True)
def nothing_left_behind(request):
    if "watched" not in request.fixturenames:
        yield
        return
    watched = request.getfixturevalue("watched").sandbox
    before = watched.list_hits(MaxResults=1)["HITs"]
    yield
    assert watched.list_hits(MaxResults=1)["HITs"] == before, "a refused request made a HIT"


def check(answer, status, *types):
    """An error that every SDK can read."""
    assert answer.status == status, answer
    model_check.check_headers(answer.headers)
    model_check.check_error(answer.json, "sandbox")
    assert answer.error in types, answer.body
    return answer


def body_of(**changes):
    return json.dumps(questions.hit(**changes)).encode()


# -- JSON --------------------------------------------------------------------------------------------------


# Not JSON, or not an object. The message says what is wrong, for there is no member to name.
@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"}",
        b"[]",
        b'"text"',
        b"1",
        b"true",
        b"null",
        b"{}{}",
        b"{} x",
        b"{,}",
        b'{"a":}',
        b'{"a" 1}',
        b"{'a':1}",
        b'{"a":1,}',
        b'{"a":01}',
        b'{"a":.5}',
        b'{"a":+1}',
        b'{"a":NaN}',
        b'{"a":Infinity}',
        b'{"a":tru}',
        b'{"a":"\n"}',
        b'{"a":"\\x"}',
        b'{"a":"\\u12"}',
        b"\xef\xbb\xbf{}",
        b"\x00",
        b"<xml/>",
        b"a=b&c=d",
        b'{"a":"\xff"}',
        b'{"a":"\xc0\xaf"}',
        b'{"a":"\xed\xa0\x80"}',
        b'{"a":"unfinished',
        b"// comment\n{}",
        b" ",
    ],
    ids=repr,
)
def test_malformed_json(watched, body):
    answer = watched.raw.call("ListHITs", body)
    if body == b" ":
        # White space alone is no text and may count as the empty body, which is {}.
        assert answer.status in (200, 400)
        return
    assert check(answer, 400, "SerializationException").message


# The same inside an otherwise perfect CreateHIT: nothing may be made of the good half.
@pytest.mark.parametrize(
    "spoil",
    [
        lambda b: b[:-1],
        lambda b: b + b"}",
        lambda b: b.replace(b": ", b"= ", 1),
        lambda b: b + b"\x00",
        lambda b: b.replace(b'"Reward"', b'"Rew\x01ard"'),
    ],
    ids=["cut", "brace", "equals", "NUL after", "control character"],
)
def test_spoilt_create_hit(watched, spoil):
    check(watched.raw.call("CreateHIT", spoil(body_of())), 400, "SerializationException")


# Duplicate members: one reader takes the first, another the last, so neither is safe. Named.
@pytest.mark.parametrize("member, value", [("Reward", '"9.99"'), ("Title", '"other"'), ("Unknown", "1")])
def test_duplicate_members(watched, member, value):
    body = body_of(Unknown=0)[:-1] + f', "{member}": {value}}}'.encode()
    assert member in check(watched.raw.call("CreateHIT", body), 400, "SerializationException").message


# Also when one is written with an escape, and also deep inside.
def test_duplicate_members_in_disguise(watched):
    check(
        watched.raw.call("CreateHIT", body_of()[:-1] + b', "Re\\u0077ard": "9.99"}'),
        400,
        "SerializationException",
    )
    nested = (
        body_of(QualificationRequirements=[])[:-1].replace(
            b'"QualificationRequirements": []',
            b'"QualificationRequirements": [{"QualificationTypeId": "00000000000000000040",'
            b' "Comparator": "Exists", "Comparator": "DoesNotExist"}]',
        )
        + b"}"
    )
    check(watched.raw.call("CreateHIT", nested), 400, "SerializationException")


# A thousand nested arrays, where a list is expected and where nothing is.
@pytest.mark.parametrize("member", ["QualificationRequirements", "Unknown", "Title"])
@pytest.mark.parametrize("depth", [1000, 200_000])
def test_deep_nesting(watched, member, depth):
    body = body_of(**{member: "HERE"}).replace(b'"HERE"', b"[" * depth + b"]" * depth)
    check(watched.raw.call("CreateHIT", body), 400, "SerializationException")


# … and nested objects, closed or not.
@pytest.mark.parametrize(
    "body",
    [b'{"a":' * 1000 + b"1" + b"}" * 1000, b'{"a":' * 100_000, b"[" * 100_000],
    ids=["closed", "open objects", "open arrays"],
)
def test_deep_objects(watched, body):
    check(watched.raw.call("CreateHIT", body), 400, "SerializationException")


# NUL and lone surrogates cannot be stored and given back as text. The member or the byte is named.
@pytest.mark.parametrize(
    "escape", ["\\u0000", "\\ud800", "\\udc00", "\\ud800\\ud800", "\\udc00\\ud800", "\\ud83dx"]
)
@pytest.mark.parametrize("member", ["Title", "Question", "RequesterAnnotation", "UniqueRequestToken"])
def test_nul_and_surrogates(watched, escape, member):
    body = body_of(**{member: "xHEREx"}).replace(b"HERE", escape.encode())
    assert check(watched.raw.call("CreateHIT", body), 400, "SerializationException").message


# A proper pair is one character.
def test_surrogate_pair(raw):
    body = body_of(Title="xHEREx").replace(b"HERE", b"\\ud83d\\ude00")
    assert raw.call("CreateHIT", body).json["HIT"]["Title"] == "x\U0001f600x"


# PHP escapes slashes, C++ prints its JSON over many lines: all the same text.
def test_unusual_but_good_json(raw):
    parameters = questions.hit(Title="a/b ü")
    plain = raw.call("CreateHITType", questions.hit_type(Title="a/b ü")).json["HITTypeId"]
    for body in (
        json.dumps(parameters).replace("/", "\\/").encode(),
        json.dumps(parameters, indent="\t").encode(),
        json.dumps(parameters, ensure_ascii=False).encode(),
        b"\r\n\t " + json.dumps(parameters).encode() + b"\n\n",
    ):
        assert raw.call("CreateHIT", body).json["HIT"]["HITTypeId"] == plain


# Wrong JSON types. The member is named.
@pytest.mark.parametrize(
    "member, text",
    [
        ("Title", "5"),
        ("Title", "true"),
        ("Title", "[]"),
        ("Title", "{}"),
        ("Title", '["a"]'),
        ("Reward", "0.05"),
        ("Reward", "5"),
        ("Reward", "{}"),
        ("MaxAssignments", '"1"'),
        ("MaxAssignments", "true"),
        ("MaxAssignments", "[1]"),
        ("LifetimeInSeconds", '"3600"'),
        ("QualificationRequirements", "{}"),
        ("QualificationRequirements", '"x"'),
        ("QualificationRequirements", "[1]"),
        ("QualificationRequirements", '[["x"]]'),
        ("HITLayoutParameters", "5"),
        ("AssignmentReviewPolicy", "[]"),
        ("AssignmentReviewPolicy", '"x"'),
    ],
)
def test_wrong_types(watched, member, text):
    body = body_of(**{member: "HERE"}).replace(b'"HERE"', text.encode())
    answer = check(watched.raw.call("CreateHIT", body), 400, "SerializationException")
    assert member.lower() in answer.message.lower()


# Fractions are no integers, and numbers beyond their type do not wrap around. Where a number cannot be read
# at all there is no member yet, so the byte is named.
@pytest.mark.parametrize("member", ["MaxAssignments", "LifetimeInSeconds"])
@pytest.mark.parametrize(
    "text",
    [
        "1.5",
        "3600.5",
        "1e-3",
        "9223372036854775808",
        "99999999999999999999",
        "18446744073709551676",
        "-9223372036854775809",
        "1e19",
        "1e30",
        "1e999",
        "9007199254740993.5",
    ],
)
def test_numbers_for_integers(watched, member, text):
    body = body_of(**{member: 4711}).replace(b"4711", text.encode())
    answer = check(
        watched.raw.call("CreateHIT", body), 400, "SerializationException", "ParameterValidationError"
    )
    assert member.lower() in answer.message.lower() or re.search(r"byte \d+", answer.message)


# 32 bits are not 64: what fits into a long does not fit into an integer, and must not be cut to it.
@pytest.mark.parametrize("text", ["2147483648", "4294967297", "-2147483649", "9223372036854775807"])
def test_numbers_beyond_32_bits(watched, text):
    body = body_of(MaxAssignments=4711).replace(b"4711", text.encode())
    answer = check(
        watched.raw.call("CreateHIT", body), 400, "SerializationException", "ParameterValidationError"
    )
    assert "maxassignments" in answer.message.lower()


# JSON has one kind of number: a whole one is whole however it is written, as programs with doubles write it.
@pytest.mark.ours_only
@pytest.mark.parametrize("text, value", [("1e3", 1000), ("1.0", 1), ("1E0", 1), ("2.5e1", 25)])
def test_whole_numbers_written_otherwise(raw, text, value):
    body = body_of(MaxAssignments=4711).replace(b"4711", text.encode())
    assert raw.call("CreateHIT", body).json["HIT"]["MaxAssignments"] == value


# Amounts as text that are no amounts. All in the pattern's own error.
@pytest.mark.parametrize(
    "amount",
    [
        "0.001",
        "-1",
        "1e3",
        " 1.00",
        "1.00 ",
        "\t1",
        "١.٠٠",
        "1.0０",
        "",
        ".20",
        "$1",
        "1,000",
        "0x1",
        "1.",
        "one",
        "1.00\n",
        "1..0",
        "--1",
        "∞",
    ],
)
def test_amounts(watched, amount):
    answer = watched.raw.call("CreateHITType", questions.hit_type(Reward=amount))
    if amount == "1.":
        assert answer.status == 200  # the model's pattern allows it
        return
    assert "reward" in check(answer, 400, "ValidationException").message


# Ten thousand entries where ten are allowed: refused by a short message.
@pytest.mark.parametrize(
    "member, item",
    [
        (
            "QualificationRequirements",
            {"QualificationTypeId": "00000000000000000040", "Comparator": "Exists"},
        ),
        ("QualificationRequirements", {}),
        ("QualificationRequirements", "x"),
        ("HITLayoutParameters", {"Name": "n", "Value": "v"}),
        ("Unknown", 1),
    ],
    ids=lambda v: str(v)[:25],
)
def test_ten_thousand_items(watched, member, item):
    answer = watched.raw.call("CreateHIT", body_of(**{member: [item] * 10000}, LifetimeInSeconds=1))
    check(
        answer,
        400,
        "ValidationException",
        "ParameterValidationError",
        "InvalidParameterCombinationError",
        "SerializationException",
    )
    assert len(answer.body) < 4000


# As many in a list of a call that only reads.
def test_ten_thousand_statuses(watched):
    answer = watched.raw.call(
        "ListAssignmentsForHIT", {"HITId": "3X", "AssignmentStatuses": ["Lost"] * 10000}
    )
    check(answer, 400, "ValidationException")
    assert len(answer.body) < 4000


# Ten thousand unknown members are ignored like one.
def test_ten_thousand_unknown_members(raw):
    assert raw.call("GetAccountBalance", {f"member{i}": i for i in range(10000)}).status == 200


# A question of two MiB fits the transport but not the service; the parameter is named.
def test_question_of_two_mebibytes(watched):
    body = body_of(Question="HERE")
    body = body.replace(b"HERE", b"x" * (2 * 1024 * 1024 - len(body) + 4))
    answer = check(
        watched.raw.call("CreateHIT", body), 400, "ParameterValidationError", "ValidationException"
    )
    assert "question" in answer.message.lower() and len(answer.body) < 4000


# Values in messages are cut and cannot break the answer.
@pytest.mark.parametrize("value", ["x" * 100000, '"\\\n\r\t</script>', "ü" * 5000, "\x7f\u2028\u202e"])
def test_echo_of_values(watched, value):
    answer = check(watched.raw.call("GetHIT", {"HITId": value}), 400, "ValidationException")
    assert len(answer.body) < 5000


# Dates far away, for the one operation of this step that could take one: refused by the model's type, never a
# crash.
@pytest.mark.parametrize(
    "text",
    [
        "1e300",
        "-1e300",
        "253402300800",
        "99999999999999999999",
        "-62135596801",
        '"1970"',
        '"2026-11-24T12:00:00Z"',
        "true",
        "[]",
        "1.5e9",
        "0",
        "null",
    ],
)
def test_dates(watched, text):
    body = b'{"HITId": "3X", "ExpireAt": ' + text.encode() + b"}"
    check(
        watched.raw.call("UpdateExpirationForHIT", body),
        400,
        "SerializationException",
        "ValidationException",
        "ParameterValidationError",
        "RequestError",
    )


# -- target, method, path, content type --------------------------------------------------------------------


# No target, an empty one, another service's, a wrong version, lower case: unknown, as JSON (AWS front ends
# answered XML when it was missing, which no SDK can read).
@pytest.mark.parametrize(
    "target",
    [
        None,
        "",
        "GetHIT",
        ".GetHIT",
        "MTurkRequesterServiceV20170117.",
        TARGET_PREFIX + " ",
        "MTurkRequesterServiceV20140815.GetHIT",
        "DynamoDB_20120810.ListTables",
        "mturkrequesterservicev20170117.GetHIT",
        TARGET_PREFIX + "gethit",
        TARGET_PREFIX + "Get-HIT",
        TARGET_PREFIX + "X" * 5000,
    ],
    ids=lambda t: str(t)[:45],
)
def test_targets(watched, target):
    check(watched.raw.call("", {}, target=target), 400, "UnknownOperationException")


# Only POST. A signed GET is no call.
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_methods(watched, method):
    answer = watched.raw.call("CreateHIT", questions.hit(), method=method)
    assert 400 <= answer.status < 500
    assert answer.error and answer.header("x-amzn-requestid")


# Only / (and a configured prefix, of which there is none here).
@pytest.mark.parametrize("path", ["/mturk/api", "/x", "//", "/CreateHIT"])
def test_paths(watched, path):
    answer = watched.raw.call("CreateHIT", questions.hit(), path=path)
    assert 400 <= answer.status < 500
    assert answer.error and answer.header("x-amzn-requestid")


# Hand-written clients send plain JSON's type, some none at all, JS v2 does not sign it.
def test_content_types(raw):
    body = b"{}"
    for value in (
        "application/x-amz-json-1.1",
        "application/json",
        "application/x-amz-json-1.1; charset=utf-8",
        "APPLICATION/X-AMZ-JSON-1.1",
    ):
        answer = raw.send("POST", "/", sparsely_signed(raw, body, [("Content-Type", value)]), body)
        assert answer.status == 200, (value, answer.body)
    assert raw.send("POST", "/", sparsely_signed(raw, body, []), body).status == 200
    assert check(
        raw.send("POST", "/", sparsely_signed(raw, body, [("Content-Type", "text/xml")]), body),
        400,
        "SerializationException",
    ).message


def sparsely_signed(raw, body, unsigned):
    """Headers of GetAccountBalance that sign only host, date and target."""
    date = amz_date()
    headers = [
        ("Host", raw.host),
        ("X-Amz-Date", date),
        ("X-Amz-Target", TARGET_PREFIX + "GetAccountBalance"),
    ]
    signed = ["host", "x-amz-date", "x-amz-target"]
    mac = signature(
        raw.key.secret, date, Scope(), "POST", "/", "", headers, signed, hashlib.sha256(body).hexdigest()
    )
    return [
        *headers,
        *unsigned,
        (
            "Authorization",
            f"AWS4-HMAC-SHA256 Credential={raw.key.id}/{date[:8]}/us-east-1/mturk-requester/"
            f"aws4_request, SignedHeaders={';'.join(signed)}, Signature={mac}",
        ),
    ]


# -- HTTP --------------------------------------------------------------------------------------------------


def exchange(server, data, timeout=20):
    """Bytes to the sandbox listener; the first answer, or None when the connection just closed."""
    parts = urllib.parse.urlsplit(server.sandbox_url)
    with socket.create_connection((parts.hostname, parts.port), timeout=timeout) as connection:
        connection.sendall(data)
        received = b""
        while b"\r\n\r\n" not in received:
            chunk = connection.recv(65536)
            if not chunk:
                return None
            received += chunk
        head, _, body = received.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        headers = {
            name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])
        }
        while len(body) < int(headers.get("content-length", 0)):
            chunk = connection.recv(65536)
            if not chunk:
                break
            body += chunk
        return Answer(int(lines[0].split()[1]), headers, body)


def with_signature(
    raw, request_line=b"POST / HTTP/1.1", body=b"{}", change=lambda headers: headers, length=True
):
    headers = change(raw.headers("GetAccountBalance", body))
    lines = [request_line, *(f"{n}: {v}".encode() for n, v in headers)]
    if length:
        lines.append(b"Content-Length: %d" % len(body))
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


# The frame itself works; so what fails below fails for its own reason.
def test_good_bytes(server, raw):
    assert exchange(server, with_signature(raw)).json == {"AvailableBalance": "10000.00"}


# Bytes that are no HTTP/1.1: 400-ish or a closed connection, nothing else, and the server goes on.
@pytest.mark.parametrize(
    "line",
    [
        b"POST / HTTP/9.9",
        b"POST /",
        b"POST  / HTTP/1.1",
        b"PO ST / HTTP/1.1",
        b"\x16\x03\x01",
        b"",
        b"POST / HTTP/1.1 x",
        b"POST / http/1.1",
        b"POST /\x00 HTTP/1.1",
        b"PRI * HTTP/2.0",
        b"POST " + b"/x" * 20000 + b" HTTP/1.1",
    ],
    ids=lambda b: repr(b[:20]),
)
def test_malformed_request_lines(server, raw, line):
    answer = exchange(server, with_signature(raw, line) + b"\r\n\r\n")
    assert answer is None or 400 <= answer.status <= 505
    if answer:
        assert answer.json["__type"] and answer.header("x-amzn-requestid")


# Two lengths, or length and chunking, are how requests are smuggled past a proxy: refused, connection closed.
@pytest.mark.parametrize(
    "extra",
    [
        b"Content-Length: 2\r\nContent-Length: 3",
        b"Content-Length: 2\r\nTransfer-Encoding: chunked",
        b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        b"Transfer-Encoding: gzip, chunked",
        b"Transfer-Encoding: xchunked",
        b"Content-Length: +2",
        b"Content-Length: 2, 3",
        b"Content-Length: -1",
        b"Content-Length: 0x2",
        b"Content-Length: 99999999999999999999",
        b"Content-Length : 2",
        b"Content-Length: 2\r\n folded",
    ],
    ids=repr,
)
def test_smuggling(server, raw, extra):
    head = with_signature(raw, length=False).partition(b"\r\n\r\n")[0]
    answer = exchange(server, head + b"\r\n" + extra + b"\r\n\r\n{}")
    assert answer is None or 400 <= answer.status < 600
    if answer:
        assert answer.status != 200
        assert answer.json["__type"]


# Broken header fields.
@pytest.mark.parametrize(
    "line",
    [b"No colon here", b": no name", b"Bad Name: x", b"X: a\x00b", b"X: a\rb", b"X-Long: " + b"x" * 100_000],
    ids=lambda b: repr(b[:15]),
)
def test_broken_headers(server, raw, line):
    head, _, body = with_signature(raw).partition(b"\r\n\r\n")
    answer = exchange(server, head + b"\r\n" + line + b"\r\n\r\n" + body)
    assert answer is None or 400 <= answer.status < 500
    if answer:
        assert answer.json["__type"] and answer.header("x-amzn-requestid")


# Too many of them.
def test_many_headers(server, raw):
    head, _, body = with_signature(raw).partition(b"\r\n\r\n")
    answer = exchange(server, head + b"".join(b"\r\nX-%d: y" % i for i in range(1000)) + b"\r\n\r\n" + body)
    assert answer is None or 400 <= answer.status < 500


# No Host, two, or an empty one.
@pytest.mark.parametrize("hosts", [[], ["a", "b"], [""]], ids=str)
def test_hosts(server, raw, hosts):
    def change(headers):
        return [("Host", h) for h in hosts] + [(n, v) for n, v in headers if n != "Host"]

    answer = exchange(server, with_signature(raw, change=change))
    assert answer is None or 400 <= answer.status < 500


# Over the body's limit: 413, as JSON, with a request id, before the rest is read.
def test_body_over_the_limit(server, raw, watched):
    head = with_signature(raw, length=False).partition(b"\r\n\r\n")[0]
    answer = exchange(server, head + b"\r\nContent-Length: 50000000\r\n\r\n" + b"{" * 1000)
    assert answer.status == 413
    assert answer.json["__type"]
    assert answer.header("content-type") == "application/x-amz-json-1.1"
    assert answer.header("x-amzn-requestid")
    assert answer.header("access-control-allow-origin") == "*"


# The whole of it sent at once, as SDKs do, is answered too rather than reset.
def test_large_body_sent_whole(watched):
    answer = watched.raw.call("CreateHIT", body_of(Question="x" * (6 * 1024 * 1024)))
    assert answer.status == 413
    assert answer.json["__type"]


# Chunked bodies are signed like others.
def test_chunked(server, raw):
    head = with_signature(raw, length=False).partition(b"\r\n\r\n")[0]
    answer = exchange(
        server, head + b"\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1;ext=1\r\n}\r\n0\r\n\r\n"
    )
    assert answer.status == 200
    broken = exchange(server, head + b"\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n0\r\n\r\n")
    assert broken is None or 400 <= broken.status < 500


# PHP expects 100 Continue for large bodies and would wait a second.
def test_expect_continue(server, raw):
    parts = urllib.parse.urlsplit(server.sandbox_url)
    data = with_signature(raw)
    head, _, body = data.partition(b"\r\n\r\n")
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as connection:
        began = time.monotonic()
        connection.sendall(head + b"\r\nExpect: 100-Continue\r\n\r\n")
        assert connection.recv(65536).startswith(b"HTTP/1.1 100 ")
        assert time.monotonic() - began < 0.8
        connection.sendall(body)
        assert b"HTTP/1.1 200 " in connection.recv(65536)


# HTTP/1.0, and a client that announces its end: answered, then closed by the server.
@pytest.mark.parametrize(
    "line, more", [(b"POST / HTTP/1.0", b""), (b"POST / HTTP/1.1", b"Connection: close\r\n")]
)
def test_last_request(server, raw, line, more):
    parts = urllib.parse.urlsplit(server.sandbox_url)
    head, _, body = with_signature(raw, line).partition(b"\r\n\r\n")
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as connection:
        connection.sendall(head + b"\r\n" + more + b"\r\n" + body)
        received = b""
        while chunk := connection.recv(65536):
            received += chunk
    assert received.endswith(b'{"AvailableBalance":"10000.00"}')
    assert b"connection: close" in received.lower()


# Two requests in one packet are answered in order.
def test_pipelining(server, raw):
    parts = urllib.parse.urlsplit(server.sandbox_url)
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as connection:
        connection.sendall(with_signature(raw) * 3)
        received = b""
        while received.count(b'"10000.00"') < 3:
            chunk = connection.recv(65536)
            assert chunk, received
            received += chunk
    assert received.count(b"HTTP/1.1 200") == 3


# A connection that errors in its JSON stays usable; Go v1 and boto3 keep theirs.
def test_connection_survives_refusals(raw):
    client = RawClient("http://" + raw.host, raw.key)
    for _ in range(5):
        assert client.call("GetHIT", b"{").status == 400
        assert client.connection is not None, "the server closed a connection that was in order"
        assert client.call("GetAccountBalance").status == 200


# An empty Accept-Encoding (Ruby) is fine, and nothing is compressed though Go would take it.
@pytest.mark.parametrize("value", ["", "identity", "gzip", "*"])
def test_accept_encoding(raw, value):
    answer = raw.call("GetAccountBalance", unsigned=[("Accept-Encoding", value)])
    assert answer.status == 200 and answer.header("content-encoding") is None
    assert answer.json == {"AvailableBalance": "10000.00"}


# Date is the true time though the domain's clock is years ahead: SDKs correct their clocks by it.
def test_date_is_wall_time(server, raw):
    server.advance(86400)
    for answer in (raw.call("GetAccountBalance"), raw.call("GetHIT", {"HITId": "3X"})):
        sent = email.utils.parsedate_to_datetime(answer.header("date")).timestamp()
        assert abs(sent - time.time()) < 5
    assert abs(server.now() - time.time()) > 80000
