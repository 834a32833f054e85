"""Answers to who reports."""

from chalicelib.resources.schemas import Answer


class ReceivedAnswer(Answer):
    """It is kept."""

    received: bool
