"""JSON Schemas of all models that the endpoints speak, under the names that the document refers to."""

from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from chalicelib.http.endpoints import Endpoint

REF = "#/components/schemas/{model}"

Schema = dict[str, Any]


class LargerPlan(BaseModel):
    """A plan that allows more."""

    model_config = ConfigDict(extra="forbid")

    plan: str
    allowed: Annotated[int | None, Field(description="Null is any number.")]


class ReachedLimit(BaseModel):
    """The limit of a plan that stands in the way, and where a larger plan is bought."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(description="As in a plan's limits: `bots`, `users` …, or a feature.")]
    plan: str | None
    allowed: int | None
    used: Annotated[int | None, Field(description="How much there is of it; null of what is not counted.")]
    larger: Annotated[list[LargerPlan], Field(description="The plans that would help; none where no plan allows more.")]
    upgrade: Annotated[str, Field(description="A page of this site.")]


class Problem(BaseModel):
    """Why a request was refused or failed, as RFC 9457 has it."""

    model_config = ConfigDict(extra="forbid")

    type: str
    title: str
    status: int
    code: Annotated[str, Field(description="Stable, for programs.")]
    detail: Annotated[str, Field(description="A sentence for people.")]
    instance: Annotated[str, Field(description="Names the request; the log knows it by this.")] = ""
    fields: Annotated[dict[str, str], Field(description="What is wrong, by place.")] = {}
    limit: Annotated[ReachedLimit | None, Field(description="With `limit_reached`, where a plan would help.")] = None


class Schemas:
    """The components' schemas, and the parameters that query models stand for."""

    def __init__(self, endpoints: Iterable[Endpoint]) -> None:
        models: dict[tuple[type[BaseModel], JsonSchemaMode], None] = {(Problem, "validation"): None}
        queries: dict[type[BaseModel], None] = {}
        for endpoint in endpoints:
            if endpoint.takes.body is not None:
                models[endpoint.takes.body, "validation"] = None
            if endpoint.takes.query is not None:
                queries[endpoint.takes.query] = None
                models[endpoint.takes.query, "validation"] = None
            if endpoint.answers.returns is not None:
                models[endpoint.answers.returns, "serialization"] = None
        self._refs, found = models_json_schema(list(models), ref_template=REF)
        self.components: dict[str, Schema] = found["$defs"]
        self._queries = {query: self.components.pop(_name(self._refs[query, "validation"])) for query in queries}

    def taken(self, model: type[BaseModel]) -> Schema:
        """The reference to a request's body."""
        return dict(self._refs[model, "validation"])

    def given(self, model: type[BaseModel]) -> Schema:
        """The reference to an answer's body."""
        return dict(self._refs[model, "serialization"])

    def query(self, model: type[BaseModel]) -> dict[str, Schema]:
        """The schema of each query parameter by its name."""
        return dict(self._queries[model]["properties"])


def _name(ref: Schema) -> str:
    return str(ref["$ref"]).rpartition("/")[2]
