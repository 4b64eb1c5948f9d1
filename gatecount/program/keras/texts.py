"""`tf.keras.preprocessing.text`: words of the texts that the program itself holds.

Follows keras/src/legacy/preprocessing/text.py.
"""

from collections import Counter, OrderedDict

from ...types import Value
from ..libraries.array import Array, Data
from ..unknown import Unknown, find_unknown

FILTERS = '!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n'


def words_of(
    text: Value, filters: Value = FILTERS, lower: Value = True, split: Value = " "
) -> Value:
    if isinstance(text, Unknown):
        return Data("words")
    text = text.lower() if lower else text
    text = text.translate({ord(each): split for each in filters})
    return [each for each in text.split(split) if each]


class Tokenizer:
    def __init__(
        self,
        num_words: Value = None,
        filters: Value = FILTERS,
        lower: Value = True,
        split: Value = " ",
        char_level: Value = False,
        oov_token: Value = None,
        analyzer: Value = None,
        **others: Value,
    ) -> None:
        self.num_words, self.filters, self.lower = num_words, filters, lower
        self.split, self.char_level, self.oov_token = split, char_level, oov_token
        self.word_counts: Value = OrderedDict()
        self.word_index: Value = {}
        self.index_word: Value = {}
        self.word_docs: Counter[str] = Counter()
        self.document_count = 0

    def _sequence(self, text: Value) -> Value:
        if isinstance(text, (list, tuple)):
            return [each.lower() if self.lower else each for each in text]
        if self.char_level:
            return list(text.lower() if self.lower else text)
        return words_of(text, self.filters, self.lower, self.split)

    def fit_on_texts(self, texts: Value) -> None:
        if isinstance(texts, Unknown) or find_unknown(list(texts)) is not None:
            self.word_index = Data("tokenizer.word_index")
            self.index_word = Data("tokenizer.index_word")
            self.word_counts = Data("tokenizer.word_counts")
            return
        counts: Counter[str] = Counter(self.word_counts)
        for text in texts:
            self.document_count += 1
            sequence = self._sequence(text)
            counts.update(sequence)
            self.word_docs.update(set(sequence))
        self.word_counts = OrderedDict(counts)
        ordered = sorted(counts.items(), key=lambda pair: pair[1], reverse=True)
        names = [self.oov_token] if self.oov_token is not None else []
        names += [word for word, _ in ordered]
        self.word_index = {word: n for n, word in enumerate(names, start=1)}
        self.index_word = {n: word for word, n in self.word_index.items()}

    def texts_to_sequences(self, texts: Value) -> Value:
        if isinstance(self.word_index, Unknown) or isinstance(texts, Unknown):
            return Data("sequences")
        return [self._numbers(text) for text in texts]

    def _numbers(self, text: Value) -> Value:
        if isinstance(text, Unknown):
            return Data("sequence")
        found = []
        for word in self._sequence(text):
            number = self.word_index.get(word)
            if number is not None and self.num_words and number >= self.num_words:
                number = None
            if number is None and self.oov_token is not None:
                number = self.word_index.get(self.oov_token)
            if number is not None:
                found.append(number)
        return found

    def texts_to_matrix(self, texts: Value, mode: Value = "binary") -> Value:
        number = self.num_words
        if number is None:
            known = not isinstance(self.word_index, Unknown)
            number = len(self.word_index) + 1 if known else Unknown("vocabulary")
        rows = Unknown("texts") if isinstance(texts, Unknown) else len(texts)
        return Array((rows, number))

    def sequences_to_texts(self, sequences: Value) -> Value:
        return Data("texts")

    def to_json(self) -> str:
        return "{}"


def one_hot(text: Value, n: Value, **named: Value) -> Value:
    return [1] * len(words_of(text)) if isinstance(text, str) else Data("one_hot")


NAMES: dict[str, Value] = {
    "Tokenizer": Tokenizer,
    "one_hot": one_hot,
    "hashing_trick": one_hot,
    "text_to_word_sequence": words_of,
    "tokenizer_from_json": lambda text: Tokenizer(),
}
