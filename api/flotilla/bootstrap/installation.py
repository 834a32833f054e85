"""The real adapters, each made at its first use from the settings."""

# ruff: noqa: D102, PLC0415  # Each name says what its type explains; imported late, a Lambda loads only what it uses.

from functools import cached_property, partial
from typing import TYPE_CHECKING

from flotilla.adapters.aws import Aws
from flotilla.adapters.system import SystemClock, SystemIds
from flotilla.bootstrap.services import Services
from flotilla.bootstrap.stored import StoredPorts
from flotilla.domain.errors import MisconfiguredError
from flotilla.settings import Settings

if TYPE_CHECKING:
    from flotilla.adapters.security.vault import Vault
    from flotilla.ports.brain import Brain
    from flotilla.ports.fields import FieldRules
    from flotilla.ports.fleet import Files
    from flotilla.ports.identity import IdentityProvider
    from flotilla.ports.queues import InboundQueue, TurnQueue
    from flotilla.ports.realtime import Doorbell, EventBus, Sockets
    from flotilla.ports.security import PasswordHasher, SignInTokens


PROVIDER_CALLBACK = "/api/v1/auth/google/callback"
"""Where the provider sends people back to, on the public site."""


class Installation(StoredPorts, Services):
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

        events = _required(self.settings.events_queue_url, "EVENTS_QUEUE_URL")
        history = _required(self.settings.history_queue_url, "HISTORY_QUEUE_URL")
        return SqsInboundQueue(self._aws.client("sqs"), events_url=events, history_url=history)

    @cached_property
    def turn_queue(self) -> "TurnQueue":
        from flotilla.adapters.sqs.queues import SqsTurnQueue

        turns = _required(self.settings.turns_queue_url, "TURNS_QUEUE_URL")
        return SqsTurnQueue(self._aws.client("sqs"), turns_url=turns)

    @cached_property
    def sockets(self) -> "Sockets":
        from flotilla.adapters.websocket import ApiGatewaySockets

        endpoint = _required(self.settings.websocket_endpoint, "WEBSOCKET_ENDPOINT")
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
        """The environment's secret wins over the vault's; a public client has none."""
        if self.settings.google_client_secret or not self.settings.secret_arn:
            return self.settings.google_client_secret or None
        return self._vault.get("google_client_secret")

    @cached_property
    def files(self) -> "Files":
        from flotilla.adapters.s3 import NoFiles, S3Files

        bucket = self.settings.media_bucket
        return S3Files(self._aws.client("s3"), bucket) if bucket else NoFiles()

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

    def _deepseek(self, offline: "Brain", api_key: str) -> "Brain":
        from flotilla.adapters.brain_chain import BrainChain
        from flotilla.adapters.circuit_breaker import CircuitBreaker
        from flotilla.adapters.deepseek import DeepSeekBrain

        url, model = self.settings.deepseek_base_url, self.settings.deepseek_model
        deepseek = DeepSeekBrain(self.field_rules, base_url=url, api_key=api_key, model=model)
        return BrainChain(CircuitBreaker(deepseek), offline)

    def _deepseek_api_key(self) -> str | None:
        """The environment's key wins over the secret's."""
        if self.settings.deepseek_api_key or not self.settings.secret_arn:
            return self.settings.deepseek_api_key
        return self._vault.get("deepseek_api_key")

    @cached_property
    def _aws(self) -> Aws:
        return Aws(region=self.settings.aws_region, endpoint=self.settings.aws_endpoint_url or None)

    @cached_property
    def _vault(self) -> "Vault":
        from flotilla.adapters.security.vault import Vault

        return Vault(lambda: self._aws.client("secretsmanager"), arn=self.settings.secret_arn)


def _required(value: str, variable: str) -> str:
    if not value:
        raise MisconfiguredError(f"{variable} is not set.")
    return value
