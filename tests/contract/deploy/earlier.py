"""The template as it was before: what an installation that is to be updated was deployed from."""

import io
import json
import subprocess
import tarfile
from pathlib import Path
from typing import Any, NamedTuple

from infra.packaging.build import ROOT, template_of

Template = dict[str, Any]

#: What the merged template is made of.
SOURCES = (
    "template.yaml",
    "infra/templates",
    "infra/packaging",
    "api/.chalice",
    "api/app.py",
    "api/chalicelib/resources",
)


class Earlier(NamedTuple):
    """An older template, and where it is from."""

    origin: str
    template: Template


def earlier(now: Template, folder: Path) -> Earlier:
    """The template before the newest change of it that git knows of, uncommitted ones too.

    A clone may be shallow, and a tree may be no clone at all. Then it is what an installation looks like that was
    deployed before there were alarms: the template without them.
    """
    commit = commit_before()
    if commit is None:
        return Earlier("no history here: the template without its alarms", without_alarms(now))
    return Earlier(f"commit {commit}", template_at(commit, folder))


def commit_before(root: Path = ROOT) -> str | None:
    """The newest commit whose template may differ from the tree's; None where history does not reach so far."""
    if _git(root, "rev-parse", "--is-inside-work-tree") is None:
        return None
    if _git(root, "status", "--porcelain", "--", *SOURCES):
        return _git(root, "rev-parse", "--verify", "--quiet", "HEAD")
    newest = _git(root, "log", "-1", "--format=%H", "--", *SOURCES)
    return _git(root, "rev-parse", "--verify", "--quiet", f"{newest}^") if newest else None


def template_at(commit: str, folder: Path, root: Path = ROOT) -> Template:
    """The merged template of a commit, made by the packaging of today."""
    packed = subprocess.run(
        ["git", "-C", str(root), "archive", "--format=tar", commit, "api", "infra", "template.yaml"],
        capture_output=True,
        check=True,
    ).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder / "tree", filter="tar")
    return template_of(folder / "tree", folder / "made")


def without_alarms(template: Template) -> Template:
    """A copy without alarms and dashboard."""
    copied: Template = json.loads(json.dumps(template))
    for name, resource in template["Resources"].items():
        if resource["Type"] in {"AWS::CloudWatch::Alarm", "AWS::CloudWatch::Dashboard"}:
            del copied["Resources"][name]
    return copied


def _git(root: Path, *words: str) -> str | None:
    """What git says, without the end of its line; None where it has nothing to say or is not there."""
    try:
        done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None
