"""The sign-in cookie is Secure wherever TLS can be had."""

from datetime import UTC, datetime

import pytest

from chalicelib.http.cookies import sign_in_cookie, sign_out_cookie

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("site", "secure"),
    [
        ("https://flotilla.example", True),
        ("http://flotilla.example", True),
        ("http://localhost.example", True),
        ("", True),
        ("http://localhost:4666", False),
        ("http://127.0.0.1:4666", False),
    ],
)
def test_secure_everywhere_but_on_plain_http_on_this_machine(site: str, secure: bool) -> None:
    for cookie in (sign_in_cookie("token", NOW, NOW, site), sign_out_cookie(site)):
        assert ("; Secure" in cookie) is secure
        assert "; HttpOnly" in cookie
        assert "; SameSite=Lax" in cookie
