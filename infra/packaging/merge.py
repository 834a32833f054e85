"""Put template.yaml over the template that Chalice generates.

Chalice's own --merge-template merges dicts deeply, and so turns `{"Ref": "A"}` overridden by `{"Fn::If": [...]}` into
one dict with both functions. Here a function of CloudFormation replaces what it stands over.
"""

from __future__ import annotations

from typing import Any

Template = dict[str, Any]


def merge(base: Any, over: Any) -> Any:
    """A new value: dicts merged key by key, anything else (lists and CloudFormation's functions too) replaced."""
    if not isinstance(base, dict) or not isinstance(over, dict) or is_function(base) or is_function(over):
        return over
    merged = {key: merge(value, over[key]) if key in over else value for key, value in base.items()}
    return {**merged, **{key: value for key, value in over.items() if key not in base}}


def is_function(value: Template) -> bool:
    """Whether a dict is a call of a CloudFormation function, such as `{"Ref": "Table"}`."""
    return len(value) == 1 and next(iter(value)).startswith(("Ref", "Fn::"))
