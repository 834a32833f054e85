"""What people do to messages that exist: read, react, edit, delete for everyone, type."""

from collections.abc import Callable

from simulator.clock import now_ms
from simulator.errors import RefusalError
from simulator.exchange import Exchange
from simulator.model import Json, Message
from simulator.wire import Viewpoint


class Actions:
    """Each action is the same from a phone and from a linked device of it."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self._messages = exchange.messages

    def message(self, number: str, peer: str, message_id: str) -> Message:
        """Find a message of a conversation by its id, or raise RefusalError (404)."""
        message = self._messages.in_conversation(number, peer, message_id)
        if message:
            return message
        raise RefusalError(404, "no_such_message", f"{number} and {peer} have no message {message_id}.")

    def read(self, number: str, peer: str, *, device_id: str | None = None) -> int:
        """Read a chat: what others wrote gets ack 3; returns how many messages were unread."""
        unread = self._messages.unread(number, peer)
        if not unread:
            return 0
        self._messages.mark_read(number, peer, unread[-1].seq)
        for message in unread:
            self._exchange.raise_ack(message, 3)
        view = self._exchange.view(number)
        chat = peer if peer.endswith("@g.us") else view.address(peer)
        self._exchange.notify([number], lambda _: {"e": "read", "chat": chat}, but=device_id)
        self._exchange.hub.publish({"type": "messages", "numbers": [number, peer]})
        return len(unread)

    def react(self, number: str, message: Message, emoji: str, *, device_id: str | None = None) -> None:
        """React to a message; an empty emoji takes the reaction back."""
        self._messages.react(message, number, emoji)

        def event(view: Viewpoint) -> Json:
            who = view.address(number) if not message.is_group else f"{self._exchange.phones.get(number).lid}@lid"
            mine = {"from": who, "from_me": view.number == number, "emoji": emoji, "time_ms": now_ms()}
            return {
                "e": "reaction",
                "chat": view.chat_of(message),
                "id": message.id,
                **self._target(view, message),
                **mine,
            }

        self._tell(message, event, device_id)

    def vote(self, number: str, message: Message, options: list[str]) -> None:
        """Choose in a poll; no options take the vote back."""
        known = (message.extra or {}).get("options", [])
        if message.type != "poll" or any(option not in known for option in options):
            raise RefusalError(422, "bad_vote", f"The message {message.id} is no poll with these options.")
        self._messages.vote(message, number, options)

        def event(view: Viewpoint) -> Json:
            chosen = {"from": view.address(number), "from_me": view.number == number}
            about = {"e": "vote", "chat": view.chat_of(message), "id": message.id, **self._target(view, message)}
            return {**about, **chosen, "options": [known.index(option) for option in options], "time_ms": now_ms()}

        self._tell(message, event, None)

    def edit(self, number: str, message: Message, text: str, *, device_id: str | None = None) -> None:
        """Edit one's own text."""
        self._own(number, message)
        self._messages.edit(message, text)

        def event(view: Viewpoint) -> Json:
            about = view.message(message)
            kept = {name: about[name] for name in ("chat", "id", "from_me", "author")}
            return {"e": "edit", **kept, "text": text, "time_ms": now_ms()}

        self._tell(message, event, device_id)

    def revoke(self, number: str, message: Message, *, device_id: str | None = None) -> None:
        """Delete one's own message for everyone."""
        self._own(number, message)
        self._messages.revoke(message)

        def event(view: Viewpoint) -> Json:
            about = view.message(message)
            kept = {name: about[name] for name in ("chat", "id", "from_me", "author")}
            return {"e": "revoke", **kept, "time_ms": now_ms()}

        self._tell(message, event, device_id)

    def typing(self, number: str, peer: str, state: str) -> None:
        """Show others that somebody types, records or stopped; not stored, and told only to pages that asked for it."""
        for other in self._exchange.recipients(number, peer):
            self._exchange.hub.publish(
                {"type": "typing", "number": other, "from": number, "chat": peer, "state": state}
            )
            view = self._exchange.view(other)
            chat = peer if peer.endswith("@g.us") else view.address(number)
            for page in self._exchange.hub.following(other, peer if peer.endswith("@g.us") else number):
                page.send({"t": "typing", "chat": chat, "from": view.address(number), "state": state})

    def presence(self, number: str, *, online: bool) -> None:
        """Tell the pages of those who write with somebody that they came or went."""
        for peer in self._messages.peers(number):
            if not peer.endswith("@g.us"):
                for page in self._exchange.hub.following(peer, number):
                    page.send({"t": "presence", "chat": self._exchange.view(peer).address(number), "online": online})

    def _tell(self, message: Message, event: Callable[[Viewpoint], Json], device_id: str | None) -> None:
        numbers = [message.sender, *self._exchange.recipients(message.sender, message.recipient)]
        self._exchange.notify(numbers, event, but=device_id)
        self._exchange.hub.publish({"type": "messages", "numbers": numbers, "id": message.id})

    @staticmethod
    def _target(view: Viewpoint, message: Message) -> Json:
        return {"target_from_me": message.sender == view.number}

    @staticmethod
    def _own(number: str, message: Message) -> None:
        if message.sender != number:
            raise RefusalError(403, "not_yours", f"Only {message.sender} can change the message {message.id}.")
        if message.revoked:
            raise RefusalError(409, "revoked", f"The message {message.id} was deleted for everyone.")
