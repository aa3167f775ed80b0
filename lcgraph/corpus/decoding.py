"""How bytes become text: byte order marks, UTF-8, Windows-1252, line ends and control characters.

`Document.text` is what comes out of here, and every offset of the program counts in it. Only two
things differ from the file: line ends are ``\\n``, and each control character is a space.
"""

import codecs
import re
from typing import NamedTuple


class Unreadable(Exception):
    """A source is no text that can be read; the message is the reason, without the source's name."""


class Decoded(NamedTuple):
    """A text with the remark, if any, that a user should see about how it was decoded."""

    text: str
    warning: str = ""


#: UTF-32 comes first: its little-endian mark begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

#: Everything below the space but tab and newline, and the two characters that no XML may hold.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")

#: What a name on one line must not hold: also line separators and halves of surrogate pairs.
_NOT_IN_A_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")


def decode(data: bytes, *, legacy: bool = True) -> Decoded:
    """Decodes the bytes of a text file.

    A byte order mark decides; else the bytes are UTF-8; else, if that is plausible, Windows-1252.

    Args:
        data: The whole file.
        legacy: Whether Windows-1252 may be tried.

    Raises:
        Unreadable: The bytes are no text; the reason names the first broken byte.

    >>> decode("Umeå\\r\\n".encode())
    Decoded(text='Umeå\\n', warning='')
    >>> decode(b"Ume\\xe5").text
    'Umeå'
    """
    mark, encoding = next((pair for pair in _MARKS if data.startswith(pair[0])), (b"", "utf-8"))
    warning = ""
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        at = len(mark) + error.start
        if mark or not legacy or not _looks_like_windows_1252(data):
            name = encoding.removesuffix("-le").removesuffix("-be").upper()
            raise Unreadable(f"not text: broken {name} at byte {at}; save it as UTF-8") from None
        text = data.decode("cp1252")
        warning = f"read as Windows-1252, since byte {at} is not UTF-8; save it as UTF-8 to be sure"
    controls = len(_CONTROL.findall(text)) - text.count("\r") - text.count("\f")
    if controls > max(4, len(text) // 10):
        raise Unreadable(f"not text: {controls} of its {len(text)} characters are control characters")
    return Decoded(clean(text), warning)


def clean(text: str) -> str:
    """The text with ``\\n`` for every line end and form feed, and a space for each control character.

    >>> clean("one\\r\\ntwo\\rthree\\x00four")
    'one\\ntwo\\nthree four'
    """
    return _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n"))


def one_line(text: str) -> str:
    """The text as a single line that any file format and any terminal can hold.

    >>> one_line("  A title\\n  in two lines ")
    'A title in two lines'
    """
    return " ".join(_NOT_IN_A_LINE.sub(" ", text).split())


def _looks_like_windows_1252(data: bytes) -> bool:
    """Whether bytes that are not UTF-8 may be Windows-1252 rather than a damaged UTF-8 file.

    Letters beyond ASCII form valid UTF-8 sequences by chance only very rarely, so a file with more
    good sequences than bad bytes was UTF-8 once (cut off in the middle of a letter, say): read as
    Windows-1252, all its accents would turn into pairs of wrong letters.
    """
    if b"\x00" in data:
        return False
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    attempt = data.decode("utf-8", "replace")
    broken = attempt.count("\ufffd")
    good = len(attempt) - broken - len(data.decode("ascii", "ignore"))
    return good <= broken
