"""What a query may not say: calls to other hosts, updates, and shapes that would kill the engine.

The engine follows ``SERVICE`` to any host and has no switch against it, so the words are looked for
before it sees the text. The engine also needs no space between its words: it reads ``SERVICEe:x`` as
``SERVICE e:x`` and ``true.SERVICE`` as two words. Wherever a reading is in doubt the query is refused.
"""

import re

from lcgraph.errors import QueryError

#: Longer, deeper or busier queries than these are refused: the engine's recursion has no limit of its
#: own, and ends the whole process on a few thousand nested brackets or chained operators.
MAX_CHARACTERS = 100_000
MAX_TOKENS = 20_000
MAX_DEPTH = 100
MAX_OPERATORS = 500

_TOKEN = re.compile(
    r"""
      (?P<skip>     [\ \t\r\n]+ | \#[^\r\n]* )
    | (?P<iri>      < (?: [^\x00-\x20<>"{}|^`\\] | \\u[0-9A-Fa-f]{4} | \\U[0-9A-Fa-f]{8} )* > )
    | (?P<string>   \"\"\" (?: [^\\] | \\. )*? \"\"\" | ''' (?: [^\\] | \\. )*? '''
                  | " (?: [^"\\\r\n] | \\. )* "       | ' (?: [^'\\\r\n] | \\. )* ' )
    | (?P<escape>   \\. )
    | (?P<variable> [?$]\w+ )
    | (?P<language> @[A-Za-z]+ (?: -[A-Za-z0-9]+ )* )
    | (?P<blank>    _:[\w-]* )
    | (?P<name>     (?P<prefix> [^\W\d][\w-]* (?: \.[\w-]+ )* )? :[\w:-]* )
    | (?P<word>     [^\W\d]\w* )
    | (?P<number>   \d+ )
    | (?P<open>     [({\[] )
    | (?P<close>    [)}\]] )
    | (?P<operator> \|\|? | && | \^\^? | [!=<>]=? | [-+*/] )
    | (?P<other>    . )
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_HIERARCHICAL = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")
_UPDATES = frozenset(["INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"])
_CHAINS = frozenset(["UNION", "MINUS", "OPTIONAL"])


def check_query(sparql: str) -> None:
    """Refuse a query that would leave the machine, change the store, or end the process.

    Strings, comments, IRIs, variables and local names may say what they like; a prefix may not
    hold the word SERVICE, because the engine may split it there.

    Args:
        sparql: The text of a SPARQL query.

    Raises:
        QueryError: What is refused, with line and column.

    >>> check_query('SELECT ?s WHERE { ?s ?p "a SERVICE" }')
    """
    if len(sparql) > MAX_CHARACTERS:
        raise QueryError(f"query: longer than {MAX_CHARACTERS} characters; ask a shorter one")
    _check_tokens(sparql)
    decoded = _ESCAPE.sub(_decode, sparql)
    if decoded != sparql:
        _check_tokens(decoded)


def first_variables(sparql: str) -> list[str] | None:
    """The variables of a ``SELECT *`` in the order in which the text names them, else None.

    The engine lists the columns of ``SELECT *`` in an order that changes from run to run.

    >>> first_variables("SELECT * WHERE { ?place a ?class }")
    ['place', 'class']
    """
    tokens = [match for match in _TOKEN.finditer(sparql) if match.lastgroup != "skip"]
    words = [match.group().upper() for match in tokens]
    if "SELECT" not in words:
        return None
    after = words[words.index("SELECT") + 1 :]
    if after and after[0] in ("DISTINCT", "REDUCED"):
        after = after[1:]
    if after[:1] != ["*"]:
        return None
    return list(dict.fromkeys(match.group()[1:] for match in tokens if match.lastgroup == "variable"))


def place(text: str, offset: int) -> str:
    """Line and column of an offset, as messages name them.

    >>> place("SELECT ?s\\nWHERE", 12)
    'line 2, column 3'
    """
    line = text.count("\n", 0, offset) + 1
    column = offset - (text.rfind("\n", 0, offset) + 1) + 1
    return f"line {line}, column {column}"


def _decode(match: re.Match[str]) -> str:
    code = int(match.group(1) or match.group(2), 16)
    return chr(code) if code <= 0x10FFFF else match.group()


def _check_tokens(sparql: str) -> None:
    depth = tokens = operators = 0
    mentions_service = "service" in sparql.lower()
    for match in _TOKEN.finditer(sparql):
        kind, text = match.lastgroup, match.group()
        if kind == "skip":
            continue
        tokens += 1
        if kind == "word":
            operators += text.upper() in _CHAINS
            _check_word(sparql, match, text)
        elif kind == "name":
            _check_word(sparql, match, match.group("prefix") or "", only_service=True)
        elif kind == "iri" and mentions_service and _may_be_comparison(text):
            raise _refused(
                sparql,
                match,
                f"{text} can also be read as a comparison",
                "put spaces round < or write the full IRI",
            )
        elif kind == "open":
            depth += 1
        elif kind == "close":
            depth -= 1
        elif kind == "operator":
            operators += 1
        if depth > MAX_DEPTH or tokens > MAX_TOKENS or operators > MAX_OPERATORS:
            raise _refused(
                sparql,
                match,
                f"more than {MAX_DEPTH} nested brackets, {MAX_OPERATORS} operators or {MAX_TOKENS} words",
                "ask a simpler question",
            )


def _check_word(sparql: str, match: re.Match[str], word: str, *, only_service: bool = False) -> None:
    upper = word.upper()
    if "SERVICE" in upper:
        raise _refused(
            sparql, match, "SERVICE is refused, nothing leaves this machine", "load the other data first"
        )
    if only_service:
        return
    if upper == "LOAD":
        raise _refused(
            sparql, match, "LOAD is refused, nothing is fetched", "give the file as the graph to open"
        )
    if upper in _UPDATES:
        raise _refused(
            sparql, match, f"{upper} is refused, graphs are read only", "ask with SELECT, ASK or CONSTRUCT"
        )


def _may_be_comparison(iri: str) -> bool:
    """Whether the engine could read ``<…>`` as less-than, and open a comment or string within it."""
    return any(mark in iri for mark in "#'\\") and not _HIERARCHICAL.match(iri)


def _refused(sparql: str, match: re.Match[str], what: str, remedy: str) -> QueryError:
    return QueryError(f"query, {place(sparql, match.start())}: {what}; {remedy}")
