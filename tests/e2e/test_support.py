"""What people see who help with a bot: its page as it is now, in one picture that nobody else keeps."""

from typing import Any

import httpx
import pytest

from tests.e2e.client import Api, linked_bot
from tests.e2e.deployed import Deployed
from tests.stack import Stack, eventually

pytestmark = pytest.mark.e2e

PNG = b"\x89PNG\r\n\x1a\n"


def picture_of(api: Api, bot: str, but: str | None = None) -> Any:
    """Ask for a picture of the page and wait for it; `but` is when the one before was taken."""
    api.post(f"/bots/{bot}/session/screenshot")

    def look() -> Any:
        shown = api.get(f"/bots/{bot}/session/screenshot")
        return shown if shown["status"] not in ("none", "pending") and shown["taken_at"] != but else None

    return eventually(look, "the picture", 60)


def test_a_picture_of_the_page_can_be_seen_and_only_the_newest_is_kept(stack: Stack) -> None:
    api, bot = linked_bot(stack)
    deployed, tenant = Deployed(stack), api.get("/me")["tenant"]["id"]
    first = picture_of(api, bot)
    second = picture_of(api, bot, but=first["taken_at"])
    assert (first["status"], second["status"], second["error"]) == ("ready", "ready", None)
    assert httpx.get(second["url"], timeout=20).raise_for_status().content.startswith(PNG)
    assert httpx.get(first["url"], timeout=20).is_error
    kept = deployed.aws.s3.list_object_versions(
        Bucket=deployed.outputs["MediaBucketName"], Prefix=f"{tenant}/bots/{bot}/screenshots/"
    )
    assert len(kept["Versions"]) == 1
