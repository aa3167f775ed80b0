"""What follows, as the explorer shows it: apart from what is said, with rule and premises."""

import csv
import re

import pytest
from derived_sample import derived_sample
from explorer_support import BASE, REPOSITORY, SAMPLE, client, explored, seen
from pyoxigraph import NamedNode, RdfFormat, parse

from lcgraph.store import open_store

FOLLOWS = "Follows from what is said"


@pytest.fixture(scope="module")
def store():
    with derived_sample() as graph:
        yield graph


@pytest.fixture(scope="module")
def visitor(store):
    with explored(store) as address, client(address) as visiting:
        yield visiting


def section(visitor, path, heading=FOLLOWS):
    """The source of a page from one heading to the end of its section, and its words."""
    _, _, after = visitor.get(path).text.partition(f">{heading}")
    assert after, f"no heading {heading!r}"
    html = after.split("</section>", 1)[0]
    return html, seen(html).words


def test_what_follows_stands_apart_with_its_rule_and_every_premise(visitor):
    html, words = section(visitor, "/page/place/aldermoor-science-park")
    assert "Lies within 2" in words
    assert "what lies in a place lies in all around that place" in words
    assert {"Lindal Region", "Nordland"} <= set(re.findall(r"<bdi>([^<]+)</bdi>", html.split("<details")[0]))
    said = visitor.get(
        "/question/evidence?subject=Aldermoor+Science+Park&predicate=locatedIn&format=csv"
    ).text
    (premise,) = [row["sentence"] for row in csv.DictReader(said.splitlines()) if row["predicateLabel"]]
    assert premise in words


def test_partners_of_one_partnership_co_operate_and_are_named_once_each(visitor):
    html, words = section(visitor, "/page/actor/brennick-city-council")
    assert "both take part in the same partnership" in words
    new = html.split('<details class="rest"')[0]
    for name in ("Halden Optics", "Lindal Institute of Optics", "University of Aldermoor"):
        assert new.count(f"<bdi>{name}</bdi>") == 1


def test_what_only_repeats_a_sentence_in_other_words_is_folded_away(visitor):
    html, words = section(visitor, "/page/actor/aldermoor-city-council")
    assert "2 more say in other words what is stated" in words
    shown, folded = html.split('<details class="rest"')
    assert "Aldermoor Learning Plan" not in seen(shown).words
    assert "leads" in seen(f"<p {folded}").words
    assert "the same relation, in a wider word" in seen(f"<p {folded}").words


@pytest.mark.parametrize("place", ["nordland", "lindal-region", "aldermoor"])
def test_what_lies_in_a_place_is_listed_once_whether_stated_or_derived(visitor, place):
    page = visitor.get(f"/page/place/{place}").text
    assert ">Located here" not in page
    html, _ = section(visitor, f"/page/place/{place}", "What lies here, at any depth")
    names = re.findall(r"<bdi>([^<]+)</bdi>", html.split("<details")[0])
    assert names
    assert len(names) == len(set(names))


def test_the_sentences_that_say_what_lies_in_a_place_are_with_the_list(visitor):
    html, _ = section(visitor, "/page/place/aldermoor", "What lies here, at any depth")
    assert "The sentences that say what lies here" in html
    assert "Aldermoor Science Park" in html.split("<blockquote>", 1)[1]


def test_derived_triples_change_no_other_section(visitor):
    with open_store(SAMPLE) as plain, explored(plain) as address, client(address) as other:
        for path in ("/page/actor/halden-optics", "/page/place/aldermoor", "/page/partnership/optics-valley"):
            without = re.compile(r'<section aria-labelledby="follows".*?</section>', re.DOTALL)
            pages = [without.sub("", one.get(path).text) for one in (visitor, other)]
            assert seen(pages[0]).words.split() == seen(pages[1]).words.split()
            assert FOLLOWS not in other.get(path).text


def test_a_derivation_leads_to_the_page_that_tells_it_and_its_data_are_whole(visitor, store):
    query = (
        "PREFIX lc: <https://w3id.org/lcgraph/ontology#> "
        "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> "
        f"SELECT ?d {{ ?d a lc:Derivation ; rdf:subject <{BASE}place/brennick> ; rdf:predicate lc:within ; "
        f"rdf:object <{BASE}place/nordland> }}"
    )
    ((derivation,),) = store.select(query)
    local = derivation.value.removeprefix(BASE)
    response = visitor.get(f"/page/{local}")
    assert response.headers["location"] == "/page/place/brennick#follows"
    data = visitor.get("/data/place/brennick.ttl")
    triples = {(q.subject, q.predicate.value, q.object) for q in parse(data.content, RdfFormat.TURTLE)}
    premises = [o for s, p, o in triples if s == derivation and p.endswith("#wasDerivedFrom")]
    assert len(premises) == 2
    for premise in premises:
        assert any(s == premise and p.endswith("#evidence") for s, p, _ in triples)
    assert any(o == NamedNode(f"{BASE}place/nordland") for _, _, o in triples)


def test_every_rule_has_its_words():
    from lcgraph.explorer.conclusions import because
    from lcgraph.ontology import LC

    path = REPOSITORY / "lcgraph" / "explorer" / "rules.csv"
    with path.open(encoding="utf-8", newline="") as file:
        told = dict(list(csv.reader(file))[1:])
    ontology = (REPOSITORY / "ontology" / "lcgraph.ttl").read_text(encoding="utf-8")
    assert set(told) == set(re.findall(r"lc:(\w+) a lc:Rule", ontology))
    assert because(f"{LC}OfTheirOwn") == "of their own"
