"""From a number back to sizes: which layers have it, which fit into a budget.

A family is a function (n, m) -> Count: layers that differ only in their n
features and m units, such as

>>> from gatecount import count
>>> lstm = lambda n, m: count(f"LSTM({m})", input_shape=(None, n))
>>> sizes(lstm, 640)
[(5, 10), (11, 8), (26, 5), (35, 4), (77, 2), (158, 1)]

Nothing here knows a formula. `sizes` learns the family's three coefficients from
three counts and checks each pair that it finds with a count of its own;
`largest` only searches with counts.
"""

from collections.abc import Callable
from itertools import count as numbers
from math import gcd, isqrt

from ..counting import Count
from .workings import Family

MOST = 1000  # pairs that are looked for; few numbers have more
FARTHEST = 1000  # how far `nearest` looks


def coefficients(family: Family) -> tuple[int, int, int]:
    """a, b, c of total = a n m + b m² + c m, from three counts and a fourth.

    Raises ValueError where the family's totals are not of this form.
    """
    one, wide, high = (family(*each).total for each in ((1, 1), (2, 1), (1, 2)))
    a = wide - one
    # one = a + b + c and high = 2 a + 4 b + 2 c
    b = high // 2 - one
    c = one - a - b
    n, m = 7, 5
    if not a or family(n, m).total != a * n * m + b * m * m + c * m:
        raise ValueError("The totals of this family are not a n m + b m² + c m.")
    return a, b, c


def sizes(family: Family, total: int) -> list[tuple[int, int]]:
    """All (n, m), the largest m first, of the family's layers with this total.

    m divides the total, a n + b m + c being the other factor; so the divisors
    are all that has to be tried. At most `MOST` pairs.
    """
    if total < 1:
        return []
    a, b, c = coefficients(family)
    found: list[tuple[int, int]] = []
    for m in reversed(divisors(total)):
        n, rest = divmod(total // m - b * m - c, a)
        if n > 0 and not rest and len(found) < MOST:
            if family(n, m).total != total:
                raise ArithmeticError(f"{n, m} does not have {total} parameters.")
            found.append((n, m))
    return found


def nearest(family: Family, total: int) -> tuple[int | None, ...]:
    """The numbers next below and above that occur, None where there is none."""
    step = gcd(*coefficients(family))
    least = family(1, 1).total
    down = range(total - 1, max(least, total - FARTHEST) - 1, -1)
    up = range(max(total + 1, least), max(total, least) + FARTHEST)
    return tuple(
        next((each for each in way if each % step == 0 and sizes(family, each)), None)
        for way in (down, up)
    )


def total_of(count: Count) -> int:
    return count.total


def largest(
    family: Family, n: int, budget: int, measure: Callable[[Count], int] = total_of
) -> int:
    """The largest m for which `measure` of the count stays within the budget.

    0 where even one unit is too much.
    """
    high: int = next(2**k for k in numbers() if measure(family(n, 2**k)) > budget)
    low = high // 2  # 0, or still within
    while high - low > 1:
        middle = (low + high) // 2
        if measure(family(n, middle)) > budget:
            high = middle
        else:
            low = middle
    return low


def divisors(number: int) -> list[int]:
    """All divisors of a number of at least 1, in increasing order."""
    found = [1]
    for prime, power in factors(number).items():
        found = [each * prime**k for each in found for k in range(power + 1)]
    return sorted(found)


def factors(number: int) -> dict[int, int]:
    """Prime -> power. Fast up to some 20 digits, by Pollard's rho method."""
    powers: dict[int, int] = {}
    for prime in SMALL:
        while number % prime == 0:
            powers[prime] = powers.get(prime, 0) + 1
            number //= prime
    rest = [number] if number > 1 else []
    while rest:
        number = rest.pop()
        if is_prime(number):
            powers[number] = powers.get(number, 0) + 1
        else:
            part = divisor(number)
            rest += [part, number // part]
    return powers


SMALL = tuple(p for p in range(2, 1000) if all(p % q for q in range(2, isqrt(p) + 1)))


def is_prime(number: int) -> bool:
    """Miller and Rabin's test; with these bases exact below 3.3 × 10^24."""
    if number < SMALL[-1] ** 2:
        return number > 1 and all(number % p for p in SMALL if p * p <= number)
    twos = ((number - 1) & (1 - number)).bit_length() - 1
    odd = (number - 1) >> twos
    for base in SMALL[:13]:
        power = pow(base, odd, number)
        if power in (1, number - 1):
            continue
        for _ in range(twos - 1):
            power = power * power % number
            if power == number - 1:
                break
        else:
            return False
    return True


def divisor(number: int) -> int:
    """A proper divisor of a number that is not prime (Brent 1980)."""
    root = isqrt(number)
    if root * root == number:
        return root
    for c in numbers(1):
        y, common, run = 2, 1, 1
        while common == 1:
            x, tried = y, 0
            for _ in range(run):
                y = (y * y + c) % number
            while tried < run and common == 1:
                start, product = y, 1
                for _ in range(min(128, run - tried)):
                    y = (y * y + c) % number
                    product = product * abs(x - y) % number
                common = gcd(product, number)
                tried += 128
            run *= 2
        if common == number:  # too many steps at once: repeat them singly
            common = 1
            while common == 1:
                start = (start * start + c) % number
                common = gcd(abs(x - start), number)
        if common != number:
            return common
    raise ArithmeticError(f"No divisor of {number}.")
