"""The two tables, through one pynamodb connection.

pynamodb's Connection rather than its Model: a Model is bound to a table's name when its class is made and opens a
client of its own, whereas the names here come from the settings, and one client serves both tables and
transactions across them. No I/O happens before the first call.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pynamodb.connection import Connection
from pynamodb.connection.base import MetaTable
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from flotilla.adapters.dynamodb.failures import guarded
from flotilla.adapters.dynamodb.keys import Key
from flotilla.adapters.dynamodb.table import Table
from flotilla.adapters.dynamodb.values import Item, to_raw


@dataclass
class Transaction:
    """Writes that happen together or not at all; `ConditionFailedError.parts` counts in the order of this class."""

    checks: list[dict[str, Any]] = field(default_factory=list)
    deletes: list[dict[str, Any]] = field(default_factory=list)
    puts: list[dict[str, Any]] = field(default_factory=list)
    updates: list[dict[str, Any]] = field(default_factory=list)

    @property
    def last(self) -> int:
        """The place of the last write: of the last update, if there is any."""
        return len(self.checks) + len(self.deletes) + len(self.puts) + len(self.updates) - 1


class Database:
    """The tables `main` and `runtime`."""

    def __init__(self, *, table: str, runtime_table: str, region: str, endpoint: str | None = None) -> None:
        self._connection = Connection(
            region=region,
            host=endpoint,
            connect_timeout_seconds=2,
            read_timeout_seconds=5,
            retry_configuration={"mode": "standard", "total_max_attempts": 4},
            max_pool_connections=32,
        )
        for name, indexes in ((table, _MAIN_INDEXES), (runtime_table, _RUNTIME_INDEXES)):
            self._connection.add_meta_table(_meta(name, indexes))
        self.main = Table(self._connection, table)
        self.runtime = Table(self._connection, runtime_table)

    def check(self, transaction: Transaction, table: Table, key: Key, condition: Condition) -> None:
        """Add a condition on an item that is not written."""
        transaction.checks.append(
            self._connection.get_operation_kwargs(table.name, key.pk, key.sk, condition=condition)
        )

    def delete(self, transaction: Transaction, key: Key, condition: Condition | None = None) -> None:
        """Add the removal of an item of the main table."""
        transaction.deletes.append(
            self._connection.get_operation_kwargs(self.main.name, key.pk, key.sk, condition=condition)
        )

    def put(
        self, transaction: Transaction, item: Item, condition: Condition | None, *, table: Table | None = None
    ) -> None:
        """Add an item of the main table, or of another one."""
        raw = to_raw({name: value for name, value in item.items() if name not in ("pk", "sk")})
        transaction.puts.append(
            self._connection.get_operation_kwargs(
                (table or self.main).name, item["pk"], item["sk"], key="Item", attributes=raw, condition=condition
            )
        )

    def update(
        self,
        transaction: Transaction,
        key: Key,
        actions: Sequence[Action],
        condition: Condition | None = None,
        table: Table | None = None,
    ) -> None:
        """Add an update of an item, of the main table unless another is named."""
        name = (table or self.main).name
        transaction.updates.append(
            self._connection.get_operation_kwargs(name, key.pk, key.sk, actions=actions, condition=condition)
        )

    def commit(self, transaction: Transaction) -> None:
        """Do it all, or raise ConditionFailedError (and see `guarded`)."""
        guarded(
            lambda: self._connection.transact_write_items(
                condition_check_items=transaction.checks,
                delete_items=transaction.deletes,
                put_items=transaction.puts,
                update_items=transaction.updates,
            )
        )


_MAIN_INDEXES = {"by_order": ("pk", "order"), "gsi1": ("gsi1pk", "gsi1sk"), "outbox": ("outbox_bot", "outbox_order")}
_RUNTIME_INDEXES = {"gsi1": ("gsi1pk", "gsi1sk")}


def _meta(name: str, indexes: dict[str, tuple[str, str]]) -> MetaTable:
    """What pynamodb would else ask DescribeTable for."""
    schemas = {index: _schema(*pair) for index, pair in indexes.items()}
    attributes = dict.fromkeys(("pk", "sk", *(name for pair in indexes.values() for name in pair)))
    return MetaTable(
        {
            "TableName": name,
            "KeySchema": _schema("pk", "sk"),
            "AttributeDefinitions": [{"AttributeName": one, "AttributeType": "S"} for one in attributes],
            "GlobalSecondaryIndexes": [
                {"IndexName": index, "KeySchema": schema} for index, schema in schemas.items() if index != "by_order"
            ],
            "LocalSecondaryIndexes": [
                {"IndexName": index, "KeySchema": schema} for index, schema in schemas.items() if index == "by_order"
            ],
        }
    )


def _schema(hash_name: str, range_name: str) -> list[dict[str, str]]:
    return [
        {"AttributeName": hash_name, "KeyType": "HASH"},
        {"AttributeName": range_name, "KeyType": "RANGE"},
    ]
