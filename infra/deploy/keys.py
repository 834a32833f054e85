"""Keys that belong together: half a set is worse than none, and is told before anything is changed."""

from __future__ import annotations

import json
from collections.abc import Mapping

from botocore.exceptions import ClientError

from infra.deploy.accounts import Account
from infra.deploy.errors import DeployError
from infra.deploy.findings import Finding
from infra.packaging.parameters import FROM_ENVIRONMENT, SECRET_FIELDS

#: With any of them all are needed.
TOGETHER = {
    "Sign in with Google": ("GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET"),
    "Stripe": ("STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET", "STRIPE_PRICE_PRO"),
}


def check(account: Account, stack: str, environment: Mapping[str, str]) -> list[Finding]:
    """What is missing of the keys that the environment and the deployed stack hold together. Never shows a value."""
    held = {name for name, value in environment.items() if value} | _deployed(account, stack)
    found = [
        Finding(f"{what} needs {' and '.join(missing)} too.", stops=True)
        for what, names in TOGETHER.items()
        if (missing := [name for name in names if name not in held]) and len(missing) < len(names)
    ]
    if "DEEPSEEK_API_KEY" not in held:
        found.append(Finding("DEEPSEEK_API_KEY is not set: the offline brain answers customers.", stops=False))
    return found


def _deployed(account: Account, stack: str) -> set[str]:
    """The variables whose values the stack has already, as parameters or in its secret."""
    try:
        found = account.cloudformation.describe_stacks(StackName=stack)["Stacks"][0]
    except ClientError:
        return set()  # It is new.
    outputs = {one["OutputKey"]: one["OutputValue"] for one in found.get("Outputs", [])}
    if "SecretArn" not in outputs:
        return set()
    try:
        secret = json.loads(
            account.client("secretsmanager").get_secret_value(SecretId=outputs["SecretArn"])["SecretString"]
        )
    except ClientError as error:
        raise DeployError(f"The stack's secret can't be read: {error}") from None
    values = {one["ParameterKey"]: one.get("ParameterValue") for one in found.get("Parameters", [])}
    parameters = {variable for name, variable in FROM_ENVIRONMENT.items() if values.get(name)}
    return parameters | {variable for field, variable in SECRET_FIELDS.items() if secret.get(field)}
