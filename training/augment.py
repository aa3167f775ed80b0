"""Other texts from the same paragraphs: names exchanged, cases changed, paragraphs joined.

Every step keeps the annotation true. Names and themes are exchanged only for those of the same class,
since what a name is must be learnt from its neighbours and not by heart.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from lcgraph.model import Span
from lcgraph.ontology import load_themes
from training.paragraphs import Fact, Figure, Mention, Paragraph, Partnership

#: Classes whose names say nothing but themselves.
_EXCHANGED = {
    "City",
    "Region",
    "Country",
    "Enterprise",
    "EducationInstitution",
    "ResearchInstitution",
    "CivicOrganisation",
    "PublicAuthority",
    "Person",
    "DevelopmentSite",
    "InternationalOrganisation",
    "Partnership",
}
_THEME = "Theme"
#: Longer themes are phrases that only fit where they stand.
_LONGEST_THEME = 3
Names = dict[str, list[str]]


def names_of(paragraphs: Sequence[Paragraph]) -> Names:
    """The names of each class that may be exchanged; for themes those of the thesaurus as well."""
    names: dict[str, set[str]] = {}
    for p in paragraphs:
        for m in p.mentions:
            word = p.text[slice(*m.span)]
            if m.class_name in _EXCHANGED and word[0].isupper():
                names.setdefault(m.class_name, set()).add(word)
            elif m.class_name == _THEME and _is_plain_theme(word):
                names.setdefault(_THEME, set()).add(word)
    known = (name for concept in load_themes().concepts.values() for name in concept.names)
    names.setdefault(_THEME, set()).update(filter(_is_plain_theme, known))
    return {k: sorted(v) for k, v in sorted(names.items())}


def _is_plain_theme(words: str) -> bool:
    return words.islower() and len(words.split()) <= _LONGEST_THEME


def rewrite(paragraph: Paragraph, changes: dict[Span, str]) -> Paragraph:
    """The paragraph with some spans written otherwise and all offsets moved along."""
    text, last = "", 0
    ends: list[tuple[int, int]] = []
    exact: dict[Span, Span] = {}
    for span, words in sorted(changes.items()):
        text += paragraph.text[last : span.start]
        exact[span] = Span(len(text), len(text) + len(words))
        text += words
        last = span.end
        ends.append((span.end, len(text) - span.end))
    text += paragraph.text[last:]

    def move(span: Span) -> Span:
        shift = 0
        for end, by in ends:
            if end > span.start:
                break
            shift = by
        return exact.get(span, Span(span.start + shift, span.end + shift))

    return replace(
        paragraph,
        text=text,
        mentions=tuple(replace(m, span=move(m.span)) for m in paragraph.mentions),
        figures=tuple(replace(f, span=move(f.span)) for f in paragraph.figures),
    )


def exchange_names(paragraph: Paragraph, names: Names, rng: random.Random, share: float) -> Paragraph:
    """Some entities under other names of their class."""
    spans: dict[int, list[Mention]] = {}
    for m in paragraph.mentions:
        if m.class_name:
            spans.setdefault(m.entity, []).append(m)
    changes: dict[Span, str] = {}
    for mentions in spans.values():
        kind = mentions[0].class_name
        forms = {paragraph.text[slice(*m.span)] for m in mentions}
        form = next(iter(forms))
        fits = _is_plain_theme(form) if kind == _THEME else kind in _EXCHANGED and form[0].isupper()
        if not fits or len(forms) > 1 or rng.random() >= share:
            continue
        # "Danish" must not become "Denmark": adjectives of nationality are mentions of the country.
        if kind == "Country" and not form.endswith(("land", "ia", "any", "way", "ark", "ce", "da")):
            continue
        other = rng.choice(names[kind])
        if kind == "Country" and not other.endswith(("land", "ia", "any", "way", "ark", "ce", "da")):
            continue
        if kind == "Person" and (" " in other) != (" " in form):
            continue
        changes |= dict.fromkeys((m.span for m in mentions), other)
    return rewrite(paragraph, changes) if changes else paragraph


def change_case(paragraph: Paragraph, rng: random.Random) -> Paragraph:
    """Now and then as headings and careless pages write: all small, all capitals, Title Case."""
    text, roll = paragraph.text, rng.random()
    if roll < 0.03:
        other = text.lower()
    elif roll < 0.05:
        other = text.upper()
    elif roll < 0.09:
        other = _title(text)
    elif roll < 0.16 and (end := text.find(". ")) > 0:
        change: Callable[[str], str] = str.upper if rng.random() < 0.4 else _title
        other = change(text[:end]) + text[end:]
    else:
        return paragraph
    return replace(paragraph, text=other) if len(other) == len(text) else paragraph


def _title(text: str) -> str:
    return re.sub(r"\b[a-z](?=\w{3})", lambda m: m[0].upper(), text)


def first_sentence_as_heading(paragraph: Paragraph) -> Paragraph:
    """The first sentence, where it is short, on a line of its own without its full stop."""
    end = paragraph.text.find(". ")
    spans = [m.span for m in paragraph.mentions] + [f.span for f in paragraph.figures]
    if not 15 <= end <= 110 or any(s.start < end + 2 and s.end > end for s in spans):
        return paragraph
    return rewrite(paragraph, {Span(end, end + 2): "\n\n"})


def join(first: Paragraph, second: Paragraph) -> Paragraph:
    """Two paragraphs as one text; what bears the same name in both is one thing."""
    shift = len(first.text) + 2
    top = max((m.entity for m in first.mentions), default=0)
    known = {first.text[slice(*m.span)].casefold(): m.entity for m in first.mentions if m.class_name}
    same: dict[int, int] = {}
    for m in second.mentions:
        if m.class_name and (found := known.get(second.text[slice(*m.span)].casefold())) is not None:
            same.setdefault(m.entity, found)

    def number(entity: int) -> int:
        return same.get(entity, entity + top)

    def moved(span: Span) -> Span:
        return Span(span.start + shift, span.end + shift)

    mentions = [replace(m, entity=number(m.entity), span=moved(m.span)) for m in second.mentions]
    facts = [Fact(number(f.subject), f.predicate, number(f.object), f.modality) for f in second.facts]
    partnerships = [
        Partnership(tuple(map(number, p.partners)), p.modality, None if p.name is None else number(p.name))
        for p in second.partnerships
    ]
    figures: list[Figure] = [replace(f, span=moved(f.span), about=number(f.about)) for f in second.figures]
    return Paragraph(
        f"{first.id}+{second.id}",
        first.text + "\n\n" + second.text,
        (*first.mentions, *mentions),
        (*first.facts, *facts),
        (*first.partnerships, *partnerships),
        (*first.figures, *figures),
    )


def vary(paragraph: Paragraph, others: Sequence[Paragraph], names: Names, rng: random.Random) -> Paragraph:
    """One paragraph as it is met in one epoch."""
    if rng.random() < 0.7:
        paragraph = exchange_names(paragraph, names, rng, 0.3)
    if rng.random() < 0.15:
        paragraph = first_sentence_as_heading(paragraph)
    paragraph = change_case(paragraph, rng)
    if rng.random() < 0.25:
        other = exchange_names(rng.choice(others), names, rng, 0.2)
        if len(paragraph.text) + len(other.text) < 1300:
            paragraph = join(paragraph, other) if rng.random() < 0.5 else join(other, paragraph)
    return paragraph
