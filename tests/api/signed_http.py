"""Requests as bytes: a small signer of our own, so that a test can send what no SDK sends.

The signer is written from the public description of Signature Version 4 and shares no code with the server;
test_signer.py checks it against recordings of SDKs.
"""

import dataclasses
import datetime
import hashlib
import hmac
import http.client
import json
import urllib.parse

TARGET_PREFIX = "MTurkRequesterServiceV20170117."
CONTENT_TYPE = "application/x-amz-json-1.1"


@dataclasses.dataclass(frozen=True)
class Key:
    id: str
    secret: str


@dataclasses.dataclass(frozen=True)
class Scope:
    """What a signature says about itself beside the time. The defaults are those of every SDK."""

    region: str = "us-east-1"
    service: str = "mturk-requester"
    terminator: str = "aws4_request"
    date: str | None = None


@dataclasses.dataclass(frozen=True)
class Answer:
    status: int
    headers: dict
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)

    def header(self, name):
        return self.headers.get(name.lower())

    @property
    def error(self):
        return self.json.get("__type")

    @property
    def message(self):
        return self.json.get("Message", self.json.get("message"))


def amz_date(at=None):
    at = at or datetime.datetime.now(datetime.timezone.utc)
    return at.strftime("%Y%m%dT%H%M%SZ")


def _hmac(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def signature(secret, date_time, scope, method, path, query, headers, signed, payload_hash):
    """`headers` is a list of (name, value); `signed` the lower-case names in order."""
    canonical_headers = "".join(
        f"{name}:{','.join(' '.join(v.split()) for n, v in headers if n.lower() == name)}\n"
        for name in signed
    )
    canonical = "\n".join(
        [
            method,
            urllib.parse.quote(path, safe="/-_.~%"),
            query,
            canonical_headers,
            ";".join(signed),
            payload_hash,
        ]
    )
    date = scope.date or date_time[:8]
    scope_text = f"{date}/{scope.region}/{scope.service}/{scope.terminator}"
    to_sign = "\n".join(
        ["AWS4-HMAC-SHA256", date_time, scope_text, hashlib.sha256(canonical.encode()).hexdigest()]
    )
    key = _hmac(("AWS4" + secret).encode(), date)
    for part in (scope.region, scope.service, scope.terminator):
        key = _hmac(key, part)
    return hmac.new(key, to_sign.encode(), hashlib.sha256).hexdigest()


def signed_headers(
    key,
    host,
    body,
    target,
    *,
    method="POST",
    path="/",
    date_time=None,
    scope=Scope(),
    extra=(),
    payload_hash=None,
    unsigned=(),
):
    """The headers of a request in the order they go out. `extra` are signed as well, `unsigned` are not."""
    date_time = date_time or amz_date()
    headers = [("Host", host), ("Content-Type", CONTENT_TYPE), ("X-Amz-Date", date_time)]
    if target is not None:
        headers.append(("X-Amz-Target", target))
    headers += list(extra)
    signed = sorted({name.lower() for name, _ in headers})
    payload_hash = payload_hash or hashlib.sha256(body).hexdigest()
    mac = signature(key.secret, date_time, scope, method, path, "", headers, signed, payload_hash)
    date = scope.date or date_time[:8]
    credential = f"{key.id}/{date}/{scope.region}/{scope.service}/{scope.terminator}"
    headers.append(
        (
            "Authorization",
            f"AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders={';'.join(signed)}, Signature={mac}",
        )
    )
    return headers + list(unsigned)


class RawClient:
    """A requester that sends bytes. Keeps one connection open, and opens another where the server closed
    it."""

    def __init__(self, url, key, timeout=30):
        self.host = urllib.parse.urlsplit(url).netloc
        self.key = key
        self.timeout = timeout
        self.connection = None

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None

    def send(self, method, path, headers, body=b""):
        """One request as it is given, plus Content-Length where the caller gave no length."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection(self.host, timeout=self.timeout)
        try:
            self.connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in headers:
                self.connection.putheader(name, value)
            if not any(name.lower() in ("content-length", "transfer-encoding") for name, _ in headers):
                self.connection.putheader("Content-Length", str(len(body)))
            self.connection.endheaders(body)
            response = self.connection.getresponse()
            answer = Answer(
                response.status, {n.lower(): v for n, v in response.getheaders()}, response.read()
            )
        except Exception:
            self.close()
            raise
        if response.will_close:
            self.close()
        return answer

    def headers(self, operation, body, **how):
        target = how.pop("target", TARGET_PREFIX + operation)
        return signed_headers(self.key, self.host, body, target, **how)

    def call(self, operation, parameters=None, **how):
        """A well signed call. `parameters` is a dict, or the bytes of the body."""
        body = parameters if isinstance(parameters, bytes) else json.dumps(parameters or {}).encode()
        return self.send(
            how.get("method", "POST"), how.get("path", "/"), self.headers(operation, body, **how), body
        )
