from typing import List, Optional, Tuple
from dataclasses import dataclass, field
import keras
from keras import layers
@dataclass
class HParams:
    units: List[int] = field(default_factory=lambda: [64, 32])
    window: int = 48
    features: int = 4
    horizon: int = 12
    bidirectional: bool = True
    dropout: Optional[float] = 0.1
def build(hp: HParams) -> keras.Model:
    inp = layers.Input(shape=(hp.window, hp.features), name="window")
    x = inp
    for k, u in enumerate(hp.units):
        rnn = layers.GRU(u, return_sequences=k + 1 < len(hp.units), name=f"gru_{u}")
        x = layers.Bidirectional(rnn, name=f"bi_{u}")(x) if hp.bidirectional else rnn(x)
        if hp.dropout is not None:
            x = layers.Dropout(hp.dropout)(x)
    out = layers.Dense(hp.horizon, name="forecast")(x)
    model = keras.Model(inputs=[inp], outputs=[out], name="forecaster")
    return model
def main() -> None:
    hp = HParams()
    m = build(hp)
    m.summary()
    print(f"{m.count_params():,} parameters, output {m.output_shape}")
    small = build(HParams(units=[16], bidirectional=False, dropout=None))
    small.summary()
if __name__ == '__main__':
    main()
