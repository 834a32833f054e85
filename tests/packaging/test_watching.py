"""Logs, traces, alarms and the dashboard: what goes wrong is seen, and nobody is named in it."""

import json
import re

import pytest

from infra.packaging.build import ROOT
from tests.packaging.reading import Template, functions, of_type
from tests.permissions import granted


def test_every_function_is_traced_and_writes_to_the_one_log_group(template: Template) -> None:
    told = template["Globals"]["Function"]
    assert told["Tracing"] == {"Fn::If": ["OnAws", "Active", "PassThrough"]}
    assert told["LoggingConfig"] == {"LogGroup": {"Ref": "FunctionLogs"}}
    for name, function in functions(template).items():
        # What a function says of itself would hide what is said of all.
        assert not {"Tracing", "LoggingConfig"} & function["Properties"].keys(), name
        [role] = [one for one in granted(template) if one.role == function["Properties"]["Role"]["Fn::GetAtt"][0]
                  and one.action == "logs:PutLogEvents"]  # fmt: skip
        assert role.on == "FunctionLogs"


def test_logs_are_kept_for_a_while_and_not_for_ever(template: Template) -> None:
    groups = of_type(template, "AWS::Logs::LogGroup")
    assert set(groups) == {"FunctionLogs", "ApiLogs", "RunnerLogs", "ImageBuilderLogs"}
    for name, group in groups.items():
        assert 7 <= group["Properties"]["RetentionInDays"] <= 90, name


def test_what_goes_wrong_is_alarmed(template: Template) -> None:
    """What an installation promises, and the metric by which it is seen to fail."""
    watched = {
        (one["Properties"].get("Namespace"), one["Properties"].get("MetricName"))
        for one in of_type(template, "AWS::CloudWatch::Alarm").values()
    }
    assert watched >= {
        ("AWS/SQS", "ApproximateNumberOfMessagesVisible"), ("AWS/SQS", "ApproximateAgeOfOldestMessage"),
        ("AWS/ApiGateway", "5XXError"), ("AWS/Lambda", "Errors"), ("AWS/Lambda", "IteratorAge"),
        ("Flotilla", "sessions_failed"), ("Flotilla", "takeovers"), ("Flotilla", "answer_ms"),
        ("Flotilla", "model_failures"), ("AWS/Lambda", "Throttles"),
    }  # fmt: skip


def test_a_call_that_lambda_refuses_is_alarmed_whichever_function_it_was_for(template: Template) -> None:
    throttles = template["Resources"]["ThrottlesAlarm"]["Properties"]
    assert "Dimensions" not in throttles, "a function's name would leave out the others"
    assert throttles["Period"] * throttles["EvaluationPeriods"] == 60


@pytest.mark.parametrize("table", ["Table", "RuntimeTable"])
def test_what_dynamodb_refuses_is_alarmed_for_the_table_and_each_index(template: Template, table: str) -> None:
    expression, *metrics = template["Resources"][f"{table}ThrottlesAlarm"]["Properties"]["Metrics"]
    assert expression["Expression"] == "SUM(FILL(METRICS(), 0))"
    watched = set()
    for metric in (one["MetricStat"]["Metric"] for one in metrics):
        dimensions = {one["Name"]: one["Value"] for one in metric["Dimensions"]}
        assert dimensions["TableName"] == {"Ref": table}
        watched.add((metric["MetricName"], dimensions.get("GlobalSecondaryIndexName")))
    indexes = [one["IndexName"] for one in template["Resources"][table]["Properties"]["GlobalSecondaryIndexes"]]
    assert watched == {
        (f"{what}ThrottleEvents", place) for what in ("Read", "Write") for place in (None, *indexes)
    }  # fmt: skip


def test_alarms_and_dashboard_read_metrics_that_somebody_writes(template: Template) -> None:
    """A metric of our own that is misspelt would be quiet for ever."""
    written = "\n".join(
        path.read_text() for path in [*(ROOT / "api").glob("chalicelib/*.py"), *(ROOT / "api").glob("flotilla/**/*.py")]
    )
    body = template["Resources"]["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"]
    shown = json.loads(re.sub(r"\$\{[\w:.]+\}", "x", body))
    assert len(shown["widgets"]) >= 8
    own = {
        one["Properties"]["MetricName"]
        for one in of_type(template, "AWS::CloudWatch::Alarm").values()
        if one["Properties"].get("Namespace") == "Flotilla"
    }
    own |= set(re.findall(r'"([a-z]+_[a-z]+)"', json.dumps([w["properties"].get("metrics") for w in shown["widgets"]])))
    assert own >= {"sessions_failed", "answer_ms", "sends_stuck"}
    # What runners write is made of their log's lines; that those have each field is tried with the lines themselves.
    filtered = {
        made["MetricName"]
        for one in of_type(template, "AWS::Logs::MetricFilter").values()
        for made in one["Properties"]["MetricTransformations"]
    }
    assert {name for name in own - filtered if f'"{name}"' not in written} == set()
