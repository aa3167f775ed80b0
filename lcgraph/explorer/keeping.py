"""Keeping what takes a while to make, for as long as it is looked at."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

#: How many are kept; a page with a large network has a megabyte.
MOST = 8


class Kept:
    """Texts by what they were made from, the last ones used.

    >>> kept = Kept()
    >>> kept.get("a", lambda: "made"), kept.get("a", lambda: "made again")
    ('made', 'made')
    """

    def __init__(self) -> None:
        self._texts: OrderedDict[Hashable, str] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], str]) -> str:
        """The text of a key; made if it is not there, one at a time."""
        with self._lock:
            if key not in self._texts:
                self._texts[key] = make()
            self._texts.move_to_end(key)
            while len(self._texts) > MOST:
                self._texts.popitem(last=False)
            return self._texts[key]
