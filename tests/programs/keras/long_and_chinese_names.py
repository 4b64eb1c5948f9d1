import keras
from keras import layers
m = keras.Sequential(name="very_long_model_name_that_someone_gave_to_this_small_network")
m.add(layers.Input((50, 30), name="the_input_of_the_network_with_a_long_name"))
m.add(layers.Bidirectional(layers.LSTM(1000, return_sequences=True), name="bidirectional_long_short_term_memory_layer_number_one"))
m.add(layers.TimeDistributed(layers.Dense(20000), name="输出层_时间分布"))
m.add(layers.Activation("softmax", name="softmax-activation.with.dots"))
m.summary()
m.summary(line_length=60)
m.summary(line_length=150)
m.summary(positions=[.33, .55, .67, 1.])
m.summary(line_length=100, positions=[.5, .8, 1.0], show_trainable=True)
i = layers.Input((3,), name="数据"); o = layers.Dense(2, name="全连接层")(i); o2 = layers.Dense(2, name="另一个全连接层")(i)
keras.Model(i, layers.add([o, o2]), name="模型").summary()
