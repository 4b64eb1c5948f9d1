"""Prints that real packages make of real models: the packages count, and so do we."""

from functools import cache

import pytest

from gatecount import CountError
from gatecount.program import count_model

torch = pytest.importorskip("torch")
nn = torch.nn


class Tagger(nn.Module):
    """Embedding, recurrent layer and head; something of its own where asked."""

    def __init__(self, cell=nn.LSTM, own=False, frozen=False, **options):
        super().__init__()
        self.embed = nn.Embedding(500, 32)
        self.cell = cell(32, 24, batch_first=True, **options)
        self.drop = nn.Dropout(0.1)
        self.out = nn.Linear(24 * (1 + self.cell.bidirectional), 7)
        if own:
            self.scale = nn.Parameter(torch.ones(9))
        if frozen:
            self.embed.weight.requires_grad = False

    def forward(self, words):
        return self.out(self.drop(self.cell(self.embed(words))[0]))


class Outer(nn.Module):
    """A model with another in it, used twice."""

    def __init__(self, **options):
        super().__init__()
        self.inner = Tagger(**options)
        self.again = nn.Linear(7, 7)

    def forward(self, words):
        return self.again(self.again(self.inner(words)))


class Bare(nn.Module):
    """A part with nothing but parameters of its own."""

    def __init__(self):
        super().__init__()
        self.weights = nn.Parameter(torch.ones(5))


MODELS = {
    "lstm": Tagger,
    "gru": lambda: Tagger(nn.GRU, num_layers=2, bidirectional=True),
    "rnn": lambda: Tagger(nn.RNN, bias=False),
    "own": lambda: Tagger(own=True),
    "frozen": lambda: Tagger(frozen=True),
    "nested": Outer,
    "nested own": lambda: Outer(own=True, frozen=True),
}


def whole(model):
    return sum(each.numel() for each in model.parameters())


COLUMNS = [
    (),
    ("num_params",),
    ("output_size", "num_params", "kernel_size", "mult_adds"),
    ("kernel_size", "input_size", "output_size", "num_params", "trainable"),
    ("input_size", "params_percent", "num_params", "mult_adds"),
    ("input_size", "output_size"),
]
ROWS = [
    ("depth",),
    ("var_names",),
    ("var_names", "depth"),
    ("ascii_only",),
    ("ascii_only", "depth", "var_names"),
    ("hide_recursive_layers",),
]


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("depth", [0, 1, 3])
def test_torchinfo_with_its_options(name, depth, tally):
    torchinfo = pytest.importorskip("torchinfo")
    model, words = MODELS[name](), torch.zeros(4, 11, dtype=torch.long)
    still = sum(p.numel() for p in model.parameters() if not p.requires_grad)
    torchinfo.torchinfo.clear_cached_forward_pass()  # it knows a model by its class
    for columns in COLUMNS:
        for rows in ROWS:
            options = {"row_settings": rows, "depth": depth, "verbose": 0}
            options["cache_forward_pass"] = True
            if columns:
                options["col_names"] = columns
            text = str(torchinfo.summary(model, input_data=words, **options))
            counted = count_model(text)
            assert counted.total == whole(model) and not counted.incomplete, text
            if depth == 3 and "num_params" in (columns or ("num_params",)):
                assert counted.non_trainable == still, text
            tally["tables of torchinfo, of all options"] += 1


def test_weights_listed_in_a_table_are_counted_once():
    torchinfo = pytest.importorskip("torchinfo")
    model = Outer()
    with torch.no_grad():
        text = str(torchinfo.summary(model, verbose=0))
    table = torchinfo.summary(model, verbose=0)
    table.formatting.verbose = 2
    assert "weight_ih_l0" in str(table) and "weight_ih_l0" not in text
    assert count_model(str(table)).total == count_model(text).total == whole(model)


def test_two_tables_are_two_models():
    torchinfo = pytest.importorskip("torchinfo")
    one, two = (str(torchinfo.summary(m, verbose=0)) for m in (Tagger(), Outer()))
    counted = count_model(f"{one}\n{two}")
    assert counted.total is None and len(counted.models) == 2
    assert [each.total for each in counted.models] == [whole(Tagger()), whole(Outer())]
    assert count_model(f"{one}\n{one}").total == whole(Tagger())
    trees = count_model(f"{Tagger()}\n{Outer()}")
    assert trees.total is None and trees.models[1].total == whole(Outer())


def test_a_sum_that_contradicts_the_total_is_no_headline():
    torchinfo = pytest.importorskip("torchinfo")
    text = str(torchinfo.summary(Tagger(), verbose=0))
    cut = "\n".join(line for line in text.splitlines() if "Embedding" not in line)
    counted = count_model(cut)
    assert counted.total is None and "A row is missing" in str(counted.notes[-1])
    keras = "lstm (LSTM) (None, 10) 640\ndense (Dense) (None, 1) 11\nTotal params: 640"
    assert count_model(keras).total is None


@pytest.mark.parametrize("cell", [nn.GRU, nn.RNN])
def test_torchsummary_s_zero_is_not_confirmed(cell, capsys):
    torchsummary = pytest.importorskip("torchsummary")
    model = nn.Sequential(nn.Linear(5, 6), cell(6, 8))
    torchsummary.summary(model, (9, 5), device="cpu")
    counted = count_model(capsys.readouterr().out)
    assert counted.incomplete and "torchsummary prints 0" in str(counted.notes[0])
    assert not any("add up" in str(each) for each in counted.notes)


def test_a_tree_says_what_it_cannot_show():
    plain, tied = Tagger(), nn.ModuleDict()
    assert count_model(str(plain)).total == whole(plain)
    tied["in"], tied["out"] = nn.Embedding(50, 8), nn.Linear(8, 50, bias=False)
    tied["out"].weight = tied["in"].weight
    counted = count_model(str(tied))
    assert counted.total is None and "in, out may be" in str(counted.notes[0])
    hidden = nn.ModuleDict({"head": nn.Linear(3, 2), "own": Bare()})
    assert count_model(str(hidden)).incomplete
    listed = nn.ModuleDict({"a": nn.ParameterList([torch.ones(3, 4), torch.ones(5)])})
    assert count_model(str(listed)).total == 17
    normed = nn.utils.parametrizations.weight_norm(nn.Linear(3, 4))
    assert count_model(str(nn.Sequential(normed))).incomplete
    dropped = f"M(\n  (rnn): WeightDrop(\n    (module): {nn.LSTM(4, 3)}\n  )\n)"
    assert count_model(dropped).total is None


FLAX = [{}, {"compute_flops": True}, {"depth": 1}]


@cache
def flax_models(jax, linen):
    """Whole models of linen, each with what it reads and a weight of it."""

    class Tagger(linen.Module):
        @linen.compact
        def __call__(self, words):
            x = linen.RNN(linen.OptimizedLSTMCell(10))(linen.Embed(100, 8)(words))
            x = linen.BatchNorm(use_running_average=False)(x)
            self.param("own", linen.initializers.ones, (2, 3))
            return linen.Dense(2)(linen.LayerNorm()(x))

    cells = linen.RNN(linen.LSTMCell(4)), linen.RNN(linen.LSTMCell(4))
    stacked = [linen.RNN(linen.GRUCell(8)), linen.Bidirectional(*cells)]
    steps = jax.numpy.ones((2, 7, 5))
    return (
        (Tagger(), jax.numpy.zeros((2, 7), int), "nn.OptimizedLSTMCell(10)"),
        (linen.Sequential([*stacked, linen.Dense(1200)]), steps, "nn.Dense(1200)"),
        (linen.RNN(linen.SimpleCell(10)), steps, "nn.SimpleCell(10)"),
    )


@pytest.fixture
def traced_once(monkeypatch):
    """What linen's table tells is found once, and drawn in every way."""
    summary = pytest.importorskip("flax.linen.summary")
    ask = summary._get_module_table

    def table(model, **options):
        key = id(model), *options.values()

        def told(*given, **named):
            if key not in TOLD:
                TOLD[key] = ask(model, **options)(*given, **named)
            return TOLD[key]

        return told

    monkeypatch.setattr(summary, "_get_module_table", table)


TOLD = {}


@pytest.mark.parametrize("width", [80, 120, 200])
@pytest.mark.parametrize("options", [*FLAX, {"show_repeated": True}])
@pytest.mark.parametrize("coloured", [False, True])
def test_flax_s_table_is_read(traced_once, width, options, coloured, tally):
    jax, linen = pytest.importorskip("jax"), pytest.importorskip("flax.linen")
    said = {"width": width, "force_terminal": coloured}
    for model, data, code in flax_models(jax, linen):
        key = jax.random.key(0)
        text = model.tabulate(key, data, console_kwargs=said, **options)
        state = jax.eval_shape(model.init, key, data)
        sizes = {
            name: sum(each.size for each in jax.tree.leaves(state[name]))
            for name in state
        }
        counted = count_model(text)
        assert counted.total == sum(sizes.values()), text
        assert counted.trainable == sizes["params"]
        assert counted.framework == "flax.linen"
        if width == 200:
            assert code in [each.code for each in counted.layers], text
        tally["tables of Flax's tabulate counted"] += 1


@cache
def nnx_models(jax, nnx):
    rngs, zeros = nnx.Rngs(0), jax.numpy.zeros

    class Tagger(nnx.Module):
        def __init__(self):
            self.embed = nnx.Embed(100, 8, rngs=rngs)
            self.cell = nnx.OptimizedLSTMCell(8, 10, rngs=rngs)
            self.norm = nnx.BatchNorm(10, rngs=rngs)
            self.drop = nnx.Dropout(0.5, rngs=rngs)
            self.head = nnx.Linear(10, 2, rngs=rngs)
            self.own = nnx.Param(zeros((2, 3)))

        def __call__(self, words):
            state = zeros((2, 10)), zeros((2, 10))
            x = self.cell(state, self.embed(words)[:, 0])[1]
            return self.head(self.drop(self.norm(x)))

    class Outer(nnx.Module):
        def __init__(self):
            self.inner = Tagger()
            self.step = nnx.GRUCell(2, 7, rngs=rngs)
            self.tail = nnx.Sequential(nnx.Linear(7, 1200, rngs=rngs), nnx.relu)

        def __call__(self, words):
            return self.tail(self.step(zeros((2, 7)), self.inner(words))[1])

    words = zeros((2, 7), int)
    return (
        (Tagger(), words, "nnx.OptimizedLSTMCell(8, 10, rngs=rngs)"),
        (Outer(), words, "nnx.GRUCell(2, 7, rngs=rngs)"),
        (nnx.Linear(5, 3, rngs=rngs), zeros((2, 5)), "nnx.Linear(5, 3, rngs=rngs)"),
    )


@pytest.mark.parametrize("width", [80, 120, 200])
@pytest.mark.parametrize("options", FLAX)
def test_the_table_of_nnx_is_read(width, options, tally):
    """Its total has the state of random numbers in it, and each row those inside."""
    jax, nnx = pytest.importorskip("jax"), pytest.importorskip("flax.nnx")
    for model, data, code in nnx_models(jax, nnx):
        text = nnx.tabulate(model, data, console_kwargs={"width": width}, **options)
        trained, still = (
            sum(each.size for each in jax.tree.leaves(nnx.state(model, kind)))
            for kind in (nnx.Param, nnx.BatchStat)
        )
        counted = count_model(text)
        assert counted.total == trained + still, text
        assert counted.trainable == trained and counted.framework == "flax.nnx"
        if width == 200:
            assert code in [each.code for each in counted.layers], text
        tally["tables of Flax's tabulate counted"] += 1


LIGHTNING = """  | Name  | Type      | Params | Mode
--------------------------------------------
0 | embed | Embedding | 16     | train
1 | lstm  | LSTM      | {}  | train
2 | drop  | Dropout   | 0      | train
--------------------------------------------
{}    Trainable params
0         Non-trainable params
"""


def test_rounded_numbers_give_no_total():
    assert count_model(LIGHTNING.format("680  ", "696")).total == 696
    counted = count_model(LIGHTNING.format("25.3 K", "25.3 K"))
    assert counted.total is None and "lstm are printed" in str(counted.notes[0])


def test_a_listing_of_names_and_numbers_is_grouped():
    model = Outer()
    rows = [(name, each.numel()) for name, each in model.named_parameters()]
    rule = f"+{'-' * 40}+{'-' * 12}+"
    lines = [f"|{name:^40}|{number:^12}|" for name, number in rows]
    head = [rule, f"|{'Modules':^40}|{'Parameters':^12}|", rule]
    text = "\n".join([*head, *lines, rule, f"Total Trainable Params: {whole(model)}"])
    counted = count_model(text)
    assert counted.total == whole(model) and len(counted.layers) == 4
    assert count_model(text.replace("16000", "16001")).total is None


def test_equinox_s_tree_is_read():
    eqx, jax = pytest.importorskip("equinox"), pytest.importorskip("jax")
    key = jax.random.PRNGKey(0)
    for model in (
        eqx.nn.LSTMCell(5, 10, key=key),
        eqx.nn.Sequential([eqx.nn.MLP(8, 2, 4, 2, key=key), eqx.nn.LayerNorm(2)]),
    ):
        arrays = jax.tree.leaves(eqx.filter(model, eqx.is_inexact_array))
        counted = count_model(str(model))
        assert counted.total == sum(each.size for each in arrays), str(model)
        assert counted.framework == "equinox"


WAYS = ["{0}, shape: {1}", "{0} {2}", "{0}: {3}", "{0} (float32_ref {4}) [1, bytes: 4]"]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("torch_names", [True, False])
def test_lines_of_names_and_shapes_are_read(way, torch_names):
    model = Outer()
    lines = []
    for name, each in model.named_parameters():
        name = name if torch_names else name.replace(".", "/") + ":0"
        times = "x".join(map(str, each.shape))
        shape = tuple(each.shape)
        lines.append(way.format(name, shape, list(shape), each.numel(), times))
    counted = count_model("\n".join(lines))
    assert counted.total == whole(model)
    assert counted.framework == ("torch" if torch_names else "keras")
    wrong = "\n".join([*lines, "Total parameters: 5"])
    assert count_model(wrong).total is None


@pytest.mark.parametrize(
    "text", ["kernel_size: 3\nbias: 1", "epochs: 10\nbatch: 64", "bias = 5\nweight = 6"]
)
def test_settings_are_no_weights(text):
    with pytest.raises(CountError):
        count_model(text)


class Printed(nn.Module):
    """One tensor of each kind: recurrent, with buffers, of three axes, a number."""

    def __init__(self, words=9):
        super().__init__()
        self.lstm = nn.LSTM(3, 4, 2)
        self.norm = nn.BatchNorm1d(4)
        self.conv = nn.Conv1d(4, 2, 3)
        self.scale = nn.Parameter(torch.tensor(1.5))
        self.words = nn.Embedding(words, 3)


def ways(model):
    """The same weights in words, as people print them."""
    state = model.state_dict().items()
    return {
        "the dict": str(model.state_dict()),
        "name and value": "\n".join(f"{name} {each}" for name, each in state),
        "parameters": "\n".join(f"{k}: {v}" for k, v in model.named_parameters()),
        "raw": "\n".join(f"{k} {v!r}" for k, v in model.named_parameters()),
        "shapes": "\n".join(f"{name} {each.shape}" for name, each in state),
    }


@pytest.mark.parametrize("way", ways(Printed()))
def test_values_have_shapes_and_buffers_are_no_parameters(way, tally):
    model = Printed()
    answer = count_model(ways(model)[way])
    assert answer.total == sum(each.numel() for each in model.parameters())
    buffers = [note for note in answer.notes if "buffers" in note.template]
    assert bool(buffers) is (way not in ("parameters", "raw"))
    tally["printed state_dicts counted"] += 1


@pytest.mark.parametrize("way", sorted({*ways(Printed())} - {"shapes"}))
def test_what_dots_hide_is_not_known(way):
    answer = count_model(ways(Printed(words=2000))[way])
    assert answer.total is None and answer.doubtful
    assert "words.weight" in answer.notes[0].values["names"]


@pytest.mark.parametrize("cell", [nn.LSTM, nn.GRU, nn.RNN])
@pytest.mark.parametrize("told", [True, False])
def test_what_dots_hide_is_known_where_another_weight_tells(cell, told):
    """A weight has the rows of its bias; what reads the layer tells its units."""
    width = 48 if told else 50
    model = nn.ModuleDict({"cell": cell(6, 48), "head": nn.Linear(width, 2)})
    text = str(model.state_dict())
    assert "..." in text
    whole = sum(each.numel() for each in model.parameters())
    assert count_model(text).total == (whole if told else None)


def test_the_modules_of_a_sequential_are_numbers():
    """`0.weight` is a name: such weights were left out, and the total was too small."""
    model = nn.Sequential(nn.Linear(5, 4), nn.LSTM(4, 3, 2))
    for each in ways(model).values():
        answer = count_model(each)
        assert answer.total == whole(model), each
        assert [layer.name for layer in answer.layers] == ["0", "1"]


def test_a_shape_beside_no_name_is_not_left_out():
    text = "fc.weight: torch.Size([2, 4])\nfc bias!: torch.Size([2])\n"
    counted = count_model(text)
    assert counted.total is None and "1 of the shapes" in str(counted.notes[0])
