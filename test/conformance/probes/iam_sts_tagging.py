"""Who calls, roles with their inline policies, and the index of tags."""

import json

from documents import policy
from probe import probe
from trial import FAR, picked, two_pages

TRUST = policy({"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"})
READ = policy({"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "*"})


@probe("sts GetCallerIdentity", "the account", "STS API Reference, GetCallerIdentity, Account")
def _(t):
    return t.sts.get_caller_identity()["Account"]


@probe("sts AssumeRole", "its answer and who one is then", "STS API Reference, AssumeRole, response; GetCallerIdentity")
def _(t):
    role = t.role("reader")
    answer = t.sts.assume_role(RoleArn=role, RoleSessionName="lane")
    session = t.client("sts", credentials=answer["Credentials"])
    who = session.get_caller_identity()
    return {
        "user": answer["AssumedRoleUser"]["Arn"],
        "credentials": sorted(answer["Credentials"]),
        "then": picked(who, "Account", "Arn"),
        "id ends with the session": who["UserId"].endswith(":lane"),
    }


@probe("sts AssumeRole", "a role of another account acts there", "STS API Reference, AssumeRole; IAM User Guide, Cross-account access")
def _(t):
    t.others("iam").create_role(RoleName="far", AssumeRolePolicyDocument=TRUST)
    answer = t.sts.assume_role(RoleArn=f"arn:aws:iam::{t.other}:role/far", RoleSessionName="lane")
    return t.client("sts", credentials=answer["Credentials"]).get_caller_identity()["Account"]


@probe("sts AssumeRole", "refusals", "STS API Reference, AssumeRole, RoleSessionName and DurationSeconds")
def _(t):
    role, assume = t.role("reader"), t.sts.assume_role
    return {
        "a session name of one letter": t.says(assume, RoleArn=role, RoleSessionName="a"),
        "a session name with a blank": t.says(assume, RoleArn=role, RoleSessionName="a b"),
        "a minute": t.says(assume, RoleArn=role, RoleSessionName="lane", DurationSeconds=60),
        "no ARN": t.says(assume, RoleArn="nobody", RoleSessionName="lane"),
    }


@probe("iam CreateRole", "all that is said of a role", "IAM API Reference, CreateRole; Role")
def _(t):
    made = t.iam.create_role(RoleName="app", Path="/team/", AssumeRolePolicyDocument=TRUST, Description="an app")["Role"]
    return picked(made, "RoleName", "Path", "RoleId", "Arn", "CreateDate", "AssumeRolePolicyDocument", "Description")


@probe("iam CreateRole", "refusals", "IAM API Reference, CreateRole, errors and patterns")
def _(t):
    t.role("taken")

    def create(name, trust=TRUST):
        return t.says(t.iam.create_role, RoleName=name, AssumeRolePolicyDocument=trust)

    return {
        "taken": create("taken"),
        "no JSON": create("bad", "{"),
        "letters that none has": create("a b"),
        "65 letters": create("x" * 65),
    }


@probe("iam GetRole", "as it was made", "IAM API Reference, GetRole; Role")
def _(t):
    t.iam.create_role(RoleName="app", AssumeRolePolicyDocument=TRUST, Description="an app")
    shown = t.iam.get_role(RoleName="app")["Role"]
    told = picked(shown, "RoleName", "Path", "Arn", "AssumeRolePolicyDocument", "Description", "MaxSessionDuration")
    return {**told, "none": t.says(t.iam.get_role, RoleName="nobody")}


@probe("iam PutRolePolicy, iam GetRolePolicy", "what is put is what is read", "IAM API Reference, PutRolePolicy; GetRolePolicy")
def _(t):
    t.role()
    text = json.dumps(json.loads(READ), indent=2)
    for document in (READ, text):
        t.iam.put_role_policy(RoleName="app", PolicyName="read", PolicyDocument=document)
    return picked(t.iam.get_role_policy(RoleName="app", PolicyName="read"), "RoleName", "PolicyName", "PolicyDocument")


@probe("iam PutRolePolicy", "refusals", "IAM API Reference, PutRolePolicy, errors; IAM User Guide, Policy grammar and quotas")
def _(t):
    t.role()

    def put(text, role="app"):
        return t.says(t.iam.put_role_policy, RoleName=role, PolicyName="bad", PolicyDocument=text)

    return {
        "no JSON": put("{"),
        "a principal": put(policy({"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"})),
        "no action": put(policy({"Effect": "Allow", "Resource": "*"})),
        "no resource": put(policy({"Effect": "Allow", "Action": "s3:*"})),
        "no effect": put(policy({"Action": "s3:*", "Resource": "*"})),
        "too long": put(policy({"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::" + "x" * 10_300})),
        "no such role": put(READ, "nobody"),
    }


@probe("iam GetRolePolicy", "none", "IAM API Reference, GetRolePolicy, NoSuchEntity")
def _(t):
    t.role()
    get = t.iam.get_role_policy
    return {
        "no such policy": t.says(get, RoleName="app", PolicyName="none"),
        "no such role": t.says(get, RoleName="nobody", PolicyName="none"),
    }


@probe("iam DeleteRolePolicy", "once", "IAM API Reference, DeleteRolePolicy, NoSuchEntity")
def _(t):
    t.role()
    t.iam.put_role_policy(RoleName="app", PolicyName="read", PolicyDocument=READ)
    said = [t.says(t.iam.delete_role_policy, RoleName="app", PolicyName="read") for _ in range(2)]
    return {"said": said, "left": t.iam.list_role_policies(RoleName="app")["PolicyNames"]}


@probe("iam ListRolePolicies", "pages", "IAM API Reference, ListRolePolicies, MaxItems and Marker")
def _(t):
    t.role()
    for number in range(5):
        t.iam.put_role_policy(RoleName="app", PolicyName=f"policy-{number}", PolicyDocument=READ)
    first, both = two_pages(t.iam.list_role_policies, "PolicyNames", given="Marker", RoleName="app", MaxItems=3)
    return {
        "first": len(first["PolicyNames"]),
        "more": first["IsTruncated"],
        "all": both,
        "no such role": t.says(t.iam.list_role_policies, RoleName="nobody"),
    }


@probe("iam DeleteRole", "not while it has policies", "IAM API Reference, DeleteRole, DeleteConflict and NoSuchEntity")
def _(t):
    t.role()
    t.iam.put_role_policy(RoleName="app", PolicyName="read", PolicyDocument=READ)
    held = t.says(t.iam.delete_role, RoleName="app")
    t.iam.delete_role_policy(RoleName="app", PolicyName="read")
    return {"held": held, "then": t.says(t.iam.delete_role, RoleName="app"), "gone": t.says(t.iam.delete_role, RoleName="app")}


def index(t, **arguments):
    shown = t.tagging.get_resources(**arguments)["ResourceTagMappingList"]
    return sorted(shown, key=lambda one: one["ResourceARN"])


TEAM = [{"TagKey": "team", "TagValue": "a"}]


@probe("resourcegroupstaggingapi GetResources", "keys and buckets by tag", "Resource Groups Tagging API Reference, GetResources, TagFilters")
def _(t):
    t.key(Tags=TEAM)
    t.key(Tags=[{"TagKey": "team", "TagValue": "b"}, {"TagKey": "stage", "TagValue": "prod"}])
    t.s3.put_bucket_tagging(Bucket=t.bucket(), Tagging={"TagSet": [{"Key": "team", "Value": "a"}]})
    return {
        "a value": [one["ResourceARN"] for one in index(t, TagFilters=[{"Key": "team", "Values": ["a"]}])],
        "either value": len(index(t, TagFilters=[{"Key": "team", "Values": ["a", "b"]}])),
        "any value": len(index(t, TagFilters=[{"Key": "team"}])),
        "two filters": len(index(t, TagFilters=[{"Key": "team", "Values": ["b"]}, {"Key": "stage", "Values": ["prod"]}])),
        "no such value": len(index(t, TagFilters=[{"Key": "team", "Values": ["c"]}])),
    }


@probe("resourcegroupstaggingapi GetResources", "of a type", "Resource Groups Tagging API Reference, GetResources, ResourceTypeFilters")
def _(t):
    t.key(Tags=TEAM)
    t.s3.put_bucket_tagging(Bucket=t.bucket(), Tagging={"TagSet": [{"Key": "team", "Value": "a"}]})
    types = ("kms", "kms:key", "s3", "s3:bucket")
    return {one: len(index(t, ResourceTypeFilters=[one], TagFilters=[{"Key": "team"}])) for one in types}


@probe("resourcegroupstaggingapi GetResources", "omits resources that were never tagged", "Resource Groups Tagging API Reference, GetResources: tagged or previously tagged resources")
def _(t):
    t.key()
    return len(index(t, ResourceTypeFilters=["kms:key"]))


@probe("resourcegroupstaggingapi GetResources", "of one Region", "Resource Groups Tagging API Reference, GetResources: the specified Region of the account")
def _(t):
    t.key(Tags=TEAM)
    t.key(region=FAR, Tags=TEAM)
    t.others("kms").create_key(KeyUsage="ENCRYPT_DECRYPT", Tags=TEAM)
    return [one["ResourceARN"] for one in index(t, TagFilters=[{"Key": "team"}])]


@probe("resourcegroupstaggingapi GetResources", "of these ARNs", "Resource Groups Tagging API Reference, GetResources, ResourceARNList")
def _(t):
    one, _ = t.key(Tags=TEAM), t.key(Tags=TEAM)
    get = t.tagging.get_resources
    return {
        "shown": [shown["ResourceARN"] for shown in index(t, ResourceARNList=[t.arn(one)])],
        "with a filter": t.says(get, ResourceARNList=[t.arn(one)], TagFilters=[{"Key": "team"}]),
    }


@probe("resourcegroupstaggingapi GetResources", "pages", "Resource Groups Tagging API Reference, GetResources, ResourcesPerPage and PaginationToken")
def _(t):
    for _ in range(5):
        t.key(Tags=TEAM)
    get, team = t.tagging.get_resources, [{"Key": "team"}]
    token = {"given": "PaginationToken", "taken": "PaginationToken"}
    first, both = two_pages(get, "ResourceTagMappingList", **token, TagFilters=team, ResourcesPerPage=3)
    return {
        "first": len(first["ResourceTagMappingList"]),
        "all": len({one["ResourceARN"] for one in both}),
        "a token that is none": t.says(get, PaginationToken="nonsense"),
        "101 a page": t.says(get, ResourcesPerPage=101),
    }


@probe("iam PutRolePolicy, sts AssumeRole", "a session has the permissions of its role", "IAM User Guide, Policy evaluation logic, identity-based policies")
def _(t):
    kms, key = t.session("reader", "kms", "kms:DescribeKey"), t.key()
    s3, name = t.client("s3", credentials=t.kept["reader"]), t.bucket()
    return {
        "described": t.says(kms.describe_key, KeyId=key),
        "disabled": t.says(kms.disable_key, KeyId=key),
        "a bucket": t.says(s3.get_bucket_encryption, Bucket=name),
    }
