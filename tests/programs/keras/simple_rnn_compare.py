import keras
from keras.layers import GRU, LSTM, SimpleRNN

for cls in (SimpleRNN, LSTM, GRU):
    model = keras.Sequential([keras.Input(shape=(None, 5)), cls(10)])
    print(cls.__name__, model.count_params())
gru_v2 = keras.Sequential([keras.Input(shape=(None, 5)), GRU(10, reset_after=False)])
print("GRU v2", gru_v2.count_params())
both = keras.Sequential(
    [
        keras.Input(shape=(None, 5)),
        keras.layers.Bidirectional(GRU(10), merge_mode="sum"),
    ]
)
both.summary()
