"""Whoever is woken by an alarm finds its section."""

import re
from typing import Any

from infra.packaging.build import ROOT


def test_each_alarm_has_its_section_and_each_section_its_alarm(template: dict[str, Any]) -> None:
    alarms = {name for name, one in template["Resources"].items() if one["Type"] == "AWS::CloudWatch::Alarm"}
    text = (ROOT / "infra" / "docs" / "runbook.md").read_text()
    assert set(re.findall(r"^## (\w+Alarm)$", text, flags=re.MULTILINE)) == alarms


def test_each_alarm_tells_somebody(template: dict[str, Any]) -> None:
    for name, one in template["Resources"].items():
        if one["Type"] == "AWS::CloudWatch::Alarm":
            assert one["Properties"]["AlarmActions"] == [{"Ref": "Alarms"}], name
            assert one["Properties"]["AlarmDescription"], name


def test_the_logs_that_are_to_be_looked_at_can_be_found(template: dict[str, Any]) -> None:
    text = (ROOT / "infra" / "docs" / "runbook.md").read_text()
    streams = {
        name.lower() for name, one in template["Resources"].items() if one["Type"] == "AWS::Serverless::Function"
    }
    for function in re.findall(r"[Ll]og of (?:the function )?`(\w+)`", text):
        assert function.replace("_", "") in streams, function
    for output in re.findall(r"`(\w+LogsName)`", text):
        assert output in template["Outputs"]
