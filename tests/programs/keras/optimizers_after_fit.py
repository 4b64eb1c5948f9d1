import keras
import numpy as np

x, y = np.ones((8, 4)), np.ones((8, 1))
for opt in [
    "sgd",
    "rmsprop",
    "adagrad",
    "nadam",
    keras.optimizers.SGD(momentum=0.9),
    keras.optimizers.Adam(amsgrad=True),
    keras.optimizers.RMSprop(centered=True, momentum=0.1),
    keras.optimizers.AdamW(),
    keras.optimizers.Adamax(),
]:
    keras.backend.clear_session()
    m = keras.Sequential(
        [
            keras.Input((4,)),
            keras.layers.Dense(3),
            keras.layers.BatchNormalization(),
            keras.layers.Dense(1),
        ]
    )
    m.compile(opt, "mse")
    m.fit(x, y, verbose=0)
    m.summary()
