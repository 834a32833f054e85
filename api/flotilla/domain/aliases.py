"""People under several addresses: which chat ids are one person, and what two chats of one person become."""

from dataclasses import replace
from datetime import datetime

from flotilla.domain.chats import MAX_ASKED, Chat, Mode, Turn
from flotilla.domain.ids import ChatId
from flotilla.domain.leads import FieldValue, Lead, LeadStatus, Source
from flotilla.domain.pictures import SentPictures

_BRAZIL, _AREA, _LOCAL = "55", 2, 8
_MOBILE = frozenset("6789")


def ninth_digit_variant(chat: ChatId) -> ChatId | None:
    """A Brazilian mobile number's other form: with the ninth digit that was added to it, or without."""
    digits = chat.removesuffix("@c.us")
    if digits == chat or not digits.isdigit() or not digits.startswith(_BRAZIL):
        return None
    area, local = digits[2 : 2 + _AREA], digits[2 + _AREA :]
    if len(local) == _LOCAL and local[0] in _MOBILE:
        return ChatId(f"{_BRAZIL}{area}9{local}@c.us")
    if len(local) == _LOCAL + 1 and local[0] == "9" and local[1] in _MOBILE:
        return ChatId(f"{_BRAZIL}{area}{local[1:]}@c.us")
    return None


def addresses(*told: ChatId | None) -> tuple[ChatId, ...]:
    """All addresses of one person, those that were told first."""
    known = [one for one in told if one is not None]
    variants = [variant for variant in map(ninth_digit_variant, known) if variant is not None]
    return tuple(dict.fromkeys([*known, *variants]))


_RANK = {status: rank for rank, status in enumerate(LeadStatus)}


def merge_leads(kept: Lead, gone: Lead, now: datetime) -> Lead:
    """The older lead with what the other one knew. A person's correction wins, then what was found last.

    It stands where the one that came further stands, with that one's holder and outcome.
    """
    names = {*kept.fields, *gone.fields}
    fields = {name: _better(kept.fields.get(name), gone.fields.get(name)) for name in sorted(names)}
    ahead = gone if _RANK[gone.status] > _RANK[kept.status] else kept
    qualified = [one for one in (kept.qualified_at, gone.qualified_at) if one is not None]
    return replace(
        kept,
        fields=fields,
        refused=tuple(name for name in dict.fromkeys((*kept.refused, *gone.refused)) if name not in fields),
        push_name=kept.push_name or gone.push_name,
        status=ahead.status,
        assigned_to=ahead.assigned_to,
        assigned_by=ahead.assigned_by,
        assigned_at=ahead.assigned_at,
        closed_by=ahead.closed_by,
        closed_at=ahead.closed_at,
        close_reason=ahead.close_reason,
        qualified_at=min(qualified, default=None),
        absorbed=tuple(dict.fromkeys((*kept.absorbed, gone.id, *gone.absorbed))),
        updated_at=now,
    )


def _better(one: FieldValue | None, other: FieldValue | None) -> FieldValue:
    known = [value for value in (one, other) if value is not None]
    return max(known, key=lambda value: (value.source is Source.PERSON, value.at, value.confidence, value.value))


def merge_chats(kept: Chat, gone: Chat) -> Chat:
    """The kept chat as the place of both. Where one of them is people's or silent, both are."""
    human = next((one for one in (kept, gone) if one.mode is Mode.HUMAN), kept)
    silent = next((one for one in (kept, gone) if one.paused_by is not None), kept)
    merged = replace(
        kept,
        emptied_until=min(kept.emptied_until or "", gone.emptied_until or "") or None,
        mode=human.mode,
        human_since=human.human_since,
        human_by=human.human_by,
        human_until=human.human_until,
        paused_by=silent.paused_by,
        paused_at=silent.paused_at,
        last_order=max((one.last_order for one in (kept, gone) if one.last_order is not None), default=None),
        last_at=max((one.last_at for one in (kept, gone) if one.last_at is not None), default=None),
        answer_after=max((one.answer_after for one in (kept, gone) if one.answer_after is not None), default=None),
        away_at=max((one.away_at for one in (kept, gone) if one.away_at is not None), default=None),
        person_from=_latest(kept.person_from, gone.person_from),
        bot_answered_at=_latest(kept.bot_answered_at, gone.bot_answered_at),
        person_answered_at=_latest(kept.person_answered_at, gone.person_answered_at),
        language=kept.language or gone.language,
        asked=tuple(dict.fromkeys((*gone.asked, *kept.asked)))[-MAX_ASKED:],
        unread=kept.unread + gone.unread,
        pictures=_sent_to_either(kept.pictures, gone.pictures),
        aliases=tuple(dict.fromkeys((*kept.aliases, gone.id, *gone.aliases))),
    )
    return replace(merged, turn=_merge_turns(kept.turn, gone.turn) if merged.answers else None)


def _latest(one: datetime | None, other: datetime | None) -> datetime | None:
    return max((moment for moment in (one, other) if moment is not None), default=None)


def _sent_to_either(one: SentPictures, other: SentPictures) -> SentPictures:
    """Each picture once, as of when it was sent last, the newest last."""
    latest = dict(sorted((*one, *other), key=lambda sent: (sent[1], sent[0])))
    return tuple(sorted(latest.items(), key=lambda sent: (sent[1], sent[0])))


def _merge_turns(one: Turn | None, other: Turn | None) -> Turn | None:
    """The turn that answers both: as early as the earlier one, up to the later one, and claimed by nobody."""
    turns = [turn for turn in (one, other) if turn is not None]
    if not turns:
        return None
    first = min(turns, key=lambda turn: (turn.opened_at, turn.id))
    upto, due_at = max(turn.upto for turn in turns), min(turn.due_at for turn in turns)
    return replace(first, due_at=due_at, upto=upto, claimed_until=None)
