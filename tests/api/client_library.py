"""The C++ client library under test: where it was built, and how a program of it is told where to call."""

import os
import pathlib

from server_process import TREE, binary


def build_folder():
    """The build tree of the server under test, or KEMPELEN_CLIENT_BUILD where that is elsewhere."""
    if named := os.environ.get("KEMPELEN_CLIENT_BUILD"):
        return TREE / named
    return pathlib.Path(binary()).resolve().parents[2]


def variables(server, requester):
    return {
        "AWS_ENDPOINT_URL_MTURK": server.sandbox_url,
        "AWS_ACCESS_KEY_ID": requester.key.id,
        "AWS_SECRET_ACCESS_KEY": requester.key.secret,
    }
