"""Checks a sample in C++ or C# by name, for machines that have not got its SDK.

The SDKs are generated from AWS's service models, and boto3 carries the same models: each operation, member
and enumerator that a sample names must be in them. Types, overloads and everything else stay unchecked.

    python3 names.py listen     in the folder of a sample: reads listen.*; ends with 1 when a name is wrong
"""

import pathlib
import re
import sys

import botocore.loaders

# What the core of the SDK for C++ gets: of outcomes and errors, of JSON and XML.
CORE = set("ResultWithOwnership Error ExceptionName Message Array Length String RootElement Text".split())
MODEL_HEADER = re.compile(r"#include <aws/(mturk-requester|sqs)/model/(\w+)\.h>")
TEXT = re.compile(r'(\$?"(?:[^"\\\n]|\\.)*")|//[^\n]*')


class Models:
    """The services that the samples call."""

    def __init__(self):
        loader = botocore.loaders.Loader()
        models = [loader.load_service_model(name, "service-2") for name in ("mturk", "sqs")]
        self.shapes = {name: shape for model in models for name, shape in model["shapes"].items()}
        self.operations = {name: o for model in models for name, o in model["operations"].items()}
        self.members = {m for shape in self.shapes.values() for m in shape.get("members", ())}

    def structure(self, written):
        """The structure that an SDK calls so: of an operation, or one of the model's own."""
        for suffix, part in (("Request", "input"), ("Result", "output"), ("Response", "output")):
            operation = self.operations.get(written.removesuffix(suffix))
            if written.endswith(suffix) and operation is not None:
                return self.shapes[operation[part]["shape"]] if part in operation else {"members": {}}
        shape = self.shapes.get(written, {})
        return shape if shape.get("type") == "structure" else None

    def enumerators(self, written):
        return self.shapes.get(written, {}).get("enum")

    def element(self, structure, member):
        """What stands in the braces of a member: its structure, or its list's."""
        shape = self.shapes[structure["members"][member]["shape"]]
        return self.shapes[shape["member"]["shape"]] if shape["type"] == "list" else shape


def code(text):
    """Without comments and what strings say."""
    return TEXT.sub(lambda found: '""' if found[1] else "", text)


def closing(text, at):
    """Where the bracket ends that opens at `at`."""
    depth = 0
    for here in range(at, len(text)):
        depth += (text[here] in "([{") - (text[here] in ")]}")
        if depth == 0:
            return here
    return len(text)


def chains(text, models):
    """`CreateHITRequest().WithTitle(…).AddQualificationRequirements(…)`: each link is a member."""
    for head in re.finditer(r"\b(?:(\w+Request)\(\)|([A-Z]\w+)\(\)(?=\s*\.(?:With|Add|Set)))", text):
        written = head[1] or head[2]
        structure, at = models.structure(written), head.end()
        if structure is None:
            yield f"the SDK has no {written}"
            continue
        while link := re.compile(r"\s*\.(?:With|Add|Set)(\w+)(?=\()").match(text, at):
            if link[1] not in structure["members"]:
                yield f"{written} has no {link[1]}"
            at = closing(text, link.end()) + 1


def in_cpp(text, models):
    for folder, header in MODEL_HEADER.findall(text):
        if models.structure(header) is None and models.enumerators(header) is None:
            yield f"{folder} has no {header}.h"
    text = code(text)
    for called in re.findall(r"\b(?:mturk|sqs)\.(\w+)\(", text):
        if called not in models.operations:
            yield f"there is no operation {called}"
    for verb, name in re.findall(r"\.(Get|Set|With|Add)(\w+)\(", text):
        if name not in models.members | CORE and verb + name not in models.operations:
            yield f"nothing has a {verb}{name}"
    yield from chains(text, models)
    yield from enumerations(text, "::", models)


def outermost(text, at, end):
    """Where braces open between the two, but for those within braces."""
    while at < end:
        if text[at] == "{":
            yield at
            at = closing(text, at)
        at += 1


def initializer(text, at, structure, written, models):
    """`{ Title = …, QualificationRequirements = [new() { … }] }`, whose brace opens at `at`."""
    end, at = closing(text, at), at + 1
    while name := re.compile(r"[\s,]*(\w+)\s*=(?!=)").match(text, at, end):
        start = at = name.end()
        while at < end and text[at] != ",":
            at = closing(text, at) + 1 if text[at] in "([{" else at + 1
        if name[1] not in structure.get("members", ()):
            yield f"{written} has no {name[1]}"
            continue
        for brace in outermost(text, start, at):
            yield from initializer(text, brace, models.element(structure, name[1]), name[1], models)


def in_csharp(text, models):
    text = code(text)
    for called in re.findall(r"\bmturk\.(?:Paginators\.)?(\w+?)(?:Async)?\(", text):
        if called not in models.operations:
            yield f"there is no operation {called}"
    for made in re.finditer(r"\bnew (\w+)\b\s*(\{)?", text):
        structure = models.structure(made[1])
        if structure is None:
            if made[1].endswith("Request"):
                yield f"the SDK has no {made[1]}"
        elif made[2]:
            yield from initializer(text, made.start(2), structure, made[1], models)
    for made in re.finditer(r"List<(\w+)> \w+ =\s*\[", text):
        structure = models.structure(made[1])
        for brace in outermost(text, made.end(), closing(text, made.end() - 1)) if structure else ():
            yield from initializer(text, brace, structure, made[1], models)
    yield from enumerations(text, ".", models)


def enumerations(text, dot, models):
    pair = rf"(?<![\w.])([A-Z]\w+){re.escape(dot)}(?=([A-Z]\w+)\b(?!\())"
    for enum, value in re.findall(pair, text):
        known = models.enumerators(enum)
        if known is not None and value not in known:
            yield f"{enum} has no {value}"


def main(stem):
    files = [file for suffix in (".cc", ".h", ".cs") if (file := pathlib.Path(stem + suffix)).exists()]
    if not files:
        return f"there is no sample {stem} here"
    models = Models()
    wrong = [
        f"{file}: {problem}"
        for file in files
        for problem in (in_csharp if file.suffix == ".cs" else in_cpp)(file.read_text(), models)
    ]
    return "\n".join(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]) or 0)
