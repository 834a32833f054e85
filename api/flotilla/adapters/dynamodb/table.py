"""One table: reads and writes of single items, and queries, in plain values."""

import time
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from pynamodb.connection import Connection
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from flotilla.adapters.dynamodb.failures import ConditionFailedError, guarded
from flotilla.adapters.dynamodb.keys import Key
from flotilla.adapters.dynamodb.values import Item, from_raw, to_raw
from flotilla.domain.errors import UnavailableError

_BATCH = 25
_BATCH_READ = 100
_BATCH_ATTEMPTS = 5


class Table:
    """A table with the keys `pk` and `sk`. Conditions that fail raise ConditionFailedError."""

    def __init__(self, connection: Connection, name: str) -> None:
        self._connection = connection
        self.name = name

    def get(self, key: Key, *, consistent: bool = True) -> Item | None:
        """The item, or None."""
        found = guarded(lambda: self._connection.get_item(self.name, key.pk, key.sk, consistent_read=consistent))
        return from_raw(found["Item"]) if found.get("Item") else None

    def get_all(self, keys: Sequence[Key], *, consistent: bool = False) -> Iterator[Item]:
        """Those of the items that there are, in no order."""
        different = tuple(dict.fromkeys(keys))
        for first in range(0, len(different), _BATCH_READ):
            # The library asks for texts and takes keys.
            batch: list[Any] = [key._asdict() for key in different[first : first + _BATCH_READ]]
            for attempt in range(_BATCH_ATTEMPTS):
                answer = guarded(partial(self._connection.batch_get_item, self.name, batch, consistent_read=consistent))
                yield from (from_raw(item) for item in answer["Responses"].get(self.name, []))
                refused = (answer.get("UnprocessedKeys") or {}).get(self.name, {}).get("Keys", [])
                batch = [from_raw(key) for key in refused]
                if not batch:
                    break
                time.sleep(0.05 * 2**attempt)
            else:
                raise UnavailableError("The database takes no more reads now.")

    def put(self, item: Item, condition: Condition | None = None) -> None:
        """Write the whole item."""
        raw = to_raw({name: value for name, value in item.items() if name not in ("pk", "sk")})
        key = Key(item["pk"], item["sk"])
        try:
            guarded(partial(self._connection.put_item, self.name, *key, attributes=raw, condition=condition))
        except ConditionFailedError as failed:
            # The answer to the first attempt was lost: what is stored tells whether that attempt succeeded.
            if not (failed.repeated and self.get(key) == from_raw(to_raw(item))):
                raise

    def update(self, key: Key, actions: Sequence[Action], condition: Condition) -> Item:
        """Change parts of an item; returns all of it as it is now."""
        changed = guarded(
            lambda: self._connection.update_item(
                self.name, key.pk, key.sk, actions=actions, condition=condition, return_values="ALL_NEW"
            )
        )
        return from_raw(changed["Attributes"])

    def delete(self, key: Key) -> Item | None:
        """Remove the item; returns it as it was, None if there was none."""
        gone = guarded(lambda: self._connection.delete_item(self.name, key.pk, key.sk, return_values="ALL_OLD"))
        return from_raw(gone["Attributes"]) if gone.get("Attributes") else None

    def query(
        self,
        pk: str,
        *,
        index: str | None = None,
        sort: Condition | None = None,
        fitting: Condition | None = None,
        newest_first: bool = False,
        page_size: int | None = None,
        consistent: bool = False,
    ) -> Iterator[Item]:
        """Items of a partition in the order of their sort key; pages are read as the caller goes on."""
        clauses: dict[str, Any] = {
            "range_key_condition": sort,
            "filter_condition": fitting,
            "consistent_read": consistent,
            "index_name": index,
            "limit": page_size,
            "scan_index_forward": not newest_first,
        }
        start: dict[str, Any] | None = None
        while True:
            page = guarded(partial(self._connection.query, self.name, pk, exclusive_start_key=start, **clauses))
            yield from (from_raw(item) for item in page["Items"])
            start = page.get("LastEvaluatedKey")
            if not start:
                return

    def put_all(self, items: Sequence[Item]) -> None:
        """Write items without conditions, in batches. Raise UnavailableError if some are refused again and again."""
        for first in range(0, len(items), _BATCH):
            batch = [to_raw(item) for item in items[first : first + _BATCH]]
            self._write_batch("put_items", "PutRequest", "Item", batch)

    def delete_all(self, keys: Sequence[Key]) -> None:
        """Remove items, in batches; those that are not there are no matter. Raise UnavailableError like put_all."""
        for first in range(0, len(keys), _BATCH):
            batch = [{"pk": {"S": key.pk}, "sk": {"S": key.sk}} for key in keys[first : first + _BATCH]]
            self._write_batch("delete_items", "DeleteRequest", "Key", batch)

    def _write_batch(self, argument: str, request: str, part: str, batch: list[dict[str, dict[str, Any]]]) -> None:
        for attempt in range(_BATCH_ATTEMPTS):
            given: dict[str, Any] = {argument: batch}
            answer = guarded(partial(self._connection.batch_write_item, self.name, **given))
            refused = (answer.get("UnprocessedItems") or {}).get(self.name, [])
            batch = [one[request][part] for one in refused]
            if not batch:
                return
            time.sleep(0.05 * 2**attempt)
        raise UnavailableError("The database takes no more writes now.")
