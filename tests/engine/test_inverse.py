"""From a number back to the sizes: against plain search, and fast."""

import time
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatecount import count
from gatecount.teaching import inverse

FAMILIES = {
    "LSTM": lambda n, m: count(f"LSTM({m})", input_shape=(None, n)),
    "GRU": lambda n, m: count(f"GRU({m})", input_shape=(None, n)),
    "SimpleRNN": lambda n, m: count(f"SimpleRNN({m})", input_shape=(None, n)),
    "no bias": lambda n, m: count(f"LSTM({m}, use_bias=False)", input_shape=(None, n)),
    "nn.LSTM": lambda n, m: count(f"nn.LSTM({n}, {m})", "torch"),
    "stacked": lambda n, m: count(
        f"nn.GRU({n}, {m}, num_layers=3, bidirectional=True)", "torch"
    ),
    "Flax": lambda n, m: count(f"nn.GRUCell({m})", "flax.linen", (n,)),
    "peepholes": lambda n, m: count(
        f'LSTM(["X", "W", "R", "B", "", "", "", "P"], hidden_size={m})',
        "onnx",
        (13, 2, n),
    ),
    "Dense": lambda n, m: count(f"Dense({m})", input_shape=(n,)),
}


def test_640_does_not_identify_a_layer():
    pairs = [(5, 10), (11, 8), (26, 5), (35, 4), (77, 2), (158, 1)]
    assert inverse.sizes(FAMILIES["LSTM"], 640) == pairs
    pairs = [(4, 10), (10, 8), (25, 5), (34, 4), (76, 2), (157, 1)]
    assert inverse.sizes(FAMILIES["nn.LSTM"], 640) == pairs
    assert inverse.sizes(FAMILIES["LSTM"], 641) == []
    assert inverse.sizes(FAMILIES["LSTM"], 0) == []


@pytest.mark.parametrize("name", FAMILIES)
def test_no_pair_is_missed_and_none_is_wrong(name, tally):
    """As a search through all n and m finds them."""
    family, most = FAMILIES[name], 1500
    expected = {}
    m = 1
    while family(1, m).total <= most:
        n = 1
        while (total := family(n, m).total) <= most:
            expected.setdefault(total, []).insert(0, (n, m))
            n += 1
        m += 1
    occurring = sorted(expected)
    for total in range(1, most - 100):
        assert inverse.sizes(family, total) == expected.get(total, [])
        tally["numbers turned back into sizes"] += 1
    for total in range(occurring[0], most - 100, 37):
        below, above = inverse.nearest(family, total)
        assert below == max((each for each in occurring if each < total), default=None)
        assert above == min(each for each in occurring if each > total)


@settings(deadline=None)
@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_large_numbers_come_back(n, m):
    family = FAMILIES["LSTM"]
    assert (n, m) in inverse.sizes(family, family(n, m).total)


@pytest.mark.parametrize(
    "total",
    [
        80_000_000_400_000_000,
        99_999_999_999_999_999_989,  # a prime
        4 * 9_999_999_967 * 9_999_999_929,
        897_612_484_786_617_600,  # no smaller number has more divisors
    ],
)
def test_large_numbers_are_fast(total):
    begin = time.process_time()
    inverse.sizes(FAMILIES["LSTM"], total)
    inverse.nearest(FAMILIES["LSTM"], total)
    assert time.process_time() - begin < 5


@settings(deadline=None)
@given(st.integers(1, 10**20))
def test_factors_multiply_to_the_number(number):
    powers = inverse.factors(number)
    assert prod(prime**power for prime, power in powers.items()) == number
    assert all(map(inverse.is_prime, powers))


def test_primes():
    plain = {p for p in range(2, 3000) if all(p % q for q in range(2, p))}
    assert {p for p in range(3000) if inverse.is_prime(p)} == plain
    strong = [3215031751, 3474749660383, 341550071728321, 3825123056546413051]
    assert not any(map(inverse.is_prime, strong))
    assert inverse.divisors(360) == [d for d in range(1, 361) if 360 % d == 0]


@pytest.mark.parametrize("name", FAMILIES)
@settings(deadline=None)
@given(n=st.integers(1, 10**6), budget=st.integers(0, 10**15))
def test_the_largest_that_fits(name, n, budget):
    family = FAMILIES[name]
    m = inverse.largest(family, n, budget)
    assert m == 0 or family(n, m).total <= budget
    assert family(n, m + 1).total > budget


def test_a_budget_of_bytes():
    def measure(counted):
        return counted.bytes("float16")

    m = inverse.largest(FAMILIES["LSTM"], 5, 1280, measure)
    assert (m, FAMILIES["LSTM"](5, m).bytes("float16")) == (10, 1280)
    assert inverse.largest(FAMILIES["LSTM"], 5, 1279, measure) == 9


def test_a_family_of_another_form_is_refused():
    with pytest.raises(ValueError, match="not a n m"):
        inverse.sizes(lambda n, m: count(f"Dense({m * m})", input_shape=(n,)), 640)
