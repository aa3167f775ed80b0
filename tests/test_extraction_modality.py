"""Planned, possible, reported and denied things are told from facts by the words of their clause."""

import re

import pytest

from lcgraph.errors import LexiconError
from lcgraph.extraction.modality import cue_modality, load_cues, one_phrase
from lcgraph.model import Modality, Span


def marked(sentence: str) -> tuple[str, list[Span]]:
    """A sentence without its brackets, and where the bracketed words stand."""
    text, spans, last = "", [], 0
    for match in re.finditer(r"\[([^\]]+)\]", sentence):
        text += sentence[last : match.start()]
        spans.append(Span(len(text), len(text) + len(match[1])))
        text, last = text + match[1], match.end()
    return text + sentence[last:], spans


def reading(sentence: str, predicate: str = "") -> tuple[str, str | None]:
    """The modality of what a sentence says about its bracketed words, and the cue's words."""
    text, spans = marked(sentence)
    modality, cue = cue_modality(text, Span(0, len(text)), spans, predicate)
    return modality.value, text[slice(*cue)] if cue else None


CUES = sorted({cue for cues in load_cues().values() for _, cue in cues})


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.cue)
def test_every_cue_keeps_its_own_example_and_not_its_counter_example(cue):
    assert reading(cue.example)[0] == cue.modality
    if cue.modality is Modality.ASSERTED:  # its counter-example shows the word where it does count
        assert reading(cue.counter_example)[0] != Modality.ASSERTED
    else:
        assert reading(cue.counter_example)[0] != cue.modality


SENTENCES = [
    # the cue governs the verb between the two
    ("[Tornby] runs [a seamanship school].", "Asserted", None),
    ("[Tornby] will run [a seamanship school].", "Planned", "will"),
    ("[A seamanship school] will be run by [Tornby].", "Planned", "will"),
    ("In [Tornby], [a seamanship school] will open.", "Planned", "will"),
    ("[Tornby] and [Hylte] will share a fire brigade.", "Planned", "will"),
    ("[Tornby] might lend [Norvane] its quay.", "Possible", "might"),
    ("[Tornby] has never lent [Norvane] its quay.", "Negated", "never"),
    ("[Tornby] didn’t lend [Norvane] its quay.", "Negated", "n’t"),
    ("According to its owner, [Norvane] sponsors [the regatta].", "Reported", "According to"),
    ("[Norvane], according to its owner, sponsors [the regatta].", "Reported", "according to"),
    # passive, infinitive and participle
    ("[A night market] is to be held on [the old quay].", "Planned", "is to be"),
    ("[A night market] was held on [the old quay].", "Asserted", None),
    ("Plans for [a night market] on [the old quay] are far advanced.", "Planned", "Plans for"),
    ("[The quay], earmarked for [flats], lies empty.", "Planned", "earmarked"),
    ("[Hylte] is keen on the proposed [cable car].", "Planned", "proposed"),
    ("[Hylte] bought an abandoned mill for [the college].", "Asserted", None),
    # strength: denial before possibility before plan before report
    ("[Hylte] will not fund [the cable car].", "Negated", "not"),
    ("[Hylte] reportedly plans to fund [the cable car].", "Planned", "plans to"),
    ("According to the mayor, [Hylte] might fund [the cable car].", "Possible", "might"),
    ("It is said that [Hylte] funds [the cable car].", "Reported", "It is said"),
    # another clause
    ("[Tornby] opened [a museum] in 1998, and the province will add a garden.", "Asserted", None),
    ("[Tornby] opened [a museum] and will build a bridge.", "Asserted", None),
    ("[Tornby] opened a museum and will build [a bridge].", "Planned", "will"),
    ("[Tornby] will build a bridge and opened [a museum] last year.", "Asserted", None),
    ("[Tornby] will clear [the dock] and build [a museum].", "Planned", "will"),
    ("[The dock] will be cleared and turned into [a park].", "Planned", "will"),
    ("[Tornby] did not join [the league], but Hylte did.", "Negated", "not"),
    ("Tornby did not join, but [Hylte] joined [the league].", "Asserted", None),
    ("While Tornby will not pay, [Hylte] funds [the ferry].", "Asserted", None),
    ("[Hylte] funds [the ferry], while Tornby will not pay.", "Asserted", None),
    ("Although [Tornby] did not win [the fair], it grew.", "Negated", "not"),
    ("Although the fair was lost, [Tornby] won [the games].", "Asserted", None),
    ("[Tornby] is poor; [the fair] will change that.", "Planned", "will"),
    ("The fair will move; [Tornby] keeps [the games].", "Asserted", None),
    ("The fair will move: [Tornby] keeps [the games].", "Asserted", None),
    ("[Norvane] employs 300 people in [Tornby] and plans to hire 50 more.", "Asserted", None),
    # relative clauses
    ("[Tornby], which will host the games, owns [the stadium].", "Asserted", None),
    ("[Tornby], which will host [the games], owns a stadium.", "Planned", "will"),
    ("[Tornby] owns the stadium, which will host [the games].", "Planned", "will"),
    ("[Tornby] did not sign with [Norvane], which owns the dock.", "Negated", "not"),
    ("Tornby did not sign with [Norvane], which owns [the dock].", "Asserted", None),
    ("[Norvane] bought [a mill] that nobody wanted.", "Asserted", None),
    ("[Norvane] will build a park where [Falk Ltd] tests drones.", "Planned", "will"),
    ("[Falk Ltd], whose owner may retire, runs [the ferry].", "Asserted", None),
    # brackets and dashes
    ("[Tornby] runs [the ferry] (Hylte may buy it).", "Asserted", None),
    ("[Tornby] will run a ferry (with [Hylte]).", "Planned", "will"),
    # words that are not cues
    ("[Will Hart] founded [Norvane] in 1902.", "Asserted", None),
    ("The painter Will Hart taught at [the school] in [Tornby].", "Asserted", None),
    ("In May [Tornby] opened [the school].", "Asserted", None),
    ("[Tornby] not only owns [the ferry] but also runs it.", "Asserted", None),
    ("No doubt [Tornby] owns [the ferry].", "Asserted", None),
    ("[Norvane] makes nothing but sails in [Tornby].", "Asserted", None),
    ("[The ferry], not least thanks to [Tornby], pays its way.", "Asserted", None),
    ("[Norvane], founded in a shed, would later buy [the ferry].", "Asserted", None),
    ("[No Limits Ltd] sponsors [the regatta].", "Asserted", None),
    # what a denial reaches
    ("There is no [airport] in [Tornby].", "Negated", "no"),
    ("[Tornby] has [a harbour] but no airport.", "Asserted", None),
    ("[Tornby] built the hall without [Norvane].", "Negated", "without"),
    ("Without Norvane, [Tornby] built [the hall].", "Asserted", None),
    ("[The ferry] is run not by [Tornby] but by Hylte.", "Negated", "not"),
    ("[The ferry] is not run by Tornby but by [Hylte].", "Asserted", None),
    ("[Norvane] chose Hylte instead of [Tornby].", "Negated", "instead of"),
    ("[Norvane] withdrew from [the league] in 2011.", "Negated", "withdrew"),
    ("[Tornby] failed to attract [Norvane].", "Negated", "failed to"),
    ("Neither [Tornby] nor [Hylte] signed.", "Negated", "Neither"),
    # saying and thinking
    ("The mayor claims that [Norvane] owns [the ferry].", "Reported", "claims that"),
    ("[Norvane] is said to own [the ferry].", "Reported", "is said to"),
    ("The study asks whether [Norvane] owns [the ferry].", "Possible", "whether"),
    ("[Norvane] buys [the ferry] if the bank agrees.", "Possible", "if"),
]


@pytest.mark.parametrize(("sentence", "modality", "cue"), SENTENCES)
def test_a_cue_counts_for_its_own_clause(sentence, modality, cue):
    assert reading(sentence) == (modality, cue)


def test_offsets_count_from_the_start_of_the_document():
    text = "Tornby grew. Tornby will build a hall. It is old."
    start = text.index("Tornby will")
    sentence = Span(start, text.index(" It"))
    spans = [Span(start, start + 6), Span(text.index("a hall"), text.index("a hall") + 6)]
    modality, cue = cue_modality(text, sentence, spans)
    assert (modality, text[slice(*cue)]) == (Modality.PLANNED, "will")


def test_a_cue_of_the_next_sentence_does_not_count():
    text = "Tornby runs a hall. It will close."
    assert cue_modality(text, Span(0, 19), [Span(0, 6), Span(12, 18)]) == (Modality.ASSERTED, None)


def test_an_aim_is_a_plan_but_also_what_a_place_focuses_on():
    assert reading("[Tornby] aims to promote [fish farming].") == ("Planned", "aims to")
    assert reading("[Tornby] aims to promote [fish farming].", "focusesOn") == ("Asserted", None)
    assert reading("[Tornby] does not aim to promote [fish farming].", "focusesOn")[0] == "Negated"


ONE_PHRASE = [
    ("[Falk] of [Lund] will build a mill.", True),
    ("[Cork], [Ireland], may bid.", True),
    ("[Jena] ([Germany]) may bid.", True),
    ("the [Danish] city of [Vejle] may bid", True),
    ("[Falk], a branch of the [Ritter Group], may bid", True),
    ("[Lund]-based [Falk] may bid", True),
    ("[Falk] moved to [Lund]", False),
    ("[Falk] may move to [Lund]", False),
    ("[Falk] and [Lund] may bid", False),
]


@pytest.mark.parametrize(("sentence", "answer"), ONE_PHRASE)
def test_two_names_in_one_noun_phrase(sentence, answer):
    text, (first, second) = marked(sentence)
    assert one_phrase(text, first, second) is answer
    assert one_phrase(text, second, first) is answer


def test_an_unknown_modality_is_refused_with_file_and_line(tmp_path):
    lines = [
        "cue,modality,scope,except_for,example,counter_example",
        "will,Certain,verb,,[A] will [B].,[A] [B].",
    ]
    (tmp_path / "cues.csv").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(LexiconError, match=r"cues\.csv:2: modality is 'Certain'; write one of"):
        load_cues(tmp_path)
