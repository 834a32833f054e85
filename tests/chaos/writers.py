"""Writes what the plan says: customers on their phones, and a vendor through the API."""

import asyncio
import logging
import time
from collections import defaultdict

import httpx

from tests.chaos.fleet import Fleet
from tests.chaos.plan import Writing
from tests.e2e.client import Api

logger = logging.getLogger(__name__)

AGAIN_SECONDS = 0.7

FINAL = (400, 401, 403, 404, 413, 422)
"""Answers that no repetition changes."""


class Writers:
    """Each chat has a lane for the customer and one for the vendor, in which one message follows another.

    What fails is tried again: a vendor's message with its idempotency key, so that it must not appear twice.
    """

    def __init__(self, fleet: Fleet, deadline: float) -> None:
        self._fleet = fleet
        self._deadline = deadline
        self._lanes: dict[tuple[int, bool], asyncio.Lock] = defaultdict(asyncio.Lock)
        self._vendor = Api(fleet.stack, "vendor")
        self._leads: dict[int, str] = {}
        #: Texts that WhatsApp or the API took.
        self.written: list[str] = []
        #: Why some were not taken.
        self.refused: list[str] = []

    async def play(self, writings: tuple[Writing, ...], begun: float) -> None:
        """Write everything at its time; returns when all is taken or the deadline has come."""
        options = httpx.Limits(max_connections=20)
        api = {"base_url": self._vendor.http.base_url, "headers": self._vendor.http.headers}
        async with (
            httpx.AsyncClient(base_url=self._fleet.simulator, timeout=20, limits=options) as phones,
            httpx.AsyncClient(**api, cookies=self._vendor.http.cookies, timeout=15) as people,  # type: ignore[arg-type]
            asyncio.TaskGroup() as group,
        ):
            for writing in writings:
                await asyncio.sleep(max(0.0, begun + writing.at - time.monotonic()))
                group.create_task(self._in_lane(writing, people if writing.by_vendor else phones))

    async def _in_lane(self, writing: Writing, client: httpx.AsyncClient) -> None:
        async with self._lanes[writing.customer, writing.by_vendor]:
            last = "its time was over"
            while time.monotonic() < self._deadline:
                try:
                    taken = await (self._offer if writing.by_vendor else self._ask)(writing, client)
                except httpx.HTTPStatusError as error:
                    taken, last = False, f"{error.response.status_code} {error.response.text[:200]}"
                    if error.response.status_code in FINAL:
                        break
                except httpx.HTTPError as error:
                    taken, last = False, repr(error)
                if taken:
                    self.written.append(writing.text)
                    return
                await asyncio.sleep(AGAIN_SECONDS)
            self.refused.append(f"{writing.text}: {last}")

    async def _ask(self, writing: Writing, phones: httpx.AsyncClient) -> bool:
        pair = self._fleet.pairs[writing.customer]
        body = {"to": pair.bot, "text": writing.text}
        answer = await phones.post(f"/phones/{pair.customer}/messages", json=body)
        answer.raise_for_status()
        return True

    async def _offer(self, writing: Writing, people: httpx.AsyncClient) -> bool:
        lead = await self._lead(writing.customer, people)
        if lead is None:
            return False
        key = {"Idempotency-Key": writing.text.partition(",")[0].replace(" ", "-").lower()}
        answer = await people.post(f"/leads/{lead}/messages", json={"text": writing.text}, headers=key)
        answer.raise_for_status()
        return True

    async def _lead(self, customer: int, people: httpx.AsyncClient) -> str | None:
        if customer not in self._leads:
            answer = await people.get("/leads", params={"bot_id": self._fleet.bot_of(customer), "limit": 100})
            chat = f"{self._fleet.customers[customer]}@c.us"
            found = [lead["id"] for lead in answer.raise_for_status().json()["items"] if lead["chat_id"] == chat]
            if not found:
                return None
            self._leads[customer] = found[0]
        return self._leads[customer]
