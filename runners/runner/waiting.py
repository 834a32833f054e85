"""Waiting for something, for a while.

`asyncio.wait_for` is avoided throughout: up to Python 3.11 it swallows a cancellation that comes as the wait ends, and
a session that can't be cancelled keeps its browser.
"""

import asyncio


async def is_set_within(event: asyncio.Event, seconds: float) -> bool:
    """Whether the event is set, or comes to be in so many seconds."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return False
    return True
