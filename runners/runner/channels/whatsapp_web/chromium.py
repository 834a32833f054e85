"""Which Chromium runs, and how."""

import os
import re
import shutil
import stat
import subprocess
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from runner.channels.port import ChannelStartError

# Debian's command is a shell script that does not `exec`: the real binary is what must die with its parent.
WRAPPED = {"/usr/bin/chromium-headless-shell": "/usr/lib/chromium/chromium-headless-shell"}

CANDIDATES = (
    "/usr/bin/chromium-headless-shell",
    "/usr/bin/chromium",
    "/usr/bin/google-chrome",
)

QUIET = (
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-breakpad",
    "--disable-crash-reporter",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-notifications",
    "--mute-audio",
    "--no-pings",
    "--renderer-process-limit=1",
    # One page of one site needs no processes of their own for drawing and for the network: 30 MB of each session.
    "--in-process-gpu",
    "--enable-features=NetworkServiceInProcess2",
    "--disable-blink-features=AutomationControlled",
)

WHATSAPP_HOSTS = ("*.whatsapp.com", "*.whatsapp.net", "*.fbcdn.net")

BLOCKED = (
    "*.woff",
    "*.woff2",
    "*.ttf",
    "*.mp4",
    "*.webm",
    "*.mp3",
    "*://*.google-analytics.com/*",
    "*://*.googletagmanager.com/*",
    "*://crashlogs.whatsapp.net/*",
    "*://dit.whatsapp.net/*",
)
"""Requests that a bot's page does without. Customers' media comes from other addresses, and is not among these."""


def find_chromium(chosen: str, bundled: str) -> Path:
    """As chosen, else the driver's own, else the system's. Raise ChannelStartError saying what to install."""
    if chosen:
        if not os.access(chosen, os.X_OK):
            raise ChannelStartError(f"CHROMIUM_PATH is {chosen}, and there is no program there.")
        return _unwrapped(chosen)
    for candidate in (bundled, *CANDIDATES):
        if candidate and os.access(candidate, os.X_OK):
            return _unwrapped(candidate)
    raise ChannelStartError(
        "No Chromium found. Install one (Debian: apt install chromium-headless-shell; "
        "elsewhere: playwright install chromium --only-shell), or set CHROMIUM_PATH."
    )


def _unwrapped(command: str) -> Path:
    real = WRAPPED.get(command, command)
    return Path(real if os.access(real, os.X_OK) else command)


@cache
def major_version(binary: Path) -> str:
    """The browser's major version. Raise ChannelStartError if it can't tell."""
    try:
        answer = subprocess.run([binary, "--version"], capture_output=True, text=True, timeout=20, check=True)  # noqa: S603  # The operator's own browser.
    except (OSError, subprocess.SubprocessError) as error:
        raise ChannelStartError(f"{binary} does not start: {error}") from error
    found = re.search(r"(\d+)\.\d+\.\d+", answer.stdout)
    if found is None:
        raise ChannelStartError(f"{binary} does not say its version.")
    return found.group(1)


def user_agent(major: str) -> str:
    """What a desktop Chrome of the same major version says of itself, without the word Headless."""
    return f"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{major}.0.0.0 Safari/537.36"


def agent_metadata(major: str) -> dict[str, object]:
    """What goes with the user agent in `navigator.userAgentData` and the client hints."""
    brands = [
        {"brand": "Not:A-Brand", "version": "8"},
        {"brand": "Chromium", "version": major},
        {"brand": "Google Chrome", "version": major},
    ]
    return {
        "brands": brands,
        "fullVersionList": [{**brand, "version": f"{brand['version']}.0.0.0"} for brand in brands],
        "platform": "Linux",
        "platformVersion": "",
        "architecture": "x86",
        "bitness": "64",
        "model": "",
        "mobile": False,
    }


CACHE_BYTES = 64 * 1024 * 1024
"""Enough for WhatsApp Web's own scripts; what is not in it is fetched again."""


def arguments(url: str, agent: str, cache: Path) -> list[str]:
    """The command line. Names that aren't WhatsApp's, or the given page's own, don't resolve.

    What the browser could fetch again lies in `cache`, a folder of its own: profiles may be on a shared disk, which
    is slow, paid for by its size, and full for all at once.
    """
    excluded = ", ".join(f"EXCLUDE {host}" for host in (*WHATSAPP_HOSTS, urlsplit(url).hostname or "localhost"))
    bounded = (f"--disk-cache-dir={cache}", f"--disk-cache-size={CACHE_BYTES}", f"--media-cache-size={CACHE_BYTES}")
    return [*QUIET, *bounded, f"--user-agent={agent}", f"--host-resolver-rules=MAP * ~NOTFOUND, {excluded}"]


def environment(home: Path) -> dict[str, str | float | bool]:
    """The browser's environment: nothing of the runner's, which holds credentials."""
    return {"PATH": "/usr/bin:/bin", "HOME": str(home), "LANG": os.environ.get("LANG", "C.UTF-8"), "TZ": "UTC"}


def leashed(binary: Path, folder: Path) -> Path:
    """A launcher whose browser dies with the process that started it, even if that one is killed.

    Without util-linux's `setpriv` (not on Linux) it is the binary itself; orphans are then killed at the next start.
    """
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        return binary
    launcher = folder / "chromium"
    launcher.write_text(f'#!/bin/sh\nexec {setpriv} --pdeathsig KILL -- "{binary}" "$@"\n')
    launcher.chmod(launcher.stat().st_mode | stat.S_IXUSR)
    return launcher
