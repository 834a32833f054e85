"""All that a tenant owns, item by item, to back it up and to bring it back."""

from collections.abc import Iterator
from typing import Any

from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.values import Item, Raw, from_raw
from flotilla.domain.ids import ScheduleId, TenantId

RESTORED = "restored"
"""An item's attribute that says: it came out of an archive. It stays until the item is written anew."""


class TenantArchive:
    """Reads and writes a tenant's items as DynamoDB has them, whatever their kind.

    It scans the table: what a later version adds is never forgotten, and a backup is rare. Of the `runtime` table,
    which is for what goes by itself, people read only what came of their schedules. `client` is boto3's.
    """

    def __init__(self, client: Any, table: str, runtime: str) -> None:
        self._client = client
        self._table = table
        self._runtime = runtime

    def items(self, tenant: TenantId) -> Iterator[Raw]:
        """Everything under the tenant's keys and whose payments are its own, then its people's accounts and links."""
        own = keys.tenant(tenant).pk
        elsewhere: list[keys.Key] = []
        for raw in self._scan(tenant):
            item = from_raw(raw)
            if item["pk"] == own or item["pk"].startswith((f"{own}#", keys.CUSTOMER_PREFIX)):
                elsewhere += _elsewhere(item)
                yield raw
                if item.get("kind") == "schedule":
                    yield from self._runs(tenant, ScheduleId(item["sk"]))
        for key in dict.fromkeys(elsewhere):
            found = self._client.get_item(TableName=self._table, Key={"pk": {"S": key.pk}, "sk": {"S": key.sk}})
            if "Item" in found:
                yield found["Item"]

    def put_new(self, raw: Raw) -> bool:
        """Store an item unless its key is taken; False if it was. It is marked, so that nobody takes it for news."""
        run = raw.get("kind") == {"S": "run"}
        table, marked = (self._runtime, raw) if run else (self._table, {**raw, RESTORED: {"BOOL": True}})
        try:
            self._client.put_item(TableName=table, Item=marked, ConditionExpression="attribute_not_exists(pk)")
        except self._client.exceptions.ConditionalCheckFailedException:
            return False
        return True

    def get(self, key: keys.Key) -> Raw | None:
        """An item, or None."""
        found = self._client.get_item(
            TableName=self._table, Key={"pk": {"S": key.pk}, "sk": {"S": key.sk}}, ConsistentRead=True
        )
        item: Raw | None = found.get("Item")
        return item

    def _scan(self, tenant: TenantId) -> Iterator[Raw]:
        # A workspace may have been several customers of the payment provider, and only the last is in its own record.
        pages = self._client.get_paginator("scan").paginate(
            TableName=self._table,
            FilterExpression="begins_with(pk, :own) OR (begins_with(pk, :customer) AND #tenant = :tenant)",
            ExpressionAttributeNames={"#tenant": "tenant"},
            ExpressionAttributeValues={
                ":own": {"S": keys.tenant(tenant).pk},
                ":customer": {"S": keys.CUSTOMER_PREFIX},
                ":tenant": {"S": tenant},
            },
            ConsistentRead=True,
        )
        for page in pages:
            yield from page["Items"]

    def _runs(self, tenant: TenantId, schedule: ScheduleId) -> Iterator[Raw]:
        pages = self._client.get_paginator("query").paginate(
            TableName=self._runtime,
            KeyConditionExpression="pk = :runs",
            ExpressionAttributeValues={":runs": {"S": keys.run(tenant, schedule, "").pk}},
            ConsistentRead=True,
        )
        for page in pages:
            yield from page["Items"]


def _elsewhere(item: Item) -> list[keys.Key]:
    """What stands under other keys because it is looked for without the tenant."""
    if item.get("kind") == "member":
        tenant, user = keys.tenant_of(item["pk"]), item["user"]
        return [keys.user(user), keys.membership(user, tenant), keys.email(item["email"])]
    if item.get("kind") == "invitation":
        return [keys.invitation_link(item["link"])]
    return []
