"""What messages hold beside text, and the marks on them."""

from flotilla.adapters.dynamodb.values import Item
from flotilla.domain.content import ContactCard, ContactCards, Content, Location, Poll, Reaction, Vote


def write_content(content: Content | None) -> Item | None:
    """The content, told apart by its `kind`."""
    if content is None:
        return None
    if isinstance(content, Location):
        place = {"kind": "location", "lat": content.lat, "lng": content.lng}
        named = {"name": content.name, "address": content.address}
        return {**place, **{name: value for name, value in named.items() if value is not None}}
    if isinstance(content, ContactCards):
        cards = [{"name": card.name, "phones": list(card.phones)} for card in content.cards]
        return {"kind": "contacts", "cards": cards}
    return {"kind": "poll", "question": content.question, "options": list(content.options)}


def read_content(item: Item | None) -> Content | None:
    """The content; None where there is none, or one of a later version."""
    kind = item["kind"] if item is not None else None
    if item is None or kind not in ("location", "contacts", "poll"):
        return None
    if kind == "location":
        return Location(float(item["lat"]), float(item["lng"]), item.get("name"), item.get("address"))
    if kind == "contacts":
        return ContactCards(tuple(ContactCard(card["name"], tuple(card["phones"])) for card in item["cards"]))
    return Poll(item["question"], tuple(item["options"]))


def write_reactions(reactions: tuple[Reaction, ...]) -> list[Item] | None:
    """Reactions, or None for none."""
    return [{"who": one.who, "emoji": one.emoji, "at": one.at_ms} for one in reactions] or None


def read_reactions(items: list[Item] | None) -> tuple[Reaction, ...]:
    """Reactions."""
    return tuple(Reaction(item["who"], item["emoji"], item["at"]) for item in items or ())


def write_votes(votes: tuple[Vote, ...]) -> list[Item] | None:
    """Votes, or None for none."""
    return [{"who": one.who, "options": list(one.options), "at": one.at_ms} for one in votes] or None


def read_votes(items: list[Item] | None) -> tuple[Vote, ...]:
    """Votes."""
    return tuple(Vote(item["who"], tuple(item["options"]), item["at"]) for item in items or ())
