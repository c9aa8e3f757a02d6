"""The column `always` of aws/services, checked against every answer that a botocore session gets.

Keywright takes an answer without these members for lost: an AWS that leaves one out in a true answer would stop it.
"""

import json
import subprocess
from pathlib import Path
from urllib.parse import unquote


def is_document(value):
    """A policy: botocore has decoded that of IAM already, the others are text, which IAM sends URL-encoded."""
    if isinstance(value, str):
        try:
            value = json.loads(value if value.lstrip().startswith("{") else unquote(value))
        except ValueError:
            return False
    return isinstance(value, dict) and "Statement" in value


FORMS = {
    "list": lambda value: isinstance(value, list),
    "text": lambda value: value is not None and value != "",
    "boolean": lambda value: isinstance(value, bool),
    "map": lambda value: isinstance(value, dict),
    "document": is_document,
}


def has(value, path, form):
    if not path:
        return FORMS[form](value)
    name, rest = path[0], path[1:]
    member = value.get(name.removesuffix("[]")) if isinstance(value, dict) else None
    if not name.endswith("[]"):
        return has(member, rest, form)
    return isinstance(member, list) and all(has(one, rest, form) for one in member)


class Always:
    def __init__(self, node, repository):
        command = [node, str(Path(__file__).parent / "always.ts")]
        done = subprocess.run(command, cwd=repository, check=True, capture_output=True, text=True)
        self.rows = json.loads(done.stdout)
        self.seen, self.lacks = set(), {}

    def watch(self, events):
        """`events` of a botocore session or client."""
        events.register("after-call", self._answered)

    def _answered(self, http_response, parsed, model, **_):
        operation = f"{model.service_model.service_name}:{model.name}"
        if http_response.status_code >= 300 or operation not in self.rows:
            return
        self.seen.add(operation)
        for path, form in self.rows[operation].items():
            # The CLI takes a stream out of the answer to write it to a file.
            if model.has_streaming_output and path == model.output_shape.serialization.get("payload"):
                continue
            if not has(parsed, path.split("."), form):
                self.lacks[f"{operation} {path}"] = sorted(parsed)

    def report(self, name, tally, explained=()):
        """`explained`: what an emulator leaves out although AWS documents it."""
        for operation in sorted(self.seen):
            lacks = {
                what: members
                for what, members in self.lacks.items()
                if what.startswith(f"{operation} ") and what not in explained
            }
            tally.check(f"{name}, {operation}: has what a true answer always has", not lacks, str(lacks))
