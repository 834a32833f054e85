"""The arithmetic: usage and prices in, dollars per month and service out."""

from __future__ import annotations

import math
from collections.abc import Mapping

from flotilla.domain.leases import HEARTBEAT_SECONDS
from infra.cost.usage import Measured, Usage

Prices = Mapping[str, Mapping[str, float]]

HOURS = 730
MILLION = 1_000_000
#: Fargate's task of 2 vCPU and 8 GB, as infra/templates/ecs.yaml orders it; a tenth of its memory stays free.
TASK_VCPU, TASK_GB = 2, 8
USABLE = 0.9
#: Memory of the functions that are called by the message or by the person, as api/.chalice/config.json orders it.
FUNCTION_GB = {"api_handler": 1.0, "receive": 1.0, "answer": 1.0, "relay": 0.5}
#: An alarm is paid for each metric that it reads; those on the tables read ten.
ALARM_METRICS = 31
#: Images of the runner that are kept, and days of the profiles' backups, which are AWS Backup's own.
IMAGES, BACKUP_DAYS = 20, 35
#: X-Ray takes one trace a second, and of those beyond it one in twenty.
TRACED_BEYOND = 0.05


def cost(usage: Usage, prices: Prices, measured: Measured | None = None) -> dict[str, float]:
    """Dollars per month by service. Free tiers are left out: a small installation pays less than this."""
    m = measured or Measured()
    replies = usage.inbound * m.replies_per_message
    messages = usage.inbound + replies
    parts = {
        "Fargate (runners)": _runners(usage, prices, m),
        "DynamoDB": _tables(usage, prices, m, replies, messages),
        "Lambda": _functions(usage, prices, m, replies, messages),
        "API Gateway": _gateway(usage, prices, m, messages),
        "SQS and EventBridge": _queues(usage, prices, m, replies, messages),
        "S3 and CloudFront": _files(usage, prices),
        "EFS (profiles)": _profiles(usage, prices, m),
        "ECR (runners' images)": IMAGES * m.image_gb * prices["ecr"]["gb_month"],
        "Logs, traces, alarms, secrets": _watching(usage, prices, m, replies, messages),
    }
    if usage.ai:
        parts["Model"] = replies * _per(prices["model"], m)
    return parts


def tasks(usage: Usage, measured: Measured | None = None) -> int:
    """How many runner tasks hold the sessions, whichever of memory and processor is short first."""
    m = measured or Measured()
    by_memory = (TASK_GB * 1024 * USABLE - m.runner_mb) / m.session_mb
    by_processor = TASK_VCPU * USABLE / m.session_vcpu
    return math.ceil(usage.sessions / math.floor(min(by_memory, by_processor)))


def _runners(usage: Usage, prices: Prices, m: Measured) -> float:
    p = prices["fargate"]
    hour = TASK_VCPU * p["vcpu_hour"] + TASK_GB * p["gb_hour"]
    if not usage.private:
        return tasks(usage, m) * (hour + p["public_address_hour"]) * HOURS
    # Files and tables go through the endpoints, which cost nothing; the rest goes through one gateway with one address.
    passed_on = usage.sessions * m.outside_mb_day * 30.4 / 1024 * p["nat_gb"]
    return tasks(usage, m) * hour * HOURS + (p["nat_hour"] + p["public_address_hour"]) * HOURS + passed_on


def _tables(usage: Usage, prices: Prices, m: Measured, replies: float, messages: float) -> float:
    p = prices["dynamodb"]
    leases = usage.sessions * HOURS * 3600 / HEARTBEAT_SECONDS
    writes = usage.inbound * m.writes_inbound + replies * m.writes_reply
    writes += messages * m.writes_runtime_per_message + leases
    # Each runner looks for waiting messages of each of its bots every two seconds, at half a unit.
    reads = messages * m.reads_per_message + usage.sessions * HOURS * 3600 / 2 * 0.5
    stored = messages * usage.months_kept * m.item_kb / 1024**2
    return (
        writes / MILLION * p["write_million"]
        + reads / MILLION * p["read_million"]
        + stored * (p["storage_gb_month"] * 2 + p["point_in_time_gb_month"])
    )


def _functions(usage: Usage, prices: Prices, m: Measured, replies: float, messages: float) -> float:
    p = prices["lambda"]
    thinking = m.answer_seconds if usage.ai else m.receive_seconds
    gb_seconds = (
        usage.inbound * m.receive_seconds * FUNCTION_GB["receive"]
        + replies * thinking * FUNCTION_GB["answer"]
        + messages * m.relay_seconds * FUNCTION_GB["relay"]
        + _calls(usage, m) * m.call_seconds * FUNCTION_GB["api_handler"]
    )
    requests = _requests(usage, m, replies, messages)
    return requests / MILLION * p["request_million"] + gb_seconds * p["gb_second"]


def _calls(usage: Usage, m: Measured) -> float:
    """What the pages ask of the REST API in a month."""
    return usage.tenants * usage.people * m.calls_per_person_day * 22


def _requests(usage: Usage, m: Measured, replies: float, messages: float) -> float:
    """How often functions are called in a month."""
    return usage.inbound + replies + messages + _calls(usage, m)


def _gateway(usage: Usage, prices: Prices, m: Measured, messages: float) -> float:
    p = prices["api_gateway"]
    open_pages = usage.tenants * usage.people
    calls = _calls(usage, m)
    minutes = open_pages * 8 * 60 * 22 + tasks(usage, m) * HOURS * 60
    frames = messages * m.events_per_message * m.socket_frames_per_event
    return (
        calls / MILLION * p["rest_million"]
        + frames / MILLION * p["socket_message_million"]
        + minutes / MILLION * p["socket_minute_million"]
    )


def _queues(usage: Usage, prices: Prices, m: Measured, replies: float, messages: float) -> float:
    # An entry is sent, received and deleted; an idle queue is polled by Lambda about 15 times a minute.
    polls = 3 * HOURS * 60 * 15
    fifo, standard = usage.inbound * 3, replies * 3 + polls
    return (
        fifo / MILLION * prices["sqs"]["fifo_million"]
        + standard / MILLION * prices["sqs"]["standard_million"]
        + messages * m.events_per_message / MILLION * prices["eventbridge"]["event_million"]
    )


def _files(usage: Usage, prices: Prices) -> float:
    files = usage.inbound * usage.media_share
    gigabytes = files * usage.media_mb / 1024
    pages = usage.tenants * usage.people * 22
    return (
        gigabytes * usage.months_kept * prices["s3"]["gb_month"]
        + files / 1000 * prices["s3"]["put_thousand"]
        + files * 2 / 1000 * prices["s3"]["get_thousand"]
        + (gigabytes + pages * 0.0005) * prices["cloudfront"]["gb"]
        + pages * 30 / 10_000 * prices["cloudfront"]["request_ten_thousand"]
    )


def _profiles(usage: Usage, prices: Prices, m: Measured) -> float:
    p = prices["efs"]
    kept = usage.sessions * m.profile_mb * 2 / 1024
    written = usage.sessions * m.profile_writes_mb_day * 30.4 / 1024
    # What a day changed is kept as long as that day's backup is.
    backed_up = kept + usage.sessions * m.profile_writes_mb_day * BACKUP_DAYS / 1024
    return kept * p["gb_month"] + written * (p["write_gb"] + p["read_gb"] / 4) + backed_up * p["backup_gb_month"]


def _watching(usage: Usage, prices: Prices, m: Measured, replies: float, messages: float) -> float:
    p = prices["fixed"]
    requests, most = _requests(usage, m, replies, messages), HOURS * 3600
    traces = min(requests, most) + max(0, requests - most) * TRACED_BEYOND
    logs = messages * m.log_kb_per_message / 1024**2 * prices["logs"]["ingested_gb"]
    traced = traces / MILLION * prices["xray"]["trace_million"]
    return (
        logs + traced + 2 * p["secret_month"] + p["key_month"] + ALARM_METRICS * p["alarm_month"] + p["dashboard_month"]
    )


def _per(model: Mapping[str, float], m: Measured) -> float:
    return (m.tokens_in * model["input_million"] + m.tokens_out * model["output_million"]) / MILLION
