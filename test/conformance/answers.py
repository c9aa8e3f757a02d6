"""Answers as they are compared: without what differs from one run to the next."""

import datetime
import json
import re

from botocore.exceptions import ClientError

# What is as long as AWS's and made anew each time. The order matters: the longer first.
CHANGING = [
    (r"mrk-[0-9a-f]{32}", "<mrk id>"),
    (r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "<uuid>"),
    (r"\b[0-9a-f]{64}\b", "<64 hex>"),
    (r"\bA(ROA|SIA|KIA|IDA)[A-Z0-9]{16,17}\b", r"<A\1 id>"),
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)", "<time>"),
]


def plain(value, names):
    """`value` without what changes; `names` gives words for what is known, such as the id of the probe's key."""
    if isinstance(value, dict):
        return {plain(key, names): plain(one, names) for key, one in value.items() if key != "ResponseMetadata"}
    if isinstance(value, (list, tuple)):
        return [plain(one, names) for one in value]
    if isinstance(value, datetime.datetime):
        return "<time>"
    if isinstance(value, bytes):
        return "<bytes>"
    if not isinstance(value, str):
        return value
    for known in sorted(names, key=len, reverse=True):
        value = value.replace(known, names[known])
    for pattern, word in CHANGING:
        value = re.sub(pattern, word, value)
    return value


def error_name(error):
    """The name of AWS's error; an emulator that gives up has none."""
    status = error.response["ResponseMetadata"]["HTTPStatusCode"]
    code = error.response["Error"]["Code"]
    if status >= 500:
        return f"HTTP {status}"
    return "HTTP " + code if code.isdigit() else code


def answer_of(probe, trial):
    """What one AWS answers to a probe. A refusal that the probe does not ask for is an answer too."""
    try:
        answer = probe.ask(trial)
    except ClientError as error:
        answer = f"{error.operation_name} refused: {error_name(error)}"
    except Exception as error:  # noqa: BLE001 - an answer that boto3 cannot read, or that lacks a member
        answer = f"no answer that boto3 can read: {type(error).__name__} {str(error)[:120]}"
    return plain(answer, trial.names)


def document(text):
    """A policy, whatever its order and spelling of lists."""
    policy = json.loads(text) if isinstance(text, str) else text
    return {**policy, "Statement": [statement(one) for one in several(policy.get("Statement", []))]}


def statement(one):
    return {name: ordered(value) for name, value in sorted(one.items())}


def ordered(value):
    if isinstance(value, dict):
        return {name: ordered(one) for name, one in sorted(value.items())}
    values = sorted(several(value), key=str)
    return values[0] if len(values) == 1 else values


def several(value):
    return value if isinstance(value, list) else [value]


def differences(ours, theirs):
    """Lines "path: theirs instead of ours"; none if both say the same. A refusal of it all is one line."""
    if isinstance(theirs, str) and isinstance(ours, (dict, list)):
        return [f"{theirs} instead of an answer"]
    left, right = flat(ours), flat(theirs)
    return [
        f"{path}{right.get(path, 'nothing')} instead of {left.get(path, 'nothing')}"
        for path in sorted({*left, *right})
        if left.get(path) != right.get(path)
    ]


def flat(value, path=""):
    """{path: text}, lists by position; what is empty is shown as such."""
    if isinstance(value, dict) and value:
        return {name: text for key, one in value.items() for name, text in flat(one, f"{path}/{key}").items()}
    if isinstance(value, list) and value:
        return {name: text for at, one in enumerate(value) for name, text in flat(one, f"{path}/{at}").items()}
    return {f"{path}: " if path else "": value if isinstance(value, str) else json.dumps(value)}
