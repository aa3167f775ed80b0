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
        self._looking, self._making = Lock(), Lock()

    def get(self, key: Hashable, make: Callable[[], str]) -> str:
        """The text of a key; made if it is not there, one at a time, while those that are there are given."""
        known = self._known(key)
        if known is not None:
            return known
        with self._making:
            known = self._known(key)  # whoever waited here may have waited for this one
            return self._keep(key, make()) if known is None else known

    def _known(self, key: Hashable) -> str | None:
        with self._looking:
            if key in self._texts:
                self._texts.move_to_end(key)
            return self._texts.get(key)

    def _keep(self, key: Hashable, text: str) -> str:
        with self._looking:
            self._texts[key] = text
            while len(self._texts) > MOST:
                self._texts.popitem(last=False)
            return text
