"""moto_server as SQS and SNS: servers written by others."""

import json
import pathlib
import sys

import boto3

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tools"))
import moto_server  # noqa: E402
from moto_server import NotInstalled  # noqa: E402, F401

KEY = {"aws_access_key_id": "AKIAIOSFODNN7EXAMPLE", "aws_secret_access_key": "wJalrXUtnFEMI/K7MDENG/bPxRfiCY"}


def write_destinations(file, *entries):
    """What `kempelen serve --notifications-file` reads: each entry with the key that moto takes. The file."""
    keys = {name.removeprefix("aws_"): value for name, value in KEY.items()}
    lines = []
    for entry in entries:
        members = {**keys, **entry}.items()
        lines += ["[[destination]]", *(f"{name} = {json.dumps(value)}" for name, value in members)]
    file.write_text("\n".join(lines))
    file.chmod(0o600)
    return file


class Moto(moto_server.Process):
    def __init__(self, folder):
        super().__init__(folder)
        self.url = f"http://127.0.0.1:{self.port}"

    def client(self, service, region="us-east-1"):
        return boto3.client(service, endpoint_url=self.url, region_name=region, **KEY)
