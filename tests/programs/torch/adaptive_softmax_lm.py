import torch
import torch.nn as nn


class LanguageModel(nn.Module):
    def __init__(self, words, features, units):
        super().__init__()
        self.embedding = nn.Embedding(words, features)
        self.lstm = nn.LSTM(features, units, batch_first=True)
        self.softmax = nn.AdaptiveLogSoftmaxWithLoss(units, words, cutoffs=[100, 500])

    def forward(self, x, y):
        states, _ = self.lstm(self.embedding(x))
        output, loss = self.softmax(states.flatten(0, 1), y.flatten())
        return loss


model = LanguageModel(1000, 16, 64)
print(model)
x = torch.randint(1000, (4, 13))
print(model(x, x).shape)
states = torch.zeros(8, 64)
print(model.softmax.log_prob(states).shape, model.softmax.predict(states).shape)
for name, parameter in model.named_parameters():
    print(name, tuple(parameter.shape))
print(sum(p.numel() for p in model.parameters()))
