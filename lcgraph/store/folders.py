"""Stores in folders: one writer at a time, any number of readers, and always the old state or the new.

A store folder holds a card, ``lcgraph-store.json``, and the engine's files in a folder of their own. A new
store is written whole beside the old one; then the card, replaced at once, names it, and the old files go.
The card also tells a store from any other folder, which is never touched, and says which files and how many
quads there must be: a cut-off file of the engine would otherwise open without complaint.
"""

import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from lcgraph.errors import StoreError
from lcgraph.store.embedded import Store, damaged
from lcgraph.store.locks import locked
from lcgraph.writing import write_whole

CARD, LOCK = "lcgraph-store.json", "lcgraph-store.lock"
_FORMAT = 2
_DATA = "data-"
#: The engine's files without which there is no store; the others are its diary and its settings.
_NEEDED = ("CURRENT", "MANIFEST-*", "*.sst", "*.log")


class _Card(NamedTuple):
    """What a store folder says about itself."""

    data: str
    quads: int
    files: dict[str, int]


def open_folder(folder: Path) -> Store:
    """Open a store folder for reading.

    Raises:
        StoreError: The folder is no store of this program, or is damaged.
    """
    card = _read_card(folder)
    while True:
        try:
            return _open(folder, card)
        except StoreError:
            before, card = card, _read_card(folder)
            if card == before:  # no writer has put another store there meanwhile
                raise


def save_store(store: Store, folder: str | Path) -> None:
    """Write a store as a folder that `open_store` opens.

    The card is replaced at the very end, so that a failure or a kill leaves an older store as it was. Who
    has the older one open goes on reading it.

    Args:
        store: What to write.
        folder: Where; may be missing, empty, or an older store, which is replaced.

    Raises:
        StoreError: Something else is there, another process is writing there (which is named), or the
            folder cannot be written.
    """
    folder = Path(folder)
    _check_free(folder)
    made = not folder.exists()
    try:
        folder.mkdir(exist_ok=True)
        with locked(folder / LOCK, folder):
            _clear(folder)
            _replace(store, folder)
    except OSError as error:
        reason = error.strerror or error
        raise StoreError(
            f"{folder}: cannot be written ({reason}); free space or choose another place"
        ) from None
    finally:
        if made and not (folder / CARD).exists():
            shutil.rmtree(folder, ignore_errors=True)


def _open(folder: Path, card: _Card) -> Store:
    data = folder / card.data
    for name, size in card.files.items():
        found = (data / name).stat().st_size if (data / name).is_file() else None
        if found != size:
            state = "is missing" if found is None else f"has {found} of {size} bytes"
            raise damaged(folder, f"{name} {state}")
    try:
        engine = ox.Store.read_only(str(data))
        quads = len(engine)
    except (OSError, RuntimeError) as error:
        raise damaged(folder, error) from None
    if quads != card.quads:
        raise damaged(folder, f"{quads} quads where its card says {card.quads}")
    return Store(engine, writable=False, folder=folder)


def _read_card(folder: Path) -> _Card:
    path = folder / CARD
    if not path.is_file():
        if (folder / LOCK).is_file():
            raise StoreError(f"{folder}: the store was never finished; build it again")
        raise StoreError(
            f"{folder}: is not a store folder of lcgraph (no {CARD}); give an RDF file or a store folder"
        )
    try:
        card = json.loads(path.read_text("utf-8"))
        form = card["format"]
        if form == _FORMAT:
            found = _Card(card["data"], card["quads"], card["files"])
            if Path(found.data).name == found.data and isinstance(found.quads, int) and found.files.items():
                return found
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        form = _FORMAT
    if form == _FORMAT:
        raise damaged(folder, f"{CARD} cannot be read")
    raise StoreError(f"{path}: is of format {form!r}, this version reads {_FORMAT}; build the store again")


def _check_free(folder: Path) -> None:
    if not folder.parent.is_dir():
        raise StoreError(f"{folder.parent}: no such folder; create it first")
    if not folder.exists():
        return
    if not folder.is_dir():
        raise StoreError(f"{folder}: is a file; choose another name for the store folder")
    if (folder / CARD).is_file() or (folder / LOCK).is_file() or not any(folder.iterdir()):
        return
    raise StoreError(f"{folder}: holds other files and is left alone; choose an empty or new folder")


def _replace(store: Store, folder: Path) -> None:
    """Write a store beside the one there is, and have the card name it."""
    data = Path(tempfile.mkdtemp(prefix=_DATA, dir=folder))
    try:
        engine = ox.Store(str(data))
        engine.bulk_extend(store)
        engine.flush()
        quads = len(engine)
        del engine  # closes the files; the engine has no other way
        files = {path.name: path.stat().st_size for name in _NEEDED for path in sorted(data.glob(name))}
        for place in (data, folder):  # the engine has brought the files themselves to the disk
            _sync(place)
        card = {"format": _FORMAT, "data": data.name, "quads": quads, "files": files}
        write_whole(folder / CARD, f"{json.dumps(card, indent=1)}\n".encode(), StoreError)
        _sync(folder)
    finally:
        _clear(folder)


def _clear(folder: Path) -> None:
    """Remove what the card does not name: the store before, or the rest of a save that was cut off."""
    try:
        kept = _read_card(folder).data
    except StoreError:
        kept = ""
    for path in folder.glob(f"{_DATA}*"):
        if path.name != kept:
            shutil.rmtree(path, ignore_errors=True)
    for path in folder.glob(f".{CARD}.*"):
        path.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    """Bring a folder's entries to the disk, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
