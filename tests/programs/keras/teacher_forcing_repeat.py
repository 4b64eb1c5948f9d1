from keras.layers import GRU, Activation, Concatenate, Dense, Dot, Input, RepeatVector
from keras.models import Model

Tx, Ty, n_a, n_s, human, machine = 30, 10, 32, 64, 37, 11
repeator = RepeatVector(Tx)
concatenator = Concatenate(axis=-1)
densor1 = Dense(10, activation="tanh")
densor2 = Dense(1, activation="relu")
activator = Activation("softmax", name="attention_weights")
dotor = Dot(axes=1)


def one_step_attention(a, s_prev):
    s_prev = repeator(s_prev)
    concat = concatenator([a, s_prev])
    e = densor1(concat)
    energies = densor2(e)
    alphas = activator(energies)
    context = dotor([alphas, a])
    return context


post = GRU(n_s, return_state=True)
output_layer = Dense(machine, activation="softmax")


def modelf():
    X = Input(shape=(Tx, human))
    s0 = Input(shape=(n_s,), name="s0")
    s = s0
    outputs = []
    a = GRU(n_a, return_sequences=True)(X)
    for t in range(Ty):
        context = one_step_attention(a, s)
        s, _ = post(context, initial_state=s)
        outputs.append(output_layer(s))
    return Model(inputs=[X, s0], outputs=outputs)


model = modelf()
model.summary()
