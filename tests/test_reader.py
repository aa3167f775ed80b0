"""What the reader makes of texts: golden examples, promises, and inputs that are none.

``pytest --update-examples`` writes the golden files anew; read the difference before committing it.
"""

from pathlib import Path

import pytest

from lcgraph.corpus import read_documents
from lcgraph.extraction import Extractor, link, open_extractor
from lcgraph.graph import build_graph, to_bytes
from lcgraph.model import Document, Knowledge, Modality
from lcgraph.store import open_store

pytestmark = pytest.mark.usefixtures("model")

EXAMPLES = sorted((Path(__file__).parent / "examples").iterdir())
#: Confidences differ in the last digits from one kind of processor to another.
_CONFIDENCE = "https://w3id.org/lcgraph/ontology#confidence"


@pytest.fixture(scope="module")
def reader() -> Extractor:
    return open_extractor()


def read(reader: Extractor, text: str) -> Knowledge:
    return link([reader.extract(Document("text", text, "0", "text.txt"))])


def claims(knowledge: Knowledge) -> list[str]:
    """The claims as lines that a person can check."""
    label = {e.id: e.label for e in knowledge.entities}
    return sorted(
        f"{label[c.subject]}\t{c.predicate}\t{label.get(c.object, c.object.key)}\t{c.modality}"
        for c in knowledge.claims
    )


def turtle_of(knowledge: Knowledge) -> bytes:
    """The graph as Turtle, without confidences."""
    store, graph = open_store(), build_graph(knowledge, software="lcgraph", reader="model")
    store.add(quad for quad in graph if quad.predicate.value != _CONFIDENCE)
    return to_bytes(store, "turtle")


@pytest.mark.parametrize("folder", EXAMPLES, ids=[folder.name for folder in EXAMPLES])
def test_a_text_gives_the_claims_and_the_graph_that_were_read_and_approved(
    reader: Extractor, folder: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rdflib import Graph
    from rdflib.compare import isomorphic

    monkeypatch.chdir(folder)
    knowledge = link([reader.extract(d) for d in read_documents(["text.txt"]).documents])
    found, turtle = "\n".join(claims(knowledge)) + "\n", turtle_of(knowledge)
    if request.config.getoption("--update-examples"):
        (folder / "claims.tsv").write_text(found, encoding="utf-8")
        (folder / "graph.ttl").write_bytes(turtle)
    assert found == (folder / "claims.tsv").read_text(encoding="utf-8")
    approved = Graph().parse(folder / "graph.ttl", format="turtle")
    assert isomorphic(Graph().parse(data=turtle, format="turtle"), approved)


def test_reading_twice_gives_the_same(reader: Extractor) -> None:
    text = (EXAMPLES[0] / "text.txt").read_text(encoding="utf-8")
    assert read(reader, text) == read(open_extractor(), text)


@pytest.mark.parametrize(
    "sentence",
    [
        "Umeå University did not join the Arctic Skills Alliance.",
        "The council of Galway rejected a partnership with Boston College.",
        "Ericsson may fund the Kista Learning Lab.",
        "The city of Graz plans to open a Museum of Work in 2031.",
        "Siemens will pay for the new college in Erlangen.",
        "According to the mayor, Novartis funds the Basel Life Forum.",
    ],
)
def test_what_is_planned_possible_reported_or_denied_is_no_fact(reader: Extractor, sentence: str) -> None:
    facts = [
        c
        for c in read(reader, sentence).claims
        if c.modality is Modality.ASSERTED and c.predicate not in {"type", "locatedIn", "partOf"}
    ]
    assert facts == []


@pytest.mark.parametrize(
    "text",
    [
        "Beat two eggs with 100 g of sugar, fold in the flour and bake for 40 minutes.",
        "for (int i = 0; i < n; i++) { total += price[i] * rate; } // sum it up\nreturn total;",
        "The rose is out, the moon is high,\nand no one asks the reason why.",
        "asdf qwer zxcv 123 !!! ;;; ((( ))) asdf",
        "",
    ],
    ids=["recipe", "code", "poem", "noise", "nothing"],
)
def test_what_is_no_text_about_a_region_gives_next_to_nothing(reader: Extractor, text: str) -> None:
    assert len(read(reader, text).claims) <= 1


@pytest.mark.parametrize(
    "text",
    ["," * 20_000, "(" * 10_000 + ")" * 10_000, "city of " * 3_000, "x" * 30_000, "1,000 " * 3_000],
    ids=["commas", "brackets", "one phrase", "one word", "numbers"],
)
def test_odd_texts_come_to_an_end(reader: Extractor, text: str) -> None:
    for claim in read(reader, text).claims:
        assert text[slice(*claim.evidence.sentence)] == claim.evidence.quote


def test_every_claim_stands_where_it_says(reader: Extractor) -> None:
    text = "\n\n".join((folder / "text.txt").read_text(encoding="utf-8") for folder in EXAMPLES)
    made = read(reader, text)
    assert made.claims
    for claim in made.claims:
        evidence = claim.evidence
        assert text[slice(*evidence.sentence)] == evidence.quote
        for span in (evidence.subject_at, evidence.object_at, evidence.cue_at):
            assert span is None or text[slice(*span)].strip()


def test_a_long_text_is_read_like_its_parts(reader: Extractor) -> None:
    part = (EXAMPLES[0] / "text.txt").read_text(encoding="utf-8")
    once, often = read(reader, part), read(reader, "\n\n".join([part] * 6))
    assert {e.label for e in once.entities} <= {e.label for e in often.entities} | {
        e.label for e in once.entities if e.class_name == "Observation"
    }
