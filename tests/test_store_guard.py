"""The guard before the engine: no query leaves the machine, and no query ends the process."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from lcgraph.errors import QueryError
from lcgraph.store import Store, check_query, open_store

#: A port that the engine refuses to call: it says so with an OSError, and nothing is sent.
HOST = "http://127.0.0.1:1/"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <%s> { ?s ?p ?o } }",
        "SELECT * { sErViCe#comment\n<%s> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <%s> { ?s ?p ?o } }",
        "SELECT * { SERVICESILENT<%s>{ ?s ?p ?o } }",
        "SELECT * { BIND(<%s> AS ?v) SERVICE ?v { ?s ?p ?o } }",
        "PREFIX e: <%s> SELECT * { SERVICE e:x { ?s ?p ?o } }",
        "PREFIX e: <%s> SELECT * { SERVICEe:x{ ?s ?p ?o } }",
        "PREFIX : <%s> SELECT * { SERVICE:x{ ?s ?p ?o } }",
        "SELECT * { ?s ?p true.SERVICE<%s>{ ?s ?p ?o } }",
        "SELECT * { ?s ?p trueSERVICE<%s>{ ?s ?p ?o } }",
        "SELECT * { ?s ?p 1SERVICE<%s>{ ?s ?p ?o } }",
        r"PREFIX e: <urn:e:> SELECT * { ?s ?p e:x\# . SERVICE <%s> { ?s ?p ?o } }",
        r"PREFIX e: <urn:e:> SELECT * { ?s ?p e:x\' . SERVICE <%s> { ?s ?p ?o } FILTER(?s != '') }",
        "SELECT * { ?s ?p ?o FILTER(?s<?p||?o#>'''\n) SERVICE <%s> { ?s ?p ?o } #'''\n}",
        "PREFIX a: <urn:a:> SELECT * { ?s ?p ?o FILTER(?s<a:b#>'''\n) SERVICE <%s> { ?s ?p ?o } #'''\n}",
        r"SELECT * { SERV\u0049CE <%s> { ?s ?p ?o } }",
    ],
)
def test_service_is_refused_however_it_is_written(query: str) -> None:
    with pytest.raises(QueryError, match=r"query, line \d+, column \d+: "):
        check_query(query.replace("%s", HOST))


@pytest.mark.parametrize(
    "query",
    [
        'SELECT ?s { ?s ?p "SERVICE <x>" } # SERVICE <y> LOAD',
        "SELECT ?s { ?s ?p '''SERVICE\n' LOAD <x> ''' }",
        'SELECT ?s { ?s ?p """a "quoted" SERVICE \\""" LOAD""" }',
        "SELECT ?service { ?service <https://example.org/service#LOAD> ?load }",
        "PREFIX e: <urn:e:> SELECT ?s { ?s e:service/e:public-service e:LOAD }",
        "SELECT ?s { ?s ?p 'x'@service }",
        "SELECT ?s { ?s ?p _:service FILTER(?a < ?b && ?b > 3) }",
        "SELECT ?s { ?s ?p 'it\\'s a SERVICE' }",
    ],
)
def test_the_words_may_stand_in_strings_comments_iris_and_names(query: str) -> None:
    list(open_store().select(query))


@pytest.mark.parametrize(
    "update", ["INSERT DATA {}", "delete where { ?s ?p ?o }", "CLEAR ALL", "LOAD <urn:a:b>"]
)
def test_updates_are_refused_by_name(update: str) -> None:
    with pytest.raises(QueryError, match="is refused"):
        open_store().query(update)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * " + "{" * 20_000 + "}" * 20_000,
        "SELECT * { FILTER(" + "!" * 10_000 + "true) }",
        "SELECT * { FILTER(true" + " || true" * 10_000 + ") }",
        "SELECT * { {} " + "UNION {} " * 10_000 + "}",
        "SELECT * { VALUES ?x {" + "1 " * 30_000 + "} }",
        "SELECT * { " + "?s ?p ?o . " * 20_000 + "}",
    ],
)
def test_queries_that_would_end_the_process_are_refused(query: str) -> None:
    with pytest.raises(QueryError, match=r"more than|longer than"):
        open_store().query(query)


PIECES = st.sampled_from(
    [
        f"<{HOST}>",
        "SERVICE",
        "service",
        "SILENT",
        "e:x",
        ":x",
        "e:",
        "?s",
        "?p ?o",
        "{",
        "}",
        "(",
        ")",
        "<",
        ">",
        "||",
        "&&",
        "#",
        "\n",
        " ",
        "'",
        '"',
        "'''",
        '"""',
        "\\",
        "\\#",
        "\\'",
        ".",
        ";",
        "true",
        "1",
        "1.0e1",
        "a",
        "@en",
        "_:b",
        "FILTER",
        "<urn:a#",
        "<?p",
        "-",
        "^",
        "FILTER(?s<",
        "{ ?s ?p ?o }",
        "/",
        "|",
    ]
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=14), st.lists(PIECES, max_size=6))
@example(["?s", " ", "?p ?o", "FILTER(?s<", "?p ?o", "#", ">", "'''", "\n", ")"], ["#", "'''", "\n"])
def test_what_passes_the_guard_never_makes_the_engine_call(before: list[str], after: list[str]) -> None:
    """A call to the refused port would be an OSError of the engine: the store's 'cannot be answered'."""
    middle = f"SERVICE <{HOST}> {{ ?s ?p ?o }}"
    query = f"PREFIX e: <{HOST}> PREFIX : <{HOST}> SELECT * {{ {''.join(before)}{middle}{''.join(after)} }}"
    store = open_store()
    store.add([Quad(NamedNode("urn:a:a"), NamedNode("urn:a:b"), Literal(True))])
    assert "cannot be answered" not in outcome(store, query)


def outcome(store: Store, query: str) -> str:
    try:
        return str(list(store.select(query)))
    except QueryError as error:
        return str(error)
