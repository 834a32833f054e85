"""The whole template, as `make deploy` brings it: over an older one with the data kept, and away again."""

import json
import re
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from infra.deploy.accounts import Account
from infra.deploy.changes import HOLDING_DATA
from infra.deploy.checks import stack_status
from infra.deploy.destroy import destroy
from infra.deploy.stages import StageName
from infra.deploy.steps import Deployment
from infra.packaging.build import Package, build
from tests.contract.deploy.earlier import Earlier, commit_before, earlier, without_alarms

#: Its conditions leave out what the emulated AWS does not know.
STAGE = StageName("local")

KEY = {"pk": {"S": "kept"}, "sk": {"S": "kept"}}


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("infra.deploy.changes.EVERY_SECONDS", 0.05)


@pytest.fixture(scope="module")
def now() -> dict[str, Any]:
    """The merged template of the tree."""
    loaded: dict[str, Any] = json.loads(build().template.read_text())
    return loaded


@pytest.fixture(scope="module")
def before(now: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Earlier:
    return earlier(now, tmp_path_factory.mktemp("earlier"))


def package(folder: Path, template: dict[str, Any], code: str) -> Package:
    """A package of the template with functions that nobody calls here."""
    folder.mkdir()
    zipped, file = folder / "deployment.zip", folder / "template.json"
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr(zipfile.ZipInfo("app.py"), code)
    file.write_text(json.dumps(template))
    return Package(zipped, file, digest=code)


def deploy(account: Account, made: Package, told: list[str], **environment: str) -> dict[str, str]:
    return Deployment(account, STAGE, environment, told.append, lambda _question: True).stack(made)


def holding_data(account: Account) -> Iterator[tuple[str, str]]:
    pages = account.cloudformation.get_paginator("list_stack_resources").paginate(StackName=STAGE.stack)
    for one in (one for page in pages for one in page["StackResourceSummaries"]):
        if one["ResourceType"] in HOLDING_DATA | {"AWS::SQS::Queue"}:
            yield one["LogicalResourceId"], one["PhysicalResourceId"]


@pytest.mark.timeout(300)
def test_the_template_updates_the_one_before_it_in_place_keeps_what_it_holds_and_goes(
    account: Account, now: dict[str, Any], before: Earlier, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told: list[str] = [before.origin]
    old = deploy(account, package(tmp_path / "old", before.template, "# older"), told, ALARM_EMAIL="ops@example.com")
    held = dict(holding_data(account))
    tables, secrets = account.client("dynamodb"), account.client("secretsmanager")
    for table in (old["TableName"], old["RuntimeTableName"]):
        tables.put_item(TableName=table, Item=KEY)
    # What came before may be from a time when there were fewer of them.
    buckets = [old[name] for name in ("MediaBucketName", "SnapshotBucketName") if name in old]
    for bucket in buckets:
        account.s3.put_object(Bucket=bucket, Key="kept", Body=b"kept")
    account.client("sqs").send_message(QueueUrl=old["TurnsDeadLettersUrl"], MessageBody="kept")
    key = secrets.get_secret_value(SecretId=old["SecretArn"])["SecretString"]

    new = deploy(account, package(tmp_path / "new", now, "# newer"), told, MAIL_DOMAIN="mail.example.com")

    assert stack_status(account, STAGE.stack) == "UPDATE_COMPLETE", told
    assert held.items() <= dict(holding_data(account)).items()
    assert old.items() <= {**old, **new}.items()
    for table in (new["TableName"], new["RuntimeTableName"]):
        assert tables.get_item(TableName=table, Key=KEY)["Item"] == KEY
    for bucket in buckets:
        assert account.s3.get_object(Bucket=bucket, Key="kept")["Body"].read() == b"kept"
    [waiting] = account.client("sqs").receive_message(QueueUrl=new["TurnsDeadLettersUrl"])["Messages"]
    assert waiting["Body"] == "kept"
    assert secrets.get_secret_value(SecretId=new["SecretArn"])["SecretString"] == key

    told.clear()
    deploy(account, package(tmp_path / "again", now, "# newer"), told)
    assert told == ["  nothing changes"]

    account.s3.put_object(Bucket=new["SiteBucketName"], Key="index.html", Body=b"a page")
    capsys.readouterr()
    destroy(account, STAGE, data=False, typed=lambda _question: "")
    assert stack_status(account, STAGE.stack) in (None, "DELETE_COMPLETE")
    said = capsys.readouterr().out
    for kept in (
        new["TableName"],
        new["MediaBucketName"],
        new["RunnerRepositoryUri"].partition("/")[2],
        "GatewayLogsRole",
    ):
        assert re.search(rf"kept  \S*{kept}", said), kept
    assert f"removed  {new['SiteBucketName']}" in said
    assert new["SiteBucketName"] not in {one["Name"] for one in account.s3.list_buckets()["Buckets"]}
    assert tables.get_item(TableName=new["TableName"], Key=KEY)["Item"] == KEY
    assert account.s3.get_object(Bucket=new["MediaBucketName"], Key="kept")["Body"].read() == b"kept"
    assert new["RuntimeTableName"] not in tables.list_tables()["TableNames"]


def test_the_template_before_is_found_in_any_clone(now: dict[str, Any], tmp_path: Path) -> None:
    """Only git's whole history tells what was before; a shallow clone and a plain folder get a stand-in."""

    def git(*words: str) -> str:
        given = ["git", "-C", str(tmp_path / "whole"), "-c", "user.name=x", "-c", "user.email=x@example.com", *words]
        return subprocess.run(given, check=True, capture_output=True, text=True).stdout.strip()

    (tmp_path / "whole").mkdir()
    assert commit_before(tmp_path / "whole") is None
    git("init", "--quiet")
    for content in ("first", "second"):
        (tmp_path / "whole" / "template.yaml").write_text(content)
        git("add", ".")
        git("commit", "--quiet", "-m", content)
    git("commit", "--quiet", "--allow-empty", "-m", "something else")
    assert commit_before(tmp_path / "whole") == git("rev-parse", "HEAD~2")
    (tmp_path / "whole" / "template.yaml").write_text("not committed")
    assert commit_before(tmp_path / "whole") == git("rev-parse", "HEAD")
    subprocess.run(
        ["git", "clone", "--quiet", "--depth", "1", f"file://{tmp_path / 'whole'}", str(tmp_path / "shallow")],
        check=True,
        capture_output=True,
    )
    assert commit_before(tmp_path / "shallow") is None
    fewer = without_alarms(now)["Resources"]
    assert "Table" in fewer
    assert len(fewer) < len(now["Resources"])
