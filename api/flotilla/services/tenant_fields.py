"""What people may set on a workspace, and the limits."""

from collections.abc import Mapping
from typing import Any

from flotilla.domain.wall_clock import read_zone
from flotilla.services.checked_fields import check_fields

LANGUAGES = ("en", "pt", "es")
MAX_NAME = 100
LONGEST_RETENTION = 3_650


def check_tenant_fields(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values in the types that Tenant has; raise InvalidInputError naming each one that can't be used."""
    return check_fields(values, _CHECKS, "Some of the workspace's settings can't be used.")


def _name(value: object) -> str:
    if not isinstance(value, str) or not 1 <= len(value.strip()) <= MAX_NAME or not value.isprintable():
        raise ValueError(f"A name has 1 to {MAX_NAME} characters.")
    return value.strip()


def _time_zone(value: object) -> str:
    try:
        return read_zone(value).key
    except ValueError:
        raise ValueError("The name of a time zone, such as America/Sao_Paulo.") from None


def _language(value: object) -> str:
    if value not in LANGUAGES:
        raise ValueError(f"One of {', '.join(LANGUAGES)}.")
    return str(value)


def _retention_days(value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= LONGEST_RETENTION:
        raise ValueError(f"Whole days from 1 to {LONGEST_RETENTION}, or null to keep everything.")
    return value


_CHECKS = {"name": _name, "time_zone": _time_zone, "language": _language, "retention_days": _retention_days}
