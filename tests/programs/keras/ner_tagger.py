from tensorflow.keras import Input, Model
from tensorflow.keras.layers import (
    LSTM,
    Bidirectional,
    Dense,
    Embedding,
    SpatialDropout1D,
    TimeDistributed,
)
from tensorflow.keras.preprocessing.sequence import pad_sequences
from tensorflow.keras.utils import to_categorical

words = ["the", "dog", "runs", "home", "ENDPAD"]
tags = ["O", "B", "I"]
word2idx = {w: i + 1 for i, w in enumerate(words)}
max_len = 50
X = [[1, 2, 3], [4, 5], [1]]
X = pad_sequences(maxlen=max_len, sequences=X, padding="post", value=len(words) - 1)
y = [[0, 1, 2], [0, 0], [1]]
y = pad_sequences(maxlen=max_len, sequences=y, padding="post", value=0)
y = to_categorical(y, num_classes=len(tags))
print(X.shape, y.shape)
input_word = Input(shape=(max_len,))
model = Embedding(input_dim=len(words), output_dim=50)(input_word)
model = SpatialDropout1D(0.1)(model)
model = Bidirectional(LSTM(units=100, return_sequences=True, recurrent_dropout=0.1))(
    model
)
out = TimeDistributed(Dense(len(tags), activation="softmax"))(model)
model = Model(input_word, out)
model.summary()
