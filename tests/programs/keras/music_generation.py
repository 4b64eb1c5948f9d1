import numpy
from keras.callbacks import ModelCheckpoint
from keras.layers import LSTM, Activation, Dense, Dropout
from keras.layers import BatchNormalization as BatchNorm
from keras.models import Sequential

n_vocab = 358
sequence_length = 100
network_input = numpy.zeros((1000, sequence_length, 1))


def create_network(network_input, n_vocab):
    """create the structure of the neural network"""
    model = Sequential()
    model.add(
        LSTM(
            512,
            input_shape=(network_input.shape[1], network_input.shape[2]),
            recurrent_dropout=0.3,
            return_sequences=True,
        )
    )
    model.add(LSTM(512, return_sequences=True, recurrent_dropout=0.3))
    model.add(LSTM(512))
    model.add(BatchNorm())
    model.add(Dropout(0.3))
    model.add(Dense(256))
    model.add(Activation("relu"))
    model.add(BatchNorm())
    model.add(Dropout(0.3))
    model.add(Dense(n_vocab))
    model.add(Activation("softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="rmsprop")
    return model


model = create_network(network_input, n_vocab)
filepath = "weights-improvement-{epoch:02d}-{loss:.4f}-bigger.keras"
checkpoint = ModelCheckpoint(
    filepath, monitor="loss", verbose=0, save_best_only=True, mode="min"
)
callbacks_list = [checkpoint]
model.summary()
