"""Keywright against moto, judged by boto3: `lane.py ENDPOINT REPOSITORY NODE`. Ends with "N passed, N failed".

1. The real command line applies two accounts and two Regions; boto3 reads every field back.
2. A second run has nothing to do.
3. boto3 changes every field that moto stores; the plan names each change, an apply puts all right, and what is
   not Keywright's stays.
4. Each answer of moto has what a true answer always has (../conformance/always.py).
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent / "conformance"))

from always import Always  # noqa: E402
from aws import Aws  # noqa: E402
from drifts import ROWS, Hand
from estate import Estate
from fields import document, flat
from readers import READERS
from skips import BEHAVIOUR, DEVIATIONS, FIXED, PATHS

import kinds  # noqa: F401 - they fill these tables

HERE = Path(__file__).parent
DEFAULT_VERSION = "2012-10-17"
TRUST = {
    "Version": DEFAULT_VERSION,
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}
OF_OTHERS = {
    "Version": DEFAULT_VERSION,
    "Statement": [
        {
            "Sid": "LogDelivery",
            "Effect": "Allow",
            "Principal": {"Service": "logging.s3.amazonaws.com"},
            "Action": "s3:PutObject",
            "Resource": "arn:aws:s3:::keywright-lane-foreign/logs/*",
        }
    ],
}


class Tally:
    def __init__(self):
        self.passed = self.failed = self.fields = 0
        self.compared = set()

    def check(self, what, holds, why=""):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED  {what}{': ' if why else ''}{why}")
        return holds

    def same(self, estate, resource, when):
        """Every field of a manifest is what boto3 reads; a policy is exactly that."""
        wanted_by, live_by = READERS[resource.kind]
        wanted = wanted_by(estate, resource)
        try:
            live = live_by(estate, resource)
        except Exception as error:  # noqa: BLE001 - whatever boto3 says is the finding
            return self.check(f"{when}: {resource.address} can be read", False, str(error))
        seen = flat(live)
        for path, value in flat(wanted).items():
            self.fields += 1
            self.compared.add(f"{resource.kind} {path}")
            if path == "/aliases":
                shown = sorted(set(value) & set(seen.get(path) or []))
            else:
                shown = seen.get(path, "nothing")
            self.check(f"{when}: {resource.address} {path}", shown == value, f"wanted {value!r}, boto3 reads {shown!r}")
        for name in ("policy", "document"):
            self._nothing_more(resource, name, wanted, live, when)
        return True

    def _nothing_more(self, resource, name, wanted, live, when):
        if not isinstance(wanted.get(name), dict) or wanted.get("ownership") == "statements":
            return
        extra = sorted(set(flat(live.get(name) or {})) - set(flat(wanted[name])))
        self.check(f"{when}: {resource.address} /{name} holds nothing else", not extra, ", ".join(extra))


class Keywright:
    """The real command line: at first as a user runs it, then on a quick clock (quick.ts)."""

    program = "bin/reconcile.js"

    def __init__(self, endpoint, repository, node, state, mark):
        self.repository, self.node, self.state, self.mark = repository, node, state, mark
        self.common = ["--endpoint", endpoint, "--state-dir", state, str(HERE / "estate")]
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("AWS_")},
            "AWS_ACCESS_KEY_ID": "testing",
            "AWS_SECRET_ACCESS_KEY": "testing",
            "AWS_REGION": "us-east-1",
            "NO_COLOR": "1",
            "LANE_CLOCK_START": str(int(time.time() * 1000)),
        }

    def hurry(self):
        self.program = str(HERE / "quick.ts")

    def _run(self, *arguments):
        command = [self.node, self.program, *arguments, *self.common]
        started = time.monotonic()
        ended = subprocess.run(
            command, cwd=self.repository, env=self.environment, capture_output=True, text=True, timeout=300
        )
        took = time.monotonic() - started
        print(f"        {arguments[0]} ended with {ended.returncode} after {took:.0f} s")
        return ended

    def apply(self):
        return self._run("apply", "--yes", "--approve=disable,delete,widen,repair,loosen")

    def plan(self):
        return self._run("apply", "--dry-run")

    def changes(self):
        """(exit code, {address: paths that a plan shows})."""
        ended = self._run("apply", "--dry-run", "-o", "json")
        plan = json.loads(ended.stdout) if ended.stdout.startswith("{") else {"sections": [], "error": ended.stderr}
        shown = {one["address"]: [line["path"] for line in one["lines"]] for one in plan["sections"]}
        return ended.returncode, shown, plan

    def age(self):
        subprocess.run([self.node, str(HERE / "age.ts"), self.state, self.mark], check=True, env=self.environment)


def tail(ended):
    return f"exit {ended.returncode}\n{(ended.stdout + ended.stderr)[-3000:]}"


def prepare(estate):
    """What the manifests take for granted: roles, and buckets that are not Keywright's."""
    aws = estate.aws
    for account in ("111122223333", "444455556666"):
        iam = aws.client("iam", account, "us-east-1")
        for role in ("app", "batch", "key-admin"):
            iam.create_role(RoleName=role, AssumeRolePolicyDocument=json.dumps(TRUST))
    aws.make_bucket("keywright-lane-foreign", "111122223333", "us-east-1", policy=json.dumps(OF_OTHERS))
    aws.make_bucket("keywright-lane-archive", "444455556666", "eu-central-1")
    aws.make_bucket("keywright-lane-logs", "111122223333", "us-east-1")
    aws.make_bucket("keywright-lane-plain", "111122223333", "eu-central-1")
    for resource in estate.resources.values():
        if resource.kind == "Bucket":
            aws.make_bucket(estate.bucket(resource), resource.account, resource.region)


def rounds(rows):
    """The rows in as few rounds as possible, no two of one round at one thing."""
    made = []
    for row in rows:
        for one in made:
            if all(row.thing != other.thing for other in one):
                one.append(row)
                break
        else:
            made.append([row])
    return made


def compare_all(estate, tally, when):
    for resource in estate.resources.values():
        tally.same(estate, resource, when)


def nothing_to_do(keywright, tally, when):
    ended = keywright.plan()
    quiet = ended.returncode == 0 and "No changes" in ended.stdout
    tally.check(f"{when}: No changes", quiet, tail(ended))


def try_round(number, rows, estate, keywright, tally):
    when = f"drift, round {number}"
    keywright.age()
    done = []
    for row in rows:
        try:
            row.make(Hand(estate, row.address))
            done.append(row)
        except Exception as error:  # noqa: BLE001 - moto refused or broke: a row of skips.py is missing
            tally.check(f"{when}: boto3 can do it: {row.covers} ({row.why})", False, str(error))
    code, shown, plan = keywright.changes()
    tally.check(f"{when}: the plan ends with 2", code == 2, f"exit {code} {plan.get('error', '')}")
    for row in done:
        paths = shown.get(row.address)
        named = paths is not None and (row.path == "" or any(path.startswith(row.path) for path in paths))
        tally.check(f"{when}: found: {row.address} {row.path} ({row.why})", named, f"the plan shows {paths}")
    ended = keywright.apply()
    tally.check(f"{when}: put right", ended.returncode == 0, tail(ended))
    compare_all(estate, tally, f"after {when}")
    nothing_to_do(keywright, tally, f"after {when}")


def what_is_not_ours(estate, tally, when):
    """Tags, statements and grants of others are where they were."""
    if "BucketPolicy/foreign" in estate.resources:
        policy = READERS["BucketPolicy"][1](estate, estate["BucketPolicy/foreign"])["document"]
        theirs = document(OF_OTHERS)["Statement"]["LogDelivery"]
        tally.check(f"{when}: the statement of others", policy["Statement"].get("LogDelivery") == theirs)
    tags = READERS["Key"][1](estate, estate["Key/data"])["tags"]
    tally.check(f"{when}: the tag of others", tags.get("theirs") == "kept")


def covered(paths, field):
    """A path of a schema is covered by itself, what is below it, or what it is below (a policy, tags)."""
    return any(one == field or one.startswith(f"{field}/") for one in paths)


def nothing_left_out(node, repository, tally):
    """Every managed path is read back and changed by hand, or in a table with its reason."""
    command = [node, str(HERE / "paths.ts")]
    listed = subprocess.run(command, cwd=repository, check=True, capture_output=True, text=True)
    managed = json.loads(listed.stdout)
    for field in managed:
        kind = field.split(" ")[0]
        skipped = field in PATHS or f"{kind} /" in PATHS
        tally.check(f"compared or skipped: {field}", covered(tally.compared, field) != skipped)
        drifted = any(row.covers == field for row in ROWS)
        tally.check(f"changed by hand, fixed or skipped: {field}", drifted != (skipped or field in FIXED))
    for field in [*PATHS, *FIXED]:
        known = field in managed or any(one.startswith(field) for one in managed)
        tally.check(f"skips.py names a path that exists: {field}", known)


def skips_still_hold(aws, tally):
    """moto may have learnt what a row of skips.py says it cannot."""
    for field, holds in DEVIATIONS.items():
        tally.check(f"skips.py has a row for {field}", field in PATHS or field in BEHAVIOUR)
        tally.check(f"moto still deviates: {field}", holds(aws), "it does as AWS does: take the row out, try it")
    untried = [field for field in PATHS if field not in DEVIATIONS and field != "Key /grants"]
    tally.check("every skipped path is tried", not untried, ", ".join(untried))


def main(endpoint, repository, node):
    tally = Tally()
    always = Always(node, repository)
    estate = Estate(HERE / "estate", Aws(endpoint, always))
    prepare(estate)
    with tempfile.TemporaryDirectory() as state:
        keywright = Keywright(endpoint, repository, node, state, estate.stack)
        keywright.age()
        ended = keywright.apply()
        if not tally.check("the first run ends with 0", ended.returncode == 0, tail(ended)):
            print(f"{tally.passed} passed, {tally.failed} failed")
            return 1
        compare_all(estate, tally, "created")
        nothing_to_do(keywright, tally, "the second run")
        again = keywright.apply()
        empty = again.returncode == 0 and "No changes" in again.stdout
        tally.check("applied once more: No changes", empty, tail(again))
        data = estate["Key/data"]
        estate.aws.of("kms", data).tag_resource(
            KeyId=estate.key("Key/data")["keyId"], Tags=[{"TagKey": "theirs", "TagValue": "kept"}]
        )
        nothing_to_do(keywright, tally, "a tag of others")
        keywright.hurry()
        for number, rows in enumerate(rounds(ROWS), start=1):
            try_round(number, rows, estate, keywright, tally)
        what_is_not_ours(estate, tally, "at the end")
    skips_still_hold(estate.aws, tally)
    always.report("moto", tally)
    nothing_left_out(node, repository, tally)
    print(f"{len(estate.resources)} resources, {tally.fields} fields compared, {len(ROWS)} kinds of drift")
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 0 if tally.failed == 0 else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
