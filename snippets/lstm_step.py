from math import exp, tanh
from operator import mul
from random import random, seed

n, m = 5, 10
seed(640)


def block():
    W = [[random() - 0.5 for _ in range(m)] for _ in range(m + n)]
    b = [0.0] * m
    return W, b


def affine(v, W, b):
    return [
        sum(map(mul, v, column)) + b_j
        for column, b_j in zip(zip(*W), b)
    ]


def sigmoid(v):
    return [1 / (1 + exp(-a)) for a in v]


blocks = {gate: block() for gate in "fico"}


def step(x, h, c):
    v = h + x
    f = sigmoid(affine(v, *blocks["f"]))
    i = sigmoid(affine(v, *blocks["i"]))
    new = [tanh(a) for a in affine(v, *blocks["c"])]
    o = sigmoid(affine(v, *blocks["o"]))
    c = [f[j] * c[j] + i[j] * new[j] for j in range(m)]
    h = [o[j] * tanh(c[j]) for j in range(m)]
    return h, c


h = c = [0.0] * m
for _ in range(13):
    h, c = step([random() for _ in range(n)], h, c)

total = 0
for gate, (W, b) in blocks.items():
    size = len(W) * len(W[0]) + len(b)
    print(gate, len(W), len(W[0]), len(b), size)
    total += size
print(total, len(h), len(c))
