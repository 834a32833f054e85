"""Print the monthly cost of an installation: `python -m infra.cost --tenants 20 --bots 2 --messages 300`."""

from __future__ import annotations

import argparse
import os
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

from flotilla.settings import read_settings
from infra.cost.model import Prices, cost, tasks
from infra.cost.usage import Usage

PRICES = Path(__file__).with_name("prices.toml")


def list_prices(path: Path, environment: Mapping[str, str]) -> Prices:
    """The prices in a file, with those of the model as the installation is set, unless the file has its own."""
    settings = read_settings(environment)
    model = {"input_million": settings.deepseek_price_in, "output_million": settings.deepseek_price_out}
    return {"model": model, **tomllib.loads(path.read_text())}


def main(words: list[str] | None = None) -> None:
    """Read the size from the command line and print the table."""
    parser = argparse.ArgumentParser(prog="python -m infra.cost", description="What an installation costs per month.")
    for one in fields(Usage):
        if not isinstance(one.default, bool):
            kind = float if isinstance(one.default, float) else int
            parser.add_argument(f"--{one.name.replace('_', '-')}", type=kind, default=one.default)
    parser.add_argument("--no-ai", dest="ai", action="store_false", help="the offline brain answers")
    parser.add_argument("--private", action="store_true", help="runners reach out through a NAT gateway")
    parser.add_argument("--prices", type=Path, default=PRICES, help="a file like infra/cost/prices.toml")
    given = vars(parser.parse_args(words))
    prices = list_prices(given.pop("prices"), os.environ)
    usage = Usage(**given)
    if min(usage.tenants, usage.bots) < 1 or usage.messages < 0:
        parser.error("There has to be at least one tenant with one bot, and no fewer than no messages.")
    parts = cost(usage, prices)
    print(
        f"{usage.sessions} sessions in {tasks(usage)} runner task(s), {usage.inbound:,.0f} customers' messages a month"
    )
    print(f"List prices as of {prices['as_of']}, without free tiers and taxes.\n")
    for service, dollars in parts.items():
        print(f"  {service:<30} {dollars:>10,.2f} $")
    total = sum(parts.values())
    print(f"  {'together':<30} {total:>10,.2f} $   ({total / usage.sessions:,.2f} $ a bot)")


if __name__ == "__main__":
    main()
