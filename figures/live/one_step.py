"""A step of LSTM(1) and of LSTM(2) on one feature: every weight and value by name.

The figure, its script, the spreadsheet and Keras' tensors all go by these names.
"""

from math import tanh

from figures.live.walk import sigmoid

GATES = "fico"
RESULT = {"f": "f", "i": "i", "c": "candidate", "o": "o"}  # what each block makes
# {units: {gate: (W for the feature, U with a row for each old h, b)}}. The own
# weights of unit 1 of LSTM(2) are those of LSTM(1). Forget gates start at b = 1.
TENSORS = {
    1: {
        "f": ((0.5,), ((-0.5,),), (1.0,)),
        "i": ((1.0,), ((0.5,),), (0.0,)),
        "c": ((1.0,), ((1.0,),), (0.0,)),
        "o": ((0.5,), ((1.0,),), (0.5,)),
    },
    2: {
        "f": ((0.5, -1.0), ((-0.5, 0.75), (-1.0, 0.5)), (1.0, 1.0)),
        "i": ((1.0, 0.5), ((0.5, -0.75), (1.5, 1.0)), (0.0, -0.5)),
        "c": ((1.0, -1.5), ((1.0, 0.5), (-2.0, -0.5)), (0.0, 0.25)),
        "o": ((0.5, 1.0), ((1.0, -1.5), (0.25, 0.5)), (0.5, 0.0)),
    },
}
SEQUENCE = (1.0, -0.5, 2.0)


def own(name, k, m):
    """What unit k (from 0) of m calls it: h in LSTM(1); h1, h2 in LSTM(2)."""
    return name if m == 1 else f"{name}{k + 1}"


def inputs(gate, k, m):
    """[(weight, what it is multiplied by)] of a sum; the bias has None.

    U_f12 is for unit 2 what it takes of unit 1's old h: Keras' row 1, column 2.
    """
    read = [
        (f"U_{gate}" + own(own("", j, m), k, m), own("old_h", j, m)) for j in range(m)
    ]
    return [
        (own(f"W_{gate}", k, m), "x"),
        *read,
        (own(f"b_{gate}", k, m), None),
    ]


def weights(m):
    """{name: number}, in the order of the fields."""
    return {
        name: number
        for gate, (W, U, b) in TENSORS[m].items()
        for k in range(m)
        for (name, _), number in zip(
            inputs(gate, k, m), (W[k], *(row[k] for row in U), b[k]), strict=True
        )
    }


def crosses(m):
    """The weights by which a unit reads another one."""
    return {
        name
        for gate in GATES
        for k in range(m)
        for name, factor in inputs(gate, k, m)
        if factor not in (None, "x", own("old_h", k, m))
    }


def step(x, h, c, w):
    """{name: value} of one step; `h` and `c` hold a number for each unit."""
    m = len(h)
    values = {"x": x}
    for k in range(m):
        values[own("old_h", k, m)], values[own("old_c", k, m)] = h[k], c[k]
    for gate in GATES:
        squash = tanh if gate == "c" else sigmoid
        for k in range(m):
            total = 0.0
            for name, factor in inputs(gate, k, m):
                values[f"part_{name}"] = w[name] * values.get(factor, 1.0)
                total += values[f"part_{name}"]
            values[own(f"sum_{gate}", k, m)] = total
            values[own(RESULT[gate], k, m)] = squash(total)
    for k in range(m):
        f, old, i, new, o = (
            values[own(name, k, m)] for name in ("f", "old_c", "i", "candidate", "o")
        )
        values[own("c", k, m)] = f * old + i * new
        values[own("tanh_c", k, m)] = tanh(values[own("c", k, m)])
        values[own("h", k, m)] = o * values[own("tanh_c", k, m)]
    return values


def state(name, values, m):
    """The numbers of all units: what the next step is given as h or c."""
    return [values[own(name, k, m)] for k in range(m)]


def steps(m, xs=SEQUENCE, w=None):
    """The values of each step, from h = c = 0."""
    h = c = [0.0] * m
    found = []
    for x in xs:
        found.append(step(x, h, c, w or weights(m)))
        h, c = state("h", found[-1], m), state("c", found[-1], m)
    return found
