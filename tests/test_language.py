"""Texts that are not in English are told as such, and only those."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_reader import HARBOUR

from lcgraph import pipeline
from lcgraph.corpus import read_documents
from lcgraph.errors import LexiconError
from lcgraph.extraction.languages import language_of, load_languages

TEXTS = {
    "en": """The city of Aldermoor and its university have worked with each other for ten years. They want to
        bring people who left school early back to learning, and they are paid for it by the region. In
        the harbour there is now a house in which everybody can learn to repair a boat.""",
    "de": """Die Stadt Aldermoor und ihre Universität arbeiten seit zehn Jahren miteinander. Sie wollen
        Menschen, die die Schule früh verlassen haben, wieder für das Lernen gewinnen, und sie werden
        dafür von der Region bezahlt. Im Hafen steht nun ein Haus, in dem jeder lernen kann, wie man ein
        Boot repariert.""",
    "fr": """La ville d'Aldermoor et son université travaillent ensemble depuis dix ans. Elles veulent
        ramener vers les études les gens qui ont quitté l'école trop tôt, et la région les paie pour
        cela. Dans le port, il y a maintenant une maison où chacun peut apprendre à réparer un bateau
        avec des artisans.""",
    "es": """La ciudad de Aldermoor y su universidad trabajan juntas desde hace diez años. Quieren que las
        personas que dejaron pronto la escuela vuelvan a aprender, y la región les paga por ello. En el
        puerto hay ahora una casa en la que todo el mundo puede aprender a reparar un barco con los
        artesanos.""",
    "it": """La città di Aldermoor e la sua università lavorano insieme da dieci anni. Vogliono riportare
        allo studio le persone che hanno lasciato presto la scuola, e sono pagate per questo dalla
        regione. Nel porto c'è ora una casa in cui tutti possono imparare a riparare una barca con gli
        artigiani.""",
    "nl": """De stad Aldermoor en haar universiteit werken al tien jaar met elkaar samen. Zij willen mensen
        die de school vroeg hebben verlaten weer aan het leren krijgen, en zij worden daarvoor door de
        regio betaald. In de haven staat nu een huis waar iedereen kan leren hoe je een boot herstelt.""",
    "sv": """Staden Aldermoor och dess universitet har arbetat med varandra i tio år. De vill få människor
        som har lämnat skolan tidigt att lära sig igen, och de får betalt för det av regionen. I hamnen
        finns nu ett hus där alla kan lära sig att laga en båt, och det är öppet för den som vill.""",
    "pl": """Miasto Aldermoor i jego uniwersytet współpracują ze sobą od dziesięciu lat. Chcą, aby ludzie,
        którzy wcześnie opuścili szkołę, wrócili do nauki, i są za to opłacani przez region. W porcie
        jest teraz dom, w którym każdy może się nauczyć, jak naprawić łódź, a do tego nie trzeba płacić.""",
    "fi": """Aldermoorin kaupunki ja sen yliopisto ovat tehneet yhteistyötä kymmenen vuotta. Ne haluavat
        saada takaisin oppimaan ihmiset, jotka jättivät koulun varhain, ja alue maksaa siitä. Satamassa
        on nyt talo, jossa jokainen voi oppia korjaamaan veneen, ja se on myös auki kun muut talot ovat
        kiinni, mutta ei sunnuntaina.""",
    "el": """Η πόλη και το πανεπιστήμιό της συνεργάζονται εδώ και δέκα χρόνια. Θέλουν να φέρουν πίσω στη
        μάθηση τους ανθρώπους που άφησαν νωρίς το σχολείο, και η περιφέρεια πληρώνει για αυτό. Στο
        λιμάνι υπάρχει τώρα ένα σπίτι που είναι ανοιχτό για όλους και με το οποίο μαθαίνουν να
        επισκευάζουν βάρκες.""",
    "ru": """Город и его университет работают вместе уже десять лет. Они хотят вернуть к учёбе людей, которые
        рано ушли из школы, и регион платит за это. В порту теперь есть дом, в котором каждый может
        научиться чинить лодку, и это не стоит ничего для тех, кто живёт на этом берегу, а также для
        гостей.""",
}


@pytest.mark.parametrize("code", TEXTS)
def test_a_paragraph_is_in_its_language(code):
    assert language_of(TEXTS[code]).code == code


@pytest.mark.parametrize("code", TEXTS)
def test_of_a_few_words_nothing_is_said(code):
    assert language_of(" ".join(TEXTS[code].split()[:20])) is None


def test_every_text_that_ships_is_not_taken_for_another_language():
    for document in read_documents().documents:
        found = language_of(document.text)
        assert found is None or found.code == "en", document.id


def test_names_and_figures_are_in_no_language():
    assert language_of("Jena Ghent Cork Lund Oulu Graz Porto Turin Nantes Bergen " * 8) is None
    assert language_of("12.5 300 7,000 " * 100) is None


def test_english_with_names_and_quotations_of_another_language_is_english():
    quotation = " Sie nennt das „Haus der Arbeit und des Lernens“. "
    assert language_of(TEXTS["en"] + quotation + TEXTS["en"]).code == "en"


@given(st.text(max_size=300))
def test_any_text_is_taken(text):
    assert language_of(text * 5) in {None, *load_languages()}


def test_a_wrong_line_of_the_word_file_is_named(tmp_path):
    (tmp_path / "languages.csv").write_text("language,code,words\nElvish,qya\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"languages\.csv:2: 2 cells instead of 3"):
        load_languages(tmp_path)


@pytest.fixture
def several(folder):
    """An English text, a German one, and a French one with a card."""
    place = folder / "texts"
    place.mkdir()
    (place / "a.txt").write_text(HARBOUR + TEXTS["en"], encoding="utf-8")
    (place / "b.txt").write_text(TEXTS["de"], encoding="utf-8")
    (place / "c.txt").write_text(TEXTS["fr"], encoding="utf-8")
    (place / "c.yml").write_text("title: C\nlanguage: fr-CA\n", encoding="utf-8")
    return place


def test_a_build_notes_what_is_not_english_and_reads_it_all_the_same(several, invented):
    made = pipeline.build(["texts"])
    assert [d.language for d in made.knowledge.documents] == ["en", "de", "fr-CA"]
    assert len(made.extractions) == 3
    assert [warning.split(",")[0] for warning in made.reading.warnings] == [
        "texts/b.txt: looks like German",
        "texts/c.txt: looks like French",
    ]


def test_the_note_stands_in_the_summary_in_the_report_and_among_what_is_never_silent(several, invented, run):
    shown = run("build", "texts")
    note = "texts/b.txt: looks like German, but only English is understood"
    assert note in shown.out
    assert note in (several.parent / "lcgraph-out" / "report.html").read_text(encoding="utf-8")
    assert note in run("build", "texts", "--quiet").err
