"""`python -m simulator --port N --state DIR`."""

import argparse
import logging
from pathlib import Path

from aiohttp import web

from simulator.server import build


def main() -> None:
    """Serve the simulated WhatsApp on the loopback interface until stopped."""
    parser = argparse.ArgumentParser(prog="simulator", description="A simulated WhatsApp for development and tests.")
    parser.add_argument("--port", type=int, default=9390)
    parser.add_argument("--state", type=Path, default=Path(".local/simulator"), help="folder of the stored state")
    parser.add_argument(
        "--qr-seconds", type=float, default=20.0, help="life of a QR code; the first one lives three times as long"
    )
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    app = build(arguments.state, arguments.qr_seconds)
    web.run_app(app, host="127.0.0.1", port=arguments.port, access_log=None, shutdown_timeout=1, print=None)


if __name__ == "__main__":
    main()
