"""Browser profiles: `<root>/<bot>/<fence>/`, a generation per holder, so that two never share one."""

import logging
import shutil
from pathlib import Path

from flotilla.domain.ids import BotId

logger = logging.getLogger(__name__)

LOCKS = ("Singleton*", "LOCK", "lockfile", "DevToolsActivePort")
CACHES = (
    "Cache",
    "Code Cache",
    "GPUCache",
    "GrShaderCache",
    "ShaderCache",
    "DawnGraphiteCache",
    "DawnWebGPUCache",
    "GraphiteDawnCache",
    "Crashpad",
    "BrowserMetrics*",
    "component_crx_cache",
)
KEPT_GENERATIONS = 2


def prepare_profile(root: Path, bot: BotId, fence: int) -> Path:
    """The profile of this holder: its own if it has one, else a copy of the newest older one, else an empty one.

    Chromium exits on another's Singleton files, and stale LOCK files keep IndexedDB shut: neither is carried over.
    """
    home = root / bot
    profile = home / str(fence)
    if profile.is_dir():
        _unlock(profile)
        return profile
    older = [generation for generation in _generations(home) if generation < fence]
    # Copied aside and then moved: a holder that dies while copying leaves no half profile behind.
    aside = home / f"{fence}.new"
    shutil.rmtree(aside, ignore_errors=True)
    if older:
        shutil.copytree(home / str(older[-1]), aside, symlinks=True, ignore=shutil.ignore_patterns(*LOCKS, *CACHES))
    else:
        aside.mkdir(parents=True)
    aside.rename(profile)
    return profile


def prune_profiles(root: Path, bot: BotId, fence: int) -> None:
    """Delete all but this generation and the one before it."""
    kept = [generation for generation in _generations(root / bot) if generation <= fence][-KEPT_GENERATIONS:]
    for generation in _generations(root / bot):
        # A generation above ours belongs to a newer holder.
        if generation < fence and generation not in kept:
            shutil.rmtree(root / bot / str(generation), ignore_errors=True)


def delete_profiles(root: Path, bot: BotId, fence: int) -> None:
    """Delete a bot's generations up to this one: on this side, its login is gone."""
    for generation in _generations(root / bot):
        if generation <= fence:
            shutil.rmtree(root / bot / str(generation), ignore_errors=True)


def _generations(home: Path) -> list[int]:
    if not home.is_dir():
        return []
    return sorted(int(entry.name) for entry in home.iterdir() if entry.name.isdigit())


def _unlock(profile: Path) -> None:
    for pattern in LOCKS:
        for path in profile.rglob(pattern):
            path.unlink(missing_ok=True)
