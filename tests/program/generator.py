"""Random Keras programs: text that builds models in the ways people do.

A tensor in a program has a kind: "tokens" (whole numbers), "sequence" (steps,
features), "vector" or "image"; each kind has the layers that people put on it.
One program in ten has a layer of another kind, which Keras mostly refuses.
"""

from random import Random

IMPORTS = (
    ("import keras", "keras.layers.", "keras."),
    ("import keras\nfrom keras import layers", "layers.", "keras."),
    ("import tensorflow as tf", "tf.keras.layers.", "tf.keras."),
    ("from tensorflow import keras\nfrom tensorflow.keras import layers", "layers.",
     "keras."),
    ("import keras\nfrom keras.layers import *", "", "keras."),
)  # fmt: skip
SHAPES = {
    "tokens": ["(30,)", "(None,)", "(12,)"],
    "sequence": ["(13, 5)", "(None, 7)", "(8, 16)", "(24, 1)"],
    "vector": ["(10,)", "(32,)", "(1,)"],
    "image": ["(28, 28, 1)", "(32, 32, 3)"],
}


class Program:
    def __init__(self, seed):
        self.random = Random(seed)
        self.head, self.layers, self.root = self.one(IMPORTS)
        self.lines = []
        self.made = 0

    def one(self, choices):
        return self.random.choice(choices)

    def chance(self, share):
        return self.random.random() < share

    def text(self):
        return "\n".join([self.head, "from keras import ops", "", *self.lines, ""])

    # Layers, as text: a call, and the kind of what it returns

    def number(self):
        return self.one([1, 2, 3, 4, 8, 10, 16, 32, 50, 64, 100, 128])

    def options(self, *choices):
        """Some of the arguments, in the order given."""
        return "".join(f", {each}" for each in choices if self.chance(0.25))

    def call(self, name, arguments):
        return f"{self.layers}{name}({arguments})"

    def on_tokens(self):
        mask = ", mask_zero=True" if self.chance(0.35) else ""
        size = self.one([100, 1000, 5000, 20000])
        arguments = f"{size}, {self.number()}{mask}{self.options('trainable=False')}"
        return self.call("Embedding", arguments), "sequence"

    def recurrent(self, sequences):
        name = self.one(["LSTM", "GRU", "SimpleRNN", "LSTM", "GRU"])
        arguments = str(self.number())
        arguments += ", return_sequences=True" if sequences else ""
        arguments += self.options(
            "dropout=0.2", "use_bias=False", "activation='relu'", "trainable=False",
            "recurrent_dropout=0.1", "go_backwards=True", "kernel_regularizer='l2'",
        )  # fmt: skip
        if name == "GRU":
            arguments += self.options("reset_after=False")
        code = self.call(name, arguments)
        if self.chance(0.3) and "go_backwards" not in code:
            mode = self.one(["", "", ", merge_mode='sum'", ", merge_mode='ave'"])
            code = self.call("Bidirectional", code + mode)
        return code

    def on_sequence(self):
        n, k = self.number(), self.one([1, 2, 3])
        return self.one([
            (self.recurrent(True), "sequence"),
            (self.recurrent(True), "sequence"),
            (self.recurrent(False), "vector"),
            (self.recurrent(False), "vector"),
            (self.call("Dropout", "0.3"), "sequence"),
            (self.call("SpatialDropout1D", "0.2"), "sequence"),
            (self.call("Dense", f"{n}{self.options('activation=None')}"), "sequence"),
            (self.call("TimeDistributed", self.call("Dense", n)), "sequence"),
            (self.call("Conv1D", f"{n}, {k}, padding='same'"), "sequence"),
            (self.call("Conv1D", f"{n}, {k}, padding='causal', dilation_rate=2"),
             "sequence"),
            (self.call("SeparableConv1D", f"{n}, {k}{self.options('strides=2')}"),
             "sequence"),
            (self.call("MaxPooling1D", self.one(["", "2", "pool_size=2"])), "sequence"),
            (self.call("LayerNormalization", ""), "sequence"),
            (self.call("BatchNormalization", self.options("scale=False")[2:]),
             "sequence"),
            (self.call("Masking", "mask_value=0.0"), "sequence"),
            (self.call("Activation", "'relu'"), "sequence"),
            (self.call("GaussianNoise", "0.1"), "sequence"),
            (self.call("GlobalAveragePooling1D", ""), "vector"),
            (self.call("GlobalMaxPooling1D", ""), "vector"),
            (self.call("ZeroPadding1D", "1"), "sequence"),
            (self.call("UpSampling1D", "2"), "sequence"),
        ])  # fmt: skip

    def on_vector(self):
        n = self.number()
        return self.one([
            (self.call("Dense", f"{n}, activation='relu'"), "vector"),
            (self.call("Dense", f"units={n}{self.options('use_bias=False')}"),
             "vector"),
            (self.call("Dropout", "rate=0.5"), "vector"),
            (self.call("BatchNormalization", ""), "vector"),
            (self.call("LeakyReLU", ""), "vector"),
            (self.call("PReLU", ""), "vector"),
            (self.call("RepeatVector", n), "sequence"),
            (self.call("Flatten", ""), "vector"),
            (self.call("Softmax", ""), "vector"),
            (self.call("UnitNormalization", ""), "vector"),
        ])  # fmt: skip

    def on_image(self):
        n, k = self.number(), self.one([1, 3, "(3, 3)", 5])
        return self.one([
            (self.call("Conv2D", f"{n}, {k}, activation='relu'"), "image"),
            (self.call("Conv2D", f"{n}, {k}, strides=2, padding='same'"), "image"),
            (self.call("SeparableConv2D", f"{n}, {k}, padding='same'"), "image"),
            (self.call("DepthwiseConv2D", f"{k}"), "image"),
            (self.call("Conv2DTranspose", f"{n}, {k}, strides=2"), "image"),
            (self.call("MaxPooling2D", self.one(["", "(2, 2)"])), "image"),
            (self.call("BatchNormalization", ""), "image"),
            (self.call("GlobalAveragePooling2D", ""), "vector"),
            (self.call("Flatten", ""), "vector"),
        ])  # fmt: skip

    def layer(self, kind, wrong=0.0):
        if self.chance(wrong):
            kind = self.one(list(SHAPES))
        return getattr(self, f"on_{kind}")()

    # Models

    def name(self, prefix="x"):
        self.made += 1
        return f"{prefix}{self.made}"

    def input(self, kind):
        return f"{self.root}Input(shape={self.one(SHAPES[kind])})"

    def stack(self, kind, wrong=0.0):
        calls = []
        for _ in range(self.random.randint(1, 6)):
            code, kind = self.layer(kind, wrong)
            calls.append(code)
        if kind == "vector" and self.chance(0.7):
            calls.append(self.call("Dense", f"{self.number()}, activation='softmax'"))
        return calls

    def sequential(self, wrong=0.0):
        kind = self.one(["tokens", "sequence", "sequence", "vector", "image"])
        calls, model = self.stack(kind, wrong), self.name("model")
        manner = self.one(["list", "add", "input_shape", "build"])
        shape = self.one(SHAPES[kind])
        if manner == "input_shape":
            calls[0] = f"{calls[0][:-1]}, input_shape={shape})"
        if manner in ("list", "add"):
            calls.insert(0, f"{self.root}Input(shape={shape})")
        named = f"name='{self.one(['net', 'encoder'])}'" if self.chance(0.2) else ""
        if manner == "list" or self.chance(0.3):
            body = "".join(f"    {call},\n" for call in calls)
            end = f", {named}" if named else ""
            self.lines.append(f"{model} = {self.root}Sequential([\n{body}]{end})")
        else:
            self.lines.append(f"{model} = {self.root}models.Sequential({named})")
            self.lines += [f"{model}.add({call})" for call in calls]
        if manner == "build":
            sizes = shape.strip("(),")
            self.lines.append(f"{model}.build((None, {sizes}))")
        return model

    def functional(self, wrong=0.0):
        pool, inputs = [], []
        for _ in range(self.one([1, 1, 1, 2, 3])):
            kind = self.one(["tokens", "sequence", "sequence", "vector", "image"])
            name = self.name("inp")
            self.lines.append(f"{name} = {self.input(kind)}")
            inputs.append(name)
            pool.append((name, kind))
        for _ in range(self.random.randint(2, 9)):
            pool.append(self.step(pool, wrong))
        pool = self.joined(pool, inputs)
        model = self.name("model")
        outputs = pool[-1][0]
        if self.chance(0.2):
            outputs = f"[{pool[-1][0]}, {pool[-2][0]}]"
        given = inputs[0] if len(inputs) == 1 else f"[{', '.join(inputs)}]"
        if self.chance(0.5):
            given, outputs = f"inputs={given}", f"outputs={outputs}"
        self.lines.append(f"{model} = {self.root}Model({given}, {outputs})")
        return model

    def step(self, pool, wrong):
        """One more tensor, from those there are."""
        name, kind = self.one(pool[-3:])
        made = self.name()
        if kind == "sequence" and self.chance(0.35):
            code, after = self.expression(name)
        else:
            call, after = self.layer(kind, wrong)
            code = f"{call}({name})"
            if self.chance(0.15):
                shared = self.name("shared")
                self.lines.append(f"{shared} = {call}")
                self.lines.append(f"{self.name()} = {shared}({name})")
                code = f"{shared}({name})"
        self.lines.append(f"{made} = {code}")
        return made, after

    def expression(self, name):
        n = self.one([2, 3])
        return self.one([
            (f"{name}[:, -1, :]", "vector"),
            (f"{name}[:, 0]", "vector"),
            (f"{name} * 0.5 + 1.0", "sequence"),
            (f"-{name}", "sequence"),
            (f"{name} - {name}", "sequence"),
            (f"ops.mean({name}, axis=1)", "vector"),
            (f"ops.max({name}, axis=1)", "vector"),
            (f"ops.tanh({name}) / 2", "sequence"),
            (f"ops.concatenate([{name}, {name}], axis=-1)", "sequence"),
            (self.call("Add", "") + f"([{name}, {name}])", "sequence"),
            (self.call("Attention", "") + f"([{name}, {name}])", "sequence"),
            (self.call("MultiHeadAttention", f"{n}, 8") + f"({name}, {name})",
             "sequence"),
            (self.call("LSTM", "8, return_state=True") + f"({name})[0]", "vector"),
            (self.call("Lambda", "lambda t: t * 2") + f"({name})", "sequence"),
            (self.call("Lambda", "lambda t: t[:, -1]") + f"({name})", "vector"),
            (self.call("Permute", "(2, 1)") + f"({name})", "sequence"),
        ])  # fmt: skip

    def joined(self, pool, inputs):
        """Make every input lead to the output: one vector of all that is loose."""
        ends = [pool[-1], *((name, kind) for name, kind in pool if name in inputs[1:])]
        vectors = []
        for name, kind in ends:
            while kind != "vector":
                made = self.name()
                code, kind = {
                    "tokens": (self.call("Embedding", "50, 4"), "sequence"),
                    "sequence": (self.call("GlobalMaxPooling1D", ""), "vector"),
                    "image": (self.call("GlobalMaxPooling2D", ""), "vector"),
                }[kind]
                self.lines.append(f"{made} = {code}({name})")
                name = made
            vectors.append(name)
        if len(vectors) > 1:
            made = self.name()
            merged = self.call("Concatenate", "")
            self.lines.append(f"{made} = {merged}([{', '.join(vectors)}])")
            pool.append((made, "vector"))
        elif vectors[0] != pool[-1][0]:
            pool.append((vectors[0], "vector"))
        return pool

    def subclassed(self, wrong=0.0):
        kind = self.one(["tokens", "sequence", "sequence", "vector"])
        cls, model = self.name("Net"), self.name("model")
        calls = self.stack(kind, wrong)
        body = [f"        self.l{n} = {call}" for n, call in enumerate(calls)]
        steps = [f"        x = self.l{n}(x)" for n in range(len(calls))]
        base = self.one(["Model", "Model", "layers.Layer"])
        self.lines += [
            f"class {cls}({self.root}{base}):",
            "    def __init__(self, **kwargs):",
            "        super().__init__(**kwargs)",
            *body,
            self.one(
                ["    def call(self, x):", "    def call(self, x, training=None):"]
            ),
            *steps,
            "        return x",
        ]
        shape = self.one(SHAPES[kind])
        if base == "layers.Layer":
            inside = self.name("inp")
            self.lines.append(f"{inside} = {self.root}Input(shape={shape})")
            self.lines.append(
                f"{model} = {self.root}Model({inside}, {cls}()({inside}))"
            )
            return model
        self.lines.append(f"{model} = {cls}()")
        sizes = shape.strip("(),").replace("None", "9")
        ways = [
            f"{model}.build((None, {sizes}))",
            f"{model}(ops.zeros((2, {sizes})))",
            f"{model}({self.root}Input(shape={shape}))",
        ]
        self.lines.append(self.one(ways))
        return model

    def nested(self, wrong=0.0):
        """A model inside a model, perhaps frozen, perhaps used twice."""
        inner, outer = self.sequential(), self.name("model")
        if self.chance(0.5):
            self.lines.append(f"{inner}.trainable = False")
        inp = self.name("inp")
        self.lines.append(f"{inp} = {self.root}Input(shape={inner}.input_shape[1:])")
        made = self.name()
        self.lines.append(f"{made} = {inner}({inp})")
        if self.chance(0.3):
            second = self.name()
            self.lines.append(f"{second} = {inner}({inp})")
            self.lines.append(f"{made} = {self.call('Add', '')}([{made}, {second}])")
        self.lines.append(f"{made} = {self.call('Dense', self.number())}({made})")
        self.lines.append(f"{outer} = {self.root}Model({inp}, {made})")
        return outer

    def printed(self, model):
        options = self.options(
            "show_trainable=True", "expand_nested=True",
            self.one(["line_length=70", "line_length=120"]),
        )  # fmt: skip
        self.lines.append(f"{model}.summary({options[2:]})")
        extra = self.one([
            "",
            f"print({model}.count_params(), len({model}.layers))",
            f"print([layer.name for layer in {model}.layers])",
            f"for w in {model}.weights:\n    print(w.name, w.shape, w.trainable)",
            f"print([w.path for w in {model}.trainable_weights])",
            f"print({model}.output_shape)",
            f"print([a.shape for a in {model}.get_weights()])",
        ])  # fmt: skip
        if extra:
            self.lines.append(extra)


KINDS = ("sequential", "functional", "functional", "subclassed", "nested")


def program(seed):
    """The program of this number: always the same text."""
    made = Program(seed)
    wrong = 0.15 if made.chance(0.12) else 0.0
    for _ in range(made.one([1, 1, 2])):
        model = getattr(made, made.one(KINDS))(wrong)
        made.printed(model)
    return made.text()
