"""E-mail: through SES, or only noted where no sender is set."""

import logging
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from flotilla.domain.errors import MisconfiguredError, UnavailableError
from flotilla.ports.mailer import Mail

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client

log = logging.getLogger(__name__)

_OURS_TO_MEND = {"MailFromDomainNotVerifiedException", "MessageRejected", "AccessDeniedException", "NotFoundException"}


class SesMailer:
    """Implements Mailer."""

    def __init__(self, client: "SESV2Client", *, sender: str) -> None:
        self._client = client
        self._sender = sender

    def send(self, mail: Mail) -> None:
        """See the port."""
        try:
            self._client.send_email(
                FromEmailAddress=self._sender,
                Destination={"ToAddresses": [mail.to]},
                Content={
                    "Simple": {
                        "Subject": {"Data": mail.subject, "Charset": "UTF-8"},
                        "Body": {"Text": {"Data": mail.text, "Charset": "UTF-8"}},
                    }
                },
            )
        except ClientError as error:
            code = error.response.get("Error", {}).get("Code")
            if code in _OURS_TO_MEND:
                raise MisconfiguredError(f"SES refuses to send from MAIL_FROM ({code}).") from error
            raise UnavailableError("E-mail can't be sent now.") from error
        except BotoCoreError as error:
            raise UnavailableError("E-mail can't be sent now.") from error


class NotedMailer:
    """Implements Mailer where MAIL_FROM names no sender: the log tells that, and what, and not to whom."""

    def send(self, mail: Mail) -> None:
        """See the port."""
        log.info("mail not sent, MAIL_FROM is not set", extra={"subject": mail.subject})
