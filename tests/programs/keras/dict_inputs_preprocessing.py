import keras
from keras import layers

numeric = ["age", "chol", "thalach"]
inputs = {name: keras.Input(shape=(1,), name=name) for name in numeric}
normalized = [layers.Dense(1, activation="tanh")(inputs[name]) for name in numeric]
x = layers.Concatenate()(normalized)
x = layers.Dense(32, activation="relu")(x)
x = layers.Dropout(0.5)(x)
output = layers.Dense(1, activation="sigmoid")(x)
model = keras.Model(inputs, output)
model.summary()
