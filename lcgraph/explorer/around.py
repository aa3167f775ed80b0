"""What lies around a thing: places within places, wider and narrower themes, and who works on them."""

from collections import defaultdict
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from lcgraph.explorer.headings import between
from lcgraph.explorer.holdings import Holdings, Thing, rows
from lcgraph.store import Store

_ABOVE = "SELECT DISTINCT ?inner ?outer WHERE { <%s> %s* ?inner . ?inner %s ?outer }"
_WITHIN = "SELECT DISTINCT ?thing WHERE { ?thing lc:locatedIn+ <%s> }"
_NARROWER = "SELECT DISTINCT ?theme WHERE { ?theme skos:broader <%s> }"
_WORKING = """SELECT DISTINCT ?who ?how ?theme WHERE {
  ?theme skos:broader* <%s> . VALUES ?how { lc:focusesOn lc:activeIn } ?who ?how ?theme
}"""


class Working(NamedTuple):
    """Something that works on a theme, and how; `theme` is the narrower theme, if it is one."""

    who: Thing
    how: str
    theme: Thing | None


def places_around(store: Store, iri: str, holdings: Holdings) -> list[Thing]:
    """The places in which a thing lies, from the widest to the nearest."""
    return _line(store, iri, "lc:locatedIn", holdings)


def themes_around(store: Store, iri: str, holdings: Holdings) -> list[Thing]:
    """The themes that are wider than a theme, from the widest to the nearest."""
    return _line(store, iri, "skos:broader", holdings)


def lying_in(store: Store, place: str, holdings: Holdings) -> list[tuple[str, list[Thing]]]:
    """What lies in a place, at any depth, by class; the classes as the home page lists them."""
    by_class: defaultdict[str, list[Thing]] = defaultdict(list)
    for (iri,) in rows(store, _WITHIN % place):
        if iri in holdings.things and iri != place:
            by_class[holdings.things[iri].class_name].append(holdings.things[iri])
    return [
        (name, sorted(by_class[name], key=lambda thing: (-holdings.spoken_of[thing.iri], thing.label)))
        for name, _ in holdings.classes
        if name in by_class
    ]


def narrower(store: Store, theme: str, holdings: Holdings) -> list[Thing]:
    """The themes directly below a theme."""
    return sorted(
        (holdings.thing(iri) for (iri,) in rows(store, _NARROWER % theme)), key=lambda one: one.label
    )


def working_on(store: Store, theme: str, holdings: Holdings) -> list[Working]:
    """Who and what works on a theme or on one below it."""
    found = {
        Working(holdings.thing(who), between(how), None if on == theme else holdings.thing(on))
        for who, how, on in rows(store, _WORKING % theme)
    }
    return sorted(
        found,
        key=lambda one: (one.theme is not None, one.who.class_name, one.who.label, one.how, str(one.theme)),
    )


def _line(store: Store, iri: str, relation: str, holdings: Holdings) -> list[Thing]:
    """What is above a thing, the wider before what lies in it; in a graph with circles each comes once."""
    above: defaultdict[str, set[str]] = defaultdict(set)
    for inner, outer in rows(store, _ABOVE % (iri, relation, relation)):
        above[inner].add(outer)
    queue = [iri]
    for one in queue:
        queue += sorted(above[one] - set(queue))
    try:
        line = list(TopologicalSorter({one: sorted(above[one]) for one in reversed(queue)}).static_order())
    except CycleError:
        line = queue[::-1]
    return [holdings.thing(one) for one in line if one != iri]
