#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks scenario files against the JSON schema, as an editor would. Needs PyYAML and jsonschema.

    scripts/check-scenarios.py Scenarios/*.yaml
"""
import json
import pathlib
import re
import sys

import jsonschema
import yaml


class Core(yaml.SafeLoader):
    """YAML 1.2's core schema, which editors use: no dates, no sexagesimal numbers, yes and no are words."""


Core.yaml_implicit_resolvers = {}
for tag, pattern, first in [
    ("tag:yaml.org,2002:bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("tag:yaml.org,2002:int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("tag:yaml.org,2002:float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
]:
    Core.add_implicit_resolver(tag, re.compile(pattern), list(first))


def as_json(value):
    """Keys of a JSON object are text."""
    if isinstance(value, dict):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value


root = pathlib.Path(__file__).resolve().parent.parent
schema = json.loads((root / "Scenarios/scenario.schema.json").read_text(encoding="utf-8"))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
wrong = 0
for path in sys.argv[1:]:
    text = pathlib.Path(path).read_text(encoding="utf-8")
    for loader in (Core, yaml.BaseLoader):
        for error in validator.iter_errors(as_json(yaml.load(text, Loader=loader))):
            place = "/".join(str(part) for part in error.absolute_path)
            print(f"{path}: {place}: {error.message}")
            wrong += 1
print(f"{len(sys.argv) - 1} files, {wrong} mistakes")
sys.exit(1 if wrong else 0)
