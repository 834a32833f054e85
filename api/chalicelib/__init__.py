"""Delivery: HTTP, queues, the stream and sockets on one side, the use cases of `flotilla.services` on the other."""
