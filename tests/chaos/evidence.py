"""Reads the phones and the store, for the ledger."""

from collections.abc import Iterator, Sequence
from typing import Any

import httpx
from boto3.dynamodb.types import TypeDeserializer

from flotilla.adapters.dynamodb.codecs.conversations import read_chat, read_message
from flotilla.domain.chats import Mode
from flotilla.domain.messages import Direction
from tests.chaos.account import Account, InStore, OnPhone, Pair
from tests.chaos.fleet import Fleet

PAGE = 10_000


def account(fleet: Fleet, written: Sequence[str]) -> Account:
    """What there is now."""
    number_of = dict(zip(fleet.bots, fleet.numbers, strict=True))
    messages, human, open_turns = [], set(), set()
    for item in _items(fleet):
        kind = item.get("kind")
        if kind not in ("chat", "message"):
            continue
        bot, chat = item["pk"].split("#B#")[1].split("#C#")
        pair = Pair(number_of.get(bot, bot), chat.partition("@")[0])
        if pair not in fleet.pairs:
            continue
        if kind == "message":
            messages.append(_stored(item, pair))
        else:
            found = read_chat(item)
            human |= {pair} if found.mode is Mode.HUMAN else set()
            open_turns |= {pair} if found.turn is not None else set()
    return Account(
        written, list(on_phones(fleet)), messages, frozenset(human), frozenset(open_turns), fleet.dead_letters()
    )


def _items(fleet: Fleet) -> Iterator[dict[str, Any]]:
    reader = TypeDeserializer()
    pages = fleet.aws.dynamodb.get_paginator("scan")
    for page in pages.paginate(TableName=fleet.outputs["TableName"], ConsistentRead=True):
        for item in page["Items"]:
            yield {name: reader.deserialize(value) for name, value in item.items()}


def _stored(item: dict[str, Any], pair: Pair) -> InStore:
    message = read_message(item)
    sender = "customer" if message.direction is Direction.IN else message.sender.value
    stages = tuple(stage.value for stage, _ in message.life)
    return InStore(
        message.id, message.order, pair, sender, message.text or "", message.status.value, message.turn, message.reason,
        stages,
    )  # fmt: skip


def on_phones(fleet: Fleet) -> Iterator[OnPhone]:
    """The messages between customers and bots, in the order in which WhatsApp's servers took them."""
    pairs, after = set(fleet.pairs), 0
    while True:
        answer = httpx.get(f"{fleet.simulator}/ledger", params={"after": after, "limit": PAGE}, timeout=60)
        items = answer.raise_for_status().json()["items"]
        for item in items:
            incoming, outgoing = Pair(item["to"], item["from"]), Pair(item["from"], item["to"])
            pair = incoming if incoming in pairs else outgoing
            if pair in pairs:
                yield OnPhone(item["id"], item["seq"], pair, pair == incoming, item["text"] or "", item["deliveries"])
        if len(items) < PAGE:
            return
        after = items[-1]["seq"]
