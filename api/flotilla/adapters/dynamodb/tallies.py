"""The governor's counts in DynamoDB's runtime table: one item per bot and day, removed by time to live."""

from datetime import datetime, timedelta

from pynamodb.expressions.operand import Path

from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.codecs.runtime import epoch
from flotilla.adapters.dynamodb.conditions import either, is_
from flotilla.adapters.dynamodb.database import Database
from flotilla.adapters.dynamodb.failures import ConditionFailedError
from flotilla.adapters.dynamodb.values import Item
from flotilla.domain.errors import NotFoundError
from flotilla.domain.governor import Tally
from flotilla.domain.ids import BotId, TenantId

_KEPT = timedelta(days=3)


class DynamoSendTallies:
    """Implements SendTallies. A count whose answer is lost may be counted twice, which errs on the safe side."""

    def __init__(self, database: Database) -> None:
        self._table = database.runtime

    def read(self, tenant: TenantId, bot: BotId, now: datetime) -> Tally:
        """See the port."""
        item = self._table.get(keys.tally(bot, now))
        return _read(item, now) if item is not None and item["tenant"] == tenant else Tally()

    def count(self, tenant: TenantId, bot: BotId, now: datetime, *, first_contact: bool) -> Tally:
        """See the port."""
        actions = [
            Path("day").add(1),
            Path(_hour(now)).add(1),
            Path("first_contacts").add(int(first_contact)),
            Path("kind").set("tally"),
            Path("tenant").set(tenant),
            Path("expires_at").set(epoch(now + _KEPT)),
        ]
        own = either(Path("tenant").does_not_exist(), is_("tenant", tenant))
        try:
            return _read(self._table.update(keys.tally(bot, now), actions, own), now)
        except ConditionFailedError:
            raise NotFoundError("There is no such bot.") from None


def _hour(now: datetime) -> str:
    return f"hour_{now:%H}"


def _read(item: Item, now: datetime) -> Tally:
    return Tally(item.get(_hour(now), 0), item["day"], item["first_contacts"])
