import keras
from keras import layers
num_inputs, num_actions, num_hidden = 4, 2, 128
inputs = layers.Input(shape=(num_inputs,))
common = layers.Dense(num_hidden, activation="relu")(inputs)
action = layers.Dense(num_actions, activation="softmax")(common)
critic = layers.Dense(1)(common)
model = keras.Model(inputs=inputs, outputs=[action, critic])
model.summary()
def get_actor():
    last_init = keras.initializers.RandomUniform(minval=-0.003, maxval=0.003)
    inputs = layers.Input(shape=(3,))
    out = layers.Dense(256, activation="relu")(inputs)
    out = layers.Dense(256, activation="relu")(out)
    outputs = layers.Dense(1, activation="tanh", kernel_initializer=last_init)(out)
    outputs = outputs * 2.0
    return keras.Model(inputs, outputs)
def get_critic():
    state_input = layers.Input(shape=(3,))
    state_out = layers.Dense(16, activation="relu")(state_input)
    action_input = layers.Input(shape=(1,))
    action_out = layers.Dense(32, activation="relu")(action_input)
    concat = layers.Concatenate()([state_out, action_out])
    outputs = layers.Dense(1)(concat)
    return keras.Model([state_input, action_input], outputs)
a = get_actor(); t = get_actor(); t.set_weights(a.get_weights())
a.summary(); get_critic().summary()
q = keras.Sequential([layers.Lambda(lambda tensor: keras.ops.transpose(tensor, [0, 2, 3, 1]), output_shape=(84, 84, 4), input_shape=(4, 84, 84)), layers.Conv2D(32, 8, strides=4, activation="relu"), layers.Conv2D(64, 4, strides=2), layers.Flatten(), layers.Dense(512), layers.Dense(4, activation="linear")])
q.summary()
