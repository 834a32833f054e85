"""Functions are given what was written to a table before and after a restart of the emulator, once."""

import json
from pathlib import Path

from infra.local.emulator.streams import BEFORE, RECORDS
from tests.unit.local.emulator import beside_ministack

RUN = """
streams.apply()
from ministack.core import persistence
from ministack.services import dynamodb, lambda_svc
for name, module in (("dynamodb", dynamodb), ("lambda", lambda_svc)):
    state = persistence.load_state(name)
    if state:
        module.load_persisted_state(state)

STREAM = "arn:aws:dynamodb:us-east-1:000000000000:table/t/stream/1"
def write(*names):
    for name in names:
        dynamodb._stream_records.setdefault("t", []).append({"eventID": name, "dynamodb": {}})
def read(limit):
    place = lambda_svc._dynamodb_stream_positions.get("reader", dynamodb.stream_start_position("t"))
    batch = dynamodb.stream_records_since("t", max(place, dynamodb.stream_start_position("t")), limit)
    lambda_svc._dynamodb_stream_positions["reader"] = max(place, dynamodb.stream_start_position("t")) + len(batch)
    return [one["eventID"] for one in batch]
def save(*names):
    persistence.save_all({name: {"dynamodb": dynamodb, "lambda": lambda_svc}[name].get_state for name in names})
"""

FIRST = (
    RUN
    + """
dynamodb._tables["t"] = {"LatestStreamArn": STREAM, "items": {}, "TableName": "t"}
lambda_svc._esms["reader"] = {"UUID": "reader", "EventSourceArn": STREAM, "Enabled": False}
write("a", "b", "c", "d")
taken = read(3)
"""
)


def test_what_was_not_read_yet_is_read_after_a_restart_and_nothing_twice(tmp_path: Path) -> None:
    assert beside_ministack(FIRST + 'save("dynamodb", "lambda"); print(json.dumps(taken))', tmp_path) == ["a", "b", "c"]
    second = RUN + 'write("e"); taken = read(9); save("dynamodb", "lambda"); print(json.dumps(taken))'
    assert beside_ministack(second, tmp_path) == ["d", "e"]
    assert beside_ministack(RUN + 'write("f"); print(json.dumps(read(9)))', tmp_path) == ["f"]


def test_a_place_that_was_saved_later_than_the_stream_leaves_nothing_out(tmp_path: Path) -> None:
    """As after a kill between the two files, of which each is saved by itself."""
    code = FIRST + 'save("dynamodb"); write("lost", "lost"); read(9); save("lambda"); print(json.dumps(None))'
    beside_ministack(code, tmp_path)
    assert beside_ministack(RUN + 'read(9); write("e"); print(json.dumps(read(9)))', tmp_path) == ["e"]


def test_state_from_before_streams_were_kept_is_read_on_from_its_end(tmp_path: Path) -> None:
    beside_ministack(FIRST + 'save("dynamodb", "lambda"); print(json.dumps(None))', tmp_path)
    file = tmp_path / "state" / "dynamodb.json"
    state = json.loads(file.read_text())
    for added in (RECORDS, BEFORE):
        del state["payload"][added]
    file.write_text(json.dumps(state))
    assert beside_ministack(RUN + 'write("e"); print(json.dumps(read(9)))', tmp_path) == ["e"]
