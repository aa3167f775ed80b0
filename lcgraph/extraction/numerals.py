"""Bare numbers as English texts write them: in digits, in words, with multipliers, as fractions and ratios.

Groups of three digits after a comma, a point, a blank or an apostrophe are thousands ("1,500", "1.500",
"1 500"); any other last group is a fraction ("2,5"). A point before three digits is a thousands mark
unless a multiplier follows ("1.234 million").
"""

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from lcgraph.errors import LexiconError
from lcgraph.extraction.rule_data import read_table

#: Blanks that may stand inside a figure.
GAP = r"[ \t\n\r\u00a0\u2009\u202f]"

_THIN = " \u00a0\u2009\u202f"
#: No figure has more digits, or more letters in words: what never ends is not read to its end.
_LONGEST = 24
_LONGEST_IN_WORDS = 120
_ONE = Decimal(1)
_DIGITS = re.compile(
    rf"[0-9]{{1,3}}(?:[{_THIN}][0-9]{{3}}(?![0-9]))++(?:[.,][0-9]{{1,2}}(?![0-9]))?+|[0-9]++(?:[.,'’][0-9]++)*+"
)
#: What is counted after "1.4m", so that it is a million and no length.
_PEOPLE = re.compile(r" (?:people|inhabitants|residents|visitors|users|jobs|passengers|tourists)\b")
_INDIAN = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}")
_SENSIBLE_BASES = frozenset(map(Decimal, (*range(2, 21), 50, 100, 1000)))


class Numeral(NamedTuple):
    """A number and where it ends.

    `scale` is the multiplier that it was written with ("million"), else 1; `share` says that it is a part
    of a whole ("two-thirds", "one in five") and `value` a percentage.
    """

    value: Decimal
    end: int
    scale: Decimal = _ONE
    share: bool = False


def number_start() -> re.Pattern[str]:
    """Matches wherever a number may begin: at digits or at a first number word."""
    return _grammar().start


def plain(value: Decimal) -> Decimal:
    """The same number without exponent or needless zeros.

    >>> plain(Decimal("1.50") * 1000)
    Decimal('1500')
    """
    return value.quantize(_ONE) if value == value.to_integral_value() else value.normalize()


def numeral_at(text: str, start: int, end: int, money: bool = False) -> Numeral | None:
    """Reads the number that begins at a position.

    Args:
        text: Any text.
        start: Where its first digit or number word stands.
        end: Where reading stops.
        money: A currency stands before it, so that "m" means million and not metres.

    Returns:
        The number, or None where none begins there or it has no single sensible value.

    >>> numeral_at("forty-five thousand jobs", 0, 24)
    Numeral(value=Decimal('45000'), end=19, scale=Decimal('1'), share=False)
    """
    if "0" <= text[start : start + 1] <= "9":
        return _ratio(text, _in_digits(text, start, end, money), end)
    if half := _half(text, start, end):
        return half
    return _fraction(text, start, end) or _ratio(text, _in_words(text, start, end), end)


class _Grammar(NamedTuple):
    """The words of ``numbers.csv`` and the patterns made of them."""

    value: dict[str, Decimal]
    kind: dict[str, str]
    start: re.Pattern[str]
    run: re.Pattern[str]
    scale: re.Pattern[str]
    letter: re.Pattern[str]
    half: re.Pattern[str]
    fraction: re.Pattern[str]
    ratio: re.Pattern[str]


@cache
def _grammar() -> _Grammar:
    value: dict[str, Decimal] = {}
    kind: dict[str, str] = {}
    for (word, sort, number), where in read_table("numbers", ("word", "kind", "value")):
        if (
            sort not in {"unit", "teen", "tens", "multiplier", "short", "letter", "part"}
            or not number.isdecimal()
        ):
            raise LexiconError(f"{where}: write word,kind,whole number with a kind that the file has already")
        value[word], kind[word] = Decimal(number), sort

    def forms(*kinds: str) -> str:
        return "|".join(sorted((w for w in kind if kind[w] in kinds), key=lambda w: (-len(w), w)))

    small, multiplier, part = forms("unit", "teen", "tens"), forms("multiplier"), forms("part")
    word = rf"(?:{small}|{multiplier})"
    joint = rf"(?:{GAP}(?:(?<=hundred.)|(?<=million.)|(?<=thousand.))and{GAP}|{GAP}|-)"

    def pattern(words: str) -> re.Pattern[str]:
        return re.compile(words, re.IGNORECASE)

    return _Grammar(
        value,
        kind,
        start=pattern(rf"[0-9]++|\b(?:an?{GAP}(?:{multiplier}|{part})|half|{small}|{multiplier})\b"),
        run=pattern(rf"(?:an?{GAP}(?={multiplier}))?{word}\b(?:{joint}{word}\b)*+"),
        scale=pattern(rf"(?:{GAP}|-)?(?P<word>{multiplier}|{forms('short')})(?!\w)"),
        letter=pattern(rf"(?P<gap>{GAP})?(?P<word>{forms('letter')})(?!\w|[²³])"),
        half=pattern(
            rf"(?:(?P<whole>{small}|an?){GAP}and{GAP}a{GAP}half|half(?:{GAP}an?)?)(?:{GAP}|-)"
            rf"(?P<word>{multiplier})\b"
        ),
        fraction=pattern(rf"(?:(?P<count>an?|[1-9]|{forms('unit')})(?:{GAP}|-))?(?P<part>{part})\b(?!-)"),
        ratio=pattern(
            rf"{GAP}(?:(?!and\b|or\b|to\b)[a-z]++{GAP})?(?:in|out{GAP}of)(?:{GAP}every)?{GAP}(?=[0-9]|{word}\b)"
        ),
    )


def _in_digits(text: str, start: int, end: int, money: bool) -> Numeral | None:
    match = _DIGITS.match(text, start, min(end, start + _LONGEST + 1))
    if match is None or len(match[0]) > _LONGEST:
        return None
    grammar, position, scale = _grammar(), match.end(), _ONE
    while (factor := grammar.scale.match(text, position, end)) and scale < 10**6:
        scale *= grammar.value[factor["word"].lower()]
        position = factor.end()
    if scale == _ONE and (letter := grammar.letter.match(text, position, end)):
        attached = (
            letter["word"].isupper() and not letter["gap"] and text[letter.end() : letter.end() + 1].isspace()
        )
        if money or attached or (not letter["gap"] and _PEOPLE.match(text, letter.end(), end)):
            scale, position = grammar.value[letter["word"].lower()], letter.end()
    value = _decimal(match[0], scale != _ONE)
    return value if value is None else Numeral(plain(value * scale), position, scale)


def _decimal(token: str, scaled: bool) -> Decimal | None:
    token = re.sub(rf"['’{_THIN}]", "", token)
    marks = re.findall(r"[.,]", token)
    if not marks:
        return Decimal(token)
    head, *middle, last = re.split(r"[.,]", token)
    if len(set(marks)) == 2:
        grouped = all(len(group) == 3 for group in middle) and marks.count(marks[-1]) == 1
        return Decimal("".join((head, *middle)) + "." + last) if grouped else None
    if _INDIAN.fullmatch(token):
        return Decimal(token.replace(",", ""))
    if len(marks) > 1:
        return Decimal(head + "".join(middle) + last) if all(len(g) == 3 for g in (*middle, last)) else None
    thousands = (
        len(last) == 3 and len(head) <= 3 and not head.startswith("0") and not (scaled and marks[0] == ".")
    )
    if thousands:
        return Decimal(head + last)
    return Decimal(f"{head}.{last}") if marks[0] == "." or len(last) <= 2 or head == "0" else None


def _in_words(text: str, start: int, end: int) -> Numeral | None:
    run = _grammar().run.match(text, start, min(end, start + _LONGEST_IN_WORDS + 1))
    if run is None or len(run[0]) > _LONGEST_IN_WORDS:
        return None
    words = [word for word in re.split(rf"{GAP}|-", run[0].lower()) if word not in {"and", "a", "an"}]
    value = _sum(words)
    return None if value is None else Numeral(value, run.end())


def _half(text: str, start: int, end: int) -> Numeral | None:
    """ "half a million", "two and a half thousand"."""
    match = _grammar().half.match(text, start, end)
    if match is None:
        return None
    whole = (match["whole"] or "").lower()
    count = Decimal("0.5") + (_grammar().value.get(whole, _ONE) if whole else 0)
    return Numeral(plain(count * _grammar().value[match["word"].lower()]), match.end())


def _sum(words: list[str]) -> Decimal | None:
    """What number words add up to, or None where they do not make one number ("two three")."""
    grammar, total, group, last, limit = _grammar(), Decimal(0), Decimal(0), "", Decimal("Infinity")
    for word in words:
        value, kind = grammar.value[word], grammar.kind[word]
        if kind != "multiplier":
            if last and not (last == "tens" and kind == "unit") and last != "multiplier":
                return None
            group += value
        elif value < 1000:
            group = (group or _ONE) * value
        elif value < limit:
            total, group, limit = total + (group or _ONE) * value, Decimal(0), value
        else:
            return None
        last = kind
    return plain(total + group)


def _fraction(text: str, start: int, end: int) -> Numeral | None:
    match = _grammar().fraction.match(text, start, end)
    if match is None or (match["part"].lower() != "half" and not match["count"]):
        return None
    count = _grammar().value.get((match["count"] or "").lower(), _ONE)
    part = _grammar().value[match["part"].lower()]
    return Numeral(_percentage(count, part), match.end(), share=True) if count < part else None


def _ratio(text: str, first: Numeral | None, end: int) -> Numeral | None:
    """Grows "one" to "one in five" where a small base follows; anything else stays as it is."""
    if first is None or first.scale != _ONE or not (link := _grammar().ratio.match(text, first.end, end)):
        return first
    digits = "0" <= text[link.end()] <= "9"
    base = _in_digits(text, link.end(), end, False) if digits else _in_words(text, link.end(), end)
    if (
        base is None
        or base.value not in _SENSIBLE_BASES
        or not 0 < first.value < base.value
        or first.value % 1
    ):
        return first
    if re.match(
        rf"[-%]|{GAP}?(?:%|per|hours?|days?|weeks?|months?|years?|minutes?)", text[base.end : base.end + 9]
    ):
        return first
    return Numeral(_percentage(first.value, base.value), base.end, share=True)


def _percentage(count: Decimal, base: Decimal) -> Decimal:
    return plain((100 * count / base).quantize(Decimal("0.01")))
