"""Sample things with fresh ids."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flotilla.domain.audit import Actor, ActorKind, AuditEntry, Subject, Whence
from flotilla.domain.bots import Answering, Bot, Desired
from flotilla.domain.chats import Chat, Mode
from flotilla.domain.ids import AuditId, BotId, ChatId, LeadId, MessageId, TenantId, UserId
from flotilla.domain.lead_fields import FieldType, OwnField
from flotilla.domain.leads import FieldValue, Lead, LeadStatus, Source
from flotilla.domain.messages import Direction, Message, MessageStatus, Sender, Stage, order_key
from flotilla.domain.people import Membership, Role, User
from flotilla.domain.tenants import Tenant
from flotilla.ports.clock import Ids

NOW = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)
NOBODY = TenantId("somebody-else")


@dataclass
class World:
    """A tenant with a bot and a chat, none of it stored yet."""

    ids: Ids

    def __post_init__(self) -> None:
        self.tenant = TenantId(self.ids.new())
        self.bot_id = BotId(self.ids.new())
        self.lead_id = LeadId(self.ids.new())
        self.chat_id = ChatId("5511999990000@c.us")
        self._count = 0

    def a_tenant(self) -> Tenant:
        return Tenant(self.tenant, "Sample workspace", "America/Sao_Paulo", "pt", NOW)

    def a_user(self, **changes: Any) -> User:
        user = UserId(self.ids.new())
        values: dict[str, Any] = {
            "id": user, "email": f"{user}@example.com", "name": "Sample", "password_hash": "hash", "created_at": NOW,
        }  # fmt: skip
        return User(**{**values, **changes})

    def an_entry(self, action: str, **changes: Any) -> AuditEntry:
        """An entry of the audit log; each one is newer than the one before."""
        entry = AuditId(self.ids.new())
        values: dict[str, Any] = {
            "id": entry, "tenant": self.tenant, "at": NOW, "action": action,
            "actor": Actor(ActorKind.PERSON, UserId("someone"), "someone@example.com"),
            "subject": Subject(action.partition(".")[0], f"subject-{entry}"),
            "whence": Whence("192.0.2.1", "Firefox"),
        }  # fmt: skip
        return AuditEntry(**{**values, **changes})

    def a_member(self, user: User, tenant: TenantId | None = None, created_at: datetime = NOW) -> Membership:
        return Membership(tenant or self.tenant, user.id, user.email, user.name, Role.ADMIN, created_at)

    def a_bot(self, **changes: Any) -> Bot:
        values: dict[str, Any] = {
            "id": self.bot_id, "tenant": self.tenant, "name": "Sample bot", "prompt": "Be kind.", "language": None,
            "desired": Desired.ENABLED, "answering": Answering.ON, "burst_window_ms": 1500,
            "required_fields": ("name", "email"), "created_at": NOW, "updated_at": NOW, "version": 1,
            "fields": (OwnField("kind", "Kind", FieldType.CHOICE, ("House", "Flat"), "House or flat?"),),
        }  # fmt: skip
        return Bot(**{**values, **changes})

    def a_chat(self, **changes: Any) -> Chat:
        values: dict[str, Any] = {
            "tenant": self.tenant, "bot": self.bot_id, "id": self.chat_id, "lead": self.lead_id, "mode": Mode.BOT,
            "version": 0, "created_at": NOW,
        }  # fmt: skip
        return Chat(**{**values, **changes})

    def a_lead(self, **changes: Any) -> Lead:
        values: dict[str, Any] = {
            "id": self.lead_id, "tenant": self.tenant, "bot": self.bot_id, "chat": self.chat_id,
            "status": LeadStatus.CAPTURING, "created_at": NOW, "updated_at": NOW, "version": 0,
            "fields": {
                "name": FieldValue("Sample Person", Source.RULES, 0.9, NOW, MessageId("3EB0"), "I'm Sample Person")
            },
        }  # fmt: skip
        return Lead(**{**values, **changes})

    def a_message(self, **changes: Any) -> Message:
        """An inbound message; each one sorts after the one before."""
        self._count += 1
        message = MessageId(changes.pop("id", None) or f"3EB0{self.ids.new()[8:]}")
        values: dict[str, Any] = {
            "tenant": self.tenant, "bot": self.bot_id, "chat": self.chat_id, "id": message, "lead": self.lead_id,
            "direction": Direction.IN, "sender": Sender.CUSTOMER, "type": "text", "text": "Hello",
            "status": MessageStatus.RECEIVED, "order": order_key(1_767_000_000, self._count, message),
            "created_at": NOW, "life": ((Stage.PHONE, 1), (Stage.STORED, 2)),
        }  # fmt: skip
        return Message(**{**values, **changes})

    def a_reply(self, **changes: Any) -> Message:
        """An outgoing message that waits to be sent."""
        values = {
            "direction": Direction.OUT,
            "sender": Sender.BOT,
            "status": MessageStatus.QUEUED,
            "life": ((Stage.OUTBOX, 5),),
        }
        return self.a_message(**{**values, **changes})
