"""Events as AWS gives them to functions, and calls of the functions by their names."""

from typing import Any

from chalice.local import LambdaContext

from app import app

Event = dict[str, Any]


def invoke(name: str, event: Event) -> Any:
    """What the function answers."""
    return app.handler_map[name](event, LambdaContext(name, memory_size=512, max_runtime_ms=10_000))


def sqs_event(*entries: tuple[str, str], queue: str = "events.fifo") -> Event:
    """A batch of (group, body) entries; their ids are entry-0, entry-1 …"""
    records = [
        {
            "messageId": f"entry-{n}",
            "receiptHandle": f"receipt-{n}",
            "body": body,
            "attributes": {
                "ApproximateReceiveCount": "1",
                "SentTimestamp": "1767268800000",
                "SenderId": "sender",
                "ApproximateFirstReceiveTimestamp": "1767268800001",
                "MessageGroupId": group,
            },
            "messageAttributes": {},
            "md5OfBody": "",
            "eventSource": "aws:sqs",
            "eventSourceARN": f"arn:aws:sqs:us-east-1:000000000000:{queue}",
            "awsRegion": "us-east-1",
        }
        for n, (group, body) in enumerate(entries)
    ]
    return {"Records": records}


def failed(answer: Any) -> list[str]:
    """The entries that are to come again."""
    return [item["itemIdentifier"] for item in answer["batchItemFailures"]]


def socket_event(connection: str, body: str | None = None, ticket: str | None = None) -> Event:
    """What API Gateway gives for a socket."""
    context = {
        "connectionId": connection,
        "apiId": "api1",
        "stage": "api",
        "domainName": "sockets.example.com",
        "requestId": "request-1",
    }
    query = {"ticket": ticket} if ticket is not None else None
    return {"requestContext": context, "queryStringParameters": query, "body": body, "isBase64Encoded": False}


def schedule_event() -> Event:
    """What EventBridge gives when the clock strikes."""
    return {
        "version": "0",
        "id": "event-1",
        "account": "000000000000",
        "region": "us-east-1",
        "source": "aws.events",
        "detail-type": "Scheduled Event",
        "time": "2026-01-01T12:00:00Z",
        "resources": [],
        "detail": {},
    }
