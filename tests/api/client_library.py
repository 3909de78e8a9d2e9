"""Where the C++ client library under test was built."""

import os
import pathlib

from server_process import TREE, binary


def build_folder():
    """The build tree of the server under test, or KEMPELEN_CLIENT_BUILD where that is elsewhere."""
    if named := os.environ.get("KEMPELEN_CLIENT_BUILD"):
        return TREE / named
    return pathlib.Path(binary()).resolve().parents[2]
