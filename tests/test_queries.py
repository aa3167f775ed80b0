"""Reading questions, giving them values, and asking."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from lcgraph.errors import QueryError
from lcgraph.queries import list_questions, read_network, read_query, read_query_file, run, run_sparql
from lcgraph.queries.names import fold
from lcgraph.queries.syntax import insert_values, variables
from lcgraph.store import Store, open_store

SAMPLE = Path(__file__).parent / "sample" / "sample.ttl"
PLACE = "https://example.org/lcgraph/place/"

GOOD = """#+ summary: Which cities are there?
#+ parameters:
#+   - name: city
#+     type: City
#+ columns:
#+   city: a city
PREFIX lc: <https://w3id.org/lcgraph/ontology#>
SELECT ?city WHERE { ?city a lc:City } ORDER BY ?city
"""


@pytest.fixture(scope="module")
def sample() -> Store:
    return open_store(SAMPLE)


def write(folder: Path, text: str, name: str = "cities") -> Path:
    path = folder / f"{name}.rq"
    path.write_text(text, encoding="utf-8")
    return path


# Reading


def test_an_unknown_question_is_answered_with_near_ones() -> None:
    with pytest.raises(QueryError, match=r"no question 'partnership'.* Did you mean .*partnerships"):
        read_query("partnership")


def test_questions_and_networks_of_one_name_are_kept_apart() -> None:
    assert read_query("funders").path.parent.name == "questions"
    assert read_network("funders").path.parent.name == "networks"


def test_an_own_question_stands_beside_the_shipped_ones_and_hides_its_namesake(tmp_path: Path) -> None:
    own = write(tmp_path, GOOD, "partners")
    assert read_query("partners", folder=tmp_path).path == own
    assert {query.name for query in list_questions(folder=tmp_path)} == {
        query.name for query in list_questions()
    }


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"no folder .*nowhere"):
        list_questions(folder=tmp_path / "nowhere")


def test_a_network_needs_source_and_target(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    with pytest.raises(QueryError, match=r"cities\.rq is no network: .*\?source and \?target"):
        read_network("cities", folder=tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("#+ summary: Which cities are there?", "#+ tags: [a]", "has no summary"),
        ("#+ summary", "#+ sumary", "line 1: the header has an unknown key 'sumary'"),
        ("#+     type: City", "#+     tpye: City", "line 4: the header has an unknown key 'tpye'"),
        ("#+     type: City", "#+     required: true", "line 3: the header has a parameter without 'type'"),
        ("#+     type: City", "#+     type: city", "line 4: the header has a parameter of type 'city'"),
        ("#+     type: City", "#+     type: City\n#+     required: yes", "line 5: the header says 'yes'"),
        (
            "#+     type: City",
            "#+     type: City\n#+     required: true\n#+     default: x",
            "gives it a default",
        ),
        ("#+   - name: city", "#+   - name: town", "line 3: .*'town' that the SPARQL does not use"),
        ("#+   - name: city", "#+   - name: 'city}'", "line 3: .*letters and digits only"),
        ("#+   city: a city", "#+   town: a city", "line 6: .*column 'town'.* The SELECT has city"),
        ("#+   city: a city", "#+   city: a city\n#+   city: b", "line 7: .*'city' twice"),
        ("#+   city: a city", "#+   city: [a, b]", "line 6: .*a list where a text belongs"),
        ("#+ parameters:", "#+ parameters: none\n#+ tags:", "line 2: .*no list under 'parameters'"),
        ("#+ columns:", "#+ columns: [", "line 6: the header is not valid YAML"),
        ("SELECT ?city WHERE", "SELECT ?other WHERE", "'city' that is no column of the SELECT|column 'city'"),
        ("?city a lc:City }", "?city a lc:City", "line 8, column .*not valid SPARQL"),
        ("SELECT ?city WHERE { ?city a lc:City } ORDER BY ?city", "ASK { ?city a lc:City }", "is no SELECT"),
        ("{ ?city a lc:City }", "{ SERVICE <http://x.example/> { ?city a lc:City } }", "SERVICE is refused"),
    ],
)
def test_a_wrong_file_is_named_with_its_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in GOOD
    path = write(tmp_path, GOOD.replace(old, new))
    with pytest.raises(QueryError, match=message) as error:
        read_query_file(path)
    assert str(path) in str(error.value)


def test_a_file_without_header_says_how_to_begin_one(tmp_path: Path) -> None:
    path = write(tmp_path, "SELECT ?a WHERE { ?a ?b ?c }")
    with pytest.raises(QueryError, match=r"has no header: begin it with '#\+ summary: '"):
        read_query_file(path)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.rq"
    path.write_bytes(b"\xff\xfe#+")
    with pytest.raises(QueryError, match="not UTF-8"):
        read_query_file(path)
    with pytest.raises(QueryError, match="no file"):
        read_query_file(tmp_path / "y.rq")


# Names


@pytest.mark.parametrize("name", ["Ostévin", "ostevin", "OSTÉVIN", "Oste\u0301vin", " ostevin "])
def test_a_name_is_found_without_regard_to_case_and_accents(name: str, sample: Store) -> None:
    assert (
        run("evidence", sample, subject=name, predicate="hasProject").records()[0]["subjectLabel"]
        == "Ostévin"
    )


def test_a_kind_is_found_among_the_classes_that_the_graph_uses(sample: Store) -> None:
    table = run("places", sample, within="Westmark", kind="city")
    assert [row["placeLabel"] for row in table.records()] == ["Corvale", "Ostévin"]


def test_names_fold_hyphens_apostrophes_and_letters_with_strokes() -> None:
    assert fold("L’Aquila–Øst-Straße") == fold("laquila ost strasse")


def test_a_name_of_several_things_means_all_and_says_so(sample: Store) -> None:
    table = run("partners-of-actor", sample, actor="the council")
    assert {row["actorLabel"] for row in table.records()} == {
        "Aldermoor City Council",
        "Brennick City Council",
    }
    assert "2 things are called 'the council'" in table.notes[0]


def test_a_label_goes_before_an_alternative_label() -> None:
    store = open_store()
    store.load(SAMPLE)
    other_name = NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")
    store.add([Quad(NamedNode(PLACE + "corvale"), other_name, Literal("Aldermoor"))])
    assert {row["place"] for row in run("partners", store, place="Aldermoor").records()} == {
        PLACE + "aldermoor"
    }


def test_an_unknown_name_is_answered_with_near_ones(sample: Store) -> None:
    with pytest.raises(QueryError, match=r"no Place called 'Aldermor'\. Did you mean Aldermoor"):
        run("partners", sample, place="Aldermor")
    with pytest.raises(QueryError, match="Did you mean University of Aldermoor"):
        run("figures", sample, thing="aldermoor university")


def test_a_name_of_another_class_is_not_found(sample: Store) -> None:
    with pytest.raises(QueryError, match="no Place called 'Halden Optics'"):
        run("partners", sample, place="Halden Optics")


def test_an_iri_that_the_graph_does_not_know_gives_no_rows_and_a_note(sample: Store) -> None:
    table = run("partners", sample, place=PLACE + "atlantis")
    assert len(table) == 0
    assert table.notes == (f"The graph says nothing about <{PLACE}atlantis>.",)


# Values


def test_a_thing_may_be_given_as_name_iri_or_term(sample: Store) -> None:
    by_name = run("partners", sample, place="aldermoor")
    assert by_name.rows
    for value in (
        PLACE + "aldermoor",
        f"<{PLACE}aldermoor>",
        NamedNode(PLACE + "aldermoor"),
        "place:aldermoor",
    ):
        assert run("partners", sample, place=value) == by_name


def test_several_values_are_all_meant(sample: Store) -> None:
    table = run("strategies", sample, pursuer=["Aldermoor", "Brennick"])
    assert [row["pursuerLabel"] for row in table.records()] == ["Aldermoor", "Brennick"]


def test_an_unknown_parameter_is_answered_with_the_known(sample: Store) -> None:
    with pytest.raises(QueryError, match=r"'partners' has no parameter 'city'. It has: place"):
        run("partners", sample, city="Aldermoor")
    with pytest.raises(QueryError, match=r"has no parameter 'city'. It has none"):
        run("classes", sample, city="Aldermoor")


def test_a_required_parameter_must_be_given(tmp_path: Path, sample: Store) -> None:
    query = read_query_file(write(tmp_path, GOOD.replace("type: City", "type: City\n#+     required: true")))
    with pytest.raises(QueryError, match="'cities' needs the parameter 'city': City"):
        run(query, sample)
    assert len(run(query, sample, city="Corvale")) == 1


def test_a_default_is_taken_unless_another_value_is_given(sample: Store) -> None:
    assert len(run("co-partners", sample)) == 1
    assert len(run("co-partners", sample, least=1)) == 15
    assert len(run("co-partners", sample, least=None)) == 1


@pytest.mark.parametrize("value", ["0.6", 0.6, Decimal("0.60"), "6e-1", " 0.6 "])
def test_a_number_may_be_typed_or_computed(value: str | float | Decimal, sample: Store) -> None:
    table = run("uncertain-claims", sample, below=value, modality="asserted")
    assert [row["confidence"] for row in table.records()] == [Decimal("0.55")]


@pytest.mark.parametrize("value", ["much", "NaN", "inf", "1e400", True, "0.6) }", "1e-30"])
def test_what_is_no_number_is_refused(value: str, sample: Store) -> None:
    with pytest.raises(QueryError, match="'below' is a number"):
        run("uncertain-claims", sample, below=value)


@pytest.mark.parametrize("value", ["2006", "2006-01", "2015-12-31", date(2015, 1, 1)])
def test_a_date_may_be_a_year_a_month_or_a_day(value: str | date, sample: Store) -> None:
    assert [row[-1] for row in run("figures", sample, counting="STUDENTS", since=value)] == ["2015"]


@pytest.mark.parametrize("value", ["soon", "2015-13", "2015-02-30", "15", '2015"', ""])
def test_what_is_no_date_is_refused(value: str, sample: Store) -> None:
    with pytest.raises(QueryError, match="'since'"):
        run("figures", sample, since=value)


def test_a_term_of_the_ontology_may_be_written_short(sample: Store) -> None:
    short = run("evidence", sample, predicate="locatedin", subject="Brennick")
    assert len(short) == 1
    assert run("evidence", sample, predicate="lc:locatedIn", subject="Brennick") == short
    with pytest.raises(QueryError, match=r"called 'locatedOn'. Did you mean locatedIn"):
        run("evidence", sample, predicate="locatedOn")


hostile = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            '" } UNION { ?thing ?p ?o',
            '\\" }',
            "x'); DROP ALL",
            "'''",
            '"""',
            "\\u0022",
            "> } #",
            "https://example.org/> } UNION { ?thing ?p ?o . <x:y",
            "\ud800",
            "#",
            "\x00",
        ]
    ),
)


@settings(max_examples=60, deadline=None)
@given(value=hostile)
def test_no_string_can_say_more_than_a_string(value: str, sample: Store) -> None:
    """A word that no indicator contains gives no rows, whatever it is made of."""
    try:
        table = run("figures", sample, counting=value)
    except QueryError:
        return
    assert all(value.strip().lower() in str(row["indicator"]) for row in table.records())


@settings(max_examples=60, deadline=None)
@given(value=hostile)
def test_no_name_can_say_more_than_a_name(value: str, sample: Store) -> None:
    try:
        table = run("figures", sample, thing=value)
    except QueryError:
        return
    assert all(fold(value) == fold(str(row["thingLabel"])) for row in table.records())


# SPARQL


def test_variables_are_not_looked_for_in_strings_iris_and_comments() -> None:
    text = 'SELECT ?a { ?a <http://x/?b> \'?c\', """?d " ?e""" # ?f\n ; ?g \'it\\\'s ?h\' FILTER(?i<?j) }'
    assert variables(text) == {"a", "g", "i", "j"}


def test_values_go_into_the_outermost_group() -> None:
    text = "# WHERE {\nPREFIX a: <http://x/#> SELECT ?b where # {\n { ?b a:where '{' . { ?c ?d ?b } }"
    assert insert_values(text, "V") == text.replace("{ ?b a:", "{ V ?b a:")


@pytest.mark.parametrize(
    "text", ["SELECT ?a { ?a ?b ?c }", "SELECT (EXISTS { ?a ?b 1 } AS ?x) WHERE { ?a ?b ?c }"]
)
def test_values_are_never_put_where_they_would_mean_something_else(text: str) -> None:
    with pytest.raises(QueryError, match="the word WHERE"):
        insert_values(text, "VALUES ?a { 1 }")


def test_any_sparql_can_be_asked(sample: Store) -> None:
    assert run_sparql("SELECT * WHERE { ?s ?p 'Corvale' }", sample).columns == ("s", "p")
    assert run_sparql("ASK { ?s ?p 'Corvale' }", sample).records() == [{"answer": True}]
    triples = run_sparql("CONSTRUCT { ?s ?p 'Corvale' } WHERE { ?s ?p 'Corvale' }", sample)
    assert triples.rows == ((PLACE + "corvale", "http://www.w3.org/2000/01/rdf-schema#label", "Corvale"),)


def test_wrong_sparql_is_named_with_its_place(sample: Store) -> None:
    with pytest.raises(QueryError, match="line 2"):
        run_sparql("SELECT ?a WHERE {\n ?a ?b }", sample)
