"""From pairs that work together to partnerships."""

from hypothesis import given
from hypothesis import strategies as st

from lcgraph.extraction.alliances import groups

PAIRS = st.lists(
    st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda pair: pair[0] != pair[1]), max_size=15
)


def test_everybody_with_everybody_is_one_partnership() -> None:
    assert groups([(1, 2), (2, 3), (1, 3)]) == [(1, 2, 3)]


def test_two_partnerships_that_share_one_partner_stay_two() -> None:
    assert groups([(1, 2), (2, 3)]) == [(1, 2), (2, 3)]


def test_a_missed_pair_does_not_split_a_long_list() -> None:
    pairs = [(a, b) for a in range(5) for b in range(a + 1, 5) if (a, b) != (0, 4)]
    assert groups(pairs) == [(0, 1, 2, 3, 4)]


@given(PAIRS)
def test_every_pair_is_in_some_group_and_the_order_of_pairs_does_not_matter(
    pairs: list[tuple[int, int]],
) -> None:
    found = groups(pairs)
    assert all(any({a, b} <= set(group) for group in found) for a, b in pairs)
    assert found == groups(list(reversed(pairs)))
