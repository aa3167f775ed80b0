"""What measures are called, and what each says in a few words: of a node, a connection, a whole network."""

from __future__ import annotations

from collections.abc import Collection
from itertools import product

#: Attribute of a node -> the measure's name and its meaning, in the order in which people are shown them.
_KNOWN = {
    "degree": ("Connections", "how many others it is connected with"),
    "weighted_degree": ("Strength", "the weight of all its connections"),
    "betweenness": ("Betweenness", "share of the shortest ways between others that lead through it"),
    "closeness": ("Closeness", "how few steps it is from all that it can reach"),
    "eigenvector": ("Eigenvector", "how much it is connected with the well connected"),
    "pagerank": ("PageRank", "how often one comes by who follows connections at random"),
    "constraint": ("Constraint", "how much its partners know one another; low where it spans a gap"),
    "effective_size": ("Effective size", "its partners, less what they have in common"),
    "articulation_point": ("Cut point", "whether the network falls apart without it"),
    "groups_linked": ("Groups linked", "into how many parts those next to it fall without it"),
    "core": ("Core", "it is among nodes that all have so many connections with one another"),
    "component": ("Component", "which connected part it is in; 1 is the largest"),
    "community": ("Community", "which closely connected group it is in; 1 is the largest"),
    "ei_class": ("E-I by kind", "from -1, connected with its own kind only, to 1, with others only"),
    "ei_sphere": ("E-I by sphere", "the same by sphere of society"),
    "ei_country": ("E-I by country", "the same by country"),
    "brokerage_sphere": ("Brokerage, spheres", "how often it mediates within and between spheres of society"),
    "brokerage_country": ("Brokerage, countries", "how often it mediates within and between countries"),
}

_ROLES = {
    "coordinator": "between two of its own",
    "gatekeeper": "from others into its own",
    "representative": "from its own to others",
    "itinerant": "between two of one other",
    "liaison": "between two different others",
}

#: The roles of brokers, told where there is room for them.
_MINOR = {
    f"{role}_{group}": (f"{role.capitalize()}, by {group}", f"how often it mediates {words} {group}")
    for group, (role, words) in product(("sphere", "country"), _ROLES.items())
}

_OF_EDGES = {"bridge": "Bridge", "hanging": "Nodes that hang on it"}

_OF_NETWORKS = {
    "density": "Density",
    "mean_degree": "Connections of a node, on average",
    "transitivity": "Transitivity",
    "components": "Connected parts",
    "largest_component": "Nodes in the largest part",
    "communities": "Communities",
    "modularity": "Modularity",
    "articulation_points": "Cut points",
    "bridges": "Bridges: the only link of two parts",
    "ei_class": "E-I index by kind",
    "ei_sphere": "E-I index by sphere",
    "ei_country": "E-I index by country",
}


def measure_words(names: Collection[str]) -> dict[str, str]:
    """What measures of nodes are called, the known ones first; an unknown one goes by its own name.

    >>> measure_words({"zeal_index", "degree"})
    {'degree': 'Connections', 'zeal_index': 'Zeal index'}
    """
    known = {name: words for name, (words, _) in (_KNOWN | _MINOR).items() if name in names}
    return known | {name: _plain(name) for name in sorted(set(names) - set(known))}


def meaning(name: str) -> str:
    """What a measure says of a node; empty where that is not known.

    >>> meaning("degree")
    'how many others it is connected with'
    """
    return (_KNOWN | _MINOR).get(name, ("", ""))[1]


def is_minor(name: str) -> bool:
    """Whether a measure is only told where one looks at a single node.

    >>> is_minor("liaison_country")
    True
    """
    return name in _MINOR


def fact_words(name: str) -> str:
    """What an attribute of a connection is called.

    >>> fact_words("hanging"), fact_words("first_year")
    ('Nodes that hang on it', 'First year')
    """
    return _OF_EDGES.get(name) or _plain(name)


def network_figures(attributes: dict[str, object]) -> tuple[tuple[str, float], ...]:
    """The figures of a whole network among its attributes, with their names.

    >>> network_figures({"bridges": 2, "title": "Pacts", "density": 0.5})
    (('Density', 0.5), ('Bridges: the only link of two parts', 2))
    """
    return tuple(
        (words, value)
        for name, words in _OF_NETWORKS.items()
        if isinstance(value := attributes.get(name), int | float)
    )


def _plain(name: str) -> str:
    return name.replace("_", " ").capitalize()
