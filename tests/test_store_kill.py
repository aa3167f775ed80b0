"""A store folder whose writer is killed: the old state or the new one, never anything between."""

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from invented_reader import HARBOUR, HILLS, InventedReader

from lcgraph import pipeline
from lcgraph.graph import to_bytes
from lcgraph.store import open_store, save_store

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks processes")

Order = Callable[..., dict[str, Any]]


@pytest.fixture
def write(tmp_path: Path) -> Iterator[Order]:
    """Writes the new state into ``store``, killed on the way: ``write(step=3)``, ``write(share=0.5)``."""
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    (texts / "hills.txt").write_text(HILLS, encoding="utf-8")
    script = Path(__file__).with_name("killed_writer.py")
    command = [sys.executable, script, texts, tmp_path / "store"]
    writer = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert writer.stdin is not None
    assert writer.stdout is not None

    def order(**what: float) -> dict[str, Any]:
        writer.stdin.write(f"{json.dumps(what)}\n")
        writer.stdin.flush()
        answer = json.loads(writer.stdout.readline())
        assert not answer["failed"]
        return answer

    try:
        yield order
    finally:
        writer.stdin.close()
        writer.wait(timeout=60)
        writer.stdout.close()


def test_a_writer_killed_at_fifty_moments_leaves_the_old_state_or_the_new(
    write: Order, tmp_path: Path, run: Callable[..., Any]
) -> None:
    store = tmp_path / "store"
    (tmp_path / "old.txt").write_text(HARBOUR, encoding="utf-8")
    before = pipeline.build([tmp_path / "old.txt"], extractor=InventedReader()).store
    save_store(before, store)
    shutil.copytree(store, tmp_path / "kept")
    steps = write()["steps"]
    old, new = frozenset(before), frozenset(open_store(store))
    assert old != new
    choose = random.Random(50)
    anywhere = choose.sample(range(1, steps), 15)
    where_the_new_one_takes_over = choose.sample(range(steps * 2 // 3, steps), 25)
    at_steps = [{"step": step} for step in (*anywhere, *where_the_new_one_takes_over)]
    in_the_engine = [{"share": choose.random()} for _ in range(10)]
    states = []
    for moment in (*at_steps, *in_the_engine):
        shutil.rmtree(store)
        shutil.copytree(tmp_path / "kept", store)
        killed = write(**moment)["killed"]
        assert killed or "share" in moment
        with open_store(store) as graph:
            states.append(frozenset(graph))
        assert states[-1] in (old, new), moment
    assert {old, new} == set(states)

    assert not write()["killed"]
    assert frozenset(open_store(store)) == new
    assert len(list(store.iterdir())) == 3  # the card, the lock, and one folder of data: nothing is left over
    outcome = run("validate", "--graph", store)
    assert (outcome.code, "0 violations" in outcome.err) == (0, True)


def test_the_command_writes_a_store_that_every_command_reads(sample: Path, run: Callable[..., Any]) -> None:
    assert "name one with -o" in run("export", "--format", "store", "--graph", sample).err
    assert run("export", "--format", "store", "-o", "folder", "--graph", sample).code == 0
    assert (
        run("export", "--graph", "folder", "-o", "-").data == run("export", "--graph", sample, "-o", "-").data
    )
    for file in Path("folder").glob("data-*/*.sst"):
        file.write_bytes(file.read_bytes()[:-1])
    outcome = run("validate", "--graph", "folder")
    assert outcome.code == 1
    assert "folder: the store is damaged" in outcome.err
    assert "build it again" in outcome.err


def test_a_first_writer_killed_on_the_way_leaves_no_store_or_a_whole_one(
    write: Order, tmp_path: Path, run: Callable[..., Any]
) -> None:
    store = tmp_path / "store"
    steps = write()["steps"]
    new = frozenset(open_store(store))
    unfinished = 0
    for step in random.Random(10).sample(range(1, steps), 5):
        shutil.rmtree(store, ignore_errors=True)
        assert write(step=step)["killed"]
        outcome = run("export", "--graph", store, "-o", "-", "--format", "ntriples")
        if outcome.code == 0:
            assert outcome.data == to_bytes(open_store(store), "ntriples")
            assert frozenset(open_store(store)) == new
        elif (store / "lcgraph-store.lock").exists():
            unfinished += 1
            assert "never finished; build it again" in run("validate", "--graph", store).err
        write()
        assert frozenset(open_store(store)) == new
    assert unfinished
