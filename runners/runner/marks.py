"""Reactions and votes that the page shows on a message and that nobody was told of."""

from collections.abc import Iterable
from typing import TypeVar

from flotilla.domain.content import Reaction, Vote
from flotilla.domain.messages import REVOKED, Message
from flotilla.domain.retention import EMPTIED
from runner.channels.port import MessageSeen, Reacted, Voted

M = TypeVar("M", Reaction, Vote)


def missed_marks(shown: MessageSeen, stored: Message | None) -> list[Reacted | Voted]:
    """What is to be told, in the order in which people did it. Without a stored message that is all.

    A reaction that is on record and that the page does not show is left as it is: the page may be behind.
    """
    if shown.type == REVOKED or (stored is not None and stored.type in (REVOKED, EMPTIED)):
        return []
    reactions = _news(shown, shown.reactions, stored.reactions if stored is not None else ())
    votes = _news(shown, shown.votes, stored.votes if stored is not None else ())
    told: list[Reacted | Voted] = [
        *(Reacted(shown.chat, shown.id, one.who, one.emoji, shown.from_me, one.at_ms) for one in reactions),
        *(Voted(shown.chat, shown.id, one.who, one.options, shown.from_me, one.at_ms) for one in votes),
    ]
    return sorted(told, key=lambda one: one.at_ms)


def _news(message: MessageSeen, shown: Iterable[M], stored: Iterable[M]) -> list[M]:
    known = {_person(message, mark.who): mark for mark in stored}
    return [mark for mark in shown if _is_news(mark, known.get(_person(message, mark.who)))]


def _person(message: MessageSeen, who: str) -> str:
    """One name for whoever the chat is with: what was told live may name the number, and the page now the LID."""
    return message.chat if who == message.alias else who


def _is_news(shown: M, known: M | None) -> bool:
    """Whoever's mark is on record already has another one now, of later than that."""
    if known is None:
        # Nobody was told of it, and now it is taken back.
        return bool(_chosen(shown))
    return _chosen(shown) != _chosen(known) and shown.at_ms > known.at_ms


def _chosen(mark: Reaction | Vote) -> object:
    return mark.emoji if isinstance(mark, Reaction) else frozenset(mark.options)
