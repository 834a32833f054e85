"""WhatsApp's servers: accept messages, deliver them to phones and linked devices, carry acks back."""

import asyncio
from collections.abc import Callable, Iterable

from simulator.clock import now_ms
from simulator.devices import DeviceRegistry
from simulator.errors import RefusalError
from simulator.faults import FaultBoard
from simulator.hub import Hub, PageConnection
from simulator.messages import MessageLog
from simulator.model import Device, Draft, Json, Message
from simulator.phones import PhoneBook
from simulator.wire import Viewpoint


class Exchange:
    """Moves messages and what happens to them between phones and devices."""

    def __init__(
        self, phones: PhoneBook, messages: MessageLog, devices: DeviceRegistry, hub: Hub, faults: FaultBoard
    ) -> None:
        self.phones = phones
        self.messages = messages
        self.devices = devices
        self.hub = hub
        self.faults = faults

    def view(self, number: str) -> Viewpoint:
        """The world as an account sees it."""
        return Viewpoint(self.phones, self.messages, number)

    def accept(self, draft: Draft, *, resend: bool = False) -> tuple[Message, bool]:
        """Take a message from a phone or a device; the flag says whether it is new, and so to be delivered.

        Raises RefusalError (404) for unknown recipients.
        """
        recipients = self.recipients(draft.sender, draft.recipient)
        message, new = self.messages.accept(draft, resend=resend)
        if new:
            self.messages.mark_read(draft.sender, draft.recipient, message.seq)
        self._changed(message, recipients)
        return message, new

    def deliver(self, message: Message) -> None:
        """Bring a new message to everybody's devices; the sender learns by an ack when it reached one."""
        recipients = self.recipients(message.sender, message.recipient)
        for number in dict.fromkeys([message.sender, *recipients]):
            for device in self.devices.of(number):
                if device.id != message.device_id:
                    self._deliver(device, message)
        if any(self._reachable(number) for number in recipients if number != message.sender):
            self.raise_ack(message, 2)

    def recipients(self, sender: str, recipient: str) -> list[str]:
        """The numbers a chat leads to; raises RefusalError when there is none or the sender is not in the group."""
        self.phones.get(sender)
        if not recipient.endswith("@g.us"):
            return [self.phones.get(recipient).number]
        members = self.phones.group(recipient).members
        if sender not in members:
            raise RefusalError(403, "not_in_group", f"{sender} is not in the group {recipient}.")
        return [number for number in members if number != sender]

    def raise_ack(self, message: Message, ack: int) -> None:
        """Raise a message's ack and tell the sender's devices."""
        if not self.messages.raise_ack(message, ack):
            return
        reader = message.recipient if not message.is_group else None
        for device in self.devices.of(message.sender):
            self.when_acks_allow(device, ack, lambda d=device: self._receipt(d, message, ack), message.recipient)  # type: ignore[misc]
        self._changed(message, [reader] if reader else [])

    def when_acks_allow(self, device: Device, ack: int, act: Callable[[], None], chat: str) -> None:
        """Act now, later, or never, as the faults of acks say. `chat`: whom the message is to."""
        dropped = self.faults.find("drop_acks", device.number, device.id)
        if dropped and ack in dropped.params["levels"] and dropped.params["chat"] in {"", chat}:
            self.faults.strike("drop_acks", device.number, device.id)
            return
        delayed = self.faults.find("delay_acks", device.number, device.id)
        if delayed and ack in delayed.params["levels"]:
            self.faults.strike("delay_acks", device.number, device.id)
            asyncio.get_running_loop().call_later(delayed.params["ms"] / 1000, act)
            return
        act()

    def notify(self, numbers: Iterable[str], event: Callable[[Viewpoint], Json], *, but: str | None = None) -> None:
        """Queue an event for all devices of some accounts, each from its own viewpoint."""
        for number in dict.fromkeys(numbers):
            for device in self.devices.of(number):
                if device.id != but:
                    self.push(device, event(self.view(number)))

    def push(self, device: Device, event: Json) -> None:
        """Queue an event for a device, and send it when its page is there and not deaf."""
        seq = self.devices.enqueue(device.id, event)
        page = self.hub.of_device(device.id)
        if page is None or not page.ready:
            return
        if page.behind or self.faults.find("deaf", device.number, device.id):
            page.behind = True
            self.catch_up(page)
        else:
            self.transmit(page, seq, event)

    def catch_up(self, page: PageConnection) -> None:
        """Send a page, in order, what its device has queued and it was not sent yet."""
        device = page.device
        if device is None or not (page.ready and page.behind) or self.faults.find("deaf", device.number, device.id):
            return
        page.behind = False
        for seq, event in self.devices.queued(device.id):
            if seq > page.last_seq:
                self.transmit(page, seq, event)

    def transmit(self, page: PageConnection, seq: int, event: Json) -> None:
        """Send a queued event to a page, twice when the fault says so."""
        page.last_seq = seq
        device = page.device
        names = (device.number, device.id) if device else ()
        times = 2 if self.faults.strike("duplicate_delivery", *names) else 1
        for _ in range(times):
            page.send({"t": "event", "seq": seq, "event": event})

    def _reachable(self, number: str) -> bool:
        if self.phones.get(number).online:
            return True
        return any(self.hub.of_device(device.id) for device in self.devices.of(number))

    def _deliver(self, device: Device, message: Message) -> None:
        slow = self.faults.strike("delay_delivery", device.number, device.id)
        if slow:
            asyncio.get_running_loop().call_later(slow.params["ms"] / 1000, self._push_message, device, message)
        else:
            self._push_message(device, message)

    def _push_message(self, device: Device, message: Message) -> None:
        view = self.view(device.number)
        secret = message.sender != device.number and self.faults.strike("ciphertext", device.number, device.id)
        shown = view.message(message, as_ciphertext=bool(secret))
        self.push(device, {"e": "message", "message": shown, "contact": view.contact(message)})
        if secret and secret.params["upgrade_ms"] is not None:
            delay = secret.params["upgrade_ms"] / 1000
            asyncio.get_running_loop().call_later(delay, self._upgrade, device, message)

    def _upgrade(self, device: Device, message: Message) -> None:
        view = self.view(device.number)
        self.push(device, {"e": "upgrade", "message": view.message(message), "contact": view.contact(message)})

    def _receipt(self, device: Device, message: Message, ack: int) -> None:
        chat = self.view(device.number).chat_of(message)
        event = {
            "e": "receipt",
            "chat": chat,
            "ids": [message.id],
            "ack": ack,
            "participant": None,
            "time_ms": now_ms(),
        }
        self.push(device, event)

    def _changed(self, message: Message, others: Iterable[str]) -> None:
        self.hub.publish({"type": "messages", "numbers": [message.sender, *others], "id": message.id})
