import keras
from keras import layers
from keras.models import Sequential, model_from_json

base = Sequential([keras.Input((13, 5)), layers.LSTM(10, name="enc"), layers.Dense(1)], name="base")
config = base.get_config()
print(config["name"], [each["class_name"] for each in config["layers"]], sorted(config))
again = Sequential.from_config(config)
again.summary()

x = keras.Input((13, 5))
outer = keras.Model(x, layers.Dense(3)(base(x)), name="outer")
copy = keras.Model.from_config(outer.get_config())
copy.summary(expand_nested=True)
print(copy.name, [layer.name for layer in copy.layers], copy is outer)

text = base.to_json()
loaded = model_from_json(text)
loaded.compile(loss="mse", optimizer="adam")
print(loaded.count_params(), loaded.get_layer("enc").get_config()["dtype"])
loaded.summary()
