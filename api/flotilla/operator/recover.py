"""Bring the tenants' table back to what it was, from a copy that DynamoDB restored beside it."""

from dataclasses import dataclass

from flotilla.adapters.dynamodb.whole import WholeTable
from flotilla.operator.errors import OperatorError
from flotilla.operator.stack import Stack
from flotilla.operator.standstill import require_standstill


@dataclass(frozen=True)
class Recovered:
    """How many items were brought back, and how many removed that the copy does not have."""

    written: int
    removed: int


def recover(stack: Stack, copy: str) -> Recovered:
    """Make the table hold what the copy holds; what is equal is left alone.

    The table itself stays, and with it all that refers to it: its stream, its rights, the stack. It may be repeated
    after an interruption. Raise OperatorError while the installation is at work, or for a copy that has nothing.
    """
    if copy == stack.settings.table:
        raise OperatorError("That is the table itself; name the copy that was restored beside it.")
    require_standstill(stack)
    client = stack.client("dynamodb")
    source, target = WholeTable(client, copy), WholeTable(client, stack.settings.table)
    if source.is_empty():
        raise OperatorError(f"{copy} is empty: there is nothing to bring back.")
    written = sum(target.put_differing(items) for items in source.pages())
    removed = sum(target.delete(source.lacking(keys)) for keys in target.pages_of_keys())
    return Recovered(written, removed)
