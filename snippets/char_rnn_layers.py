from torch import nn

chars, m = 65, 128
model = nn.ModuleDict(
    {
        "lstm": nn.LSTM(chars, m, num_layers=2),
        "decoder": nn.Linear(m, chars),
    }
)
for name, weight in model.named_parameters():
    shape = tuple(weight.shape)
    print(f"{name:<18} {shape!s:<10} {weight.numel():>6}")
print(f"{sum(w.numel() for w in model.parameters()):>36}")
