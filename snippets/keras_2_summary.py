from tf_keras.layers import LSTM
from tf_keras.models import Sequential

model = Sequential()
model.add(LSTM(10, input_shape=(13, 5), name="lstm_8"))
model.summary(line_length=81)
