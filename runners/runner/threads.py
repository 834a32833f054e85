"""Blocking calls off the event loop, in a bounded pool of threads."""

import asyncio
import contextvars
import functools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class Threads:
    """Repositories and queues are synchronous: their calls run here. `size` bounds how many run at once."""

    def __init__(self, size: int = 16) -> None:
        self._pool = ThreadPoolExecutor(max_workers=size, thread_name_prefix="io")

    async def __call__(self, call: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """The call's result, or its exception."""
        context = contextvars.copy_context()
        bound = functools.partial(context.run, call, *args, **kwargs)
        return await asyncio.get_running_loop().run_in_executor(self._pool, bound)

    def close(self) -> None:
        """Wait for running calls and end the threads."""
        self._pool.shutdown(wait=True, cancel_futures=True)
