# %% [markdown]
# <!-- description: An LSTM layer in nothing but NumPy, with Keras' own 640 weights: it walks through 13 steps and gives Keras' output, number by number. -->
#
# # An LSTM layer from scratch {#from-scratch}
#
# The [article](../) finds the 640 parameters of `LSTM(10)` on 5 features. If the count is right, do the formulas also give the right output? Here they become a program in nothing but NumPy, which takes Keras' own weights, walks through the 13 steps of a `(13, 5)` sample, and is compared with Keras' output number by number.
#
# This page is a notebook. Its outputs come from a run at build time; if a cell failed, the build would stop. You can <a href="../from-scratch.ipynb" download>download the notebook</a> and run it yourself.

# %% [markdown]
# ## A sample and a Keras layer {#setup}
#
# First a random sample of 13 time steps with 5 features each. Then Keras builds `LSTM(10)` and is asked for the hidden state of every step, so that each can be compared.

# %%
import keras
import numpy as np

n, m, time_steps = 5, 10, 13
keras.utils.set_random_seed(640)
generator = np.random.default_rng(640)
sample = generator.normal(size=(time_steps, n)).astype("float32")

layer = keras.layers.LSTM(m, return_sequences=True)
expected = layer(sample[np.newaxis])[0].numpy()
expected.shape

# %% [markdown]
# ## Taking out the four gates {#gates}
#
# Keras stores the four gates side by side in three tensors. Cut them every 10 columns, in the order i, f, c, o. The recurrent kernel stacked on top of the kernel gives the article's $W$ with its 15 rows: the upper 10 multiply $h_{t-1}$, the lower 5 multiply $x_t$.

# %%
kernel, recurrent_kernel, bias = layer.get_weights()
stacked = np.vstack([recurrent_kernel, kernel])

W = dict(zip("ifco", np.split(stacked, 4, axis=1)))
b = dict(zip("ifco", np.split(bias, 4)))
{gate: (W[gate].shape, b[gate].shape) for gate in "fico"}

# %% [markdown]
# ## One step {#step}
#
# The formulas of the article, line by line. `@` is the matrix product, `*` multiplies element by element.

# %%
def sigmoid(a):
    return 1 / (1 + np.exp(-a))


def step(x, h, c):
    v = np.concatenate([h, x])
    f = sigmoid(v @ W["f"] + b["f"])
    i = sigmoid(v @ W["i"] + b["i"])
    candidate = np.tanh(v @ W["c"] + b["c"])
    o = sigmoid(v @ W["o"] + b["o"])
    c = f * c + i * candidate
    h = o * np.tanh(c)
    return h, c


# %% [markdown]
# ## All 13 steps {#run}
#
# At the start $h$ and $c$ are zero. All 13 steps use the same `W` and `b`.

# %%
h = c = np.zeros(m)
states = []
for x in sample:
    h, c = step(x, h, c)
    states.append(h)
ours = np.array(states)
ours.shape

# %% [markdown]
# ## Number by number against Keras {#compare}
#
# 13 steps of 10 numbers make 130 numbers. The largest difference should be no more than rounding error. If the assertion below did not hold, you would not be reading this page.

# %%
difference = np.abs(ours - expected).max()
assert difference < 1e-6
bool(difference < 1e-6), ours.size

# %% [markdown]
# The number of parameters agrees, too:

# %%
ours_count = sum(W[gate].size + b[gate].size for gate in "fico")
ours_count, layer.count_params()

# %% [markdown]
# The outputs above were printed by these versions:

# %%
{module.__name__: module.__version__ for module in (keras, np)}
