"""What the bridge is told to send."""

import base64

from runner.channels.port import SendOrder


def write_order(order: SendOrder) -> dict[str, object]:
    """The argument of `send()`."""
    return {
        **_content(order),
        "chat": order.chat,
        "id": order.id,
        "deadline": order.deadline_ms,
        "lookup": order.lookup,
        **({"quoted": order.quoted} if order.quoted else {}),
    }


def _content(order: SendOrder) -> dict[str, object]:
    file = order.file
    if file is None:
        return {"type": "text", "text": order.text}
    return {
        "type": "ptt" if file.type == "voice" else file.type,
        "data_url": f"data:{file.mime};base64,{base64.b64encode(file.content).decode()}",
        **({"caption": order.text} if order.text else {}),
        **({"filename": file.filename} if file.filename else {}),
    }
