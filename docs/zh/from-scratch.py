# %% [markdown]
# <!-- description: 只用 NumPy 从零写出一个 LSTM 层，装上 Keras 的 640 个参数，走完 13 个时间步，输出与 Keras 逐个相同。 -->
#
# # 从零实现一个 LSTM 层 {#from-scratch}
#
# [主文](../)数清了每步输入 5 个特征的 `LSTM(10)` 的 640 个参数。个数对上了，公式写得对不对，还要算一遍才知道。这一页只用 NumPy 把公式写成程序，装上 Keras 的权重，走完 `(13, 5)` 样本的 13 步，再和 Keras 的输出逐个比较。
#
# 本页是一个 Jupyter 笔记本，页上的输出都是生成网页时运行得到的；只要有一格出错，网页就生成不出来。也可以<a href="../from-scratch.ipynb" download>下载这个笔记本</a>，自己运行。

# %% [markdown]
# ## 样本与 Keras 的层 {#setup}
#
# 先随机生成一个样本：13 个时间步，每步 5 个特征。再让 Keras 建一层 `LSTM(10)`，并要求它返回每一步的隐状态，方便逐步比较。

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
# ## 取出四块 {#gates}
#
# Keras 把四块并排存成三个张量。按 i、f、c、o 的次序，每 10 列切一刀。循环权重矩阵在上、输入权重矩阵在下叠起来，就是主文里 15 行的 $W$：上面 10 行乘 $h_{t-1}$，下面 5 行乘 $x_t$。

# %%
kernel, recurrent_kernel, bias = layer.get_weights()
stacked = np.vstack([recurrent_kernel, kernel])

W = dict(zip("ifco", np.split(stacked, 4, axis=1)))
b = dict(zip("ifco", np.split(bias, 4)))
{gate: (W[gate].shape, b[gate].shape) for gate in "fico"}

# %% [markdown]
# ## 走一步 {#step}
#
# 把主文里的公式逐行抄下来。`@` 是矩阵乘法，`*` 是逐元素相乘。

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
# ## 走完 13 步 {#run}
#
# 开始时 $h$ 和 $c$ 都是零。13 步用的是同一组 `W` 和 `b`。

# %%
h = c = np.zeros(m)
states = []
for x in sample:
    h, c = step(x, h, c)
    states.append(h)
ours = np.array(states)
ours.shape

# %% [markdown]
# ## 与 Keras 逐个比较 {#compare}
#
# 13 步、每步 10 个数，一共 130 个数。最大的差别应当不超过浮点误差。下面的断言若不成立，这一页就生成不出来。

# %%
difference = np.abs(ours - expected).max()
assert difference < 1e-6
bool(difference < 1e-6), ours.size

# %% [markdown]
# 参数个数也对得上：

# %%
ours_count = sum(W[gate].size + b[gate].size for gate in "fico")
ours_count, layer.count_params()

# %% [markdown]
# 以上输出来自这些版本：

# %%
{module.__name__: module.__version__ for module in (keras, np)}
