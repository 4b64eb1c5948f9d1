from keras import ops
from keras.layers import LSTM, Embedding, Input, Lambda
from keras.models import Model

left_input = Input(shape=(30,), dtype="int32")
right_input = Input(shape=(30,), dtype="int32")
embedding_layer = Embedding(2000, 100, trainable=False)
encoded_left = embedding_layer(left_input)
encoded_right = embedding_layer(right_input)
shared_lstm = LSTM(50)
left_output = shared_lstm(encoded_left)
right_output = shared_lstm(encoded_right)
malstm_distance = Lambda(
    lambda x: ops.exp(-ops.sum(ops.abs(x[0] - x[1]), axis=1, keepdims=True)),
    output_shape=(1,),
)([left_output, right_output])
model = Model([left_input, right_input], [malstm_distance])
model.summary()
print(
    model.count_params(), len(model.trainable_weights), len(model.non_trainable_weights)
)
