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
#: The time that the engine takes to put triple patterns in order doubles with every ten or so of them.
MAX_PATTERNS = 60

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
    | (?P<number>   \d+ (?: \.\d+ )? )
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
_TERMS = frozenset(["iri", "string", "variable", "blank", "name", "number"])
_BETWEEN = frozenset(".;,/[")
_ENDS_NAME = frozenset(["iri", "string", "variable", "blank", "close"])
_ENDS_NAME_SIGNS = frozenset(["(", "[", "|", "^", "/", "*", "+", "=", "!=", "<", ">", ";", ","])


def check_query(sparql: str) -> None:
    """Refuse a query that would leave the machine, change the store, or end the process.

    Strings, comments, IRIs, variables and local names may say what they like; a prefix may hold the word
    SERVICE, at which the engine may split it, where what follows shows that this is no call.

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
    tokens = [match for match in _TOKEN.finditer(sparql) if match.lastgroup != "skip"]
    mentions_service = "service" in sparql.lower()
    counted = _Size()
    for place, match in enumerate(tokens):
        kind, text = match.lastgroup, match.group()
        if kind == "word":
            _check_word(sparql, match, text)
        elif kind == "name" and mentions_service:
            _check_name(sparql, match, tokens[place + 1 : place + 3])
        elif kind == "iri" and mentions_service and _may_be_comparison(text):
            raise _refused(
                sparql,
                match,
                f"{text} can also be read as a comparison",
                "put spaces round < or write the full IRI",
            )
        if excess := counted.add(kind, text):
            raise _refused(sparql, match, f"more than {excess}", "ask a simpler question")


class _Size:
    """How large a query is, counted token by token.

    Triple patterns are told by what stands between them: a dot, semicolon or comma, a slash of a path, an
    opening square bracket, or two terms side by side in a list. The data of VALUES are none.
    """

    def __init__(self) -> None:
        self._tokens = self._operators = self._patterns = 0
        self._open: list[str] = []
        self._values = False
        self._term_before = False

    def add(self, kind: str | None, text: str) -> str:
        """Count one more token; says of what there are too many, if there are."""
        inside = self._open[-1] if self._open else ""
        self._tokens += 1
        self._operators += kind == "operator" or (kind == "word" and text.upper() in _CHAINS)
        term = kind in _TERMS
        if inside in ("{", "["):
            self._patterns += text in _BETWEEN
        elif inside == "(" and "data" not in self._open and not self._values:
            self._patterns += term and self._term_before
        self._term_before = term
        if kind == "word":
            self._values = text.upper() == "VALUES"
        elif kind == "open":
            data = text == "{" and self._values
            self._values = self._values and not data
            self._patterns += text == "[" and "data" not in self._open
            self._open.append("data" if data else text)
        elif kind == "close" and self._open:
            self._open.pop()
        return self._excess()

    def _excess(self) -> str:
        if self._tokens > MAX_TOKENS:
            return f"{MAX_TOKENS} words and signs"
        if len(self._open) > MAX_DEPTH:
            return f"{MAX_DEPTH} nested brackets"
        if self._operators > MAX_OPERATORS:
            return f"{MAX_OPERATORS} operators"
        return f"{MAX_PATTERNS} triple patterns" if self._patterns > MAX_PATTERNS else ""


def _check_word(sparql: str, match: re.Match[str], word: str) -> None:
    upper = word.upper()
    if "SERVICE" in upper:
        raise _refused_service(sparql, match)
    if upper == "LOAD":
        raise _refused(
            sparql, match, "LOAD is refused, nothing is fetched", "give the file as the graph to open"
        )
    if upper in _UPDATES:
        raise _refused(
            sparql, match, f"{upper} is refused, graphs are read only", "ask with SELECT, ASK or CONSTRUCT"
        )


def _check_name(sparql: str, match: re.Match[str], after: list[re.Match[str]]) -> None:
    """Refuse a prefixed name that the engine may read as SERVICE and a shorter name.

    ``SERVICEe:x`` is a call where a group follows, and only there (SPARQL 1.1, grammar rule 59). So it is
    none where anything else follows, and where it is certain that the name has ended before that.
    """
    if "service" not in (match.group("prefix") or "").lower():
        return
    if after and after[0].group() != "{":
        end, following = match.end(), after[0]
        if following.group() == "." and len(after) > 1:  # within a name, or at its end
            end, following = end + 1, after[1]
        if (
            following.start() > end
            or following.lastgroup in _ENDS_NAME
            or following.group() in _ENDS_NAME_SIGNS
        ):
            return
    raise _refused_service(sparql, match)


def _refused_service(sparql: str, match: re.Match[str]) -> QueryError:
    return _refused(
        sparql, match, "SERVICE is refused, nothing leaves this machine", "load the other data first"
    )


def _may_be_comparison(iri: str) -> bool:
    """Whether the engine could read ``<…>`` as less-than, and open a comment or string within it."""
    return any(mark in iri for mark in "#'\\") and not _HIERARCHICAL.match(iri)


def _refused(sparql: str, match: re.Match[str], what: str, remedy: str) -> QueryError:
    return QueryError(f"query, {place(sparql, match.start())}: {what}; {remedy}")
