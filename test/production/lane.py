"""What `reconcile init` writes for production: `lane.py ENDPOINT REPOSITORY NODE`. Ends with "N passed, N failed".

1. CloudFormation: cfn-lint finds no error in the template, for three partitions.
2. Terraform: a parser of HCL reads the module, and each file that it names exists.
3. The aws CLI: the script creates everything on moto, and a second run changes nothing.
4. The workflows: their scripts keep one comment and one issue, and fail when they should (needs jq).
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import boto3
import hcl2
import yaml
from cfnlint.api import ManualArgs, lint

ENDPOINT, ROOT, NODE = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
ACCOUNT = "123456789012"  # moto's own
BUCKET = "keywright-state"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "lane", "AWS_SECRET_ACCESS_KEY": "lane"}


def init(folder, form, region):
    """Runs init in a folder of its own; gives the folder with what it wrote for the account."""
    where = Path(folder, f"{form}-{region}")
    where.mkdir()
    words = ["init", "estate", "--account", ACCOUNT, "--region", region, "--bucket", "acme-invoices"]
    words += ["--ci", "github", "--repository", "acme/infra", "--coordination", BUCKET, "--roles", form]
    subprocess.run([NODE, ROOT / "bin/reconcile.js", *words], cwd=where, check=True, capture_output=True)
    return where / "bootstrap" / ACCOUNT


def template_is_clean(folder, region):
    text = (init(folder, "cloudformation", region) / "keywright.yaml").read_text()
    found = lint(text, config=ManualArgs(regions=[region]))
    # A bucket that is kept for good may have a name that CloudFormation cannot replace it under.
    assert not found, "\n".join(f"{one.rule.id} {one.message}" for one in found)


def module_is_whole(folder):
    module = init(folder, "terraform", "eu-central-1")
    text = (module / "main.tf").read_text()
    with (module / "main.tf").open() as file:
        read = hcl2.load(file)
    kinds = {kind.strip('"') for one in read["resource"] for kind in one}
    assert {"aws_iam_role", "aws_iam_role_policy", "aws_s3_bucket_policy"} <= kinds, kinds
    named = set(re.findall(r'\$\{path\.module\}/([^"]+)', text))
    there = {path.name for path in module.iterdir() if path.suffix == ".json"}
    assert named == there, named ^ there
    for name in named:
        json.loads((module / name).read_text())


def terraform_recipes_are_read():
    for path in (ROOT / "docs/recipes").rglob("*.tf"):
        with path.open() as file:
            blocks = hcl2.load(file)
        assert blocks, path
        for removed in blocks.get("removed", []):
            assert [one["destroy"] for one in removed["lifecycle"]] == [False], (path, removed)


def run_script(module):
    names = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    bin_folder = Path(sys.executable).parent
    environment = {**names, **CREDENTIALS, "AWS_ENDPOINT_URL": ENDPOINT, "PATH": f"{bin_folder}:{os.environ['PATH']}"}
    done = subprocess.run(["bash", module / "create.sh"], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def client(service):
    keys = {"aws_access_key_id": "lane", "aws_secret_access_key": "lane"}
    return boto3.client(service, endpoint_url=ENDPOINT, region_name="eu-central-1", **keys)


def state():
    """All that the script is there for, as AWS shows it."""
    iam, s3 = client("iam"), client("s3")
    roles = {}
    for role in iam.list_roles()["Roles"]:
        name = role["RoleName"]
        policies = iam.list_role_policies(RoleName=name)["PolicyNames"]
        documents = [iam.get_role_policy(RoleName=name, PolicyName=one)["PolicyDocument"] for one in policies]
        roles[name] = {"trust": role["AssumeRolePolicyDocument"], "policies": documents}
    [provider] = iam.list_open_id_connect_providers()["OpenIDConnectProviderList"]
    seen = iam.get_open_id_connect_provider(OpenIDConnectProviderArn=provider["Arn"])
    rules = s3.get_bucket_encryption(Bucket=BUCKET)["ServerSideEncryptionConfiguration"]["Rules"]
    return {
        "roles": roles,
        "audiences": seen["ClientIDList"],
        "issuer": seen["Url"],
        "versioning": s3.get_bucket_versioning(Bucket=BUCKET)["Status"],
        "public": s3.get_public_access_block(Bucket=BUCKET)["PublicAccessBlockConfiguration"],
        "algorithm": rules[0]["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"],
        "policy": json.loads(s3.get_bucket_policy(Bucket=BUCKET)["Policy"]),
        "expires": s3.get_bucket_lifecycle_configuration(Bucket=BUCKET)["Rules"][0]["NoncurrentVersionExpiration"],
    }


def script_creates_all(folder):
    module = init(folder, "cli", "eu-central-1")
    run_script(module)
    seen = state()
    document = lambda name: json.loads((module / name).read_text())  # noqa: E731
    names = [f"keywright-acme-invoices-{use}" for use in ("apply", "plan", "read", "write")]
    assert sorted(seen["roles"]) == names, seen["roles"].keys()
    for name, role in seen["roles"].items():
        assert role["trust"] == document(f"{name}.trust.json"), name
        assert role["policies"] == [document(f"{name}.policy.json")], name
    assert seen["audiences"] == ["sts.amazonaws.com"], seen["audiences"]
    assert seen["issuer"].endswith("token.actions.githubusercontent.com"), seen["issuer"]
    assert seen["versioning"] == "Enabled" and seen["algorithm"] == "AES256", seen
    assert all(seen["public"].values()) and len(seen["public"]) == 4, seen["public"]
    assert seen["policy"] == document("coordination-bucket.policy.json"), seen["policy"]
    assert seen["expires"] == {"NoncurrentDays": 90}, seen["expires"]
    run_script(module)
    assert state() == seen, "the second run changed something"


FAKES = {
    # Says what the file `says` holds, and exits as `exits` says.
    "reconcile": 'echo "reconcile $*" >>"$FAKE/calls"; cat "$FAKE/says"; exit "$(cat "$FAKE/exits")"\n',
    # The calls of the workflows: lists are read from files, and --jq is taken by jq.
    "gh": """
echo "gh $*" >>"$FAKE/calls"
file=$FAKE/comments; [ "$1" = issue ] && file=$FAKE/issues
while [ $# -gt 0 ]; do
  [ "$1" = --jq ] && exec jq -r "$2" "$file"
  [ "$1" = --input ] && cp "$2" "$FAKE/sent"
  [ "$1" = --body-file ] && cp "$2" "$FAKE/sent"
  shift
done
""",
}


class Job:
    """Runs the scripts of a job as GitHub does: one after another until one fails."""

    def __init__(self, folder, workflow, job):
        self.where = Path(tempfile.mkdtemp(dir=folder))
        for name, text in FAKES.items():
            path = self.where / name
            path.write_text(f"#!/usr/bin/env bash\n{text}")
            path.chmod(0o755)
        self.steps = yaml.safe_load(workflow.read_text())["jobs"][job]["steps"]

    def run(self, says, exits, **inputs):
        """(what failed, the calls, what was sent last)"""
        for name, text in {"says": says, "exits": str(exits), "calls": "", "sent": "", "out": "", **inputs}.items():
            (self.where / name).write_text(text)
        for step in self.steps:
            if "run" not in step or "npm ci" in step["run"]:
                continue
            outputs = dict(line.split("=", 1) for line in (self.where / "out").read_text().splitlines())
            given = {name: value for name, value in step.get("env", {}).items() if "${{" not in value}
            environment = {
                "PATH": f"{self.where}:{os.environ['PATH']}", "FAKE": str(self.where), "COMMIT": "abc", "NUMBER": "7",
                "GITHUB_STEP_SUMMARY": str(self.where / "summary"), "GITHUB_OUTPUT": str(self.where / "out"),
                "REPOSITORY": "acme/infra", "STATUS": outputs.get("status", ""),
                "APPROVE": inputs.get("approve", ""), **given,
            }
            command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
            done = subprocess.run(command, cwd=self.where, env=environment, capture_output=True, text=True, check=False)
            if done.returncode != 0:
                return step.get("name", step["run"]), self.calls(), self.sent()
        return None, self.calls(), self.sent()

    def calls(self):
        return [line for line in (self.where / "calls").read_text().splitlines() if "--jq" not in line]

    def sent(self):
        return (self.where / "sent").read_text()


def bot(number, body):
    return {"id": number, "user": {"login": "github-actions[bot]"}, "body": body}


def one_comment_is_kept(workflows, folder):
    job = Job(folder, workflows / "keywright-plan.yml", "plan")
    failed, calls, sent = job.run("PLAN", 2, comments=json.dumps([{**bot(1, "x"), "user": {"login": "ann"}}]))
    assert failed is None and "--method POST repos/acme/infra/issues/7/comments" in calls[-1], (failed, calls)
    body = json.loads(sent)["body"]
    assert body.endswith("PLAN"), body
    failed, calls, _ = job.run("PLAN", 0, comments=json.dumps([bot(8, "other"), bot(9, body)]))
    assert failed is None and "--method PATCH repos/acme/infra/issues/comments/9" in calls[-1], (failed, calls)
    # Keywright cuts a long plan itself; an error is told and the job fails.
    failed, _, sent = job.run("", 1, comments="[]")
    assert failed == "Fail if there is no plan" and "log of the run" in sent, (failed, sent)


def one_issue_is_kept(workflows, folder):
    job = Job(folder, workflows / "keywright-drift.yml", "drift")
    title = "Drift: AWS differs from the manifests of acme-invoices"
    issue = json.dumps([{"number": 4, "title": "other"}, {"number": 5, "title": title}])
    failed, calls, sent = job.run("DRIFT", 2, issues="[]")
    assert failed == "Fail if AWS differs" and f"--title {title}" in calls[-1] and sent == "DRIFT", (failed, calls, sent)
    failed, calls, _ = job.run("DRIFT", 2, issues=issue)
    assert failed == "Fail if AWS differs" and calls[-1].startswith("gh issue edit 5 "), (failed, calls)
    failed, calls, _ = job.run("", 0, issues=issue)
    assert failed is None and calls[-1].startswith("gh issue close 5 "), (failed, calls)
    failed, calls, _ = job.run("", 0, issues="[]")
    assert failed is None and not any(line.startswith("gh ") for line in calls), (failed, calls)
    # A plan that failed tells nothing of drift.
    failed, calls, _ = job.run("", 1, issues=issue)
    assert failed == "Fail if AWS differs" and not any(line.startswith("gh ") for line in calls), (failed, calls)


def apply_names_classes(workflows, folder):
    job = Job(folder, workflows / "keywright-apply.yml", "apply")
    failed, calls, _ = job.run("", 0)
    assert failed is None and calls == ["reconcile apply estate --yes --commit abc -o markdown"], (failed, calls)
    failed, calls, _ = job.run("", 3, approve="widen; rm")
    assert failed == "Apply" and "--approve=widen; rm --commit" in calls[0], (failed, calls)


def main():
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        tests = [
            *((f"the template is clean in {region}", lambda region=region: template_is_clean(folder, region))
              for region in ("eu-central-1", "us-gov-west-1", "cn-north-1")),
            ("the Terraform module is whole", lambda: module_is_whole(folder)),
            ("the recipes for Terraform can be read", terraform_recipes_are_read),
            ("the script creates all, once", lambda: script_creates_all(folder)),
        ]
        if shutil.which("jq"):
            workflows = init(folder, "cli", "us-east-1").parent.parent / ".github/workflows"
            tests += [
                (test.__name__.replace("_", " "), lambda test=test: test(workflows, folder))
                for test in (one_comment_is_kept, one_issue_is_kept, apply_names_classes)
            ]
        else:
            print("skipped the scripts of the workflows: there is no jq")
        for name, test in tests:
            try:
                test()
                passed += 1
                print(f"ok      {name}")
            except Exception as error:  # noqa: BLE001
                failed += 1
                print(f"FAILED  {name}: {error!r}\n{error}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
