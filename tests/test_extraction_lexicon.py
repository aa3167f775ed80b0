"""The lexicon knows what names can mean, their class, their canonical form, and the features of words."""

import csv
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcgraph.errors import LexiconError
from lcgraph.extraction.lexicon import Feature, expansion, load_lexicon
from lcgraph.extraction.lexicon.keys import key, keys_of_all
from lcgraph.resources import resource

LEXICON = load_lexicon()
FILES = "countries regions cities exonyms demonyms common-words organisations head-nouns given-names"


# --- names of places ---


@pytest.mark.parametrize("form", ["Malmö", "Malmo", "Malmoe", "MALMÖ"])
def test_all_spellings_lead_to_one_city(form):
    (city,) = LEXICON.lookup(form)
    assert (city.class_name, city.name, city.country, city.parent) == ("City", "Malmö", "Sweden", "Scania")
    assert city.population > 300_000


CANONICAL = [
    ("UK", "Country", "United Kingdom"),
    ("U.K.", "Country", "United Kingdom"),
    ("the Netherlands", "Country", "Netherlands"),
    ("Holland", "Country", "Netherlands"),
    ("Viet Nam", "Country", "Vietnam"),
    ("Köln", "City", "Cologne"),
    ("Koeln", "City", "Cologne"),
    ("Oporto", "City", "Porto"),
    ("Den Haag", "City", "The Hague"),
    ("Frankfurt am Main", "City", "Frankfurt"),
    ("St Petersburg", "City", "Saint Petersburg"),
    ("Bayern", "Region", "Bavaria"),
    ("Baden Wurttemberg", "Region", "Baden-Württemberg"),
    ("Andalucía", "Region", "Andalusia"),
    ("South East Asia", "Region", "South-East Asia"),
    ("OECD", "InternationalOrganisation", "OECD"),
    ("International Labour Organisation", "InternationalOrganisation", "International Labour Organization"),
]


@pytest.mark.parametrize(("name", "class_name", "canonical"), CANONICAL)
def test_other_names_lead_to_the_canonical_one(name, class_name, canonical):
    assert LEXICON.canonical(name, class_name) == canonical


@pytest.mark.parametrize("name", ["nice", "us", "Us", "It", "Of", "Most", "Xyzzyville", "", "12", "mobile"])
def test_ordinary_words_and_unknown_names_mean_nothing(name):
    assert LEXICON.lookup(name) == ()


@pytest.mark.parametrize("name", ["Nice", "Reading", "Bath", "Cork", "Split", "Mobile"])
def test_cities_named_like_ordinary_words_need_context(name):
    assert all(entry.common for entry in LEXICON.lookup(name))


def test_a_name_with_several_meanings_has_them_all():
    assert {entry.class_name for entry in LEXICON.lookup("Georgia")} == {"Country", "Region"}
    assert [entry.country for entry in LEXICON.lookup("Birmingham")][:2] == [
        "United Kingdom",
        "United States",
    ]


@pytest.mark.parametrize(
    ("name", "parent"), [("Portland, Oregon", "Oregon"), ("Paris, TX", "Texas"), ("Newport, Wales", "Wales")]
)
def test_what_follows_a_comma_picks_the_place(name, parent):
    assert [entry.parent for entry in LEXICON.lookup(name)] == [parent]


def test_a_cross_border_region_has_its_countries_and_no_single_one():
    (region,) = LEXICON.lookup("Oresund")
    assert (region.country, region.countries) == ("", ("Denmark", "Sweden"))
    assert LEXICON.country_of("Oresund") is None


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Jena", "Germany"),
        ("Ontario", "Canada"),
        ("Wales", "Wales"),
        ("Gaziantep", "Turkey"),
        ("Pune", "India"),
    ],
)
def test_a_place_has_a_country(name, country):
    assert LEXICON.country_of(name) == country


DEMONYMS = [
    ("German", "Germany"),
    ("Danish", "Denmark"),
    ("Welsh", "Wales"),
    ("Dutch", "Netherlands"),
    ("New Zealander", "New Zealand"),
    ("Kiwi", None),
    ("polish", None),
    ("Polish", "Poland"),
    ("Bavarian", None),  # of a region, not of a country
]


@pytest.mark.parametrize(("word", "country"), DEMONYMS)
def test_an_adjective_belongs_to_a_country(word, country):
    assert LEXICON.demonym(word) == country


def test_an_adjective_of_a_region_is_found_by_looking_it_up():
    assert [(entry.class_name, entry.name) for entry in LEXICON.lookup("Flemish")] == [("Region", "Flanders")]


# --- classes of names ---


def read(example: str) -> dict[str, float]:
    """The votes for a name; in an example with brackets the name stands between them, the context around."""
    match = re.search(r"\[(.+?)\]", example)
    if match is None:
        return LEXICON.classify(example)
    return LEXICON.classify(match[1], example[: match.start()], example[match.end() :])


HEADS = [pytest.param(noun, id=f"{noun.phrase} ({noun.position})") for noun in LEXICON.heads.nouns]


@pytest.mark.parametrize("noun", HEADS)
def test_every_head_noun_keeps_its_example_and_not_its_counter_example(noun):
    assert next(iter(read(noun.example)), None) == noun.class_name
    assert next(iter(read(noun.counter_example)), None) != noun.class_name


NAMES = [
    ("Kerry County Council", "PublicAuthority"),
    ("Ministry of Education and Research", "PublicAuthority"),
    ("Department of Trade and Industry", "PublicAuthority"),
    ("City of York Council", "PublicAuthority"),
    ("Institute for Public Policy", "ResearchInstitution"),
    ("Polish Academy of Sciences", "ResearchInstitution"),
    ("Cork Institute of Technology", "EducationInstitution"),
    ("University of California, Berkeley", "EducationInstitution"),
    ("Hochschule Fulda", "EducationInstitution"),
    ("Kreisvolkshochschule", "EducationInstitution"),
    ("Basel Chamber of Commerce and Industry", "CivicOrganisation"),
    ("Vale Water Ltd.", "Enterprise"),
    ("Ritter & Sons", "Enterprise"),
    ("Museum of Sound Ltd", "Enterprise"),
    ("Skills Strategy 2030", "Strategy"),
    ("National Institute of Adult Continuing Education (NIACE)", "CivicOrganisation"),
    ("UNESCO Kathmandu", "InternationalOrganisation"),
    ("Vestre Science Park", "DevelopmentSite"),
    ("Greece", "Country"),
    ("Thuringia", "Region"),
    ("Jena", "City"),
    ("Anna Maria Köhler", "Person"),
    ("Dr Ombati", "Person"),
]


@pytest.mark.parametrize(("name", "class_name"), NAMES)
def test_the_head_of_a_name_decides_its_class(name, class_name):
    assert next(iter(LEXICON.classify(name))) == class_name


CONTEXTS = [
    ("the brewer [Kvist] moved", "Enterprise"),
    ("[Kvist], a charity for sailors, moved", "CivicOrganisation"),
    ("the small town of [Kvist] grew", "City"),
    ("Mayor [Kvist] spoke", "Person"),
    ("[Kvist] moved", None),
]


@pytest.mark.parametrize(("sentence", "class_name"), CONTEXTS)
def test_the_words_around_an_unknown_name_speak_for_a_class(sentence, class_name):
    assert next(iter(read(sentence)), None) == class_name


def test_votes_come_loudest_first():
    votes = list(LEXICON.classify("Luxembourg").values())
    assert votes == sorted(votes, reverse=True)
    assert len(votes) > 1


# --- features of words ---

FEATURES = [
    ("the United Kingdom", {"United": "COUNTRY", "Kingdom": "COUNTRY"}),
    ("Danish firms", {"Danish": "DEMONYM"}),
    ("Baden - Württemberg", {"Baden": "REGION", "-": "REGION", "Württemberg": "REGION"}),
    ("Baden-Württemberg", {"Baden-Württemberg": "REGION"}),
    ("in New York City", {"New": "CITY", "York": "CITY", "City": "CITY"}),
    ("in Munich's north", {"Munich's": "CITY"}),
    ("in Stratford - upon - Avon", {"Stratford": "TOWN", "upon": "TOWN", "Avon": "TOWN"}),
    ("reading in Reading", {"Reading": "CITY|COMMON"}),
    ("the county council", {"county": "AUTHORITY", "council": "AUTHORITY"}),
    ("Falk Foods Ltd", {"Ltd": "ENTERPRISE"}),
    ("an ltd", {}),
    ("the research institute", {"research": "RESEARCH", "institute": "RESEARCH"}),
    ("UNESCO met", {"UNESCO": "INTERNATIONAL"}),
    ("met us in the US", {"US": "COUNTRY"}),
    ("Volkshochschule", {"Volkshochschule": "EDUCATION"}),
    ("Mayor Anna Kvist", {"Mayor": "PERSON", "Anna": "PERSON"}),
    ("Hylte Festival", {"Festival": "UNDERTAKING"}),
    ("of most as", {}),
]


@pytest.mark.parametrize(("window", "expected"), FEATURES)
def test_words_carry_what_is_known_of_them(window, expected):
    words = window.split()
    for word, bits in zip(words, LEXICON.word_features(words), strict=True):
        wanted = Feature(0)
        for name in filter(None, expected.get(word, "").split("|")):
            wanted |= Feature[name]
        if wanted or word not in {"-", "in", "City"}:
            assert Feature(bits) & wanted == wanted, word
        if not expected:
            assert bits == 0, word


def test_seventeen_bits_are_enough():
    assert len(Feature) == 17
    assert max(Feature) == 1 << 16


@given(st.lists(st.text(max_size=12), max_size=20))
def test_any_words_get_one_number_each(words):
    bits = LEXICON.word_features(words)
    assert len(bits) == len(words)
    assert all(0 <= value < 1 << 17 for value in bits)


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_any_text_can_be_asked_about(name, before, after):
    LEXICON.lookup(name)
    assert all(weight > 0 for weight in LEXICON.classify(name, before, after).values())


@given(st.lists(st.text(st.characters(codec="latin-1", exclude_characters="\n\r"), max_size=20), min_size=1))
def test_keys_at_one_stroke_are_the_keys_one_by_one(names):
    assert keys_of_all(names) == [key(name) for name in names]


@pytest.mark.parametrize(
    ("acronym", "long_name", "answer"),
    [
        ("WHO", "World Health Organization", True),
        ("DTI", "Department of Trade and Industry", True),
        ("DoTI", "Department of Trade Industry", True),
        ("U.N.", "United Nations", True),
        ("NHS", "Norfolk Heritage Trust", False),
        ("W", "Wales", False),
    ],
)
def test_an_acronym_is_made_of_initials(acronym, long_name, answer):
    assert expansion(acronym, long_name) is answer


# --- the files ---


def folder_with(tmp_path: Path, file: str, line: str) -> Path:
    """A copy of the name files with one more line in one of them."""
    for source in resource("data", "names").glob("*.csv"):
        shutil.copy(source, tmp_path)
    with (tmp_path / file).open("a", encoding="utf-8") as stream:
        stream.write(f"{line}\n")
    return tmp_path


MISTAKES = [
    ("countries.csv", "QQ,Tavria", "2 cells instead of 4"),
    ("countries.csv", "DE,Tavria,,", "stands already at"),
    ("regions.csv", "Overmaas,QQ,province,,,", "no country QQ"),
    ("regions.csv", ",DE,state,,,", "name is empty"),
    ("demonyms.csv", "Tavrian,Tavria", "neither in countries.csv nor in regions.csv"),
    ("exonyms.csv", "Tornby,QQ,Tornbi", "country is 'QQ'"),
    ("cities.csv", "Tornby,DE,Bavaria,many", "a city needs a name"),
    ("cities.csv", "Tornby,QQ,,9000", "a city needs a name"),
    ("cities.csv", "Jena,DE,Thuringia,1", "stands in this file already"),
    ("organisations.csv", "Tavrian Rail,Company,,", "class is 'Company'"),
    ("head-nouns.csv", "Works,Enterprise,middle,strong,A Works,Works A", "position is 'middle'"),
    ("head-nouns.csv", "Works,Enterprise,head,huge,A Works,Works A", "weight is 'huge'"),
    ("given-names.csv", "Ombati,surname", "kind is 'surname'"),
    ("common-words.csv", "Tornby,maybe", "use is 'maybe'"),
]


@pytest.mark.parametrize(("file", "line", "message"), MISTAKES)
def test_a_wrong_line_is_refused_with_file_and_line(tmp_path, file, line, message):
    folder = folder_with(tmp_path, file, line)
    number = len((folder / file).read_text(encoding="utf-8").splitlines())
    with pytest.raises(LexiconError, match=rf"{re.escape(file)}:{number}: .*{re.escape(message)}"):
        load_lexicon(folder)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(LexiconError, match=r"\.csv: cannot be read"):
        load_lexicon(tmp_path)


def test_additions_of_a_user_are_read_after_the_files_that_ship(tmp_path):
    (tmp_path / "cities.csv").write_text(
        "name,country,region,population\nTornby,SE,Scania,900\n", encoding="utf-8"
    )
    lexicon = load_lexicon(extra=[tmp_path])
    assert [entry.parent for entry in lexicon.lookup("Tornby")] == ["Scania"]
    assert lexicon.canonical("Köln", "City") == "Cologne"


@pytest.mark.parametrize("name", FILES.split())
def test_the_files_are_plain_csv_in_utf8_with_unix_line_ends(name):
    data = resource("data", "names", f"{name}.csv").read_bytes()
    assert b"\r" not in data
    assert data.endswith(b"\n")
    rows = list(csv.reader(data.decode("utf-8").splitlines()))
    assert len({len(row) for row in rows}) == 1
    assert all(cell == cell.strip() for row in rows for cell in row)


def test_the_lexicon_is_read_once():
    assert load_lexicon() is LEXICON
