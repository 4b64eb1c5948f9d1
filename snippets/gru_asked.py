from keras import layers

for steps, n, m in ((10, 4, 5), (29, 13, 20), (None, 16, 32)):
    for reset_after in (False, True):
        one = layers.GRU(m, reset_after=reset_after)
        both = layers.Bidirectional(
            layers.GRU(m, reset_after=reset_after)
        )
        for layer in (one, both):
            layer.build((None, steps, n))
        counts = one.count_params(), both.count_params()
        print(steps, n, m, reset_after, *counts)
