"""Whose word counts on where a request comes from."""

import pytest
from chalice.app import Request
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.http.caller import MAX_USER_AGENT, Caller, caller_of

SECRET = "known to CloudFront and the API"


def request(source: str | None = "198.51.100.7", **headers: str) -> Request:
    """A request as API Gateway gives it."""
    context = {"httpMethod": "GET", "resourcePath": "/", "identity": {"sourceIp": source}}
    return Request(
        {
            "requestContext": context,
            "headers": {name.replace("_", "-"): value for name, value in headers.items()},
            "multiValueQueryStringParameters": None,
            "pathParameters": None,
            "stageVariables": None,
            "body": None,
            "isBase64Encoded": False,
        }
    )


def test_through_cloudfront_the_viewers_address_counts() -> None:
    told = request("64.252.64.1", X_Flotilla_Viewer="203.0.113.9", X_Flotilla_Origin=SECRET)
    assert caller_of(told, SECRET).address == "203.0.113.9"


@pytest.mark.parametrize("said", ["", "made up", SECRET[:-1], "\ud800"])
def test_without_the_secret_nobody_says_where_they_are(said: str) -> None:
    told = request(X_Flotilla_Viewer="203.0.113.9", X_Flotilla_Origin=said, X_Forwarded_For="203.0.113.9")
    assert caller_of(told, SECRET).address == "198.51.100.7"


def test_without_a_secret_in_the_settings_no_header_counts() -> None:
    assert caller_of(request(X_Flotilla_Viewer="203.0.113.9", X_Flotilla_Origin=""), "").address == "198.51.100.7"


@pytest.mark.parametrize(
    ("seen", "canonical"),
    [
        ("2001:DB8:0:0::1", "2001:db8::1"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        (" 198.51.100.7 ", "198.51.100.7"),
        ("198.51.100.7, 203.0.113.9", None),
        ("", None),
        (None, None),
    ],
)
def test_an_address_has_one_form_or_is_none(seen: str | None, canonical: str | None) -> None:
    assert caller_of(request(seen), SECRET).address == canonical


def test_a_request_without_a_context_is_from_nowhere() -> None:
    bare = request()
    bare.context.pop("identity")
    assert caller_of(bare, SECRET) == Caller(None, None)


@given(st.text(max_size=400))
def test_a_user_agent_is_one_short_printable_line(agent: str) -> None:
    found = caller_of(request(User_Agent=agent), SECRET).user_agent
    assert found is None or (0 < len(found) <= MAX_USER_AGENT and found.isprintable())
