"""What a stage is called, and the parameters that a person's environment gives it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from infra.deploy.errors import DeployError
from infra.packaging.parameters import FROM_ENVIRONMENT

STAGES = ("staging", "production")

#: What only a real account has, by the template's parameters.
ON_AWS_ONLY = {
    "SiteDomain": "SITE_DOMAIN",
    "SiteCertificate": "SITE_CERTIFICATE",
    "SiteHostedZone": "SITE_HOSTED_ZONE",
    "SiteUrl": "SITE_URL",
    "AlarmEmail": "ALARM_EMAIL",
    "MailDomain": "MAIL_DOMAIN",
    "RunnerSubnets": "RUNNER_SUBNETS",
    "RunnerMinimum": "RUNNER_MINIMUM",
}


@dataclass(frozen=True)
class StageName:
    """A stage: its name, and its stack's."""

    name: str

    @property
    def stack(self) -> str:
        """`flotilla` in production, `flotilla-staging` in staging."""
        return "flotilla" if self.name == "production" else f"flotilla-{self.name}"


def stage_of(name: str) -> StageName:
    """The stage with this name. Raise DeployError for any other."""
    if name not in STAGES:
        raise DeployError(f"Say which stage: STAGE={' or STAGE='.join(STAGES)}.")
    return StageName(name)


def parameters(
    stage: StageName, environment: Mapping[str, str], known: frozenset[str], before: frozenset[str]
) -> list[dict[str, object]]:
    """CloudFormation's parameters: what the environment says, else what the stack has, else the template's default.

    `known` are the template's parameters, `before` those that the deployed stack has. Raise DeployError for a domain
    without its certificate.
    """
    given = {
        name: environment[variable]
        for name, variable in {**FROM_ENVIRONMENT, **ON_AWS_ONLY}.items()
        if environment.get(variable)
    }
    if "SiteDomain" in given:
        if "SiteCertificate" not in given and "SiteCertificate" not in before:
            raise DeployError("SITE_DOMAIN needs SITE_CERTIFICATE: the ARN of its certificate, in us-east-1.")
        given.setdefault("SiteUrl", f"https://{given['SiteDomain']}")
    given["Stage"] = stage.name
    chosen: list[dict[str, object]] = [
        {"ParameterKey": name, "ParameterValue": value} for name, value in sorted(given.items()) if name in known
    ]
    kept = sorted((before & known) - set(given))
    return chosen + [{"ParameterKey": name, "UsePreviousValue": True} for name in kept]
