"""Deploy a stage to AWS: `make deploy STAGE=staging`. `YES=1` agrees to the change set beforehand."""

from __future__ import annotations

import argparse
import os
import sys

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from infra.deploy import entrance
from infra.deploy.accounts import Account
from infra.deploy.errors import DeployError
from infra.deploy.stages import stage_of
from infra.deploy.steps import Deployment
from infra.packaging.build import PackagingError, build
from infra.packaging.site import SiteNotBuiltError


def main() -> int:
    """Check, package, deploy, and say where it is; returns the exit code."""
    parser = argparse.ArgumentParser(prog="make deploy", description="Deploy a stage to your AWS account.")
    parser.add_argument("--stage", required=True, help="staging or production")
    parser.add_argument("--yes", action="store_true", help="agree to the change set beforehand")
    parser.add_argument("--replace-data", action="store_true", help="agree to lose what replaced resources hold")
    given = parser.parse_args()
    try:
        deployment = Deployment(
            Account(boto3.Session()), stage_of(given.stage), os.environ, say,
            (lambda _question: True) if given.yes else ask, given.replace_data,
        )  # fmt: skip
        return _deploy(deployment)
    except (DeployError, PackagingError, SiteNotBuiltError) as error:
        print(f"\n{error}", file=sys.stderr)
    except (ClientError, BotoCoreError) as error:
        print(f"\nAWS refused: {error}", file=sys.stderr)
    return 1


def _deploy(deployment: Deployment) -> int:
    say("Checks")
    deployment.check()
    say("Package")
    package = build()
    say("Stack")
    found = deployment.stack(package)
    say("Secrets")
    deployment.secrets(found)
    say("Runners' image")
    deployment.image(found)
    say("Pages")
    deployment.pages(found)
    say("Smoke test")
    deployment.smoke(found)
    say(f"\nReady: {found['SiteUrl']}\n  sales page  {found['SiteUrl']}/sales\n  sockets     {found['WebsocketUrl']}")
    for line in entrance.told(deployment.account, deployment.stage.stack, deployment.environment, found["SiteUrl"]):
        say(line)
    records = [value for name, value in sorted(found.items()) if name.startswith("MailRecord")]
    if records:
        say(
            "  mail        SES signs once these are in the domain's DNS:\n" + "\n".join(f"    {one}" for one in records)
        )
    return 0


def say(text: str) -> None:
    """Tell the person, at once."""
    print(text, flush=True)


def ask(question: str) -> bool:
    """Whether the person agrees; without a terminal nobody does."""
    if not sys.stdin.isatty():
        say(f"{question} Nobody is there to agree; use YES=1.")
        return False
    return input(f"{question} [y/N] ").strip().lower() in {"y", "yes"}


if __name__ == "__main__":
    sys.exit(main())
