"""Which names of a document are one thing, and of which class."""

import numpy as np
import pytest

from lcgraph.extraction.findings import Referent
from lcgraph.extraction.folding import fold
from lcgraph.extraction.judging import Judged
from lcgraph.extraction.labels import CLASSES
from lcgraph.extraction.lexicon import load_lexicon
from lcgraph.extraction.naming import join_names
from lcgraph.model import Span


def joined(text: str, *marked: tuple[str, str]) -> list[Referent]:
    """The things that mentions are, given by words and class in their order."""
    mentions, start = [], 0
    for words, class_name in marked:
        place = text.index(words, start)
        start = place + len(words)
        scores = np.full(len(CLASSES), -5.0)
        scores[CLASSES.index(class_name)] = -0.1
        mentions.append(Judged(Span(place, start), CLASSES.index(class_name), scores, 0))
    return join_names(text, mentions, load_lexicon())[1]


def read(text: str, *marked: tuple[str, str]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Label -> class and forms of each thing."""
    return {r.label: (r.class_name, r.names) for r in joined(text, *marked)}


def test_a_city_is_not_its_council_university_or_club() -> None:
    found = read(
        "Ghent, Ghent City Council, Ghent University and KAA Ghent",
        ("Ghent", "City"),
        ("Ghent City Council", "PublicAuthority"),
        ("Ghent University", "EducationInstitution"),
        ("KAA Ghent", "CivicOrganisation"),
    )
    assert len(found) == 4


def test_an_acronym_in_brackets_is_the_name_before_it() -> None:
    found = read(
        "The Flemish Adult Schools Trust (FAST) grew. FAST has members.",
        ("Flemish Adult Schools Trust", "CivicOrganisation"),
        ("FAST", "CivicOrganisation"),
        ("FAST", "CivicOrganisation"),
    )
    assert [names for _, names in found.values()] == [("FAST", "Flemish Adult Schools Trust")]


def test_a_surname_is_the_person_named_in_full() -> None:
    found = read(
        "Anna Lindqvist spoke. Lindqvist was mayor.", ("Anna Lindqvist", "Person"), ("Lindqvist", "Person")
    )
    assert list(found) == ["Anna Lindqvist"]


def test_a_surname_that_two_people_share_is_left_open() -> None:
    found = read(
        "Anna Lind and Per Lind spoke. Lind was mayor.",
        ("Anna Lind", "Person"),
        ("Per Lind", "Person"),
        ("Lind", "Person"),
    )
    assert len(found) == 3


def test_the_people_of_a_country_stand_for_it() -> None:
    found = read("Danish towns in Denmark", ("Danish", "Country"), ("Denmark", "Country"))
    assert found == {"Denmark": ("Country", ("Danish", "Denmark"))}


def test_what_the_lexicon_does_not_know_as_a_country_is_none() -> None:
    found = read("The Flemish firm left Absurdistan.", ("Flemish", "Country"), ("Absurdistan", "Country"))
    assert found["Flanders"][0] == "Region"
    assert found["Absurdistan"][0] != "Country"


def test_the_city_of_x_is_x() -> None:
    found = read("Cork grew. The City of Cork pays.", ("Cork", "City"), ("City of Cork", "City"))
    assert list(found) == ["Cork"]


def test_the_head_of_a_name_outvotes_a_doubtful_reading() -> None:
    found = read("Harrow County Council met.", ("Harrow County Council", "Region"))
    assert found["Harrow County Council"][0] in {"PublicAuthority", "Region"}


@pytest.mark.parametrize(
    ("one", "other"),
    [("Malmö", "MALMO"), ("the Øresund", "Øresund"), ("Cork's", "Cork"), ("R & D", "R and D")],
)
def test_forms_of_a_name_fold_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def homes(text: str, *marked: tuple[str, str]) -> list[tuple[str, str]]:
    """Label and home of each thing, in order."""
    return [(r.label, r.home) for r in joined(text, *marked)]


@pytest.mark.parametrize(
    "text",
    [
        "Cambridge, Massachusetts, is not Cambridge in England; Cambridge has a river.",
        "Cambridge (Massachusetts) is not Cambridge, England; Cambridge has a river.",
    ],
)
def test_a_text_that_speaks_of_two_towns_of_one_name_speaks_of_two(text: str) -> None:
    towns = [
        ("Cambridge", "City"),
        ("Massachusetts", "Region"),
        ("Cambridge", "City"),
        ("England", "Country"),
    ]
    found = homes(text, *towns, ("Cambridge", "City"))
    assert found[0] == ("Cambridge", "United States")
    assert found[2] == ("Cambridge", "United Kingdom")
    assert len(found) == 4  # the last Cambridge is the one spoken of last


def test_an_adjective_tells_two_towns_apart_as_well() -> None:
    found = homes(
        "The Spanish city of Granada and Granada in Nicaragua",
        ("Spanish", "Country"),
        ("Granada", "City"),
        ("Granada", "City"),
        ("Nicaragua", "Country"),
    )
    assert [home for label, home in found if label == "Granada"] == ["Spain", "Nicaragua"]


def test_a_town_that_the_gazetteer_knows_in_one_country_only_stays_one() -> None:
    found = homes(
        "Lund, Sweden, and Lund in Fiji",
        ("Lund", "City"),
        ("Sweden", "Country"),
        ("Lund", "City"),
        ("Fiji", "Country"),
    )
    assert [label for label, _ in found].count("Lund") == 1
