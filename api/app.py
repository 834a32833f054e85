"""The Chalice app: REST routes come from chalicelib's blueprints, every other Lambda handler stands here in two lines.

They can't stand in blueprints: Chalice deploys such a handler as `chalicelib.x.f`, so that this file is never imported
and no middleware runs. What only one of the functions needs is imported when that function runs, which keeps the
others' cold starts short. The sources' real addresses come from template.yaml: Chalice can only name queues it doesn't
know the ARN of by an expression that can't be overridden.
"""

from typing import Any

from chalice.app import Rate

from chalicelib.http.finish import finish
from chalicelib.resources import RESOURCES
from chalicelib.web import Api

app = Api("flotilla", configure_logs=False)
app.experimental_feature_flags.update(["WEBSOCKETS"])
app.register_middleware(finish, "http")
app.register(RESOURCES)


@app.on_sqs_message(queue_arn="placeholder", batch_size=10, name="receive")
def receive(event: Any) -> dict[str, Any]:
    """What runners report, in order per chat."""
    from chalicelib.queues import receive_inbound

    return receive_inbound(event.to_dict(), event.context)


@app.on_sqs_message(queue_arn="placeholder", batch_size=5, name="history")
def history(event: Any) -> dict[str, Any]:
    """The history of a first link, apart from the live queue so that it delays no customer."""
    from chalicelib.queues import receive_history

    return receive_history(event.to_dict(), event.context)


@app.on_sqs_message(queue_arn="placeholder", batch_size=1, name="answer")
def answer(event: Any) -> dict[str, Any]:
    """Answers that are due."""
    from chalicelib.queues import answer_turns

    return answer_turns(event.to_dict(), event.context)


@app.on_dynamodb_record(stream_arn="placeholder", batch_size=100, name="relay")
def relay(event: Any) -> dict[str, Any]:
    """Changes of state become events for the bus and the sockets."""
    from chalicelib.stream import relay_changes

    return relay_changes(event.to_dict(), event.context)


@app.schedule(Rate(1, unit=Rate.HOURS), name="housekeeping")
def housekeeping(event: Any) -> dict[str, Any]:
    """What is due by the clock and not by anybody's doing: workspaces whose grace is over are removed."""
    from chalicelib.schedules import keep_house

    return keep_house(event.to_dict(), event.context)


@app.on_ws_connect(name="connect")
def connect(event: Any) -> dict[str, Any]:
    """A page or a runner opens a socket with a ticket."""
    from chalicelib.sockets import open_socket

    return open_socket(event.to_dict(), event.context)


@app.on_ws_disconnect(name="disconnect")
def disconnect(event: Any) -> dict[str, Any]:
    """A socket is closed."""
    from chalicelib.sockets import close_socket

    return close_socket(event.to_dict(), event.context)


@app.on_ws_message(name="message")
def message(event: Any) -> dict[str, Any]:
    """A socket says hello or ping."""
    from chalicelib.sockets import hear_socket

    return hear_socket(event.to_dict(), event.context)
