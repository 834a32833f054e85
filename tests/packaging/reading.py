"""Reads the merged template: its resources by type, its policies, and what its conditions come to."""

from collections.abc import Iterator
from typing import Any

Template = dict[str, Any]


def of_type(template: Template, kind: str) -> dict[str, Any]:
    """The resources of a type, by their names."""
    return {name: one for name, one in template["Resources"].items() if one["Type"] == kind}


def functions(template: Template) -> dict[str, Any]:
    """All functions, by their names."""
    return of_type(template, "AWS::Serverless::Function")


def statements(template: Template) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every statement of a policy of a role that the template makes, with the role's name."""
    for name, role in of_type(template, "AWS::IAM::Role").items():
        for policy in role["Properties"].get("Policies", []):
            for statement in policy["PolicyDocument"]["Statement"]:
                yield name, statement


def event_sources(template: Template) -> dict[str, dict[str, Any]]:
    """The queues and streams behind functions; schedules have no batches."""
    return {
        f"{name}.{source}": {"Type": event["Type"], **event["Properties"]}
        for name, one in functions(template).items()
        for source, event in one["Properties"].get("Events", {}).items()
        if event["Type"] in {"SQS", "DynamoDB"}
    }


def as_list(value: Any) -> list[Any]:
    """What IAM takes alone or in a list, as a list."""
    return value if isinstance(value, list) else [value]


def chosen(template: Template, value: Any, **parameters: str) -> Any:
    """What a value with `Fn::If` comes to where these parameters are given, and the defaults of the others."""

    def evaluated(one: Any) -> Any:
        if not isinstance(one, dict):
            return one
        [(function, given)] = one.items()
        match function:
            case "Ref":
                return parameters.get(given, template["Parameters"][given].get("Default"))
            case "Condition":
                return evaluated(template["Conditions"][given])
            case "Fn::Equals":
                return evaluated(given[0]) == evaluated(given[1])
            case "Fn::Not":
                return not evaluated(given[0])
            case "Fn::And":
                return all(map(evaluated, given))
        raise ValueError(f"{function} is no condition that is known here.")

    while isinstance(value, dict) and "Fn::If" in value:
        condition, if_true, if_false = value["Fn::If"]
        value = if_true if evaluated(template["Conditions"][condition]) else if_false
    return value
