"""The families of browsers and programs: enough for an audit log, too little to recognise a person by."""

_FAMILIES = (
    ("edg/", "Edge"),
    ("opr/", "Opera"),
    ("samsungbrowser", "Samsung Internet"),
    ("firefox", "Firefox"),
    ("fxios", "Firefox"),
    ("chrome", "Chrome"),
    ("crios", "Chrome"),
    ("safari", "Safari"),
    ("curl", "curl"),
    ("python", "Python"),
)
"""In the order in which to look: most browsers also name the ones that they descend from."""


def family(user_agent: str | None) -> str | None:
    """The family's name, `other` for one that is not known, None without a user agent."""
    if not user_agent:
        return None
    text = user_agent.lower()
    return next((name for mark, name in _FAMILIES if mark in text), "other")
