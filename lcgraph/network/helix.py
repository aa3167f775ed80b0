"""Which spheres of society meet in each partnership, and how evenly."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from lcgraph.network.source import LC, PARTNERS, Queryable, about_nodes, classes_of, ordered
from lcgraph.network.spheres import Spheres, load_spheres


class HelixMix(NamedTuple):
    """The spheres of one partnership's partners.

    `partners` counts all, `spheres` those of each sphere that takes part. `helix` is the largest helix
    whose spheres all do: ``triple``, ``quadruple`` or empty. `balance` is None where no partner is of a
    sphere of a helix. `modality` tells how firmly the partnership itself is said (``Planned`` ...).
    """

    partners: int
    spheres: dict[str, int]
    helix: str
    balance: float | None
    modality: str = ""


def helix_mixes(
    store: Queryable, partnerships: Iterable[str], spheres: Spheres | None = None
) -> dict[str, HelixMix]:
    """The mix of each partnership, of all its partners in the graph.

    Args:
        store: Where the graph lives.
        partnerships: IRIs; those that have no partners are left out.
        spheres: Which sphere each class is of, if not as `load_spheres` has it.
    """
    known = spheres or load_spheres()
    rows = list(about_nodes(store, PARTNERS, sorted(set(partnerships))))
    partners = ordered(row[:2] for row in rows)
    modalities = {node: modality.removeprefix(LC) for node, _, modality in rows}
    classes = classes_of(store, {partner for who in partners.values() for partner in who})
    return {
        iri: mix_of(
            (known.of(classes[partner].name, classes[partner].broader) for partner in who), known
        )._replace(modality=modalities[iri])
        for iri, who in partners.items()
    }


def mix_of(partners: Iterable[str], spheres: Spheres | None = None) -> HelixMix:
    """The mix of partners whose spheres are given, one a partner, empty for who has none.

    The balance is Shannon's entropy of the partners over the spheres of the helix, divided by its greatest
    value: ``-sum over spheres of p ln p / ln S`` with p the share of a sphere among the partners that are
    in one and S the number of spheres in any helix. It is 0 where all are of one sphere and 1 where all
    spheres have equally many. Shannon (1948), "A mathematical theory of communication"; evenness after
    Pielou (1966), Journal of Theoretical Biology 13.

    >>> mix_of(["government", "enterprise", ""]).balance
    0.5
    """
    known = spheres or load_spheres()
    everyone = list(partners)
    counts = Counter(sphere for sphere in everyone if sphere)
    in_helix = [counts[sphere] for sphere in known.in_helix if counts[sphere]]
    total = sum(in_helix)
    balance = None
    if total:
        entropy = math.fsum(n / total * math.log(total / n) for n in in_helix)
        balance = entropy / math.log(len(known.in_helix)) if len(known.in_helix) > 1 else 0.0
    order = (*known.in_helix, *sorted(set(counts) - set(known.in_helix)))
    return HelixMix(
        len(everyone),
        {sphere: counts[sphere] for sphere in order if counts[sphere]},
        known.helix(counts),
        balance,
    )
