"""The thesaurus: names lead to themes, themes to wider ones, and no name to two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_ontology_terms import line_of, write

from lcgraph.errors import OntologyError
from lcgraph.ontology import LCT, load_themes

THEMES = load_themes()
NAMES = sorted((name, concept.key) for concept in THEMES.concepts.values() for name in concept.names)


def test_the_thesaurus_is_broad_and_at_most_four_levels_deep():
    assert len(THEMES.concepts) >= 180
    tops = [key for key, concept in THEMES.concepts.items() if not concept.broader]
    assert len(tops) == 13
    for key in THEMES.concepts:
        assert len(THEMES.ancestors(key)) <= 3
        assert not THEMES.ancestors(key) or set(THEMES.ancestors(key)) & set(tops)


def test_every_concept_has_a_definition_and_an_iri_of_the_thesaurus():
    for key, concept in THEMES.concepts.items():
        assert concept.definition.endswith(".")
        assert concept.iri == LCT + key


def test_each_name_leads_to_its_own_theme_and_to_no_other():
    assert [(name, THEMES.find(name)) for name, _ in NAMES] == NAMES


@pytest.mark.parametrize("mark", ["-", " ", "\N{NO-BREAK SPACE}", "\N{NON-BREAKING HYPHEN}"])
def test_case_articles_and_the_mark_between_words_make_no_difference(mark):
    long = [(name, key) for name, key in NAMES if len(name) > 3]
    assert [(name, THEMES.find(f"The {name.upper().replace(' ', mark)}")) for name, _ in long] == long


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("biotech", "biotechnology"),
        ("bio-technologies", "biotechnology"),
        ("biotech research", "life-science-research"),
        ("Life-science industry", "life-sciences"),
        ("creative industry", "creative-industries"),
        ("the tourism sector", "tourism"),
        ("research & innovation", "research-and-innovation"),
        ("smart specialization", "smart-specialisation"),
        ("Girls’ education", "girls-education"),
        ("start ups", "entrepreneurship"),
        ("elearning", "e-learning"),
        ("IT", "information-and-communication-technology"),
        ("it", None),
        ("the sector", None),
        ("", None),
        ("–", None),
        ("a theme of nobody", None),
    ],
)
def test_names_as_they_stand_in_texts_are_found(name, key):
    assert THEMES.find(name) == key


@given(st.text())
def test_no_name_however_strange_breaks_the_search(name):
    found = THEMES.find(name)
    assert found is None or found in THEMES.concepts


def test_narrower_is_the_other_side_of_broader():
    for key, concept in THEMES.concepts.items():
        for wider in concept.broader:
            assert key in THEMES.narrower(wider)


def test_a_file_of_the_user_adds_names_and_themes(tmp_path):
    path = write(
        tmp_path,
        """lct:tourism skos:altLabel "holiday making"@en ; skos:narrower lct:glamping .
lct:glamping a skos:Concept ; skos:prefLabel "glamping"@en , "Glamping"@de .
""",
    )
    themes = load_themes([path])
    assert themes.find("Holiday-making") == "tourism"
    assert themes.ancestors("glamping") == ("tourism", "culture-leisure-and-tourism")
    assert THEMES.find("glamping") is None


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ('lct:x a skos:Concept ; skos:prefLabel "Bio technology"@en .', "two themes, biotechnology and x"),
        (
            'lct:x a skos:Concept ; skos:prefLabel "x"@en ; skos:broader lct:nowhere .',
            "lct:nowhere is not defined",
        ),
        ("lct:x a skos:Concept .", "exactly one skos:prefLabel.*none"),
        ('lct:x a skos:Concept ; skos:prefLabel "x"@en , "y"@en .', "exactly one skos:prefLabel.*x, y"),
    ],
)
def test_a_fault_in_a_theme_is_reported_with_file_and_line(tmp_path, turtle, message):
    path = write(tmp_path, turtle)
    with pytest.raises(OntologyError, match=message) as caught:
        load_themes([path])
    assert str(caught.value).startswith(f"{path}:{line_of(path, 'lct:x')}: ")
