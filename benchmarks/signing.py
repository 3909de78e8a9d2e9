"""Signs calls as AWS SDKs do (Signature Version 4), into whole HTTP requests for a load generator."""

import hashlib
import hmac
import time
from dataclasses import dataclass

REGION, HOST = "us-east-1", "localhost"


@dataclass(frozen=True)
class Service:
    """What the calls of a service have in common."""
    name: str           # in signatures
    target_prefix: str  # in front of the operation
    content_type: str


MTURK = Service("mturk-requester", "MTurkRequesterServiceV20170117.", "application/x-amz-json-1.1")
DYNAMODB = Service("dynamodb", "DynamoDB_20120810.", "application/x-amz-json-1.0")

# What boto3 sends beside what it signs.
UNSIGNED = ("Accept-Encoding: identity\r\n"
            "User-Agent: Boto3/1.34.46 md/Botocore#1.34.46 ua/2.0 os/linux#6.1.0 md/arch#x86_64 "
            "lang/python#3.11.2\r\n"
            "amz-sdk-invocation-id: 1ab9d21b-cadd-47a0-9d80-e6a80ffc9f9f\r\n"
            "amz-sdk-request: attempt=1\r\n")


def mac(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


class Signer:
    """Signs for one key at the moment it is made; servers accept it for fifteen minutes."""

    def __init__(self, access_key_id, secret_access_key, service=MTURK):
        self.service = service
        self.date = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
        day = self.date[:8]
        self.scope = f"{day}/{REGION}/{service.name}/aws4_request"
        self.credential = f"{access_key_id}/{self.scope}"
        key = mac(f"AWS4{secret_access_key}".encode(), day)
        for part in (REGION, service.name, "aws4_request"):
            key = mac(key, part)
        self.key = key

    def request(self, operation, body):
        """The bytes of a signed call."""
        target = self.service.target_prefix + operation
        names = "content-type;host;x-amz-date;x-amz-target"
        content_type = self.service.content_type
        canonical = (f"POST\n/\n\ncontent-type:{content_type}\nhost:{HOST}\nx-amz-date:{self.date}\n"
                     f"x-amz-target:{target}\n\n{names}\n{hashlib.sha256(body).hexdigest()}")
        hashed = hashlib.sha256(canonical.encode()).hexdigest()
        signature = mac(self.key, f"AWS4-HMAC-SHA256\n{self.date}\n{self.scope}\n{hashed}").hex()
        head = (f"POST / HTTP/1.1\r\nHost: {HOST}\r\n{UNSIGNED}X-Amz-Target: {target}\r\n"
                f"Content-Type: {content_type}\r\nX-Amz-Date: {self.date}\r\n"
                f"Authorization: AWS4-HMAC-SHA256 Credential={self.credential}, SignedHeaders={names}, "
                f"Signature={signature}\r\nContent-Length: {len(body)}\r\n\r\n")
        return head.encode() + body
