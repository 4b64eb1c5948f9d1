import tensorflow as tf
encoder = tf.keras.layers.TextVectorization(max_tokens=1000)
encoder.adapt(["hello world", "a b c"])
model = tf.keras.Sequential([
    encoder,
    tf.keras.layers.Embedding(1000, 64, mask_zero=True),
    tf.keras.layers.Bidirectional(tf.keras.layers.LSTM(64)),
    tf.keras.layers.Dense(64, activation='relu'),
    tf.keras.layers.Dense(1)
])
model.summary()
vec = tf.keras.layers.TextVectorization(max_tokens=500, output_mode="int", output_sequence_length=50)
i = tf.keras.Input((1,), dtype=tf.string)
x = vec(i)
x = tf.keras.layers.Embedding(501, 16)(x)
x = tf.keras.layers.GRU(8)(x)
tf.keras.Model(i, x).summary()
