"""What Flotilla corrects in MiniStack: each test fails when a new version moved the private part, or mended it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from flotilla.domain.planning import next_runs
from flotilla.domain.schedules import Cron
from infra.local.config import ROOT
from infra.local.emulator.guard import PINNED_VERSION
from tests.unit.local.emulator import beside_ministack

SCHEDULES = """
schedules.apply()
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo
from ministack.services import scheduler, eventbridge
fired = []
eventbridge._invoke_target = lambda target, event, rule, view=None: fired.append(rule["Name"])
def tick(times=2):
    for _ in range(times):
        scheduler._tick_schedules()
    time.sleep(0.2)  # They are called in a thread.
def add(name, expression, zone, after="DELETE", ago=0):
    scheduler._schedules[f"default/{name}"] = {
        "Name": name, "Arn": name, "State": "ENABLED", "ScheduleExpression": expression, "Target": {"Arn": "a"},
        "ScheduleExpressionTimezone": zone, "ActionAfterCompletion": after, "LastModificationDate": time.time() - ago,
    }
def here(zone, **later):
    return (datetime.now(ZoneInfo(zone)) + timedelta(**later)).replace(tzinfo=None, microsecond=0)
def at(moment):
    return f"at({moment.isoformat()})"
def kept():
    return sorted(key[2] for key in scheduler._schedules._data)
"""


def test_the_version_is_the_one_that_the_corrections_were_written_for(tmp_path: Path) -> None:
    code = "from importlib.metadata import version; print(json.dumps(version('ministack')))"
    assert beside_ministack(code, tmp_path) == PINNED_VERSION
    assert f"ministack=={PINNED_VERSION} " in (ROOT / "infra" / "local" / "ministack-requirements.txt").read_text()


def test_a_missing_private_part_is_named(tmp_path: Path) -> None:
    code = """
try:
    guard.private("services.scheduler", "_nobody_has_this")
except guard.EmulatorChangedError as error:
    print(json.dumps(str(error)))
"""
    assert "services.scheduler has no _nobody_has_this" in beside_ministack(code, tmp_path)


def test_one_off_schedules_fire_in_their_own_time_zone_once(tmp_path: Path) -> None:
    code = (
        SCHEDULES
        + """
add("due in Tokyo", at(here("Asia/Tokyo", seconds=-1)), "Asia/Tokyo")
add("due in Recife", at(here("America/Recife", seconds=-1)), "America/Recife")
add("later in Recife", at(here("America/Recife", hours=1)), "America/Recife")
add("due in UTC, kept", at(here("UTC", seconds=-1)), "UTC", after="NONE")
tick()
print(json.dumps([sorted(fired), kept()]))
"""
    )
    fired, kept = beside_ministack(code, tmp_path)
    assert fired == ["due in Recife", "due in Tokyo", "due in UTC, kept"]
    assert kept == ["default/due in UTC, kept", "default/later in Recife"]


def test_recurring_schedules_fire_in_their_own_time_zone(tmp_path: Path) -> None:
    code = (
        SCHEDULES
        + """
def cron(zone, **ago):
    moment = here(zone, **ago)
    return f"cron({moment.minute} {moment.hour} * * ? *)"
add("a minute ago in Tokyo", cron("Asia/Tokyo", minutes=-1), "Asia/Tokyo", ago=300)
add("an hour ahead in Tokyo", cron("Asia/Tokyo", hours=1), "Asia/Tokyo", ago=300)
add("every minute", "rate(1 minute)", "UTC", ago=61)
add("every hour", "rate(1 hour)", "UTC", ago=61)
tick()
print(json.dumps(sorted(fired)))
"""
    )
    assert beside_ministack(code, tmp_path) == ["a minute ago in Tokyo", "every minute"]


def test_a_schedule_that_is_edited_does_not_make_up_for_its_new_times(tmp_path: Path) -> None:
    code = (
        SCHEDULES
        + """
now = here("Asia/Tokyo")
add("daily", f"cron({now.minute} {now.hour} * * ? *)", "Asia/Tokyo", ago=600)
tick()
earlier = here("Asia/Tokyo", minutes=-5)
add("daily", f"cron({earlier.minute} {earlier.hour} * * ? *)", "Asia/Tokyo")
tick()
print(json.dumps(fired))
"""
    )
    assert beside_ministack(code, tmp_path) == ["daily"]


@pytest.mark.parametrize(
    ("zone", "expression", "after"),
    [
        ("America/New_York", "30 2 * * ? *", "2027-03-12T12:00"),
        ("America/New_York", "30 1 * * ? *", "2027-11-05T12:00"),
        ("America/Sao_Paulo", "30 0 * * ? *", "2018-11-02T12:00"),
        ("America/Sao_Paulo", "30 23 * * ? *", "2018-02-15T12:00"),
        ("Asia/Kolkata", "0 9 * * ? *", "2027-03-12T12:00"),
        ("Australia/Lord_Howe", "15 2 * * ? *", "2026-10-01T12:00"),
        ("Australia/Lord_Howe", "45 1 * * ? *", "2026-04-03T12:00"),
        ("Australia/Lord_Howe", "0/15 1-2 * * ? *", "2026-04-04T12:00"),
    ],
)
def test_changes_of_clocks_are_met_as_planned(tmp_path: Path, zone: str, expression: str, after: str) -> None:
    """What fires and what is planned are reckoned apart, and come to the same."""
    begin = datetime.fromisoformat(after).replace(tzinfo=UTC)
    planned = [moment.timestamp() for moment in next_runs(Cron(expression), zone, begin, 8)]
    code = (
        SCHEDULES
        + f"""
clock = {begin.timestamp()}
time.time = lambda: clock
add("it", "cron({expression})", "{zone}")
seen = []
while clock < {planned[-1]}:
    clock += 15 * 60
    scheduler._tick_schedules()
    if clock in scheduler._schedule_last_fired.values():
        seen.append(clock)
print(json.dumps(seen))
"""
    )
    assert beside_ministack(code, tmp_path) == planned


def test_schedules_are_looked_at_within_a_second(tmp_path: Path) -> None:
    code = SCHEDULES + "print(json.dumps(scheduler._SCHEDULE_TICK_INTERVAL))"
    assert beside_ministack(code, tmp_path) <= 1


QUEUES = """
pollers.apply()
import threading
from ministack.services import lambda_svc, sqs
"""


def test_fifo_groups_are_handled_in_parallel_and_none_twice_at_a_time(tmp_path: Path) -> None:
    """The limit is raised, and MiniStack itself never hands out a group that has a message in flight."""
    code = (
        QUEUES
        + """
limit = lambda_svc._sqs_esm_concurrency({}, {}, {}, {"is_fifo": True})
def message(number, group):
    return {"id": str(number), "group_id": group, "visible_at": 0, "receive_count": 0, "sent_at": number}
queue = {"is_fifo": True, "messages": [message(1, "a"), message(2, "a"), message(3, "b")]}
taken = [[one["id"] for one in sqs._collect_msgs(queue, 1, 60)] for _ in range(3)]
print(json.dumps([limit, taken]))
"""
    )
    limit, taken = beside_ministack(code, tmp_path)
    assert limit > 1
    assert taken == [["1"], ["3"], []]


def test_a_slow_stream_consumer_does_not_hold_up_the_queues(tmp_path: Path) -> None:
    code = (
        QUEUES
        + """
seen = []
started = threading.Event()
def slow_stream():
    started.set(); time.sleep(3); return False
lambda_svc._poll_dynamodb_streams = slow_stream
lambda_svc._poll_sqs = lambda: seen.append(time.monotonic()) or False
lambda_svc._ensure_poller()
started.wait(5)
before = len(seen)
for _ in range(5):
    lambda_svc._esm_wake.set(); time.sleep(0.1)
print(json.dumps(len(seen) - before))
"""
    )
    assert beside_ministack(code, tmp_path) >= 5


def test_state_is_saved_while_it_runs(tmp_path: Path) -> None:
    code = """
saving.SAVE_SECONDS = 0.2
from ministack import app
from ministack.services import sqs
saving.apply()
sqs._queues["q"] = {"messages": []}
time.sleep(1.5)
print(json.dumps(os.listdir(os.environ["STATE_DIR"])))
"""
    assert "sqs.json" in beside_ministack(code, tmp_path)


def test_code_is_hashed_once_and_written_again_where_it_went(tmp_path: Path) -> None:
    code = """
import hashlib, types
from ministack.services import lambda_svc
hashed = []
def counting(content):
    hashed.append(len(content)); return hashlib.sha256(content)
lambda_svc.hashlib = types.SimpleNamespace(sha256=counting)
saving.apply()
first, other = b"first" * 10, b"other" * 20
names = [lambda_svc._write_code_blob(one) for one in (first, first, other, first)]
kept = os.path.join(lambda_svc.CODE_BLOB_DIR, names[0] + ".zip")
os.remove(kept)
lambda_svc._write_code_blob(first)
print(json.dumps([hashed, names[0] == names[1] == names[3] != names[2], open(kept).read() == first.decode()]))
"""
    assert beside_ministack(code, tmp_path) == [[50, 100, 50], True, True]


WORKERS = """
from pathlib import Path
import io, zipfile
for name in ("ministack-lambda-old", "unpacked/a", "unpacked/b"):
    Path(name).mkdir(parents=True); time.sleep(0.02)
workers.apply(LAMBDA_PYTHON)
from ministack.core import lambda_runtime
def zipped(source):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("app.py", source)
    return content.getvalue()
CONFIG = {"Runtime": "python3.11", "Handler": "app.handler", "FunctionName": "stack-Function-123", "Timeout": 10,
          "FunctionArn": "arn:aws:lambda:us-east-1:000000000000:function:stack-Function-123"}
def call(source, count=1):
    made = [lambda_runtime.Worker("stack-Function-123", CONFIG, zipped(source)) for _ in range(count)]
    return [worker.invoke({}, "request") for worker in made]
"""


def test_workers_share_one_copy_of_their_code_and_old_copies_are_wiped(tmp_path: Path) -> None:
    code = (
        WORKERS
        + """
answers = call("import os\\ndef handler(event, context): return os.path.realpath(__file__)", 3)
print(json.dumps([[one["result"] for one in answers], sorted(os.listdir("unpacked")), os.listdir(".")]))
"""
    )
    places, unpacked, left = beside_ministack(code, tmp_path)
    assert len(set(places)) == 1
    assert "b" in unpacked, "the latest code of the run before stays warm"
    assert "a" not in unpacked
    assert "ministack-lambda-old" not in left


def test_workers_find_nothing_that_is_not_in_the_zip(tmp_path: Path) -> None:
    code = (
        WORKERS
        + """
source = '''
import importlib.util
def handler(event, context):
    return [name for name in ("boto3", "ministack", "yaml", "pydantic", "infra") if importlib.util.find_spec(name)]
'''
print(json.dumps(call(source)[0]["result"]))
"""
    )
    assert beside_ministack(code, tmp_path) == []


def test_workers_know_at_import_which_handler_they_run(tmp_path: Path) -> None:
    code = (
        WORKERS
        + """
source = "import os\\nSEEN = os.environ['_HANDLER']\\ndef handler(event, context): return SEEN"
print(json.dumps(call(source)[0]["result"]))
"""
    )
    assert beside_ministack(code, tmp_path) == "app.handler"


def test_what_functions_write_lands_in_one_file_failures_too(tmp_path: Path) -> None:
    code = (
        WORKERS
        + """
function_logs.apply(Path("functions.log"))
call("def handler(event, context): print('hello'); return 1")
call("def handler(event, context): raise ValueError('broken')")
print(json.dumps(Path("functions.log").read_text()))
"""
    )
    written = beside_ministack(code, tmp_path)
    assert "Function: hello" in written
    assert "Function: failed: broken" in written
    assert "ValueError" in written


def test_old_log_streams_are_forgotten(tmp_path: Path) -> None:
    code = """
from pathlib import Path
function_logs.apply(Path("functions.log"))
from ministack.services import cloudwatch_logs, lambda_svc
config = {"config": {"FunctionName": "f", "MemorySize": 1}}
for number in range(function_logs.STREAMS_KEPT + 20):
    lambda_svc._emit_lambda_logs(config, str(number), "line", False, 1)
streams = cloudwatch_logs._log_groups["/aws/lambda/f"]["streams"]
print(json.dumps([len(streams), "START RequestId: 319" in str(list(streams.values())[-1])]))
"""
    assert beside_ministack(code, tmp_path) == [300, True]


def test_batches_of_messages_need_the_permission_of_single_ones(tmp_path: Path) -> None:
    code = """
permissions.apply()
from ministack.core.iam_actions import extract_iam_action
def asked(action):
    return extract_iam_action("sqs", "POST", "/", {"x-amz-target": f"AmazonSQS.{action}"}, b"{}", {})
print(json.dumps([asked("SendMessageBatch"), asked("SendMessage"), asked("PurgeQueue")]))
"""
    assert beside_ministack(code, tmp_path) == ["sqs:SendMessage", "sqs:SendMessage", "sqs:PurgeQueue"]


def test_the_sites_port_serves_the_distribution_and_the_other_port_aws(tmp_path: Path) -> None:
    code = """
import asyncio
heard = []
async def inner(scope, receive, send):
    heard.append(dict(scope["headers"]).get(b"host", b"").decode())
both = site.Site(inner, 8000)
sent = []
async def send(message): sent.append(message)
async def ask(port, kind="http"):
    scope = {"type": kind, "server": ("127.0.0.1", port), "headers": [(b"host", b"localhost")]}
    await both(scope, None, send)
asyncio.run(ask(8000))
from ministack.services import cloudfront
cloudfront._distributions["E1"] = {"DomainName": "dabc.cloudfront.net"}
asyncio.run(ask(8000)); asyncio.run(ask(8001)); asyncio.run(ask(8000, "websocket"))
print(json.dumps([heard, sent[0]["status"], sent[-1]["type"]]))
"""
    heard, status, socket = beside_ministack(code, tmp_path)
    assert heard == ["dabc.cloudfront.localhost", "localhost"]
    assert status == 503
    assert socket == "websocket.close"


ENFORCED = """
from pathlib import Path
permissions_used.apply(Path("used.jsonl"))
from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id
from ministack.services import iam, sts
TABLE = "arn:aws:dynamodb:us-east-1:000000000000:table/stack-Table-1"
QUEUE = "arn:aws:sqs:us-east-1:000000000000:stack-Queue-1"
def statement(action, *resources):
    return {"Effect": "Allow", "Action": action, "Resource": list(resources)}
document = {"Version": "2012-10-17", "Statement": [
    statement("sqs:SendMessage", QUEUE), statement(["dynamodb:GetItem", "dynamodb:Query"], TABLE, TABLE + "/index/*")]}
principal = iam_evaluator.PrincipalInfo(
    arn="arn:aws:sts::000000000000:assumed-role/stack-Role-1/session", type="AssumedRole", account="000000000000",
    policies=[iam_evaluator.parse_policy_document(document)])
iam_evaluator.authenticate = lambda *_: None
iam_evaluator.resolve_principal = lambda *_: principal
def call(action, resource):
    service = action.split(":")[0]
    return iam_evaluator.enforce("key", action, service, "us-east-1", resource_arn=resource) is None
"""


def test_each_permission_that_a_role_uses_is_noted_once_and_what_it_is_denied(tmp_path: Path) -> None:
    code = (
        ENFORCED
        + """
done = [call("dynamodb:Query", TABLE + "/index/gsi1"), call("dynamodb:Query", TABLE + "/index/outbox"),
        call("sqs:SendMessage", QUEUE), call("dynamodb:PutItem", TABLE)]
lines = [json.loads(line) for line in Path("used.jsonl").read_text().splitlines()]
print(json.dumps([done, lines]))
"""
    )
    done, lines = beside_ministack(code, tmp_path)
    assert done == [True, True, True, False]
    assert [(one["action"], one["what"], one["decision"]) for one in lines] == [
        ("dynamodb:Query", "0/1/1", "allowed"),
        ("sqs:SendMessage", "0/0/0", "allowed"),
        ("dynamodb:PutItem", "arn:aws:dynamodb:us-east-1:000000000000:table/stack-Table-1", "denied"),
    ]
    assert {(one["role"], one["session"]) for one in lines} == {("stack-Role-1", "session")}
