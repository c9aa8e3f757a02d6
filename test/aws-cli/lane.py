"""The aws CLI against `reconcile sandbox`: `lane.py ENDPOINT REPOSITORY NODE`. Ends with "N passed, N failed".

1. Every operation of the embedded AWS succeeds once; refusals have AWS's names (rows.py).
2. The CLI's own paging sees all of what small pages hold.
3. Each answer has what a true answer always has (../conformance/always.py).
"""

import base64
import contextlib
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import jmespath
from awscli.clidriver import create_clidriver
from botocore import xform_name

sys.path.append(str(Path(__file__).parent.parent / "conformance"))

from always import Always  # noqa: E402
from rows import OTHER, REGION, ROWS

HERE = Path(__file__).parent
FILE = "hello lane\n"


class Cli:
    """The aws CLI itself, called in this process: starting it anew takes longer than what it does."""

    def __init__(self, endpoint, always):
        self.drivers, self.always = {}, always
        # AWS_DATA_PATH is awscli's own: it says where its models are.
        for name in [name for name in os.environ if name.startswith("AWS_") and name != "AWS_DATA_PATH"]:
            del os.environ[name]
        os.environ.update(
            AWS_ENDPOINT_URL=endpoint,
            AWS_SECRET_ACCESS_KEY="sandbox",
            AWS_MAX_ATTEMPTS="1",
            AWS_CONFIG_FILE=os.devnull,
            AWS_SHARED_CREDENTIALS_FILE=os.devnull,
            AWS_EC2_METADATA_DISABLED="true",
        )

    def run(self, arguments, account, region, credentials=None):
        """(exit code, stdout, stderr)"""
        driver = self._driver(account, credentials)
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = driver.main([*arguments, "--output", "json", "--region", region])
        return code, out.getvalue(), err.getvalue()

    def _driver(self, account, credentials):
        """One for each caller: it keeps the models that it has read, and the credentials."""
        key = account if credentials is None else credentials["AccessKeyId"]
        if key not in self.drivers:
            given = credentials or {"SecretAccessKey": "sandbox", "SessionToken": None}
            self.drivers[key] = create_clidriver()
            self.always.watch(self.drivers[key].session)
            self.drivers[key].session.set_credentials(key, given["SecretAccessKey"], given["SessionToken"])
        return self.drivers[key]

    def json(self, *arguments, account=OTHER, region=REGION):
        code, out, err = self.run(arguments, account, region)
        if code != 0:
            raise AssertionError(f"aws {' '.join(arguments)}: {err.strip()}")
        return json.loads(out) if out.strip() else {}


class Tally:
    def __init__(self):
        self.passed = self.failed = 0

    def check(self, what, holds, why=""):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED  {what}{': ' if why else ''}{why}")


def filled(value, kept):
    if isinstance(value, dict):
        return {name: filled(one, kept) for name, one in value.items()}
    if isinstance(value, list):
        return [filled(one, kept) for one in value]
    if isinstance(value, str):
        return re.sub(r"\{(\w+)\}", lambda hole: kept[hole.group(1)], value)
    return value


def words(row, kept, folder):
    """The row as the words of a command line."""
    service, operation = row.operation.split(" ")
    line = [service, xform_name(operation, "-")]
    for name, value in filled(row.arguments, kept).items():
        flag = f"--{xform_name(name, '-')}"
        if value is True:
            line.append(flag)
        else:
            line += [flag, value if isinstance(value, str) else json.dumps(value)]
    # Operations whose answer is a stream are told where to put it.
    return [*line, str(folder / "out")] if row.outfile or operation == "GetObject" else line


def try_row(row, cli, kept, folder, tally):
    name = f"{row.operation}{' (' + row.why + ')' if row.why else ''}"
    line = words(row, kept, folder)
    code, out, err = cli.run(line, row.account, row.region, kept.get("session") if row.session else None)
    until = time.monotonic() + row.patience
    while "(KMSInvalidStateException)" in err and time.monotonic() < until:
        time.sleep(1)
        code, out, err = cli.run(line, row.account, row.region)
    if row.error:
        tally.check(f"{name}: {row.error}", code != 0 and f"({row.error})" in err, err.strip() or f"exit {code}: {out}")
        return
    tally.check(name, code == 0, err.strip())
    answer = json.loads(out) if out.strip() else {}
    for path, wanted in filled(row.shows, kept).items():
        seen = jmespath.search(path, answer)
        tally.check(f"{name} shows {path}", seen == wanted, f"{seen!r}, not {wanted!r}")
    kept.update({of: jmespath.search(path, answer) for of, path in row.keep.items()})
    if "secret" in row.keep:
        # The CLI shows bytes in base64 and takes them from a file.
        (folder / "secret").write_bytes(base64.b64decode(kept["secret"]))
        kept["secret"] = str(folder / "secret")
    if row.outfile:
        tally.check(f"{name} gives the object", (folder / "out").read_text() == FILE)


def try_rows(cli, tally):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "file").write_text(FILE)
        kept = {"file": str(folder / "file")}
        for row in ROWS:
            try:
                try_row(row, cli, kept, folder, tally)
            except Exception as error:  # noqa: BLE001 - one row must not hide the others
                tally.check(f"{row.operation} can be tried", False, repr(error))


def try_paging(cli, tally):
    """130 keys, and some of everything else that is listed, seen whole through pages of a few."""
    keys = [cli.json("kms", "create-key", "--tags", "TagKey=paged,TagValue=yes")["KeyMetadata"] for _ in range(130)]
    ids = sorted(key["KeyId"] for key in keys)
    first = ids[0]
    trust = '{"Version":"2012-10-17","Statement":[]}'
    cli.json("iam", "create-role", "--role-name", "paged", "--assume-role-policy-document", trust)
    grantee = ["--grantee-principal", f"arn:aws:iam::{OTHER}:role/paged", "--operations", "Encrypt"]
    for number in range(25):
        cli.json("kms", "create-alias", "--alias-name", f"alias/paged-{number:02}", "--target-key-id", first)
        cli.json("kms", "create-grant", "--key-id", first, "--name", f"grant-{number:02}", *grantee)
    tags = [{"TagKey": f"tag-{number:02}", "TagValue": ""} for number in range(25)]
    cli.json("kms", "tag-resource", "--key-id", first, "--tags", json.dumps(tags))
    cli.json("s3api", "create-bucket", "--bucket", "lane-paged")
    for number in range(25):
        cli.json("s3api", "put-object", "--bucket", "lane-paged", "--key", f"object-{number:02}")
    document = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:Encrypt","Resource":"*"}]}'
    for number in range(15):
        role = ["--role-name", "paged", "--policy-name", f"policy-{number:02}"]
        cli.json("iam", "put-role-policy", *role, "--policy-document", document)

    small = ["--page-size", "7"]
    listings = [
        ("130 keys", ids, "Keys[].KeyId", ["kms", "list-keys", *small]),
        ("130 keys, pages of the sandbox's own size", ids, "Keys[].KeyId", ["kms", "list-keys"]),
        ("25 aliases", 25, "Aliases[?starts_with(AliasName, 'alias/paged')]", ["kms", "list-aliases", *small]),
        ("25 grants", 25, "Grants", ["kms", "list-grants", "--key-id", first, *small]),
        ("26 tags", 26, "Tags", ["kms", "list-resource-tags", "--key-id", first, *small]),
        ("25 objects", 25, "Contents", ["s3api", "list-objects-v2", "--bucket", "lane-paged", *small]),
        ("15 policies of a role", 15, "PolicyNames", ["iam", "list-role-policies", "--role-name", "paged", *small]),
        (
            "130 tagged resources",
            sorted(key["Arn"] for key in keys),
            "ResourceTagMappingList[].ResourceARN",
            ["resourcegroupstaggingapi", "get-resources", "--tag-filters", "Key=paged,Values=yes", *small],
        ),
    ]
    for what, wanted, path, arguments in listings:
        found = jmespath.search(path, cli.json(*arguments)) or []
        seen = sorted(found) if isinstance(wanted, list) else len(found)
        tally.check(f"paging: {what}", seen == wanted, f"{len(found)} found")

    page = cli.json("kms", "list-keys", "--no-paginate", "--limit", "7")
    tally.check("paging: one page holds no more than asked", len(page["Keys"]) == 7 and page["Truncated"] is True)
    begun = cli.json("kms", "list-keys", "--max-items", "40", *small)
    rest = cli.json("kms", "list-keys", "--starting-token", begun["NextToken"], *small)
    both = sorted(key["KeyId"] for key in [*begun["Keys"], *rest["Keys"]])
    tally.check("paging: goes on from a token", len(begun["Keys"]) == 40 and both == ids, f"{len(both)} keys")
    code, _, err = cli.run(["kms", "list-keys", "--no-paginate", "--marker", "nonsense"], OTHER, REGION)
    tally.check("paging: a marker that is none", code != 0 and "(InvalidMarkerException)" in err, err.strip())


def nothing_left_out(node, repository, tally):
    """Each operation of the embedded AWS has a row that must succeed."""
    command = [node, str(HERE / "operations.ts")]
    listed = subprocess.run(command, cwd=repository, check=True, capture_output=True, text=True)
    operations = json.loads(listed.stdout)
    called = {row.operation for row in ROWS if not row.error}
    for operation in operations:
        tally.check(f"has a row of rows.py that succeeds: {operation}", operation in called)
    for operation in sorted(called - set(operations)):
        tally.check(f"is an operation of the sandbox: {operation}", False)
    return len(operations)


def main(endpoint, repository, node):
    tally, always = Tally(), Always(node, repository)
    cli = Cli(endpoint, always)
    environment = {**os.environ, "AWS_ACCESS_KEY_ID": OTHER, "AWS_DEFAULT_REGION": REGION}
    command = [sys.executable, "-m", "awscli", "sts", "get-caller-identity"]
    started = subprocess.run(command, capture_output=True, text=True, env=environment)
    tally.check("aws as a process of its own", started.returncode == 0 and OTHER in started.stdout, started.stderr)
    try_rows(cli, tally)
    try_paging(cli, tally)
    operations = nothing_left_out(node, repository, tally)
    always.report("the embedded AWS", tally)
    errors = sum(1 for row in ROWS if row.error)
    print(f"{operations} operations, {errors} refusals")
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 0 if tally.failed == 0 else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
