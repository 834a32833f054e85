"""The fields of the stack's secret that a person's environment holds."""

from __future__ import annotations

import json
from collections.abc import Mapping

from infra.deploy.accounts import Account
from infra.packaging.parameters import SECRET_FIELDS


def put_secrets(account: Account, arn: str, environment: Mapping[str, str]) -> tuple[str, ...]:
    """Write those that are set; the others stay as they are. Returns the names of what changed, never a value."""
    client = account.client("secretsmanager")
    before: dict[str, str] = json.loads(client.get_secret_value(SecretId=arn)["SecretString"])
    given = {name: environment[variable] for name, variable in SECRET_FIELDS.items() if environment.get(variable)}
    changed = tuple(name for name, value in given.items() if before.get(name) != value)
    if changed:
        client.put_secret_value(SecretId=arn, SecretString=json.dumps({**before, **given}))
    return changed
