"""Trails: what they need, what they log, how they are told apart."""

from documents import allow, policy, root
from probe import probe
from trial import REGION, picked

SERVICE = {"Service": "cloudtrail.amazonaws.com"}
NONE = {"ReadWriteType": "All", "IncludeManagementEvents": True}


def arn(t, name="trail", region=REGION):
    return f"arn:aws:cloudtrail:{region}:{t.account}:trail/{name}"


def logs(t, prefix=""):
    """A bucket that lets CloudTrail deliver."""
    name = t.bucket()
    condition = {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}}
    writes = allow(SERVICE, "s3:PutObject", f"arn:aws:s3:::{name}/{prefix}AWSLogs/{t.account}/*", Condition=condition)
    t.s3.put_bucket_policy(Bucket=name, Policy=policy(allow(SERVICE, "s3:GetBucketAcl", f"arn:aws:s3:::{name}"), writes))
    return name


def trail(t, name="trail", **more):
    return t.cloudtrail.create_trail(Name=name, S3BucketName=logs(t), **more)


def trail_key(t):
    use = allow(SERVICE, ["kms:GenerateDataKey*", "kms:DescribeKey", "kms:Decrypt"])
    return t.key(Policy=policy(root(t.account), use))


@probe("cloudtrail CreateTrail", "its answer", "CloudTrail API Reference, CreateTrail, response")
def _(t):
    return trail(t)


@probe("cloudtrail CreateTrail", "with every parameter", "CloudTrail API Reference, CreateTrail, request and response")
def _(t):
    given = {"S3KeyPrefix": "here", "IsMultiRegionTrail": True, "EnableLogFileValidation": True, "KmsKeyId": t.arn(trail_key(t))}
    return t.cloudtrail.create_trail(Name="trail", S3BucketName=logs(t, "here/"), **given)


@probe("cloudtrail CreateTrail", "returns the key as its ARN", "CloudTrail API Reference, CreateTrail, response, KmsKeyId: fully specified ARN")
def _(t):
    key = trail_key(t)
    t.kms.create_alias(AliasName="alias/trail", TargetKeyId=key)
    return [trail(t, f"trail-{at}", KmsKeyId=name)["KmsKeyId"] for at, name in enumerate((key, "alias/trail"))]


@probe("cloudtrail CreateTrail", "invalid names", "CloudTrail API Reference, CreateTrail, Name")
def _(t):
    bucket = logs(t)
    names = {
        "two letters": "ab",
        "a blank": "a trail",
        "a dash at the end": "trail-",
        "two dashes": "my--trail",
        "an address": "192.168.5.4",
        "129 letters": "x" * 129,
    }
    return {why: t.says(t.cloudtrail.create_trail, Name=name, S3BucketName=bucket) for why, name in names.items()}


@probe("cloudtrail CreateTrail", "its prerequisites", "CloudTrail API Reference, CreateTrail, errors")
def _(t):
    create, bucket = t.cloudtrail.create_trail, logs(t)
    closed = t.key(Policy=policy(root(t.account)))
    disabled = trail_key(t)
    t.kms.disable_key(KeyId=disabled)
    return {
        "no such bucket": t.says(create, Name="trail-1", S3BucketName=f"nothing-{t.account}"),
        "a bucket that lets it not": t.says(create, Name="trail-2", S3BucketName=t.bucket()),
        "a bucket name that none has": t.says(create, Name="trail-3", S3BucketName="A_B"),
        "no such key": t.says(create, Name="trail-4", S3BucketName=bucket, KmsKeyId="alias/none"),
        "a key that lets it not": t.says(create, Name="trail-5", S3BucketName=bucket, KmsKeyId=t.arn(closed)),
        "a disabled key": t.says(create, Name="trail-6", S3BucketName=bucket, KmsKeyId=t.arn(disabled)),
        "too long a prefix": t.says(create, Name="trail-7", S3BucketName=bucket, S3KeyPrefix="x" * 201),
    }


@probe("cloudtrail CreateTrail", "settings that exclude each other", "CloudTrail API Reference, CreateTrail, InvalidParameterCombinationException and NotOrganizationMasterAccountException")
def _(t):
    create, bucket = t.cloudtrail.create_trail, logs(t)
    apart = {"IsMultiRegionTrail": True, "IncludeGlobalServiceEvents": False}
    return {
        "every Region without global events": t.says(create, Name="trail", S3BucketName=bucket, **apart),
        "an organization's, without one": t.says(create, Name="trail", S3BucketName=bucket, IsOrganizationTrail=True) != "ok",
    }


@probe("cloudtrail CreateTrail", "the name is taken", "CloudTrail API Reference, CreateTrail, TrailAlreadyExistsException")
def _(t):
    trail(t)
    return t.says(t.cloudtrail.create_trail, Name="trail", S3BucketName=logs(t))


@probe("cloudtrail CreateTrail", "five a Region", "CloudTrail User Guide, Quotas: trails by Region; MaximumNumberOfTrailsExceededException")
def _(t):
    bucket = logs(t)
    return [t.says(t.cloudtrail.create_trail, Name=f"trail-{number}", S3BucketName=bucket) for number in range(6)][4:]


@probe("cloudtrail CreateTrail", "stores the tags of the call", "CloudTrail API Reference, CreateTrail, TagsList")
def _(t):
    trail(t, TagsList=[{"Key": "team", "Value": "a"}])
    return t.cloudtrail.list_tags(ResourceIdList=[arn(t)])["ResourceTagList"]


@probe("cloudtrail UpdateTrail", "keeps unset values, and removes a value with empty text", "CloudTrail API Reference, UpdateTrail")
def _(t):
    bucket = logs(t, "here/")
    t.cloudtrail.create_trail(Name="trail", S3BucketName=bucket, S3KeyPrefix="here", KmsKeyId=t.arn(trail_key(t)))
    first = t.cloudtrail.update_trail(Name="trail", EnableLogFileValidation=True)
    second = t.cloudtrail.update_trail(Name=arn(t), KmsKeyId="")
    members = ("S3KeyPrefix", "KmsKeyId", "LogFileValidationEnabled")
    return [picked(first, *members), picked(second, *members)]


@probe("cloudtrail UpdateTrail", "refusals", "CloudTrail API Reference, UpdateTrail, errors")
def _(t):
    trail(t, IsMultiRegionTrail=True)
    update = t.cloudtrail.update_trail
    return {
        "no such trail": t.says(update, Name="nothing"),
        "no such bucket": t.says(update, Name="trail", S3BucketName=f"nothing-{t.account}"),
        "a bucket that lets it not": t.says(update, Name="trail", S3BucketName=t.bucket()),
        "no such key": t.says(update, Name="trail", KmsKeyId="alias/none"),
        "from another Region": t.says(t.far("cloudtrail").update_trail, Name=arn(t)),
    }


@probe("cloudtrail DeleteTrail", "by name, by ARN, once", "CloudTrail API Reference, DeleteTrail, Name and errors")
def _(t):
    for name in ("one", "two"):
        trail(t, name)
    delete = t.cloudtrail.delete_trail
    said = [t.says(delete, Name=name) for name in ("one", arn(t, "two"), "one")]
    return {"said": said, "left": len(t.cloudtrail.list_trails()["Trails"])}


@probe("cloudtrail DeleteTrail", "only in the home Region", "CloudTrail API Reference, DeleteTrail, InvalidHomeRegionException")
def _(t):
    trail(t, IsMultiRegionTrail=True)
    return t.says(t.far("cloudtrail").delete_trail, Name=arn(t))


@probe("cloudtrail GetTrail", "every member of a trail", "CloudTrail API Reference, GetTrail; Trail")
def _(t):
    trail(t)
    return t.cloudtrail.get_trail(Name="trail")["Trail"]


@probe("cloudtrail GetTrail", "by ARN from every Region", "CloudTrail API Reference, GetTrail, Name")
def _(t):
    trail(t, IsMultiRegionTrail=True)
    return {
        "here": t.says(t.cloudtrail.get_trail, Name=arn(t)),
        "there": t.says(t.far("cloudtrail").get_trail, Name=arn(t)),
    }


@probe("cloudtrail GetTrail", "refusals", "CloudTrail API Reference, GetTrail, errors")
def _(t):
    get = t.cloudtrail.get_trail
    return {
        "no such trail": t.says(get, Name="nothing"),
        "no such ARN": t.says(get, Name=arn(t, "nothing")),
        "an ARN of no trail": t.says(get, Name="arn:aws:s3:::bucket"),
        "two letters": t.says(get, Name="ab"),
    }


@probe("cloudtrail GetTrail", "reports selectors of the trail", "CloudTrail API Reference, Trail, HasCustomEventSelectors and HasInsightSelectors")
def _(t):
    trail(t)
    t.cloudtrail.put_event_selectors(TrailName="trail", EventSelectors=[{**NONE, "ReadWriteType": "WriteOnly"}])
    t.cloudtrail.put_insight_selectors(TrailName="trail", InsightSelectors=[{"InsightType": "ApiCallRateInsight"}])
    return picked(t.cloudtrail.get_trail(Name="trail")["Trail"], "HasCustomEventSelectors", "HasInsightSelectors")


@probe("cloudtrail DescribeTrails", "by name, and shadow trails of other Regions", "CloudTrail API Reference, DescribeTrails, trailNameList and includeShadowTrails")
def _(t):
    trail(t, "one")
    trail(t, "two", IsMultiRegionTrail=True)

    def names(client, **arguments):
        return sorted(shown["Name"] for shown in client.describe_trails(**arguments)["trailList"])

    far = t.far("cloudtrail")
    return {
        "all": names(t.cloudtrail),
        "by name": names(t.cloudtrail, trailNameList=["one"]),
        "by ARN": names(t.cloudtrail, trailNameList=[arn(t, "two")]),
        "no such name": names(t.cloudtrail, trailNameList=["nothing"]),
        "there": names(far),
        "there, without copies": names(far, includeShadowTrails=False),
    }


@probe("cloudtrail ListTrails", "name, ARN, home", "CloudTrail API Reference, ListTrails; TrailInfo")
def _(t):
    trail(t, "one", IsMultiRegionTrail=True)
    return {"here": t.cloudtrail.list_trails()["Trails"], "there": t.far("cloudtrail").list_trails()["Trails"]}


@probe("cloudtrail GetTrailStatus", "a new trail does not log", "CloudTrail API Reference, CreateTrail and GetTrailStatus, IsLogging")
def _(t):
    trail(t)
    return picked(t.cloudtrail.get_trail_status(Name=arn(t)), "IsLogging", "StartLoggingTime", "StopLoggingTime", "LatestDeliveryError")


@probe("cloudtrail GetTrailStatus", "refusals", "CloudTrail API Reference, GetTrailStatus, Name and errors")
def _(t):
    trail(t, IsMultiRegionTrail=True)
    far = t.far("cloudtrail").get_trail_status
    return {
        "no such trail": t.says(t.cloudtrail.get_trail_status, Name="nothing"),
        "of a copy, by name": t.says(far, Name="trail"),
        "of a copy, by ARN": t.says(far, Name=arn(t)),
    }


@probe("cloudtrail StartLogging, cloudtrail StopLogging", "on and off, by name and ARN", "CloudTrail API Reference, StartLogging and StopLogging")
def _(t):
    trail(t)
    seen = []
    for call in (t.cloudtrail.start_logging, t.cloudtrail.stop_logging):
        for name in ("trail", arn(t)):
            seen.append([t.says(call, Name=name), t.cloudtrail.get_trail_status(Name="trail")["IsLogging"]])
    return seen


@probe("cloudtrail StopLogging, cloudtrail StartLogging", "refusals", "CloudTrail API Reference, StopLogging, errors")
def _(t):
    trail(t, IsMultiRegionTrail=True)
    far = t.far("cloudtrail")
    return {
        "stop none": t.says(t.cloudtrail.stop_logging, Name="nothing"),
        "start none": t.says(t.cloudtrail.start_logging, Name="nothing"),
        "stop from another Region": t.says(far.stop_logging, Name=arn(t)),
        "start from another Region": t.says(far.start_logging, Name=arn(t)),
    }


@probe("cloudtrail GetEventSelectors", "a new trail logs management events", "CloudTrail API Reference, PutEventSelectors: the default selector of a trail")
def _(t):
    trail(t)
    return t.cloudtrail.get_event_selectors(TrailName="trail")


@probe("cloudtrail PutEventSelectors", "basic ones are read back", "CloudTrail API Reference, PutEventSelectors; EventSelector")
def _(t):
    trail(t)
    data = [{"Type": "AWS::S3::Object", "Values": ["arn:aws:s3"]}]
    chosen = [{"ReadWriteType": "WriteOnly", "IncludeManagementEvents": True, "DataResources": data}]
    t.cloudtrail.put_event_selectors(TrailName=arn(t), EventSelectors=chosen)
    return t.cloudtrail.get_event_selectors(TrailName="trail")


ADVANCED = [{"Name": "writes", "FieldSelectors": [{"Field": "eventCategory", "Equals": ["Management"]}, {"Field": "readOnly", "Equals": ["false"]}]}]


@probe("cloudtrail PutEventSelectors", "advanced ones take the place of basic ones, and back", "CloudTrail API Reference, PutEventSelectors, AdvancedEventSelectors")
def _(t):
    trail(t)
    seen = []
    for chosen in ({"AdvancedEventSelectors": ADVANCED}, {"EventSelectors": [NONE]}):
        t.cloudtrail.put_event_selectors(TrailName="trail", **chosen)
        shown = t.cloudtrail.get_event_selectors(TrailName="trail")
        seen.append({name: shown.get(name) or [] for name in ("EventSelectors", "AdvancedEventSelectors")})
    return {"advanced": seen[0], "basic": seen[1]}


@probe("cloudtrail PutEventSelectors", "refusals", "CloudTrail API Reference, PutEventSelectors, InvalidEventSelectorsException; EventSelector")
def _(t):
    trail(t)

    def put(**chosen):
        return t.says(t.cloudtrail.put_event_selectors, **{"TrailName": "trail", **chosen})

    wrong = [{"FieldSelectors": [{"Field": "nothing", "Equals": ["x"]}]}]
    return {
        "neither": put(),
        "both": put(EventSelectors=[NONE], AdvancedEventSelectors=ADVANCED),
        "six": put(EventSelectors=[NONE] * 6),
        "a resource type that none is": put(EventSelectors=[{**NONE, "DataResources": [{"Type": "AWS::Foo::Bar", "Values": []}]}]),
        "a field that none is": put(AdvancedEventSelectors=wrong),
        "no such trail": put(TrailName="nothing", EventSelectors=[NONE]),
    }


@probe("cloudtrail GetInsightSelectors", "none", "CloudTrail API Reference, GetInsightSelectors, InsightNotEnabledException")
def _(t):
    trail(t)
    get = t.cloudtrail.get_insight_selectors
    return {"none": t.says(get, TrailName="trail"), "no such trail": t.says(get, TrailName="nothing")}


@probe("cloudtrail PutInsightSelectors, cloudtrail GetInsightSelectors", "replaces everything, and an empty list turns it off", "CloudTrail API Reference, PutInsightSelectors")
def _(t):
    trail(t)
    seen = []
    for kind in ("ApiCallRateInsight", "ApiErrorRateInsight"):
        t.cloudtrail.put_insight_selectors(TrailName="trail", InsightSelectors=[{"InsightType": kind}])
        seen.append([one["InsightType"] for one in t.cloudtrail.get_insight_selectors(TrailName="trail")["InsightSelectors"]])
    t.cloudtrail.put_insight_selectors(TrailName="trail", InsightSelectors=[])
    return {"seen": seen, "then": t.says(t.cloudtrail.get_insight_selectors, TrailName="trail")}


@probe("cloudtrail PutInsightSelectors", "refusals", "CloudTrail API Reference, PutInsightSelectors, errors; InsightSelector")
def _(t):
    trail(t)
    put = t.cloudtrail.put_insight_selectors
    reads = [{"ReadWriteType": "ReadOnly", "IncludeManagementEvents": True}]
    t.cloudtrail.put_event_selectors(TrailName="trail", EventSelectors=reads)
    return {
        "a type that none is": t.says(put, TrailName="trail", InsightSelectors=[{"InsightType": "Foo"}]),
        "call rates without writes": t.says(put, TrailName="trail", InsightSelectors=[{"InsightType": "ApiCallRateInsight"}]),
        "no such trail": t.says(put, TrailName="nothing", InsightSelectors=[]),
    }


def tags_of(t):
    [one] = t.cloudtrail.list_tags(ResourceIdList=[arn(t)])["ResourceTagList"]
    return sorted(one["TagsList"], key=lambda tag: tag["Key"])


@probe("cloudtrail AddTags", "adds and replaces by key", "CloudTrail API Reference, AddTags")
def _(t):
    trail(t, TagsList=[{"Key": "kept", "Value": "x"}, {"Key": "team", "Value": "a"}])
    t.cloudtrail.add_tags(ResourceId=arn(t), TagsList=[{"Key": "team", "Value": "ä ö"}, {"Key": "empty", "Value": ""}])
    return tags_of(t)


@probe("cloudtrail AddTags", "refusals", "CloudTrail API Reference, AddTags, errors; Tag")
def _(t):
    trail(t)

    def add(*names, of=arn(t)):
        return t.says(t.cloudtrail.add_tags, ResourceId=of, TagsList=[{"Key": name, "Value": "x"} for name in names])

    return {
        "twice the same": add("a", "a"),
        "51": add(*[f"tag-{number}" for number in range(51)]),
        "no such trail": add("a", of=arn(t, "nothing")),
        "no ARN": add("a", of="trail"),
    }


@probe("cloudtrail RemoveTags", "by key", "CloudTrail API Reference, RemoveTags")
def _(t):
    trail(t, TagsList=[{"Key": "kept", "Value": "x"}, {"Key": "gone", "Value": "y"}, {"Key": "too", "Value": "z"}])
    t.cloudtrail.remove_tags(ResourceId=arn(t), TagsList=[{"Key": "gone"}, {"Key": "too", "Value": "z"}])
    return {"left": tags_of(t), "no such trail": t.says(t.cloudtrail.remove_tags, ResourceId=arn(t, "nothing"), TagsList=[{"Key": "a"}])}


@probe("cloudtrail ListTags", "of several trails, and of an unknown one", "CloudTrail API Reference, ListTags")
def _(t):
    trail(t, "one", TagsList=[{"Key": "team", "Value": "a"}])
    trail(t, "two")
    listed = t.cloudtrail.list_tags
    shown = listed(ResourceIdList=[arn(t, "one"), arn(t, "two")])["ResourceTagList"]
    return {
        "several": sorted(shown, key=lambda one: one["ResourceId"]),
        "no such trail": t.says(listed, ResourceIdList=[arn(t, "nothing")]),
        "no ARN": t.says(listed, ResourceIdList=["one"]),
    }


@probe("resourcegroupstaggingapi GetResources", "trails by tag", "Resource Groups Tagging API Reference, Services that support it: AWS CloudTrail, cloudtrail:trail")
def _(t):
    trail(t, TagsList=[{"Key": "team", "Value": "a"}])
    shown = t.tagging.get_resources(TagFilters=[{"Key": "team"}], ResourceTypeFilters=["cloudtrail:trail"])
    return [one["ResourceARN"] for one in shown["ResourceTagMappingList"]]
