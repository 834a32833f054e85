"""How far workspaces were looked through for what is too old, in DynamoDB."""

from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.database import Database
from flotilla.adapters.dynamodb.values import read_time, write_time
from flotilla.domain.ids import TenantId
from flotilla.domain.retention import Sweep


class DynamoRetentionSweeps:
    """Implements RetentionSweeps."""

    def __init__(self, database: Database) -> None:
        self._table = database.main

    def find(self, tenant: TenantId) -> Sweep | None:
        """See the port."""
        item = self._table.get(keys.retention(tenant))
        if item is None:
            return None
        return Sweep(read_time(item["began_at"]), item.get("cursor"), item["done"])

    def save(self, tenant: TenantId, sweep: Sweep) -> None:
        """See the port."""
        self._table.put(
            {
                **keys.retention(tenant)._asdict(),
                "kind": "retention",
                "v": 1,
                "began_at": write_time(sweep.began_at),
                "cursor": sweep.cursor,
                "done": sweep.done,
            }
        )
