"""Calls that come due together: one process runs them one after the other, and none waits for a slow one."""

import threading
import time
from pathlib import Path

from infra.local.emulator.calls import Line
from tests.stack import eventually
from tests.unit.local.emulator import beside_ministack


def test_they_wait_for_each_other() -> None:
    line, at_once, most = Line(), [0], [0]
    done: list[int] = []

    def call() -> None:
        at_once[0] += 1
        most[0] = max(most[0], at_once[0])
        time.sleep(0.01)
        at_once[0] -= 1
        done.append(len(done))

    for _ in range(8):
        line.add(call)
    eventually(lambda: len(done) == 8, "all have been called", 5)
    assert most == [1]


def test_one_that_hangs_or_fails_holds_up_no_other() -> None:
    line, hangs, done = Line(patience=0.05), threading.Event(), threading.Event()

    def hang() -> None:
        hangs.wait(10)

    line.add(hang)
    line.add(done.set)
    assert done.wait(5)
    hangs.set()


def test_a_function_is_waited_for_in_a_line_and_nowhere_else(tmp_path: Path) -> None:
    code = """
import threading
from ministack.services import eventbridge, lambda_svc
calls.apply()
seen = []
lambda_svc._get_func_record_for_ref = lambda arn: ({"config": {}}, {"FunctionName": "f"}, "f")
lambda_svc._execute_function_with_config_scope = lambda record, event: (time.sleep(0.1), seen.append(event))
eventbridge._dispatch_to_lambda("arn", '{"by": "a rule"}')
before = list(seen)
ended = threading.Event()
line = calls.Line()
line.add(lambda: (eventbridge._dispatch_to_lambda("arn", '{"by": "a schedule"}'), ended.set()))
ended.wait(5)
print(json.dumps([before, seen]))
"""
    before, seen = beside_ministack(code, tmp_path)
    assert before == []
    assert {"by": "a schedule"} in seen
