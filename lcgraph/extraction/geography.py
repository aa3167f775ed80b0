"""What the gazetteer knows against a reading: Scandinavia lies in no single country, Malmö not in Denmark."""

from lcgraph.extraction.findings import Referent
from lcgraph.extraction.lexicon import Entry, Lexicon


def contradicts(subject: Referent, obj: Referent, lexicon: Lexicon, own: Entry | None = None) -> bool:
    """Whether it is known that one place cannot lie in the other.

    Only countries are judged: which towns lie in which districts the gazetteer knows too little of.
    A name that it does not know, or knows in the country in question among others, is no
    contradiction.

    Args:
        subject: The place that is said to lie in the other.
        obj: The other place.
        lexicon: What is known of places.
        own: What the user knows of the first place; the gazetteer may then mean another one of that name.
    """
    if obj.class_name != "Country" or subject.class_name not in {"City", "Region", "Country"}:
        return False
    country = lexicon.canonical(obj.label, "Country")
    if own is not None and not own.country:
        return False
    known = [own] if own else [e for e in lexicon.lookup(subject.label) if e.class_name == subject.class_name]
    if country is None or not known:
        return False
    return all(country not in _countries(entry, lexicon) for entry in known)


def confirms(subject: Referent, predicate: str, obj: Referent, lexicon: Lexicon) -> bool:
    """Whether the gazetteer knows it as well: that a town or region lies in a country, a region in several.

    Args:
        subject: The place that is said to lie in the other, or to span it.
        predicate: ``locatedIn`` or ``spans``.
        obj: The other place.
        lexicon: What is known of places.
    """
    if obj.class_name != "Country" or subject.class_name not in {"City", "Region"}:
        return False
    country = lexicon.canonical(obj.label, "Country")
    known = [e for e in lexicon.lookup(subject.label) if e.class_name == subject.class_name]
    if predicate == "spans":
        return any(len(e.countries) > 1 and country in e.countries for e in known)
    return predicate == "locatedIn" and any(e.country and country in _countries(e, lexicon) for e in known)


def is_macro_region(place: Referent, lexicon: Lexicon) -> bool:
    """Whether a place is known as a part of the world: a continent, Scandinavia, the Baltic."""
    known = [e for e in lexicon.lookup(place.label) if e.class_name == "Region"]
    return place.class_name == "Region" and bool(known) and not any(e.country or e.countries for e in known)


def _countries(entry: Entry, lexicon: Lexicon) -> set[str]:
    """The countries that a place lies in, with those that they are parts of (England, United Kingdom)."""
    direct = {entry.country, *entry.countries} - {""}
    above = {e.parent for name in direct for e in lexicon.lookup(name) if e.class_name == "Country"}
    return (direct | above) - {""}
