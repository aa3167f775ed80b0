"""What of all that the model thinks possible is believed."""

import numpy as np
import pytest

from lcgraph.extraction.deciding import Scene, alliances, antecedents, candidates
from lcgraph.extraction.findings import Referent, Verdict
from lcgraph.extraction.judging import Judged, Pair
from lcgraph.extraction.labels import CLASSES, PAIR_LABELS
from lcgraph.extraction.neural import ModelSettings
from lcgraph.extraction.teaching import load_teaching
from lcgraph.model import Modality, Span

TEXT = "Malmö, Sweden, Denmark, Tema Ltd, Vives College, Delta Network and Baltic Forum met."
THINGS = {
    "Malmö": "City",
    "Sweden": "Country",
    "Denmark": "Country",
    "Tema Ltd": "Enterprise",
    "Vives College": "EducationInstitution",
    "Delta Network": "Partnership",
    "Baltic Forum": "Partnership",
}
NUMBER = {name: number for number, name in enumerate(THINGS)}


@pytest.fixture
def scene() -> Scene:
    spans = [Span(TEXT.index(name), TEXT.index(name) + len(name)) for name in THINGS]
    settings = ModelSettings(
        version="test",
        window=100,
        thresholds={},
        calibration={},
        reference_margin=1.0,
        signatures=frozenset({("City", "locatedIn", "Country"), ("Enterprise", "locatedIn", "City")}),
        data_sha256="",
    )
    return Scene(
        text=TEXT,
        sentences=[Span(0, len(TEXT))],
        mentions=[
            Judged(span, CLASSES.index(class_name), np.zeros(16), 0)
            for span, class_name in zip(spans, THINGS.values(), strict=True)
        ],
        means={n: n for n in NUMBER.values()},
        referents=[Referent(c, n, (n,), 1.0, s) for (n, c), s in zip(THINGS.items(), spans, strict=True)],
        settings=settings,
        method="test",
        teaching=load_teaching(),
    )


def pair(one: str, label: str, other: str, confidence: float = 0.9) -> Pair:
    return Pair(NUMBER[one], NUMBER[other], PAIR_LABELS.index(label), confidence, Modality.ASSERTED)


def verdicts(scene: Scene, *pairs: Pair) -> list[Verdict]:
    return [candidate.verdict for candidate in candidates(scene, pairs)]


def test_what_is_sure_enough_is_accepted(scene: Scene) -> None:
    assert verdicts(scene, pair("Tema Ltd", "locatedIn", "Malmö")) == [Verdict.ACCEPTED]


def test_what_is_below_its_threshold_is_doubtful(scene: Scene) -> None:
    assert verdicts(scene, pair("Tema Ltd", "locatedIn", "Malmö", 0.4)) == [Verdict.DOUBTFUL]


def test_what_the_gazetteer_knows_as_well_needs_less(scene: Scene) -> None:
    assert verdicts(scene, pair("Malmö", "locatedIn", "Sweden", 0.4)) == [Verdict.ACCEPTED]
    assert verdicts(scene, pair("Malmö", "locatedIn", "Sweden", 0.1)) == [Verdict.DOUBTFUL]


def test_what_cannot_hold_between_the_classes_is_refused(scene: Scene) -> None:
    assert verdicts(scene, pair("Sweden", "locatedIn", "Malmö")) == [Verdict.IMPOSSIBLE]


def test_what_the_gazetteer_knows_better_is_refused(scene: Scene) -> None:
    assert verdicts(scene, pair("Malmö", "locatedIn", "Denmark")) == [Verdict.MISPLACED]


def test_the_pair_that_says_it_best_speaks(scene: Scene) -> None:
    pairs = pair("Tema Ltd", "locatedIn", "Malmö", 0.6), pair("Tema Ltd", "locatedIn", "Malmö", 0.8)
    (candidate,) = candidates(scene, pairs)
    assert candidate.support.confidence == 0.8


def test_a_partnership_takes_the_name_that_its_partners_belong_to_most_surely(scene: Scene) -> None:
    members = ["Tema Ltd", "Vives College"]
    pairs = [pair("Tema Ltd", "partners", "Vives College"), pair("Delta Network", "partners", "Baltic Forum")]
    pairs += [pair(m, "partners", "Delta Network", 0.6) for m in members]
    pairs += [pair(m, "partners", "Baltic Forum", 0.8) for m in members]
    (alliance,) = alliances(scene, [pairs])
    assert alliance.name == NUMBER["Baltic Forum"]
    assert {scene.referents[p].label for p in alliance.partners} == set(members)


def test_a_network_with_one_partner_is_no_partnership(scene: Scene) -> None:
    assert alliances(scene, [[pair("Tema Ltd", "partners", "Delta Network")]]) == []


def test_a_reference_stands_for_the_thing_whose_names_score_best_together() -> None:
    same = {9: {0: 1.0, 1: 1.0, 2: 1.2}}
    assert antecedents(same, {0: 7, 1: 7, 2: 8}, margin=1.0) == {9: 7}


def test_a_reference_that_fits_nothing_is_left_open() -> None:
    assert antecedents({9: {0: -5.0}}, {0: 7}, margin=1.0) == {}
