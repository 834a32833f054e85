"""Everything that the API answers to who only asks: each address that can be read, of each thing, to the last page."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

#: What is asked of an API: a path without its version, such as `/bots`; returns status and body.
Get = Callable[[str], tuple[int, Any]]

#: What is about the installation, or leads away from it.
ELSEWHERE = {"start_google_sign_in", "finish_google_sign_in"}

#: What the audit log notes of one who signs in and reads everything.
LEFT_BY_ASKING = {"person.signed_in", "leads.exported"}

#: Things of which not all have the addresses that name them, and which do.
ONLY_WHERE: Mapping[str, Callable[[Any], bool]] = {
    "message_id": lambda message: message["media"] is not None and message["media"]["ready"]
}


class Reader:
    """Asks an API for all that its own description says can be read.

    `known` are the values of what stands in no list, such as an invitation's token. An answer of pages is the list of
    all their items.
    """

    def __init__(self, document: Mapping[str, Any], get: Get, **known: Sequence[str]) -> None:
        self._get, self._known = get, known
        self._readable = {
            path.removeprefix("/v1"): methods["get"]
            for path, methods in document["paths"].items()
            if "get" in methods and methods["get"]["operationId"] not in ELSEWHERE
        }
        self._answers: dict[str, Any] = {}

    def everything(self) -> dict[str, tuple[str, Any]]:
        """Operation and answer by address. Fail for an answer that is not 200."""
        return self._of(self._readable)

    def overview(self) -> dict[str, tuple[str, Any]]:
        """What is answered without naming a thing: lists and counts, which show whether anything still changes."""
        return self._of(template for template in self._readable if "{" not in template)

    def _of(self, templates: Iterable[str]) -> dict[str, tuple[str, Any]]:
        return {
            address: (self._readable[template]["operationId"], self._answer(template, address))
            for template in templates
            for address in self._addresses(template, template)
        }

    def _addresses(self, template: str, address: str) -> Iterator[str]:
        """The template's address for each of its things."""
        parameter = re.search(r"{(\w+)}", address)
        if parameter is None:
            yield address
            return
        for one in self._things(parameter[1], template, address[: parameter.start()].rstrip("/")):
            yield from self._addresses(template, address.replace(parameter[0], one, 1))

    def _things(self, name: str, template: str, collection: str) -> Iterator[str]:
        """The ids of what the collection lists."""
        if name in self._known:
            yield from self._known[name]
            return
        listed = self._answer(template.partition(f"/{{{name}}}")[0], collection)
        for item in listed if isinstance(listed, list) else listed["items"]:
            if name not in ONLY_WHERE or ONLY_WHERE[name](item):
                yield item["id"]

    def _answer(self, template: str, address: str) -> Any:
        if address not in self._answers:
            asked = {one["name"] for one in self._readable[template].get("parameters", []) if one["in"] == "query"}
            self._answers[address] = self._paged(address) if "cursor" in asked else self._body(address)
        return self._answers[address]

    def _paged(self, address: str) -> list[Any]:
        page = self._body(f"{address}?limit=100")
        items: list[Any] = page["items"]
        while page["next_cursor"] is not None:
            page = self._body(f"{address}?limit=100&cursor={quote(page['next_cursor'], safe='')}")
            items += page["items"]
        return items

    def _body(self, address: str) -> Any:
        status, body = self._get(address)
        assert status == 200, (address, status, body)
        return body


def comparable(operation: str, answer: Any) -> Any:
    """The answer without what is of its place and moment: signatures of addresses, and what asking leaves behind."""
    if operation == "list_audit":
        answer = [one for one in answer if one["action"] not in LEFT_BY_ASKING]
    if operation == "export_audit":
        answer = [line for line in answer.splitlines() if LEFT_BY_ASKING.isdisjoint(line.split(","))]
    return _without_signatures(answer)


def _without_signatures(body: Any) -> Any:
    """Addresses of files are signed anew each time; what is before the question mark names the file."""
    if isinstance(body, dict):
        return {name: _without_signatures(value) for name, value in body.items()}
    if isinstance(body, list):
        return [_without_signatures(one) for one in body]
    if isinstance(body, str) and body.startswith("http"):
        return re.sub(r"^https?://[^/]+|\?.*$", "", body)
    return body
