"""Who can sign in to a local installation: made up once, with passwords of its own."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class SignIn:
    """An address and its password."""

    email: str
    password: str


def load(directory: Path) -> dict[str, SignIn]:
    """The sign-ins `admin` and `vendor` of this installation, made on the first call and kept for its owner alone."""
    kept = directory / "sign-in.json"
    if not kept.exists():
        made = {name: SignIn(f"{name}@example.com", secrets.token_urlsafe(12)) for name in ("admin", "vendor")}
        handle = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as out:
            json.dump({name: asdict(one) for name, one in made.items()}, out, indent=2)
    return {name: SignIn(**fields) for name, fields in json.loads(kept.read_text()).items()}
