"""Files that are there whole or not at all."""

import ctypes
import os
import sys
from pathlib import Path

from lcgraph.errors import LCGraphError


def write_whole(path: Path, data: bytes, error: type[LCGraphError] = LCGraphError) -> None:
    """Put bytes in the place of a file at once, or leave the file as it was.

    They are written beside it, brought to the disk, and take its place with one renaming. A device
    or pipe (``/dev/stdout``) is written to as it is.

    Args:
        path: The file.
        data: What shall stand in it.
        error: The kind of error to raise where it cannot be written.

    Raises:
        LCGraphError: of the given kind, naming the file, the cause, and what to do.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(data)
            return
        try:
            with beside.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as cause:
        reason = cause.strerror or cause
        raise error(f"{path}: cannot be written ({reason}); check the folder and the space left") from None


def swap(one: Path, other: Path) -> bool:
    """Let two files or folders change places in one step, so that there is no moment without either.

    Args:
        one: A path that exists.
        other: Another, on the same disk.

    Returns:
        Whether it was done; only Linux can (renameat2 with RENAME_EXCHANGE), and not on every kind of disk.
    """
    if not sys.platform.startswith("linux"):
        return False
    here, exchange = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of linux/fcntl.h and linux/fs.h
    try:
        rename = ctypes.CDLL(None).renameat2
    except (OSError, AttributeError):
        return False
    return bool(rename(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0)
