"""Does what was deployed answer? Asked from outside, as a visitor would."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import httpx

from infra.deploy.errors import DeployError

TRIES = 20
EVERY_SECONDS = 6.0
SECONDS = 15


@dataclass(frozen=True)
class Probe:
    """A path, and what its answer has to hold."""

    path: str
    kind: str
    holds: str


PROBES = (
    Probe("/", "text/html", '<div id="root"'),
    Probe("/sales", "text/html", '<div id="root"'),
    Probe("/api/v1/health/ready", "application/json", '"status"'),
    Probe("/api/v1/openapi.json", "application/json", '"openapi"'),
)


def smoke(site: str, tell: Callable[[str], None], wait: Callable[[float], None] = time.sleep) -> None:
    """Ask until all answer; a new distribution takes minutes. Raise DeployError naming what does not."""
    with httpx.Client(base_url=site, timeout=SECONDS, follow_redirects=True) as client:
        for probe in PROBES:
            problem = _problem(client, probe)
            for _ in range(TRIES):
                if problem is None:
                    break
                wait(EVERY_SECONDS)
                problem = _problem(client, probe)
            if problem is not None:
                raise DeployError(f"{site}{probe.path} {problem}")
            tell(f"  {probe.path} answers")
        refused = client.get("/api/v1/bots")
        if refused.status_code != 401:
            raise DeployError(f"{site}/api/v1/bots should refuse strangers and answered {refused.status_code}.")
        tell("  strangers are refused")


def leads_there(site: str) -> bool:
    """Whether the site is reached by this address too. A domain's DNS may be anybody's, and take hours."""
    with httpx.Client(base_url=site, timeout=SECONDS, follow_redirects=True) as client:
        return all(_problem(client, probe) is None for probe in PROBES)


def _problem(client: httpx.Client, probe: Probe) -> str | None:
    try:
        answer = client.get(probe.path)
    except httpx.HTTPError as error:
        return f"does not answer: {error!r}"
    if not answer.is_success:
        return f"answered {answer.status_code}"
    if not answer.headers.get("content-type", "").startswith(probe.kind):
        return f"is {answer.headers.get('content-type')}, not {probe.kind}"
    return None if probe.holds in answer.text else "is not what was deployed"
