"""The merged template: least privilege for each function, nothing lost in queues, nothing left over from Chalice."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from infra.packaging.build import Package

Template = dict[str, Any]

#: Statements that name no resource, and why.
EVERYWHERE = {"ecr:GetAuthorizationToken": "ECR hands out its token for the whole registry only."}


def of_type(template: Template, kind: str) -> dict[str, Any]:
    return {name: one for name, one in template["Resources"].items() if one["Type"] == kind}


def functions(template: Template) -> dict[str, Any]:
    return of_type(template, "AWS::Serverless::Function")


def statements(template: Template) -> Iterator[tuple[str, dict[str, Any]]]:
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
    return value if isinstance(value, list) else [value]


def test_each_function_has_a_role_of_its_own(template: Template) -> None:
    roles = {name: json.dumps(one["Properties"]["Role"]) for name, one in functions(template).items()}
    assert len(set(roles.values())) == len(roles)
    assert not any("DefaultRole" in role for role in roles.values())


def test_each_function_has_the_policy_written_for_it(template: Template) -> None:
    """A function without an entry in Chalice's configuration gets the stage's policy, which allows nothing but logs."""
    written = {
        "APIHandler": "app", "WebsocketConnect": "connect", "WebsocketDisconnect": "disconnect",
        "WebsocketMessage": "message", "Receive": "receive", "History": "history", "Answer": "answer", "Relay": "relay",
        "Housekeeping": "housekeeping",
    }  # fmt: skip
    folder = Path(__file__).resolve().parents[2] / "api" / ".chalice"
    assert set(written) == set(functions(template))
    for name, policy in written.items():
        role = template["Resources"][functions(template)[name]["Properties"]["Role"]["Fn::GetAtt"][0]]
        [attached] = role["Properties"]["Policies"]
        assert attached["PolicyDocument"] == json.loads((folder / f"policy-{policy}.json").read_text()), name


def test_no_policy_reaches_everything(template: Template) -> None:
    for name, statement in statements(template):
        actions, resources = as_list(statement["Action"]), as_list(statement["Resource"])
        assert all(not action.endswith(":*") and action != "*" for action in actions), name
        if "*" in resources:
            assert set(actions) <= set(EVERYWHERE), f"{name}: {actions}"


def test_only_the_relay_reads_the_stream_and_only_runners_report(template: Template) -> None:
    allowed: dict[str, set[str]] = {}
    for name, statement in statements(template):
        for action in as_list(statement["Action"]):
            allowed.setdefault(action, set()).add(name)
    assert allowed["dynamodb:GetRecords"] == {"RelayRole"}
    assert allowed["events:PutEvents"] == {"RelayRole"}
    senders = {
        name for name, statement in statements(template)
        if "sqs:SendMessage" in as_list(statement["Action"]) and "EventsQueue" in json.dumps(statement["Resource"])
    }  # fmt: skip
    assert senders == {"RunnerRole"}


def test_every_queue_and_stream_reports_partial_failures(template: Template) -> None:
    sources = event_sources(template)
    assert len(sources) == 4
    for name, source in sources.items():
        assert source["FunctionResponseTypes"] == ["ReportBatchItemFailures"], name


def test_a_queue_hides_a_message_six_times_as_long_as_its_function_may_take(template: Template) -> None:
    behind = {"Receive": "EventsQueue", "History": "HistoryQueue", "Answer": "TurnsQueue"}
    for function, queue in behind.items():
        timeout = functions(template)[function]["Properties"]["Timeout"]
        assert template["Resources"][queue]["Properties"]["VisibilityTimeout"] >= 6 * timeout
        [source] = functions(template)[function]["Properties"]["Events"].values()
        assert source["Properties"]["Queue"] == {"Fn::GetAtt": [queue, "Arn"]}


def test_every_queue_that_is_read_has_an_alarmed_dead_letter_queue(template: Template) -> None:
    queues = of_type(template, "AWS::SQS::Queue")
    alarmed = json.dumps(
        [one["Properties"]["Dimensions"] for one in of_type(template, "AWS::CloudWatch::Alarm").values()]
    )
    for name in (name for name in queues if name.endswith("Queue")):
        target = queues[name]["Properties"]["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0]
        assert queues[target]["Properties"].get("FifoQueue") == queues[name]["Properties"].get("FifoQueue")
    for name in (name for name in queues if name.endswith("DeadLetters")):
        assert name in alarmed, name


def test_the_events_queue_is_a_high_throughput_fifo_queue(template: Template) -> None:
    events = template["Resources"]["EventsQueue"]["Properties"]
    assert events["DeduplicationScope"] == "messageGroup"
    assert events["FifoThroughputLimit"] == "perMessageGroupId"


def test_the_relay_gives_up_in_bounds_and_says_so(template: Template) -> None:
    relay = event_sources(template)["Relay.RelayDynamodbEventSource"]
    assert relay["BisectBatchOnFunctionError"] is True
    assert relay["MaximumRecordAgeInSeconds"] <= 24 * 3600
    assert relay["DestinationConfig"]["OnFailure"]["Destination"] == {"Fn::GetAtt": ["RelayDeadLetters", "Arn"]}


def test_the_relay_hears_exactly_what_events_are_made_of(template: Template) -> None:
    from flotilla.adapters.dynamodb import stream  # noqa: PLC0415  # Needed here alone.

    filters = event_sources(template)["Relay.RelayDynamodbEventSource"]["FilterCriteria"]["Filters"]
    patterns = [json.loads(one["Pattern"])["dynamodb"] for one in filters]
    kinds = [next(iter(pattern.values()))["kind"]["S"] for pattern in patterns]
    assert all(set(one) == set(stream._READERS) for one in kinds)


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


def test_what_people_own_outlives_the_stack(template: Template) -> None:
    for name in ("Table", "SiteBucket", "MediaBucket", "Secret", "Profiles", "RunnerRepository"):
        assert template["Resources"][name]["DeletionPolicy"] == "Retain", name


def test_the_buckets_are_closed_to_the_public(template: Template) -> None:
    for bucket in of_type(template, "AWS::S3::Bucket").values():
        assert all(bucket["Properties"]["PublicAccessBlockConfiguration"].values())


@pytest.mark.timeout(180)
def test_cfn_lint_finds_nothing(package: Package) -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("cfn-lint")), str(package.template)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_browsers_are_told_to_be_strict(template: Template) -> None:
    policies = of_type(template, "AWS::CloudFront::ResponseHeadersPolicy")
    told = {
        name: policy["Properties"]["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"]
        for name, policy in policies.items()
    }
    assert set(told) == {"SecurityHeaders", "ApiSecurityHeaders"}
    for headers in told.values():
        condition, on_aws, _ = headers["StrictTransportSecurity"]["Fn::If"]
        assert (condition, on_aws["AccessControlMaxAgeSec"] >= 31_536_000) == ("OnAws", True)
        assert headers["FrameOptions"]["FrameOption"] == "DENY"
        assert all(header["Override"] for header in (headers["ContentTypeOptions"], headers["ReferrerPolicy"]))
        assert "frame-ancestors 'none'" in json.dumps(headers["ContentSecurityPolicy"])
    site = json.dumps(told["SecurityHeaders"]["ContentSecurityPolicy"])
    assert "script-src 'self';" in site
    assert "unsafe-eval" not in site


def test_only_cloudfront_and_the_api_know_what_proves_a_request_came_through(template: Template) -> None:
    knowing = {name for name, one in template["Resources"].items() if "${OriginSecret}" in json.dumps(one)}
    assert knowing == {"Distribution", "APIHandler"}
    behaviours = template["Resources"]["Distribution"]["Properties"]["DistributionConfig"]["CacheBehaviors"]
    [api] = [one for one in behaviours if one["PathPattern"] == "/api/*"]
    assert api["FunctionAssociations"][0]["FunctionARN"] == {"Fn::GetAtt": ["ViewerAddress", "FunctionARN"]}
