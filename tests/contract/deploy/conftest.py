"""An account that the emulator stands in for."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest

from infra.deploy.accounts import Account
from tests.contract.adapters.emulator import KEYS, emulated_aws


@pytest.fixture(scope="module")
def account(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Account]:
    with emulated_aws(Path(tmp_path_factory.mktemp("account"))) as endpoint:
        session = boto3.Session(
            aws_access_key_id=KEYS["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=KEYS["AWS_SECRET_ACCESS_KEY"],
            region_name="us-east-1",
        )
        yield Account(session, endpoint)


Write = Callable[..., tuple[Path, Path]]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a small package: a table that holds data, and what else is asked for."""

    def write(**resources: dict[str, Any]) -> tuple[Path, Path]:
        table = {
            "Type": "AWS::DynamoDB::Table",
            "DeletionPolicy": "Retain",
            "Properties": {
                "BillingMode": "PAY_PER_REQUEST",
                "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
                "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
            },
        }
        document = {
            "AWSTemplateFormatVersion": "2010-09-09",
            "Parameters": {"Stage": {"Type": "String"}, "AlarmEmail": {"Type": "String", "Default": ""}},
            "Resources": {"Table": table, "SiteBucket": {"Type": "AWS::S3::Bucket"}, **resources},
            "Outputs": {"TableName": {"Value": {"Ref": "Table"}}, "Stage": {"Value": {"Ref": "Stage"}}},
        }
        zipped, template = tmp_path / "deployment.zip", tmp_path / "template.json"
        zipped.write_bytes(b"sample")
        template.write_text(json.dumps(document))
        return zipped, template

    return write
