from tensorflow.keras.layers import (
    LSTM,
    Attention,
    Concatenate,
    Dense,
    Embedding,
    GlobalAveragePooling1D,
    Input,
)
from tensorflow.keras.models import Model

query_input = Input(shape=(None,), dtype="int32")
value_input = Input(shape=(None,), dtype="int32")
token_embedding = Embedding(input_dim=1000, output_dim=64)
query_embeddings = token_embedding(query_input)
value_embeddings = token_embedding(value_input)
encoder = LSTM(100, return_sequences=True)
query_seq_encoding = encoder(query_embeddings)
value_seq_encoding = encoder(value_embeddings)
query_value_attention_seq = Attention()([query_seq_encoding, value_seq_encoding])
query_encoding = GlobalAveragePooling1D()(query_seq_encoding)
query_value_attention = GlobalAveragePooling1D()(query_value_attention_seq)
input_layer = Concatenate()([query_encoding, query_value_attention])
out = Dense(1, activation="sigmoid")(input_layer)
model = Model([query_input, value_input], out)
model.summary()
print(len(model.layers), [l.name for l in model.layers])
