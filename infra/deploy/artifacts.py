"""Packages and templates in a bucket of the account's own, from where CloudFormation takes them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from infra.deploy.accounts import Account

#: Sources that images were built from, and for how many days they are kept. Functions' packages and templates stay: the
#: one that runs may be old, and CloudFormation goes back to it when an update fails.
EXPIRING, DAYS_KEPT = "images/", 90


def ensure_bucket(account: Account) -> str:
    """Make the bucket if there is none: private, encrypted, and images' sources go by themselves. Returns its name."""
    name = account.artifacts
    try:
        account.s3.head_bucket(Bucket=name)
    except ClientError:
        where: Any = {} if account.region == "us-east-1" else {"LocationConstraint": account.region}
        options: Any = {"CreateBucketConfiguration": where} if where else {}
        account.s3.create_bucket(Bucket=name, **options)
        account.s3.put_public_access_block(
            Bucket=name,
            PublicAccessBlockConfiguration={
                "BlockPublicAcls": True, "BlockPublicPolicy": True,
                "IgnorePublicAcls": True, "RestrictPublicBuckets": True,
            },
        )  # fmt: skip
    account.s3.put_bucket_lifecycle_configuration(
        Bucket=name,
        LifecycleConfiguration={
            "Rules": [
                {"ID": "old", "Status": "Enabled", "Filter": {"Prefix": EXPIRING}, "Expiration": {"Days": DAYS_KEPT}}
            ]
        },
    )
    return name


def upload(account: Account, zipped: Path, template: Path) -> str:
    """Put package and template there under names made of their content; returns the template's address."""
    bucket = ensure_bucket(account)
    code = zipped.read_bytes()
    key = f"functions/{hashlib.sha256(code).hexdigest()}.zip"
    _put(account, bucket, key, code)
    document: dict[str, Any] = json.loads(template.read_text())
    for resource in document["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            resource["Properties"]["CodeUri"] = {"Bucket": bucket, "Key": key}
    body = json.dumps(document).encode()
    name = f"templates/{hashlib.sha256(body).hexdigest()}.json"
    _put(account, bucket, name, body)
    return _address(account, bucket, name)


def _address(account: Account, bucket: str, key: str) -> str:
    """Where CloudFormation reads a template: it takes S3's plain addresses, and reads as who asks it to.

    The emulated one reads as nobody, and so needs a signed address.
    """
    if account.is_emulated:
        return account.s3.generate_presigned_url("get_object", {"Bucket": bucket, "Key": key}, ExpiresIn=3600)
    return f"https://{bucket}.s3.{account.region}.amazonaws.com/{key}"


def _put(account: Account, bucket: str, key: str, body: bytes) -> None:
    try:
        account.s3.head_object(Bucket=bucket, Key=key)
    except ClientError:
        account.s3.put_object(Bucket=bucket, Key=key, Body=body)
