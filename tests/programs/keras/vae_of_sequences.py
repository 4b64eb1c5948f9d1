import numpy as np
import keras
from keras import layers
class Sampling(layers.Layer):
    def __init__(self, **kw):
        super().__init__(**kw)
        self.seed_generator = keras.random.SeedGenerator(1337)
    def call(self, inputs):
        z_mean, z_log_var = inputs
        batch = keras.ops.shape(z_mean)[0]
        dim = keras.ops.shape(z_mean)[1]
        eps = keras.random.normal(shape=(batch, dim), seed=self.seed_generator)
        return z_mean + keras.ops.exp(0.5 * z_log_var) * eps
latent_dim = 2
ei = keras.Input(shape=(24, 6))
x = layers.Bidirectional(layers.LSTM(16))(ei)
zm = layers.Dense(latent_dim, name="z_mean")(x)
zv = layers.Dense(latent_dim, name="z_log_var")(x)
z = Sampling()([zm, zv])
encoder = keras.Model(ei, [zm, zv, z], name="encoder")
encoder.summary()
li = keras.Input((latent_dim,))
x = layers.RepeatVector(24)(li)
x = layers.LSTM(16, return_sequences=True)(x)
do = layers.TimeDistributed(layers.Dense(6))(x)
decoder = keras.Model(li, do, name="decoder")
class VAE(keras.Model):
    def __init__(self, encoder, decoder, **kwargs):
        super().__init__(**kwargs)
        self.encoder = encoder
        self.decoder = decoder
        self.total_loss_tracker = keras.metrics.Mean(name="total_loss")
    @property
    def metrics(self):
        return [self.total_loss_tracker]
    def train_step(self, data):
        return {}
    def call(self, x):
        return self.decoder(self.encoder(x)[2])
vae = VAE(encoder, decoder)
vae.compile(optimizer=keras.optimizers.Adam())
vae.build((None, 24, 6))
vae.summary(expand_nested=True)
print(len(vae.weights), len(vae.variables), vae.count_params())
