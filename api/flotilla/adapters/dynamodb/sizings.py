"""What is remembered about the number of runners, in DynamoDB."""

from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.database import Database
from flotilla.adapters.dynamodb.values import Item, read_time_or_none, write_time
from flotilla.domain.fleet_size import Sizing


class DynamoSizings:
    """Implements SizingRepository. Two looks at once remember nearly the same, so the later one may win."""

    def __init__(self, database: Database) -> None:
        self._table = database.runtime

    def load(self) -> Sizing:
        """See the port."""
        item = self._table.get(keys.FLEET_SIZING)
        return _read(item) if item is not None else Sizing()

    def save(self, sizing: Sizing) -> None:
        """See the port."""
        self._table.put(
            {
                **keys.FLEET_SIZING._asdict(),
                "kind": "sizing",
                "v": 1,
                "fewer_since": write_time(sizing.fewer_since),
                "waiting_since": write_time(sizing.waiting_since),
                "full_at": sizing.full_at,
                "leaving": sizing.leaving,
                "surplus_since": write_time(sizing.surplus_since),
                "made_before": write_time(sizing.made_before),
            }
        )


def _read(item: Item) -> Sizing:
    return Sizing(
        fewer_since=read_time_or_none(item.get("fewer_since")),
        waiting_since=read_time_or_none(item.get("waiting_since")),
        full_at=item.get("full_at"),
        leaving=item.get("leaving"),
        surplus_since=read_time_or_none(item.get("surplus_since")),
        made_before=read_time_or_none(item.get("made_before")),
    )
