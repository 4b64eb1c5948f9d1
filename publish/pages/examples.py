"""The shelf of programs: files of `snippets/`, under the names of their labels."""

from live.program.page import Example
from publish import ROOT

SNIPPETS = ROOT / "snippets"

# name in the form, file, label
SHELF = (
    ("lstm", "keras_summary.py", "The article's own program (Keras)"),
    ("sentiment", "programs/sentiment.py", "Sentiment classifier (Keras)"),
    ("seq2seq", "programs/seq2seq.py", "Sequence to sequence (Keras)"),
    ("autoencoder", "programs/autoencoder.py", "Autoencoder of sequences (Keras)"),
    ("crnn", "programs/crnn.py", "CRNN: reading text in pictures (Keras)"),
    ("char_rnn", "programs/char_rnn.py", "Char-RNN (Keras)"),
    ("char_rnn_torch", "programs/torch_twin.py", "The same Char-RNN (PyTorch)"),
    ("console", "console/lstm.txt", "Copied from a console"),
    ("table", "keras_2_summary.txt", "A printed table"),
)


def examples():
    return [
        Example(name, label, (SNIPPETS / file).read_text(encoding="utf-8"))
        for name, file, label in SHELF
    ]
