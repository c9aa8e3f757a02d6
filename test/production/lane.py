"""What `reconcile init` writes for production: `lane.py ENDPOINT REPOSITORY NODE`. Ends with "N passed, N failed".

1. CloudFormation: cfn-lint finds no error in the template, for three partitions.
2. Terraform: a parser of HCL reads the module, and each file that it names exists.
3. The aws CLI: the script creates everything on moto, and a second run changes nothing.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import boto3
import hcl2
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


def main():
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        tests = [
            *((f"the template is clean in {region}", lambda region=region: template_is_clean(folder, region))
              for region in ("eu-central-1", "us-gov-west-1", "cn-north-1")),
            ("the Terraform module is whole", lambda: module_is_whole(folder)),
            ("the script creates all, once", lambda: script_creates_all(folder)),
        ]
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
