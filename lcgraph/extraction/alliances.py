"""From pairs that work together to partnerships of two or more."""

from collections.abc import Iterable, Mapping

#: Two groups that share more than this part of the smaller one are one partnership.
_OVERLAP = 0.5


def groups(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, ...]]:
    """The groups in which everybody works with everybody, those that overlap by half put together.

    Maximal cliques (Bron and Kerbosch 1973); a list of partners of which the reader missed a pair or
    two comes out whole.

    >>> groups([(1, 2), (2, 3), (1, 3), (3, 4), (7, 8)])
    [(1, 2, 3), (3, 4), (7, 8)]
    """
    linked: dict[int, set[int]] = {}
    for a, b in pairs:
        linked.setdefault(a, set()).add(b)
        linked.setdefault(b, set()).add(a)
    cliques = sorted(_cliques(linked), key=lambda c: (-len(c), sorted(c))) if linked else []
    merged: list[set[int]] = []
    for clique in cliques:
        for group in merged:
            if len(clique & group) > _OVERLAP * min(len(clique), len(group)):
                group |= clique
                break
        else:
            merged.append(set(clique))
    return sorted(tuple(sorted(group)) for group in merged)


def _cliques(linked: Mapping[int, set[int]]) -> list[frozenset[int]]:
    import networkx

    plain = networkx.Graph([(a, b) for a in sorted(linked) for b in sorted(linked[a]) if a < b])
    return [frozenset(clique) for clique in networkx.find_cliques(plain)]
