"""What axe-core finds on a page: as it is, and on every kind of screen.

A page is loaded once and turned to each screen, since loading takes most of the time. A theme changes colours and
nothing else, so that of the second theme only what depends on colours is asked; another width lays the page out anew,
so that all is asked again. Nothing is asked while something still moves: half-way between two colours any contrast is
wrong.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from playwright.sync_api import Page, expect

from tests.browser.pages import expect_loaded
from tests.stack import ROOT

_SOURCE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"

Asked = dict[str, Any]
ALL: Asked = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
OF_COLOURS: Asked = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}


@dataclass(frozen=True)
class Screen:
    """A kind of screen, and what is asked of a page on it."""

    width: int
    height: int
    scheme: Literal["light", "dark"]
    asked: Asked

    def __str__(self) -> str:
        return f"{self.width} px, {self.scheme}"


SCREENS = (
    Screen(390, 844, "light", ALL),
    Screen(390, 844, "dark", OF_COLOURS),
    Screen(1440, 900, "dark", OF_COLOURS),
    # Last, so that a journey goes on with the page as it was.
    Screen(1440, 900, "light", ALL),
)
NARROW, WIDE = SCREENS[:2], SCREENS[2:]

_DARK = re.compile(r"(^|\s)dark(\s|$)")
_STILL = """async () => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  await frame()
  await frame()
  const moving = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
  await Promise.allSettled(moving.map(({ finished }) => finished))
}"""
_RUN = """async (runOnly) =>
  (await axe.run(document, { runOnly, resultTypes: ['violations'], iframes: false })).violations"""


def findings_on_each_screen(page: Page, screens: tuple[Screen, ...] = SCREENS) -> list[str]:
    """What is serious or critical, and what makes the page scroll sideways, one line each.

    Turned to all screens, the page ends wide and light.
    """
    return [f"{screen}: {line}" for screen in screens for line in _findings(page, screen)]


def _findings(page: Page, screen: Screen) -> list[str]:
    turn(page, screen)
    return [*serious_violations(page, screen.asked), *sideways(page)]


def turn(page: Page, screen: Screen) -> None:
    """Show the page on a screen, and wait until it is all there."""
    page.set_viewport_size({"width": screen.width, "height": screen.height})
    page.emulate_media(color_scheme=screen.scheme)
    themed = expect(page.locator("html"))
    if screen.scheme == "dark":
        themed.to_have_class(_DARK)
    else:
        themed.not_to_have_class(_DARK)
    expect_loaded(page)


def sideways(page: Page) -> list[str]:
    """Whether the page has to be scrolled sideways to be read."""
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{wider} px wider than the screen"] if wider > 0 else []


def serious_violations(page: Page, asked: Asked = ALL) -> list[str]:
    """What axe-core finds serious or critical on the page as it is, one line each."""
    page.evaluate(_STILL)
    if not page.evaluate("'axe' in window"):
        page.evaluate(_source())
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in page.evaluate(_RUN, asked)
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


@lru_cache(maxsize=1)
def _source() -> str:
    return _SOURCE.read_text()
