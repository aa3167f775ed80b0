"""The little of SPARQL's grammar that is needed to rewrite a query without reading all of it."""

import re
from collections.abc import Iterator

from lcgraph.errors import QueryError

# SPARQL 1.1, section 19.8: what may hold a brace or a question mark without meaning one.
_TOKEN = re.compile(
    r"""
      (?P<skip> \#[^\r\n]*
              | \\.
              | <[^<>"{}|^`\\\x00-\x20]*>
              | \"{3}(?:"{0,2}(?:[^"\\]|\\.))*\"{3}
              | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
              | "(?:[^"\\\r\n]|\\.)*"
              | '(?:[^'\\\r\n]|\\.)*'
              )
    | [?$](?P<variable>\w+)
    | (?P<word>[A-Za-z_][\w:.-]*)
    | (?P<sign>[{}])
    | (?P<bracket>[()])
    """,
    re.VERBOSE | re.DOTALL,
)


def variables(text: str) -> frozenset[str]:
    """The names of all variables of a query.

    >>> sorted(variables("SELECT ?a WHERE { ?a <http://x/?no> '?neither' } # ?nor"))
    ['a']
    """
    return frozenset(match["variable"] for match in tokens(text) if match["variable"])


def insert_values(text: str, blocks: str) -> str:
    """The query with blocks of values as the first thing inside its outermost ``WHERE { … }``.

    Inside, and not appended after the query: SPARQL joins an appended block only after all filters
    and groups (section 18.2.4.3), so that ``FILTER(?confidence < ?below)`` would never see its
    value. Nothing of the query's own text is replaced.

    Args:
        text: A SELECT query.
        blocks: ``VALUES`` blocks made of validated terms.

    Raises:
        QueryError: The query's outermost group does not begin with the word WHERE.

    >>> insert_values("SELECT ?a WHERE { ?a ?b ?c }", "VALUES ?a { 1 }")
    'SELECT ?a WHERE { VALUES ?a { 1 } ?a ?b ?c }'
    """
    before = ""
    for match in tokens(text):
        if match["sign"]:
            if before.upper() != "WHERE":
                break
            return f"{text[: match.end()]} {blocks}{text[match.end() :]}"
        before = match["word"] or ""
    raise QueryError("A question with parameters needs the word WHERE before its first '{'.")


def tokens(text: str) -> Iterator[re.Match[str]]:
    """The words, variables, braces and brackets of a query, without strings, IRIs and comments."""
    return (match for match in _TOKEN.finditer(text) if match["skip"] is None)
