"""The browsers that sessions are measured in, and who is measured in which."""

import os
from dataclasses import dataclass
from pathlib import Path

from runner.channels.whatsapp_web.chromium import find_chromium, major_version
from tests.bench.hosts import Kind

FULL = ("/usr/lib/chromium/chromium", "/usr/bin/chromium", "/usr/bin/google-chrome")
"""Where a full browser may be. Debian's own command is a script that adds flags, so the program itself comes first."""


@dataclass(frozen=True)
class Browsers:
    """`shared` is the one that all are compared in, `default` the one that our sessions start when nobody chooses."""

    shared: Path
    default: Path

    @property
    def only_one(self) -> bool:
        """Whether our default is the browser that all are compared in."""
        return self.shared == self.default


@dataclass(frozen=True)
class Contestant:
    """One of those that are compared, in one browser."""

    kind: Kind
    chromium: Path


def find_browsers() -> Browsers:
    """The full browser if there is one (BENCH_CHROMIUM names another), and our sessions' own choice.

    Raise ChannelStartError if there is none at all, SystemExit if BENCH_CHROMIUM is not one.
    """
    default = find_chromium(os.environ.get("CHROMIUM_PATH", ""), "")
    chosen = os.environ.get("BENCH_CHROMIUM", "")
    full = [Path(one) for one in ((chosen,) if chosen else FULL) if os.access(one, os.X_OK)]
    if chosen and not full:
        raise SystemExit(f"BENCH_CHROMIUM is {chosen}, and there is no program there.")
    return Browsers(full[0] if full else default, default)


def named(chromium: Path) -> str:
    """Program and major version."""
    return f"{chromium.name} {major_version(chromium)}"
