"""Messages between the server and its workers: a head in JSON, and a body of bytes."""

import json
import socket
import struct
from typing import Any

_SIZES = struct.Struct("!IQ")


def send(channel: socket.socket, head: dict[str, Any], body: bytes = b"") -> None:
    """Send a message whole."""
    text = json.dumps(head).encode()
    channel.sendall(_SIZES.pack(len(text), len(body)) + text)
    channel.sendall(body)


def receive(channel: socket.socket) -> tuple[dict[str, Any], bytes]:
    """The next message.

    Raises:
        EOFError: The other side is gone.
    """
    head, body = _SIZES.unpack(receive_exactly(channel, _SIZES.size))
    return json.loads(receive_exactly(channel, head)), receive_exactly(channel, body)


def receive_exactly(channel: socket.socket, size: int) -> bytes:
    """So many bytes, neither more nor less.

    Raises:
        EOFError: The other side is gone.
    """
    data = bytearray(size)
    view = memoryview(data)
    while view:
        got = channel.recv_into(view)
        if not got:
            raise EOFError
        view = view[got:]
    return bytes(data)
