"""Classes of libraries that are not here: which may be layers, missing in a total."""

import re

from ...types import Value
from ..session import current
from ..unknown import Unknown

# Libraries that hold no layers.
HARMLESS = frozenset(
    """os sys io re json math random time datetime collections itertools functools
    logging typing pathlib pickle csv glob shutil subprocess threading argparse copy
    string enum dataclasses contextlib warnings traceback tempfile zipfile urllib
    numpy pandas scipy sklearn matplotlib seaborn plotly cv2 PIL skimage imageio
    nltk spacy gensim jieba sentencepiece tokenizers datasets h5py yaml tqdm wandb
    tensorboardX tensorboard tensorboard_logger visdom torchmetrics evaluate sacrebleu
    librosa soundfile music21 mido pretty_midi yfinance quandl gym gymnasium
    statsmodels xgboost lightgbm optuna hyperopt ray joblib psutil requests bs4 IPython
    google torchtext torchvision torchaudio torchsummary torchinfo thop pytest unittest
    absl omegaconf hydra tf tensorflow_datasets accelerate horovod prettytable
    torch keras paddle mindspore mlx pydantic unidecode editdistance
    Levenshtein""".split()
)
LAYER = re.compile(
    r"(?:Model|Net|Network|Encoder|Decoder|RNN|LSTM|GRU|CRF|Layer|Block|Cell|Attention"
    r"|Attn|Transformer|Embedding|Embeddings|Conv\w*|Linear|Module|Seq2Seq|Classifier"
    r"|Generator|Discriminator|BERT|Bert|Backbone|Head|Norm|Highway|Pooling|MLP|Unit)\d*$"
)
NONE = re.compile(
    r"Token(?!\w*Embedding)|Vocab|Log|Writer|Config|Metric|Accura|Scaler|Dataset|Loader|Callback|Timer"
    r"|Meter|Optim|Schedul|Trainer|Loss$|Criterion|Sampler|Buffer|Memory|Manager|Args"
    r"|Parser|Evaluator|DataModule|Checkpoint|Field|Iterator|Preproc|Logger|Stopping"
)

PART = re.compile(
    r"(?:model|net|network|encoder|decoder|layers?|rnn|lstm|gru|embeddings?|backbone"
    r"|blocks?|head|cell|module|attention|features|classifier|fc)\d*$"
)


def name_of(value: Unknown) -> str:
    return value.text.split("(")[0]


def is_harmless(text: str) -> bool:
    return text.partition(".")[0] in HARMLESS


def is_layer(value: Value) -> bool:
    """May this unknown value, kept by a model, be a layer of a library?"""
    if not isinstance(value, Unknown) or value.shape or "(" not in value.text:
        return False
    whole, _, rest = value.text.rpartition("(")
    part = rest.rpartition(".")[2] if ")." in rest else ""
    if part and not PART.search(part):
        return False  # a number that a data set of a library has, say
    if whole.endswith(".?"):  # a class of a module, nobody knows which
        return bool(re.search(r"(nn|layers|models|modules)\.\?$", whole))
    name = whole.rpartition(".")[2]
    if is_harmless(whole) or NONE.search(name) or not re.fullmatch(r"[\w.]+", whole):
        return False
    return name[:1].isupper() or bool(
        re.match(r"(?:build|make|create|get)(?:_|$)", name)
    )


def may_hold_layers(text: str) -> bool:
    """May a class of this name hold layers of its own?"""
    return not is_harmless(text) and not NONE.search(text.rpartition(".")[2])


def is_model_class(text: str) -> bool:
    """Is this, by its name, a class of layers, made or derived from?"""
    name = text.rpartition(".")[2]
    return may_hold_layers(text) and bool(LAYER.search(name))


def lacking(value: Unknown) -> None:
    """Note the layer that an unknown value may be, if its line is not noted."""
    session = current()
    if all(each.line != session.line for each in session.missing):
        session.lack(name_of(value))
