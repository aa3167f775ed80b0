"""Long lists, a page at a time."""

from collections.abc import Sequence
from typing import Generic, TypeVar
from urllib.parse import urlencode

from starlette.requests import Request

T = TypeVar("T")

#: Lines of a page.
SIZE = 60


class Page(Generic[T]):
    """A part of a list, and the addresses of the parts before and after it.

    Args:
        items: The whole list.
        request: Names the part by its parameter ``page``, from 1.
        size: How many are shown at a time.

    Attributes:
        shown: The part.
        total: How many there are in all.
        first: The number of the first one shown.
        number: The number of the part.
        pages: How many parts there are.
    """

    def __init__(self, items: Sequence[T], request: Request, size: int = SIZE) -> None:
        self.total = len(items)
        self.pages = max(1, -(-self.total // size))
        asked = request.query_params.get("page", "1")
        self.number = (
            min(max(int(asked), 1), self.pages)
            if asked.isascii() and asked.isdigit() and len(asked) < 10
            else 1
        )
        self.first = (self.number - 1) * size + 1
        self.shown = list(items[self.first - 1 : self.first - 1 + size])
        self._request = request

    @property
    def before(self) -> str:
        """The address of the part before; empty for the first."""
        return self._address(self.number - 1) if self.number > 1 else ""

    @property
    def after(self) -> str:
        """The address of the part after; empty for the last."""
        return self._address(self.number + 1) if self.number < self.pages else ""

    def _address(self, number: int) -> str:
        others = [pair for pair in self._request.query_params.multi_items() if pair[0] != "page"]
        return f"{self._request.url.path}?{urlencode([*others, ('page', str(number))])}"
