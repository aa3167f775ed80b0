"""An invented network of the size that a dozen documents give, for the tests in a browser."""

import networkx

from lcgraph.network import add_measures, add_positions

BASE = "https://example.org/lcgraph/"

THINGS = [
    ("place/brookhaven", "Brookhaven", "City", "Northmark", ["Lifelong learning", "Clean energy"]),
    ("place/northmark", "Northmark", "Region", "Westland", ["Skills"]),
    ("place/westland", "Westland", "Country", "", []),
    ("place/malaga-nueva", "Málaga Nueva", "City", "Westland", ["Lifelong learning"]),
    ("place/harbour-quarter", "Harbour Quarter", "DevelopmentSite", "Brookhaven", ["Clean energy"]),
    ("actor/city-council", "Brookhaven City Council", "PublicAuthority", "Brookhaven", ["Lifelong learning"]),
    ("actor/northmark-agency", "Northmark Development Agency", "PublicAuthority", "Northmark", ["Skills"]),
    ("actor/university", "University of Brookhaven", "EducationInstitution", "Brookhaven", ["Skills"]),
    ("actor/college", "Harbour College", "EducationInstitution", "Brookhaven", ["Skills"]),
    (
        "actor/institute",
        "Institute for Coastal Energy",
        "ResearchInstitution",
        "Brookhaven",
        ["Clean energy"],
    ),
    ("actor/windworks", "Windworks Ltd", "Enterprise", "Brookhaven", ["Clean energy"]),
    ("actor/tidal", "Tidal Systems", "Enterprise", "Northmark", ["Clean energy"]),
    (
        "actor/library-friends",
        "Friends of the Library",
        "CivicOrganisation",
        "Brookhaven",
        ["Lifelong learning"],
    ),
    (
        "actor/league",
        "World League of Learning Towns and Neighbouring Districts",
        "InternationalOrganisation",
        "",
        [],
    ),
    ("actor/local-schools", "local schools", "ActorGroup", "Brookhaven", []),
    ("actor/ada-moreno", "Ada Moreno", "Person", "Málaga Nueva", []),
    ("project/night-school", "Night School", "Project", "Brookhaven", ["Lifelong learning"]),
    ("actor/old-mill", "Old Mill Trust", "CivicOrganisation", "Northmark", []),
    ("actor/craft-guild", "Craft Guild", "CivicOrganisation", "Northmark", []),
]

LINKS = [
    ("place/brookhaven", "place/malaga-nueva", "cooperates with", "Asserted", 3),
    ("actor/city-council", "actor/university", "cooperates with", "Asserted", 2),
    ("actor/city-council", "actor/college", "cooperates with", "Asserted", 1),
    ("actor/city-council", "actor/library-friends", "funds", "Asserted", 1),
    ("actor/city-council", "project/night-school", "launches", "Asserted", 2),
    ("actor/university", "actor/institute", "cooperates with", "Asserted", 4),
    ("actor/institute", "actor/windworks", "cooperates with", "Asserted", 2),
    ("actor/institute", "actor/tidal", "cooperates with", "Planned", 1),
    ("actor/windworks", "place/harbour-quarter", "located in", "Asserted", 1),
    ("actor/northmark-agency", "actor/tidal", "funds", "Reported", 1),
    ("actor/northmark-agency", "actor/university", "cooperates with", "Asserted", 1),
    ("actor/league", "actor/city-council", "partner", "Asserted", 1),
    ("actor/league", "place/malaga-nueva", "partner", "Asserted", 1),
    ("actor/local-schools", "actor/college", "cooperates with", "Possible", 1),
    ("actor/local-schools", "project/night-school", "partner", "Asserted", 1),
    ("actor/ada-moreno", "place/malaga-nueva", "leads", "Asserted", 1),
    ("place/brookhaven", "actor/city-council", "cooperates with", "Asserted", 1),
    ("place/brookhaven", "place/northmark", "located in", "Asserted", 1),
    ("place/northmark", "place/westland", "located in", "Asserted", 0),
    ("actor/university", "actor/college", "cooperates with", "Negated", 1),
    ("actor/old-mill", "actor/craft-guild", "cooperates with", "Asserted", 1),
]


def example_network() -> networkx.Graph:
    network = networkx.Graph(name="co-partners", title="Who works with whom in Northmark")
    for iri, label, class_name, place, themes in THINGS:
        network.add_node(BASE + iri, label=label, class_name=class_name, place=place, themes=themes)
    for source, target, relation, modality, count in LINKS:
        names = network.nodes[BASE + source]["label"], network.nodes[BASE + target]["label"]
        evidence = [
            {
                "quote": f"In round {number + 1} of the programme, {names[0]} and {names[1]} joined forces "
                f"to open workshops for adults along the river.",
                "title": "Learning by the water: a case study",
                "identifier": "texts/learning-by-the-water.txt",
                "issued": "2021" if number == 2 else "2019-05",
                "predicate": f"https://w3id.org/lcgraph/ontology#{relation.title().replace(' ', '')}",
                "url": "https://example.org/reports/water" if number % 2 == 0 else "javascript:alert(1)",
                "start": 400 * number + 12,
                "end": 400 * number + 140,
                "modality": modality,
                "confidence": round(0.97 - 0.08 * number, 2),
            }
            for number in range(count)
        ]
        via = ["River Skills Alliance"] if relation == "partner" else []
        network.add_edge(
            BASE + source, BASE + target, relation=relation, via=via, evidence=evidence, evidence_count=count
        )
    add_measures(network)
    add_positions(network)
    return network
