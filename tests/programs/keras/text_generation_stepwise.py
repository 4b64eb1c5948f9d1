import numpy as np
import tensorflow as tf

vocab_size, embedding_dim, rnn_units = 66, 256, 1024


class MyModel(tf.keras.Model):
    def __init__(self, vocab_size, embedding_dim, rnn_units):
        super().__init__()
        self.embedding = tf.keras.layers.Embedding(vocab_size, embedding_dim)
        self.gru = tf.keras.layers.GRU(
            rnn_units, return_sequences=True, return_state=True
        )
        self.dense = tf.keras.layers.Dense(vocab_size)

    def call(self, inputs, states=None, return_state=False, training=False):
        x = self.embedding(inputs, training=training)
        if states is None:
            states = self.gru.get_initial_state(tf.shape(x)[0])
        x, states = self.gru(x, initial_state=states, training=training)
        x = self.dense(x, training=training)
        if return_state:
            return x, states
        return x


model = MyModel(vocab_size, embedding_dim, rnn_units)
predictions = model(tf.zeros((64, 100), dtype=tf.int32))
print(predictions.shape)
model.summary()
print(np.sum([np.prod(v.shape) for v in model.trainable_weights]))
lstm = tf.keras.layers.LSTM(7)
print([state.shape for state in lstm.get_initial_state(3)])
print([state.shape for state in lstm.get_initial_state(batch_size=2)])
