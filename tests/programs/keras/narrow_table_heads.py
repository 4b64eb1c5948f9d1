import keras
from keras import layers
m = keras.Sequential([keras.Input((8, 3), batch_size=4, name="inp"), layers.GRU(5, stateful=True, return_sequences=True, name="g1"), layers.GRU(5, stateful=True, name="g2"), layers.Dense(1, name="o")])
m.summary(layer_range=["g2", "o"])
m.summary(positions=[.3, .6, .8, 1.])
m.summary(line_length=60, positions=[0.5, 0.75, 1.0])
for l in m.layers:
    if hasattr(l, "reset_states"): l.reset_states()
    elif hasattr(l, 'reset_state'): l.reset_state()
print(m.get_layer("g1").output.shape, m.get_layer(index=2).units)
print([type(l).__name__ for l in m.layers], m.layers[-1].activation.__name__)
