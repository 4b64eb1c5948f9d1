import numpy as np
from keras.layers import (
    LSTM,
    BatchNormalization,
    Bidirectional,
    Dense,
    Input,
    LeakyReLU,
    Reshape,
)
from keras.models import Model, Sequential
from keras.optimizers import Adam

latent_dim = 100
seq_shape = (100, 1)


def build_discriminator():
    model = Sequential()
    model.add(LSTM(512, input_shape=seq_shape, return_sequences=True))
    model.add(Bidirectional(LSTM(512)))
    model.add(Dense(512))
    model.add(LeakyReLU(negative_slope=0.2))
    model.add(Dense(1, activation="sigmoid"))
    model.summary()
    seq = Input(shape=seq_shape)
    return Model(seq, model(seq))


def build_generator():
    model = Sequential()
    model.add(Dense(256, input_dim=latent_dim))
    model.add(LeakyReLU(negative_slope=0.2))
    model.add(BatchNormalization(momentum=0.8))
    model.add(Dense(np.prod(seq_shape) if False else 100, activation="tanh"))
    model.add(Reshape(seq_shape))
    model.summary()
    noise = Input(shape=(latent_dim,))
    return Model(noise, model(noise))


discriminator = build_discriminator()
discriminator.compile(
    loss="binary_crossentropy", optimizer=Adam(0.0002, 0.5), metrics=["accuracy"]
)
generator = build_generator()
z = Input(shape=(latent_dim,))
discriminator.trainable = False
validity = discriminator(generator(z))
combined = Model(z, validity)
combined.compile(loss="binary_crossentropy", optimizer=Adam(0.0002, 0.5))
combined.summary()
