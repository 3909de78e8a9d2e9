#!/usr/bin/env python3
"""Compares our description of the Requester API with the service model of the installed botocore.

    describe_model requester-json requester-api.json
    check_model.py --description requester-api.json

Nothing of the model is copied into the tree; it is read where it is installed. Prints every difference in
names, kinds, requiredness, limits, patterns and enumerations, both ways, and exits with 1; with 77 when
botocore is not installed.
"""

import argparse
import json
import sys

SKIPPED = 77

# (shape, member, attribute): why ours differs on purpose.
DELIBERATE = {
    ("CreateWorkerBlockRequest", "Reason", "required"): "documented as optional; only SDKs insist",
}

# (shape, member): values of its enumeration that are ours alone (COMPATIBILITY.md, "Only here").
OUR_VALUES = {
    ("NotificationSpecification", "Transport"): ["Webhook"],
}

KINDS = {
    "string": "String",
    "integer": "Integer",
    "long": "Long",
    "boolean": "Boolean",
    "timestamp": "Timestamp",
    "structure": "Structure",
}


def load_published():
    try:
        import botocore.loaders
    except ImportError:
        print("botocore is not installed: nothing to compare with")
        sys.exit(SKIPPED)
    return botocore.loaders.Loader().load_service_model("mturk", "service-2", "2017-01-17")


def published_member(model, structure, name):
    """One member of a structure as a flat dictionary, in our terms."""
    shape_name = structure["members"][name]["shape"]
    shape = model["shapes"][shape_name]
    is_list = shape["type"] == "list"
    if is_list:
        shape_name = shape["member"]["shape"]
        list_limits = {key: shape[key] for key in ("min", "max") if key in shape}
        shape = model["shapes"][shape_name]
    else:
        list_limits = {}
    kind = KINDS[shape["type"]]
    if "enum" in shape:
        kind = "Enum"
    if shape_name == "CurrencyAmount":
        kind = "Money"
    text = shape["type"] == "string"
    return {
        "kind": kind,
        "list": is_list,
        "list limits": list_limits,
        "required": name in structure.get("required", []),
        "shape": shape_name if kind == "Structure" else None,
        "minLength": shape.get("min") if text else None,
        "maxLength": shape.get("max") if text else None,
        "min": shape.get("min") if not text else None,
        "max": shape.get("max") if not text else None,
        "pattern": shape.get("pattern"),
        "enum": shape.get("enum"),
    }


def our_member(member):
    limits = member["model"]
    return {
        "kind": member["kind"],
        "list": member["list"],
        "list limits": {},
        "required": member["required"],
        "shape": member.get("shape"),
        **{key: limits.get(key) for key in ("minLength", "maxLength", "min", "max", "pattern", "enum")},
    }


def reachable(model):
    """Names of the structures that operations use; the two errors are in our error table instead."""
    names = set()

    def visit(name):
        shape = model["shapes"][name]
        if shape["type"] == "list":
            visit(shape["member"]["shape"])
        elif shape["type"] == "structure" and name not in names:
            names.add(name)
            for member in shape["members"].values():
                visit(member["shape"])

    for operation in model["operations"].values():
        visit(operation["input"]["shape"])
        visit(operation["output"]["shape"])
    return names


def compare_names(what, published, ours):
    for name in sorted(published - ours):
        yield None, f"{what} {name} is in the published model only"
    for name in sorted(ours - published):
        yield None, f"{what} {name} is in our description only"


def compare_operations(model, ours):
    yield from compare_names("operation", set(model["operations"]), set(ours))
    for name in sorted(set(model["operations"]) & set(ours)):
        published = model["operations"][name]
        for key in ("input", "output"):
            if published[key]["shape"] != ours[name][key]:
                yield None, f"{name}: {key} is {published[key]['shape']}, ours {ours[name][key]}"
        idempotent = published.get("idempotent", False)
        if idempotent != (ours[name]["repeat"] == "Safe"):
            yield None, f"{name}: idempotent is {idempotent}, ours repeats {ours[name]['repeat']}"


def compare_shape(model, name, ours):
    structure = model["shapes"][name]
    ours = {member["name"]: our_member(member) for member in ours["members"]}
    yield from compare_names(f"member {name}.", set(structure["members"]), set(ours))
    for member in structure["members"]:
        if member not in ours:
            continue
        published = published_member(model, structure, member)
        for value in OUR_VALUES.get((name, member), []):
            if value in (ours[member]["enum"] or []):
                ours[member]["enum"] = [one for one in ours[member]["enum"] if one != value]
            else:
                yield None, f"{name}.{member}: our own value {value} is gone; take it from the table"
        for attribute, value in published.items():
            if value != ours[member][attribute]:
                difference = f"{name}.{member}: {attribute} is {value!r}, ours {ours[member][attribute]!r}"
                yield (name, member, attribute), difference


def differences(model, description):
    our_operations = {operation["name"]: operation for operation in description["operations"]}
    our_shapes = {shape["name"]: shape for shape in description["shapes"]}
    published_shapes = reachable(model)
    yield from compare_operations(model, our_operations)
    yield from compare_names("structure", published_shapes, set(our_shapes))
    for name in sorted(published_shapes & set(our_shapes)):
        yield from compare_shape(model, name, our_shapes[name])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--description", required=True, help="JSON written by describe_model requester-json")
    with open(parser.parse_args().description, encoding="utf-8") as file:
        description = json.load(file)
    model = load_published()
    unused = dict(DELIBERATE)
    wrong = 0
    for key, text in differences(model, description):
        if key in DELIBERATE:
            print(f"deliberate: {text} ({DELIBERATE[key]})")
            unused.pop(key, None)
        else:
            print(text)
            wrong += 1
    for key in unused:
        print(f"no longer a difference, take it from the table: {key}")
        wrong += 1
    operations, shapes = description["operations"], description["shapes"]
    members = sum(len(shape["members"]) for shape in shapes)
    print(f"{len(operations)} operations, {len(shapes)} structures, {members} members: {wrong} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
