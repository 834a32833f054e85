"""Notes about leads."""

from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.values import Item, read_time, write_time
from flotilla.domain.ids import LeadId, NoteId, UserId
from flotilla.domain.notes import Note


def write_note(note: Note) -> Item:
    """The note's item."""
    return {
        **keys.note(note.tenant, note.bot, note.chat, note.id)._asdict(),
        "kind": "note",
        "v": 1,
        "lead": note.lead,
        "author": note.author,
        "name": note.name,
        "text": note.text,
        "at": write_time(note.at),
    }


def read_note(item: Item) -> Note:
    """The note in an item."""
    tenant, bot, chat = keys.chat_of(item["pk"])
    return Note(
        id=NoteId(keys.id_of(item["sk"])),
        tenant=tenant,
        bot=bot,
        chat=chat,
        lead=LeadId(item["lead"]),
        author=UserId(item["author"]),
        name=item["name"],
        text=item["text"],
        at=read_time(item["at"]),
    )
