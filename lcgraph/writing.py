"""Files that are there whole or not at all."""

import os
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
