"""The Chalice app: REST routes come from chalicelib's blueprints, every other Lambda handler stands here in two lines.

They can't stand in blueprints: Chalice deploys such a handler as `chalicelib.x.f`, so that this file is never imported
and no middleware runs. What only one of the functions needs is imported when that function runs, which keeps the
others' cold starts short. The sources' real addresses come from infra/templates: Chalice can only name queues it
doesn't know the ARN of by an expression that can't be overridden.
"""

from typing import Any

from chalice.app import Rate

from chalicelib.web import Api
from flotilla.settings import serves_rest

app = Api("flotilla", configure_logs=False)
app.experimental_feature_flags.update(["WEBSOCKETS"])

# Endpoints and their shapes are two thirds of what importing this file takes, and one function of fourteen has them.
if serves_rest():
    from chalicelib.http.finish import finish
    from chalicelib.resources import RESOURCES

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


@app.schedule(Rate(1, unit=Rate.MINUTES), name="scale")
def scale(event: Any) -> dict[str, Any]:
    """The number of runners follows the bots. The template has it called at once when a bot changes, too."""
    from chalicelib.schedules import scale_fleet

    return scale_fleet(event.to_dict(), event.context)


@app.schedule(Rate(1, unit=Rate.MINUTES), name="reconcile_schedules")
def reconcile_schedules(event: Any) -> dict[str, Any]:
    """Schedules whose time passed without anything, and those that the firing clock doesn't know as they are."""
    from chalicelib.schedules import reconcile

    return reconcile(event.to_dict(), event.context)


@app.lambda_function(name="run_schedule")
def run_schedule(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """A schedule's time has come."""
    from chalicelib.schedules import run_one

    return run_one(event, context)


@app.on_sqs_message(queue_arn="placeholder", batch_size=5, name="bill")
def bill(event: Any) -> dict[str, Any]:
    """What the payment provider reported."""
    from chalicelib.queues import settle_payments

    return settle_payments(event.to_dict(), event.context)


@app.schedule(Rate(10, unit=Rate.MINUTES), name="plans")
def plans(event: Any) -> dict[str, Any]:
    """What the end of a grace brings."""
    from chalicelib.schedules import enforce_plans

    return enforce_plans(event.to_dict(), event.context)


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
