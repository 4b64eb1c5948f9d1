def pairs(total, biases):
    return [
        (n, m)
        for m in range(1, total)
        for n in range(1, total)
        if 4 * ((n + m) * m + biases * m) == total
    ]


for biases in (1, 2):
    print(biases, *pairs(640, biases), sep="\n")
