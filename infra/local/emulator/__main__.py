"""Start the emulator: `python -m infra.local.emulator`, in MiniStack's environment, configured by environment."""

from __future__ import annotations

import asyncio
import importlib
import os
import signal
from pathlib import Path

from infra.local.emulator import (
    function_logs,
    permissions,
    permissions_used,
    pollers,
    saving,
    schedules,
    site,
    streams,
    workers,
)


def main() -> None:
    """Correct MiniStack, then serve AWS on GATEWAY_PORT and the site on SITE_PORT until SIGTERM or SIGINT."""
    # The poller thread starts while state is loaded, so everything is in place before the application is imported.
    pollers.apply()
    streams.apply()
    schedules.apply()
    permissions.apply()
    permissions_used.apply(Path(os.environ["PERMISSIONS_USED"]))
    workers.apply(os.environ["LAMBDA_PYTHON"])
    function_logs.apply(Path(os.environ["FUNCTIONS_LOG"]))
    asyncio.run(_serve(os.environ["BIND_HOST"], int(os.environ["GATEWAY_PORT"]), int(os.environ["SITE_PORT"])))


async def _serve(host: str, gateway: int, public: int) -> None:
    # Imported only now, because MiniStack's application starts its pollers while it is loaded; and by name, because
    # both live in MiniStack's own environment, where neither mypy nor the tests are.
    hypercorn = importlib.import_module("hypercorn.asyncio")
    app = importlib.import_module("ministack.app").app
    saving.apply()
    config = importlib.import_module("hypercorn.config").Config()
    config.bind = [f"{host}:{gateway}", f"{host}:{public}"]
    config.keep_alive_timeout = 75
    config.loglevel = os.environ.get("LOG_LEVEL", "INFO")
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await hypercorn.serve(site.Site(app, public), config, shutdown_trigger=stop.wait)


if __name__ == "__main__":
    main()
