import numpy as np
import onnxruntime
from onnx import parser

random = np.random.default_rng(640)
x, W, R, B = (
    random.normal(scale=0.3, size=shape).astype("float32")
    for shape in ((13, 1, 5), (1, 30, 5), (1, 30, 10), (1, 60))
)
moved = B.copy()
moved[0, 20:30] += 0.5
moved[0, 50:60] -= 0.5

for attribute in (
    "hidden_size = 10",
    "hidden_size = 10, linear_before_reset = 1",
):
    model = parser.parse_model(
        '<ir_version: 10, opset_import: ["": 22]> graph ('
        "float[13, 1, 5] x, float[1, 30, 5] W, float[1, 30, 10] R, "
        "float[1, 60] B) => (float[13, 1, 1, 10] Y)"
        f"{{ Y = GRU <{attribute}> (x, W, R, B) }}"
    )
    session = onnxruntime.InferenceSession(model.SerializeToString())
    before, after = (
        session.run(None, {"x": x, "W": W, "R": R, "B": biases})[0]
        for biases in (B, moved)
    )
    same = np.allclose(before, after, atol=1e-5)
    print(attribute, before.shape, B.size, same, sep=" | ")
