"""Where the local stack keeps things and which ports it takes."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

#: What installing and packaging keep for every stack of this tree.
CACHE = ROOT / ".local" / "cache"

#: The emulator's own Python environment, and the bare one its functions run on.
EMULATOR_PYTHON = CACHE / "emulator" / "bin" / "python"
LAMBDA_PYTHON = CACHE / "lambda-python" / "bin" / "python"

DEFAULT_PORT = 4666
REGION = "us-east-1"
STACK_NAME = "flotilla"


@dataclass(frozen=True)
class LocalConfig:
    """One local stack: its directory and its ports, which all follow from the first."""

    directory: Path
    port: int

    @property
    def simulator_port(self) -> int:
        """Port of the simulated WhatsApp."""
        return self.port + 1

    @property
    def oidc_port(self) -> int:
        """Port of the OpenID provider."""
        return self.port + 2

    @property
    def aws_port(self) -> int:
        """Port of the emulated AWS, which also carries the WebSocket API."""
        return self.port + 3

    @property
    def tasks_port(self) -> int:
        """Port where runner tasks fetch the credentials of their role."""
        return self.port + 4

    @property
    def ports(self) -> dict[str, int]:
        """Each port by the part that listens on it."""
        return {
            "site": self.port,
            "simulator": self.simulator_port,
            "sign-in provider": self.oidc_port,
            "emulated AWS": self.aws_port,
            "task credentials": self.tasks_port,
        }

    @property
    def site_url(self) -> str:
        """Origin of the pages and of /api."""
        return f"http://localhost:{self.port}"

    @property
    def simulator_url(self) -> str:
        """Origin of the simulated WhatsApp."""
        return f"http://127.0.0.1:{self.simulator_port}"

    @property
    def oidc_issuer(self) -> str:
        """Issuer of the local OpenID provider."""
        return f"http://localhost:{self.oidc_port}"

    @property
    def aws_url(self) -> str:
        """Endpoint of the emulated AWS."""
        return f"http://127.0.0.1:{self.aws_port}"

    @property
    def logs(self) -> Path:
        """Folder with one log file per part."""
        return self.directory / "logs"

    @property
    def endpoints_file(self) -> Path:
        """The file that says where everything is; it exists while the stack is ready."""
        return self.directory / "endpoints.json"


def load() -> LocalConfig:
    """The stack that PORT and FLOTILLA_LOCAL_DIR describe.

    Raises:
        SystemExit: when PORT is no usable port.
    """
    port = os.environ.get("PORT", "") or str(DEFAULT_PORT)
    if not port.isdigit() or not 1024 <= int(port) <= 65_530:
        raise SystemExit(f"PORT={port} is not a port between 1024 and 65530.")
    directory = os.environ.get("FLOTILLA_LOCAL_DIR", "")
    return LocalConfig(directory=Path(directory).resolve() if directory else ROOT / ".local", port=int(port))
