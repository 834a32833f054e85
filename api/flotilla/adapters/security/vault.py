"""The installation's secrets: one entry of Secrets Manager with a JSON object."""

import json
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from flotilla.domain.errors import MisconfiguredError, UnavailableError

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient

CACHED_SECONDS = 300.0
"""For so long a changed secret may go unnoticed."""

_OURS_TO_MEND = {"ResourceNotFoundException", "AccessDeniedException", "InvalidRequestException"}


class Vault:
    """Reads the secret when a field is first asked for, and again when that is five minutes ago."""

    def __init__(
        self,
        client: Callable[[], "SecretsManagerClient"],
        *,
        arn: str,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._arn = arn
        self._monotonic = monotonic
        self._fields: dict[str, str] = {}
        self._read_at: float | None = None

    def get(self, field: str) -> str | None:
        """The field, or None if the secret has none. Raise MisconfiguredError or UnavailableError without a secret."""
        now = self._monotonic()
        if self._read_at is None or now - self._read_at >= CACHED_SECONDS:
            self._fields = self._read()
            self._read_at = now
        return self._fields.get(field) or None

    def require(self, field: str) -> str:
        """The field. Raise MisconfiguredError, naming it, if the secret has none."""
        value = self.get(field)
        if value is None:
            raise MisconfiguredError(f"The secret that SECRET_ARN names has no field `{field}`.")
        return value

    def _read(self) -> dict[str, str]:
        if not self._arn:
            raise MisconfiguredError("SECRET_ARN is not set: it names the secret with the key for sign-in.")
        try:
            text = self._client().get_secret_value(SecretId=self._arn)["SecretString"]
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") in _OURS_TO_MEND:
                raise MisconfiguredError("The secret that SECRET_ARN names can't be read.") from error
            raise UnavailableError("Secrets Manager does not answer now.") from error
        except BotoCoreError as error:
            raise UnavailableError("Secrets Manager does not answer now.") from error
        return _parse(text)


def _parse(text: str) -> dict[str, str]:
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        # Neither the text nor the parser's words about it: they could hold a secret.
        raise MisconfiguredError("The secret that SECRET_ARN names is no JSON object.")
    return {name: value for name, value in found.items() if isinstance(value, str)}
