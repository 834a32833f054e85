"""Browser profiles: `<root>/<bot>/<fence>/`, a generation per holder, so that two never share one."""

import logging
import shutil
from pathlib import Path

from flotilla.domain.bots import Bot
from flotilla.domain.ids import BotId, TenantId
from runner.channels.whatsapp_web.copying import copy_settled

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
FETCHED = ("CacheStorage",)
"""What WhatsApp Web's own worker keeps of what it fetched: it may go at any time, since browsers drop it too."""

KEPT_GENERATIONS = 2

OWNER = "TENANT"
"""The file beside a bot's generations that says whose bot it is: a bot's id alone does not tell."""


def prepare_profile(root: Path, bot: BotId, fence: int) -> Path:
    """The profile of this holder: its own if it has one, else a copy of the newest older one, else an empty one.

    Chromium exits on another's Singleton files, and stale LOCK files keep IndexedDB shut: neither is carried over.
    Raise TornCopyError if another browser writes to the older one without a pause.
    """
    home = root / bot
    profile = home / str(fence)
    if profile.is_dir():
        _unlock(profile)
        return profile
    older = [generation for generation in _generations(home) if generation < fence]
    # Copied aside and then moved: a holder that dies while copying leaves no half profile behind.
    aside = aside_of(root, bot, fence)
    shutil.rmtree(aside, ignore_errors=True)
    if older:
        copy_settled(home / str(older[-1]), aside, without=(*LOCKS, *CACHES))
    else:
        aside.mkdir(parents=True)
    aside.rename(profile)
    return profile


def aside_of(root: Path, bot: BotId, fence: int) -> Path:
    """Where a generation is put together before it is moved to its place as a whole."""
    return root / bot / f"{fence}.new"


def adopt_profile(root: Path, bot: BotId, fence: int) -> None:
    """Make what was put together aside the profile of this generation."""
    aside_of(root, bot, fence).rename(root / bot / str(fence))


def has_profile(root: Path, bot: BotId, fence: int) -> bool:
    """Whether the disk has a generation that this holder may use."""
    return any(generation <= fence for generation in _generations(root / bot))


def own_profile(root: Path, bot: BotId, fence: int) -> Path | None:
    """The profile of this generation, if there is one."""
    profile = root / bot / str(fence)
    return profile if profile.is_dir() else None


def newest_profile(root: Path, bot: BotId, fence: int) -> Path | None:
    """The profile that this holder uses, or would begin with."""
    older = [generation for generation in _generations(root / bot) if generation <= fence]
    return root / bot / str(older[-1]) if older else None


def mark_owner(root: Path, bot: Bot) -> None:
    """Note whose bot this is, so that its profile is removed once the bot is gone."""
    mark = root / bot.id / OWNER
    if not mark.is_file():
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.write_text(bot.tenant)


def kept_profiles(root: Path) -> list[tuple[TenantId, BotId]]:
    """The bots that the disk has something of."""
    if not root.is_dir():
        return []
    marks = [(home, home / OWNER) for home in root.iterdir()]
    return [(TenantId(mark.read_text()), BotId(home.name)) for home, mark in marks if mark.is_file()]


def erase_profiles(root: Path, bot: BotId) -> None:
    """Delete all that the disk has of a bot that is no more."""
    shutil.rmtree(root / bot, ignore_errors=True)


def prune_profiles(root: Path, bot: BotId, fence: int) -> None:
    """Delete all but this generation and the one before it, and what browsers make anew of that one."""
    kept = [generation for generation in _generations(root / bot) if generation <= fence][-KEPT_GENERATIONS:]
    for generation in _generations(root / bot):
        # A generation above ours belongs to a newer holder.
        if generation < fence and generation not in kept:
            shutil.rmtree(root / bot / str(generation), ignore_errors=True)
        elif generation < fence:
            drop_caches(root / bot / str(generation))


def drop_caches(profile: Path) -> None:
    """Delete what a browser makes anew; its browser is closed."""
    _drop(profile, CACHES)


def drop_fetched(profile: Path) -> None:
    """Delete what WhatsApp Web fetches again; the profile's browser is closed."""
    _drop(profile, (*CACHES, *FETCHED))


def _drop(profile: Path, patterns: tuple[str, ...]) -> None:
    for pattern in patterns:
        for path in list(profile.rglob(pattern)):
            shutil.rmtree(path, ignore_errors=True)


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
