"""The main table's stream: records → changes of the domain's things."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from flotilla.adapters.dynamodb.archive import RESTORED
from flotilla.adapters.dynamodb.codecs.accounts import read_member
from flotilla.adapters.dynamodb.codecs.audit import read_audit
from flotilla.adapters.dynamodb.codecs.billing import read_billing, read_limit_note
from flotilla.adapters.dynamodb.codecs.bots import read_bot, read_session
from flotilla.adapters.dynamodb.codecs.conversations import read_chat, read_message
from flotilla.adapters.dynamodb.codecs.leads import read_lead
from flotilla.adapters.dynamodb.codecs.notes import read_note
from flotilla.adapters.dynamodb.codecs.pictures import read_picture
from flotilla.adapters.dynamodb.codecs.schedules import read_schedule
from flotilla.adapters.dynamodb.values import Item, Raw, from_raw
from flotilla.domain.events import Change, Entity

Record = Mapping[str, Any]

_READERS: dict[str, Callable[[Item], Entity]] = {
    "bot": read_bot,
    "session": read_session,
    "lead": read_lead,
    "message": read_message,
    "chat": read_chat,
    "note": read_note,
    "member": read_member,
    "picture": read_picture,
    "schedule": read_schedule,
    "billing": read_billing,
    "limit": read_limit_note,
    "audit": read_audit,
}


def changes_of(records: Iterable[Record]) -> tuple[Change, ...]:
    """The changes in a batch of stream records, in order; none of things that nobody is told about, nor of restores."""
    return tuple(change for change in map(_change, records) if change is not None)


def _change(record: Record) -> Change | None:
    body = record["dynamodb"]
    if "OldImage" not in body and RESTORED in body.get("NewImage", ()):
        # It happened long ago, and was told and counted then: its counts were restored beside it.
        return None
    old, new = _entity(body.get("OldImage")), _entity(body.get("NewImage"))
    if old is None and new is None:
        return None
    # The sequence number sorts the changes of a thing; the event's id tells apart streams that count alike.
    change_id = f"{body['SequenceNumber']}-{str(record['eventID']).replace(':', '')[-12:]}"
    return Change(change_id, _moment(body.get("ApproximateCreationDateTime")), old, new)


def _entity(image: Raw | None) -> Entity | None:
    if not image:
        return None
    item = from_raw(image)
    reader = _READERS.get(item.get("kind", ""))
    return reader(item) if reader is not None else None


def _moment(created: float | str | datetime | None) -> datetime:
    """Lambda gives seconds since 1970, the SDK a datetime."""
    if isinstance(created, datetime):
        return created.astimezone(UTC)
    return datetime.fromtimestamp(float(created or 0), UTC)
