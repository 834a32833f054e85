"""A WebSocket API on the emulated AWS that tells each client the id of its connection."""

import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from websockets.sync.client import ClientConnection, connect

from flotilla.domain.ids import ConnectionId
from tests.contract.adapters.emulator import client

_ECHO = """
def handler(event, context):
    print("called")
    return {"statusCode": 200, "body": event["requestContext"]["connectionId"]}
"""


@dataclass(frozen=True)
class SocketApi:
    """Where clients dial, and where frames are posted to."""

    url: str
    endpoint: str

    @contextmanager
    def opened(self) -> Iterator[tuple[ConnectionId, ClientConnection]]:
        """A client's open socket and its id."""
        with connect(self.url, max_size=None) as socket:
            socket.send(json.dumps({"action": "who am I"}))
            yield ConnectionId(str(socket.recv(timeout=30))), socket


def socket_api(endpoint: str) -> SocketApi:
    """Deploy it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("index.py", _ECHO)
    trust = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    role = client("iam", endpoint).create_role(RoleName="echo", AssumeRolePolicyDocument=policy)["Role"]["Arn"]
    function = client("lambda", endpoint).create_function(
        FunctionName="echo",
        Runtime="python3.11",
        Handler="index.handler",
        Role=role,
        Code={"ZipFile": packed.getvalue()},
        Timeout=20,
    )
    gateway = client("apigatewayv2", endpoint)
    api = gateway.create_api(Name="echo", ProtocolType="WEBSOCKET", RouteSelectionExpression="$request.body.action")[
        "ApiId"
    ]
    target = f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{function['FunctionArn']}/invocations"
    integration = gateway.create_integration(ApiId=api, IntegrationType="AWS_PROXY", IntegrationUri=target)
    gateway.create_route(ApiId=api, RouteKey="$default", Target=f"integrations/{integration['IntegrationId']}")
    gateway.create_stage(ApiId=api, StageName="api", AutoDeploy=True)
    address = f"{endpoint}/_aws/execute-api/{api}/api"
    return SocketApi(address.replace("http", "ws", 1), address)
