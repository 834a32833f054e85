"""Try a bot: let its brain answer without WhatsApp, and keep nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from flotilla.domain.bots import Bot
from flotilla.domain.errors import InvalidInputError
from flotilla.domain.ids import BotId, ChatId, LeadId, MessageId, PictureId
from flotilla.domain.leads import FieldValue, Lead, Source, capture, missing_fields, new_lead, refuse
from flotilla.domain.messages import BrainUse, Direction, Message, MessageStatus, Sender, order_key
from flotilla.domain.people import Power, Principal
from flotilla.domain.times import epoch_ms
from flotilla.ports.brain import Brain, BrainAnswer, BrainRequest
from flotilla.ports.clock import Clock
from flotilla.ports.files import Files
from flotilla.ports.limits import RateLimiter
from flotilla.ports.repositories import BotRepository, PictureRepository
from flotilla.services.answer_parts import welcomed
from flotilla.services.bot_fields import check_bot_fields
from flotilla.services.list_pictures import ShownPicture, shown
from flotilla.services.merge_bot import merge_bot

MAX_MESSAGES = 40
MAX_TEXT = 4_096
TRIES_AT_ONCE = 20
TRIES_PER_SECOND = 0.5

_CHAT = ChatId("1@lid")
"""Nobody's: a chat whose number WhatsApp hides."""


@dataclass(frozen=True, slots=True)
class Said:
    """One message of the conversation that is tried."""

    by_customer: bool
    text: str


@dataclass(frozen=True, slots=True)
class TryState:
    """What the bot knows by now, which the page gives back with the next message."""

    fields: Mapping[str, str] = field(default_factory=dict)
    refused: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    pictures: tuple[PictureId, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True)
class TriedAnswer:
    """What the bot would have said. Evidence names messages as `m1`, `m2`, … in the order given."""

    reply: str
    fields: Mapping[str, FieldValue]
    missing: tuple[str, ...]
    picture: ShownPicture | None
    wants_person: bool
    use: BrainUse
    state: TryState


@dataclass(frozen=True, slots=True)
class TryBot:
    """Asks the real brain, with changes to the bot that nobody has saved yet."""

    bots: BotRepository
    pictures: PictureRepository
    files: Files
    brain: Brain
    limiter: RateLimiter
    clock: Clock

    def __call__(
        self,
        principal: Principal,
        bot_id: BotId,
        said: Sequence[Said],
        draft: Mapping[str, Any] | None = None,
        state: TryState | None = None,
    ) -> TriedAnswer:
        """The answer to the customer's last messages. `draft` is as for UpdateBot.

        Raise InvalidInputError naming what can't be used, NotFoundError, RateLimitedError, and UnavailableError.
        """
        principal.require(Power.BOTS_WRITE)
        _check(said)
        bot = self._drafted(principal, bot_id, draft or {})
        self.limiter.take(f"try#{principal.tenant}", capacity=TRIES_AT_ONCE, per_second=TRIES_PER_SECOND)
        known, started = state or TryState(), self.clock.now()
        request = self._request(bot, said, known, started)
        answer = self.brain.answer(request)
        now = self.clock.now()
        use = BrainUse(
            answer.brain, answer.tokens_in, answer.tokens_out, epoch_ms(now) - epoch_ms(started), answer.cost_micros
        )
        answer = replace(answer, reply=welcomed(bot, request.history, answer.reply.strip()))
        return self._tried(request, answer, use, known, now)

    def _drafted(self, principal: Principal, bot_id: BotId, draft: Mapping[str, Any]) -> Bot:
        bot = self.bots.get(principal.tenant, bot_id)
        values = check_bot_fields({name: value for name, value in draft.items() if name != "features"})
        drafted = merge_bot(bot, values, draft.get("features", {}))
        return drafted if drafted.features.lead_capture else replace(drafted, required_fields=())

    def _request(self, bot: Bot, said: Sequence[Said], known: TryState, now: datetime) -> BrainRequest:
        messages = tuple(_message(bot, one, number, now) for number, one in enumerate(said))
        answered = max((n for n, one in enumerate(said, start=1) if not one.by_customer), default=0)
        lead = _lead(bot, known, now)
        own = self.pictures.list(bot.tenant, bot.id) if bot.features.pictures else ()
        return BrainRequest(
            bot=bot,
            lead=lead,
            history=messages,
            unanswered=messages[answered:],
            missing=missing_fields(lead, bot.required_fields),
            language=bot.language or known.language,
            asked=known.asked,
            now=now,
            pictures=tuple(one for one in own if one.id not in known.pictures),
        )

    def _tried(
        self, request: BrainRequest, answer: BrainAnswer, use: BrainUse, known: TryState, now: datetime
    ) -> TriedAnswer:
        required = request.bot.required_fields
        learned = capture(request.lead, answer.fields, required, now) if request.bot.features.lead_capture else None
        lead = refuse(learned, answer.refused, required, now) if learned is not None else request.lead
        picture = next((one for one in request.pictures if one.id == answer.picture), None)
        state = TryState(
            fields={name: value.value for name, value in lead.fields.items()},
            refused=lead.refused,
            asked=(*known.asked, *answer.asked),
            pictures=(*known.pictures, picture.id) if picture is not None else known.pictures,
            language=answer.language or known.language,
        )
        return TriedAnswer(
            reply=answer.reply,
            fields=answer.fields,
            missing=missing_fields(lead, required),
            picture=shown(self.files, picture, now) if picture is not None else None,
            wants_person=answer.wants_person,
            use=use,
            state=state,
        )


def _check(said: Sequence[Said]) -> None:
    if not 1 <= len(said) <= MAX_MESSAGES:
        raise InvalidInputError("The conversation is too long.", fields={"messages": f"1 to {MAX_MESSAGES}."})
    if not said[-1].by_customer:
        raise InvalidInputError("There is nothing to answer.", fields={"messages": "The customer's comes last."})
    if any(not 1 <= len(one.text) <= MAX_TEXT for one in said):
        raise InvalidInputError("A message can't be used.", fields={"messages": f"1 to {MAX_TEXT} characters each."})


def _lead(bot: Bot, known: TryState, now: datetime) -> Lead:
    lead = new_lead(LeadId("try"), bot.tenant, bot.id, _CHAT, None, now)
    fields = {name: FieldValue(value, Source.AI, 1.0, now) for name, value in known.fields.items()}
    return replace(lead, fields=fields, refused=known.refused)


def _message(bot: Bot, said: Said, number: int, now: datetime) -> Message:
    message = MessageId(f"m{number + 1}")
    at = now - timedelta(seconds=MAX_MESSAGES - number)
    return Message(
        tenant=bot.tenant,
        bot=bot.id,
        chat=_CHAT,
        id=message,
        lead=LeadId("try"),
        direction=Direction.IN if said.by_customer else Direction.OUT,
        sender=Sender.CUSTOMER if said.by_customer else Sender.BOT,
        type="text",
        text=said.text,
        status=MessageStatus.RECEIVED if said.by_customer else MessageStatus.READ,
        order=order_key(int(at.timestamp()), number, message),
        created_at=at,
    )
