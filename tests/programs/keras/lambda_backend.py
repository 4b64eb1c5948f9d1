import tensorflow as tf
from tensorflow.keras import backend as K
from tensorflow.keras.layers import (
    LSTM,
    Activation,
    Dense,
    Flatten,
    Input,
    Lambda,
    Multiply,
    Permute,
    RepeatVector,
)
from tensorflow.keras.models import Model

inputs = Input(shape=(20, 8))
activations = LSTM(32, return_sequences=True)(inputs)
attention = Dense(1, activation="tanh")(activations)
attention = Flatten()(attention)
attention = Activation("softmax")(attention)
attention = RepeatVector(32)(attention)
attention = Permute([2, 1])(attention)
sent = Multiply()([activations, attention])
sent = Lambda(lambda xin: K.sum(xin, axis=-2), output_shape=(32,))(sent)
other = Lambda(lambda t: tf.reduce_mean(t, axis=1))(activations)
probabilities = Dense(3, activation="softmax")(sent)
model = Model(inputs=inputs, outputs=[probabilities, other])
model.summary()
