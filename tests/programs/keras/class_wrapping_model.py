import keras
from keras.layers import LSTM, Dense, Dropout
from keras.models import Sequential


class StockPredictor:
    """Predicts a price."""

    def __init__(self, lookback=60, n_features=5, units=(50, 50), dropout=0.2):
        self.lookback = lookback
        self.n_features = n_features
        self.units = list(units)
        self.dropout = dropout
        self.model = None

    def build_model(self):
        self.model = Sequential(name="stock")
        for i, u in enumerate(self.units):
            kwargs = {"return_sequences": i < len(self.units) - 1}
            if i == 0:
                kwargs["input_shape"] = (self.lookback, self.n_features)
            self.model.add(LSTM(u, **kwargs))
            self.model.add(Dropout(self.dropout))
        self.model.add(Dense(1))
        self.model.compile(
            optimizer=keras.optimizers.Adam(learning_rate=0.001),
            loss="mse",
            metrics=["mae"],
        )
        return self.model


if __name__ == "__main__":
    predictor = StockPredictor(units=(100, 80, 60))
    predictor.build_model().summary()
