"""How the first person comes into an installation: by the provider's word, or by a link that the operator makes."""

from __future__ import annotations

from collections.abc import Mapping

from botocore.exceptions import ClientError

from flotilla.bootstrap.installation import PROVIDER_CALLBACK
from infra.deploy.accounts import Account
from infra.deploy.findings import Finding

#: What lets people in, by the template's parameters.
CHOSEN = {"GoogleClientId": "GOOGLE_CLIENT_ID", "AdminEmails": "ADMIN_EMAILS", "Signup": "SIGNUP"}


def check(account: Account, stack: str, environment: Mapping[str, str]) -> Finding | None:
    """What to do afterwards, where nobody can come in by themselves."""
    if _opens_by_itself(account, stack, environment):
        return None
    return Finding(
        "Nobody can come in by themselves. While nobody is in, let the first owner in after the deployment: "
        f"{command(stack)}. Or set GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET with ADMIN_EMAILS.",
        stops=False,
    )


def told(account: Account, stack: str, environment: Mapping[str, str], site_url: str) -> list[str]:
    """Lines for whoever has deployed: what the provider has to be told, and how the first owner comes in."""
    lines = [f"  sign-in     {site_url}{PROVIDER_CALLBACK} is the redirect address to give to Google"]
    if not _opens_by_itself(account, stack, environment):
        lines.append(f"  first owner {command(stack)}")
    return lines


def command(stack: str) -> str:
    """What makes the link, as it is typed."""
    return f".venv/bin/python -m flotilla --stack {stack} invite <e-mail address>"


def _opens_by_itself(account: Account, stack: str, environment: Mapping[str, str]) -> bool:
    """Whether the provider is asked, and somebody is known beforehand or everybody welcome."""
    given = {variable: environment[variable] for variable in CHOSEN.values() if environment.get(variable)}
    have = {**_deployed(account, stack), **given}
    return bool(have.get("GOOGLE_CLIENT_ID") and (have.get("ADMIN_EMAILS") or have.get("SIGNUP") == "open"))


def _deployed(account: Account, stack: str) -> dict[str, str]:
    """What the stack was given before; nothing where it is new."""
    try:
        found = account.cloudformation.describe_stacks(StackName=stack)["Stacks"][0]
    except ClientError:
        return {}
    values = {one["ParameterKey"]: one.get("ParameterValue", "") for one in found.get("Parameters", [])}
    return {variable: values.get(name, "") for name, variable in CHOSEN.items()}
