"""Which things of several documents are one."""

from lcgraph.extraction.findings import Extraction, Referent, Relation, Support
from lcgraph.extraction.linking import link
from lcgraph.model import Document, Entity, Knowledge, Modality, Span


def document(id: str, *names: tuple[str, str], lies_in: tuple[tuple[int, int], ...] = ()) -> Extraction:
    """A document that names things, each with its class and other forms ("Long Name|LN"), and places some."""
    text = ". ".join(name for name, _ in names) + "."
    referents, start = [], 0
    for name, class_name in names:
        start = text.index(name, start)
        label, *others = name.split("|")
        referents.append(Referent(class_name, label, (label, *others), 0.9, Span(start, start + len(name))))
    where = tuple(
        Relation(
            one,
            "locatedIn",
            other,
            Support(0.9, Modality.ASSERTED, "test", referents[one].first, referents[other].first),
        )
        for one, other in lies_in
    )
    return Extraction(
        Document(id, text, "0", f"{id}.txt"),
        (Span(0, len(text)),),
        (),
        tuple(referents),
        where,
        method="test",
    )


def named(made: Knowledge, words: str) -> list[Entity]:
    return [e for e in made.entities if words in e.label]


def test_towns_of_one_name_in_two_countries_are_two_and_each_says_why() -> None:
    made = link(
        [
            document("a", ("Cambridge", "City"), ("England", "Country"), lies_in=((0, 1),)),
            document(
                "b",
                ("Cambridge", "City"),
                ("Massachusetts", "Region"),
                ("United States", "Country"),
                lies_in=((0, 1), (1, 2)),
            ),
        ]
    )
    assert [e.label for e in named(made, "Cambridge")] == [
        "Cambridge, United Kingdom",
        "Cambridge, United States",
    ]
    assert all("Cambridge" in e.names for e in named(made, "Cambridge"))
    assert {j.because.rpartition(" in ")[2] for j in made.joined} == {"United Kingdom", "United States"}


def test_a_document_that_does_not_say_which_town_means_the_large_one() -> None:
    made = link(
        [
            document("a", ("Granada", "City"), ("Nicaragua", "Country"), lies_in=((0, 1),)),
            document("b", ("Granada", "City"), ("Spain", "Country"), lies_in=((0, 1),)),
            document("c", ("Granada", "City")),
        ]
    )
    assert len(named(made, "Granada")) == 2
    (claim,) = [c for c in made.claims if c.predicate == "type" and c.evidence.document == "c"]
    assert claim.subject.key == "granada spain"


def test_a_misread_country_does_not_split_a_town() -> None:
    made = link(
        [
            document("a", ("Lund", "City"), ("Sweden", "Country"), lies_in=((0, 1),)),
            document("b", ("Lund", "City"), ("Fiji", "Country"), lies_in=((0, 1),)),
        ]
    )
    assert len(named(made, "Lund")) == 1


def test_a_short_name_is_the_long_one_that_another_document_gives() -> None:
    made = link(
        [
            document("a", ("Lys Valley Weaving School|LVWS", "EducationInstitution")),
            document("b", ("LVWS", "EducationInstitution")),
        ]
    )
    (school,) = named(made, "L")
    assert school.label == "Lys Valley Weaving School"
    assert {(j.document, j.because) for j in made.joined} == {
        ("a", "made of its initials"),
        ("b", "short for it, as a.txt says"),
    }


def test_a_short_name_with_two_long_ones_is_left_open() -> None:
    made = link(
        [
            document("a", ("Lys Valley Weaving School|LVWS", "EducationInstitution")),
            document("b", ("Lower Vistula Welders' Society|LVWS", "CivicOrganisation")),
            document("c", ("LVWS", "EducationInstitution")),
        ]
    )
    assert len([e for e in made.entities if e.id.kind == "actor"]) == 3


def test_every_city_has_a_chamber_of_commerce_of_its_own() -> None:
    names = ("Chamber of Commerce", "CivicOrganisation"), ("Kerry Chamber of Commerce", "CivicOrganisation")
    made = link([document("a", *names), document("b", *names)])
    assert len(named(made, "Chamber")) == 3


def test_a_place_its_authority_and_its_team_stay_three() -> None:
    made = link(
        [
            document("a", ("Kerry", "Region"), ("Kerry", "PublicAuthority")),
            document("b", ("Kerry", "Region"), ("Kerry Gaelic Club", "CivicOrganisation")),
        ]
    )
    assert sorted(e.class_name for e in made.entities) == ["CivicOrganisation", "PublicAuthority", "Region"]
