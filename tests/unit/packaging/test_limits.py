"""The pages keep to the limits that the API has."""

from chalicelib.openapi.document import describe
from chalicelib.resources import registry
from infra.packaging.build import ROOT
from infra.packaging.limits import limits, typescript

MODULE = ROOT / "frontend" / "src" / "lib" / "api" / "limits.ts"


def test_the_pages_have_the_limits_of_the_api() -> None:
    assert MODULE.read_text() == typescript(describe(registry())), "run `npm run limits` in frontend/"


def test_a_field_that_may_be_null_a_choice_and_a_list_are_described_by_what_they_hold() -> None:
    schemas = {
        "Colour": {"enum": ["red", "blue"], "type": "string"},
        "OtherBody": {"properties": {"size": {"maxLength": 3}}},
        "SampleBody": {
            "properties": {
                "name": {"anyOf": [{"minLength": 1, "type": "string"}, {"type": "null"}], "default": None},
                "colours": {"items": {"$ref": "#/components/schemas/Colour"}, "maxItems": 2, "type": "array"},
                "others": {"items": {"$ref": "#/components/schemas/OtherBody"}, "maxItems": 5, "type": "array"},
                "secret": {"type": "string", "x-minDifferentCharacters": 4},
                "free": {"type": "string"},
                "known": {"type": "object", "patternProperties": {"^[a-z]+$": {"maxLength": 7}}},
            }
        },
        "SampleAnswer": {"properties": {"name": {"maxLength": 9}}},
    }
    found = limits({"components": {"schemas": schemas}})
    assert found == {
        "OtherBody": {"size": {"maxLength": 3}},
        "SampleBody": {
            "name": {"minLength": 1},
            "colours": {"maxItems": 2, "items": {"enum": ["red", "blue"]}},
            "others": {"maxItems": 5},
            "secret": {"minDifferentCharacters": 4},
            "known": {"values": {"maxLength": 7}},
        },
    }
