"""The visible text of an HTML page.

A reader of its own rather than the standard library's: `html.parser` needs quadratic time for some
broken pages and splits them differently from one Python to the next, whereas here the same page
must give the same offsets everywhere. Each character is looked at a bounded number of times, and
nothing recurses, so neither depth nor damage of a page can harm. Style sheets are not consulted:
what only they hide counts as visible.
"""

import html
import re
from collections import Counter
from enum import IntEnum

from lcgraph.corpus.decoding import clean, one_line


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Elements whose text is not part of what a page says.
_DROPPED = _names("head nav noscript svg template")

#: Elements that start and end a paragraph of their own.
_BLOCKS = _names(
    """address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol
    option p pre search section select summary table tbody tfoot thead tr ul"""
)

#: Elements that never have content and therefore never an end tag.
_VOID = _names("area base br col embed hr img input link meta source track wbr")

#: What may stand in a page's head; anything else means that the head is over, closed or not.
_IN_HEAD = _names("base link meta noscript script style template title")

#: Elements whose content holds no tags: it ends where their end tag stands.
_RAW = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in ("iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp")
}

#: Those of them whose content is words, which an end tag that was forgotten must not swallow.
_RAW_TEXT = _names("textarea title")

_TAG_START = re.compile(r"</?[A-Za-z]")
#: A whole tag. A quote counts after an equals sign only, and only if it is closed somewhere. The
#: possessive quantifiers (``++``) keep the search from going back.
_TAG = re.compile(
    r"""<(?P<end>/?)(?P<name>[A-Za-z][^\s/>]*+)"""
    r"""(?P<rest>(?:[^>=]++|=[ \t\n\f]*+(?:"[^"]*+"|'[^']*+')?+)*+)>"""
)
#: Ends of an empty element as XHTML writes it; in ``<a href=x/>`` the slash belongs to the value.
_SELF_CLOSING = (" /", "\t/", "\n/", '"/', "'/")
_SPACES = re.compile(r"[ \t\n\r\f]+")
#: No character has so large a number, and converting it could take very long.
_ABSURD_REFERENCE = re.compile(r"&#(?:[0-9]{9,}+|[xX][0-9a-fA-F]{9,}+);?")
_INVISIBLE = str.maketrans("", "", "\u00ad\u200b")


class _Gap(IntEnum):
    """What separates the next word from the last one; the larger gap wins."""

    NONE = 0
    SPACE = 1
    CELL = 2
    LINE = 3
    PARAGRAPH = 4


_SEPARATORS = {
    _Gap.NONE: "",
    _Gap.SPACE: " ",
    _Gap.CELL: "\t",
    _Gap.LINE: "\n",
    _Gap.PARAGRAPH: "\n\n",
}


def visible_text(page: str) -> tuple[str, str]:
    """The text that a reader of a page sees, and the page's title.

    Blocks become paragraphs with an empty line between them, ``<br>`` a line end, table cells are
    separated by tabs; elsewhere white space is collapsed.

    >>> visible_text("<title>Lodz</title><h1>Lodz</h1><p>A city<br>in Poland &amp; Europe")
    ('Lodz\\n\\nA city\\nin Poland & Europe', 'Lodz')
    """
    writer = _Writer()
    never_closed: set[str] = set()
    at = 0
    while (left := page.find("<", at)) >= 0:
        writer.text(page[at:left])
        if page.startswith("<!--", left):
            at = _after("-->", page, left + 2)
        elif page.startswith(("<!", "<?"), left):
            at = _after(">", page, left)
        elif not _TAG_START.match(page, left):
            writer.text("<")
            at = left + 1
        elif not (tag := _TAG.match(page, left)):
            writer.text(page[left:])  # no tag is closed from here on
            at = len(page)
        else:
            at = tag.end()
            name = tag["name"].lower()
            if tag["end"]:
                writer.end(name)
                continue
            writer.start(name)
            if tag["rest"] == "/" or tag["rest"].endswith(_SELF_CLOSING):
                writer.end(name)
            elif name in _RAW and name not in never_closed:
                if close := _RAW[name].search(page, at):
                    writer.raw(name, page[at : close.start()])
                    at = close.start()
                elif name in _RAW_TEXT:
                    never_closed.add(name)  # so that the rest of the page is not searched again
                else:
                    at = len(page)
    writer.text(page[at:])
    return clean("".join(writer.pieces)).strip(), writer.title


def _after(closing: str, page: str, start: int) -> int:
    """Where a comment is over: behind its closing characters, or with the page."""
    end = page.find(closing, start)
    return len(page) if end < 0 else end + len(closing)


class _Writer:
    """Writes visible words with the gaps between them, and knows which elements are open."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.title = ""
        self._gap = _Gap.NONE
        self._open: list[str] = []
        self._count: Counter[str] = Counter()
        self._dropped = 0

    def start(self, name: str) -> None:
        """An element begins."""
        if name not in _IN_HEAD:
            self._leave_head()
        if name == "br":
            self._widen(_Gap.LINE if self._gap < _Gap.LINE else _Gap.PARAGRAPH)
        elif name in ("td", "th"):
            self._widen(_Gap.CELL)
        elif name in _BLOCKS:
            self._widen(_Gap.PARAGRAPH)
        if name not in _VOID and name not in _RAW:
            self._open.append(name)
            self._count[name] += 1
            self._dropped += name in _DROPPED

    def end(self, name: str) -> None:
        """An element ends, and with it all that was left open inside it."""
        if not self._count[name]:
            return
        closed = ""
        while closed != name:
            closed = self._open.pop()
            self._count[closed] -= 1
            self._dropped -= closed in _DROPPED
            if closed in _BLOCKS:
                self._widen(_Gap.PARAGRAPH)

    def raw(self, name: str, content: str) -> None:
        """The content of an element that holds no tags: only a title's and a text area's is text."""
        if name == "title" and not self.title and not self._count["svg"]:
            self.title = one_line(_unescape(content))
        elif name == "textarea":
            self.text(content)

    def text(self, data: str) -> None:
        """Words, with character references still in them."""
        if data.strip():
            self._leave_head()
        if self._dropped or not data:
            return
        data = _unescape(data).translate(_INVISIBLE)
        if self._count["pre"]:
            self._write(data)
            return
        words = _SPACES.sub(" ", data)
        if words.startswith(" "):
            self._widen(_Gap.SPACE)
        if body := words.strip(" "):
            self._write(body)
            if words.endswith(" "):
                self._widen(_Gap.SPACE)

    def _leave_head(self) -> None:
        if self._open and self._open[-1] == "head":
            self.end("head")

    def _widen(self, gap: _Gap) -> None:
        self._gap = max(self._gap, gap)

    def _write(self, body: str) -> None:
        self.pieces.append(_SEPARATORS[self._gap])
        self.pieces.append(body)
        self._gap = _Gap.NONE


def _unescape(data: str) -> str:
    return html.unescape(_ABSURD_REFERENCE.sub("\ufffd", data))
