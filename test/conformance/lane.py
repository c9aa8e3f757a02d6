"""Every operation of the embedded AWS, asked by boto3 of it and of AWSs that others wrote, and compared.

`lane.py REPOSITORY NODE [--update] NAME=ENDPOINT…`, the embedded AWS first. Ends with "N passed, N failed".

1. Each probe gets the same answer, or the difference is a row of tables/ with the AWS document that decides.
2. Each row matches a difference that is seen; each operation of the embedded AWS has a probe of its own.
3. docs/conformance.md says so.
4. Each answer has what aws/services says that a true answer always has (always.py).
"""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from always import Always
from answers import answer_of, differences
from page import PAGE, page
from probe import PROBES
from tables import TABLES
from trial import Aws, Trial

HERE = Path(__file__).parent
SANDBOX = "the embedded AWS"


class Tally:
    def __init__(self):
        self.passed = self.failed = 0

    def check(self, what, holds, why=""):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED  {what}{': ' if why else ''}{why}")
        return holds


# What an emulator leaves out of an answer although AWS documents it.
LEAVES_OUT = {
    # S3 answers TRUE or FALSE here (API Reference, PolicyStatus); ministack 1.5.33 sends an empty element.
    "ministack": {"s3:GetBucketPolicyStatus PolicyStatus.IsPublic"},
}

def asked(aws):
    """{probe: answer} of one AWS. The probes are asked one after the other, in accounts of their own."""
    return {name: answer_of(probe, Trial(aws, number)) for number, (name, probe) in enumerate(PROBES.items())}


def row_for(table, name, lines):
    """The row to add, for whoever mends this lane: the verdict and the reason are theirs to find."""
    said = "".join(f"    {json.dumps(line, ensure_ascii=False)},\n" for line in lines)
    return f"\n{table.emulator}.wrong(\n    {json.dumps(name, ensure_ascii=False)},\n    \"\",\n{said})"


def compare(table, ours, theirs, tally):
    """What this emulator answers otherwise, each explained."""
    for name in PROBES:
        lines = differences(ours[name], theirs[name])
        row = table.rows.get(name)
        what = f"{table.emulator}, {name}"
        if row is None:
            tally.check(f"{what}: the same, or explained", not lines, row_for(table, name, lines))
        elif not lines:
            tally.check(f"{what}: still differs", False, "it answers as the embedded AWS now: take the row out")
        elif tally.check(f"{what}: as explained", set(lines) == set(row.lines), row_for(table, name, lines)):
            tally.check(f"{what}: says why and by which document", bool(row.because and row.document))
    for name in table.rows:
        if name not in PROBES:
            tally.check(f"{table.emulator}, {name}: is a probe", False)


def operations_of(node, repository):
    command = [node, str(HERE.parent / "aws-cli" / "operations.ts")]
    return json.loads(subprocess.run(command, cwd=repository, check=True, capture_output=True, text=True).stdout)


def nothing_left_out(operations, tally):
    """Each operation of the embedded AWS is what some probe asks for before all."""
    judged = {probe.operation for probe in PROBES.values()}
    for operation in operations:
        tally.check(f"has a probe: {operation}", operation in judged)
    named = {operation for probe in PROBES.values() for operation in probe.operations}
    for operation in sorted(named - set(operations)):
        tally.check(f"is an operation of the embedded AWS: {operation}", False)


def answers_hold(ours, tally):
    """An answer of the embedded AWS that nobody could read would be compared with nothing."""
    for name, answer in ours.items():
        broken = isinstance(answer, str) and answer.startswith("no answer that boto3 can read")
        tally.check(f"{SANDBOX} answers: {name}", not broken, str(answer))


def page_holds(repository, text, update, tally):
    path = Path(repository) / PAGE
    if update:
        path.write_text(text)
    held = path.read_text() if path.exists() else ""
    tally.check(f"{PAGE} is what this lane would write", held == text, "run scripts/lanes/conformance.sh --update")


def main(repository, node, *rest):
    for name in [name for name in os.environ if name.startswith("AWS_") and name != "AWS_DATA_PATH"]:
        del os.environ[name]
    os.environ.update(AWS_CONFIG_FILE=os.devnull, AWS_SHARED_CREDENTIALS_FILE=os.devnull, AWS_EC2_METADATA_DISABLED="true")
    places = dict(one.split("=", 1) for one in rest if "=" in one)
    every = [
        Aws(name, endpoint, Always(node, repository), roles=name == "moto") for name, endpoint in places.items()
    ]
    tally, operations = Tally(), operations_of(node, repository)
    with ThreadPoolExecutor(len(every)) as pool:
        [ours, *others] = pool.map(asked, every)
    answers = dict(zip(places, [ours, *others]))
    answers_hold(ours, tally)
    for aws in every:
        aws.always.report(aws.name, tally, LEAVES_OUT.get(aws.name, ()))
    for aws, theirs in zip(every[1:], others):
        compare(TABLES[aws.name], ours, theirs, tally)
    nothing_left_out(operations, tally)
    page_holds(repository, page(operations, answers), "--update" in rest, tally)
    explained = sum(len(table.rows) for table in TABLES.values())
    names = " and ".join(aws.name for aws in every[1:])
    print(f"{len(PROBES)} probes over {len(operations)} operations compared with {names}, {explained} differences explained")
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 0 if tally.failed == 0 else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
