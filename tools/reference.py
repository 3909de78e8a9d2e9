"""Writes docs/reference: what the program says of itself, with an example and snippets for each operation.

    python3 tools/reference.py --binary build/release/src/server/kempelen     # writes the pages that differ
    python3 tools/reference.py --binary … --check                             # only says which do

Members, limits and refusals come from `kempelen describe`, examples from docs/reference/examples (which
tests/examples keeps), snippets from the samples (tools/snippets.py).
"""

import argparse
import json
import shlex
import subprocess
import sys
from pathlib import Path

import snippets
from snippets import kebab

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path("docs/reference")
WHOLE_PAGES = {"requester-api": "requester-api.md", "structures": "structures.md",
               "worker-api": "worker-api-operations.md", "errors": "errors.md"}

REQUEST = """\
POST / HTTP/1.1
Host: localhost:8080
Content-Type: application/x-amz-json-1.1
X-Amz-Target: MTurkRequesterServiceV20170117.{operation}
X-Amz-Date: …
Authorization: AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…

{body}"""
ANSWER = """\
HTTP/1.1 200 OK
Content-Type: application/x-amz-json-1.1

{body}"""


MADE = """\
---

This page is made by `python3 tools/reference.py`, of the program, the examples and the samples.
"""


def describe(binary, what):
    return subprocess.run([str(binary), "describe", what], capture_output=True, text=True, timeout=30,
                          check=True).stdout


def fence(language, text):
    return f"```{language}\n{text}\n```\n"


def flags(member, value):
    """A member and its value as words of a command line, in the vendor's form."""
    # As in the AWS CLI, whose own --query is about what is printed.
    name = "--" + ("types-query" if member == "Query" else kebab(member))
    if isinstance(value, bool):
        return [name if value else "--no-" + kebab(member)]
    if isinstance(value, list) and not any(isinstance(one, (dict, list)) for one in value):
        return [" ".join([name, *(shlex.quote(str(one)) for one in value)])]
    if isinstance(value, (dict, list)):
        value = json.dumps(value, ensure_ascii=False)
    return [f"{name} {shlex.quote(str(value))}"]


def command_line(operation, request):
    words = [f"kempelen api {kebab(operation)}"]
    for member, value in request.items():
        words += flags(member, value)
    return " \\\n  ".join(words) if len(" ".join(words)) > 100 else " ".join(words)


def indented(value):
    return json.dumps(value, indent=2, ensure_ascii=False)


def example_section(operation):
    example = json.loads((ROOT / FOLDER / "examples" / f"{operation}.json").read_text())
    request, answer = example["Request"], example["Answer"]
    return "\n".join([
        "## Example\n",
        "The request as it goes over the wire, but for indentation; an SDK fills in date and signature.\n",
        fence("http", REQUEST.format(operation=operation, body=indented(request))),
        "The answer:\n",
        fence("http", ANSWER.format(body=indented(answer))),
        "The same from a shell:\n",
        fence("sh", command_line(operation, request))])


def programs_section(operation):
    """Each language's own statement; tools/tests/test_snippets.py sees to it that none is missing."""
    parts = ["## In programs\n",
             "Cut out of the [samples](../../../samples/README.md), which `./dev test sdks` runs as far as "
             "their SDKs can be had.\n"]
    for one in snippets.all_of(operation):
        parts += [f"### {one.language.title}\n", fence(one.language.fence, one.text),
                  f"From [{one.path}](../../../{one.path}).\n"]
    return "\n".join(parts)


def operation_page(binary, operation):
    described = describe(binary, operation).rsplit("\nThis page is made", 1)[0]
    return "\n".join([described, example_section(operation), programs_section(operation), MADE])


def pages(binary):
    """Every page of the reference that is made, by its path from the root."""
    made = {FOLDER / file: describe(binary, what) for what, file in WHOLE_PAGES.items()}
    model = json.loads(describe(binary, "model"))
    operations = [operation["name"] for operation in model["operations"]]
    for operation in operations:
        made[FOLDER / "operations" / f"{operation}.md"] = operation_page(binary, operation)
    return made


def differences(made):
    """Paths of pages that are missing, differ, or are there without being made."""
    there = {path.relative_to(ROOT) for path in (ROOT / FOLDER / "operations").glob("*.md")}
    stale = {path for path, text in made.items()
             if not (ROOT / path).exists() or (ROOT / path).read_text() != text}
    return sorted(stale | (there - set(made)))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", type=Path, required=True, help="kempelen, built from this tree")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 when a page differs")
    arguments = parser.parse_args()
    made = pages(arguments.binary)
    stale = differences(made)
    for path in stale:
        print(path)
        if arguments.check:
            continue
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        if path in made:
            (ROOT / path).write_text(made[path])
        else:
            (ROOT / path).unlink()
    return 1 if arguments.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
