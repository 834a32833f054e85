"""A second installation of the same template in the same emulated AWS: nobody is there, and no runner works for it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from infra.local import deploy
from infra.local.aws import Aws
from infra.local.config import LocalConfig
from infra.packaging.build import build
from tests.e2e.client import check_against, contract_of
from tests.permissions import ELSEWHERE
from tests.stack import Stack, eventually

#: Seconds for the first answer of functions that are cold.
COLD_SECONDS = 60


@dataclass(frozen=True)
class Asking:
    """Somebody signed in at an installation, found by its distribution's name, who asks it for things."""

    http: httpx.Client
    api: str

    @classmethod
    def sign_in(cls, stack: Stack, distribution: str) -> "Asking":
        """As the stack's admin; what is answered is checked against the API's own description."""
        config, api = LocalConfig(stack.folder, stack.port), stack.endpoints["api"]
        label = distribution.removesuffix(".cloudfront.net")
        http = httpx.Client(
            base_url=f"{config.aws_url}/api/v1",
            headers={"Origin": config.site_url, "Host": f"{label}.cloudfront.localhost"},
            timeout=COLD_SECONDS,
            event_hooks={"response": [check_against(contract_of(api))]},
        )
        answer = http.post("/auth/login", json=stack.endpoints["admin"])
        assert answer.status_code == 200, answer.text
        return cls(http, api)

    def get(self, path: str) -> tuple[int, Any]:
        """Status and body, once the installation takes the call: it limits how many it takes in a second."""
        answer = eventually(lambda: self._taken(path), f"{path} is not limited", COLD_SECONDS)
        kind = answer.headers["content-type"]
        return answer.status_code, answer.json() if "json" in kind else answer.text

    def _taken(self, path: str) -> httpx.Response | None:
        answer = self.http.get(path)
        return None if answer.status_code == 429 else answer


@contextmanager
def second_stack(stack: Stack) -> Iterator[dict[str, str]]:
    """The outputs of an empty installation, which is gone afterwards. It has the first one's settings and its site."""
    config = LocalConfig(stack.folder, stack.port)
    aws, environment = Aws(config), {**os.environ, **stack.environment}
    outputs = deploy.deploy(aws, build(), deploy.parameters(config, environment), ELSEWHERE)
    try:
        deploy.put_secrets(aws, outputs["SecretArn"], environment)
        deploy.enable_expiry(aws, outputs["RuntimeTableName"])
        yield outputs
    finally:
        # Its functions of the clock would go on beside those of the first.
        aws.cloudformation.delete_stack(StackName=ELSEWHERE)
        eventually(lambda: deploy.find_stack(aws, ELSEWHERE) is None, "the second stack is gone", 60)
