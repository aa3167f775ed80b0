"""What a document is called: its identifier, its id in the graph, and its title."""

import hashlib
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from lcgraph.corpus.decoding import one_line

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
_LONGEST_TITLE = 120


def printable(name: str) -> str:
    r"""A path as it can be shown and stored: bytes that are no characters are written ``\xNN``.

    >>> printable("caf\udce9.txt")
    'caf\\xe9.txt'
    """

    def escape(match: re.Match[str]) -> str:
        number = ord(match[0])
        if 0xDC80 <= number <= 0xDCFF:  # how Python carries a byte of a file name (PEP 383)
            return f"\\x{number - 0xDC00:02x}"
        return "".join(f"\\x{byte:02x}" for byte in match[0].encode("utf-8", "surrogatepass"))

    return _UNPRINTABLE.sub(escape, name)


def restored(identifier: str) -> str:
    r"""The path that `printable` made an identifier of.

    >>> restored("caf\\xe9.txt") == "caf\udce9.txt"
    True
    """
    raw = identifier.encode("utf-8", "surrogateescape")
    return os.fsdecode(re.sub(rb"\\x([0-9a-f]{2})", lambda match: bytes.fromhex(match[1].decode()), raw))


def slug(stem: str) -> str:
    """A document's id from its file's name: of ``[a-z0-9-]`` only.

    Where a name has to be changed for that, eight digits of its SHA-256 keep it apart from others.

    >>> slug("port-of-gdansk")
    'port-of-gdansk'
    >>> slug("Umeå 1999")
    'umea-1999-de3605a3'
    """
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    short = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if short and short == stem:
        return short
    return f"{short or 'text'}-{_digest(stem)[:8]}"


def distinct_ids(stems: Sequence[str], digests: Sequence[str]) -> list[str]:
    """An id for each document of a build, no two alike.

    Documents whose names give the same id all get the first digits of their text's SHA-256 as well.

    Args:
        stems: The files' names without suffix.
        digests: The SHA-256 of each text, all different.

    >>> distinct_ids(["a", "b", "a"], ["1" * 64, "2" * 64, "3" * 64])
    ['a-11111111', 'b', 'a-33333333']
    """
    bases = [slug(stem) for stem in stems]
    ids = list(bases)
    digits = 8
    while repeated := {id for id, count in Counter(ids).items() if count > 1}:
        for number, id in enumerate(ids):
            if id in repeated:
                ids[number] = f"{bases[number]}-{digests[number][:digits]}"
        digits = min(2 * digits, 64)
    return ids


def title_of(text: str) -> str:
    """The first line of a text if it looks like a title, else nothing.

    It does if it is short, does not end like a sentence, and stands above an empty line; or if it
    is a Markdown heading.

    >>> title_of("# Port cities\\nA port city ...")
    'Port cities'
    >>> title_of("Port cities have changed.\\n\\nThey ...")
    ''
    """
    first, _, rest = text.lstrip().partition("\n")
    heading = re.match(r"#{1,6}[ \t]+", first)
    line = one_line(first[heading.end() :].strip().rstrip("#") if heading else first)
    fits = 0 < len(line) <= _LONGEST_TITLE and any(character.isalpha() for character in line)
    alone = rest.partition("\n")[0].strip() == ""
    return line if fits and (heading or (alone and line[-1] not in ".,;:")) else ""


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
