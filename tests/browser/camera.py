"""Takes a picture of what a page shows on each kind of screen: wide and narrow, light and dark."""

from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page

from tests.stack import ROOT

FOLDER = ROOT / "screenshots"
README_FOLDER = ROOT / "infra" / "pictures"
SIZES = {"wide": (1440, 900), "narrow": (390, 844)}
SCHEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
SETTLED_MS = 350
"""What animates on these pages is over by then, with as little motion as the browser asks for."""
README_COLOURS = 192
README_WIDTH = 1200


def a_page(browser: Browser) -> Page:
    """A page of somebody new, that moves as little as it may."""
    context = browser.new_context(locale="en-US", reduced_motion="reduce", color_scheme="light")
    page = context.new_page()
    page.set_default_timeout(90_000)
    _turn(page, "wide", "light")
    return page


def _turn(page: Page, size: str, scheme: Literal["light", "dark"]) -> None:
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)


def take(page: Page, name: str, *, whole: bool = False, sizes: tuple[str, ...] = tuple(SIZES)) -> None:
    """Write `<name>-<size>-<scheme>.png` for each kind; `whole`: the page to its end, not just the first screen.

    Afterwards the page is wide and light again, as it was.
    """
    for size in sizes:
        for scheme in SCHEMES:
            _turn(page, size, scheme)
            page.wait_for_timeout(SETTLED_MS)
            page.screenshot(path=FOLDER / f"{name}-{size}-{scheme}.png", full_page=whole)
    _turn(page, "wide", "light")


def keep_for_readme(taken: str, name: str) -> Path:
    """Make the README's picture of what was taken: as small as a reader on the web has time for."""
    with Image.open(FOLDER / f"{taken}-wide-light.png") as picture:
        image = picture.convert("RGB")
    image = image.crop((0, 0, image.width, min(image.height, SIZES["wide"][1])))
    image.thumbnail((README_WIDTH, README_WIDTH), Image.Resampling.LANCZOS)
    path = README_FOLDER / f"{name}.png"
    image.quantize(README_COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    return path
