"""What a browser has to fetch before a vendor can work: the JavaScript of the sales page's first load."""

import gzip
import re
from pathlib import Path

import pytest

from infra.local.config import ROOT

BUILT = ROOT / "frontend" / "dist"
LIMIT = 250_000
"""Bytes, as they travel: what a vendor with a phone waits for in the morning."""

SCRIPTS = re.compile(r'<script\b[^>]*\bsrc="/([^"]+\.js)"')
IMPORTS = re.compile(r"""\b(?:from|import)\s*["'`]\./([^"'`]+\.js)["'`]""")


@pytest.mark.parametrize("language", ["en", "pt-br"])
@pytest.mark.parametrize("pages", [("sales",), ("sales", "sales-conversation")], ids=["list", "chat by its link"])
def test_the_sales_page_is_light_to_load(pages: tuple[str, ...], language: str) -> None:
    files = _files_of(language, *pages)
    weights = {file.name: _transferred(file) for file in files}
    heaviest = sorted(weights.items(), key=lambda one: -one[1])[:6]
    assert sum(weights.values()) <= LIMIT, f"{sum(weights.values())} bytes, most of them in {heaviest}"


def test_what_is_counted_is_what_a_chat_is_made_of() -> None:
    names = {re.sub(r"-[-\w]{8}\.js$", "", file.name) for file in _files_of("en", "sales", "sales-conversation")}
    assert names >= {"theme.js", "react", "libraries", "frame", "en", "sales", "sales-conversation", "conversation"}


def _files_of(*lazy: str) -> set[Path]:
    """The scripts that index.html names, the files with these names that are fetched then, and all these import."""
    assets = BUILT / "assets"
    found: set[Path] = set()
    waiting = [BUILT / script for script in SCRIPTS.findall((BUILT / "index.html").read_text())]
    waiting += [_built(assets, name) for name in lazy]
    while waiting:
        file = waiting.pop()
        if file not in found:
            found.add(file)
            waiting += [assets / name for name in IMPORTS.findall(file.read_text())]
    return found


def _built(assets: Path, name: str) -> Path:
    """The file of a name, to which the build adds a hash of eight characters."""
    [file] = [one for one in assets.iterdir() if re.fullmatch(re.escape(name) + r"-[-\w]{8}\.js", one.name)]
    return file


def _transferred(file: Path) -> int:
    """Bytes as CloudFront sends them: it leaves files below 1000 bytes as they are."""
    body = file.read_bytes()
    return len(gzip.compress(body, 6)) if len(body) >= 1000 else len(body)
