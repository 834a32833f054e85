"""The merged template: least privilege for each function, nothing lost in queues, nothing left over from Chalice."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from infra.packaging.build import ROOT, Package
from tests.permissions import granted, reasons

Template = dict[str, Any]

#: Statements that name no resource, and why.
EVERYWHERE = {
    "ecr:GetAuthorizationToken": "ECR hands out its token for the whole registry only.",
    "xray:PutTraceSegments": "X-Ray knows no resources to write to.",
    "xray:PutTelemetryRecords": "X-Ray knows no resources to write to.",
}


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
        raise NotImplementedError(function)

    while isinstance(value, dict) and "Fn::If" in value:
        condition, if_true, if_false = value["Fn::If"]
        value = if_true if evaluated(template["Conditions"][condition]) else if_false
    return value


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
        "RunSchedule": "run_schedule", "ReconcileSchedules": "reconcile_schedules", "Scale": "scale",
        "Bill": "bill", "Plans": "plans",
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


def test_indexes_are_read_and_nothing_else(template: Template) -> None:
    for name, statement in statements(template):
        for resource in as_list(statement["Resource"]):
            if "/index/" in json.dumps(resource):
                assert as_list(statement["Action"]) == ["dynamodb:Query"], name
                assert len(as_list(statement["Resource"])) == 1, name


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


def test_the_apis_are_throttled_and_log_who_called_what_without_saying_who_they_are(template: Template) -> None:
    rest = template["Resources"]["RestAPI"]["Properties"]
    sockets = template["Resources"]["WebsocketAPIStage"]["Properties"]
    [throttled] = rest["MethodSettings"]
    assert throttled["ThrottlingRateLimit"]
    assert throttled["ThrottlingBurstLimit"]
    assert sockets["DefaultRouteSettings"]["ThrottlingBurstLimit"]
    for settings in (rest["AccessLogSetting"], sockets["AccessLogSettings"]):
        assert settings["DestinationArn"] == {"Fn::GetAtt": ["ApiLogs", "Arn"]}
        json.loads(settings["Format"])
        # Addresses are about people; paths hold ids, and the sockets' query a ticket.
        assert not re.search(r"sourceIp|identity|context\.path\b|querystring|userAgent|authorizer", settings["Format"])


def test_runners_are_reached_by_nobody_whichever_way_they_reach_out(template: Template) -> None:
    resources = template["Resources"]
    assert "SecurityGroupIngress" not in resources["RunnerSecurityGroup"]["Properties"]
    network = resources["RunnerService"]["Properties"]["NetworkConfiguration"]["AwsvpcConfiguration"]
    assert network["AssignPublicIp"] == {"Fn::If": ["PrivateRunners", "DISABLED", "ENABLED"]}
    for zone, subnet in zip("AB", network["Subnets"], strict=True):
        assert subnet["Fn::If"] == ["PrivateRunners", {"Ref": f"PrivateSubnet{zone}"}, {"Ref": f"Subnet{zone}"}]
    for endpoint in of_type(template, "AWS::EC2::VPCEndpoint").values():
        assert {"Ref": "PublicRoutes"} in endpoint["Properties"]["RouteTableIds"]
        assert "PrivateRoutes" in json.dumps(endpoint["Properties"]["RouteTableIds"])
    for name in ("NatGateway", "NatAddress", "PrivateDefaultRoute", "PrivateSubnetA", "PrivateSubnetB"):
        assert resources[name]["Condition"] == "PrivateRunners"


def test_a_first_deployment_waits_for_no_runner_since_its_image_comes_after_the_stack(template: Template) -> None:
    service = template["Resources"]["RunnerService"]["Properties"]
    assert chosen(template, service["DesiredCount"], Stage="production", RunnerImage="") == 0
    told = chosen(template, service["DesiredCount"], Stage="production", RunnerImage="sample:1")
    assert told == {"Ref": "AWS::NoValue"}, "an update would set the number that `scale` set"
    assert chosen(template, service["DesiredCount"], Stage="local", RunnerImage="") == 1
    stops = chosen(template, service["DeploymentConfiguration"]["DeploymentCircuitBreaker"], Stage="staging")
    assert stops == {"Enable": True, "Rollback": True}


def test_a_runner_starts_where_it_can_reach_out_and_find_its_disk(template: Template) -> None:
    resources = template["Resources"]
    service = resources["RunnerService"]
    condition, if_private, _ = service["Metadata"]["Awaited"]["Fn::If"]
    awaited = service["DependsOn"] + [one["Ref"] for one in if_private]
    assert condition == "PrivateRunners"
    assert not any("Condition" in resources[name] for name in service["DependsOn"])
    reached = {name for name in resources if re.fullmatch(r"(Private)?(DefaultRoute|Subnet[AB]Routes)", name)}
    assert len(reached) == 6
    assert reached | set(of_type(template, "AWS::EFS::MountTarget")) == set(awaited)


def test_a_change_of_the_sockets_routes_reaches_their_stage(template: Template) -> None:
    """A deployment that CloudFormation made once would go on calling what the routes led to then."""
    stage = template["Resources"]["WebsocketAPIStage"]
    assert stage["Properties"]["AutoDeploy"] is True
    assert stage["Properties"]["DeploymentId"] == {"Ref": "AWS::NoValue"}
    assert set(of_type(template, "AWS::ApiGatewayV2::Route")) <= set(stage["DependsOn"]), "it deploys what is there"
    assert template["Resources"]["WebsocketAPIDeployment"]["Condition"] == "Never"
    assert template["Conditions"]["Never"] == {"Fn::Equals": [{"Ref": "AWS::StackName"}, ""]}, "every stack has a name"


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
    assert {name for name in own if f'"{name}"' not in written} == set()


def test_the_list_of_unused_permissions_is_about_permissions_that_are_granted(template: Template) -> None:
    """Whether it is complete is seen by the end-to-end tests, which use the others."""
    permissions = list(granted(template, stage_has={"OnAws"}))
    assert permissions
    for reason in reasons():
        assert len(reason.why) > 30, reason
        for role, pattern in product(reason.roles, reason.permissions):
            alone = replace(reason, roles=(role,), permissions=(pattern,))
            assert any(alone.covers(one) for one in permissions), f"{pattern} is not granted to {role}"
            # What code may do some day is said of one role: a new one's grants are covered by nobody else's reason.
            assert reason.never or "*" not in role, f"{role}: {reason.why}"


def test_only_the_relay_reads_the_stream_and_only_runners_report(template: Template) -> None:
    allowed: dict[str, set[str]] = {}
    for name, statement in statements(template):
        for action in as_list(statement["Action"]):
            allowed.setdefault(action, set()).add(name)
    # Lambda takes no stream for a function whose role lacks one of them.
    for action in ("DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"):
        assert allowed[f"dynamodb:{action}"] == {"RelayRole"}
    assert allowed["events:PutEvents"] == {"RelayRole"}
    senders = {
        name for name, statement in statements(template)
        if "sqs:SendMessage" in as_list(statement["Action"]) and "EventsQueue" in json.dumps(statement["Resource"])
    }  # fmt: skip
    assert senders == {"RunnerRole"}


def test_who_builds_the_image_may_push_it(template: Template) -> None:
    [pushes] = [
        as_list(one["Action"]) for name, one in statements(template)
        if name == "ImageBuilderRole" and one["Resource"] == {"Fn::GetAtt": ["RunnerRepository", "Arn"]}
    ]  # fmt: skip
    # As ECR's manual lists them for pushing.
    assert set(pushes) == {
        "ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:CompleteLayerUpload", "ecr:InitiateLayerUpload",
        "ecr:PutImage", "ecr:UploadLayerPart",
    }  # fmt: skip


def test_every_queue_and_stream_reports_partial_failures(template: Template) -> None:
    sources = event_sources(template)
    assert len(sources) == 5
    for name, source in sources.items():
        assert source["FunctionResponseTypes"] == ["ReportBatchItemFailures"], name


def test_a_queue_hides_a_message_six_times_as_long_as_its_function_may_take(template: Template) -> None:
    behind = {"Receive": "EventsQueue", "History": "HistoryQueue", "Answer": "TurnsQueue", "Bill": "BillingQueue"}
    for function, queue in behind.items():
        timeout = functions(template)[function]["Properties"]["Timeout"]
        assert template["Resources"][queue]["Properties"]["VisibilityTimeout"] >= 6 * timeout
        [source] = functions(template)[function]["Properties"]["Events"].values()
        assert source["Properties"]["Queue"] == {"Fn::GetAtt": [queue, "Arn"]}


def test_every_queue_that_is_read_has_an_alarmed_dead_letter_queue(template: Template) -> None:
    queues = of_type(template, "AWS::SQS::Queue")
    alarmed = json.dumps(
        [one["Properties"].get("Dimensions") for one in of_type(template, "AWS::CloudWatch::Alarm").values()]
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


def test_browsers_may_upload_from_the_site_alone_once_its_address_is_known(template: Template) -> None:
    cors = template["Resources"]["MediaBucket"]["Properties"]["CorsConfiguration"]
    assert chosen(template, cors, SiteUrl="") == {"Ref": "AWS::NoValue"}
    [rule] = chosen(template, cors, SiteUrl="https://bots.example.com")["CorsRules"]
    assert rule["AllowedOrigins"] == [{"Ref": "SiteUrl"}]


def test_nothing_that_is_stored_travels_in_the_clear(template: Template) -> None:
    policies = {
        one["Properties"]["Bucket"]["Ref"]: json.dumps(one["Properties"]["PolicyDocument"])
        for one in of_type(template, "AWS::S3::BucketPolicy").values()
    }
    assert policies.keys() == of_type(template, "AWS::S3::Bucket").keys()
    assert all('"Deny"' in policy and "aws:SecureTransport" in policy for policy in policies.values())


@pytest.mark.timeout(180)
def test_cfn_lint_finds_nothing(package: Package) -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("cfn-lint")), str(package.template)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_a_zone_of_route_53_leads_the_sites_domain_to_the_distribution(template: Template) -> None:
    record = template["Resources"]["SiteRecord"]
    if_zone = {"Fn::If": [record["Condition"], True, False]}
    assert chosen(template, if_zone, SiteDomain="bots.example.com", SiteHostedZone="Z1")
    assert not chosen(template, if_zone, SiteDomain="bots.example.com")
    assert not chosen(template, if_zone, SiteHostedZone="Z1")
    assert record["Properties"]["AliasTarget"]["DNSName"] == {"Fn::GetAtt": ["Distribution", "DomainName"]}
    assert template["Outputs"]["DistributionDomain"]["Value"] == {"Fn::GetAtt": ["Distribution", "DomainName"]}


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
