"""A real explorer on loopback, graphs to look at, and a strict reader of its pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import httpx
from graph_examples import claim, document
from serving_support import running

from lcgraph.explorer import build_explorer
from lcgraph.graph import build_graph
from lcgraph.model import Entity, EntityId, Knowledge, Modality, Value
from lcgraph.serving import Limits, Pool
from lcgraph.store import Store

REPOSITORY = Path(__file__).parent.parent
SAMPLE = REPOSITORY / "tests" / "sample" / "sample.ttl"
BASE = "https://example.org/lcgraph/"
HTML = {"Accept": "text/html"}

#: What must never run: each is put wherever a text, a graph or a visitor can put words.
PAYLOADS = (
    "<img src=x onerror=window.hacked=1>",
    "</script><script>window.hacked=1</script>",
    '<a href="javascript:window.hacked=1">x</a>',
    "\"' onfocus=window.hacked=1 autofocus x=",
    "javascript:window.hacked=1",
    "{{ 7 * 7 }}</textarea></title><svg onload=window.hacked=1>",
)


@contextmanager
def explored(store: Store, folders: tuple[Path, ...] = (REPOSITORY,)) -> Iterator[str]:
    """The address of an explorer of a graph; it is stopped at the end."""
    with (
        Pool(store, Limits(seconds=5, workers=1)) as pool,
        running(build_explorer(store, pool, folders=folders)) as address,
    ):
        yield address


def client(address: str) -> httpx.Client:
    """A visitor with a browser's Accept header, who follows no redirects by himself."""
    return httpx.Client(base_url=address, headers=HTML, timeout=60)


class Seen(NamedTuple):
    """What is in a page: its elements with their attributes, and its words."""

    elements: list[tuple[str, dict[str, str]]]
    words: str

    def links(self) -> list[str]:
        return [fields["href"] for name, fields in self.elements if name == "a" and "href" in fields]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def seen(text: str) -> Seen:
    """A page as a browser takes it apart; spaces are folded."""
    reader = _Reader()
    reader.feed(text)
    return Seen(reader.elements, " ".join("".join(reader.words).split()))


def hostile_graph(payload: str) -> Store:
    """A graph in which every text says the payload: names, indicators, units, dates, titles, quotes."""
    text = f"{payload} {payload} {payload}. "
    read = replace(
        document(text, "letters"),
        identifier=f"texts/{payload}.txt",
        title=payload,
        creator=payload,
        publisher=payload,
        issued=payload,
        licence=payload,
        source=payload,
    )
    kinds = {
        "place": "City",
        "actor": "Enterprise",
        "partnership": "Partnership",
        "strategy": "Strategy",
        "project": "Project",
        "theme": "Theme",
        "publication": "Publication",
    }
    things = {kind: EntityId(kind, f"{kind} {payload}") for kind in kinds}
    other, figures = EntityId("actor", f"other {payload}"), [EntityId("observation", f"{n}") for n in "ab"]
    entities = [
        *(Entity(things[kind], name, payload, (f"{payload} again",)) for kind, name in kinds.items()),
        Entity(other, "PublicAuthority", f"other {payload}"),
        *(
            Entity(
                figure,
                "Observation",
                payload,
                values=(
                    ("lc:indicator", Value(payload)),
                    ("lc:value", Value("5", "xsd:decimal")),
                    ("lc:unit", Value(payload)),
                    ("lc:qualifier", Value(payload)),
                    ("lc:date", Value(payload, "edtf:EDTF")),
                    ("lc:earliest", Value(f"{year}-01-01", "xsd:date")),
                    ("lc:latest", Value(f"{year}-12-31", "xsd:date")),
                ),
            )
            for figure, year in zip(figures, (2001, 2002), strict=True)
        ),
    ]
    place, actor, partnership = things["place"], things["actor"], things["partnership"]
    said = [
        (partnership, "partner", actor, Modality.ASSERTED),
        (partnership, "partner", other, Modality.ASSERTED),
        (partnership, "focusesOn", things["theme"], Modality.ASSERTED),
        (actor, "locatedIn", place, Modality.ASSERTED),
        (actor, "funds", things["project"], Modality.PLANNED),
        (actor, "pursues", things["strategy"], Modality.REPORTED),
        *((figure, "about", place, Modality.ASSERTED) for figure in figures),
    ]
    claims = [_claimed(text, *one) for one in said]
    claims += [_claimed(text, one.id, "type", EntityId("class", one.class_name)) for one in entities]
    return build_graph(Knowledge((read,), tuple(entities), tuple(claims)))


def _claimed(text, subject, predicate, object_, modality=Modality.ASSERTED):
    made = claim(subject, predicate, object_, 0, modality)
    span = made.evidence.sentence._replace(start=0, end=len(text) - 1)
    return replace(
        made,
        method=text,
        evidence=replace(made.evidence, sentence=span, quote=text[:-1], document="letters"),
    )


def large_graph(actors: int = 1000) -> Store:
    """Actors in twenty cities of two countries, joined by partnerships of four, each with its sentence."""
    sentences, entities, claims = [], [], []
    countries = [EntityId("place", f"country {number}") for number in range(2)]
    cities = [EntityId("place", f"city {number}") for number in range(20)]
    themes = [EntityId("theme", f"craft {number}") for number in range(12)]
    entities += [Entity(one, "Country", one.key.title()) for one in countries]
    entities += [Entity(one, "City", one.key.title()) for one in cities]
    entities += [Entity(one, "Theme", one.key) for one in themes]
    everyone = [EntityId("actor", f"actor {number}") for number in range(actors)]
    classes = ("PublicAuthority", "Enterprise", "EducationInstitution", "CivicOrganisation")
    entities += [Entity(one, classes[at % 4], one.key.title()) for at, one in enumerate(everyone)]
    for at, city in enumerate(cities):
        sentences.append(((city, "locatedIn", countries[at % 2]),))
    for at, one in enumerate(everyone):
        sentences.append(((one, "locatedIn", cities[at % 20]),))
    for at in range(actors // 2):
        joined = EntityId("partnership", f"alliance {at}")
        entities.append(Entity(joined, "Partnership", f"Alliance {at}"))
        partners = {everyone[(at * step + step) % actors] for step in (1, 2, 7, 31)}
        sentences.append(
            (
                *((joined, "partner", one) for one in sorted(partners)),
                (joined, "focusesOn", themes[at % 12]),
            )
        )
    text, start = [], 0
    for number, facts in enumerate(sentences):
        words = f"Sentence {number} says so of {facts[0][0].key} and {facts[0][2].key}. "
        text.append(words)
        claims += [
            replace(
                made := claim(*fact, 0),
                evidence=replace(
                    made.evidence,
                    sentence=made.evidence.sentence._replace(start=start, end=start + len(words) - 1),
                    quote=words[:-1],
                    subject_at=None,
                    object_at=None,
                    cue_at=None,
                ),
            )
            for fact in facts
        ]
        start += len(words)
    return build_graph(Knowledge((document("".join(text)),), tuple(entities), tuple(claims)))
