"""boto3 on moto: the eyes and hands of this lane. Nothing here is Keywright's code."""

import boto3
from botocore.config import Config

REGIONS = ["us-east-1", "eu-central-1"]


class Aws:
    """Clients by service, account and Region. moto acts in the account whose role was assumed."""

    def __init__(self, endpoint, always):
        self.endpoint, self.always = endpoint, always
        self.sessions = {}
        self.clients = {}

    def _options(self, region):
        retries = Config(retries={"total_max_attempts": 1})
        return {"endpoint_url": self.endpoint, "region_name": region, "config": retries}

    def _session(self, account):
        if account not in self.sessions:
            base = boto3.Session(aws_access_key_id="lane", aws_secret_access_key="lane")
            role = f"arn:aws:iam::{account}:role/the-lane"
            sts = base.client("sts", **self._options("us-east-1"))
            given = sts.assume_role(RoleArn=role, RoleSessionName="lane")["Credentials"]
            self.sessions[account] = boto3.Session(
                aws_access_key_id=given["AccessKeyId"],
                aws_secret_access_key=given["SecretAccessKey"],
                aws_session_token=given["SessionToken"],
            )
        return self.sessions[account]

    def client(self, service, account, region):
        at = (service, account, region)
        if at not in self.clients:
            self.clients[at] = self._session(account).client(service, **self._options(region))
            self.always.watch(self.clients[at].meta.events)
        return self.clients[at]

    def of(self, service, resource):
        return self.client(service, resource.account, resource.region)

    def make_bucket(self, name, account, region, policy=None):
        s3 = self.client("s3", account, region)
        where = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
        s3.create_bucket(Bucket=name, **where)
        if policy is not None:
            s3.put_bucket_policy(Bucket=name, Policy=policy)
