"""Where browsers are sent for files: the one address of the bucket that the pages' security policy names."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from flotilla.adapters.aws import Aws
from flotilla.adapters.s3 import S3Files
from flotilla.domain.ids import TenantId

MINUTE = timedelta(minutes=1)
TENANT = TenantId("t1")


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "sample")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "sample")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)


def addresses(files: S3Files) -> list[str]:
    """Where a file is downloaded from, and where one is uploaded to."""
    form = files.upload_form(TENANT, "picture", mime="image/png", max_bytes=10, lasts=MINUTE)
    return [files.download_url(TENANT, "picture", lasts=MINUTE), form.url]


@pytest.mark.parametrize("region", ["us-east-1", "us-west-2", "eu-west-1", "sa-east-1"])
def test_files_come_from_and_go_to_the_buckets_regional_name(region: str) -> None:
    """CloudFormation calls it RegionalDomainName; the template's policy allows no other."""
    files = S3Files(Aws(region=region).client("s3"), "media")
    for address in addresses(files):
        assert address.startswith(f"https://media.s3.{region}.amazonaws.com/")


def test_where_aws_is_emulated_the_bucket_is_a_path_of_its_address() -> None:
    files = S3Files(Aws(region="us-east-1", endpoint="http://127.0.0.1:4669").client("s3"), "media")
    for address in addresses(files):
        assert urlsplit(address).netloc == "127.0.0.1:4669"
        assert urlsplit(address).path.startswith("/media")
