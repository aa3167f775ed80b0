"""The figures of a graph, and those of them that can be followed over time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from pyoxigraph import NamedNode

from lcgraph.explorer.holdings import Holdings, Thing, rows
from lcgraph.explorer.statements import MODALITIES, MODALITY_WORDS, Sentence
from lcgraph.model import Modality
from lcgraph.ontology import LC
from lcgraph.queries import sentences as queries
from lcgraph.queries.display import clean
from lcgraph.queries.names import fold
from lcgraph.queries.paths import Edge
from lcgraph.queries.sentences import claims_of, sentences_of
from lcgraph.report.sentences import PLAIN, Part
from lcgraph.store import Store

_FIGURES = """
SELECT ?figure ?thing ?indicator ?value ?unit ?qualifier ?date ?earliest ?latest ?modality WHERE {
  %s ?figure lc:about ?thing ; lc:indicator ?indicator ; lc:value ?value .
  OPTIONAL { ?figure lc:unit ?unit } OPTIONAL { ?figure lc:qualifier ?qualifier }
  OPTIONAL { ?figure lc:date ?date } OPTIONAL { ?figure lc:modality ?modality }
  OPTIONAL { ?figure lc:earliest ?earliest } OPTIONAL { ?figure lc:latest ?latest }
}"""


class Figure(NamedTuple):
    """One figure about one thing; `when` is the middle of its time as a year with a fraction."""

    iri: str
    about: Thing
    indicator: str
    value: Decimal
    unit: str
    qualifier: str
    date: str
    when: float | None
    modality: Modality
    sentences: tuple[Sentence, ...] = ()

    @property
    def words(self) -> str:
        """Value and unit as people write them."""
        return " ".join(part for part in (self.qualifier, number(self.value), self.unit) if part)

    @property
    def modality_words(self) -> str:
        """How the figure is given."""
        return MODALITY_WORDS[self.modality]


class Series(NamedTuple):
    """Figures of the same thing, indicator and unit, in the order of their time."""

    about: Thing
    indicator: str
    unit: str
    figures: tuple[Figure, ...]


def figures_of(
    store: Store, holdings: Holdings, iri: str = "", said: Mapping[str, tuple[Sentence, ...]] | None = None
) -> list[Figure]:
    """The figures about a thing, or all there are, sorted by thing, indicator and time.

    Args:
        store: The graph.
        holdings: Its things.
        iri: The thing.
        said: The sentences of figures that are known already, by the figures' IRIs.
    """
    found: dict[tuple[str, str], Figure] = {}
    for row in rows(store, _FIGURES % (f"VALUES ?thing {{ <{iri}> }}" if iri else "")):
        figure, thing, indicator, value, unit, qualifier, day, earliest, latest, modality = row
        try:
            amount = Decimal(value)
        except InvalidOperation:
            continue
        found[figure, thing] = Figure(
            figure,
            holdings.thing(thing),
            clean(indicator),
            amount,
            clean(unit),
            clean(qualifier),
            clean(day),
            _middle(earliest, latest),
            MODALITIES.get(modality, Modality.ASSERTED),
            (said or {}).get(figure, ()),
        )
    return sorted(
        found.values(),
        key=lambda one: (
            one.about.label,
            fold(one.indicator),
            one.unit,
            one.when or 0,
            one.date,
            one.value,
            one.iri,
        ),
    )


def series(figures: Iterable[Figure]) -> list[Series]:
    """What is given for two times or more; denied figures are left out."""
    together: defaultdict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.when is not None and figure.modality is not Modality.NEGATED:
            together[figure.about.iri, fold(figure.indicator), figure.unit].append(figure)
    return [
        Series(several[0].about, several[0].indicator, several[0].unit, tuple(several))
        for several in together.values()
        if len({figure.when for figure in several}) > 1
    ]


def with_sentences(store: Store, holdings: Holdings, several: Iterable[Series]) -> list[Series]:
    """Series whose figures have their sentences; asked for all of them at once."""
    given = list(several)
    triples: set[Edge] = {
        (NamedNode(one.iri), NamedNode(f"{LC}about"), NamedNode(one.about.iri))
        for each in given
        for one in each.figures
    }
    claims = claims_of(store, triples)
    told = sentences_of(store, {claim for found in claims.values() for claim in found})
    said = {
        str(figure): tuple(_sentence(one, holdings) for claim in sorted(found) for one in told.get(claim, ()))
        for (figure, _, _), found in claims.items()
    }
    return [
        each._replace(
            figures=tuple(one._replace(sentences=said.get(f"<{one.iri}>", ())) for one in each.figures)
        )
        for each in given
    ]


def number(value: Decimal) -> str:
    """A number as people write it.

    >>> number(Decimal("1200000.50"))
    '1,200,000.5'
    """
    if value.adjusted() > 30:  # a number that only an error or an attack writes out in full
        return f"{value:.3e}"
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _sentence(found: queries.Sentence, holdings: Holdings) -> Sentence:
    return Sentence(
        (Part(clean(found.quote), PLAIN),),
        holdings.thing(found.document),
        "",
        found.claim,
        Modality(found.modality),
        found.confidence,
    )


def _middle(earliest: str, latest: str) -> float | None:
    try:
        first, last = date.fromisoformat(earliest or latest), date.fromisoformat(latest or earliest)
    except ValueError:
        return None
    day = date.fromordinal((first.toordinal() + last.toordinal()) // 2)
    return round(day.year + (day.timetuple().tm_yday - 1) / 366, 3)
