"""Letters as they are compared: what people write differently is made the same."""

import unicodedata

#: Letters that Unicode does not take apart into a base letter and an accent.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


def plain(text: str) -> str:
    """Text without capitals and accents (Unicode Standard, section 3.13, caseless matching).

    >>> plain("Malmö, Øresund, ŁÓDŹ")
    'malmo, oresund, lodz'
    """
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_LETTERS)
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
