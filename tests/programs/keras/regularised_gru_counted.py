import keras
from keras import layers, regularizers
m = keras.Sequential(name="my model")
m.add(layers.Input(shape=(50,)))
m.add(layers.Embedding(10_000, 50, trainable=False, name="emb"))
m.add(layers.SpatialDropout1D(0.3))
m.add(layers.Conv1D(32, 5, activation="relu"))
m.add(layers.MaxPool1D(4))
m.add(layers.GRU(16, reset_after=False, kernel_regularizer=regularizers.l2(1e-4), recurrent_dropout=0.1))
m.add(layers.Dense(20, "softmax"))
m.summary()
print(f"trainable: {sum(keras.ops.size(w) for w in m.trainable_weights)}")
print(keras.ops.size(m.layers[0].weights[0]))
