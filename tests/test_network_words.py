"""What the measures say in words, and `lcgraph network --measures`."""

import json

import networkx
import pytest

from lcgraph.cli import networks as command
from lcgraph.errors import NetworkError
from lcgraph.network import RANKED, add_measures, central, figures, sentence

GROUP = "https://example.org/partnership/one"


def measured(edges, spheres=None, **attributes):
    network = networkx.Graph(title="Test", partnerships=[])
    network.add_edges_from((*edge, dict(attributes)) for edge in edges)
    for node in network:
        network.nodes[node].update(label=str(node).title(), sphere=(spheres or {}).get(node, ""))
    add_measures(network)
    return network


def star():
    """The hub joins a pair, a pair and a lone one that meet nowhere else."""
    return measured([("hub", n) for n in "abcde"] + [("a", "b"), ("c", "d")])


def test_the_middle_is_told_in_a_sentence():
    assert (
        sentence(star(), "hub") == "Hub is connected with 5 others and links 3 groups that meet nowhere else."
    )
    assert sentence(star(), "e") == "E is connected with 1 other."
    assert sentence(star(), "a") == "A is connected with 2 others and lies on no shortest way between others."


def test_partners_work_with_one_another():
    network = measured([("a", "b"), ("b", "c")], via_iri=[GROUP], modality="Asserted")
    assert sentence(network, "b").startswith("B is connected with 2 others")
    network.graph["partnerships"] = [{"iri": GROUP}]
    assert sentence(network, "b").startswith("B works with 2 others")


@pytest.mark.parametrize(
    ("modality", "verb"),
    [
        ("Planned", "is to be"),
        ("Possible", "may be"),
        ("Reported", "is reported to be"),
        ("Negated", "is not"),
    ],
)
def test_what_is_not_asserted_is_never_told_as_a_fact(modality, verb):
    network = measured([("a", "b")], modality=modality)
    assert sentence(network, "a") == f"A {verb} connected with 1 other."


def test_firm_and_planned_connections_are_counted_apart():
    network = measured([("a", "b"), ("a", "c"), ("a", "d")])
    network.edges["a", "b"]["modality"] = "Planned"
    assert sentence(network, "a").startswith("A is connected with 2 others, is to be connected with 1 other")


def test_a_planned_partnership_completes_no_helix_without_being_called_planned():
    network = measured([("a", "b")])
    mix = {"iri": GROUP, "label": "Rail", "helix": "triple", "balance": 0.8, "modality": "Planned"}
    network.graph["partnerships"] = [mix]
    told = {figure.name: figure.says for figure in figures(network)}
    assert told["triple helix"] == "all its spheres take part in Rail (planned)"


def test_the_role_between_spheres_is_told():
    spheres = {"hub": "civic", "a": "government", "c": "enterprise"}
    text = sentence(measured([("hub", "a"), ("hub", "c")], spheres), "hub")
    assert text == (
        "Hub is connected with 2 others of other spheres and links 2 groups that meet nowhere else; "
        "it mostly mediates between two spheres that are not its own (liaison)."
    )


def test_both_directions_of_a_directed_network_are_told():
    network = networkx.DiGraph([("a", "b"), ("c", "b"), ("b", "c")])
    add_measures(network)
    assert sentence(network, "b").startswith("b is connected with 2 others")


def test_the_least_constrained_stand_first_and_those_without_constraint_last():
    network = star()
    network.add_node("alone", label="Alone")
    add_measures(network)
    ranked = central(network, "constraint", len(network))
    assert (ranked[0], ranked[-1]) == ("hub", "alone")
    assert central(network, most=2) == ["hub", "a"]


def test_a_measure_that_no_node_has_is_told():
    with pytest.raises(NetworkError, match="no node of the network has the measure brokerage_country"):
        central(star(), "brokerage_country")
    assert central(networkx.Graph()) == []


def test_what_hangs_on_one_connection_is_told():
    told = {figure.name: figure for figure in figures(measured(["ab", "bc", "ca", "cd", "de", "ef"]))}
    assert told["bridges"].value == 3
    assert told["bridges"].says.endswith("most hangs on C – D: 3 nodes")
    assert told["density"].says == "40 % of the possible connections"


def test_an_empty_network_has_figures():
    network = networkx.Graph(title="Empty")
    add_measures(network)
    assert {figure.value for figure in figures(network)} == {0}


# The command


def test_the_command_ranks_by_the_measures_that_have_words():
    assert set(command._BY) == set(RANKED)


def test_the_figures_and_the_most_central_are_shown_with_a_sentence_each(sample, run):
    outcome = run("network", "co-partners", "--measures", "-g", sample)
    assert outcome.code == 0
    assert "density" in outcome.out
    text = " ".join(outcome.out.split())
    assert "University of Aldermoor works with 7 others, 4 of them of other spheres, and links 2" in text


def test_measures_are_markdown_or_json_where_asked(sample, run):
    text = run("network", "co-partners", "--measures", "-f", "md", "--by", "betweenness", "-g", sample).out
    assert text.startswith("## Who works with whom?\n\n| figure | value | says |\n")
    assert (
        "## First by betweenness\n\n| # | betweenness | who |\n| ---: | ---: | --- |\n| 1 | 0.333 |" in text
    )
    content = json.loads(run("network", "co-partners", "--measures", "-f", "json", "-g", sample).out)
    assert content["central"][0]["sentence"].startswith("University of Aldermoor works with 7 others")
    assert content["central"][0]["groups_linked"] == 2
    assert {figure["name"]: figure["value"] for figure in content["figures"]}["bridges"] == 1
    assert [one["helix"] for one in content["partnerships"]] == ["quadruple", "", "triple", ""]


def test_all_nodes_are_shown_by_a_measure(sample, run):
    outcome = run("network", "co-partners", "--by", "effective_size", "-f", "json", "-g", sample)
    sizes = [float(row["effective size"]["value"]) for row in json.loads(outcome.out)["results"]["bindings"]]
    assert len(sizes) == 10
    assert sizes == sorted(sizes, reverse=True)


def test_a_network_of_one_kind_of_nodes(sample, run):
    outcome = run("network", "strategies-and-themes", "--through", "theme", "-f", "json", "-g", sample)
    rows = json.loads(outcome.out)["results"]["bindings"]
    assert {row["class"]["value"] for row in rows} == {"strategy"}


def test_a_network_of_a_file_with_sparql(sample, folder, run):
    (folder / "own.rq").write_text(
        "#+ summary: Who is part of whom?\n#+ directed: true\n"
        "PREFIX lc: <https://w3id.org/lcgraph/ontology#>\n"
        "SELECT ?source ?target WHERE { ?source lc:partOf ?target }\n",
        encoding="utf-8",
    )
    outcome = run("network", "--sparql", "own.rq", "-o", "-", "-f", "json", "-g", sample)
    content = json.loads(outcome.out)
    assert (content["directed"], content["graph"]["title"]) == (True, "Who is part of whom?")
    assert len(content["edges"]) == 1
    assert run("draw", "--sparql", "own.rq", "-o", "own.svg", "-g", sample).code == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--measures"], 2),
        (["--through", "theme"], 2),
        (["co-partners", "--measures", "-o", "x.gexf"], 2),
        (["co-partners", "-f", "gexf"], 2),
        (["co-partners", "-f", "md", "-o", "x.csv"], 2),
        (["co-partners", "--sparql", "own.rq"], 2),
        (["co-partners", "--by", "luck"], 2),
        (["co-partners", "--through", "theme"], 1),
        (["--sparql", "nowhere.rq"], 1),
    ],
)
def test_what_does_not_go_together_is_told_in_a_line(sample, run, arguments, code):
    outcome = run("network", *arguments, "-g", sample)
    assert (outcome.code, outcome.out) == (code, "")
