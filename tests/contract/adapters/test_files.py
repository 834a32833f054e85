"""Files are kept per tenant, and read, uploaded and removed under their names only."""

from datetime import timedelta

import httpx
import pytest

from flotilla.adapters.memory.clock import SequentialIds
from flotilla.domain.errors import NotFoundError, TooLargeError
from tests.contract.adapters.installations import Emulated, Ports
from tests.contract.adapters.samples import World

SOON = timedelta(minutes=5)


def test_a_file_is_its_tenant_s_until_it_is_removed(ports: Ports, fresh: SequentialIds) -> None:
    mine, other = World(fresh).tenant, World(fresh).tenant
    ports.files.put(mine, "bots/1/a.txt", b"one", mime="text/plain")
    ports.files.put(mine, "bots/1/a.txt", b"two", mime="text/plain")
    assert ports.files.get(mine, "bots/1/a.txt", max_bytes=3) == b"two"
    with pytest.raises(TooLargeError):
        ports.files.get(mine, "bots/1/a.txt", max_bytes=2)
    with pytest.raises(NotFoundError):
        ports.files.get(other, "bots/1/a.txt", max_bytes=3)
    ports.files.remove(mine, "bots/1/a.txt")
    ports.files.remove(mine, "bots/1/a.txt")
    with pytest.raises(NotFoundError):
        ports.files.get(mine, "bots/1/a.txt", max_bytes=3)


def test_a_folder_goes_without_its_neighbours(ports: Ports, fresh: SequentialIds) -> None:
    mine, other = World(fresh).tenant, World(fresh).tenant
    for tenant, name in ((mine, "bots/1/x"), (mine, "bots/1/y/z"), (mine, "bots/10/x"), (other, "bots/1/x")):
        ports.files.put(tenant, name, b"x", mime="text/plain")
    ports.files.remove_under(mine, "bots/1")
    for gone in ("bots/1/x", "bots/1/y/z"):
        with pytest.raises(NotFoundError):
            ports.files.get(mine, gone, max_bytes=9)
    assert ports.files.get(mine, "bots/10/x", max_bytes=9) == b"x"
    ports.files.remove_all(mine)
    with pytest.raises(NotFoundError):
        ports.files.get(mine, "bots/10/x", max_bytes=9)
    assert ports.files.get(other, "bots/1/x", max_bytes=9) == b"x"


@pytest.mark.parametrize("name", ["", "/", "../other/x", "a/../../x", "/a", "a//b", "a/"])
def test_no_name_leads_out_of_the_tenant(ports: Ports, fresh: SequentialIds, name: str) -> None:
    tenant = World(fresh).tenant
    with pytest.raises(ValueError, match="relative path"):
        ports.files.put(tenant, name, b"x", mime="text/plain")
    with pytest.raises(ValueError, match="relative path"):
        ports.files.download_url(tenant, name, lasts=SOON)


def test_a_browser_uploads_with_the_form_and_downloads_from_the_address(
    emulated: Emulated, fresh: SequentialIds
) -> None:
    tenant = World(fresh).tenant
    form = emulated.files.upload_form(tenant, "up/1", mime="image/png", max_bytes=10, lasts=SOON)
    sent = httpx.post(form.url, data=dict(form.fields), files={"file": ("ignored.png", b"content", "image/png")})
    assert sent.is_success
    shown = httpx.get(emulated.files.download_url(tenant, "up/1", lasts=SOON))
    assert (shown.content, shown.headers["content-type"]) == (b"content", "image/png")
    address = emulated.files.download_url(tenant, "up/1", lasts=SOON, filename='cão "1".png')
    assert "X-Amz-Signature=" in address
    saved = httpx.get(address)
    assert (saved.status_code, saved.content) == (200, b"content")
    assert (
        saved.headers["content-disposition"]
        == "attachment; filename=\"c_o _1_.png\"; filename*=UTF-8''c%C3%A3o%20%221%22.png"
    )


def test_more_than_was_agreed_is_not_taken(emulated: Emulated, fresh: SequentialIds) -> None:
    tenant = World(fresh).tenant
    form = emulated.files.upload_form(tenant, "up/2", mime="image/png", max_bytes=10, lasts=SOON)
    sent = httpx.post(form.url, data=dict(form.fields), files={"file": ("x.png", b"x" * 11, "image/png")})
    assert sent.is_client_error
    with pytest.raises(NotFoundError):
        emulated.files.get(tenant, "up/2", max_bytes=99)
