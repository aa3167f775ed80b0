"""Networks of one kind of nodes, made of networks of two; and the shipped networks as networks."""

import networkx
import pytest

from lcgraph.errors import NetworkError
from lcgraph.network import network_from, project
from lcgraph.queries import list_networks, read_network, run
from lcgraph.store import open_store


def claim(name, modality="Asserted"):
    return {
        "claim": name,
        "quote": name,
        "modality": modality,
        "confidence": 0.9,
        "identifier": "t",
        "start": 0,
    }


def two_modes():
    """Ada, Ben and Cy take part in one; Ada and Ben also in two, which Ben only plans."""
    network = networkx.DiGraph(name="who", title="Who is in what?")
    for name in ("one", "two", "three"):
        network.add_node(name, label=name.title(), kind="partnership", class_name="Partnership")
    for name in ("ada", "ben", "cy"):
        network.add_node(name, label=name.title(), kind="actor")
    for group, who, modality in [
        ("one", "ada", "Asserted"),
        ("one", "ben", "Asserted"),
        ("one", "cy", "Reported"),
        ("two", "ada", "Asserted"),
        ("two", "ben", "Planned"),
        ("three", "cy", "Asserted"),
    ]:
        evidence = [claim(f"{group}-{who}", modality)]
        network.add_edge(
            group, who, relation="partner", modality=modality, evidence=evidence, evidence_count=1
        )
    network.add_edge("ada", "ben", relation="funds", modality="Asserted", evidence=[], evidence_count=0)
    return network


def test_a_meeting_of_k_gives_each_pair_one_part_in_k_less_one():
    network = project(two_modes(), "partnership")
    weights = {"".join(sorted(edge)): data["weight"] for *edge, data in network.edges(data=True)}
    assert weights == {"adaben": 1.5, "adacy": 0.5, "bency": 0.5}
    counted = project(two_modes(), "Partnership", weighting="count")
    assert counted.edges["ada", "ben"]["weight"] == 2.0


def test_each_meeting_adds_one_to_the_strength_of_those_who_meet():
    """Newman's reason for the weights: strength counts the meetings, not the crowds."""
    strength = dict(project(two_modes(), "partnership").degree(weight="weight"))
    assert strength == {"ada": 2.0, "ben": 2.0, "cy": 1.0}


def test_a_projected_edge_carries_the_evidence_of_both_sides_and_what_joins_them():
    edge = project(two_modes(), "partnership").edges["ada", "ben"]
    assert edge["via"] == ["One", "Two"]
    assert [one["claim"] for one in edge["evidence"]] == ["one-ada", "one-ben", "two-ada", "two-ben"]
    assert (edge["evidence_count"], edge["relation"]) == (4, "partner")


def test_a_projected_edge_is_as_firm_as_the_weaker_of_its_sides():
    network = project(two_modes(), "partnership")
    assert network.edges["ada", "ben"]["modality"] == "Asserted"
    assert network.edges["ada", "cy"]["modality"] == "Reported"


def test_the_network_that_is_projected_stays_as_it_was():
    network = two_modes()
    project(network, "partnership")
    assert networkx.utils.graphs_equal(network, two_modes())


def test_a_kind_that_there_is_not_is_told_with_those_that_there_are():
    with pytest.raises(NetworkError, match=r"no node of the network is a project.*actor, partnership"):
        project(two_modes(), "project")


@pytest.fixture(scope="module")
def sample(request):
    with open_store(request.path.parent / "sample" / "sample.ttl") as store:
        yield store


def made(store, name, **options):
    query = read_network(name)
    options.setdefault("directed", query.directed)
    return network_from(store, run(query, store), name=name, title=query.summary, **options)


def test_who_takes_part_in_what_projected_is_who_works_with_whom_weighted(sample):
    projected = made(sample, "partnerships", through="partnership")
    asked = made(sample, "co-partners-weighted")
    assert set(projected) == set(asked)
    for one, other, data in asked.edges(data=True):
        edge = projected.edges[one, other]
        assert edge["weight"] == pytest.approx(data["weight"])
        assert (edge["via_iri"], edge["modality"]) == (data["via_iri"], data["modality"])
        # A query's edge also has what is said of the two directly.
        assert {c["claim"] for c in edge["evidence"]} <= {c["claim"] for c in data["evidence"]}


@pytest.mark.parametrize("query", list_networks(), ids=lambda query: query.name)
def test_every_edge_of_a_shipped_network_has_a_sentence(sample, query):
    network = made(sample, query.name)
    unsaid = [
        (one, other)
        for one, other, data in network.edges(data=True)
        if not data["evidence"] and data["relation"] != "broader"  # the thesaurus is no text
    ]
    assert unsaid == []
    assert all(data["evidence_count"] == len(data["evidence"]) for *_, data in network.edges(data=True))


def test_partnerships_know_their_helix(sample):
    nodes = made(sample, "partnerships").nodes
    base = "https://example.org/lcgraph/partnership/"
    assert nodes[base + "aldermoor-learning-alliance"]["helix"] == "quadruple"
    assert nodes[base + "aldermoor-learning-alliance"]["balance"] == pytest.approx(1.0)
    optics = nodes[base + "optics-valley"]
    assert (optics["helix"], optics["spheres"]) == (
        "triple",
        ["education and research", "enterprise", "government"],
    )
    assert nodes[base + "aldermoor-corvale"]["balance"] is None
