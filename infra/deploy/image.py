"""The runners' image: built by docker here, or by AWS CodeBuild, and named by what is in it."""

from __future__ import annotations

import base64
import subprocess
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from botocore.exceptions import ClientError

from infra.deploy.accounts import Account
from infra.deploy.artifacts import ensure_bucket
from infra.deploy.checks import has_docker
from infra.deploy.errors import DeployError
from infra.packaging import digest

ROOT = Path(__file__).resolve().parents[2]

#: What runners/Dockerfile copies.
SOURCES = ("api/flotilla", "runners")

EVERY_SECONDS = 10.0
LASTS_MINUTES = 30


def tag_of_sources(root: Path = ROOT) -> str:
    """A tag that is the same for the same sources."""
    return digest.of_tree(*(root / source for source in SOURCES))[:16]


def ensure_image(
    account: Account,
    repository: str,
    project: str,
    tell: Callable[[str], None],
    wait: Callable[[float], None] = time.sleep,
) -> str:
    """Build and push the image unless the repository has it; returns its name. Raise DeployError if that fails."""
    image = f"{repository}:{tag_of_sources()}"
    name, tag = image.rsplit(":", 1)
    if _has(account, name.split("/", 1)[1], tag):
        tell(f"  {image} is there already")
    elif has_docker():
        _build_here(account, image, tell)
    else:
        _build_there(account, project, tag, tell, wait)
    return image


def source_archive(target: Path, root: Path = ROOT) -> Path:
    """A zip of what the Dockerfile needs, without anything that was built or installed."""
    tracked = subprocess.run(
        ["git", "ls-files", "-z", *SOURCES], cwd=root, capture_output=True, check=True, text=True
    ).stdout.split("\0")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(one for one in tracked if one and (root / one).is_file()):
            archive.write(root / name, name)
    return target


def _has(account: Account, repository: str, tag: str) -> bool:
    try:
        account.client("ecr").describe_images(repositoryName=repository, imageIds=[{"imageTag": tag}])
    except ClientError as error:
        if error.response["Error"]["Code"] == "ImageNotFoundException":
            return False
        raise DeployError(f"The image repository can't be asked: {error}") from None
    return True


def _build_here(account: Account, image: str, tell: Callable[[str], None]) -> None:
    tell(f"  building {image} with docker")
    told = account.client("ecr").get_authorization_token()["authorizationData"][0]
    user, password = base64.b64decode(told["authorizationToken"]).decode().split(":", 1)
    registry = image.split("/", 1)[0]
    _run(["docker", "login", "--username", user, "--password-stdin", registry], password)
    _run(
        ["docker", "buildx", "build", "--platform", "linux/amd64", "--push", "--tag", image,
         "--file", "runners/Dockerfile", "."],
    )  # fmt: skip


def _run(command: list[str], said: str | None = None) -> None:
    done = subprocess.run(command, cwd=ROOT, input=said, text=True, check=False)
    if done.returncode != 0:
        raise DeployError(f"{' '.join(command[:3])} failed; what it said stands above.")


def _build_there(
    account: Account, project: str, tag: str, tell: Callable[[str], None], wait: Callable[[float], None]
) -> None:
    bucket, key = ensure_bucket(account), f"images/{tag}.zip"
    archive = source_archive(ROOT / "build" / f"image-{tag}.zip")
    account.s3.put_object(Bucket=bucket, Key=key, Body=archive.read_bytes())
    builder = account.client("codebuild")
    build = builder.start_build(
        projectName=project,
        sourceTypeOverride="S3",
        sourceLocationOverride=f"{bucket}/{key}",
        environmentVariablesOverride=[{"name": "IMAGE_TAG", "value": tag}],
    )["build"]["id"]
    tell(f"  CodeBuild builds the image: {build}")
    for _ in range(int(LASTS_MINUTES * 60 / EVERY_SECONDS)):
        found = builder.batch_get_builds(ids=[build])["builds"][0]
        if found["buildStatus"] == "SUCCEEDED":
            return
        if found["buildStatus"] != "IN_PROGRESS":
            where = found.get("logs", {}).get("deepLink", "CodeBuild's console")
            raise DeployError(f"The image was not built ({found['buildStatus']}): see {where}")
        wait(EVERY_SECONDS)
    raise DeployError(f"The image is not built after {LASTS_MINUTES} minutes.")
