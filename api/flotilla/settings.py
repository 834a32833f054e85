"""The one reader of the environment: frozen, validated, and complete or not at all.

README.md documents each setting; `docs()` below prints that table, so that it can't drift.
"""

import os
from collections.abc import Mapping
from datetime import timedelta
from functools import cached_property, lru_cache
from typing import Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from flotilla.domain.errors import MisconfiguredError
from flotilla.domain.fleet_size import PLANNED, FleetLimits
from flotilla.domain.history import HistoryBounds
from flotilla.domain.limits import Bucket
from flotilla.domain.people import Roster, normalise_email
from flotilla.domain.plans import Plan
from flotilla.domain.policy import Policy

_REST_HANDLER = "app.app"


class Settings(BaseModel):
    """What an installation can choose. Aliases are the environment variables, descriptions their documentation."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    stage: Literal["local", "staging", "production"] = Field("local", alias="FLOTILLA_STAGE", description="Which stage")
    table: str = Field("flotilla", alias="FLOTILLA_TABLE", description="DynamoDB table of what tenants own")
    runtime_table: str = Field(
        "flotilla-runtime", alias="FLOTILLA_RUNTIME_TABLE", description="DynamoDB table of leases, sockets and tickets"
    )
    events_queue_url: str = Field("", alias="EVENTS_QUEUE_URL", description="SQS FIFO queue of what runners report")
    history_queue_url: str = Field("", alias="HISTORY_QUEUE_URL", description="SQS queue of a first link's history")
    turns_queue_url: str = Field("", alias="TURNS_QUEUE_URL", description="SQS queue of answers that are due")
    event_bus: str = Field("flotilla", alias="EVENT_BUS", description="EventBridge bus of all events")
    schedule_group: str = Field(
        "flotilla", alias="SCHEDULE_GROUP", description="EventBridge Scheduler's group of all schedules"
    )
    schedule_target_arn: str = Field(
        "", alias="SCHEDULE_TARGET_ARN", description="Function that schedules call; where they are made and changed"
    )
    schedule_role_arn: str = Field("", alias="SCHEDULE_ROLE_ARN", description="Role as which they call it")
    schedule_dead_letters_arn: str = Field(
        "", alias="SCHEDULE_DEAD_LETTERS_ARN", description="Queue of calls that failed again and again"
    )
    schedule_grace_seconds: int = Field(
        900, ge=30, le=86_400, alias="SCHEDULE_GRACE_SECONDS",
        description="What is overdue by more than this is missed, and not run any more",
    )  # fmt: skip
    websocket_url: str = Field("", alias="WEBSOCKET_URL", description="Address that pages and runners open sockets to")
    websocket_endpoint: str = Field(
        "", alias="WEBSOCKET_ENDPOINT", description="Management endpoint of the WebSocket API, to send to open sockets"
    )
    secret_arn: str = Field(
        "", alias="SECRET_ARN", description="Secrets Manager secret: JSON with `jwt_key` and others"
    )
    site_url: str = Field(
        "", alias="SITE_URL", description="Public origin of the site; writes from elsewhere are refused"
    )
    origin_secret: str = Field(
        "", alias="ORIGIN_SECRET", description="What CloudFront adds, so that it may tell a caller's address"
    )
    simulator_url: str = Field("", alias="SIMULATOR_URL", description="Simulated WhatsApp, where there is one")
    whatsapp_url: str = Field(
        "https://web.whatsapp.com/", alias="WHATSAPP_URL", description="The page that runners open for a session"
    )
    deepseek_api_key: str = Field("", alias="DEEPSEEK_API_KEY", description="Without it the offline brain answers")
    deepseek_base_url: str = Field(
        "https://api.deepseek.com", alias="DEEPSEEK_BASE_URL", description="Chat-completions server"
    )
    deepseek_model: str = Field("deepseek-chat", alias="DEEPSEEK_MODEL", description="Model that answers")
    deepseek_price_in: float = Field(
        0.56, ge=0, alias="DEEPSEEK_PRICE_IN", description="US dollars per million tokens read, for the cost shown"
    )
    deepseek_price_out: float = Field(
        1.68, ge=0, alias="DEEPSEEK_PRICE_OUT", description="US dollars per million tokens written"
    )
    model_tokens_per_day: int = Field(
        0, ge=0, alias="MODEL_TOKENS_PER_DAY", description="Tokens a workspace may use a day; 0: what its plan allows"
    )
    burst_window_ms: int = Field(
        1500, ge=0, le=60_000, alias="BURST_WINDOW_MS", description="New bots wait this long for a customer to finish"
    )
    admin_emails: str = Field("", alias="ADMIN_EMAILS", description="Comma-separated addresses that are admins")
    vendor_emails: str = Field("", alias="VENDOR_EMAILS", description="Comma-separated addresses that are vendors")
    signup: Literal["invite", "open"] = Field(
        "invite", alias="SIGNUP", description="Who may make a workspace: the invited only, or whoever a provider knows"
    )
    default_plan: Plan = Field(
        Plan.PRO, alias="DEFAULT_PLAN", description="Plan of all workspaces while Stripe is not set up: free or pro"
    )
    billing_queue_url: str = Field("", alias="BILLING_QUEUE_URL", description="SQS queue of payment events to settle")
    stripe_secret_key: str = Field(
        "", alias="STRIPE_SECRET_KEY", description="Key of the Stripe account that plans are paid to; empty: no billing"
    )
    stripe_webhook_secret: str = Field(
        "", alias="STRIPE_WEBHOOK_SECRET", description="What proves that a webhook comes from Stripe"
    )
    stripe_price_pro: str = Field("", alias="STRIPE_PRICE_PRO", description="Stripe's price of the plan pro")
    stripe_trial_days: int = Field(
        0, ge=0, le=730, alias="STRIPE_TRIAL_DAYS", description="Days that a workspace may try a plan for nothing, once"
    )
    stripe_api_base: str = Field(
        "", alias="STRIPE_API_BASE", description="Address of what stands in for Stripe; Stripe itself if empty"
    )
    billing_grace_seconds: int = Field(
        604_800,
        ge=0,
        alias="BILLING_GRACE_SECONDS",
        description="After a failed payment nothing is suspended for so long",
    )
    mail_from: str = Field(
        "", alias="MAIL_FROM", description="Sender of e-mail, verified in SES; without it mail is only noted in the log"
    )
    rate_limit_per_second: float = Field(
        50, gt=0, alias="RATE_LIMIT_PER_SECOND", description="Calls of one workspace that are answered in the long run"
    )
    rate_limit_burst: int = Field(100, gt=0, alias="RATE_LIMIT_BURST", description="Calls that may come at once")
    rate_limit_sign_ins_per_minute: int = Field(
        60, gt=0, alias="RATE_LIMIT_SIGN_INS_PER_MINUTE", description="Sign-ins tried from one network address"
    )
    sockets_per_user: int = Field(10, gt=0, alias="SOCKETS_PER_USER", description="Open sockets of one person")
    google_client_id: str = Field("", alias="GOOGLE_CLIENT_ID", description="OAuth client for Sign in with Google")
    google_client_secret: str = Field("", alias="GOOGLE_CLIENT_SECRET", description="Its secret")
    oidc_issuer: str = Field(
        "https://accounts.google.com", alias="OIDC_ISSUER", description="OpenID provider to sign in with"
    )
    media_bucket: str = Field("", alias="MEDIA_BUCKET", description="S3 bucket of tenants' files")
    media_max_bytes: int = Field(
        25 * 1024 * 1024,
        ge=0,
        le=100 * 1024 * 1024,
        alias="MEDIA_MAX_BYTES",
        description="Larger files that customers send are not kept",
    )
    history_days: int = Field(
        30, ge=0, le=3650, alias="HISTORY_DAYS", description="A first link brings chats of so many days; 0: none"
    )
    history_chats: int = Field(
        200, ge=0, alias="HISTORY_CHATS", description="… of so many chats, those with the newest messages"
    )
    history_messages_per_chat: int = Field(
        200, ge=0, alias="HISTORY_MESSAGES_PER_CHAT", description="… and so many messages of each, the newest"
    )
    runner_profiles_dir: str = Field(
        "profiles", alias="RUNNER_PROFILES_DIR", description="Where runners keep browser profiles (EFS on AWS)"
    )
    runner_id: str = Field("", alias="RUNNER_ID", description="Name of the runner; made at its start if empty")
    runner_max_sessions: int = Field(
        0, ge=0, alias="RUNNER_MAX_SESSIONS", description="Sessions that a runner takes at most; 0: as memory allows"
    )
    runner_session_mb: int = Field(
        600, ge=0, alias="RUNNER_SESSION_MB", description="Memory from which on a session is restarted; 0: never"
    )
    runner_profile_mb: int = Field(
        200,
        ge=0,
        alias="RUNNER_PROFILE_MB",
        description="Disk from which on a browser's profile is too large; 0: never",
    )
    runner_snapshot_hours: float = Field(
        24, ge=0, alias="RUNNER_SNAPSHOT_HOURS", description="Hours between snapshots of a running session; 0: none"
    )
    runner_cluster: str = Field("", alias="RUNNER_CLUSTER", description="ECS cluster of the runners")
    runner_service: str = Field("", alias="RUNNER_SERVICE", description="ECS service of the runners")
    runner_minimum: int = Field(0, ge=0, alias="RUNNER_MINIMUM", description="Runners that are always kept")
    runner_maximum: int = Field(10, gt=0, alias="RUNNER_MAXIMUM", description="Runners that there are at most")
    runner_spare: int = Field(
        0, ge=0, alias="RUNNER_SPARE", description="Runners beyond the needed ones, ready to take over at once"
    )
    ecs_agent_uri: str = Field("", alias="ECS_AGENT_URI", description="Where ECS protects a task; ECS sets it itself")
    snapshot_bucket: str = Field("", alias="SNAPSHOT_BUCKET", description="S3 bucket of sealed browser profiles")
    snapshot_key: str = Field("", alias="SNAPSHOT_KEY", description="KMS key that seals them")
    runner_probe_seconds: float = Field(
        10, gt=0, le=20, alias="RUNNER_PROBE_SECONDS", description="How often a session proves that it hears"
    )
    governor: Literal["on", "off", "auto"] = Field(
        "auto", alias="GOVERNOR", description="Pauses and caps of what is sent; `auto`: on for WhatsApp itself"
    )
    sending: Literal["on", "off"] = Field(
        "on", alias="SENDING", description="`off` stops every bot's sending at once; what is to be sent waits"
    )
    runner_health_port: int = Field(
        0, ge=0, le=65_535, alias="RUNNER_HEALTH_PORT", description="Loopback port of a runner's health page; 0: none"
    )
    chromium_path: str = Field("", alias="CHROMIUM_PATH", description="Chromium binary; found by itself if empty")
    aws_region: str = Field("us-east-1", alias="AWS_REGION", description="AWS region")
    aws_endpoint_url: str = Field(
        "", alias="AWS_ENDPOINT_URL", description="Address of what stands in for AWS; AWS itself if empty"
    )

    @cached_property
    def fleet_limits(self) -> FleetLimits:
        """What was chosen about the number of runners, in the domain's words."""
        planned = self.runner_max_sessions or PLANNED.sessions_per_runner
        return FleetLimits(self.runner_minimum, self.runner_maximum, planned, self.runner_spare)

    @cached_property
    def history_bounds(self) -> HistoryBounds:
        """What was chosen about the chats that a first link brings, in the domain's words."""
        return HistoryBounds(timedelta(days=self.history_days), self.history_chats, self.history_messages_per_chat)

    @cached_property
    def policy(self) -> Policy:
        """What was chosen about people and limits, in the domain's words."""
        sign_ins = self.rate_limit_sign_ins_per_minute
        return Policy(
            open_sign_up=self.signup == "open",
            default_plan=self.default_plan,
            roster=Roster(_addresses(self.admin_emails), _addresses(self.vendor_emails)),
            calls=Bucket(self.rate_limit_burst, self.rate_limit_per_second),
            sign_ins_per_address=Bucket(sign_ins, sign_ins / 60),
            sockets_per_user=self.sockets_per_user,
            governed=self.governor == "on" or (self.governor == "auto" and _is_whatsapp(self.whatsapp_url)),
            sending=self.sending == "on",
            grace=timedelta(seconds=self.billing_grace_seconds),
            trial_days=self.stripe_trial_days,
        )


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Settings from the given variables. Raise MisconfiguredError naming each variable that makes no sense."""
    known = {alias: environment[alias] for alias in _aliases() if environment.get(alias)}
    try:
        return Settings.model_validate(known)
    except ValidationError as error:
        wrong = "; ".join(f"{e['loc'][0]}: {e['msg']}" for e in error.errors())
        raise MisconfiguredError(f"These settings make no sense: {wrong}.") from None


@lru_cache(maxsize=1)
def load_settings() -> Settings:
    """The settings of this process, read once."""
    return read_settings(os.environ)


def serves_rest() -> bool:
    """Whether this process is the function behind the REST API, or none at all, such as packaging and tests.

    `_HANDLER` is what Lambda sets: the handler that the process will run.
    """
    return os.environ.get("_HANDLER", _REST_HANDLER) == _REST_HANDLER


def docs() -> str:
    """The settings as a Markdown table."""
    rows = [
        f"| `{field.alias}` | {f'`{field.default}`' if field.default != '' else ''} | {field.description} |"
        for field in Settings.model_fields.values()
    ]
    return "\n".join(["| variable | default | what it is |", "| --- | --- | --- |", *rows])


def _addresses(listed: str) -> frozenset[str]:
    return frozenset(normalise_email(one) for one in listed.split(",") if one.strip())


def _is_whatsapp(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    return host == "whatsapp.com" or host.endswith(".whatsapp.com")


def _aliases() -> tuple[str, ...]:
    return tuple(field.alias for field in Settings.model_fields.values() if field.alias)
