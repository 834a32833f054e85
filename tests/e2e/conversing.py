"""A customer in conversation with the bot, and a bot that is set for a test and set back after it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.e2e.client import BOT_NUMBER, Api, Phone
from tests.stack import Stack, eventually


@contextmanager
def bot_with(api: Api, bot: str, **changes: Any) -> Iterator[None]:
    """The bot as the test needs it, quick to answer; as it was afterwards. The bot is the whole run's."""
    before = api.get(f"/bots/{bot}")
    names = ("burst_window_ms", "features", "fields", "required_fields", "language")
    asked = {"burst_window_ms": 200, **changes}
    answer = api.http.patch(f"/bots/{bot}", json=asked)
    assert answer.status_code == 200, answer.text
    try:
        yield
    finally:
        api.http.patch(f"/bots/{bot}", json={name: before[name] for name in names if name in asked}).raise_for_status()


@dataclass
class Customer:
    """Somebody with a phone who writes to the bot."""

    api: Api
    phone: Phone

    @classmethod
    def make(cls, stack: Stack, api: Api, number: str) -> "Customer":
        """With a number that no other test uses."""
        return cls(api, Phone.make(stack, number, f"Customer {number[-4:]} (sample)"))

    @property
    def heard(self) -> list[str | None]:
        """The texts that came from the bot's number, oldest first."""
        return [reply["text"] for reply in self.phone.replies(BOT_NUMBER)]

    @property
    def lead(self) -> Any:
        """The lead with its chat, once it is there."""
        found = eventually(lambda: self.api.lead_of(self.phone.chat), "the lead")
        return self.api.get(f"/leads/{found['id']}")

    def writes(self, text: str) -> None:
        """Write, and wait for nothing."""
        self.phone.write(BOT_NUMBER, text)

    def hears(self, count: int) -> str:
        """Wait until so many answers have come; the last of them. More are too many."""
        eventually(lambda: len(self.heard) >= count, f"{count} answers to {self.phone.number}")
        assert len(self.heard) == count
        return self.heard[-1] or ""

    def asks(self, text: str) -> str:
        """Write, and wait for the one answer."""
        count = len(self.heard)
        self.writes(text)
        return self.hears(count + 1)

    def messages(self) -> list[Any]:
        """The transcript."""
        items: list[Any] = self.api.get(f"/leads/{self.lead['id']}/messages?limit=100")["items"]
        return items

    def is_stored(self, text: str) -> None:
        """Wait until a text of this customer's is in the transcript and nothing is being made of it."""

        def settled() -> bool:
            stored = any(message["text"] == text for message in self.messages())
            return stored and not self.lead["chat"]["thinking"]

        eventually(settled, f"{text!r} stored and its turn over")
