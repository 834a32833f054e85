"""Print what the API takes, for the forms of the pages: `python -m infra.packaging.limits`.

Lengths, counts, numbers and choices stand in the models of the API's requests, and so in its OpenAPI document. The
pages keep them as a module of their own (`npm run limits` in frontend/): they are built where there is no API yet.
"""

import json
from typing import Any

from chalicelib.openapi.document import describe
from chalicelib.resources import registry

KEPT = (
    *("minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum", "enum"),
    "x-minDifferentCharacters",
)
"""The keywords that a form can keep to; patterns are left to the API, which says in words what is wrong."""

HEAD = "// Written by `npm run limits` from the API's OpenAPI document, by its names: not to be edited."

Schema = dict[str, Any]


def limits(document: Schema) -> dict[str, Schema]:
    """The limits of each request's fields, by the names of the body and of the field."""
    schemas: dict[str, Schema] = document["components"]["schemas"]
    found = {
        name: {field: kept for field, one in schema.get("properties", {}).items() if (kept := _limits(one, schemas))}
        for name, schema in schemas.items()
        if name.endswith("Body")
    }
    return {name: fields for name, fields in sorted(found.items()) if fields}


def typescript(document: Schema) -> str:
    """The module of the limits: a constant for each body, so that pages load those that they use."""
    return "\n".join([f"{HEAD}\n", *(_constant(name, fields) for name, fields in limits(document).items())])


def _limits(schema: Schema, schemas: dict[str, Schema]) -> Schema:
    """The limits of one field: of what it may be besides null, of a list's items
    and an object's values too, but not of other bodies."""
    alternatives = [one for one in schema.get("anyOf", []) if one != {"type": "null"}]
    if len(alternatives) == 1:
        schema = alternatives[0]
    if "$ref" in schema:
        referred = schemas[schema["$ref"].rpartition("/")[2]]
        schema = referred if "enum" in referred else {}
    kept = {keyword.removeprefix("x-"): schema[keyword] for keyword in KEPT if keyword in schema}
    each = {"items": schema.get("items"), "values": next(iter(schema.get("patternProperties", {}).values()), None)}
    held = {of: _limits(one, schemas) for of, one in each.items() if one is not None}
    return {**kept, **{of: one for of, one in held.items() if one}}


def _constant(name: str, fields: dict[str, Schema]) -> str:
    lines = "".join(f"  {field}: {_literal(one)},\n" for field, one in fields.items())
    return f"export const {name} = {{\n{lines}}} as const\n"


def _literal(value: object) -> str:
    """A value in TypeScript, on one line."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name}: {_literal(one)}" for name, one in value.items()) + " }"
    return json.dumps(value).replace('"', "'")


if __name__ == "__main__":
    print(typescript(describe(registry())), end="")
