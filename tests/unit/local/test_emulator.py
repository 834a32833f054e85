"""What Flotilla corrects in MiniStack: each test fails when a new version moved the private part, or mended it."""

from pathlib import Path

from infra.local.config import ROOT
from infra.local.emulator.guard import PINNED_VERSION
from tests.unit.local.emulator import beside_ministack


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
