from keras import Input, Model
from keras.layers import LSTM, Dense

ENCODER_TOKENS, DECODER_TOKENS, UNITS = 71, 93, 256

encoder_inputs = Input((None, ENCODER_TOKENS), name="encoder_inputs")
_, *state = LSTM(UNITS, return_state=True, name="encoder")(
    encoder_inputs
)

decoder_inputs = Input((None, DECODER_TOKENS), name="decoder_inputs")
decoder = LSTM(
    UNITS, return_sequences=True, return_state=True, name="decoder"
)
decoder_outputs, _, _ = decoder(decoder_inputs, initial_state=state)
outputs = Dense(DECODER_TOKENS, activation="softmax", name="softmax")(
    decoder_outputs
)

model = Model([encoder_inputs, decoder_inputs], outputs, name="seq2seq")
model.summary()
