"""AWS clients: one botocore session, made at first use, with time-outs that leave room for an answer."""

from functools import cached_property
from typing import Any

from botocore.config import Config
from botocore.session import Session, get_session

#: Botocore would sign addresses of files by the old way, which newer regions and sealed buckets refuse.
_S3 = Config(signature_version="s3v4")
#: And it would sign them for the bucket's global name; the pages' security policy lets browsers use the regional one.
_S3_ADDRESSES = Config(s3={"addressing_style": "virtual", "us_east_1_regional_endpoint": "regional"})


class Aws:
    """Makes clients for a region. `endpoint` stands in for AWS's own addresses, where it is emulated."""

    def __init__(self, *, region: str, endpoint: str | None = None) -> None:
        self._region = region
        self._endpoint = endpoint

    def client(self, service: str, *, endpoint: str | None = None, read_timeout: float = 5, attempts: int = 3) -> Any:
        """A client of a service; `endpoint` where this one has an address of its own."""
        address = endpoint or self._endpoint
        options = Config(
            connect_timeout=2,
            read_timeout=read_timeout,
            retries={"mode": "standard", "total_max_attempts": attempts},
            max_pool_connections=32,
        )
        if service == "s3":
            options = options.merge(_S3 if address else _S3.merge(_S3_ADDRESSES))
        return self._session.create_client(service, region_name=self._region, endpoint_url=address, config=options)

    @cached_property
    def _session(self) -> Session:
        return get_session()
