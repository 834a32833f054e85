"""Customers who send files and get some, and one whose number WhatsApp hides at first."""

import base64
import hashlib
import io
from functools import partial
from typing import Any

import httpx
import pytest
from PIL import Image

from tests.e2e.client import BOT_NUMBER, Api, Phone, linked_bot
from tests.stack import Stack, eventually

pytestmark = pytest.mark.e2e


def _picture() -> bytes:
    written = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").save(written, "JPEG")
    return written.getvalue()


FILES = {
    "image": (_picture(), "image/jpeg", "sample.jpg"),
    "document": (b"%PDF-1.7 a sample of a document", "application/pdf", "sample.pdf"),
    "audio": (b"OggS\0 a sample of a sound", "audio/ogg", "sample.ogg"),
}


def _attach(phone: Phone, content: bytes, mime: str, filename: str) -> None:
    media = {"data": base64.b64encode(content).decode(), "mimetype": mime, "filename": filename}
    sent = httpx.post(f"{phone.simulator}/phones/{phone.number}/messages", json={"to": BOT_NUMBER, "media": media})
    assert sent.status_code == 201, sent.text


def _upload(api: Api, lead: str, content: bytes, mime: str, filename: str) -> None:
    """As the sales page does: a form for the file, past the API, and then the message."""
    form = api.post(f"/leads/{lead}/uploads")
    put = httpx.post(form["url"], data=form["fields"], files={"file": (filename, content, mime)}, timeout=20)
    assert put.status_code in (200, 204), put.text
    api.post(f"/leads/{lead}/messages", {"upload_id": form["upload_id"], "filename": filename})


def _with_files(api: Api, lead: str) -> list[dict[str, Any]] | None:
    """The customer's messages, once all of their files are there."""
    items = [one for one in api.get(f"/leads/{lead}/messages")["items"] if one["direction"] == "in"]
    files = [one["media"] for one in items if one["media"] is not None]
    return items if len(files) == len(FILES) and all(file["ready"] for file in files) else None


def test_files_go_both_ways_and_are_what_they_were(stack: Stack) -> None:
    api, _ = linked_bot(stack)
    customer = Phone.make(stack, "5511977770011", "Customer with files (sample)")
    for file in FILES.values():
        _attach(customer, *file)
    lead = eventually(lambda: api.lead_of(customer.chat), "the lead", 60)["id"]
    came = eventually(partial(_with_files, api, lead), "the customer's files are there", 60)
    assert [one["type"] for one in came] == list(FILES)
    for one, (content, mime, _) in zip(came, FILES.values(), strict=True):
        address = api.get(f"/leads/{lead}/messages/{one['id']}/media")["url"]
        assert httpx.get(address, timeout=20).content == content
        assert (one["media"]["mime"], one["media"]["size"]) == (mime, len(content))

    vendor = Api(stack, "vendor")
    for file in FILES.values():
        _upload(vendor, lead, *file)

    def arrived() -> list[dict[str, Any]] | None:
        files = [one for one in customer.replies(BOT_NUMBER) if one["media"] is not None]
        return files if len(files) == len(FILES) else None

    got = eventually(arrived, "the vendor's files on the phone", 60)
    assert [(one["type"], one["media"]["id"]) for one in got] == [
        (kind, hashlib.sha256(content).hexdigest()) for kind, (content, *_) in FILES.items()
    ]
    assert got[1]["media"]["filename"] == "sample.pdf"


def test_what_a_customer_edits_is_edited_and_what_they_take_back_is_gone_with_its_file(stack: Stack) -> None:
    api, _ = linked_bot(stack)
    customer = Phone.make(stack, "5511977770013", "Customer who thinks again (sample)")
    text = customer.write(BOT_NUMBER, "I live in Recife")
    _attach(customer, *FILES["image"])
    lead = eventually(lambda: api.lead_of(customer.chat), "the lead", 60)["id"]

    def shown(kind: str) -> Any:
        items = api.get(f"/leads/{lead}/messages")["items"]
        return next((one for one in items if one["direction"] == "in" and one["type"] == kind), None)

    def with_file() -> Any:
        found = shown("image")
        return found if found is not None and found["media"]["ready"] else None

    picture = eventually(with_file, "the customer's picture", 60)
    address = api.get(f"/leads/{lead}/messages/{picture['id']}/media")["url"]
    assert httpx.get(address, timeout=20).content == FILES["image"][0]

    theirs = f"{customer.simulator}/phones/{customer.number}/messages"
    edit = {"with": BOT_NUMBER, "text": "I live in Olinda"}
    httpx.patch(f"{theirs}/{text['id']}", json=edit).raise_for_status()
    [sent] = [one["id"] for one in customer.messages(BOT_NUMBER) if one["type"] == "image"]
    httpx.delete(f"{theirs}/{sent}", params={"with": BOT_NUMBER}).raise_for_status()
    gone = eventually(lambda: shown("revoked"), "the picture is taken back")
    assert (gone["id"], gone["text"], gone["media"]) == (picture["id"], None, None)
    assert httpx.get(address, timeout=20).is_error
    eventually(lambda: shown("text")["text"] == "I live in Olinda", "the text is edited")
    assert shown("text")["edited_at"]


def test_a_customer_whose_number_is_hidden_is_answered_and_stays_one_person_when_it_shows(stack: Stack) -> None:
    api, _ = linked_bot(stack)
    number = "5511977770012"
    customer = Phone.make(stack, number, "Customer who hides (sample)")

    def shown_by(addressing: str) -> Any:
        where = f"{customer.simulator}/phones/{number}"
        return httpx.patch(where, json={"addressing": addressing}).raise_for_status().json()

    hidden = f"{shown_by('lid_only')['lid']}@lid"
    customer.write(BOT_NUMBER, "Hi, my name is Dora Lima")
    eventually(lambda: customer.replies(BOT_NUMBER), "an answer on the phone of somebody whose number is hidden")
    lead = eventually(lambda: api.lead_of(hidden), "the lead under the hidden address")

    for addressing, said in (("lid", "dora@example.com"), ("pn", "I live in Recife")):
        shown_by(addressing)
        before = len(customer.replies(BOT_NUMBER))
        customer.write(BOT_NUMBER, said)
        eventually(lambda least=before: len(customer.replies(BOT_NUMBER)) > least, f"an answer to {said!r}")  # type: ignore[misc]  # mypy can't type a lambda's default.

    def known() -> Any:
        found = api.get(f"/leads/{lead['id']}")
        return found if {"name", "email", "location"} <= set(found["fields"]) else None

    fields = eventually(known, "all that was said, under one lead")["fields"]
    assert (fields["email"]["value"], fields["location"]["value"]) == ("dora@example.com", "Recife")
    theirs = [one for one in api.get("/leads?limit=100")["items"] if one["chat_id"] in (hidden, customer.chat)]
    assert [one["id"] for one in theirs] == [lead["id"]]
