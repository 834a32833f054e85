"""What a local installation is made of: its template's parameters, its pages, its sign-ins, and when it is ready."""

import json
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from infra.local import deploy, people, programs, ready
from infra.local.config import ROOT, LocalConfig
from infra.packaging import site, yamlfile
from infra.packaging.parameters import FROM_ENVIRONMENT


@pytest.fixture
def config(tmp_path: Path) -> LocalConfig:
    return LocalConfig(tmp_path, 5100)


def test_the_person_chooses_and_everything_else_is_local(config: LocalConfig) -> None:
    chosen = deploy.parameters(
        config, {"DEEPSEEK_BASE_URL": "http://localhost:1", "BURST_WINDOW_MS": "0", "OTHER": "x"}
    )
    assert chosen["Stage"] == "local"
    assert chosen["SiteUrl"] == "http://localhost:5100"
    assert chosen["WhatsappUrl"] == "http://127.0.0.1:5101/"
    assert chosen["DeepseekBaseUrl"] == "http://localhost:1"
    assert chosen["BurstWindowMs"] == "0"
    assert "x" not in chosen.values()


def test_a_real_whatsapp_can_be_chosen(config: LocalConfig) -> None:
    chosen = deploy.parameters(config, {"WHATSAPP_URL": "https://web.whatsapp.com/"})
    assert chosen["WhatsappUrl"] == "https://web.whatsapp.com/"


def test_the_template_knows_every_parameter(config: LocalConfig) -> None:
    known = yamlfile.read(ROOT / "template.yaml")["Parameters"]
    everything = dict.fromkeys(FROM_ENVIRONMENT.values(), "1")
    assert set(deploy.parameters(config, everything)) <= set(known)


class Secrets:
    """Secrets Manager with one secret."""

    def __init__(self, **fields: str) -> None:
        self.fields, self.written = fields, 0

    def get_secret_value(self, **_: Any) -> dict[str, str]:
        return {"SecretString": json.dumps(self.fields)}

    def put_secret_value(self, *, SecretString: str, **_: Any) -> None:  # noqa: N803  # As boto3 names it.
        self.fields, self.written = json.loads(SecretString), self.written + 1


class Objects:
    """S3 with what the upload uses of it."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], dict[str, Any]] = {}

    def put_object(self, *, Bucket: str, Key: str, **rest: Any) -> None:  # noqa: N803  # As boto3 names them.
        self.kept[Bucket, Key] = rest

    def get_object(self, *, Bucket: str, Key: str) -> dict[str, Any]:  # noqa: N803  # As boto3 names them.
        if (Bucket, Key) not in self.kept:
            raise ClientError({"Error": {"Code": "NoSuchKey", "Message": ""}}, "GetObject")
        body = self.kept[Bucket, Key]["Body"]
        return {"Body": type("Stream", (), {"read": lambda _: body})()}

    def delete_object(self, *, Bucket: str, Key: str) -> None:  # noqa: N803  # As boto3 names them.
        del self.kept[Bucket, Key]

    def get_paginator(self, _: str) -> "Objects":
        return self

    def paginate(self, *, Bucket: str) -> list[dict[str, Any]]:  # noqa: N803  # As boto3 names it.
        return [{"Contents": [{"Key": key} for bucket, key in list(self.kept) if bucket == Bucket]}]


class Aws:
    """The services that are used here."""

    def __init__(self, **fields: str) -> None:
        self.secrets, self.s3 = Secrets(**fields), Objects()


def test_secrets_of_the_environment_reach_the_stack_and_leave_it_again() -> None:
    aws: Any = Aws(jwt_key="made")
    deploy.put_secrets(aws, "arn", {"DEEPSEEK_API_KEY": "key"})
    local = {"jwt_key": "made", "google_client_secret": "flotilla-local"}
    assert aws.secrets.fields == {**local, "deepseek_api_key": "key"}
    deploy.put_secrets(aws, "arn", {"DEEPSEEK_API_KEY": "key"})
    assert aws.secrets.written == 1
    deploy.put_secrets(aws, "arn", {})
    assert aws.secrets.fields == local


def test_a_real_google_client_has_its_own_secret_or_none() -> None:
    aws: Any = Aws(jwt_key="made")
    deploy.put_secrets(aws, "arn", {"GOOGLE_CLIENT_ID": "real", "GOOGLE_CLIENT_SECRET": "its own"})
    assert aws.secrets.fields["google_client_secret"] == "its own"
    deploy.put_secrets(aws, "arn", {"GOOGLE_CLIENT_ID": "real"})
    assert aws.secrets.fields == {"jwt_key": "made"}


def test_the_bucket_holds_exactly_the_built_pages(tmp_path: Path) -> None:
    aws: Any = Aws()
    built = tmp_path / "dist"
    (built / "assets").mkdir(parents=True)
    (built / "index.html").write_text("<html>")
    (built / "assets" / "app-1.js").write_text("1")
    assert site.upload(aws.s3, "site", "artifacts", built)
    assert not site.upload(aws.s3, "site", "artifacts", built)
    page, script = aws.s3.kept["site", "index.html"], aws.s3.kept["site", "assets/app-1.js"]
    assert page["ContentType"] == "text/html; charset=utf-8"
    assert page["CacheControl"] == "no-cache"
    assert script["ContentType"] == "text/javascript; charset=utf-8"
    assert "immutable" in script["CacheControl"]
    (built / "assets" / "app-1.js").rename(built / "assets" / "app-2.js")
    assert site.upload(aws.s3, "site", "artifacts", built)
    assert {key for bucket, key in aws.s3.kept if bucket == "site"} == {"index.html", "assets/app-2.js"}


def test_pages_that_were_not_built_are_named(tmp_path: Path) -> None:
    aws: Any = Aws()
    with pytest.raises(site.SiteNotBuiltError, match="npm run build"):
        site.upload(aws.s3, "site", "artifacts", tmp_path / "dist")


def test_sign_ins_are_made_once_and_kept_for_their_owner(tmp_path: Path) -> None:
    first = people.load(tmp_path)
    assert people.load(tmp_path) == first
    assert first["admin"].password != first["vendor"].password
    assert len(first["admin"].password) >= 16
    assert (tmp_path / "sign-in.json").stat().st_mode & 0o077 == 0
    other = tmp_path / "other"
    other.mkdir()
    assert people.load(other)["admin"].password != first["admin"].password


def test_the_sign_in_provider_knows_the_same_people(config: LocalConfig) -> None:
    command = programs.oidc(config, ["admin@example.com"]).command
    claims = json.loads(command[command.index("--user-claims") + 1])
    assert claims["email"] == "admin@example.com"
    assert claims["email_verified"] is True


def test_what_is_waited_for_is_named_when_it_does_not_come() -> None:
    def attempt() -> bool:
        raise ready.NotReadyError("http://site answered 503.")

    with pytest.raises(
        ready.NotReadyError, match=r"After 0\.2 s still waiting for the site\. http://site answered 503\."
    ):
        ready.eventually("the site", attempt, 0.2, lambda: None)


def test_what_dies_meanwhile_ends_the_waiting() -> None:
    def died() -> None:
        raise RuntimeError("The simulator ended.")

    with pytest.raises(RuntimeError, match="simulator ended"):
        ready.eventually("the site", lambda: False, 60, died)
