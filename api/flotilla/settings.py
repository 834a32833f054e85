"""The one reader of the environment: frozen, validated, and complete or not at all.

README.md documents each setting; `docs()` below prints that table, so that it can't drift.
"""

import os
from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from flotilla.domain.errors import MisconfiguredError
from flotilla.domain.limits import Bucket
from flotilla.domain.people import Roster, normalise_email
from flotilla.domain.plans import Plan
from flotilla.domain.policy import Policy


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
    burst_window_ms: int = Field(
        1500, ge=0, le=60_000, alias="BURST_WINDOW_MS", description="New bots wait this long for a customer to finish"
    )
    admin_emails: str = Field("", alias="ADMIN_EMAILS", description="Comma-separated addresses that are admins")
    vendor_emails: str = Field("", alias="VENDOR_EMAILS", description="Comma-separated addresses that are vendors")
    signup: Literal["invite", "open"] = Field(
        "invite", alias="SIGNUP", description="Who may make a workspace: the invited only, or whoever a provider knows"
    )
    default_plan: Plan = Field(Plan.PRO, alias="DEFAULT_PLAN", description="Plan of new workspaces: free or pro")
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
    runner_profiles_dir: str = Field(
        "profiles", alias="RUNNER_PROFILES_DIR", description="Where runners keep browser profiles (EFS on AWS)"
    )
    runner_id: str = Field("", alias="RUNNER_ID", description="Name of the runner; made at its start if empty")
    runner_max_sessions: int = Field(
        0, ge=0, alias="RUNNER_MAX_SESSIONS", description="Sessions that a runner takes at most; 0: as memory allows"
    )
    runner_probe_seconds: float = Field(
        10, gt=0, le=20, alias="RUNNER_PROBE_SECONDS", description="How often a session proves that it hears"
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


def docs() -> str:
    """The settings as a Markdown table."""
    rows = [
        f"| `{field.alias}` | {f'`{field.default}`' if field.default != '' else ''} | {field.description} |"
        for field in Settings.model_fields.values()
    ]
    return "\n".join(["| variable | default | what it is |", "| --- | --- | --- |", *rows])


def _addresses(listed: str) -> frozenset[str]:
    return frozenset(normalise_email(one) for one in listed.split(",") if one.strip())


def _aliases() -> tuple[str, ...]:
    return tuple(field.alias for field in Settings.model_fields.values() if field.alias)
