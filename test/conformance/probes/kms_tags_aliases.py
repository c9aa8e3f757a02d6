"""Tags and aliases of keys."""

from probe import probe
from trial import picked, two_pages

NOBODY = "11111111-2222-3333-4444-555555555555"


def tag(name, value="x"):
    return {"TagKey": name, "TagValue": value}


def tags_of(t, key):
    return sorted(t.kms.list_resource_tags(KeyId=key)["Tags"], key=lambda one: one["TagKey"])


@probe("kms TagResource", "adds and replaces by key", "KMS API Reference, TagResource")
def _(t):
    key = t.key(Tags=[tag("kept"), tag("team", "a")])
    t.kms.tag_resource(KeyId=t.arn(key), Tags=[tag("team", "b"), tag("Team", "ä ö"), tag("empty", "")])
    return tags_of(t, key)


@probe("kms TagResource", "refusals", "KMS API Reference, TagResource, Tags and errors; Tag")
def _(t):
    key = t.key()

    def put(*tags, name=key):
        return t.says(t.kms.tag_resource, KeyId=name, Tags=list(tags))

    t.kms.create_alias(AliasName="alias/tagged", TargetKeyId=key)
    return {
        "of AWS": put(tag("aws:a")),
        "twice the same": put(tag("a", "1"), tag("a", "2")),
        "a letter that none has": put(tag("a", "€")),
        "51": put(*[tag(f"tag-{number}") for number in range(51)]),
        "too long a key": put(tag("x" * 129)),
        "too long a value": put(tag("a", "x" * 257)),
        "no such key": put(tag("a"), name=NOBODY),
        "an alias is not a key": put(tag("a"), name="alias/tagged") != "ok",
        "left": len(tags_of(t, key)),
    }


@probe("kms UntagResource", "takes away by key", "KMS API Reference, UntagResource")
def _(t):
    key = t.key(Tags=[tag("kept"), tag("gone")])
    t.kms.untag_resource(KeyId=key, TagKeys=["gone", "never-there"])
    return tags_of(t, key)


@probe("kms UntagResource", "refusals", "KMS API Reference, UntagResource, errors")
def _(t):
    untag = t.kms.untag_resource
    return {"of AWS": t.says(untag, KeyId=t.key(), TagKeys=["aws:a"]), "no such key": t.says(untag, KeyId=NOBODY, TagKeys=["a"])}


@probe("kms ListResourceTags", "pages", "KMS API Reference, ListResourceTags, Limit and Marker")
def _(t):
    key, listed = t.key(Tags=[tag(f"tag-{number}") for number in range(5)]), t.kms.list_resource_tags
    first, both = two_pages(listed, "Tags", KeyId=key, Limit=3)
    return {
        "first": len(first["Tags"]),
        "more": first["Truncated"],
        "all": len({one["TagKey"] for one in both}),
        "a marker that is none": t.says(listed, KeyId=key, Marker="nonsense"),
        "a limit of 51": t.says(listed, KeyId=key, Limit=51),
        "no such key": t.says(listed, KeyId=NOBODY),
    }


def aliases(t, **arguments):
    own = [one for one in t.kms.list_aliases(**arguments)["Aliases"] if not one["AliasName"].startswith("alias/aws/")]
    return sorted(own, key=lambda one: one["AliasName"])


@probe("kms CreateAlias", "is listed with its key", "KMS API Reference, CreateAlias; AliasListEntry")
def _(t):
    t.kms.create_alias(AliasName="alias/a/b_c-1", TargetKeyId=t.arn(t.key()))
    return aliases(t)


@probe("kms CreateAlias", "refusals", "KMS API Reference, CreateAlias, AliasName, TargetKeyId and errors")
def _(t):
    key = t.key()
    t.kms.create_alias(AliasName="alias/taken", TargetKeyId=key)

    def create(name, target=key):
        return t.says(t.kms.create_alias, AliasName=name, TargetKeyId=target)

    return {
        "taken": create("alias/taken"),
        "without alias/": create("mine"),
        "letters that none has": create("alias/mine!"),
        "a colon": create("alias/mi:ne") != "ok",
        "no such key": create("alias/mine", NOBODY),
        "onto an alias": create("alias/mine", "alias/taken") != "ok",
        "too long": create("alias/" + "x" * 251),
    }


@probe("kms CreateAlias", "alias/aws/ is reserved for AWS", "KMS API Reference, CreateAlias, AliasName: the alias/aws/ prefix is reserved")
def _(t):
    return t.says(t.kms.create_alias, AliasName="alias/aws/mine", TargetKeyId=t.key()) != "ok"


@probe("kms UpdateAlias", "then points to the other key", "KMS API Reference, UpdateAlias")
def _(t):
    one, two = t.key(), t.key()
    t.kms.create_alias(AliasName="alias/moved", TargetKeyId=one)
    t.kms.update_alias(AliasName="alias/moved", TargetKeyId=two)
    return {"aliases": aliases(t), "described": t.kms.describe_key(KeyId="alias/moved")["KeyMetadata"]["KeyId"]}


@probe("kms UpdateAlias", "refusals", "KMS API Reference, UpdateAlias, errors")
def _(t):
    key, update = t.key(), t.kms.update_alias
    t.kms.create_alias(AliasName="alias/moved", TargetKeyId=key)
    return {
        "no such alias": t.says(update, AliasName="alias/none", TargetKeyId=key),
        "no such key": t.says(update, AliasName="alias/moved", TargetKeyId=NOBODY),
    }


@probe("kms UpdateAlias", "same type, same usage", "KMS API Reference, UpdateAlias: same type and key usage")
def _(t):
    t.kms.create_alias(AliasName="alias/moved", TargetKeyId=t.key())
    hmac = t.kms.create_key(KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC")["KeyMetadata"]["KeyId"]
    return t.says(t.kms.update_alias, AliasName="alias/moved", TargetKeyId=hmac) != "ok"


@probe("kms DeleteAlias", "the key stays", "KMS API Reference, DeleteAlias")
def _(t):
    key, delete = t.key(), t.kms.delete_alias
    t.kms.create_alias(AliasName="alias/gone", TargetKeyId=key)
    said = [t.says(delete, AliasName="alias/gone") for _ in range(2)]
    return {
        "said": said,
        "by alias": t.says(t.kms.describe_key, KeyId="alias/gone"),
        "by id": t.says(t.kms.describe_key, KeyId=key),
    }


@probe("kms ListAliases", "of one key", "KMS API Reference, ListAliases, KeyId")
def _(t):
    one, two = t.key(), t.key()
    for name, key in (("alias/a", one), ("alias/b", two), ("alias/c", one)):
        t.kms.create_alias(AliasName=name, TargetKeyId=key)
    shown = [picked(one, "AliasName", "TargetKeyId") for one in aliases(t, KeyId=one)]
    return {"shown": shown, "of no key": t.says(t.kms.list_aliases, KeyId=NOBODY)}


@probe("kms ListAliases", "pages", "KMS API Reference, ListAliases, Limit and Marker")
def _(t):
    key, listed = t.key(), t.kms.list_aliases
    for number in range(5):
        t.kms.create_alias(AliasName=f"alias/page-{number}", TargetKeyId=key)
    first, both = two_pages(listed, "Aliases", KeyId=key, Limit=3)
    return {
        "first": len(first["Aliases"]),
        "more": first["Truncated"],
        "all": len({one["AliasName"] for one in both}),
        "a marker that is none": t.says(listed, Marker="nonsense"),
        "a limit of 101": t.says(listed, Limit=101),
    }
