import numpy as np
import onnxruntime
from onnx import parser

shapes = {
    "X": [13, 1, 5],
    "W": [1, 40, 5],
    "R": [1, 40, 10],
    "B": [1, 80],
    "P": [1, 30],
}
declared = [f"float{shapes[name]} {name}" for name in shapes]
model = parser.parse_model(
    '<ir_version: 10, opset_import: ["": 22]>'
    f"graph ({', '.join(declared)}) => (float[t, d, b, m] Y)"
    '{ Y = LSTM <hidden_size = 10> (X, W, R, B, "", "", "", P) }'
)
session = onnxruntime.InferenceSession(model.SerializeToString())
random = np.random.default_rng(0).standard_normal
feeds = {name: random(shapes[name], "float32") for name in shapes}
(with_peepholes,) = session.run(None, feeds)
(without,) = session.run(None, feeds | {"P": feeds["P"] * 0})

total = 0
for name in "WRBP":
    total += feeds[name].size
    print(name, shapes[name], feeds[name].size, total)
print(np.allclose(with_peepholes, without))
