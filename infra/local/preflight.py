"""What this machine must have, looked at before anything is installed: `python3 -m infra.local.preflight`.

Standard library only, and syntax that older Pythons read, so that it can say that the Python is too old.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from infra.local import chromium, ports
from infra.local.config import CACHE, ROOT, LocalConfig, load

#: Gigabytes on disk: packages, browsers' profiles and state; less once everything is installed.
DISK_FRESH_GB = 3.0
DISK_INSTALLED_GB = 0.5


@dataclass(frozen=True)
class Problem:
    """Something that is missing, the exact line that mends it, and how long that takes."""

    what: str
    mend: str
    takes: str


def problems(config: LocalConfig) -> list[Problem]:
    """Everything that would keep the stack from running here."""
    found = [python(), node(), browser(), disk(), *(port(name, number) for name, number in config.ports.items())]
    return [one for one in found if one is not None]


def python() -> Problem | None:
    """The functions' packages are built for Python 3.11, and run on this machine's."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    if version != "3.11":
        mend = "sudo apt-get install -y python3.11 python3.11-venv"
        if not _apt_knows("python3.11"):
            mend = "sudo add-apt-repository -y ppa:deadsnakes/ppa && " + mend
        return Problem(f"Python 3.11 is needed; {sys.executable} is {version}.", mend, "1 minute")
    if importlib.util.find_spec("ensurepip") is None:
        return Problem(
            "Python's venv module is not complete.", "sudo apt-get install -y python3.11-venv", "half a minute"
        )
    return None


def node() -> Problem | None:
    """The page's bridge and the pages are built with Node 20 or newer."""
    mend = "sudo apt-get install -y npm && sudo npm install -g n && sudo n 20 && hash -r"
    if not shutil.which("node") or not shutil.which("npm"):
        return Problem("Node 20 and npm are needed; there is none.", mend, "2 minutes")
    said = subprocess.run(["node", "--version"], stdout=subprocess.PIPE, text=True, check=False)
    version = said.stdout.strip()
    if not version.startswith("v") or int(version[1:].split(".")[0]) < 20:
        return Problem(f"Node 20 is needed; this is {version or 'not working'}.", mend, "2 minutes")
    return None


def browser() -> Problem | None:
    """Sessions run in Chromium."""
    if chromium.find():
        return None
    if "ubuntu" in Path("/etc/os-release").read_text().lower() if Path("/etc/os-release").exists() else False:
        # Ubuntu's own package is a snap.
        return Problem(
            "Chromium is needed; there is none.", "npx -y playwright install --with-deps chromium", "3 minutes"
        )
    return Problem("Chromium is needed; there is none.", "sudo apt-get install -y chromium", "2 minutes, 350 MB")


def disk() -> Problem | None:
    """Room for packages and state."""
    need = DISK_INSTALLED_GB if (CACHE / "emulator").exists() else DISK_FRESH_GB
    free = shutil.disk_usage(str(ROOT)).free / 1e9
    if free >= need:
        return None
    show = "du -xh --max-depth=3 ~ 2>/dev/null | sort -h | tail -20"
    return Problem(
        f"{need:g} GB are needed on the disk of {ROOT}; {free:.1f} GB are free.", show, "it shows what is big"
    )


def port(name: str, number: int) -> Problem | None:
    """Each part listens on a port of its own."""
    if ports.is_free(number):
        return None
    who = ports.holder(number)
    return Problem(f"Port {number} (for the {name}) is taken by {who}.", "make run PORT=4800", "nothing: other ports")


def main() -> int:
    """Print what is missing; returns the exit code."""
    found = problems(load())
    for problem in found:
        print(f"  ✗ {problem.what}\n      {problem.mend}\n      ({problem.takes})\n", file=sys.stderr)
    if found:
        print("Nothing was installed. Run the lines above and try again.", file=sys.stderr)
    return 1 if found else 0


def _apt_knows(package: str) -> bool:
    if not shutil.which("apt-cache"):
        return True
    shown = subprocess.run(
        ["apt-cache", "show", package], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False
    )
    return shown.returncode == 0 and bool(shown.stdout)


if __name__ == "__main__":
    sys.exit(main())
