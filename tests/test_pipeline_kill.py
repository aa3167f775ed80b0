"""A build's folder whose writer is killed while it takes the place of the last build."""

import subprocess
import sys
from pathlib import Path

import pytest
from invented_reader import HARBOUR, HILLS

#: Builds over ``out`` and dies at the n-th renaming; the last line says how many there were.
_BUILD = """
import os, signal, sys
from pathlib import Path
from invented_reader import InventedReader
from lcgraph import pipeline
made = pipeline.build([Path(sys.argv[1])], extractor=InventedReader())
seen, last = 0, int(sys.argv[3])
def hook(event, arguments):
    global seen
    seen += event == "os.rename"
    if event == "os.rename" and seen == last:
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
pipeline.write_build(made, Path(sys.argv[2]))
print(seen)
"""


def build(text: Path, out: Path, last: int = 0) -> int:
    command = [sys.executable, "-c", _BUILD, str(text), str(out), str(last)]
    done = subprocess.run(command, cwd=Path(__file__).parent, capture_output=True, text=True)
    assert done.returncode in (0, -9), done.stderr
    return int(done.stdout or 0)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux swaps folders in one step")
def test_a_build_killed_at_any_renaming_is_the_old_one_or_the_new(tmp_path: Path) -> None:
    texts = []
    for name, text in (("old", HARBOUR), ("new", HILLS)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        texts.append(tmp_path / f"{name}.txt")
    states = []
    for text in texts:
        build(text, tmp_path / name_of(text))
        states.append(content(tmp_path / name_of(text)))
    out = tmp_path / "out"
    build(texts[0], out)
    for step in range(1, build(texts[1], out) + 1):
        build(texts[0], out)
        build(texts[1], out, step)
        assert content(out) in states


def name_of(text: Path) -> str:
    return f"{text.stem}-build"


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}
