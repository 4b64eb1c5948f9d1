import keras
import numpy as np
import torch

torch.manual_seed(640)
source = torch.nn.GRU(5, 10, batch_first=True)
target = keras.layers.GRU(10, return_sequences=True)
target.build((None, 13, 5))


def zrn(rzn):
    r, z, n = np.split(rzn, 3)
    return np.concatenate([z, r, n])


state = {k: zrn(v.numpy()) for k, v in source.state_dict().items()}
kernel = state["weight_ih_l0"].T
recurrent_kernel = state["weight_hh_l0"].T
bias = np.stack([state["bias_ih_l0"], state["bias_hh_l0"]])
target.set_weights([kernel, recurrent_kernel, bias])

x = torch.randn(4, 13, 5)
ours = target(x.numpy()).numpy()
theirs = source(x)[0].detach().numpy()
print(kernel.shape, recurrent_kernel.shape, bias.shape)
print(ours.shape, np.abs(ours - theirs).max() < 1e-5)
