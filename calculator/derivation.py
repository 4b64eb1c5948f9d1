"""The derivation of a count as TeX, read off the shapes of its weights.

For every cell: gates x ((n + m) x m + bias), with the numbers put in line by
line down to the total. Where the gates of a cell differ, the sum over its gates.
"""

WIDEST = 32  # characters of a sum of gates that still fits a phone


def derive(count):
    """An `aligned` block that ends in the total."""
    cells = count.cells
    alike = len({shape(cell) for cell in cells}) == 1
    regular = alike and is_regular(cells[0])
    lines = substitution(cells[0], len(cells)) if regular else sums(cells)
    total = number(count.total)
    rows = [rf"& {lines[0]} \\", *(rf"={{}}& {line} \\" for line in lines[1:])]
    if lines[-1] != total:
        rows.append(rf"={{}}& \mathbf{{{total}}}")
    else:
        rows[-1] = rf"={{}}& \mathbf{{{total}}}"
    return r"\begin{aligned}" + "\n".join(rows) + r"\end{aligned}"


def shape(cell):
    return cell.rows("kernel"), cell.units, cell.rows("bias"), cell.gates


def is_regular(cell):
    """Whether every gate holds (n + m) x m weights and the same biases."""
    return cell.even and cell.rows("recurrent_kernel") == cell.units


def substitution(cell, cells):
    n, m, biases, gates = shape(cell)
    factors = [number(cells)] if cells > 1 else []
    if len(gates) > 1:
        factors.append(number(len(gates)))

    def line(inner, closed=False):
        wrapped = inner if closed or not factors else rf"\bigl({inner}\bigr)"
        return r" \times ".join([*factors, wrapped])

    N, M = number(n), number(m)
    gate = n * m + m * m + biases * m
    lines = [
        line(rf"(n + m) \times m{bias(biases, 'm')}"),
        line(rf"({N} + {M}) \times {M}{bias(biases, M)}"),
        line(rf"{number(n + m)} \times {M}{bias(biases, M)}"),
    ]
    if factors:
        lines.append(line(number(gate), closed=True))
        parts = " + ".join(
            rf"\gate{{{name}}}{{\underset{{{name}}}{{{number(gate)}}}}}"
            for _ in range(cells)
            for name in gates
        )
        if cells * len(gates) <= 4 and len(gates) * len(number(gate)) <= WIDEST:
            lines.append(parts)
    return lines


def sums(cells):
    """The sum of what several cells hold, or of what the gates of one hold."""
    if len(cells) > 1:
        return [" + ".join(number(cell.total) for cell in cells)]
    [cell] = cells
    gates = ((gate, number(cell.height_of(gate) * cell.units)) for gate in cell.gates)
    return [
        " + ".join(
            rf"\gate{{{name}}}{{\underset{{{name}}}{{{size}}}}}" for name, size in gates
        )
    ]


def bias(vectors, m):
    if not vectors:
        return ""
    return f" + {m}" if vectors == 1 else rf" + {vectors} \times {m}"


def number(value):
    """4457472 -> 4{,}457{,}472"""
    return f"{value:,}".replace(",", "{,}")
