"""Stores in folders: written whole beside their place, renamed into it, and then only read.

A store folder holds a card, ``lcgraph-store.json``, and the engine's files in ``data/``. The card
tells a store from any other folder, which is never touched, and says how many quads there must be: a
cut-off file of the engine would otherwise open without complaint.
"""

import json
import os
import shutil
import tempfile
from pathlib import Path

import pyoxigraph as ox

from lcgraph.errors import StoreError
from lcgraph.store.embedded import Store

CARD = "lcgraph-store.json"
_FORMAT = 1


def open_folder(folder: Path) -> Store:
    """Open a store folder for reading.

    Raises:
        StoreError: The folder is no store of this program, or is damaged.
    """
    card = _read_card(folder)
    damaged = f"{folder}: the store is damaged ({{}}); build it again"
    try:
        engine = ox.Store.read_only(str(folder / "data"))
        found = len(engine)
    except (OSError, RuntimeError) as error:
        raise StoreError(damaged.format(error)) from None
    if found != card["quads"]:
        raise StoreError(damaged.format(f"{found} quads where its card says {card['quads']}"))
    return Store(engine, writable=False)


def save_store(store: Store, folder: str | Path) -> None:
    """Write a store as a folder that `open_store` opens.

    The folder is written beside its place and renamed into it, so that a failure leaves an older
    store as it was.

    Args:
        store: What to write.
        folder: Where; may be missing, empty, or an older store, which is replaced.

    Raises:
        StoreError: Something else is there, or the folder cannot be written.
    """
    folder = Path(folder)
    _check_free(folder)
    try:
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written ({error.strerror}); choose another place") from None
    try:
        fresh = beside / "new"
        _write(store, fresh)
        if folder.exists():
            folder.rename(beside / "old")
        try:
            fresh.rename(folder)
        except OSError:
            if (beside / "old").exists():
                (beside / "old").rename(folder)
            raise
        _sync(folder.parent)
    except OSError as error:
        raise StoreError(
            f"{folder}: cannot be written ({error.strerror or error}); free space or choose another place"
        ) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _read_card(folder: Path) -> dict[str, int]:
    path = folder / CARD
    if not path.is_file():
        raise StoreError(
            f"{folder}: is not a store folder of lcgraph (no {CARD}); give an RDF file or a store folder"
        )
    try:
        card = json.loads(path.read_text("utf-8"))
        form, quads = card["format"], card["quads"]
    except (OSError, ValueError, KeyError, TypeError):
        raise StoreError(f"{path}: cannot be read, the store is damaged; build it again") from None
    if form != _FORMAT or not isinstance(quads, int):
        raise StoreError(
            f"{path}: is of format {form!r}, this version reads {_FORMAT}; build the store again"
        )
    return {"quads": quads}


def _check_free(folder: Path) -> None:
    if not folder.parent.is_dir():
        raise StoreError(f"{folder.parent}: no such folder; create it first")
    if not folder.exists():
        return
    if not folder.is_dir():
        raise StoreError(f"{folder}: is a file; choose another name for the store folder")
    if (folder / CARD).is_file() or not any(folder.iterdir()):
        return
    raise StoreError(f"{folder}: holds other files and is left alone; choose an empty or new folder")


def _write(store: Store, folder: Path) -> None:
    folder.mkdir()
    engine = ox.Store(str(folder / "data"))
    engine.bulk_extend(store)
    engine.flush()
    quads = len(engine)
    del engine  # closes the files; the engine has no other way
    with (folder / CARD).open("w", encoding="utf-8") as card:
        json.dump({"format": _FORMAT, "quads": quads}, card)
        card.write("\n")
        card.flush()
        os.fsync(card.fileno())
    for part in (folder / "data", folder):
        _sync(part)


def _sync(folder: Path) -> None:
    """Make a folder's entries durable, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
