"""The merged template as a whole: valid, complete, and with nothing left over from Chalice."""

import json
import re
from collections.abc import Iterator
from typing import Any

from tests.packaging.reading import Template


def test_nothing_is_left_of_what_template_yaml_replaces(template: Template) -> None:
    assert "placeholder" not in json.dumps(template)
    assert not re.search(r"\b(000000000000|123456789012)\b", json.dumps(template))


def test_no_value_holds_two_functions_of_cloudformation(template: Template) -> None:
    """Chalice's own merge would turn `{"Ref": ...}` overridden by `{"Fn::If": ...}` into both."""

    def walk(value: Any) -> Iterator[dict[str, Any]]:
        if isinstance(value, dict):
            yield value
            for one in value.values():
                yield from walk(one)
        elif isinstance(value, list):
            for one in value:
                yield from walk(one)

    for value in walk(template):
        called = [key for key in value if key == "Ref" or key.startswith("Fn::")]
        assert not called or len(value) == 1, value


def test_every_function_is_told_where_everything_is(template: Template) -> None:
    told = set(template["Globals"]["Function"]["Environment"]["Variables"])
    assert {
        "FLOTILLA_STAGE", "FLOTILLA_TABLE", "FLOTILLA_RUNTIME_TABLE", "EVENTS_QUEUE_URL", "HISTORY_QUEUE_URL",
        "TURNS_QUEUE_URL", "EVENT_BUS", "WEBSOCKET_URL", "WEBSOCKET_ENDPOINT", "SECRET_ARN", "SITE_URL",
        "SIMULATOR_URL", "DEEPSEEK_BASE_URL", "DEEPSEEK_MODEL", "BURST_WINDOW_MS", "ADMIN_EMAILS", "VENDOR_EMAILS",
    } <= told  # fmt: skip
