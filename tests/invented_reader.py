"""A reader of invented texts that needs no weights: it knows a few names, and what each cue word means.

It stands where the neural reader stands, so that everything around it can be tested quickly and exactly.
"""

import re
from decimal import Decimal

from lcgraph.extraction.findings import (
    Alliance,
    Extraction,
    FigureFound,
    Mention,
    Referent,
    Relation,
    Support,
)
from lcgraph.extraction.quantities import Quantity
from lcgraph.model import Document, Modality, Span

HARBOUR = """\
A town by the sea

Aldermoor is a city in Nordland. The Tide University and Brightwind Ltd work with each other in Aldermoor. \
Brightwind Ltd hopes to fund the Lantern Bridge. The Lantern Bridge drew 1,500 visitors. \
The Net Guild and Brightwind Ltd met for tea.
"""
HILLS = """\
A town in the hills

Marnby is a city in Nordland. The Tide University does not work with the Net Guild. \
The Tide University and the Net Guild plan to work with each other in Marnby.
"""

NAMES = {
    "Aldermoor": "City",
    "Marnby": "City",
    "Nordland": "Country",
    "Tide University": "EducationInstitution",
    "Brightwind Ltd": "Enterprise",
    "Net Guild": "CivicOrganisation",
    "Lantern Bridge": "Project",
}
#: Words -> the relation and the modality they mean.
RELATIONS = {
    "is a city in": ("locatedIn", Modality.ASSERTED),
    "hopes to fund": ("funds", Modality.POSSIBLE),
}
ALLIANCES = {
    "plan to work with": Modality.PLANNED,
    "does not work with": Modality.NEGATED,
    "work with each other": Modality.ASSERTED,
}
METHOD = "invented 1"


class InventedReader:
    """Finds `NAMES`, relates the first two of a sentence by its cue, and takes each number for a figure."""

    name = METHOD

    def extract(self, document: Document) -> Extraction:
        text = document.text
        sentences = tuple(Span(*match.span()) for match in re.finditer(r"[^\s.][^.\n]*\.", text))
        referents, mentions = [], []
        for name, class_name in {**NAMES, **names_of(text)}.items():
            spans = [Span(*match.span()) for match in re.finditer(re.escape(name), text)]
            if spans:
                mentions += [Mention(span, len(referents), True) for span in spans]
                referents.append(Referent(class_name, name, (name,), 0.9, spans[0]))
        relations, alliances, figures = [], [], []
        for sentence in sentences:
            words = text[slice(*sentence)]
            inside = sorted(m for m in map(_pair, mentions) if sentence.start <= m[0].start < sentence.end)
            if len(inside) >= 2:
                (one, first), (other, second) = inside[:2]
                for cue, (predicate, modality) in RELATIONS.items():
                    if cue in words:
                        support = _support(text, sentence, cue, modality, one, other)
                        relations.append(Relation(first, predicate, second, support))
                if cue := next((cue for cue in ALLIANCES if cue in words), None):
                    supports = tuple(
                        _support(text, sentence, cue, ALLIANCES[cue], one, span) for span in (one, other)
                    )
                    alliances.append(Alliance((first, second), None, ALLIANCES[cue], supports))
            number = re.search(r"(\d+),(\d+) (visitors)", words)
            if number and inside:
                span = Span(sentence.start + number.start(1), sentence.start + number.end(2))
                quantity = Quantity(Decimal(number[1] + number[2]))
                support = Support(0.8, Modality.ASSERTED, METHOD, span, inside[0][0])
                figures.append(FigureFound(span, quantity, number[3], inside[0][1], "", "", "", support))
        return Extraction(
            document,
            sentences,
            tuple(mentions),
            tuple(referents),
            tuple(relations),
            tuple(alliances),
            tuple(figures),
            method=METHOD,
        )


def names_of(text: str) -> dict[str, str]:
    """Names that a text declares itself, in double square brackets: for tests with odd ones."""
    return {match[1]: "Enterprise" for match in re.finditer(r"\[\[(.*?)\]\]", text)}


def _pair(mention: Mention) -> tuple[Span, int]:
    return mention.span, mention.referent


def _support(text: str, sentence: Span, cue: str, modality: Modality, one: Span, other: Span) -> Support:
    at = text.index(cue, sentence.start)
    return Support(0.75, modality, METHOD, one, other, Span(at, at + len(cue)))
