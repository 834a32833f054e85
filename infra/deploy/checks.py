"""What has to be true before anything is changed. Each check says what is wrong and what helps, and changes nothing."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping

from botocore.exceptions import ClientError

from infra.deploy import entrance, keys
from infra.deploy.accounts import Account
from infra.deploy.errors import DeployError
from infra.deploy.findings import Finding

#: A burst of customers needs that many functions at once: receive, answer, relay and the API beside each other.
LEAST_CONCURRENCY = 100

UNFINISHED = ("_IN_PROGRESS",)
STUCK = {"ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED", "UPDATE_ROLLBACK_FAILED"}


def check(account: Account, stack: str, environment: Mapping[str, str]) -> list[Finding]:
    """Everything that is to be said. Raise DeployError where not even the account can be reached."""
    found = [Finding(f"account {account.id}, region {account.region}, stack {stack}", stops=False)]
    checks: list[Callable[[], Finding | None]] = [
        lambda: _concurrency(account),
        lambda: _stack(account, stack),
        lambda: _certificate(account, environment.get("SITE_CERTIFICATE", "")),
        lambda: _sender(account, environment),
        lambda: _alarms(environment),
        lambda: entrance.check(account, stack, environment),
        _builder,
    ]
    found += [finding for one in checks if (finding := one()) is not None]
    return found + keys.check(account, stack, environment)


def stack_status(account: Account, stack: str) -> str | None:
    """CloudFormation's word for the stack, or None if there is none."""
    try:
        return account.cloudformation.describe_stacks(StackName=stack)["Stacks"][0]["StackStatus"]
    except ClientError as error:
        if "does not exist" in str(error):
            return None
        raise DeployError(f"CloudFormation can't be asked: {error}") from None


def has_docker() -> bool:
    """Whether an image can be built here."""
    if shutil.which("docker") is None:
        return False
    asked = subprocess.run(["docker", "buildx", "version"], capture_output=True, check=False)
    alive = subprocess.run(["docker", "info"], capture_output=True, check=False)
    return asked.returncode == 0 and alive.returncode == 0


def _concurrency(account: Account) -> Finding | None:
    limit = account.functions.get_account_settings()["AccountLimit"]["ConcurrentExecutions"]
    if limit >= LEAST_CONCURRENCY:
        return None
    return Finding(
        f"Lambda may run {limit} functions at once here; new accounts often have 10. Ask AWS for at least "
        f"{LEAST_CONCURRENCY}: Service Quotas, Lambda, Concurrent executions.",
        stops=True,
    )


def _stack(account: Account, stack: str) -> Finding | None:
    status = stack_status(account, stack)
    if status is None:
        return Finding("The stack is new.", stops=False)
    if status.endswith(UNFINISHED):
        return Finding(f"The stack is being changed by somebody ({status}); wait until that ends.", stops=True)
    if status in STUCK:
        return Finding(
            f"The stack is {status}: look at its events in CloudFormation and mend or delete it.", stops=True
        )
    return None


def _certificate(account: Account, arn: str) -> Finding | None:
    if not arn:
        return None
    if ":us-east-1:" not in arn:
        return Finding("SITE_CERTIFICATE has to be in us-east-1: CloudFront takes no other.", stops=True)
    try:
        status = account.client("acm", "us-east-1").describe_certificate(CertificateArn=arn)["Certificate"]["Status"]
    except ClientError as error:
        return Finding(f"SITE_CERTIFICATE can't be read: {error}", stops=True)
    return None if status == "ISSUED" else Finding(f"SITE_CERTIFICATE is {status}, not ISSUED.", stops=True)


def _sender(account: Account, environment: Mapping[str, str]) -> Finding | None:
    sender = environment.get("MAIL_FROM", "")
    domain = sender.rpartition("@")[2].strip(" >")
    if not sender or domain == environment.get("MAIL_DOMAIN"):
        return None
    identities = account.client("sesv2")
    for identity in (sender.rpartition("<")[2].strip(" >"), domain):
        try:
            if identities.get_email_identity(EmailIdentity=identity)["VerifiedForSendingStatus"]:
                return None
        except ClientError as error:
            if error.response["Error"]["Code"] != "NotFoundException":
                return Finding(f"SES can't be asked for MAIL_FROM: {error}", stops=True)
    return Finding(
        f"SES has not verified {domain}: mail from MAIL_FROM is refused. MAIL_DOMAIN={domain} makes the identity.",
        stops=False,
    )


def _alarms(environment: Mapping[str, str]) -> Finding | None:
    if environment.get("ALARM_EMAIL"):
        return None
    return Finding("ALARM_EMAIL is not set: if it never was, alarms go off and nobody is written to.", stops=False)


def _builder() -> Finding | None:
    if has_docker():
        return None
    return Finding("No docker here: AWS CodeBuild builds the runners' image.", stops=False)
