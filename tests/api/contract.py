"""Checks answers against the API's own description, whoever gave them: the app in memory or the deployed stack."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.validators import validator_for

Part = dict[str, Any]


class Contract:
    """An OpenAPI document, asked whether it knows an answer."""

    def __init__(self, document: Part) -> None:
        self.document = document

    def operations(self) -> Iterator[tuple[str, str, Part]]:
        """Every method, path and operation."""
        for path, methods in self.document["paths"].items():
            for method, operation in methods.items():
                yield method.upper(), path, operation

    def operation(self, method: str, path: str) -> Part | None:
        """The operation that a concrete path (`/v1/bots/01…`, without a query) belongs to."""
        for known_method, template, operation in self.operations():
            pattern = re.sub(r"{\w+}", "[^/]+", template)
            if known_method == method and re.fullmatch(pattern, path.partition("?")[0]):
                return operation
        return None

    def check(self, method: str, path: str, status: int, headers: Mapping[str, str], body: Any) -> None:
        """Fail unless the description has this answer to this request."""
        operation = self.operation(method, path)
        if operation is None:
            assert status in (404, 405), f"{method} {path}: answers, and is not described."
            return
        described = operation["responses"].get(str(status))
        assert described is not None, f"{method} {path}: the status {status} is not described."
        for header in described.get("headers", {}):
            assert header.lower() in headers, f"{method} {path}: the header {header} is missing."
        content = described.get("content")
        if content is None:
            assert body in (None, b"", ""), f"{method} {path}: an answer without a body was described."
            return
        content_type = headers["content-type"].partition(";")[0]
        assert content_type in content, f"{method} {path}: {content_type} is not described for {status}."
        self.validate(content[content_type]["schema"], body)

    def validate(self, schema: Part, value: Any) -> None:
        """Fail unless the value fits the schema, whose references point into the document."""
        whole = {**schema, "components": self.document["components"]}
        assert validator_for(whole, default=Draft202012Validator) is Draft202012Validator
        Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(value)
