"""From findings of single documents to entities and claims."""

from dataclasses import replace
from decimal import Decimal

import pytest

from lcgraph.extraction.findings import (
    Alliance,
    Extraction,
    FigureFound,
    Mention,
    Referent,
    Relation,
    Support,
)
from lcgraph.extraction.linking import is_name, link
from lcgraph.extraction.quantities import Quantity
from lcgraph.model import Document, EntityId, Modality, Span

TEXT = "Ghent works with Vives College on biotech. The private sector pays. It plans 300 jobs."


def at(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def referent(class_name: str, label: str) -> Referent:
    return Referent(class_name, label, (label,), 0.9, at(label))


def extraction(document: str = "a", **findings: object) -> Extraction:
    referents = (
        referent("City", "Ghent"),
        referent("EducationInstitution", "Vives College"),
        referent("Theme", "biotech"),
        referent("ActorGroup", "private sector"),
    )
    return Extraction(
        Document(document, TEXT, "0", f"{document}.txt"),
        sentences=(Span(0, 42), Span(43, 67), Span(68, len(TEXT))),
        mentions=tuple(Mention(r.first, n, True) for n, r in enumerate(referents)),
        referents=referents,
        method="test",
        **findings,  # type: ignore[arg-type]
    )


def support(subject: str, obj: str, modality: Modality = Modality.ASSERTED) -> Support:
    return Support(0.8, modality, "test", at(subject), at(obj))


def test_a_claim_carries_the_sentence_and_the_places_of_its_words() -> None:
    made = link([extraction(relations=(Relation(0, "focusesOn", 2, support("Ghent", "biotech")),))])
    (claim,) = [c for c in made.claims if c.predicate == "focusesOn"]
    assert claim.evidence.quote == "Ghent works with Vives College on biotech."
    assert TEXT[slice(*claim.evidence.object_at or (0, 0))] == "biotech"
    assert claim.object == EntityId("concept", "biotechnology")


def test_a_name_in_two_documents_is_one_thing_and_a_description_is_two() -> None:
    said = (Relation(3, "funds", 0, support("private sector", "Ghent")),)
    made = link([extraction("a", relations=said), extraction("b", relations=said)])
    labels = [e.label for e in made.entities]
    assert labels.count("Ghent") == 1
    assert labels.count("private sector") == 2


def test_what_is_only_described_and_not_spoken_of_gets_no_node() -> None:
    assert "private sector" not in {e.label for e in link([extraction()]).entities}


def test_a_partnership_is_a_node_with_a_claim_for_each_partner() -> None:
    alliance = Alliance(
        (0, 1), None, Modality.PLANNED, (support("Vives College", "Ghent"), support("Ghent", "Vives College"))
    )
    made = link([extraction(alliances=(alliance,))])
    (node,) = [e for e in made.entities if e.class_name == "Partnership"]
    assert node.label == "Partnership of Ghent and Vives College"
    assert node.modality is Modality.PLANNED
    assert {c.object.key for c in made.claims if c.subject == node.id and c.predicate == "partner"} == {
        "ghent",
        "vives college",
    }


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ((Modality.PLANNED,), Modality.PLANNED),
        ((Modality.NEGATED, Modality.PLANNED), Modality.PLANNED),
        ((Modality.PLANNED, Modality.ASSERTED), Modality.ASSERTED),
    ],
)
def test_a_named_partnership_stands_as_firmly_as_the_firmest_text_says(
    said: tuple[Modality, ...], stands: Modality
) -> None:
    made = []
    for number, modality in enumerate(said):
        supports = (support("Vives College", "Ghent", modality), support("Ghent", "Vives College", modality))
        one = extraction(f"d{number}", alliances=(Alliance((0, 1), 4, modality, supports),))
        network = Referent("Partnership", "Lys Network", ("Lys Network",), 0.9, at("private sector"))
        made.append(replace(one, referents=(*one.referents, network)))
    (node,) = [e for e in link(made).entities if e.class_name == "Partnership"]
    assert node.modality is stands


def test_a_figure_says_what_how_much_of_what_and_since_when() -> None:
    figure = FigureFound(
        at("300"),
        Quantity(Decimal(300), "", "about"),
        "jobs",
        0,
        "2030",
        "2030-01-01",
        "2030-12-31",
        support("300", "Ghent", Modality.PLANNED),
    )
    made = link([extraction(figures=(figure,))])
    (node,) = [e for e in made.entities if e.class_name == "Observation"]
    values = {name: value.lexical for name, value in node.values}
    assert values["lc:value"] == "300"
    assert values["lc:indicator"] == "jobs"
    assert values["lc:earliest"] == "2030-01-01"
    assert node.modality is Modality.PLANNED


def test_the_order_of_documents_changes_no_entity() -> None:
    one, two = extraction("a"), extraction("b")
    assert link([one, two]).entities == link([two, one]).entities


def test_a_name_has_a_capital_letter() -> None:
    assert is_name("Vaartkom docks")
    assert not is_name("two new bridges")
