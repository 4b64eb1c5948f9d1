import keras
from keras import layers

model = keras.Sequential(
    [
        keras.Input((13,)),
        layers.Embedding(1000, 5),
        layers.LSTM(10),
        layers.Dropout(0.5),
        layers.Dense(3, activation="softmax"),
    ]
)
model.summary()
