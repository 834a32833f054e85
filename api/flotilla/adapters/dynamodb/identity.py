"""Sign-ins with the provider that are under way, in DynamoDB."""

from datetime import datetime

from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.codecs.runtime import epoch
from flotilla.adapters.dynamodb.database import Database
from flotilla.adapters.dynamodb.values import Item, read_time, write_time
from flotilla.ports.identity import PendingSignIn


class DynamoPendingSignIns:
    """Implements PendingSignIns; of the state only a hash is kept."""

    def __init__(self, database: Database) -> None:
        self._table = database.runtime

    def add(self, pending: PendingSignIn) -> None:
        """See the port."""
        self._table.put(write_pending(pending))

    def take(self, state: str, now: datetime) -> PendingSignIn | None:
        """See the port. Deleting tells who was first."""
        item = self._table.delete(keys.pending_sign_in(state))
        pending = read_pending(item, state) if item is not None else None
        return pending if pending is not None and now < pending.expires_at else None


def write_pending(pending: PendingSignIn) -> Item:
    """The item of a sign-in under way."""
    return {
        **keys.pending_sign_in(pending.state)._asdict(),
        "kind": "pending_sign_in",
        "v": 1,
        "browser": pending.browser,
        "nonce": pending.nonce,
        "verifier": pending.verifier,
        "next": pending.next,
        "invitation": pending.invitation,
        "expires": write_time(pending.expires_at),
        "expires_at": epoch(pending.expires_at),
    }


def read_pending(item: Item, state: str) -> PendingSignIn:
    """The sign-in in an item that was found by its state."""
    return PendingSignIn(
        state=state,
        browser=item["browser"],
        nonce=item["nonce"],
        verifier=item["verifier"],
        expires_at=read_time(item["expires"]),
        next=item.get("next"),
        invitation=item.get("invitation"),
    )
