"""Clocks on the wall: what a local time means where summer time makes some of them missing and others come twice."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def read_zone(name: object) -> ZoneInfo:
    """The time zone of an IANA name. Raise ValueError for anything else."""
    if not isinstance(name, str) or not name or name.startswith(("posix/", "right/")):
        raise ValueError(name)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError):
        raise ValueError(name) from None


def on_the_wall(moment: datetime, zone: ZoneInfo) -> datetime:
    """What a clock in the zone shows at the moment; naive."""
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)


def moment_of(local: datetime, zone: ZoneInfo) -> datetime:
    """When clocks in the zone show the time: of two moments the first.

    A time that clocks leave out is read with the offset from before the change, and so comes as much later as is left
    out: 02:30 is then 03:30.
    """
    return local.replace(tzinfo=zone, fold=0).astimezone(UTC)


def exists(local: datetime, zone: ZoneInfo) -> bool:
    """Whether clocks in the zone ever show the time."""
    return on_the_wall(moment_of(local, zone), zone) == local


def comes_twice(local: datetime, zone: ZoneInfo) -> bool:
    """Whether clocks in the zone show the time two times, since they are set back over it."""
    first, second = (local.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    return first != second and exists(local, zone)
