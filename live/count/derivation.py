"""The derivation of a count as TeX, read off the shapes of its weights.

Cells of one shape are derived together: gates x ((n + m) x m + biases), with the
numbers put in line by line. Weights of no cell are products of their sizes.
Where there are several such parts, their sum follows.
"""

import re
from dataclasses import dataclass
from math import prod

WIDEST = 32  # characters of a sum that still fits a phone
MOST = 8  # tensors that are written out


@dataclass(frozen=True)
class Part:
    """One block of lines, all of the same value.

    `cells` are those that it counts, none where it is about other weights, or
    about the sum of the parts before.
    """

    lines: tuple[str, ...]
    total: int
    cells: tuple = ()

    @property
    def tex(self):
        """An `aligned` block that ends in the total."""
        total = number(self.total)
        rows = [line for line in self.lines if line != total]
        rows.append(rf"\mathbf{{{total}}}")
        return r"\begin{aligned}& " + " \\\\\n={}& ".join(rows) + r"\end{aligned}"


def derive(count):
    """The parts of the derivation; the value of the last is the total."""
    parts = [
        Part(substitution(cells[0], len(cells)), total_of(cells), tuple(cells))
        for cells in alike(count.cells)
    ]
    others = [weight for weight in count.weights if not weight.role]
    if others:
        parts.append(Part(products(others), total_of(others)))
    if len(parts) > MOST:
        parts = [Part((), count.total)]
    if len(parts) > 1:
        parts.append(Part((sum_of(part.total for part in parts),), count.total))
    return parts


def total_of(cells_or_weights):
    return sum(
        each.size if hasattr(each, "size") else each.total for each in cells_or_weights
    )


def alike(cells):
    """The cells, those of the same shape together."""
    groups = {}
    for cell in cells:
        groups.setdefault(shape(cell), []).append(cell)
    return groups.values()


def label(cells):
    """What the framework calls these cells: l0, l0_reverse."""
    if len(cells) <= 2:
        return ", ".join(cell.name for cell in cells)
    return f"{cells[0].name} … {cells[-1].name}"


def shape(cell):
    return tuple((each.role, each.shape, each.gates) for each in cell.weights)


def window(cell):
    """The area of a convolving cell's kernel, 1 where nothing convolves.

    Its kernel (height, width, channels, units) has height x width x n rows.
    """
    areas = {
        prod(weight.shape[:-2])
        for weight in cell.weights
        if weight.role in ("kernel", "recurrent_kernel") and len(weight.shape) > 2
    }
    return areas.pop() if len(areas) == 1 else 1


def substitution(cell, cells):
    """How one cell's weights add up, times the number of equal cells."""
    matrices = {
        (cell.rows("kernel", gate), cell.rows("recurrent_kernel", gate))
        for gate in cell.gates
    }
    if len(matrices) > 1 or not cell.units:
        return (sum_of(term.size for term in cell.terms),)
    [(n, r)] = matrices
    g, m, p, k = len(cell.gates), cell.units, cell.projected, window(cell)
    common = min(cell.rows("bias", gate) for gate in cell.gates)
    vectors = [
        sum(cell.rows("bias", gate) - common for gate in cell.gates),
        sum(cell.rows("peephole", gate) for gate in cell.gates),
    ]
    more = any(vectors) or p  # beside what all gates have alike
    N, R, M, P = map(number, (n // k, r // k, m, p))
    area = number(k) if k > 1 else ""

    def line(height, area, m, p):
        gate = times(area, height, m) + added(common, m)
        gates = times(number(g), rf"\bigl({gate}\bigr)") if g > 1 else gate
        beside = "".join(added(each, m) for each in vectors)
        return gates + beside + (f" + {times(p, m)}" if more and cell.projected else "")

    def every(text, is_sum):
        if cells == 1:
            return text
        left, right = (
            (r"\Bigl(", r"\Bigr)") if "big" in text else (r"\bigl(", r"\bigr)")
        )
        return times(number(cells), f"{left}{text}{right}" if is_sum else text)

    is_sum = more or (g == 1 and common)
    lines = [
        every(line(*four), is_sum)
        for four in (
            (f"(n + {'p' if p else 'm'})", "k" if area else "", "m", "p"),
            (f"({N} + {R})", area, M, P),
            (number((n + r) // k), area, M, P),
        )
    ]
    gate = (n + r + common) * m
    if g > 1:
        rest = cell.total - g * gate
        summed = times(number(g), number(gate)) + added(rest and 1, number(rest))
        lines.append(every(summed, rest))
        lines += by_gate(cell, cells)
    return tuple(lines)


def by_gate(cell, cells):
    """The line that names each gate with its size, where there is room for it."""
    sizes = [(gate, cell.height_of(gate) * cell.units) for gate in cell.gates] * cells
    if len(sizes) > 4 or sum(len(number(size)) for _, size in sizes) > WIDEST:
        return
    named = " + ".join(named_gate(gate, size) for gate, size in sizes)
    yield named + added(min(cell.projected, 1), number(cell.projected * cell.units))


def named_gate(gate, size):
    return rf"\gate{{{gate}}}{{\underset{{{gate}}}{{{number(size)}}}}}"


def products(weights):
    """The sizes of each tensor, multiplied; then the products, added."""
    if len(weights) > MOST:
        return ()
    factors = [
        rf"\underset{{\text{{{name(weight)}}}}}{{{times(*map(number, weight.shape))}}}"
        for weight in weights
    ]
    joint = r" \\ {}+{}& " if len(factors) > 2 else " + "
    return joint.join(factors), sum_of(weight.size for weight in weights)


def name(weight):
    """The tensor's path; what TeX would read as its own becomes a low line."""
    return re.sub(r"[^A-Za-z0-9./\[\]-]", r"\_", weight.path)


def sum_of(numbers):
    return " + ".join(map(number, numbers))


def times(*factors):
    return r" \times ".join(filter(None, factors)) or "1"


def added(vectors, m):
    """So many vectors of length m, added; nothing where there are none."""
    if not vectors:
        return ""
    return f" + {m}" if vectors == 1 else rf" + {vectors} \times {m}"


def number(value):
    """4457472 -> 4{,}457{,}472"""
    return f"{value:,}".replace(",", "{,}")
