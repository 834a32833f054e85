"""AWS clients: one botocore session, made at first use, with time-outs that leave room for an answer."""

from functools import cached_property
from typing import Any

from botocore.config import Config
from botocore.session import Session, get_session


class Aws:
    """Makes clients for a region. `endpoint` stands in for AWS's own addresses, where it is emulated."""

    def __init__(self, *, region: str, endpoint: str | None = None) -> None:
        self._region = region
        self._endpoint = endpoint

    def client(self, service: str, *, endpoint: str | None = None, read_timeout: float = 5, attempts: int = 3) -> Any:
        """A client of a service; `endpoint` where this one has an address of its own."""
        return self._session.create_client(
            service,
            region_name=self._region,
            endpoint_url=endpoint or self._endpoint,
            config=Config(
                connect_timeout=2,
                read_timeout=read_timeout,
                retries={"mode": "standard", "total_max_attempts": attempts},
                max_pool_connections=32,
            ),
        )

    @cached_property
    def _session(self) -> Session:
        return get_session()
