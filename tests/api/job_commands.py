"""The requester's jobs of the command line, run as a requester runs them, in a folder of their own."""

import csv
import io
import json
import os
import pathlib
import subprocess

from client_library import variables
from server_process import binary, without_aws

PAGE = (
    '<form action="https://www.mturk.com/mturk/externalSubmit" method="post">\n'
    '<input type="hidden" name="assignmentId" value=""><p>What is ${what}?</p><input name="answer"></form>\n'
)
TYPE = ("--title", "What is it?", "--description", "Say what it is.", "--reward", "0.05")


class Folder:
    """A folder with files of a requester, and the commands run in it."""

    def __init__(self, path, server, requester):
        self.path = pathlib.Path(path)
        self.variables = variables(server, requester)
        self.write("page.html", PAGE)

    def write(self, name, content):
        data = content if isinstance(content, bytes) else content.encode()
        (self.path / name).write_bytes(data)

    def read(self, name):
        return (self.path / name).read_text()

    def tasks(self, count, name="tasks.csv"):
        self.write(name, "what,id\n" + "".join(f"thing {i},{i}\n" for i in range(1, count + 1)))

    def start(self, *words, **changes):
        return subprocess.Popen(
            [os.path.abspath(binary()), *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self.path,
            env={**without_aws(), "HOME": "/nowhere", **self.variables, **changes},
        )

    def run(self, *words, **changes):
        """The finished process, with what it printed as `stdout` and `stderr`."""
        process = self.start(*words, **changes)
        printed, complained = process.communicate(timeout=120)
        return subprocess.CompletedProcess(words, process.returncode, printed, complained)

    def publish(self, *words, tasks="tasks.csv", **changes):
        files = ("page.html",) if tasks is None else ("page.html", tasks)
        return self.run("publish", *files, *TYPE, *words, **changes)

    def journal(self, name="tasks.csv.journal"):
        """The HITs that stand in it, by row."""
        lines = [json.loads(line) for line in self.read(name).splitlines()]
        return {line["row"]: line["hit"] for line in lines if "row" in line}

    def table(self, name):
        return list(csv.DictReader(io.StringIO((self.path / name).read_bytes().decode(), newline="")))


def all_hits(requester):
    """Every HIT that the requester has in the sandbox."""
    pages = requester.sandbox.get_paginator("list_hits").paginate(MaxResults=100)
    return [hit for page in pages for hit in page["HITs"]]
