"""Linking a page with a phone: rotating QR codes, pairing codes, scan."""

import asyncio
import contextlib
import secrets
import string

from simulator.errors import RefusalError
from simulator.exchange import Exchange
from simulator.hub import PageConnection
from simulator.model import Device

_CODES_SHOWN = 6
_CONFIRM_SECONDS = 10.0
_CODE_SECONDS = 160.0
_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTVWXYZ"


class Pairing:
    """Hands out codes and takes scans."""

    def __init__(self, exchange: Exchange, qr_seconds: float) -> None:
        self._exchange = exchange
        self._qr_seconds = qr_seconds
        self._rotations: dict[str, asyncio.Task[None]] = {}

    def start(self, page: PageConnection) -> None:
        """Show codes on a page, from the first one on."""
        self.stop(page)
        self._rotations[page.id] = asyncio.create_task(self._rotate(page))

    def stop(self, page: PageConnection) -> None:
        """Show no more codes on a page."""
        rotation = self._rotations.pop(page.id, None)
        if rotation:
            rotation.cancel()
        if page.ref:
            page.old_refs.append(page.ref)
        page.ref = None

    async def _rotate(self, page: PageConnection) -> None:
        while self._exchange.faults.find("no_qr", page.id):
            await asyncio.sleep(0.1)
        for shown in range(_CODES_SHOWN):
            if page.ref:
                page.old_refs.append(page.ref)
            page.ref = f"2@{secrets.token_urlsafe(48)}"
            page.send({"t": "ref", "ref": page.ref})
            self._exchange.hub.publish({"type": "devices"})
            await asyncio.sleep(self._qr_seconds * (3 if shown == 0 else 1))
        page.old_refs.append(page.ref or "")
        page.ref = None
        page.send({"t": "ref", "ref": None})
        self._exchange.hub.publish({"type": "devices"})

    def offer_code(self, page: PageConnection, phone: str) -> str:
        """Make the 8-letter code with which a phone links the page without a scan."""
        self._exchange.phones.get(phone)
        code = "".join(secrets.choice(_ALPHABET) for _ in range(8))
        page.link_code = (phone, code)
        asyncio.get_running_loop().call_later(_CODE_SECONDS, self._expire, page, code)
        self._exchange.hub.publish({"type": "devices"})
        return f"{code[:4]}-{code[4:]}"

    def _expire(self, page: PageConnection, code: str) -> None:
        if page.link_code is not None and page.link_code[1] == code:
            page.link_code = None
            self._exchange.hub.publish({"type": "devices"})

    async def scan(self, number: str, qr: str) -> Device:
        """Link the page that shows a code; raises RefusalError (422 unreadable or expired, 504 no answer)."""
        self._exchange.phones.get(number)
        parts = [part.strip() for part in qr.strip().split(",")]
        if len(parts) not in {4, 5} or not all(parts):
            detail = (
                "This is no WhatsApp Web QR code. Copy the whole text of the code on the page: four parts with commas."
            )
            raise RefusalError(422, "unreadable_qr", detail)
        for page in self._exchange.hub.pages:
            # Some clients append the platform as a fifth part; the phone links all the same.
            if page.qr == ",".join(parts[:4]):
                return await self._link(number, page)
            if parts[0] in page.old_refs or page.ref == parts[0]:
                raise RefusalError(
                    422, "expired_qr", "This QR code has expired. Scan the code that the page shows now."
                )
        detail = "No open WhatsApp Web page shows this QR code. Scan the one it shows now; GET /devices lists them."
        raise RefusalError(422, "unknown_qr", detail)

    async def enter_code(self, number: str, code: str) -> Device:
        """Link the page that asked for a pairing code for this phone; raises RefusalError (422)."""
        self._exchange.phones.get(number)
        typed = "".join(letter for letter in code.upper() if letter in string.ascii_uppercase + string.digits)
        for page in self._exchange.hub.pages:
            if page.link_code == (number, typed):
                return await self._link(number, page)
        raise RefusalError(
            422,
            "wrong_code",
            "No open page shows this pairing code for this phone. Check it, or ask the page for a new one.",
        )

    async def _link(self, number: str, page: PageConnection) -> Device:
        phone = self._exchange.phones.get(number)
        if page.paired:
            raise RefusalError(409, "already_linking", "Another phone is linking this page at this moment.")
        device = self._exchange.devices.link(number)
        page.pairing, page.paired = device, asyncio.get_running_loop().create_future()
        names = {"me": f"{phone.number}@c.us", "lid": f"{phone.lid}@lid", "name": phone.name}
        page.send({"t": "paired", "token": device.token, **names})
        with contextlib.suppress(TimeoutError, asyncio.CancelledError):
            await asyncio.wait_for(asyncio.shield(page.paired), _CONFIRM_SECONDS)
        confirmed = page.paired.done() and not page.paired.cancelled()
        page.pairing = page.paired = page.link_code = None
        if not confirmed:
            self._exchange.devices.unlink(device.id)
            raise RefusalError(
                504, "page_gone", "The page did not confirm the link. Open it again and scan the new code."
            )
        self._exchange.hub.publish({"type": "devices"})
        return device
