import keras
from keras.layers import LSTM, Dense, Embedding, Input

source, target = Input((None,)), Input((None,))

x = Embedding(1000, 5, name="source_words")(source)
_, h, c = LSTM(10, return_state=True, name="encoder")(x)

y = Embedding(800, 5, name="target_words")(target)
y = LSTM(10, return_sequences=True, name="decoder")(
    y, initial_state=[h, c]
)
y = Dense(800, activation="softmax", name="next_word")(y)

model = keras.Model([source, target], y)
for layer in model.layers:
    if layer.weights:
        print(f"{layer.name:<12} {layer.count_params():>6}")
print(f"{model.count_params():>19}")
