"""Make what is missing of a local installation's workspace, people and first bot: `python -m infra.local.seed`.

Reads the sign-ins as JSON from standard input, and prints `{"bot_id": ...}`.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from flotilla.bootstrap import services
from flotilla.domain.errors import FlotillaError
from flotilla.services.seed_installation import Person

BOT_PROMPT = (
    "You answer for a small shop of sample goods. Greet customers warmly, answer briefly, and ask for their name, "
    "e-mail address, town and phone number, one at a time."
)


def main() -> int:
    """Seed; returns the exit code."""
    people = {
        name: Person(email=given["email"], name=f"Sample {name}", password=given["password"])
        for name, given in json.load(sys.stdin).items()
    }
    try:
        seeded = services().seed_installation(
            tenant_name="Sample shop",
            time_zone=local_time_zone(),
            admin=people["admin"],
            vendor=people["vendor"],
            bot_name="Sample bot",
            bot_prompt=BOT_PROMPT,
        )
    except FlotillaError as error:
        print(error, file=sys.stderr)
        return 1
    print(json.dumps({"bot_id": seeded.bot.id}))
    return 0


def local_time_zone() -> str:
    """The IANA name of this machine's time zone; UTC where it doesn't say."""
    zone = os.environ.get("TZ", "") or str(Path("/etc/localtime").resolve()).partition("zoneinfo/")[2]
    return zone if "/" in zone else "UTC"


if __name__ == "__main__":
    sys.exit(main())
