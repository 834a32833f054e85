"""Bring a tenant back from its archive, so that nothing of it acts by itself.

What a backup froze must not go on where it stood: a message that waited to be sent has been sent meanwhile, or is out
of date; a turn was answered; and the number may be linked elsewhere. So waiting messages are failed and can be sent
again by a person, open turns are closed, schedules are paused, and bots are off until somebody starts them.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.archive import TenantArchive
from flotilla.adapters.dynamodb.codecs.bots import read_bot, write_bot
from flotilla.adapters.dynamodb.codecs.conversations import read_chat, read_message, write_chat, write_message
from flotilla.adapters.dynamodb.codecs.schedules import read_schedule, write_schedule
from flotilla.adapters.dynamodb.values import Item, Raw, from_raw, to_raw
from flotilla.domain.bots import Desired
from flotilla.domain.chats import Chat, unanswered_for_good
from flotilla.domain.ids import TenantId
from flotilla.domain.inbox import Active, hour_of
from flotilla.domain.messages import WAITING_TO_BE_SENT, MessageStatus
from flotilla.domain.schedule_runs import pause
from flotilla.operator.archives import FILES, read_items, read_manifest
from flotilla.operator.backup import Told
from flotilla.operator.errors import OperatorError
from flotilla.operator.stack import Stack
from flotilla.ports.repositories import InboxRepository

REASON = "restored"


def restore(stack: Stack, source: Path) -> Told:
    """Store the archive's items and files, the workspace itself last: until then nobody can see any of it.

    It may be repeated after an interruption. Raise OperatorError for a damaged archive, a workspace that is there
    already, or an address whose account here is another one.
    """
    try:
        with ZipFile(source) as archive:
            manifest = read_manifest(archive)
            tenant = TenantId(manifest.tenant)
            table = stack.archive()
            _require_room(table, tenant, archive)
            installation = stack.installation()
            for name, mime in manifest.types.items():
                installation.files.put(tenant, name, archive.read(FILES + name), mime=mime)
            _store(table, tenant, archive, installation.inbox)
            return Told(tenant, manifest.items, manifest.files)
    except BadZipFile:
        raise OperatorError(f"{source} is no archive, or a damaged one.") from None


def _require_room(table: TenantArchive, tenant: TenantId, archive: ZipFile) -> None:
    if table.get(keys.tenant(tenant)) is not None:
        raise OperatorError("This workspace is there already; delete it first, or restore into another installation.")
    for raw in read_items(archive):
        item = from_raw(raw)
        if item.get("kind") != "email":
            continue
        known = table.get(keys.Key(item["pk"], item["sk"]))
        if known is not None and from_raw(known)["user"] != item["user"]:
            raise OperatorError(f"Account {item['user']} has an address that belongs to another account here.")


def _store(table: TenantArchive, tenant: TenantId, archive: ZipFile, inbox: InboxRepository) -> None:
    last: Raw | None = None
    for raw in read_items(archive):
        item = from_raw(raw)
        if (item["pk"], item["sk"]) == keys.tenant(tenant):
            last = raw
            continue
        calm = _none_running if (item["pk"], item["sk"]) == keys.usage(tenant) else _CALMED.get(item.get("kind", ""))
        kept = calm(item) if calm is not None else item
        if kept is not None:
            table.put_new(raw if kept is item else to_raw(kept))
            if kept.get("kind") == "chat":
                _list_in_inbox(inbox, read_chat(item))
    if last is None:
        raise OperatorError("The archive lacks the workspace itself.")
    table.put_new(last)


def _list_in_inbox(inbox: InboxRepository, chat: Chat) -> None:
    """While the backup read item by item, people wrote: the note of a chat's last hour may have come too late."""
    if chat.last_at is not None and chat.moved_to is None:
        inbox.note(chat.tenant, (Active(chat.tenant, chat.lead, hour_of(chat.last_at)),))


def _bot_off(item: Item) -> Item:
    return write_bot(replace(read_bot(item), desired=Desired.DISABLED, command=None))


def _none_running(item: Item) -> Item:
    """Of the counts of what a workspace uses only that of its bots that are to run is another one now."""
    return {**item, "running": 0}


def _silent(item: Item) -> Item:
    """Paused, a schedule stays what people made it, and nothing comes of it until one of them resumes it."""
    schedule = read_schedule(item)
    return write_schedule(pause(schedule, schedule.updated_at)) if schedule.live else item


def _turn_closed(item: Item) -> Item:
    chat = read_chat(item)
    return item if chat.turn is None else write_chat(unanswered_for_good(chat))


def _never_sent(item: Item) -> Item:
    message = read_message(item)
    if message.status not in WAITING_TO_BE_SENT:
        return item
    return write_message(replace(message, status=MessageStatus.FAILED, reason=REASON))


def _gone(_item: Item) -> None:
    """What a session was is of no use: it begins anew, under another fence."""


_CALMED: dict[str, Callable[[Item], Item | None]] = {
    "bot": _bot_off,
    "chat": _turn_closed,
    "message": _never_sent,
    "schedule": _silent,
    "session": _gone,
}
