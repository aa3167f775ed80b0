"""Rewrites a question so that it tells, row by row, which triples of the graph made each row.

An answer shows what was asked for and forgets how it came about: DISTINCT and GROUP BY fold rows,
inner SELECTs hide their variables. The rewritten query shows every variable, so that each of its
rows is one way in which an answer came about (why-provenance: Buneman, Khanna and Tan, 2001).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count

from lcgraph.errors import QueryError
from lcgraph.queries.syntax import tokens, variables

_AGGREGATES = {"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"}
#: What changes the rows of an inner SELECT beyond their order.
_CHANGING = {"GROUP", "HAVING", "LIMIT", "OFFSET", "VALUES"}
_EXPRESSION_NAME = re.compile(r"[?$](\w+)\s*\)$")


@dataclass(frozen=True, slots=True)
class Exposed:
    """A query with nothing hidden.

    `body` is its pattern. `keys` are the columns of the answer by which a row is known again, and
    `computed` the expressions among them. A variable that begins with `gate` has a value in those rows
    only to which its branch of a UNION or its OPTIONAL contributed.
    """

    prologue: str
    dataset: str
    body: str
    keys: tuple[str, ...]
    computed: tuple[str, ...]
    gate: str

    def select(self, names: Iterable[str]) -> str:
        """The query for these variables and the columns by which an answer is known again."""
        made = {found[1] for text in self.computed if (found := _EXPRESSION_NAME.search(text))}
        shown = [f"?{name}" for name in dict.fromkeys([*self.keys, *names]) if name not in made]
        chosen = " ".join([*self.computed, *shown]) or "*"
        return f"{self.prologue}SELECT DISTINCT {chosen} {self.dataset}WHERE {self.body}"


def expose(text: str, columns: tuple[str, ...]) -> Exposed:
    """A SELECT query with all that made its answer in view.

    Args:
        text: The query.
        columns: The columns of its answer.

    Raises:
        QueryError: It is no SELECT.

    >>> expose("SELECT ?a WHERE { { SELECT ?a WHERE { ?a ?b ?c } } }", ("a",)).body
    '{ { SELECT * WHERE { ?a ?b_w_2 ?c_w_2  BIND(true AS ?w_in1_w_2) } } }'
    """
    return _Rewriter(text).whole(columns)


@dataclass(frozen=True, slots=True)
class _Head:
    """What a SELECT says around its pattern; `body` is the token that opens the pattern."""

    body: int
    plain: tuple[str, ...]
    expressions: tuple[str, ...]
    group_keys: tuple[str, ...]
    dataset: str
    folds: bool
    changes: bool

    @property
    def names(self) -> set[str]:
        made = {found[1] for text in self.expressions if (found := _EXPRESSION_NAME.search(text))}
        return {*self.plain, *made}


class _Rewriter:
    """The tokens of a query, and the fresh names that it is rewritten with."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(tokens(text))
        self._ends = self._matching()
        self._numbers = count(1)
        taken = variables(text)
        stems = ("w" * length + "_" for length in count(1))
        self._stem = next(stem for stem in stems if not any(stem in name for name in taken))

    def whole(self, columns: tuple[str, ...]) -> Exposed:
        every = range(len(self._tokens))
        start = next((at for at in every if self._word(at) == "SELECT"), None)
        if start is None:
            raise QueryError("Evidence is given for the rows of a SELECT. Ask with SELECT … WHERE { … }.")
        head = self._head(start, len(self._tokens))
        return Exposed(
            prologue=self._text[: self._tokens[start].start()],
            dataset=head.dataset,
            body=self._group(head.body),
            keys=tuple(name for name in columns if name in head.plain) if head.folds else columns,
            computed=head.group_keys if head.folds else head.expressions,
            gate=self._stem,
        )

    def _matching(self) -> dict[int, int]:
        """Which token closes the brace or bracket that a token opens."""
        ends: dict[int, int] = {}
        waiting: list[int] = []
        for at, token in enumerate(self._tokens):
            if token[0] in ("{", "("):
                waiting.append(at)
            elif token[0] in ("}", ")") and waiting:
                ends[waiting.pop()] = at
        return ends

    def _word(self, at: int) -> str:
        """The keyword at a place, in capitals; what follows a lone colon is a name and none."""
        if not 0 <= at < len(self._tokens):
            return ""
        token = self._tokens[at]
        named = self._text[: token.start()].endswith(":")
        return "" if named else (token["word"] or "").upper()

    def _slice(self, first: int, last: int) -> str:
        return self._text[self._tokens[first].start() : self._tokens[last].end()]

    def _head(self, select: int, end: int) -> _Head:
        plain: list[str] = []
        expressions: list[str] = []
        source = None
        at = select + 1
        while self._tokens[at][0] != "{":
            token = self._tokens[at]
            if self._word(at) == "FROM" and source is None:
                source = token.start()
            if token[0] == "(":
                expressions.append(self._slice(at, self._ends[at]))
                at = self._ends[at]
            elif token["variable"]:
                plain.append(token["variable"])
            at += 1
        before_body = self._tokens[at - 1 if self._word(at - 1) == "WHERE" else at].start()
        tail = range(self._ends[at] + 1, end)
        words = {self._word(place) for place in tail}
        aggregates = any(
            word.upper() in _AGGREGATES for text in expressions for word in re.findall(r"\w+", text)
        )
        return _Head(
            body=at,
            plain=tuple(plain),
            expressions=tuple(expressions),
            group_keys=tuple(self._group_keys(tail)),
            dataset="" if source is None else self._text[source:before_body],
            folds=aggregates or "GROUP" in words,
            changes=bool(expressions) or bool(words & _CHANGING),
        )

    def _group_keys(self, tail: range) -> list[str]:
        """The expressions of a GROUP BY that have a name."""
        found: list[str] = []
        at = next((place for place in tail if self._word(place) == "GROUP"), tail.stop) + 2
        while at < tail.stop and self._word(at) not in ("HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"):
            if self._tokens[at][0] == "(":
                text = self._slice(at, self._ends[at])
                found += [text] if re.search(r"\bAS\s*[?$]\w+\s*\)$", text, re.IGNORECASE) else []
                at = self._ends[at]
            at += 1
        return found

    def _group(self, start: int, gated: bool = False) -> str:
        """A group between braces with what is in it exposed."""
        end = self._ends[start]
        inside = (
            self._inner_select(start, end) if self._word(start + 1) == "SELECT" else self._body(start, end)
        )
        gate = f" BIND(true AS ?{self._stem}in{next(self._numbers)})" if gated else ""
        return f"{{{inside}{gate} }}" if gate else f"{{{inside}}}"

    def _inner_select(self, start: int, end: int) -> str:
        """An inner SELECT that shows all variables of its pattern, the hidden ones under other names.

        Where it says more than its pattern (it counts, or takes a part), it stands beside that. It stays a
        SELECT, because engines work out the pattern of one by itself, and another plan can be far slower.
        """
        head = self._head(start + 1, end)
        inner = self._group(head.body, gated=True)
        if head.names:
            inner = self._renamed(inner, variables(inner) - head.names)
        shown = f"SELECT * WHERE {inner}"
        return f" {self._slice(start, end)} {{ {shown} }} " if head.changes else f" {shown} "

    def _body(self, start: int, end: int) -> str:
        parts: list[str] = []
        witnesses: list[str] = []
        written, at = self._tokens[start].end(), start + 1
        while at < end:
            sign = self._tokens[at][0]
            if sign == "(":
                at = self._ends[at]
            elif sign == "{":
                kind = self._kind(at)
                if kind == "must":
                    witnesses.append(self._witness(at))
                elif kind in ("group", "branch"):
                    parts += [
                        self._text[written : self._tokens[at].start()],
                        self._group(at, kind == "branch"),
                    ]
                    written = self._tokens[self._ends[at]].end()
                at = self._ends[at]
            at += 1
        return "".join([*parts, self._text[written : self._tokens[end].start()], *witnesses])

    def _kind(self, at: int) -> str:
        """What a brace opens: a group, a branch, a pattern that must exist, or what is left as it is."""
        before = self._word(at - 1)
        if before == "EXISTS":
            return "must" if self._word(at - 2) == "FILTER" else "left"
        if before == "MINUS" or self._is_data(at):
            return "left"
        united = before in ("UNION", "OPTIONAL") or self._word(self._ends[at] + 1) == "UNION"
        return "branch" if united else "group"

    def _is_data(self, at: int) -> bool:
        """Whether a brace opens the rows of a VALUES block."""
        at -= 1
        while self._tokens[at]["variable"] or self._tokens[at]["bracket"]:
            at -= 1
        return self._word(at) == "VALUES"

    def _witness(self, at: int) -> str:
        """The pattern of a FILTER EXISTS as one that may match, so that what matches is seen."""
        own = variables(self._slice(at, self._ends[at]))
        around = variables(
            self._text[: self._tokens[at].start()] + self._text[self._tokens[self._ends[at]].end() :]
        )
        return f" OPTIONAL {self._renamed(self._group(at, gated=True), own - around)} "

    def _renamed(self, text: str, names: Iterable[str]) -> str:
        number, hidden = next(self._numbers), set(names)
        parts, written = [], 0
        for token in tokens(text):
            if token["variable"] in hidden:
                parts += [text[written : token.end()], f"_{self._stem}{number}"]
                written = token.end()
        return "".join([*parts, text[written:]])
