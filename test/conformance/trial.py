"""One AWS as one probe sees it: two accounts of its own in which nothing else happens, and two Regions."""

import time

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from answers import error_name
from documents import policy

REGION, FAR = "us-east-1", "eu-central-1"
SERVICES = {"tagging": "resourcegroupstaggingapi"}
TRUST = policy({"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"})


class Aws:
    """An AWS at an address. `roles`: an account is chosen by assuming a role of it; else by the access key."""

    def __init__(self, name, endpoint, always, roles=False):
        self.name, self.endpoint, self.always, self.roles = name, endpoint, always, roles
        self.session = boto3.Session()

    def client(self, service, region, credentials):
        # Parameters are not checked here: it is the AWS that shall refuse them.
        config = Config(retries={"total_max_attempts": 1}, parameter_validation=False, read_timeout=30)
        client = self.session.client(
            SERVICES.get(service, service),
            endpoint_url=self.endpoint,
            region_name=region,
            config=config,
            aws_access_key_id=credentials["AccessKeyId"],
            aws_secret_access_key=credentials["SecretAccessKey"],
            aws_session_token=credentials.get("SessionToken"),
        )
        self.always.watch(client.meta.events)
        return client

    def credentials(self, account):
        own = {"AccessKeyId": account, "SecretAccessKey": "conformance"}
        if not self.roles:
            return own
        sts = self.client("sts", REGION, own)
        role = f"arn:aws:iam::{account}:role/conformance"
        return sts.assume_role(RoleArn=role, RoleSessionName="lane")["Credentials"]


def accounts(number):
    """The two accounts of the probe with this number."""
    return f"1{number:011}", f"2{number:011}"


class Trial:
    def __init__(self, aws, number):
        self.aws = aws
        self.account, self.other = accounts(number)
        self.names = {self.account: "ACCOUNT", self.other: "OTHER"}
        self.kept = {}
        self.clients = {}
        self.keys = self.buckets = 0

    def client(self, service, region=REGION, account=None, credentials=None):
        """A client as the admin of an account (the probe's own), or with credentials from AssumeRole."""
        who = account or self.account
        at = (service, region, credentials["AccessKeyId"] if credentials else who)
        if at not in self.clients:
            if credentials is None and who not in self.kept:
                self.kept[who] = self.aws.credentials(who)
            self.clients[at] = self.aws.client(service, region, credentials or self.kept[who])
        return self.clients[at]

    def __getattr__(self, service):
        return self.client(service)

    def far(self, service):
        return self.client(service, region=FAR)

    def others(self, service):
        return self.client(service, account=self.other)

    def key(self, region=REGION, **more):
        """The id of a new key. Usage and spec are said because moto wants them said; a probe asks for the default."""
        self.keys += 1
        given = {"KeyUsage": "ENCRYPT_DECRYPT", "KeySpec": "SYMMETRIC_DEFAULT", **more}
        key_id = self.client("kms", region).create_key(**given)["KeyMetadata"]["KeyId"]
        self.names[key_id] = "KEY" if self.keys == 1 else f"KEY{self.keys}"
        return key_id

    def arn(self, key_id, region=REGION):
        return f"arn:aws:kms:{region}:{self.account}:key/{key_id}"

    def bucket(self, region=REGION):
        """The name of a new bucket, as AWS makes it."""
        self.buckets += 1
        name = f"conformance-{self.account}-{self.buckets}"
        where = {} if region == REGION else {"CreateBucketConfiguration": {"LocationConstraint": region}}
        self.client("s3", region).create_bucket(Bucket=name, **where)
        return name

    def role(self, name="app"):
        """The ARN of a new role."""
        return self.iam.create_role(RoleName=name, AssumeRolePolicyDocument=TRUST)["Role"]["Arn"]

    def session(self, name, service, *actions):
        """A client of a new role that may do these actions and nothing else."""
        role = self.role(name)
        allowed = policy({"Effect": "Allow", "Action": list(actions), "Resource": "*"})
        self.iam.put_role_policy(RoleName=name, PolicyName="all", PolicyDocument=allowed)
        self.kept[name] = self.sts.assume_role(RoleArn=role, RoleSessionName="lane")["Credentials"]
        return self.client(service, credentials=self.kept[name])

    def says(self, call, **arguments):
        """The name of the refusal, or "ok"."""
        try:
            call(**arguments)
        except ClientError as error:
            return error_name(error)
        return "ok"

    def settled(self, region, key_id, patience=20):
        """Waits while a key is Creating or Updating; gives its state."""
        kms, until = self.client("kms", region), time.monotonic() + patience
        while True:
            state = kms.describe_key(KeyId=key_id)["KeyMetadata"]["KeyState"]
            if state not in ("Creating", "Updating") or time.monotonic() > until:
                return state
            time.sleep(0.25)


def picked(answer, *members):
    """These members of an answer, those that it has."""
    return {name: answer[name] for name in members if name in answer}


def two_pages(call, members, given="NextMarker", taken="Marker", **arguments):
    """The first page of a listing and what the second adds to it: (page, entries of both)."""
    first = call(**arguments)
    second = call(**arguments, **{taken: first[given]}) if first.get(given) else {}
    return first, [*first.get(members, []), *second.get(members, [])]
