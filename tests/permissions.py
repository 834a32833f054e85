"""What roles are granted, what the emulated AWS saw them use, and why the rest is granted all the same."""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

from infra.local.config import STACK_NAME
from infra.local.programs import PERMISSIONS_USED
from tests.stack import ROOT

#: The reasons, per role and permission.
UNUSED = ROOT / "infra" / "unused-permissions.toml"

#: How many end-to-end tests were left out by -k, -m or --deselect.
DESELECTED = pytest.StashKey[int]()

#: The name of a second stack beside the first; its roles are the template's too.
ELSEWHERE = "restored"

#: Under this session tests act as a function to see what it is refused; that is nobody's use.
TRYING = "least-privilege"


@dataclass(frozen=True, order=True)
class Permission:
    """An action of a role on one of the resources of one of its statements.

    `place` is policy/statement/resource by number, as the emulated AWS names it; `on` is the resource as people say it.
    """

    role: str
    action: str
    place: str
    on: str

    def __str__(self) -> str:
        return f"{self.role}: {self.action} on {self.on}"


@dataclass(frozen=True)
class Reason:
    """Why some roles (by pattern) are granted some permissions (`action on resource`, by pattern) that no test used.

    Attributes:
        never: the emulated AWS can't use it, so that a use would prove the reason wrong.
    """

    why: str
    roles: tuple[str, ...]
    permissions: tuple[str, ...]
    never: bool

    def covers(self, one: Permission) -> bool:
        """Whether the permission is among those that the reason is for."""
        return any(fnmatchcase(one.role, role) for role in self.roles) and any(
            fnmatchcase(f"{one.action} on {one.on}", pattern) for pattern in self.permissions
        )


def granted(template: dict[str, Any], *, stage_has: Iterable[str] = ()) -> Iterator[Permission]:
    """Every permission of every role that is made where the named conditions hold, and of roles without one."""
    for role, resource in template["Resources"].items():
        condition = resource.get("Condition")
        if resource["Type"] != "AWS::IAM::Role" or (condition and condition not in stage_has):
            continue
        for one, policy in enumerate(resource["Properties"].get("Policies", [])):
            for two, statement in enumerate(policy["PolicyDocument"]["Statement"]):
                for three, on in enumerate(_as_list(statement["Resource"])):
                    for action in _as_list(statement["Action"]):
                        yield Permission(role, action, f"{one}/{two}/{three}", _said(on))


def used(folders: Iterable[Path]) -> tuple[set[tuple[str, str, str]], set[str]]:
    """What stacks saw: the permissions used as (role, action, place), and every denial of a call that no test tried."""
    uses: set[tuple[str, str, str]] = set()
    denials: set[str] = set()
    for file in (folder / "emulator" / PERMISSIONS_USED for folder in folders):
        for line in file.read_text().splitlines() if file.exists() else ():
            call = json.loads(line)
            if call["session"] == TRYING:
                continue
            # CloudFormation names a role after its stack and its logical name, with a random end.
            role = re.sub(rf"^(?:{STACK_NAME}|{ELSEWHERE})-(.+)-[0-9A-Za-z]+$", r"\1", call["role"])
            if call["decision"] == "allowed":
                uses.add((role, call["action"], call["what"]))
            else:
                denials.add(f"{role}: {call['action']} on {call['what']}")
    return uses, denials


def reasons(file: Path = UNUSED) -> list[Reason]:
    """The committed list."""
    return [
        Reason(one["why"], tuple(one["roles"]), tuple(one["permissions"]), one.get("never", False))
        for one in tomllib.loads(file.read_text())["unused"]
    ]


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _said(resource: Any) -> str:
    if isinstance(resource, str):
        return resource
    [(function, value)] = resource.items()
    if function == "Ref":
        return str(value)
    if function == "Fn::GetAtt":
        name, attribute = value
        return str(name) if attribute in {"Arn", "Id"} else f"{name}.{attribute}"
    short = re.sub(r"^arn:\$\{AWS::Partition\}:[a-z0-9-]+:\$\{AWS::Region\}:\$\{AWS::AccountId\}:", "", str(value))
    return re.sub(r"\$\{(\w+)(?:\.Arn)?\}", r"\1", short)
