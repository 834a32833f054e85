"""Take a stage away: `make destroy STAGE=staging`. Its data stays unless `DATA=1` says otherwise."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import Any, NamedTuple

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from infra.deploy.__main__ import say
from infra.deploy.accounts import Account
from infra.deploy.changes import HOLDING_DATA, Changes
from infra.deploy.checks import stack_status
from infra.deploy.errors import DeployError
from infra.deploy.stages import StageName, stage_of

#: What is told and asked about: data, and the images that runners were started from.
_HELD = HOLDING_DATA | {"AWS::ECR::Repository"}

#: They hold what the next deployment makes again: these go with the stack.
_FORGETTABLE = {"SiteBucket", "RuntimeTable", "OriginSecret"}


class Resource(NamedTuple):
    """A resource of the stack: its name in the template, CloudFormation's word for its kind, and its own name."""

    logical: str
    kind: str
    name: str

    def __str__(self) -> str:
        return f"{self.name} ({self.kind})"


def destroy(account: Account, stage: StageName, *, data: bool, typed: Callable[[str], str]) -> None:
    """Delete the stack, with the person's typed agreement for production and for data, and say what stays.

    What holds data outlives its stack by the template's own word (DeletionPolicy Retain); with `data` it is removed
    afterwards, and can't be brought back. The site's bucket is retained too, against a stack deleted by hand, and goes
    here in any case. Raise DeployError where the person does not agree.
    """
    if stack_status(account, stage.stack) is None:
        raise DeployError(f"There is no stack {stage.stack} in {account.region}.")
    resources = _resources(account, stage.stack)
    held = [one for one in resources if one.kind in _HELD and one.logical not in _FORGETTABLE]
    wanted = f"destroy {stage.stack}{' with its data' if data else ''}"
    if (stage.name == "production" or data) and typed(f"Type `{wanted}` to go on: ").strip() != wanted:
        raise DeployError("Nothing was changed.")
    _unprotect(account, [one.name for one in held if one.kind == "AWS::DynamoDB::Table"] if data else [])
    # The site's bucket holds nothing but what the next deployment uploads again; a full bucket can't be deleted.
    sites = [one for one in resources if one.logical == "SiteBucket"]
    for site in sites:
        _empty(account, site.name)
    Changes(account, say).remove(stage.stack)
    for site in sites:
        if _is_there(account, site.name):
            _remove(account, site)
    for one in held:
        if data:
            _remove(account, one)
        else:
            say(f"  kept  {one}")
    for one in resources:
        if one.logical == "GatewayLogsRole":
            say(f"  kept  {one}: API Gateway writes the logs of all the account's stages under it")
    say(f"  kept  {account.artifacts} (AWS::S3::Bucket): packages of all the account's stages")


def _resources(account: Account, stack: str) -> list[Resource]:
    pages = account.cloudformation.get_paginator("list_stack_resources").paginate(StackName=stack)
    return [
        Resource(one["LogicalResourceId"], one["ResourceType"], one["PhysicalResourceId"])
        for page in pages
        for one in page["StackResourceSummaries"]
        if "PhysicalResourceId" in one
    ]


def _is_there(account: Account, bucket: str) -> bool:
    try:
        account.s3.head_bucket(Bucket=bucket)
    except ClientError:
        return False
    return True


def _unprotect(account: Account, tables: list[str]) -> None:
    for table in tables:
        account.client("dynamodb").update_table(TableName=table, DeletionProtectionEnabled=False)


def _remove(account: Account, resource: Resource) -> None:
    _logical, kind, name = resource
    if kind == "AWS::DynamoDB::Table":
        account.client("dynamodb").delete_table(TableName=name)
    elif kind == "AWS::S3::Bucket":
        _empty(account, name)
        account.s3.delete_bucket(Bucket=name)
    elif kind == "AWS::SecretsManager::Secret":
        account.client("secretsmanager").delete_secret(SecretId=name, RecoveryWindowInDays=7)
    elif kind == "AWS::ECR::Repository":
        account.client("ecr").delete_repository(repositoryName=name, force=True)
    elif kind == "AWS::EFS::FileSystem":
        account.client("efs").delete_file_system(FileSystemId=name)
    elif kind == "AWS::KMS::Key":
        account.client("kms").schedule_key_deletion(KeyId=name, PendingWindowInDays=7)
    say(f"  removed  {resource}")


def _empty(account: Account, bucket: str) -> None:
    for page in account.s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
        found: Any = [*page.get("Versions", ()), *page.get("DeleteMarkers", ())]
        if found:
            objects: Any = [{"Key": one["Key"], "VersionId": one["VersionId"]} for one in found]
            account.s3.delete_objects(Bucket=bucket, Delete={"Objects": objects, "Quiet": True})


def main() -> int:
    """Read the command line and destroy; returns the exit code."""
    parser = argparse.ArgumentParser(prog="make destroy", description="Take a stage away.")
    parser.add_argument("--stage", required=True, help="staging or production")
    parser.add_argument("--data", action="store_true", help="remove what it holds too, for good")
    given = parser.parse_args()
    try:
        destroy(Account(boto3.Session()), stage_of(given.stage), data=given.data, typed=_typed)
    except DeployError as error:
        print(f"\n{error}", file=sys.stderr)
    except (ClientError, BotoCoreError) as error:
        print(f"\nAWS refused: {error}", file=sys.stderr)
    else:
        return 0
    return 1


def _typed(question: str) -> str:
    return input(question) if sys.stdin.isatty() else ""


if __name__ == "__main__":
    sys.exit(main())
