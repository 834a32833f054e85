"""Tells ECS not to stop this task when it scales in, for as long as the task holds bots."""

import asyncio
import logging
import time
from collections.abc import Callable

import httpx

logger = logging.getLogger(__name__)

EXPIRES_MINUTES = 60
RENEW_SECONDS = 20 * 60.0
LOOK_SECONDS = 2.0
TIMEOUT_SECONDS = 5.0


class TaskProtection:
    """Keeps the protection as it should be. `agent` is the address that ECS gives its tasks, `holds` whether we do."""

    def __init__(
        self,
        agent: str,
        holds: Callable[[], bool],
        *,
        look: float = LOOK_SECONDS,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._url = f"{agent.rstrip('/')}/task-protection/v1/state"
        self._holds = holds
        self._look = look
        self._monotonic = monotonic
        self._protected = False
        self._told_at = 0.0

    async def run(self) -> None:
        """Until cancelled. An agent that refuses is asked again: a drain saves what protection could not."""
        async with httpx.AsyncClient(timeout=TIMEOUT_SECONDS, trust_env=False) as client:
            while True:
                wanted = self._holds()
                if wanted != self._protected or (wanted and self._monotonic() - self._told_at > RENEW_SECONDS):
                    await self._tell(client, protected=wanted)
                await asyncio.sleep(self._look)

    async def _tell(self, client: httpx.AsyncClient, *, protected: bool) -> None:
        body: dict[str, bool | int] = {"ProtectionEnabled": protected}
        if protected:
            # It outlives a task that forgets to renew it by so much, and no more.
            body["ExpiresInMinutes"] = EXPIRES_MINUTES
        # ECS counts from when it was asked, and not from when we heard that it agrees.
        asked_at = self._monotonic()
        try:
            answer = await client.put(self._url, json=body)
            answer.raise_for_status()
            failure = answer.json().get("failure") or answer.json().get("error")
        except (httpx.HTTPError, ValueError) as error:
            failure = repr(error)
        if failure:
            logger.warning("task protection not changed", extra={"protected": protected, "why": str(failure)})
            return
        self._protected, self._told_at = protected, asked_at
        logger.info("task protection changed", extra={"protected": protected})
