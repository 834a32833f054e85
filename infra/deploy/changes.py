"""A change set: made, shown, agreed to, carried out."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from infra.deploy.accounts import Account
from infra.deploy.errors import DeployError

#: What holds data: replacing one of these begins anew with an empty one.
HOLDING_DATA = {
    "AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::EFS::FileSystem", "AWS::SecretsManager::Secret", "AWS::KMS::Key",
}  # fmt: skip

EVERY_SECONDS = 3.0
LASTS_MINUTES = 60


@dataclass(frozen=True)
class Change:
    """One resource that would be added, changed, replaced or removed."""

    action: str
    name: str
    kind: str
    replaced: bool

    @property
    def loses_data(self) -> bool:
        """Whether something that holds data would be replaced or removed from the stack."""
        return self.kind in HOLDING_DATA and (self.replaced or self.action == "Remove")

    def __str__(self) -> str:
        how = "Replace" if self.replaced else self.action
        return f"{how:<8} {self.name} ({self.kind})"


@dataclass(frozen=True)
class ChangeSet:
    """What CloudFormation would do."""

    id: str
    stack: str
    changes: tuple[Change, ...]


class Changes:
    """Makes and carries out change sets. `wait` sleeps; `tell` says what happens."""

    def __init__(
        self, account: Account, tell: Callable[[str], None], wait: Callable[[float], None] = time.sleep
    ) -> None:
        self._cloudformation = account.cloudformation
        self._tell = tell
        self._wait = wait

    def propose(
        self, stack: str, template: str, parameters: Sequence[dict[str, object]], *, new: bool
    ) -> ChangeSet | None:
        """The change set, or None where nothing would change. Raise DeployError if CloudFormation refuses."""
        given: Any = list(parameters)
        name = f"flotilla-{time.time_ns()}"
        try:
            made = self._cloudformation.create_change_set(
                StackName=stack, ChangeSetName=name, ChangeSetType="CREATE" if new else "UPDATE",
                TemplateURL=template, Parameters=given, Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
            )["Id"]  # fmt: skip
        except ClientError as error:
            raise DeployError(f"CloudFormation refused the template: {error.response['Error']['Message']}") from None
        return self._described(made, stack)

    def carry_out(self, proposed: ChangeSet) -> None:
        """Execute it and wait for its end. Raise DeployError with the reasons if CloudFormation rolls back."""
        self._cloudformation.execute_change_set(ChangeSetName=proposed.id, StackName=proposed.stack)
        self.finish(proposed.stack)

    def drop(self, proposed: ChangeSet) -> None:
        """Forget it."""
        self._cloudformation.delete_change_set(ChangeSetName=proposed.id, StackName=proposed.stack)

    def remove(self, stack: str) -> None:
        """Delete the stack and wait for that. Raise DeployError with the reasons if something stands in the way."""
        # Asked for by its id: a stack that is gone can't be described by its name.
        arn = self._cloudformation.describe_stacks(StackName=stack)["Stacks"][0]["StackId"]
        self._cloudformation.delete_stack(StackName=arn)
        self.finish(arn)

    def _described(self, made: str, stack: str) -> ChangeSet | None:
        for _ in range(200):
            found = self._cloudformation.describe_change_set(ChangeSetName=made, StackName=stack)
            if found["Status"] == "CREATE_COMPLETE":
                return ChangeSet(made, stack, self._all(found))
            if found["Status"] == "FAILED":
                reason = found.get("StatusReason", "no reason given")
                self._cloudformation.delete_change_set(ChangeSetName=made, StackName=stack)
                if "didn't contain changes" in reason or "No updates are to be performed" in reason:
                    return None
                raise DeployError(f"CloudFormation can't do this: {reason}")
            self._wait(EVERY_SECONDS)
        raise DeployError("CloudFormation does not finish its change set.")

    def _all(self, found: Any) -> tuple[Change, ...]:
        changes = [_change(one) for one in found["Changes"]]
        while found.get("NextToken"):
            found = self._cloudformation.describe_change_set(
                ChangeSetName=found["ChangeSetId"], StackName=found["StackId"], NextToken=found["NextToken"]
            )
            changes += [_change(one) for one in found["Changes"]]
        return tuple(changes)

    def finish(self, stack: str) -> None:
        """Wait until the stack is done. Raise DeployError with the reasons if it ends badly."""
        last = ""
        for _ in range(int(LASTS_MINUTES * 60 / EVERY_SECONDS)):
            try:
                status = self._cloudformation.describe_stacks(StackName=stack)["Stacks"][0]["StackStatus"]
            except ClientError:
                return  # What was to be deleted is gone.
            if status != last:
                self._tell(f"  {status}")
                last = status
            if status in {"CREATE_COMPLETE", "UPDATE_COMPLETE", "DELETE_COMPLETE"}:
                return
            if not status.endswith("_IN_PROGRESS"):
                raise DeployError(f"The deployment ended as {status}: {self._reasons(stack)}")
            self._wait(EVERY_SECONDS)
        raise DeployError(f"The stack is not done after {LASTS_MINUTES} minutes; it goes on by itself.")

    def _reasons(self, stack: str) -> str:
        events = self._cloudformation.describe_stack_events(StackName=stack)["StackEvents"]
        failed = [one for one in events if one.get("ResourceStatus", "").endswith("FAILED")][:5]
        return "; ".join(f"{one['LogicalResourceId']}: {one.get('ResourceStatusReason', '?')}" for one in failed) or "?"


def _change(described: Any) -> Change:
    one = described["ResourceChange"]
    replaced = one.get("Replacement") in ("True", "Conditional")
    return Change(one["Action"], one["LogicalResourceId"], one["ResourceType"], replaced)
