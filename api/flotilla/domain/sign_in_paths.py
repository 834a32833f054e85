"""Where people land after they signed in."""

import re

from flotilla.domain.people import Role

_LONGEST = 512
_SAME_SITE = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")


def same_site_path(path: str | None) -> str | None:
    """The path if it stays on this site, else None: a link must not lead a freshly signed-in person elsewhere."""
    if path is None or len(path) > _LONGEST or not _SAME_SITE.fullmatch(path):
        return None
    return path


def home_of(role: Role) -> str:
    """The page on which the role's work begins."""
    return "/sales" if role is Role.VENDOR else "/"
