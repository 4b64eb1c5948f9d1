import keras
from keras import layers, ops, initializers, regularizers, constraints, activations
inp = keras.Input(shape=(16, 12))
x = layers.LSTM(24, return_sequences=True, kernel_initializer=initializers.GlorotNormal(seed=1), recurrent_regularizer=regularizers.L1L2(1e-5, 1e-4), bias_constraint=constraints.NonNeg(), activation=activations.tanh)(inp)
x = layers.Dense(8, activation=layers.LeakyReLU(0.1))(x)
x = layers.Dense(8, activation=lambda t: ops.relu(t) ** 2)(x)
x = layers.Activation(activations.gelu)(x)
x = layers.Activation("swish")(x)
x = activations.relu(x)
x = ops.silu(x)
x = layers.ELU()(x)
x = layers.ThresholdedReLU()(x) if hasattr(layers, "ThresholdedReLU") else x
x = layers.GlobalAveragePooling1D()(x)
m = keras.Model(inp, x)
m.summary()
