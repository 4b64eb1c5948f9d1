"""Programs made at random, as people might write them, some of them wrong."""

from random import Random

HEAD = "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n\n"
TAIL = """
print(model)
print(sum(p.numel() for p in model.parameters()))
for name, p in model.named_parameters():
    print(name, tuple(p.shape), p.requires_grad)
print([(k, list(v.size())) for k, v in model.state_dict().items()])
"""


def program(seed):
    """The source of one program; the same seed gives the same one."""
    rng = Random(seed)
    kind = rng.choice([recurrent, recurrent, stack, tensors, attention, blocks])
    return HEAD + kind(rng)


def slip(rng, value, chance=0.06):
    """Now and then a size that is off by one."""
    return value + 1 if rng.random() < chance else value


def call(name, *values, **named):
    shown = [*map(str, values), *(f"{key}={value}" for key, value in named.items())]
    return f"{name}({', '.join(shown)})"


def some(rng, **options):
    """A part of the options, each with one of its values."""
    return {k: rng.choice(v) for k, v in options.items() if rng.random() < 0.4}


def klass(init, forward, given, arguments="x"):
    lines = ["class Net(nn.Module):", "    def __init__(self):"]
    lines += ["        " + line for line in ["super().__init__()", *init]]
    lines += ["", f"    def forward(self, {arguments}):"]
    lines += ["        " + line for line in forward]
    lines += [
        "",
        "model = Net()",
        f"out = model({given})",
        "print(out.shape, out.is_contiguous())",
    ]
    return "\n".join(lines) + "\n"


def recurrent(rng):
    """Embedding or features, an RNN, a way to sum up the steps, a head."""
    kind = rng.choice(["RNN", "LSTM", "GRU"])
    features, units, classes = (rng.randint(2, 9) for _ in range(3))
    batch, steps = rng.randint(2, 4), rng.randint(2, 6)
    options = some(
        rng,
        num_layers=[1, 2, 3],
        bidirectional=[True],
        batch_first=[True],
        bias=[False],
        dropout=[0.0, 0.3],
    )
    if kind == "LSTM" and units > 2 and rng.random() < 0.2:
        options["proj_size"] = rng.randint(1, units - 1)
    init, forward = [], []
    front = (batch, steps) if options.get("batch_first") else (steps, batch)
    if rng.random() < 0.5:
        rows = rng.randint(10, 30)
        padding = rng.choice(["", ", padding_idx=0"])
        init.append(f"self.emb = nn.Embedding({rows}, {features}{padding})")
        forward.append("x = self.emb(x)")
        given = f"torch.randint(0, {rows}, {front})"
    else:
        given = call("torch.randn", *front, slip(rng, features))
    init.append(f"self.rnn = {call(f'nn.{kind}', features, units, **options)}")
    width = options.get("proj_size", units) * (2 if "bidirectional" in options else 1)
    state = "out, (h, c)" if kind == "LSTM" else "out, h"
    if rng.random() < 0.05:
        state = "out"
    forward.append(f"{state} = self.rnn(x{hidden(rng, kind, options, batch, units)})")
    if rng.random() < 0.3:
        forward.append("print(h.shape)")
    forward += summed(rng, options, width)
    init.append(f"self.fc = nn.Linear({slip(rng, width)}, {classes})")
    if rng.random() < 0.3:
        init.append("self.drop = nn.Dropout(0.5)")
        forward.append("x = self.drop(x)")
    forward.append("return self.fc(x)")
    text = klass(init, forward, given)
    if rng.random() < 0.2:
        text += "model.rnn.weight_ih_l0.requires_grad = False\n"
    if rng.random() < 0.3:
        text += training(rng, classes)
    return text + TAIL


def hidden(rng, kind, options, batch, units):
    """Sometimes the first state is given."""
    if rng.random() < 0.6:
        return ""
    count = options.get("num_layers", 1) * (2 if "bidirectional" in options else 1)
    one = call("torch.zeros", slip(rng, count), slip(rng, batch), units)
    two = call("torch.zeros", count, batch, options.get("proj_size", units))
    return f", ({two}, {one})" if kind == "LSTM" else f", {one}"


def summed(rng, options, width):
    steps = 1 if options.get("batch_first") else 0
    last = "out[:, -1, :]" if steps else "out[-1]"
    choices = [
        [f"x = {last}"],
        [f"x = out.mean(dim={steps})"],
        [f"x, _ = out.max(dim={steps})"],
        ["x = out"],
        ["x = F.relu(out)"],
        [f"x = out.view(-1, {width})"],
        [f"x = out.contiguous().view(-1, {width})"],
        ["x = out.reshape(-1, out.size(2))"],
        [f"x = torch.cat([{last}, {last}], dim=-1)[:, :{width}]"],
        [
            f"w = torch.softmax(out.sum(-1, keepdim=True), dim={steps})",
            f"x = (w * out).sum({steps})",
        ],
    ]
    if "bidirectional" in options and "proj_size" not in options:
        choices.append(["x = torch.cat((h[-2], h[-1]), dim=1)"])
        choices.append(["h = h.view(-1, 2, h.size(1), h.size(2))", "x = h[-1, 0]"])
    return rng.choice(choices)


def training(rng, classes):
    rate = rng.choice(
        ["optim.Adam(model.parameters())", "optim.SGD(model.parameters(), 0.1)"]
    )
    return f"""optimizer = torch.{rate}
target = torch.zeros(out.numel() // {classes}).long()
loss = F.cross_entropy(out.reshape(-1, {classes}), target) + out.pow(2).mean()
optimizer.zero_grad()
loss.backward()
optimizer.step()
print(f"loss {{loss.item():.3f}}", loss.shape)
"""


def stack(rng):
    """A Sequential over vectors, sequences or images."""
    axes = rng.choice([0, 1, 2])
    sizes = [rng.randint(6, 12) for _ in range(axes)]
    channels = rng.randint(2, 6)
    first = (rng.randint(2, 4), channels, *sizes)
    layers = []
    for _ in range(rng.randint(2, 7)):
        text, channels = layer(rng, axes, channels)
        layers.append(text)
    if axes and rng.random() < 0.5:
        layers.append("nn.Flatten()")
        if rng.random() < 0.3:
            layers.append("nn.Identity()")
    if rng.random() < 0.3:
        names = [f'("l{n}", {text})' for n, text in enumerate(layers)]
        body = "from collections import OrderedDict\n"
        body += f"model = nn.Sequential(OrderedDict([{', '.join(names)}]))\n"
    else:
        body = "model = nn.Sequential(\n    " + ",\n    ".join(layers) + ",\n)\n"
    if rng.random() < 0.3:
        body += "model.eval()\n"
    if rng.random() < 0.2:
        body += "for p in model[0].parameters():\n    p.requires_grad = False\n"
    body += f"out = model({call('torch.randn', *first)})\n"
    return body + "print(out.shape, out.is_contiguous())\n" + TAIL


ACTIVATIONS = """ReLU() ReLU(inplace=True) LeakyReLU(0.2) ELU() SELU() GELU() SiLU()
    Sigmoid() Tanh() Softplus() Hardswish() Mish() Softmax(dim=1) LogSoftmax(dim=-1)
    PReLU() Dropout(0.1) Dropout() Identity() Hardtanh() CELU() Softsign()""".split()


def layer(rng, axes, channels):
    end = f"{axes}d"
    if rng.random() < 0.35:
        return f"nn.{rng.choice(ACTIVATIONS)}", channels
    given = slip(rng, channels)
    if not axes:
        kinds = ["Linear", "Linear", "BatchNorm1d", "LayerNorm"]
    else:
        kinds = ["Conv", "Conv", "BatchNorm", "MaxPool", "AvgPool", "ConvTranspose"]
        kinds += ["InstanceNorm", "GroupNorm", "AdaptiveAvgPool", "ReflectionPad"]
    kind = rng.choice(kinds)
    if kind == "Linear":
        out = rng.randint(2, 6)
        return call("nn.Linear", given, out, **some(rng, bias=[False])), out
    if kind in ("Conv", "ConvTranspose"):
        out = rng.randint(2, 6)
        options = some(
            rng,
            stride=[1, 2, (1,) * axes],
            padding=[0, 1, (1,) * axes],
            dilation=[1, 2],
            bias=[False],
        )
        kernel = rng.choice([1, 2, 3, (2,) * axes])
        return call(f"nn.{kind}{end}", given, out, kernel, **options), out
    if kind in ("MaxPool", "AvgPool"):
        options = some(rng, stride=[1, 2], padding=[0, 1], ceil_mode=[True])
        return call(f"nn.{kind}{end}", 2, **options), channels
    if kind == "AdaptiveAvgPool":
        return call(f"nn.{kind}{end}", rng.choice([1, 2, (2,) * axes])), channels
    if kind == "ReflectionPad":
        return call(f"nn.{kind}{end}", 1), channels
    if kind == "GroupNorm":
        return call("nn.GroupNorm", rng.choice([1, 1, 2]), given), channels
    if kind == "LayerNorm":
        return call("nn.LayerNorm", given, **some(rng, eps=[1e-6])), channels
    name = kind if kind.endswith("d") else kind + end
    return call(f"nn.{name}", given, **some(rng, affine=[False, True])), channels


def attention(rng):
    """Attention by itself, or layers of a Transformer."""
    heads = rng.choice([1, 2, 4])
    width = heads * rng.randint(1, 4) + (1 if rng.random() < 0.05 else 0)
    first = rng.random() < 0.5
    batch, steps = rng.randint(2, 4), rng.randint(2, 6)
    front = (batch, steps) if first else (steps, batch)
    given = call("torch.randn", *front, slip(rng, width))
    options = {"batch_first": True} if first else {}
    options |= some(rng, dropout=[0.0, 0.2])
    if rng.random() < 0.4:
        options |= some(rng, bias=[False], add_bias_kv=[True])
        body = f"model = {call('nn.MultiheadAttention', width, heads, **options)}\n"
        body += f"x = {given}\nout, w = model(x, x, x)\nprint(out.shape, w.shape)\n"
        return body + TAIL
    options |= some(
        rng,
        dim_feedforward=[8, 16],
        activation=["'gelu'", "'relu'"],
        norm_first=[True],
        bias=[False],
    )
    depth = rng.randint(1, 3)
    part = rng.choice(["Encoder", "Decoder"])
    layer_text = call(
        f"nn.Transformer{part}Layer",
        "d_model=" + str(width),
        f"nhead={heads}",
        **options,
    )
    norm = f", norm=nn.LayerNorm({width})" if rng.random() < 0.3 else ""
    body = f"layer = {layer_text}\nx = {given}\n"
    body += f"model = nn.Transformer{part}(layer, {depth}{norm})\n"
    if rng.random() < 0.4 and part == "Encoder":
        size = slip(rng, steps)
        body += f"mask = nn.Transformer.generate_square_subsequent_mask({size})\n"
        body += "out = model(x, mask)\n"
    else:
        body += "out = model(x)\n" if part == "Encoder" else "out = model(x, x)\n"
    return body + "print(out.shape, out.is_contiguous())\n" + TAIL


def blocks(rng):
    """Blocks in a ModuleList or ModuleDict, own parameters, tied weights."""
    width, depth = rng.randint(3, 7), rng.randint(1, 3)
    layers = f"nn.Linear({width}, {width}) for _ in range({depth})"
    init = [
        f"self.blocks = nn.ModuleList([{layers}])",
        f"self.scale = nn.Parameter(torch.ones({rng.choice([1, width])}))",
    ]
    forward = ["for block in self.blocks:", "    x = x + F.relu(block(x)) * self.scale"]
    if rng.random() < 0.5:
        heads = f"a=nn.Linear({width}, 2), b=nn.Linear({width}, 3)"
        init.append(f"self.heads = nn.ModuleDict(dict({heads}))")
        forward.append("y = torch.cat([self.heads[k](x) for k in self.heads], dim=-1)")
        forward.append("print(y.shape)")
    if rng.random() < 0.5:
        init.append("self.last = self.blocks[0]")
        forward.append("x = self.last(x)")
    if rng.random() < 0.4:
        init.append(f"self.emb = nn.Embedding(9, {width})")
        init.append(f"self.out = nn.Linear({slip(rng, width)}, 9, bias=False)")
        init.append("self.out.weight = self.emb.weight")
        forward.append("x = self.out(x)")
    if rng.random() < 0.4:
        init.append(f"self.register_buffer('mean', torch.zeros({width}))")
    if rng.random() < 0.3:
        one = f"nn.Parameter(torch.randn({width}, 2))"
        init.append(f"self.w = nn.ParameterList([{one} for _ in range(2)])")
        forward.insert(0, "z = sum(x @ w for w in self.w)")
        forward.insert(1, "print(z.size())")
    forward.append("return x")
    given = call(
        "torch.randn",
        *(rng.randint(1, 4) for _ in range(rng.randint(1, 2))),
        slip(rng, width),
    )
    text = klass(init, forward, given)
    if rng.random() < 0.3:
        text += "for p in model.blocks.parameters():\n    p.requires_grad_(False)\n"
        text += "print(sum(p.numel() for p in model.parameters() if p.requires_grad))\n"
    if rng.random() < 0.3:
        text += (
            "import copy\nmodel = copy.deepcopy(model)\nmodel.apply(lambda m: None)\n"
        )
        text += "print(len(list(model.modules())), len(list(model.children())))\n"
    return text + TAIL


# A tensor, and one operation after the other, each of which may be refused.


def tensors(rng):
    shape = [rng.choice([1, 2, 3, 4, 6]) for _ in range(rng.randint(1, 4))]
    lines = [f"x = {call('torch.randn', *shape)}", "y = x"]
    for _ in range(rng.randint(3, 9)):
        lines += [operation(rng), "print(y.shape, y.dtype, y.is_contiguous())"]
    model = f"model = nn.Linear({rng.randint(2, 5)}, 2)\n"
    return "\n".join(lines) + "\n" + model


def operation(rng):
    axis, other = rng.randint(-2, 2), rng.randint(-2, 2)
    size = rng.choice([1, 2, 3, 4])
    return rng.choice(OPERATIONS).format(
        d=axis, e=other, n=size, m=rng.choice([1, 2, 3])
    )


OPERATIONS = """y = y.transpose({d}, {e})
y = y.unsqueeze({d})
y = y.squeeze({d})
y = y.squeeze()
y = y.sum({d})
y = y.mean(dim={d}, keepdim=True)
y = y.max(dim={d}).values
y, i = y.min({d})
y = y.view(-1)
y = y.reshape({n}, -1)
y = y.contiguous().view(y.size(0), -1)
y = y.flatten({d})
y = y.flatten(1)
y = torch.flatten(y, start_dim=0, end_dim={d})
y = y[0]
y = y[:, {n}]
y = y[..., -1]
y = y[None]
y = y[:, None, :{n}]
y = y[{n}:]
y = y[::{m}]
y = y[[0, -1]]
y = y[:, [0]]
y = y[torch.zeros({n}).long()]
y = y[y > 0].shape and y
y = y.permute(1, 0)
y = y.permute(*range(y.dim())[::-1])
y = y.T if y.dim() == 2 else y
y = y.mT if y.dim() > 1 else y
y = y.repeat({n}, 1)
y = y.repeat_interleave({m}, dim={d})
y = y.expand({n}, *y.shape)
y = y.expand(-1, {n})
y = torch.cat([y, y], dim={d})
y = torch.cat((x, y), {d})
y = torch.stack([y, y, y], dim={d})
y = torch.stack([y] * {n}).mean(0)
y = y.chunk({m}, dim={d})[0]
y = y.split({n}, {d})[-1]
y = torch.unbind(y, {d})[0]
y = y + x
y = y * y
y = y - y.mean()
y = y / {n}
y = 1 - y
y = y ** 2
y = y @ y.transpose(-1, -2)
y = torch.matmul(y, torch.ones(y.size(-1), {n}))
y = torch.matmul(y, y)
y = torch.einsum('...i,...j->...ij', y, y)
y = torch.einsum('ij,kj->ik', y, y)
y = torch.tanh(y)
y = F.relu(y)
y = y.softmax(dim={d})
y = F.log_softmax(y, {d})
y = torch.where(y > 0, y, torch.zeros_like(y))
y = y.masked_fill(y == 0, -1e9)
y = y.argmax({d}).float()
y = (y > 0).float()
y = (y > 0).sum({d}) * 1.0
y = y.long().double().float()
y = y.topk({m}, dim={d})[0]
y = y.sort(dim={d}, descending=True)[0]
y = y.cumsum({d})
y = F.pad(y, ({m}, 0))
y = F.pad(y, (0, 1, {m}, {m}))
y = y.unfold({d}, {m}, 1)
y = torch.outer(y, y)
y = torch.bmm(y, y)
y = F.one_hot(y.argmax({d}), 7).float()
y = y.index_select({d}, torch.tensor([0]))
y = y.narrow({d}, 0, {m})
y = y.gather({d}, y.long() * 0)
y = torch.linspace(0, 1, {n}) + y
y = torch.arange(y.size({d})).float()
y = y.view(y.size(0), {n}, -1)
y = y.new_zeros(y.size(0), {n})
y = torch.zeros_like(y)
y = y.norm(dim={d})
y = y.std({d}, keepdim=True)
y = y.var()
y = torch.diag(y)
y = torch.tril(y)
y = y.roll(1, {d})
y = y.flip({d})
y = y.movedim({d}, {e})
y = y.swapaxes({d}, {e})
y = y.unflatten({d}, (-1, {m}))
y = F.normalize(y, dim={d})
y = F.cosine_similarity(y, y, dim={d})
y = F.softplus(y).log().exp().sqrt().abs().clamp(min=0)
y = F.linear(y, torch.ones({n}, y.size(-1)))
y = F.layer_norm(y, y.shape[-1:])
y = F.interpolate(y, scale_factor=2)
y = F.max_pool1d(y, {m})
y = F.avg_pool2d(y, 2)
y = F.adaptive_avg_pool1d(y, {m})
y = F.glu(y, dim={d})
y = torch.meshgrid(y, y, indexing='ij')[0]
y = y.broadcast_to({n}, *y.shape)
y = y.tile(2)
y = torch.logsumexp(y, dim={d})
y = y.prod({d})
y = y.any({d}).float()
y = y.clone().sub_(y)
y = y.clone().add_(1).mul_(2)
y = torch.addmm(torch.zeros({n}), y, y.t())
y = torch.hstack([y, y])
y = torch.vstack([y, y])
y[0] = 0
y[:, 0] = 1.5
y = y.clone().detach().requires_grad_()
y = torch.triu(torch.ones({n}, {n}), diagonal=1) == 1
y = torch.nn.functional.cross_entropy(y, torch.zeros(y.size(0)).long())
y = torch.bucketize(y, torch.tensor([0.0, 1.0])).float()
y = torch.cdist(y, y)
y = y.view({n}, -1)
y = y.view(*y.shape[:-1], 1, -1)
y = y.view(-1, y.size(-1))
y = y.transpose(0, 1).view(-1)
y = torch.tensordot(y, y, dims=1)""".split("\n")
