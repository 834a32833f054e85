"""What Flotilla corrects in MiniStack: each test fails when a new version moved the private part, or mended it."""

from pathlib import Path

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
scheduler._tick_schedules(); scheduler._tick_schedules()
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
scheduler._tick_schedules(); scheduler._tick_schedules()
print(json.dumps(sorted(fired)))
"""
    )
    assert beside_ministack(code, tmp_path) == ["a minute ago in Tokyo", "every minute"]


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
