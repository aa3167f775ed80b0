"""The form in which names are compared."""

import re

from lcgraph.letters import plain


def fold(name: str) -> str:
    """A name as it is compared: without case, accents, punctuation, article and possessive.

    >>> fold("The Øresund Region's"), fold("Malmö"), fold("R&D")
    ('oresund region', 'malmo', 'r and d')
    """
    name = re.sub(r"['’]s?\b(?=\s|$)", "", plain(name).replace("&", " and "))
    name = " ".join(re.findall(r"[\w%£$€]+", name))
    return re.sub(r"^(?:the|a|an) (?=.)", "", name)
