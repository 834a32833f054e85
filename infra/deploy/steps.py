"""A deployment, step by step. Each may be repeated: what is done already is left alone."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.deploy import artifacts, checks, image, secrets, smoke, stages
from infra.deploy.accounts import Account
from infra.deploy.changes import Changes, ChangeSet
from infra.deploy.errors import DeployError
from infra.packaging import site
from infra.packaging.build import Package

ROOT = Path(__file__).resolve().parents[2]

Tell = Callable[[str], None]
Agree = Callable[[str], bool]


@dataclass(frozen=True)
class Deployment:
    """One deployment of one stage. `agree` asks the person; `tell` says what happens."""

    account: Account
    stage: stages.StageName
    environment: Mapping[str, str]
    tell: Tell
    agree: Agree
    replace_data: bool = False

    def check(self) -> None:
        """Look before anything is changed. Raise DeployError naming all that stands in the way."""
        found = checks.check(self.account, self.stage.stack, self.environment)
        for finding in found:
            self.tell(f"  {'STOP' if finding.stops else '    '}  {finding.text}")
        if any(finding.stops for finding in found):
            raise DeployError("Nothing was changed. What is marked with STOP has to be mended first.")

    def stack(self, package: Package) -> dict[str, str]:
        """Bring the stack to the package, with the person's agreement; returns its outputs."""
        template = artifacts.upload(self.account, package.zip, package.template)
        known = frozenset(json.loads(package.template.read_text())["Parameters"])
        existing = self._existing()
        before = frozenset(one["ParameterKey"] for one in existing.get("Parameters", []))
        changes = Changes(self.account, self.tell)
        proposed = changes.propose(
            self.stage.stack,
            template,
            stages.parameters(self.stage, self.environment, known, before),
            new=not existing,
        )
        if proposed is None:
            self.tell("  nothing changes")
        else:
            self._agree(changes, proposed)
            changes.carry_out(proposed)
        return outputs(self._existing())

    def image(self, found: Mapping[str, str]) -> None:
        """Build the runners' image if its sources changed, and let the service take it.

        The site's own address is only known by now, where it has no domain: the functions are told it too.
        """
        name = image.ensure_image(
            self.account, found["RunnerRepositoryUri"], found["ImageBuilderName"], self.tell, time.sleep
        )
        self._set({"RunnerImage": name}, {"SiteUrl": found["SiteUrl"]})

    def pages(self, found: Mapping[str, str]) -> None:
        """Upload the built pages, and have CloudFront forget the old ones."""
        built = ROOT / "frontend" / "dist"
        if site.upload(self.account.s3, found["SiteBucketName"], artifacts.ensure_bucket(self.account), built):
            # What is named after its content never changes; the rest is few files.
            self.account.client("cloudfront").create_invalidation(
                DistributionId=found["DistributionId"],
                InvalidationBatch={"Paths": {"Quantity": 1, "Items": ["/*"]}, "CallerReference": str(time.time_ns())},
            )
            self.tell("  uploaded; CloudFront forgets the old ones")
        else:
            self.tell("  nothing changed")

    def secrets(self, found: Mapping[str, str]) -> None:
        """Write the keys that the environment holds into the stack's secret."""
        changed = secrets.put_secrets(self.account, found["SecretArn"], self.environment)
        self.tell(f"  written: {', '.join(changed)}" if changed else "  nothing changed")

    def smoke(self, found: Mapping[str, str]) -> None:
        """Ask what was deployed by CloudFront's own name, and say what the site's domain still lacks, if it has one."""
        own, site = found["DistributionDomain"], found["SiteUrl"].removeprefix("https://")
        smoke.smoke(f"https://{own}", self.tell)
        if site != own and not smoke.leads_there(found["SiteUrl"]):
            self.tell(f"  {site} does not lead here yet. It takes this in its DNS: CNAME {site} -> {own}")

    def _set(self, wanted: Mapping[str, str], if_empty: Mapping[str, str]) -> None:
        """Give the stack these parameters, and leave template and all others as they are."""
        before = {one["ParameterKey"]: one.get("ParameterValue", "") for one in self._existing()["Parameters"]}
        given = {**wanted, **{name: value for name, value in if_empty.items() if not before.get(name)}}
        if given.items() <= before.items():
            return
        self.tell(f"  setting {', '.join(sorted(given))}; runners hand their sessions over before they stop")
        values: Any = [{"ParameterKey": name, "ParameterValue": value} for name, value in given.items()]
        kept: Any = [{"ParameterKey": name, "UsePreviousValue": True} for name in before if name not in given]
        self.account.cloudformation.update_stack(
            StackName=self.stage.stack, UsePreviousTemplate=True, Parameters=values + kept,
            Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
        )  # fmt: skip
        Changes(self.account, self.tell).finish(self.stage.stack)

    def _existing(self) -> dict[str, Any]:
        if checks.stack_status(self.account, self.stage.stack) in (None, "REVIEW_IN_PROGRESS"):
            return {}
        return dict(self.account.cloudformation.describe_stacks(StackName=self.stage.stack)["Stacks"][0])

    def _agree(self, changes: Changes, proposed: ChangeSet) -> None:
        for change in proposed.changes:
            self.tell(f"  {change}")
        lost = [change.name for change in proposed.changes if change.loses_data]
        if lost and not self.replace_data:
            changes.drop(proposed)
            raise DeployError(
                f"This would begin anew with empty {', '.join(lost)}. If that is meant, add REPLACE_DATA=1."
            )
        if not self.agree(f"Carry out these {len(proposed.changes)} changes?"):
            changes.drop(proposed)
            raise DeployError("Nothing was changed.")


def outputs(stack: Mapping[str, Any]) -> dict[str, str]:
    """A stack's outputs by name."""
    return {one["OutputKey"]: one["OutputValue"] for one in stack.get("Outputs", [])}
