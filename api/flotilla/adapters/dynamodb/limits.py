"""Token buckets and lock-outs in DynamoDB's runtime table; time to live removes what is full or forgotten."""

from datetime import UTC, datetime, timedelta

from pynamodb.expressions.operand import Path

from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.codecs.runtime import epoch
from flotilla.adapters.dynamodb.conditions import every, is_, new
from flotilla.adapters.dynamodb.database import Database
from flotilla.adapters.dynamodb.failures import ConditionFailedError
from flotilla.adapters.dynamodb.values import Item, read_time_or_none, write_time
from flotilla.domain.errors import RateLimitedError
from flotilla.domain.limits import FAILURES_FORGOTTEN_AFTER, Attempts, Bucket, wait_for
from flotilla.ports.clock import Clock

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ATTEMPTS = 5


class DynamoRateLimiter:
    """Implements RateLimiter.

    A bucket is the moment at which it is full again (domain/limits.py), in microseconds, so that taking is one
    conditional addition: one write unit for a bucket that is full, two for one that is not.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._table = database.runtime
        self._clock = clock

    def take(self, key: str, *, capacity: int, per_second: float, cost: int = 1) -> None:
        """See the port."""
        bucket, now = Bucket(capacity, per_second), self._clock.now()
        latest = bucket.latest(now, cost)
        if latest >= now and (self._take_of_full(key, bucket, now, cost) or self._take(key, bucket, now, cost)):
            return
        item = self._table.get(keys.bucket(key))
        full_at = _EPOCH + timedelta(microseconds=item["full_at"]) if item is not None else now
        raise RateLimitedError(
            "Too many requests. Wait a moment.", retry_after=wait_for(bucket, max(full_at, now), now, cost)
        )

    def _take_of_full(self, key: str, bucket: Bucket, now: datetime, cost: int) -> bool:
        full_at = now + bucket.time_for(cost)
        item = {
            **keys.bucket(key)._asdict(),
            "kind": "bucket",
            "v": 1,
            "full_at": _micros(full_at),
            "expires_at": epoch(full_at) + 60,
        }
        known = Path("full_at").does_not_exist() | (Path("full_at") <= _micros(now))
        try:
            self._table.put(item, known)
        except ConditionFailedError:
            return False
        return True

    def _take(self, key: str, bucket: Bucket, now: datetime, cost: int) -> bool:
        more = bucket.time_for(cost) // timedelta(microseconds=1)
        room = every(Path("full_at") > _micros(now), Path("full_at") <= _micros(bucket.latest(now, cost)))
        actions = [
            Path("full_at").set(Path("full_at") + more),
            Path("expires_at").set(epoch(now + bucket.fills_in) + 60),
        ]
        try:
            self._table.update(keys.bucket(key), actions, room)
        except ConditionFailedError:
            return False
        return True


class DynamoLockouts:
    """Implements Lockouts."""

    def __init__(self, database: Database) -> None:
        self._table = database.runtime

    def attempt(self, key: str, now: datetime) -> None:
        """See the port. Who finds another attempt counted in between looks again: attempts go one by one."""
        for _ in range(_ATTEMPTS):
            item = self._table.get(keys.lockout(key))
            attempts = _read(item)
            wait = attempts.seconds_locked(now)
            if wait:
                raise RateLimitedError("Too many wrong passwords. Wait a while.", retry_after=wait)
            unchanged = is_("count", attempts.count) if item is not None else new()
            try:
                self._table.put(_write(key, attempts.after_one_more(now), now), unchanged)
            except ConditionFailedError:
                continue
            return
        raise RateLimitedError("Too many sign-ins at once. Wait a moment.", retry_after=1)

    def succeed(self, key: str) -> None:
        """See the port."""
        self._table.delete(keys.lockout(key))


def _write(key: str, attempts: Attempts, now: datetime) -> Item:
    return {
        **keys.lockout(key)._asdict(),
        "kind": "lockout",
        "v": 1,
        "count": attempts.count,
        "locked_until": write_time(attempts.locked_until),
        "last_at": write_time(attempts.last_at),
        "expires_at": epoch(now + FAILURES_FORGOTTEN_AFTER),
    }


def _read(item: Item | None) -> Attempts:
    if item is None:
        return Attempts()
    return Attempts(item["count"], read_time_or_none(item.get("locked_until")), read_time_or_none(item.get("last_at")))


def _micros(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)
