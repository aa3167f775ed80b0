"""What the gazetteer knows against a reading."""

import pytest

from lcgraph.extraction.findings import Referent
from lcgraph.extraction.geography import confirms, contradicts, is_macro_region
from lcgraph.extraction.lexicon import load_lexicon
from lcgraph.model import Span


@pytest.mark.parametrize(
    ("subject", "class_name", "country", "impossible"),
    [
        ("Malmö", "City", "Denmark", True),
        ("Malmö", "City", "Sweden", False),
        ("Scandinavia", "Region", "Sweden", True),
        ("Cambridge", "City", "New Zealand", False),
        ("Kent", "Region", "United Kingdom", False),
        ("Kent", "Region", "England", False),
        ("Unheard-of-Ville", "City", "Sweden", False),
        ("Malmö", "Enterprise", "Denmark", False),
    ],
)
def test_only_what_is_known_to_be_false_is_a_contradiction(
    subject: str, class_name: str, country: str, impossible: bool
) -> None:
    place = Referent(class_name, subject, (subject,), 1.0, Span(0, 1))
    other = Referent("Country", country, (country,), 1.0, Span(0, 1))
    assert contradicts(place, other, load_lexicon()) is impossible


@pytest.mark.parametrize(
    ("name", "class_name", "wide"),
    [
        ("Scandinavia", "Region", True),
        ("Europe", "Region", True),
        ("Bavaria", "Region", False),
        ("Øresund", "Region", False),
        ("Nowhere Valley", "Region", False),
        ("Sweden", "Country", False),
    ],
)
def test_a_part_of_the_world_is_told_from_a_region(name: str, class_name: str, wide: bool) -> None:
    assert is_macro_region(Referent(class_name, name, (name,), 1.0, Span(0, 1)), load_lexicon()) is wide


@pytest.mark.parametrize(
    ("subject", "class_name", "predicate", "country", "known"),
    [
        ("Malmö", "City", "locatedIn", "Sweden", True),
        ("Malmö", "City", "locatedIn", "Denmark", False),
        ("Malmö", "City", "spans", "Sweden", False),
        ("Bavaria", "Region", "locatedIn", "Germany", True),
        ("Scandinavia", "Region", "locatedIn", "Sweden", False),
        ("Unheard-of-Ville", "City", "locatedIn", "Sweden", False),
        ("Malmö", "Enterprise", "locatedIn", "Sweden", False),
    ],
)
def test_only_what_is_known_to_be_true_is_confirmed(
    subject: str, class_name: str, predicate: str, country: str, known: bool
) -> None:
    place = Referent(class_name, subject, (subject,), 1.0, Span(0, 1))
    other = Referent("Country", country, (country,), 1.0, Span(0, 1))
    assert confirms(place, predicate, other, load_lexicon()) is known
