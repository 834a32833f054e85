"""The real adapters, each made at its first use from the settings."""

# ruff: noqa: D102, PLC0415  # Each name says what its type explains; imported late, a Lambda loads only what it uses.

from functools import cached_property, partial
from typing import TYPE_CHECKING

from flotilla.adapters.system import SystemClock, SystemIds
from flotilla.bootstrap.hosting import HostingPorts, required
from flotilla.bootstrap.services import Services
from flotilla.bootstrap.stored import StoredPorts
from flotilla.domain.plans import Plan
from flotilla.settings import Settings

if TYPE_CHECKING:
    from flotilla.adapters.security.vault import Vault
    from flotilla.ports.brain import Brain, Listener
    from flotilla.ports.fields import FieldRules
    from flotilla.ports.files import Files
    from flotilla.ports.identity import IdentityProvider
    from flotilla.ports.imaging import Imaging
    from flotilla.ports.inspection import FileInspector
    from flotilla.ports.mailer import Mailer
    from flotilla.ports.payments import Payments
    from flotilla.ports.queues import BillingQueue, InboundQueue, TurnQueue
    from flotilla.ports.realtime import Doorbell, EventBus, Sockets
    from flotilla.ports.scheduler import Scheduler
    from flotilla.ports.security import PasswordHasher, SignInTokens


PROVIDER_CALLBACK = "/api/v1/auth/google/callback"
"""Where the provider sends people back to, on the public site."""


class Installation(StoredPorts, HostingPorts, Services):
    """The use cases over AWS (or what stands in for it) as the settings say."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @property
    def settings(self) -> Settings:
        return self._settings

    @cached_property
    def clock(self) -> SystemClock:
        return SystemClock()

    @cached_property
    def ids(self) -> SystemIds:
        return SystemIds()

    @cached_property
    def inbound_queue(self) -> "InboundQueue":
        from flotilla.adapters.sqs.queues import SqsInboundQueue

        events = required(self.settings.events_queue_url, "EVENTS_QUEUE_URL")
        history = required(self.settings.history_queue_url, "HISTORY_QUEUE_URL")
        return SqsInboundQueue(self._aws.client("sqs"), events_url=events, history_url=history)

    @cached_property
    def turn_queue(self) -> "TurnQueue":
        from flotilla.adapters.sqs.queues import SqsTurnQueue

        turns = required(self.settings.turns_queue_url, "TURNS_QUEUE_URL")
        return SqsTurnQueue(self._aws.client("sqs"), turns_url=turns)

    @cached_property
    def sockets(self) -> "Sockets":
        from flotilla.adapters.websocket import ApiGatewaySockets

        endpoint = required(self.settings.websocket_endpoint, "WEBSOCKET_ENDPOINT")
        client = self._aws.client("apigatewaymanagementapi", endpoint=endpoint, read_timeout=2, attempts=1)
        return ApiGatewaySockets(client)

    @cached_property
    def doorbell(self) -> "Doorbell":
        from flotilla.adapters.websocket import SocketDoorbell

        return SocketDoorbell(self.leases, self.sockets)

    @cached_property
    def event_bus(self) -> "EventBus":
        from flotilla.adapters.eventbridge import EventBridgeBus

        return EventBridgeBus(self._aws.client("events"), bus=self.settings.event_bus)

    @cached_property
    def scheduler(self) -> "Scheduler":
        from flotilla.adapters.scheduler import EventBridgeScheduler, Target

        settings = self.settings
        arns = (settings.schedule_target_arn, settings.schedule_role_arn, settings.schedule_dead_letters_arn)
        target = Target(*arns) if all(arns) else None
        return EventBridgeScheduler(self._aws.client("scheduler"), group=settings.schedule_group, target=target)

    @cached_property
    def hasher(self) -> "PasswordHasher":
        from flotilla.adapters.security.passwords import Argon2Hasher

        return Argon2Hasher()

    @cached_property
    def sign_in_tokens(self) -> "SignInTokens":
        from flotilla.adapters.security.tokens import JwtSignInTokens

        return JwtSignInTokens(self._vault)

    @cached_property
    def provider(self) -> "IdentityProvider":
        from flotilla.adapters.oidc import OidcProvider

        settings = self.settings
        return OidcProvider(
            issuer=settings.oidc_issuer,
            client_id=settings.google_client_id,
            client_secret=self._provider_secret,
            redirect_uri=f"{settings.site_url}{PROVIDER_CALLBACK}",
            clock=self.clock,
        )

    def _provider_secret(self) -> str | None:
        """A public client has none."""
        return self._secret(self.settings.google_client_secret, "google_client_secret")

    @cached_property
    def payments(self) -> "Payments":
        from flotilla.adapters.stripe import StripePayments

        return StripePayments(
            api_key=lambda: self._secret(self.settings.stripe_secret_key, "stripe_secret_key"),
            webhook_secret=lambda: self._secret(self.settings.stripe_webhook_secret, "stripe_webhook_secret"),
            prices={Plan.PRO: self.settings.stripe_price_pro},
            api_base=self.settings.stripe_api_base or None,
        )

    @cached_property
    def billing_queue(self) -> "BillingQueue":
        from flotilla.adapters.sqs.queues import SqsBillingQueue

        billing = required(self.settings.billing_queue_url, "BILLING_QUEUE_URL")
        return SqsBillingQueue(self._aws.client("sqs"), billing_url=billing)

    @cached_property
    def mailer(self) -> "Mailer":
        from flotilla.adapters.mail import NotedMailer, SesMailer

        sender = self.settings.mail_from
        return SesMailer(self._aws.client("sesv2"), sender=sender) if sender else NotedMailer()

    @cached_property
    def files(self) -> "Files":
        from flotilla.adapters.s3 import S3Files

        return S3Files(self._aws.client("s3"), required(self.settings.media_bucket, "MEDIA_BUCKET"))

    @cached_property
    def imaging(self) -> "Imaging":
        from flotilla.adapters.pillow import PillowImaging

        return PillowImaging()

    @cached_property
    def inspector(self) -> "FileInspector":
        from flotilla.adapters.file_inspector import ContentInspector

        return ContentInspector()

    @cached_property
    def field_rules(self) -> "FieldRules":
        from flotilla.adapters.field_rules import FieldRuleBook

        return FieldRuleBook()

    @cached_property
    def brain(self) -> "Brain":
        from flotilla.adapters.keyed_brain import KeyedBrain
        from flotilla.adapters.offline_brain import OfflineBrain

        offline = OfflineBrain(self.field_rules)
        return KeyedBrain(self._deepseek_api_key, partial(self._deepseek, offline), offline)

    @cached_property
    def listener(self) -> "Listener":
        from flotilla.adapters.offline_brain import OfflineBrain

        return OfflineBrain(self.field_rules)

    def _deepseek(self, offline: "Brain", api_key: str) -> "Brain":
        from flotilla.adapters.brain_chain import BrainChain
        from flotilla.adapters.budgeted_brain import BudgetedBrain
        from flotilla.adapters.circuit_breaker import CircuitBreaker
        from flotilla.adapters.counted_brain import CountedBrain
        from flotilla.adapters.deepseek import DeepSeekBrain, Prices
        from flotilla.adapters.embedded_metrics import emit

        settings = self.settings
        deepseek = DeepSeekBrain(
            self.field_rules,
            base_url=settings.deepseek_base_url,
            api_key=api_key,
            model=settings.deepseek_model,
            prices=Prices(settings.deepseek_price_in, settings.deepseek_price_out),
        )
        # The budget stands before the breaker: one that is spent is no failure of the model.
        most = settings.model_tokens_per_day
        model = CountedBrain(CircuitBreaker(deepseek), partial(emit, settings.stage, {"model_failures": 1}))
        return BrainChain(BudgetedBrain(model, self.tenants, self.limiter, self.limit_notes, most=most), offline)

    def _deepseek_api_key(self) -> str | None:
        return self._secret(self.settings.deepseek_api_key, "deepseek_api_key")

    def _secret(self, from_environment: str, field: str) -> str | None:
        """The environment's value wins over the secret's; None if neither has one."""
        if from_environment or not self.settings.secret_arn:
            return from_environment or None
        return self._vault.get(field)

    @cached_property
    def _vault(self) -> "Vault":
        from flotilla.adapters.security.vault import Vault

        return Vault(lambda: self._aws.client("secretsmanager"), arn=self.settings.secret_arn)
