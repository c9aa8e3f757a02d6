"""What is sealed with a key, and imported material."""

from probe import probe

NOBODY = "11111111-2222-3333-4444-555555555555"
CONTEXT = {"team": "a"}


def seal(t, key, **more):
    return t.kms.encrypt(KeyId=key, Plaintext=b"hello", **more)["CiphertextBlob"]


@probe("kms Encrypt", "its answer", "KMS API Reference, Encrypt, response")
def _(t):
    key = t.key()
    t.kms.create_alias(AliasName="alias/one", TargetKeyId=key)
    return t.kms.encrypt(KeyId="alias/one", Plaintext=b"hello")


@probe("kms Encrypt", "refusals", "KMS API Reference, Encrypt, Plaintext and errors")
def _(t):
    key = t.key()
    hmac = t.kms.create_key(KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC")["KeyMetadata"]["KeyId"]
    return {
        "4097 bytes": t.says(t.kms.encrypt, KeyId=key, Plaintext=b"x" * 4097),
        "nothing": t.says(t.kms.encrypt, KeyId=key, Plaintext=b""),
        "a key of another usage": t.says(t.kms.encrypt, KeyId=hmac, Plaintext=b"x"),
        "no such key": t.says(t.kms.encrypt, KeyId=NOBODY, Plaintext=b"x"),
        "a dry run": t.says(t.kms.encrypt, KeyId=key, Plaintext=b"x", DryRun=True),
    }


@probe("kms Decrypt", "its answer", "KMS API Reference, Decrypt, response")
def _(t):
    key = t.key()
    answer = t.kms.decrypt(CiphertextBlob=seal(t, key, EncryptionContext=CONTEXT), EncryptionContext=CONTEXT)
    return {**answer, "Plaintext": answer["Plaintext"].decode()}


@probe("kms Decrypt", "refusals", "KMS API Reference, Decrypt, errors")
def _(t):
    one, two = t.key(), t.key()
    sealed = seal(t, one, EncryptionContext=CONTEXT)
    return {
        "another context": t.says(t.kms.decrypt, CiphertextBlob=sealed, EncryptionContext={"team": "b"}),
        "no context": t.says(t.kms.decrypt, CiphertextBlob=sealed),
        "another key": t.says(t.kms.decrypt, CiphertextBlob=sealed, EncryptionContext=CONTEXT, KeyId=two),
        "nothing that was sealed": t.says(t.kms.decrypt, CiphertextBlob=b"nonsense"),
        "another Region": t.says(t.far("kms").decrypt, CiphertextBlob=sealed, EncryptionContext=CONTEXT) != "ok",
    }


@probe("kms Decrypt", "decrypts a text from before a rotation", "KMS Developer Guide, Rotate AWS KMS keys")
def _(t):
    key = t.key()
    sealed = seal(t, key)
    t.kms.rotate_key_on_demand(KeyId=key)
    return t.kms.decrypt(CiphertextBlob=sealed)["Plaintext"].decode()


@probe("kms GenerateDataKey", "its answer and what it opens to", "KMS API Reference, GenerateDataKey, response")
def _(t):
    made = t.kms.generate_data_key(KeyId=t.key(), KeySpec="AES_128", EncryptionContext=CONTEXT)
    opened = t.kms.decrypt(CiphertextBlob=made["CiphertextBlob"], EncryptionContext=CONTEXT)["Plaintext"]
    return {**made, "bytes": len(made["Plaintext"]), "the same": opened == made["Plaintext"]}


@probe("kms GenerateDataKey", "refusals", "KMS API Reference, GenerateDataKey, KeySpec and NumberOfBytes")
def _(t):
    key, generate = t.key(), t.kms.generate_data_key
    return {
        "neither": t.says(generate, KeyId=key),
        "both": t.says(generate, KeyId=key, KeySpec="AES_256", NumberOfBytes=32),
        "1025 bytes": t.says(generate, KeyId=key, NumberOfBytes=1025),
        "1024 bytes": t.says(generate, KeyId=key, NumberOfBytes=1024),
        "a spec that is none": t.says(generate, KeyId=key, KeySpec="DES"),
        "no such key": t.says(generate, KeyId=NOBODY, KeySpec="AES_256"),
    }


@probe("kms GenerateDataKeyWithoutPlaintext", "its answer and what it opens to", "KMS API Reference, GenerateDataKeyWithoutPlaintext, response")
def _(t):
    made = t.kms.generate_data_key_without_plaintext(KeyId=t.key(), NumberOfBytes=24)
    return {**made, "bytes": len(t.kms.decrypt(CiphertextBlob=made["CiphertextBlob"])["Plaintext"])}


@probe("kms ImportKeyMaterial", "only keys for imported material", "KMS API Reference, ImportKeyMaterial, UnsupportedOperationException")
def _(t):
    given = {"ImportToken": b"token", "EncryptedKeyMaterial": b"material", "ExpirationModel": "KEY_MATERIAL_DOES_NOT_EXPIRE"}
    return {
        "a key of AWS's material": t.says(t.kms.import_key_material, KeyId=t.key(), **given),
        "no such key": t.says(t.kms.import_key_material, KeyId=NOBODY, **given),
    }


@probe("kms ImportKeyMaterial", "an invented token", "KMS API Reference, ImportKeyMaterial, InvalidImportTokenException")
def _(t):
    given = {"ImportToken": b"token", "EncryptedKeyMaterial": b"material", "ExpirationModel": "KEY_MATERIAL_DOES_NOT_EXPIRE"}
    return t.says(t.kms.import_key_material, KeyId=t.key(Origin="EXTERNAL"), **given)


@probe("kms DeleteImportedKeyMaterial", "only keys for imported material", "KMS API Reference, DeleteImportedKeyMaterial, errors")
def _(t):
    return {
        "a key of AWS's material": t.says(t.kms.delete_imported_key_material, KeyId=t.key()),
        "no such key": t.says(t.kms.delete_imported_key_material, KeyId=NOBODY),
    }
