"""A workspace is backed up in one deployed stack and restored into an empty second one, which answers the same.

It has a first stack of its own, too, with a bit of everything in it.
"""

import base64
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.answers import Reader, comparable
from tests.api.world import SAMPLE_PNG
from tests.e2e.client import BOT_NUMBER, PLAIN, Api, contract_of, linked_bot
from tests.e2e.conversing import Customer
from tests.e2e.deployed import Deployed
from tests.e2e.elsewhere import Asking, second_stack
from tests.permissions import ELSEWHERE
from tests.stack import ROOT, Stack, eventually, running_stack

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]

WAITING = ("queued", "sending")

#: Alone, this test is the first to be answered. A function that loads for too long is tried again after 84 s.
COLD_TURN_SECONDS = 180

#: What of a session is said of a bot that is off; the rest is about a session that was, of which a restore brings none.
OF_A_BOT_THAT_IS_OFF = ("bot_id", "status", "reason", "remedy")

#: By a field that tells which kind of thing it is, those that are about the place or the moment.
NOT_COMPARED = {
    "thumbnail_url": {"expires_at"},  # A picture: its addresses hold for an hour from when they are asked for.
    "url": {"expires_at"},  # The same of a message's file.
    "waiting_seconds": {"waiting_seconds", "text"},  # A brief reckons it from the clock, and says it in its text.
    "last_sign_in_at": {"last_sign_in_at", "version"},  # A member: who asks has signed in to do so, in each place.
    "websocket_url": {"websocket_url"},  # Where the place's sockets are.
    "powers": {"tenants"},  # Who asks may be in other workspaces, which stay behind.
}

#: What tells of nothing else than the session that was.
OF_THE_SESSION_THAT_WAS = {"show_session_history", "show_screenshot"}


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    """What other tests made is not compared: they leave things half-way, such as bots that are being removed."""
    with running_stack("e2e", 4766, "restore") as own:
        yield own


def operate(stack: Stack, *words: str) -> str:
    """What an operator's command says; fail unless it succeeds."""
    environment = {
        **os.environ, "PYTHONPATH": "api:runners:.", "AWS_ENDPOINT_URL": Deployed(stack).config.aws_url,
        "AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
    }  # fmt: skip
    command = [sys.executable, "-m", "flotilla", *words]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def fill(stack: Stack) -> str:
    """A bit of everything, so that this test alone has what the whole run has; returns an open invitation's token."""
    api, bot = linked_bot(stack)
    customer = Customer.make(stack, api, "5511966640001")
    customer.writes("Hi, I'm Ana Souza, ana@example.com, I live in Recife")
    eventually(lambda: customer.heard, "an answer", COLD_TURN_SECONDS)
    lead = customer.lead["id"]
    media = {"data": base64.b64encode(SAMPLE_PNG).decode(), "mimetype": "image/png", "filename": "sample.png"}
    PLAIN.post(
        f"{customer.phone.simulator}/phones/{customer.phone.number}/messages", json={"to": BOT_NUMBER, "media": media}
    ).raise_for_status()
    eventually(lambda: any((one["media"] or {}).get("ready") for one in customer.messages()), "the customer's file")
    api.post(f"/leads/{lead}/messages", {"text": "A person here."})
    eventually(lambda: "A person here." in customer.heard, "the person's message on the phone")
    api.post(f"/leads/{lead}/notes", {"text": "Prefers to be called in the morning."})
    upload_picture(api, bot)
    api.http.patch(f"/bots/{bot}", json={"features": {"scheduling": True}}).raise_for_status()
    every_day = {"kind": "weekly", "days": ["mon", "tue"], "time": "09:00"}
    schedule = api.post(f"/bots/{bot}/schedules", {"action": "pause", "when": every_day})["id"]
    api.post(f"/schedules/{schedule}/run")
    invited = api.post("/team/invitations", {"email": "restored@example.com", "role": "viewer"})
    return str(invited["token"])


def upload_picture(api: Api, bot: str) -> None:
    """As the page does: a form for the file, past the API, and then what it shows."""
    started = api.post(f"/bots/{bot}/pictures", {"mime": "image/png"})
    form = {"data": started["fields"], "files": {"file": ("sample", SAMPLE_PNG, "image/png")}}
    assert httpx.post(started["url"], timeout=20, **form).status_code in (200, 204)
    api.post(f"/bots/{bot}/pictures/{started['id']}/complete", {"description": "The shop", "keywords": ["shop"]})


def at_rest(api: Api) -> None:
    """Bots off, schedules paused and no answer under way, as after a restore, of which nothing acts by itself."""
    eventually(lambda: not anybody_answered(api), "all answers are made", 60)
    for bot in [one["id"] for one in api.get("/bots")["items"]]:
        api.post(f"/bots/{bot}/session/stop")
        eventually(partial(nobody_holds, api, bot), f"bot {bot} is held by nobody", 60)
    for schedule in api.get("/schedules?live=true&limit=100")["items"]:
        if schedule["state"] != "paused":
            api.post(f"/schedules/{schedule['id']}/pause")


def anybody_answered(api: Api) -> bool:
    page = api.get("/conversations?limit=100")
    return any(one["chat"]["thinking"] for one in page["items"])


def nobody_holds(api: Api, bot: str) -> bool:
    session = api.session(bot)
    return session["status"] == "STOPPED" and session["health"] is None


def read(asking: Asking, token: str) -> dict[str, Any]:
    """Everything that an installation answers, without what is of its place and moment."""
    return told(Reader(contract_of(asking.api).document, asking.get, token=[token]).everything())


def told(answers: dict[str, tuple[str, Any]]) -> dict[str, Any]:
    """By address, what is to be the same everywhere."""
    return {
        address: comparable(operation, settled(answer))
        for address, (operation, answer) in answers.items()
        if operation not in OF_THE_SESSION_THAT_WAS
    }


def settled(body: Any) -> Any:
    """An answer as it is to be after a restore, the same before and after it.

    Addresses that are signed anew each time become what is found at them; a message that waits to be sent is failed.
    """
    if isinstance(body, list):
        return [settled(one) for one in body]
    if isinstance(body, str) and "X-Amz-Signature=" in body:
        return found_at(body)
    if not isinstance(body, dict):
        return body
    if "uptime_since" in body:
        return {name: body[name] for name in OF_A_BOT_THAT_IS_OFF}
    if body.get("direction") == "out" and body.get("status") in WAITING:
        # A list of conversations shows the last message without its reason.
        body = {**body, "status": "failed", **({"reason": "restored"} if "reason" in body else {})}
    left_out = {name for known in NOT_COMPARED.keys() & body.keys() for name in NOT_COMPARED[known]}
    return {name: settled(value) for name, value in body.items() if name not in left_out}


def found_at(signed: str) -> str:
    """A mark of the file's content; a picture that was sent may have been deleted since, in both places."""
    answer = PLAIN.get(signed)
    return "gone" if answer.status_code == 404 else hashlib.sha256(answer.raise_for_status().content).hexdigest()


def stands_still(asking: Asking, seen: list[Any]) -> bool:
    """Whether lists and counts are what they were when they were looked at last: no function is at work on them."""
    seen.append(told(Reader(contract_of(asking.api).document, asking.get).overview()))
    return len(seen) > 1 and seen[-2] == seen[-1]


def differing(one: Asking, other: Asking, token: str) -> dict[str, tuple[Any, Any]]:
    """Both answers at each address at which two installations don't answer the same."""
    before, after = read(one, token), read(other, token)
    assert len(before) >= 30
    both = {address: (before.get(address), after.get(address)) for address in {*before, *after}}
    return {address: (old, new) for address, (old, new) in both.items() if old != new}


def test_an_empty_second_stack_answers_the_same_after_a_restore(stack: Stack, tmp_path: Path) -> None:
    token = fill(stack)
    at_rest(Api(stack))
    here = Asking.sign_in(stack, Deployed(stack).outputs["DistributionDomain"])
    eventually(partial(stands_still, here, []), "all that was to be done is done", 90, every=1)
    tenant, archive = here.get("/me")[1]["tenant"]["id"], tmp_path / "workspace.zip"
    operate(stack, "backup", tenant, str(archive))
    with second_stack(stack) as outputs:
        assert f"workspace {tenant}: " in operate(stack, "--stack", ELSEWHERE, "restore", str(archive))
        there = Asking.sign_in(stack, outputs["DistributionDomain"])
        eventually(partial(stands_still, there, []), "the second stack has looked at what came", 90, every=1)
        found = differing(here, there, token)
        if found:
            # Some answers are reckoned from the clock, which may have passed from one minute to the next in between.
            again = differing(here, there, token)
            found = {address: again[address] for address in found.keys() & again.keys()}
        assert found == {}
