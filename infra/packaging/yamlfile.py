"""Read a CloudFormation template in YAML, with its short forms (`!Ref x`, `!GetAtt x.Arn`) written out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


class _Loader(yaml.SafeLoader):
    """SafeLoader that knows CloudFormation's tags."""


def _short_form(loader: _Loader, name: str, node: yaml.Node) -> dict[str, Any]:
    if isinstance(node, yaml.ScalarNode):
        value: Any = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)  # type: ignore[arg-type]  # The one kind that is left.
    if name == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {name if name in {"Ref", "Condition"} else f"Fn::{name}": value}


_Loader.add_multi_constructor("!", _short_form)


def read(path: Path) -> dict[str, Any]:
    """The template as plain dicts and lists, without the section `Templates`: that only holds what others repeat.

    Raises:
        yaml.YAMLError: when the file is not YAML, saying where.
    """
    loaded = yaml.load(path.read_text(), Loader=_Loader)  # noqa: S506  # A SafeLoader with CloudFormation's tags.
    return {name: section for name, section in loaded.items() if name != "Templates"}
