"""How many bots a runner takes."""

from runner.capacity import LEAST_BYTES, RESERVE_BYTES, SESSION_BYTES, expected_bytes, room_for

MB = 10**6


def test_room_follows_what_sessions_really_need() -> None:
    assert expected_bytes([]) == SESSION_BYTES
    assert expected_bytes([10 * MB]) == LEAST_BYTES
    assert expected_bytes([400 * MB, 800 * MB]) == 750 * MB
    plenty = RESERVE_BYTES + 3_000 * MB
    assert room_for(2, starting=0, limit=0, available=plenty, measured=[400 * MB, 400 * MB]) == 5
    # Each of the two may yet grow by 100 MB, and one that is starting will need its 500.
    assert room_for(3, starting=1, limit=0, available=plenty, measured=[400 * MB, 400 * MB]) == 4
    assert room_for(3, starting=0, limit=4, available=plenty, measured=[150 * MB]) == 1
    assert room_for(3, starting=0, limit=0, available=RESERVE_BYTES, measured=[150 * MB]) == 0
