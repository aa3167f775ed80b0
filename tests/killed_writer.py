"""Writes a graph again and again in processes that die on the way; tests start it and give it orders.

An order is a line with a JSON object: ``{"step": n}`` kills the process at its n-th step, ``{"share": x}``
after that share of the time that a whole run takes, ``{}`` not at all. The answer to each is a line as well:
how many steps there were, and whether the process was killed.
"""

import json
import os
import signal
import sys
import time
from pathlib import Path
from types import FrameType

from invented_reader import InventedReader

from lcgraph import pipeline, writing
from lcgraph.store import folders, locks, save_store

#: Where a process may die: at what these modules do themselves, and call.
_WRITERS = {module.__file__ for module in (folders, locks, writing)}


def main(texts: Path, folder: Path) -> None:
    made = pipeline.build([texts], extractor=InventedReader())
    seconds = 0.0
    for line in sys.stdin:
        order = json.loads(line)
        read, write = os.pipe()
        started = time.monotonic()
        child = os.fork()
        if not child:
            count = _count(order.get("step"))
            save_store(made.store, folder)
            os.write(write, str(count[0]).encode())
            os._exit(0)
        os.close(write)
        if "share" in order:
            time.sleep(order["share"] * seconds)
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if not order:
            seconds = time.monotonic() - started
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        steps = int(os.read(read, 20) or 0)
        os.close(read)
        print(
            json.dumps({"steps": steps, "killed": killed, "failed": not killed and status != 0}), flush=True
        )


def _count(last: int | None) -> list[int]:
    """Count the steps from here on (calls, when they begin and when they end), and die at one of them."""
    count = [0]

    def hook(frame: FrameType, event: str, argument: object) -> None:
        if frame.f_code.co_filename in _WRITERS:
            count[0] += 1
            if count[0] == last:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(hook)
    return count


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
