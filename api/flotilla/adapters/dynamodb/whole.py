"""A whole table, item by item as DynamoDB has them, to make one like another."""

import time
from collections.abc import Iterator, Sequence
from typing import Any

from flotilla.adapters.dynamodb.values import Raw

_READ_AT_ONCE, _WRITTEN_AT_ONCE = 100, 25
"""So many items DynamoDB takes in one call."""

_PAUSE_SECONDS = 0.5
"""Before what DynamoDB did not take is given again."""


class WholeTable:
    """Reads and writes without regard to what items mean. `client` is boto3's; every read is consistent."""

    def __init__(self, client: Any, table: str) -> None:
        self._client = client
        self._table = table

    def is_empty(self) -> bool:
        """Whether it has no item."""
        return not self._client.scan(TableName=self._table, Limit=1, ConsistentRead=True)["Items"]

    def pages(self) -> Iterator[Sequence[Raw]]:
        """All items, some at a time."""
        yield from self._scan()

    def pages_of_keys(self) -> Iterator[Sequence[Raw]]:
        """The keys of all items, some at a time."""
        yield from self._scan(ProjectionExpression="pk, sk")

    def put_differing(self, items: Sequence[Raw]) -> int:
        """Store those that are not there as they are; how many."""
        known = {_identity(one): one for one in self._find([_key(item) for item in items])}
        differing = [item for item in items if known.get(_identity(item)) != item]
        self._write([{"PutRequest": {"Item": item}} for item in differing])
        return len(differing)

    def lacking(self, keys: Sequence[Raw]) -> Sequence[Raw]:
        """Those of the keys that have no item here."""
        known = {_identity(one) for one in self._find(keys, ProjectionExpression="pk, sk")}
        return [key for key in keys if _identity(key) not in known]

    def delete(self, keys: Sequence[Raw]) -> int:
        """Remove the items; how many."""
        self._write([{"DeleteRequest": {"Key": key}} for key in keys])
        return len(keys)

    def _scan(self, **options: Any) -> Iterator[Sequence[Raw]]:
        pages = self._client.get_paginator("scan").paginate(TableName=self._table, ConsistentRead=True, **options)
        for page in pages:
            yield page["Items"]

    def _find(self, keys: Sequence[Raw], **options: Any) -> Iterator[Raw]:
        for start in range(0, len(keys), _READ_AT_ONCE):
            asked: Any = {self._table: {"Keys": keys[start : start + _READ_AT_ONCE], "ConsistentRead": True, **options}}
            while asked:
                answer = self._client.batch_get_item(RequestItems=asked)
                yield from answer["Responses"].get(self._table, ())
                asked = _rest(answer.get("UnprocessedKeys"))

    def _write(self, requests: Sequence[Any]) -> None:
        for start in range(0, len(requests), _WRITTEN_AT_ONCE):
            asked: Any = {self._table: requests[start : start + _WRITTEN_AT_ONCE]}
            while asked:
                asked = _rest(self._client.batch_write_item(RequestItems=asked).get("UnprocessedItems"))


def _rest(untaken: Any) -> Any:
    """What is to be given again, after a pause, since the table was too busy for it."""
    if untaken:
        time.sleep(_PAUSE_SECONDS)
    return untaken


def _key(item: Raw) -> Raw:
    return {"pk": item["pk"], "sk": item["sk"]}


def _identity(item: Raw) -> tuple[str, str]:
    return item["pk"]["S"], item["sk"]["S"]
