import tensorflow as tf
from tensorflow.keras import layers
import numpy as np
class GAN(tf.keras.Model):
    def __init__(self, d, g, latent):
        super().__init__(); self.d = d; self.g = g; self.latent = latent
    def compile(self, d_opt, g_opt, loss_fn):
        super().compile(); self.d_opt, self.g_opt, self.loss_fn = d_opt, g_opt, loss_fn
    def train_step(self, real):
        b = tf.shape(real)[0]
        z = tf.random.normal((b, self.latent))
        with tf.GradientTape() as tape:
            loss = self.loss_fn(tf.ones((b, 1)), self.d(self.g(z)))
        grads = tape.gradient(loss, self.d.trainable_weights)
        self.d_opt.apply_gradients(zip(grads, self.d.trainable_weights))
        return {"loss": loss}
g = tf.keras.Sequential([layers.Input((16,)), layers.Dense(7 * 3), layers.Reshape((7, 3)), layers.LSTM(8, return_sequences=True), layers.Dense(2)], name="g")
d = tf.keras.Sequential([layers.Input((7, 2)), layers.LSTM(8), layers.Dense(1)], name="d")
gan = GAN(d, g, 16)
gan.compile(tf.keras.optimizers.Adam(), tf.keras.optimizers.Adam(), tf.keras.losses.BinaryCrossentropy())
@tf.function
def step(x):
    with tf.GradientTape() as t1, tf.GradientTape() as t2:
        fake = g(tf.random.normal([8, 16]), training=True)
        r, f = d(x, training=True), d(fake, training=True)
        loss = tf.reduce_mean(f) - tf.reduce_mean(r)
    gr = t1.gradient(loss, d.trainable_variables)
    return loss
for epoch in range(2):
    l = step(tf.random.normal([8, 7, 2]))
    if epoch % 1 == 0:
        print("epoch", epoch, "done")
g.summary(); d.summary()
