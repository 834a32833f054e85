"""Data keys from KMS. The tenant and the bot are part of what a key is bound to."""

from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from flotilla.domain.errors import InvalidInputError, UnavailableError
from flotilla.domain.ids import BotId, TenantId
from flotilla.ports.snapshots import DataKey

if TYPE_CHECKING:
    from mypy_boto3_kms import KMSClient

_NOT_OURS = {"InvalidCiphertextException", "IncorrectKeyException"}


class KmsDataKeys:
    """Implements DataKeys."""

    def __init__(self, client: "KMSClient", key: str) -> None:
        self._client = client
        self._key = key

    def new(self, tenant: TenantId, bot: BotId) -> DataKey:
        """See the port."""
        try:
            made = self._client.generate_data_key(
                KeyId=self._key, KeySpec="AES_256", EncryptionContext={"tenant": tenant, "bot": bot}
            )
        except (ClientError, BotoCoreError) as error:
            raise UnavailableError("No key can be made now.") from error
        return DataKey(made["Plaintext"], made["CiphertextBlob"])

    def open(self, tenant: TenantId, bot: BotId, sealed: bytes) -> bytes:
        """See the port."""
        try:
            answer = self._client.decrypt(
                KeyId=self._key, CiphertextBlob=sealed, EncryptionContext={"tenant": tenant, "bot": bot}
            )
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") in _NOT_OURS:
                raise InvalidInputError("The key is not this bot's.") from None
            raise UnavailableError("The key can't be opened now.") from error
        except BotoCoreError as error:
            raise UnavailableError("The key can't be opened now.") from error
        return answer["Plaintext"]
