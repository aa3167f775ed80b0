"""Builds compared claim by claim, and texts that contradict each other."""

import json
from dataclasses import replace

import pytest
from derived_sample import derived_sample
from graph_examples import (
    ALLIANCE,
    BRIDGE,
    COUNCIL,
    FIGURE,
    JENA,
    MALMO,
    OPTICS,
    SWEDEN,
    TEXT,
    claim,
    document,
    knowledge,
)

import lcgraph
from lcgraph.comparing import Change, Comparison, compare, contradictions
from lcgraph.graph import build_graph, write_graph
from lcgraph.model import Claim, Entity, EntityId, Knowledge, Modality, Span, Value
from lcgraph.queries import run
from lcgraph.store import Store

DEFAULT = knowledge()


def store_of(whole: Knowledge = DEFAULT, base: str = "https://example.org/lcgraph/") -> Store:
    return build_graph(whole, base=base)


def with_claims(*changed: Claim, without: tuple[Claim, ...] = ()) -> Knowledge:
    kept = (one for one in DEFAULT.claims if one not in without)
    return replace(DEFAULT, claims=(*kept, *changed))


def said(subject: EntityId, predicate: str) -> Claim:
    return next(one for one in DEFAULT.claims if (one.subject, one.predicate) == (subject, predicate))


def told(found: Comparison) -> list[tuple[str, ...]]:
    return [
        (one.change.value, one.what, one.subject_label, one.object_label, one.before, one.after)
        for one in found.differences
    ]


def moved(whole: Knowledge, by: int) -> Knowledge:
    """The same knowledge from a text with something before it."""

    def shift(span: Span | None) -> Span | None:
        return span and Span(span.start + by, span.end + by)

    def at(one: Claim) -> Claim:
        old = one.evidence
        spans = {
            name: shift(getattr(old, name)) for name in ("sentence", "subject_at", "object_at", "cue_at")
        }
        return replace(one, evidence=replace(old, **spans))

    return replace(
        whole, documents=(document("-" * by + TEXT),), claims=tuple(at(one) for one in whole.claims)
    )


# What is new, gone or changed


def test_a_build_is_like_itself():
    found = compare(store_of(), store_of())
    assert (found.differences, found.alike) == ((), len(DEFAULT.claims))


def test_an_offset_that_shifted_is_no_change():
    assert compare(store_of(), store_of(moved(DEFAULT, 7))).differences == ()


def test_another_base_is_no_change():
    assert compare(store_of(), store_of(base="urn:x-city:a/")).differences == ()


def test_a_document_of_another_name_and_the_same_text_is_no_change():
    other = replace(DEFAULT.documents[0], id="renamed", identifier="new/renamed.txt")
    claims = tuple(replace(one, evidence=replace(one.evidence, document="renamed")) for one in DEFAULT.claims)
    assert (
        compare(store_of(), store_of(replace(DEFAULT, documents=(other,), claims=claims))).differences == ()
    )


def test_a_claim_more_is_new_and_a_claim_less_is_gone():
    more = store_of(with_claims(claim(COUNCIL, "locatedIn", MALMO, 3)))
    row = ("new", "", "City Council", "Malmö", "", "asserted")
    assert told(compare(store_of(), more)) == [row]
    assert told(compare(more, store_of())) == [("gone", "", "City Council", "Malmö", "asserted", "")]


def test_a_plan_that_is_now_stated_has_changed():
    plan = next(one for one in DEFAULT.claims if one.modality is Modality.PLANNED)
    done = store_of(with_claims(replace(plan, modality=Modality.ASSERTED), without=(plan,)))
    (row,) = compare(store_of(), done).differences
    assert (row.change, row.what, row.before, row.after) == (
        Change.CHANGED,
        "modality",
        "planned",
        "asserted",
    )
    assert row.sentence == "Malmö wants to work on biotechnology."
    assert row.document == "texts/letters.txt"


@pytest.mark.parametrize(
    ("confidence", "what"), [(0.95, []), (0.9, []), (0.89, ["sure", "likely"]), (0.6, ["sure", "doubtful"])]
)
def test_confidence_has_changed_only_where_it_leaves_its_band(confidence, what):
    one = said(MALMO, "locatedIn")
    less = store_of(with_claims(replace(one, confidence=confidence), without=(one,)))
    found = compare(store_of(), less).differences
    assert [text for row in found for text in (row.before, row.after)] == what
    assert {row.what for row in found} <= {"confidence"}


def figure(value: str, *more: tuple[str, Value], key: str = "", indicator: str = "adults trained") -> Entity:
    values = (("lc:indicator", Value(indicator)), ("lc:value", Value(value, "xsd:decimal")), *more)
    name = key or f"{indicator} {value}"
    return Entity(EntityId("observation", name), "Observation", name, values=values)


def with_figures(
    *figures: Entity, about: EntityId = MALMO, modality: Modality = Modality.ASSERTED, typed: bool = False
) -> Knowledge:
    rest = tuple(one for one in DEFAULT.entities if one.id != FIGURE)
    claims = tuple(one for one in DEFAULT.claims if one.subject != FIGURE)
    figures = tuple(replace(one, modality=modality) for one in figures)
    said_so = [claim(one.id, "about", about, 4, modality) for one in figures]
    if typed:
        said_so += [claim(one.id, "type", EntityId("class", "Observation"), 4, modality) for one in figures]
    return replace(DEFAULT, entities=(*rest, *figures), claims=(*claims, *said_so))


def test_a_figure_with_another_value_has_changed_though_its_iri_is_another():
    found = compare(store_of(with_figures(figure("2300"))), store_of(with_figures(figure("2500"))))
    (row,) = found.differences
    assert (row.change, row.what, row.before, row.after) == (Change.CHANGED, "value", "2300", "2500")


def test_a_changed_figure_is_told_once_though_a_claim_says_that_it_is_one():
    old, new = (store_of(with_figures(figure(value), typed=True)) for value in ("42500", "45000"))
    found = compare(old, new)
    assert [(row.what, row.before, row.after) for row in found.differences] == [("value", "42500", "45000")]
    assert found.alike == compare(old, old).alike - 1


def test_a_figure_about_nothing_is_told_by_what_else_is_said_of_it():
    def alone(value: str) -> Store:
        whole = with_figures(figure(value), typed=True)
        kept = tuple(
            one for one in whole.claims if one.predicate != "about" or one.subject.kind != "observation"
        )
        return store_of(replace(whole, claims=kept))

    (row,) = compare(alone("42500"), alone("45000")).differences
    assert (row.what, row.before, row.after) == ("value", "42500", "45000")


def test_of_two_figures_of_one_kind_only_the_other_is_gone():
    both, one = with_figures(figure("2300"), figure("2500")), with_figures(figure("2500"))
    (row,) = compare(store_of(both), store_of(one)).differences
    assert (row.change, row.before) == (Change.GONE, "asserted, 2300")


def test_a_figure_for_another_year_is_another_figure():
    dates = [(("lc:date", Value(year, "edtf:EDTF")),) for year in ("2014", "2015")]
    old, new = (store_of(with_figures(figure("2300", *date, key=date[0][1].lexical))) for date in dates)
    assert [row.change for row in compare(old, new).differences] == [Change.GONE, Change.NEW]


def test_a_thing_of_another_class_has_changed():
    one = said(MALMO, "type")
    entities = tuple(replace(e, class_name="Region") if e.id == MALMO else e for e in DEFAULT.entities)
    whole = with_claims(replace(one, object=EntityId("class", "Region")), without=(one,))
    (row,) = compare(store_of(), store_of(replace(whole, entities=entities))).differences
    assert (row.what, row.before, row.after) == ("class", "city", "region")


def test_a_claim_said_once_more_is_new():
    again = claim(MALMO, "locatedIn", SWEDEN, 4)
    (row,) = compare(store_of(), store_of(with_claims(again))).differences
    assert (row.change, row.sentence) == (Change.NEW, again.evidence.quote)


@pytest.fixture
def files(folder):
    plan = next(one for one in DEFAULT.claims if one.modality is Modality.PLANNED)
    changed = with_claims(replace(plan, modality=Modality.ASSERTED), without=(plan, said(MALMO, "locatedIn")))
    write_graph(store_of(), folder / "old.ttl")
    write_graph(store_of(changed), folder / "new.nt")
    return "old.ttl", "new.nt"


def test_the_command_shows_what_differs_and_leaves_with_0(run, files):
    outcome = run("diff", *files)
    assert outcome.code == 0
    assert "1 changed" in outcome.err
    assert "0 new, 1 gone, 1 changed, 7 alike" in outcome.err
    assert "planned" in outcome.out


def test_the_command_writes_json_and_markdown(run, files):
    rows = json.loads(run("diff", *files, "--format", "json").out)["results"]["bindings"]
    assert {row["change"]["value"] for row in rows} == {"gone", "changed"}
    assert all(row["subject"]["type"] == "uri" and row["sentence"]["value"] for row in rows)
    assert run("diff", *files, "--format", "md").out.startswith("| change |")


def test_the_command_says_nothing_but_the_count_where_nothing_differs(run, files):
    outcome = run("diff", files[0], files[0])
    assert (outcome.code, outcome.out) == (0, "")
    assert "0 new, 0 gone, 0 changed, 9 alike" in outcome.err


def test_a_graph_that_is_not_there_is_named(run, files):
    outcome = run("diff", files[0], "none.ttl")
    assert outcome.code == 1
    assert "none.ttl" in outcome.err


def test_the_library_tells_changes_and_contradictions(files):
    old, new = (lcgraph.open_graph(file) for file in files)
    assert [row.change for row in new.changes(since=old).differences] == [Change.GONE, Change.CHANGED]
    assert new.contradictions() == ()


# Figures that disagree


def disagreeing(*figures: Entity, **more: object) -> list[tuple[str, str]]:
    found = contradictions(store_of(with_figures(*figures, **more)))
    return [(one.one.says, one.other.says) for one in found]


def of(
    value: str, unit: str = "", qualifier: str = "", date: str = "", indicator: str = "visitors"
) -> Entity:
    more = [
        ("lc:unit", Value(unit)),
        ("lc:qualifier", Value(qualifier)),
        ("lc:date", Value(date, "edtf:EDTF")),
    ]
    return figure(
        value,
        *(pair for pair in more if pair[1].lexical),
        key=" ".join((indicator, value, unit, qualifier, date)).strip(),
        indicator=indicator,
    )


@pytest.mark.parametrize(
    ("one", "other", "says"),
    [
        (of("23"), of("24"), ("23", "24")),
        (of("4500"), of("23000"), ("4500", "23000")),
        (of("12", "%"), of("13", "%"), ("12 %", "13 %")),
        (of("800", "m"), of("2", "km"), ("800 m", "2 km")),
        (of("10", "ha"), of("3", "km2"), ("10 ha", "3 km2")),
        (of("2000", qualifier="about"), of("3000", qualifier="about"), ("about 2000", "about 3000")),
        (of("100", qualifier="at most"), of("200"), ("at most 100", "200")),
        (of("100"), of("200", qualifier="at least"), ("100", "at least 200")),
        (of("23", date="2014"), of("25", date="2014~"), ("23", "25")),
        (of("23", indicator="Visitors"), of("25"), ("23", "25")),
        (of("1000000"), of("1100000"), ("1000000", "1100000")),
    ],
)
def test_figures_that_cannot_both_be_right_disagree(one, other, says):
    assert disagreeing(one, other) == [says]
    assert disagreeing(other, one) == [says]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (of("4500"), of("4512")),
        (of("23000"), of("23400")),
        (of("2300", qualifier="about"), of("2410")),
        (of("12", "%"), of("12.4", "%")),
        (of("12.5", "%"), of("12.54", "%")),
        (of("2", "km"), of("2000", "m")),
        (of("100", qualifier="at least"), of("900")),
        (of("100"), of("900", qualifier="at most")),
        (of("23", date="2014"), of("25", date="2015")),
        (of("23", date="2014"), of("25")),
        (of("23", "%"), of("25")),
        (of("23", "EUR"), of("25", "GBP")),
        (of("23", indicator="staff"), of("25")),
    ],
)
def test_figures_that_may_both_be_right_do_not_disagree(one, other):
    assert disagreeing(one, other) == []


@pytest.mark.parametrize("modality", [Modality.PLANNED, Modality.NEGATED])
def test_plans_and_denials_are_no_figures_that_disagree(modality):
    assert disagreeing(of("23"), of("50"), modality=modality) == []


def test_a_contradiction_names_its_sentences():
    (found,) = contradictions(store_of(with_figures(of("23", date="2014"), of("50", date="2014"))))
    assert (found.thing_label, found.about) == ("Malmö", "visitors 2014")
    assert found.one.sentence == found.other.sentence == claim(FIGURE, "about", MALMO, 4).evidence.quote
    assert found.one.document == "Letters from a port"


# Facts that another text denies


def denials(*claims: Claim, entities: tuple[Entity, ...] = ()) -> list[tuple[str, str, str]]:
    whole = replace(DEFAULT, entities=(*DEFAULT.entities, *entities), claims=claims)
    return [(one.thing_label, one.about, one.other.says) for one in contradictions(store_of(whole))]


def test_what_one_sentence_states_and_another_denies_is_found():
    stated = claim(COUNCIL, "funds", BRIDGE, 1)
    denied = claim(COUNCIL, "funds", BRIDGE, 3, Modality.NEGATED)
    assert denials(stated, denied) == [("City Council", "funds Lantern Bridge", "denied")]
    assert denials(replace(stated, modality=Modality.PLANNED), denied) == []


def test_what_follows_from_facts_is_denied_as_well():
    founds = claim(OPTICS, "founds", BRIDGE, 1)
    assert denials(founds, claim(OPTICS, "leads", BRIDGE, 3, Modality.NEGATED)) == [
        ("Tamarisk Optics", "leads Lantern Bridge", "denied")
    ]
    chain = claim(JENA, "locatedIn", MALMO, 0), claim(MALMO, "locatedIn", SWEDEN, 0)
    assert denials(*chain, claim(JENA, "locatedIn", SWEDEN, 3, Modality.NEGATED)) == [
        ("Jena", "locatedIn Sweden", "denied")
    ]


def test_a_denied_partnership_contradicts_one_in_which_both_take_part():
    pair = EntityId("partnership", "malmö and optics")
    entity = Entity(
        pair, "Partnership", "Partnership of Malmö and Tamarisk Optics", modality=Modality.NEGATED
    )
    stated = (claim(ALLIANCE, "partner", one, 1) for one in (MALMO, OPTICS))
    denied = (claim(pair, "partner", one, 3, Modality.NEGATED) for one in (MALMO, OPTICS))
    (found,) = denials(*stated, *denied, entities=(entity,))
    assert found[1].startswith("cooperatesWith")


def test_the_sample_has_the_contradictions_of_its_questions():
    sample = derived_sample()
    expected = len(run("disagreeing-figures", sample)) + len(run("contradictions", sample))
    assert len(contradictions(sample)) == expected == 2
