"""Trail: what its manifests say and boto3 reads, what a person changes, and what moto cannot do."""

import json

from botocore.exceptions import ClientError

from drifts import drift
from readers import reads, tags_wanted
from skips import ACCOUNT, REGION, fixed, skipped


SETTINGS = {
    "name": "Name",
    "bucket": "S3BucketName",
    "prefix": "S3KeyPrefix",
    "key": "KmsKeyId",
    "multiRegion": "IsMultiRegionTrail",
    "logFileValidation": "LogFileValidationEnabled",
    "globalServiceEvents": "IncludeGlobalServiceEvents",
    "organization": "IsOrganizationTrail",
}


def trail_wanted(estate, resource):
    spec = estate.filled(resource.spec, resource)
    key = spec.get("key")
    arn = estate.key(key["ref"])["arn"] if isinstance(key, dict) else key
    return {**spec, "key": arn, "tags": tags_wanted(estate, resource)}


def trail_live(estate, resource):
    cloudtrail, name = estate.aws.of("cloudtrail", resource), resource.spec["name"]
    trail = cloudtrail.get_trail(Name=name)["Trail"]
    selectors = cloudtrail.get_event_selectors(TrailName=name)
    tags = cloudtrail.list_tags(ResourceIdList=[trail["TrailARN"]])["ResourceTagList"][0]["TagsList"]
    live = {ours: trail.get(theirs) or None for ours, theirs in SETTINGS.items()}
    flags = ("multiRegion", "logFileValidation", "globalServiceEvents", "organization")
    return {
        **live,
        **{flag: live[flag] is True for flag in flags},
        "logging": cloudtrail.get_trail_status(Name=name)["IsLogging"],
        "eventSelectors": uncapitalised(selectors.get("EventSelectors") or []),
        "advancedEventSelectors": uncapitalised(selectors.get("AdvancedEventSelectors") or []),
        "cloudWatchLogs": {
            "logGroupArn": trail.get("CloudWatchLogsLogGroupArn"),
            "roleArn": trail.get("CloudWatchLogsRoleArn"),
        },
        "tags": {tag["Key"]: tag["Value"] for tag in tags},
    }


def uncapitalised(value):
    """The words of the API as manifests write them; the order of a list says nothing."""
    if isinstance(value, list):
        return sorted((uncapitalised(one) for one in value), key=json.dumps)
    if isinstance(value, dict):
        return {name[0].lower() + name[1:]: uncapitalised(one) for name, one in value.items()}
    return value


reads("Trail", trail_wanted, trail_live)


def setting(covers, address, why, **values):
    """A change by UpdateTrail."""

    @drift(covers, address, why)
    def _(hand):
        hand.cloudtrail.update_trail(Name=hand.spec["name"], **values)


setting("Trail /bucket", "Trail/audit", "another bucket", S3BucketName="keywright-lane-foreign")
setting("Trail /prefix", "Trail/audit", "another folder", S3KeyPrefix="elsewhere")
setting("Trail /key", "Trail/audit", "without a key", KmsKeyId="")
setting("Trail /multiRegion", "Trail/audit", "one Region only", IsMultiRegionTrail=False)
setting("Trail /multiRegion", "Trail/plain", "all Regions", IsMultiRegionTrail=True)
setting("Trail /logFileValidation", "Trail/audit", "no digests", EnableLogFileValidation=False)
setting("Trail /globalServiceEvents", "Trail/plain", "with global services", IncludeGlobalServiceEvents=True)
setting(
    "Trail /cloudWatchLogs/logGroupArn",
    "Trail/audit",
    "another log group",
    CloudWatchLogsLogGroupArn="arn:aws:logs:us-east-1:111122223333:log-group:other:*",
)
setting(
    "Trail /cloudWatchLogs/roleArn",
    "Trail/audit",
    "another role",
    CloudWatchLogsRoleArn="arn:aws:iam::111122223333:role/batch",
)


@drift("Trail /logging", "Trail/audit", "stopped")
def _(hand):
    hand.cloudtrail.stop_logging(Name=hand.spec["name"])


@drift("Trail /logging", "Trail/plain", "started although it shall not record")
def _(hand):
    hand.cloudtrail.start_logging(Name=hand.spec["name"])


@drift("Trail /eventSelectors", "Trail/audit", "management events left out")
def _(hand):
    selector = {"ReadWriteType": "WriteOnly", "IncludeManagementEvents": False, "DataResources": []}
    hand.cloudtrail.put_event_selectors(TrailName=hand.spec["name"], EventSelectors=[selector])


@drift("Trail /advancedEventSelectors", "Trail/plain", "other conditions")
def _(hand):
    fields = [{"Field": "eventCategory", "Equals": ["Management"]}, {"Field": "readOnly", "Equals": ["true"]}]
    selectors = [{"Name": "what is read", "FieldSelectors": fields}]
    hand.cloudtrail.put_event_selectors(TrailName=hand.spec["name"], AdvancedEventSelectors=selectors)


@drift("Trail /tags", "Trail/audit", "a value changed", path="/tags/data-class")
def _(hand):
    hand.cloudtrail.add_tags(ResourceId=trail_arn(hand), TagsList=[{"Key": "data-class", "Value": "public"}])


def trail_arn(hand):
    return hand.cloudtrail.get_trail(Name=hand.spec["name"])["Trail"]["TrailARN"]


def new_trail(aws):
    cloudtrail = aws.client("cloudtrail", ACCOUNT, REGION)
    cloudtrail.create_trail(Name="lane-deviations", S3BucketName="keywright-lane-logs")
    return cloudtrail


@skipped("Trail /insightSelectors", "PutInsightSelectors appends, and an empty list takes nothing away")
def _(aws):
    cloudtrail, trail = new_trail(aws), {"TrailName": "lane-deviations"}
    cloudtrail.put_insight_selectors(**trail, InsightSelectors=[{"InsightType": "ApiErrorRateInsight"}])
    cloudtrail.put_insight_selectors(**trail, InsightSelectors=[])
    return len(cloudtrail.get_insight_selectors(**trail)["InsightSelectors"]) == 1


@skipped("Trail /snsTopic", "takes SnsTopicName for a name: an ARN becomes an ARN within an ARN")
def _(aws):
    topic = f"arn:aws:sns:{REGION}:{ACCOUNT}:topic"
    try:
        new_trail(aws).update_trail(Name="lane-deviations", SnsTopicName=topic)
    except ClientError:
        return True
    shown = new_trail(aws).update_trail(Name="lane-deviations", SnsTopicName=topic)
    return shown["SnsTopicARN"] != topic


fixed("Trail /name", "another name is another trail")
fixed("Trail /organization", "only the management account of an organization may set it")
