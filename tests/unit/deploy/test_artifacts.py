"""Where packages and templates lie, and for how long."""

import json
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from infra.deploy.accounts import Account
from infra.deploy.artifacts import ensure_bucket, upload

BUCKET = "flotilla-artifacts-123456789012-eu-west-1"


class Session:
    """Stands in for boto3's, and for S3 and STS: buckets, their rules and objects."""

    region_name = "eu-west-1"

    def __init__(self, *buckets: str) -> None:
        self.buckets = set(buckets)
        self.rules: list[dict[str, Any]] = []
        self.objects: dict[str, bytes] = {}

    def client(self, _service: str, **_options: Any) -> Any:
        return self

    def get_caller_identity(self) -> dict[str, str]:
        return {"Account": "123456789012"}

    def head_bucket(self, *, Bucket: str) -> None:  # noqa: N803  # As boto3 names it.
        if Bucket not in self.buckets:
            raise ClientError({"Error": {"Code": "404"}}, "HeadBucket")

    def create_bucket(self, *, Bucket: str, **_: Any) -> None:  # noqa: N803
        self.buckets.add(Bucket)

    def put_public_access_block(self, **_: Any) -> None:
        pass

    def put_bucket_lifecycle_configuration(self, *, LifecycleConfiguration: Any, **_: Any) -> None:  # noqa: N803
        self.rules = LifecycleConfiguration["Rules"]

    def head_object(self, *, Key: str, **_: Any) -> None:  # noqa: N803
        if Key not in self.objects:
            raise ClientError({"Error": {"Code": "404"}}, "HeadObject")

    def put_object(self, *, Key: str, Body: bytes, **_: Any) -> None:  # noqa: N803
        self.objects[Key] = Body


def account_of(session: Session) -> Account:
    return Account(session)  # type: ignore[arg-type]  # All of it that is used.


def expires(session: Session, key: str) -> bool:
    return any(key.startswith(rule["Filter"]["Prefix"]) for rule in session.rules if rule["Status"] == "Enabled")


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    zipped, template = tmp_path / "deployment.zip", tmp_path / "template.json"
    zipped.write_bytes(b"sample")
    template.write_text(json.dumps({"Resources": {"Answer": {"Type": "AWS::Serverless::Function", "Properties": {}}}}))
    return zipped, template


def test_cloudformation_is_given_the_plain_address_in_the_buckets_own_region(files: tuple[Path, Path]) -> None:
    session = Session()
    address = upload(account_of(session), *files)
    [name] = [key for key in session.objects if key.startswith("templates/")]
    assert address == f"https://{BUCKET}.s3.eu-west-1.amazonaws.com/{name}"
    code = json.loads(session.objects[name])["Resources"]["Answer"]["Properties"]["CodeUri"]
    assert code["Bucket"] == BUCKET
    assert session.objects[code["Key"]] == b"sample"


@pytest.mark.parametrize("buckets", [(), (BUCKET,)])
def test_what_cloudformation_may_go_back_to_is_kept(files: tuple[Path, Path], buckets: tuple[str, ...]) -> None:
    """In a bucket of before, too: its packages used to vanish while they ran."""
    session = Session(*buckets)
    upload(account_of(session), *files)
    assert session.objects
    assert not any(expires(session, key) for key in session.objects)
    ensure_bucket(account_of(session))
    assert expires(session, "images/0123456789abcdef.zip")
