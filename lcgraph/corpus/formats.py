"""Which files are texts, by their suffix, and how the text is got out of each.

A new input format is a line in `FORMATS`: a media type and a function from the decoded file to its
`Content`. What cannot be read, but is often tried, is in `REFUSED` with advice.
"""

from collections.abc import Callable
from typing import NamedTuple

from lcgraph.corpus.decoding import Unreadable
from lcgraph.corpus.webpages import visible_text


class Content(NamedTuple):
    """What a file says, and the title that its format has a place for."""

    text: str
    title: str = ""


class Format(NamedTuple):
    """A kind of file that can be read."""

    media_type: str
    read: Callable[[str], Content]


def _as_it_is(text: str) -> Content:
    return Content(text)


def _page(text: str) -> Content:
    return Content(*visible_text(text))


PLAIN = Format("text/plain", _as_it_is)
MARKDOWN = Format("text/markdown", _as_it_is)
HTML = Format("text/html", _page)

#: Suffix -> format, for the files of a folder and those that are named.
FORMATS = {
    ".txt": PLAIN,
    ".text": PLAIN,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
}

_OFFICE = "save it as plain text (.txt, UTF-8) in the program it comes from"

#: Suffix -> what the file is and what to do instead.
REFUSED = {
    ".pdf": "a PDF file; copy or export its text into a .txt file",
    ".doc": f"a Word document; {_OFFICE}",
    ".docx": f"a Word document; {_OFFICE}",
    ".odt": f"an OpenDocument text; {_OFFICE}",
    ".rtf": f"a Rich Text file; {_OFFICE}",
    ".epub": "an e-book; convert it to .html or .txt",
    ".ppt": f"a presentation; {_OFFICE}",
    ".pptx": f"a presentation; {_OFFICE}",
    ".odp": f"a presentation; {_OFFICE}",
    ".xls": "a spreadsheet, which holds no sentences to read",
    ".xlsx": "a spreadsheet, which holds no sentences to read",
}

#: Cards describe texts and are never read as such.
CARD_SUFFIX = ".yml"

#: First bytes -> what the file is, whatever it is called.
_SIGNATURES = (
    (b"%PDF-", REFUSED[".pdf"]),
    (b"{\\rtf", REFUSED[".rtf"]),
    (b"PK\x03\x04", f"an office document or another zip archive; {_OFFICE}"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", f"an old office document; {_OFFICE}"),
    (b"\x89PNG", "not text (a picture)"),
    (b"GIF8", "not text (a picture)"),
    (b"\xff\xd8\xff", "not text (a picture)"),
    (b"\x7fELF", "not text (a program)"),
    (b"\x1f\x8b", "not text (compressed; unpack it first)"),
    (b"7z\xbc\xaf\x27\x1c", "not text (compressed; unpack it first)"),
)


def refuse_suffix(suffix: str) -> None:
    """Refuses a file of which the name alone says that it is not a text.

    Raises:
        Unreadable: With what the file is and what to do.
    """
    if advice := REFUSED.get(suffix):
        raise Unreadable(advice)
    if suffix == CARD_SUFFIX:
        raise Unreadable("a source card, not a text; name the text that it stands beside")


def refuse_binary(data: bytes) -> None:
    """Refuses a file whose first bytes are those of a format that is no text, whatever its name.

    Raises:
        Unreadable: With what the file is and what to do.
    """
    for signature, advice in _SIGNATURES:
        if data.startswith(signature):
            raise Unreadable(advice)


def format_of(suffix: str, text: str) -> Format:
    """The format of a decoded file: its suffix decides, and without a known one its beginning.

    >>> format_of(".md", "# Heading").media_type
    'text/markdown'
    >>> format_of("", "<!DOCTYPE html><p>A page").media_type
    'text/html'
    """
    if suffix in FORMATS:
        return FORMATS[suffix]
    return HTML if text.lstrip()[:14].lower().startswith(("<!doctype html", "<html")) else PLAIN
