"""Cutting a sentence into clauses, so that a cue word counts for its own clause only.

There is no parser here, only the words that open and close clauses. Where these leave a choice the
clause stays whole: then a cue reaches further, and a fact is rather doubted than overstated.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from lcgraph.extraction.lexicon.tables import read_rows
from lcgraph.model import Span
from lcgraph.resources import resource

_WORD = re.compile(
    r"\w+(?=n['’]t\b)|n['’]t\b"  # did, n't
    r"|['’](?:ll|d|re|ve)\b"
    r"|\w+(?:-\w+)*(?:['’]s)?"
    r"|[^\w\s]"
)

ROLES = (
    *("auxiliary", "verb", "subject", "determiner"),
    *("relative", "subordinator", "coordinator", "before that"),
)
_BOUNDARIES = frozenset((",", ";", ":", "(", ")", ""))
_TAKES_PARTICIPLE = frozenset(("be", "been", "being", "is", "are", "was", "were"))
_LOOK_AHEAD = 9


@cache
def clause_words(role: str) -> frozenset[str]:
    """The words that play a part in cutting sentences, from ``clause-words.csv``.

    Args:
        role: One of `ROLES`.

    Raises:
        LexiconError: If a line breaks the file's rules.
    """
    rows = read_rows((resource("data", "names"),), "clause-words.csv", "word role", unique=2)
    return frozenset(row["word"] for row in rows if row.one_of("role", ROLES) == role)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark of a sentence, with its place in the text."""

    word: str
    span: Span

    @property
    def lower(self) -> str:
        """The word in lower case, with a straight apostrophe."""
        return self.word.lower().replace("’", "'")


@dataclass(slots=True)
class Clause:
    """A stretch of a sentence with a verb of its own.

    `parent` is the clause that it hangs on (its own number for a main clause). `has_subject` is
    false where the subject stands in the clause before (X opened a hall and *runs a school*).
    `bound` is true where the clause narrows a noun down (a park *where X trains*) and shares the
    modality of the clause around it.
    """

    number: int
    parent: int
    has_subject: bool = True
    bound: bool = False
    has_verb: bool = False


def tokens_of(text: str, sentence: Span) -> list[Token]:
    """The words and marks of a sentence.

    >>> [token.word for token in tokens_of("It didn't end.", Span(0, 14))]
    ['It', 'did', "n't", 'end', '.']
    """
    return [
        Token(match.group(), Span(match.start(), match.end()))
        for match in _WORD.finditer(text, sentence.start, sentence.end)
    ]


def clauses_of(tokens: Sequence[Token], inside: Sequence[bool]) -> tuple[list[Clause], list[int]]:
    """The clauses of a sentence, and for each token the number of its clause.

    Args:
        tokens: The words and marks of the sentence.
        inside: For each token whether it belongs to a name; what is inside names opens no clause.
    """
    cutter = _Cutter(tokens, inside)
    numbers = [cutter.step(position) for position in range(len(tokens))]
    return cutter.clauses, numbers


def is_finite(tokens: Sequence[Token], position: int) -> bool:
    """Whether a word is, as far as its form and its neighbour show, the verb of a clause."""
    word = tokens[position].word
    if not word.islower():
        return False
    if word in clause_words("auxiliary") or word in clause_words("verb"):
        return True
    if word.endswith("ed"):
        return len(word) > 4
    if position < 2 or not word.endswith("s") or word.endswith("ss") or len(word) < 4:
        return False
    before = tokens[position - 1]
    return (
        before.word[:1].isupper()
        or before.lower in clause_words("subject")
        or before.lower in clause_words("relative")
    )


class _Cutter:
    """Walks through a sentence and keeps the clause it is in."""

    def __init__(self, tokens: Sequence[Token], inside: Sequence[bool]) -> None:
        self._tokens, self._inside = tokens, inside
        self.clauses = [Clause(0, 0)]
        self._now = self.clauses[0]
        self._fronted = False  # in a subordinate clause before its main clause

    def step(self, position: int) -> int:
        """Go one token further and say in which clause it is."""
        word = self._word(position)
        if self._inside[position]:
            return self._now.number
        if word in (";", ":"):
            self._open(None)
        elif word in ("(", "–", "—") and self._now.has_verb:
            if word != "(" and self._now.bound:
                self._close()
            else:
                self._open(self._now, bound=True)
        elif word == ")" and self._now.bound:
            self._close()
        elif word == ",":
            self._comma(position)
        elif word in clause_words("relative") or (word == "that" and self._stands_for_noun(position)):
            self._relative(position)
        elif word in clause_words("subordinator"):
            self._subordinate(position)
        elif word in clause_words("coordinator"):
            self._coordinate(position)
        if is_finite(self._tokens, position):
            self._now.has_verb = True
        return self._now.number

    def _open(self, parent: Clause | None, has_subject: bool = True, bound: bool = False) -> None:
        number = len(self.clauses)
        self._now = Clause(number, number if parent is None else parent.number, has_subject, bound)
        self.clauses.append(self._now)

    def _close(self) -> None:
        self._now = self.clauses[self._now.parent]

    @property
    def _hangs(self) -> bool:
        """Whether the clause is a dependent one, set off by commas."""
        return self._now.parent != self._now.number and not self._now.bound

    def _word(self, position: int) -> str:
        return self._tokens[position].lower if 0 <= position < len(self._tokens) else ""

    def _verb_at(self, position: int) -> bool:
        return (
            position < len(self._tokens) and not self._inside[position] and is_finite(self._tokens, position)
        )

    def _verb_ahead(self, position: int) -> bool:
        """Whether a verb comes before the next boundary."""
        for ahead in range(position, position + _LOOK_AHEAD):
            word = self._word(ahead)
            if word in _BOUNDARIES or word in clause_words("coordinator") or word in clause_words("relative"):
                return False
            if self._verb_at(ahead):
                return True
        return False

    def _comma(self, position: int) -> None:
        if self._fronted and self._now.has_verb:
            self._fronted = False
            self._close()
        elif self._hangs and self._now.has_verb and self._verb_at(position + 1):
            self._close()  # X, which runs Y, *owns* Z

    def _relative(self, position: int) -> None:
        if not position or not self._verb_ahead(position + 1):
            return
        after_comma = "," in (self._word(position - 1), self._word(position - 2))
        # Two relative clauses in a row hang on the same clause.
        parent = self.clauses[self._now.parent] if after_comma and self._hangs else self._now
        self._open(parent, bound=not after_comma)

    def _stands_for_noun(self, position: int) -> bool:
        """Whether "that" opens a relative clause (a hall *that* ...), not what is said or thought."""
        if self._word(position - 1) in clause_words("before that") or self._verb_at(position - 1):
            return False
        return position > 0

    def _subordinate(self, position: int) -> None:
        if not self._verb_ahead(position + 1):
            return
        if position == 0:
            self._open(self._now)
            self._fronted = True
        elif self._now.has_verb:
            self._open(self._now)

    def _coordinate(self, position: int) -> None:
        if not self._now.has_verb:
            return  # the "and" of a list of subjects
        main = self._now.parent == self._now.number
        parent = None if main else self.clauses[self._now.parent]
        if self._verb_at(position + 1):
            if not self._goes_on(position):
                self._open(parent, has_subject=False)
        elif self._verb_ahead(position + 1):
            self._open(parent)

    def _goes_on(self, position: int) -> bool:
        """Whether a form in -ed goes on with the verbs before: will be cleared and *turned* into a park."""
        if not self._word(position + 1).endswith("ed"):
            return False
        return any(self._word(earlier) in _TAKES_PARTICIPLE for earlier in range(position - 8, position))
