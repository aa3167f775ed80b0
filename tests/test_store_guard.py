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
        "PREFIX service: <urn:e:> SELECT ?s { ?s service:a service:b . ?s ?p service:c }",
        "PREFIX e-service: <urn:e:> SELECT ?s { ?s a e-service:Office ; e-service:at ?o , 1 }",
        "PREFIX services: <urn:e:> SELECT ?s { ?s services:a/services:b* ?o. FILTER(?o = services:c) }",
        "PREFIX service: <urn:e:> SELECT ?s { VALUES ?s { service:a service:b } }",
    ],
)
def test_the_words_may_stand_in_strings_comments_iris_and_names(query: str) -> None:
    list(open_store().select(query))


@pytest.mark.parametrize(
    "tail",
    ["{ ?s ?p ?o }", " #comment\n{ ?s ?p ?o }", ".x { ?s ?p ?o }", "%41{ ?s ?p ?o }", "\\-x{ ?s ?p ?o }", ""],
)
@pytest.mark.parametrize(
    "name", ["SERVICEe:x", "servicee:", "trueSERVICE:x", "SERVICESILENTe:x", "service::x"]
)
def test_a_name_that_may_be_a_call_is_refused(name: str, tail: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is refused"):
        check_query(f"PREFIX e: <{HOST}> PREFIX : <{HOST}> SELECT * {{ {name}{tail}")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { " + " ".join(f"?s ?p{n} ?o{n} ." for n in range(70)) + " }",
        "SELECT * { ?s ?p " + " , ".join(f"?o{n}" for n in range(70)) + " }",
        "SELECT * { ?s " + " ; ".join(f"?p{n} 1.5" for n in range(70)) + " }",
        "SELECT * { ?s ?p (" + " ".join(f"?o{n}" for n in range(70)) + ") }",
        "SELECT * { ?s " + "/".join(f"<urn:p:{n}>" for n in range(70)) + " ?o }",
        "SELECT * { " + " ".join(f"[ ?p{n} ?o{n} ]" for n in range(70)) + " }",
        "ASK { " + " ".join(f"{{ ?s ?p{n} ?o{n} . }}" for n in range(70)) + " }",
    ],
)
def test_more_patterns_than_the_engine_can_order_are_refused(query: str) -> None:
    with pytest.raises(QueryError, match="more than 60 triple patterns"):
        check_query(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { VALUES ?x { " + "1.5 " * 1_000 + "} }",
        "SELECT * { VALUES (?x ?y) { " + "(<urn:a:b> 'x') " * 1_000 + "} ?x ?p ?y }",
        "SELECT * { ?s ?p ?o FILTER(?o IN (" + "1.5, " * 400 + "2)) }",
        "SELECT * { ?s ?p ?o FILTER(" + " || ".join(f"STRSTARTS(?o, 'a.{n}')" for n in range(100)) + ") }",
        "SELECT " + " ".join(f"(?o + {n} AS ?x{n})" for n in range(100)) + " { ?s ?p ?o }",
        "SELECT * { ?s (<urn:a:b>|<urn:a:c>)/<urn:a:d>* ?o . ?o a [ a ?c ] , ( 1 2 3 ) ; ?p -1.5e3 }",
    ],
)
def test_long_data_and_long_conditions_are_no_patterns(query: str) -> None:
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


PREFIXES = (
    "e",
    "",
    "service",
    "servicee",
    "SERVICE",
    "SERVICEe",
    "xSERVICEe",
    "trueSERVICE",
    "SERVICESILENTe",
)
NAME = st.builds(
    "{}:{}".format,
    st.sampled_from(PREFIXES),
    st.sampled_from(["", "x", "a.b", "a-b", "SERVICE", "x%41", "a\\-b", "e:y", "1"]),
)
GAP = st.sampled_from(["", "", " ", "\n", "#comment\n"])
GROUP = st.sampled_from(["{ ?s ?p ?o }", "{}", "{?s ?p ?o}", ""])
TERM = st.one_of(NAME, st.sampled_from(["?o", "'x'", "1", "1.5", "true", "_:b", "<urn:a:b>", "[]"]))
STATEMENT = st.one_of(
    st.builds("?s {} {}{}{}".format, NAME, TERM, GAP, st.sampled_from([".", ". ", " .", ".\n"])),
    st.builds("{} {}/{}* {}{}.".format, TERM, NAME, NAME, TERM, GAP),
    st.builds("{}{}{}{}".format, st.sampled_from(["GRAPH ", "GRAPH", "OPTIONAL ", ""]), NAME, GAP, GROUP),
    st.builds("FILTER({}{}{})".format, NAME, st.sampled_from(["=", "<", " || "]), TERM),
)


@settings(max_examples=500)
@given(st.lists(st.tuples(STATEMENT, GAP, GROUP, GAP).map("".join), min_size=1, max_size=3))
@example(["?s ?p aservice:x .SERVICE:x{ ?s ?p ?o }"])
@example(["?s ?p e:x ", "SERVICEe:x #comment\n{ ?s ?p ?o }"])
def test_no_name_that_passes_the_guard_is_a_call(statements: list[str]) -> None:
    prologue = " ".join(f"PREFIX {name}: <{HOST}>" for name in PREFIXES)
    store = open_store()
    store.add([Quad(NamedNode("urn:a:a"), NamedNode("urn:a:b"), Literal(True))])
    assert "cannot be answered" not in outcome(store, f"{prologue} SELECT * {{ {''.join(statements)} }}")


def outcome(store: Store, query: str) -> str:
    try:
        return str(list(store.select(query)))
    except QueryError as error:
        return str(error)
