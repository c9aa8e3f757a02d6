"""docs/conformance.md, written from the probes and the tables: what is compared, and who is right where answers differ."""

from answers import flat
from explanations import LACKS, OPEN, RIGHT, WRONG
from probe import PROBES
from tables import TABLES

PAGE = "docs/conformance.md"
SERVICES = {
    "kms": "KMS",
    "s3api": "S3",
    "sts": "STS",
    "resourcegroupstaggingapi": "Resource Groups Tagging API",
    "iam": "IAM",
    "cloudtrail": "CloudTrail",
}

HEAD = """\
# Conformance

<!-- Written by scripts/lanes/conformance.sh --update from test/conformance/. -->

Keywright's tests run on an embedded AWS (`--sandbox`). Alone, this proves little. So
one script of boto3 calls, the SDK for Python, compares the embedded AWS with two independent emulators:
[moto](https://github.com/getmoto/moto) and [ministack](https://github.com/ministackorg/ministack), which share no code.
Each question is a _probe_, made from one page of the AWS documentation. If an emulator answers differently, a row says who
is right, according to that page. If the embedded AWS is wrong, it is fixed.

The lane (`scripts/lanes/conformance.sh`, in every run of CI) fails for a difference without a row, a row that no longer
matches its difference exactly, an operation without a probe, and an outdated page.

**What this proves.** The probes cover all {operations} operations and their refusals, by AWS's error names. For {agreed} of
the {probes} probes, at least one emulator gives exactly the same answer as the embedded AWS; for {both}, both do. In most
others, they agree except where an emulator does not check.

**What it does not prove.** This is not AWS, but three interpretations of its documentation. Nobody notices a mistake that all
three share. Both emulators accept most requests that AWS refuses. If neither gives the whole answer ({alone} probes), only
the documentation supports the embedded AWS. The comparison excludes lag, throttling, delivery and undocumented behaviour.
All three allow everything to a principal without a policy; AWS would not.
"""

VERDICTS = {WRONG: "wrong", LACKS: "not held", OPEN: "open", RIGHT: "right, the embedded AWS is simpler"}
TOLD = {
    WRONG: "is wrong",
    LACKS: "does not hold it",
    OPEN: "may be right too",
    RIGHT: "is right, and the embedded AWS knowingly simpler",
}
COUNTED = {
    WRONG: "answers otherwise, wrongly by AWS's documents",
    LACKS: "does not hold it",
    OPEN: "answers otherwise, AWS's documents leave it open",
    RIGHT: "answers as AWS does, the embedded AWS is knowingly simpler",
}


def page(operations, answers):
    """The page. `answers`: {name of an AWS: {probe: answer}}, the embedded AWS first."""
    return "\n".join([head(operations), counts(answers), overview(operations), details(operations)])


def rows_of(name):
    """{emulator: row} of a probe."""
    return {emulator: table.rows[name] for emulator, table in TABLES.items() if name in table.rows}


def head(operations):
    differing = [len(rows_of(name)) for name in PROBES]
    return HEAD.format(
        agreed=sum(1 for number in differing if number < len(TABLES)),
        both=differing.count(0),
        probes=len(PROBES),
        operations=len(operations),
        alone=differing.count(len(TABLES)),
    )


def counts(answers):
    lines = [[f"of {len(PROBES)} probes", *TABLES]]
    lines.append(["the whole answer is the same", *[str(len(PROBES) - len(table.rows)) for table in TABLES.values()]])
    for verdict, text in COUNTED.items():
        lines.append([text, *[str(count(table.rows.values(), verdict)) for table in TABLES.values()]])
    [ours, *others] = answers.values()
    values = {(name, path): value for name, answer in ours.items() for path, value in flat(answer).items()}
    same = [str(equal(values, theirs)) for theirs in others]
    lines.append([f"of the {len(values)} single values in these answers, the same", *same])
    return f"## In numbers\n\n{aligned(lines)}"


def equal(values, theirs):
    flattened = {name: flat(answer) for name, answer in theirs.items()}
    return sum(1 for (name, path), value in values.items() if flattened[name].get(path) == value)


def count(rows, verdict):
    return sum(1 for row in rows if row.verdict == verdict)


def judging(operation):
    return [name for name, probe in PROBES.items() if operation in probe.operations]


def overview(operations):
    lines = [["operation", "probes", *TABLES]]
    for operation in operations:
        names = judging(operation)
        cells = [cell(names, table) for table in TABLES.values()]
        lines.append([shown(operation), str(len(names)), *cells])
    return f"## By operation\n\nThe reasons are below, by the same names.\n\n{aligned(lines)}"


def shown(operation):
    service, name = operation.split(" ")
    return f"{SERVICES[service]} {name}"


def cell(names, table):
    rows = [table.rows[name] for name in names if name in table.rows]
    if not rows:
        return "agrees"
    if all(row.verdict == LACKS for row in rows) and len(rows) == len(names):
        return "not held"
    said = [f"{count(rows, verdict)} {word}" for verdict, word in VERDICTS.items() if count(rows, verdict)]
    agreeing = len(names) - len(rows)
    return ", ".join([*([f"{agreeing} agree"] if agreeing else []), *said])


def details(operations):
    parts = ["## Where the answers differ\n"]
    parts.append(
        "Each probe with the document that decides; what an emulator answers is shown by one example,\n"
        "`theirs instead of the embedded AWS's`. All of it is in `test/conformance/tables/`.\n"
    )
    for operation in operations:
        names = [name for name, probe in PROBES.items() if probe.operation == operation and rows_of(name)]
        if names:
            parts.append(f"### {shown(operation)}\n")
            parts.append("\n".join(line for name in names for line in told(name)) + "\n")
    return "\n".join(parts)


def told(name):
    lines = [f"- {name.split(': ', 1)[1]}. By: {PROBES[name].by}."]
    for emulator, row in rows_of(name).items():
        example = row.lines[0].removeprefix("/")
        more = f" (and {len(row.lines) - 1} more)" if len(row.lines) > 1 else ""
        decided = "" if row.document == PROBES[name].by else f" By: {row.document}."
        lines.append(f"  - {emulator} {TOLD[row.verdict]}: it {row.because}. `{example}`{more}{decided}")
    return lines


def aligned(lines):
    """A Markdown table as Prettier writes it."""
    widths = [max(3, *(len(line[at]) for line in lines)) for at in range(len(lines[0]))]
    rule = ["-" * width for width in widths]
    spaced = [[text.ljust(width) for text, width in zip(line, widths)] for line in [lines[0], rule, *lines[1:]]]
    return "\n".join(f"| {' | '.join(line)} |" for line in spaced) + "\n"
