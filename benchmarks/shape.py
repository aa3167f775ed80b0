"""A graph of any size in the shape that builds have: the same for the same size, written as it is made."""

import random
from collections.abc import Iterator
from itertools import count
from pathlib import Path

BASE = "https://example.org/lcgraph/"
LC = "https://w3id.org/lcgraph/ontology#"
OA = "http://www.w3.org/ns/oa#"
DCTERMS = "http://purl.org/dc/terms/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SEED = 20
COUNTRIES = 30
THEMES = 40
SUPERCLASSES = {"City": "Place", "Country": "Place", "Enterprise": "Organisation", "Organisation": "Actor"}


def write_graph(path: Path, triples: int) -> int:
    """Write a graph of about so many triples as N-Triples; returns how many there are."""
    written = 0
    with path.open("w", encoding="utf-8") as file:
        for line in _lines(triples):
            file.write(line)
            written += 1
    return written


def _lines(triples: int) -> Iterator[str]:
    chance = random.Random(SEED)
    made = 0
    for line in _frame():
        yield line
        made += 1
    actors: list[str] = []
    for block in count():
        for line in _document(block, actors, chance):
            yield line
            made += 1
        if made >= triples:
            return


def _frame() -> Iterator[str]:
    """Classes, countries and themes, which all documents speak of."""
    for narrow, wide in SUPERCLASSES.items():
        yield _line(_iri(LC + narrow), f"{RDFS}subClassOf", _iri(LC + wide))
    for number in range(COUNTRIES):
        yield from _thing(f"place/country-{number}", "Country", f"Country {number}")
    for number in range(THEMES):
        yield from _thing(f"theme/theme-{number}", "Theme", f"Theme {number}")


def _document(block: int, actors: list[str], chance: random.Random) -> Iterator[str]:
    """A city with its actors, two partnerships, and the sentences that say so."""
    document = f"{BASE}doc/text-{block}"
    yield _line(_iri(document), f"{RDF}type", _iri(f"{LC}Document"))
    yield _line(_iri(document), f"{DCTERMS}identifier", f'"texts/text-{block}.txt"')
    yield _line(_iri(document), f"{DCTERMS}title", f'"Text {block}"')
    facts: list[tuple[str, str, str]] = []
    city = f"place/city-{block}"
    yield from _thing(city, "City", f"City {block}")
    facts.append((city, "locatedIn", f"place/country-{chance.randrange(COUNTRIES)}"))
    for number in range(4):
        actor = f"actor/actor-{block}-{number}"
        yield from _thing(actor, "Enterprise", f"Actor {block} {number}")
        facts.append((actor, "locatedIn", city))
        actors.append(actor)
    for number in range(2):
        partnership = f"partnership/partnership-{block}-{number}"
        yield from _thing(partnership, "Partnership", f"Partnership {block} {number}")
        yield _line(_iri(BASE + partnership), f"{LC}modality", _iri(f"{LC}Asserted"))
        recent = actors[-400:]
        partners = {
            *chance.sample(actors[-4:], 2),
            *(chance.choice(recent) for _ in range(chance.randrange(4))),
        }
        facts += [(partnership, "partner", partner) for partner in sorted(partners)]
        facts.append((partnership, "focusesOn", f"theme/theme-{chance.randrange(THEMES)}"))
    for number, (subject, predicate, thing) in enumerate(facts):
        yield _line(_iri(BASE + subject), LC + predicate, _iri(BASE + thing))
        yield from _claim(f"{block}-{number}", document, number // 2, (subject, predicate, thing))
    for sentence in range((len(facts) + 1) // 2):
        yield from _sentence(document, sentence)


def _claim(name: str, document: str, sentence: int, fact: tuple[str, str, str]) -> Iterator[str]:
    claim = _iri(f"{BASE}claim/{name}")
    subject, predicate, thing = fact
    start = sentence * 100
    for term, value in (
        (f"{RDF}type", _iri(f"{LC}Claim")),
        (f"{RDF}subject", _iri(BASE + subject)),
        (f"{RDF}predicate", _iri(LC + predicate)),
        (f"{RDF}object", _iri(BASE + thing)),
        (f"{LC}modality", _iri(f"{LC}Asserted")),
        (f"{LC}confidence", f'"0.9"^^<{XSD}decimal>'),
        (f"{LC}method", '"model 1.0"'),
        (f"{LC}evidence", _iri(f"{document}#char={start},{start + 90}")),
        (f"{LC}subjectAt", _iri(f"{document}#char={start},{start + 9}")),
        (f"{LC}objectAt", _iri(f"{document}#char={start + 50},{start + 60}")),
    ):
        yield _line(claim, term, value)


def _sentence(document: str, number: int) -> Iterator[str]:
    start, end = number * 100, number * 100 + 90
    evidence, place, quote = (
        _iri(f"{document}#{kind}={start},{end}") for kind in ("char", "position", "quote")
    )
    for subject, term, value in (
        (evidence, f"{RDF}type", _iri(f"{OA}SpecificResource")),
        (evidence, f"{OA}hasSource", _iri(document)),
        (evidence, f"{OA}hasSelector", place),
        (evidence, f"{OA}hasSelector", quote),
        (place, f"{RDF}type", _iri(f"{OA}TextPositionSelector")),
        (place, f"{OA}start", f'"{start}"^^<{XSD}integer>'),
        (place, f"{OA}end", f'"{end}"^^<{XSD}integer>'),
        (quote, f"{RDF}type", _iri(f"{OA}TextQuoteSelector")),
        (quote, f"{OA}exact", f'"Sentence {number} of {document.rpartition("/")[2]}: they work together."'),
    ):
        yield _line(subject, term, value)


def _thing(name: str, kind: str, label: str) -> Iterator[str]:
    yield _line(_iri(BASE + name), f"{RDF}type", _iri(LC + kind))
    yield _line(_iri(BASE + name), f"{RDFS}label", f'"{label}"')


def _iri(text: str) -> str:
    return f"<{text}>"


def _line(subject: str, predicate: str, value: str) -> str:
    return f"{subject} <{predicate}> {value} .\n"
