"""What the end of a deployment says of the addresses that the site is reached by."""

from typing import Any

import httpx
import pytest

from infra.deploy.accounts import Account
from infra.deploy.errors import DeployError
from infra.deploy.stages import stage_of
from infra.deploy.steps import Deployment

OWN, DOMAIN = "d111.cloudfront.net", "bots.example.com"

_ANSWERS = {
    "/": ("text/html", '<div id="root"></div>'),
    "/sales": ("text/html", '<div id="root"></div>'),
    "/api/v1/health/ready": ("application/json", '{"status": "ready"}'),
    "/api/v1/openapi.json": ("application/json", '{"openapi": "3.1.0"}'),
}


@pytest.fixture
def led(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The hosts that lead to the site; every other one has no address."""
    hosts = {OWN}

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.host not in hosts:
            raise httpx.ConnectError("Name or service not known")
        if request.url.path == "/api/v1/bots":
            return httpx.Response(401)
        kind, text = _ANSWERS[request.url.path]
        return httpx.Response(200, headers={"content-type": kind}, text=text)

    whole = httpx.Client

    def client(**options: Any) -> httpx.Client:
        return whole(transport=httpx.MockTransport(answer), **options)

    monkeypatch.setattr("infra.deploy.smoke.httpx.Client", client)
    monkeypatch.setattr("infra.deploy.smoke.TRIES", 0)
    return hosts


def said_of(site: str) -> str:
    told: list[str] = []
    account = Account(None)  # type: ignore[arg-type]  # It is not asked.
    deployment = Deployment(account, stage_of("staging"), {}, told.append, lambda _question: True)
    deployment.smoke({"SiteUrl": f"https://{site}", "DistributionDomain": OWN})
    return "\n".join(told)


def test_a_domain_that_leads_nowhere_yet_is_told_its_record_and_is_no_failure(led: set[str]) -> None:
    said = said_of(DOMAIN)
    assert "strangers are refused" in said
    assert f"CNAME {DOMAIN} -> {OWN}" in said


def test_nothing_is_asked_for_where_the_domain_leads_here_or_there_is_none(led: set[str]) -> None:
    led.add(DOMAIN)
    for site in (DOMAIN, OWN):
        assert "CNAME" not in said_of(site)


def test_a_site_that_does_not_answer_by_its_own_name_is_a_failure(led: set[str]) -> None:
    led.clear()
    led.add(DOMAIN)
    with pytest.raises(DeployError, match=OWN):
        said_of(DOMAIN)
