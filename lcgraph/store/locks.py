"""Locks on folders: one writer at a time, and a message that says who it is."""

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lcgraph.errors import StoreError


@contextmanager
def locked(path: Path, what: Path) -> Iterator[None]:
    """Hold a lock while a folder is written.

    The system lets go of it when the process ends, in whatever way. On Windows nothing is locked: there the
    system itself refuses to take files away from who has them open.

    Args:
        path: The lock's file; it stays there, and names its holder while there is one.
        what: What is written, for the message.

    Raises:
        StoreError: Another process, or another thread of this one, is writing there.
        OSError: The file cannot be written.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(handle, 200).decode("utf-8", "replace").strip() or "another process"
            raise StoreError(f"{what}: is being written by {holder}; wait for it, or end it") from None
        os.ftruncate(handle, 0)
        os.write(handle, f"process {os.getpid()} on {socket.gethostname()}\n".encode())
        yield
        os.ftruncate(handle, 0)
    finally:
        os.close(handle)
