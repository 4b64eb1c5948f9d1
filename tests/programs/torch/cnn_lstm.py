import torch
from torch import nn


class CNNLSTM(nn.Module):
    """Frames of a video through a CNN, then through an LSTM."""

    def __init__(self, num_classes=5):
        super().__init__()
        self.cnn = nn.Sequential(
            nn.Conv2d(3, 8, 3, padding="same"), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(8, 16, 3, padding=1), nn.ReLU(), nn.AdaptiveAvgPool2d(4),
        )
        self.lstm = nn.LSTM(16 * 4 * 4, 32, num_layers=2, batch_first=True, dropout=0.5)
        self.classifier = nn.Sequential(nn.LayerNorm(32), nn.Dropout(p=0.4), nn.Linear(32, num_classes))

    def forward(self, x_3d):
        batch, frames = x_3d.shape[:2]
        hidden = None
        features = []
        for t in range(frames):
            x = self.cnn(x_3d[:, t])
            features.append(x.flatten(start_dim=1))
        x = torch.stack(features, dim=1)
        assert x.shape == (batch, frames, 256)
        out, hidden = self.lstm(x, hidden)
        return self.classifier(hidden[0][-1])


model = CNNLSTM()
y = model(torch.rand(2, 6, 3, 32, 32))
print(y.shape, y.argmax(dim=-1).shape, y.max(1)[1].dtype)
print(model)
params = list(model.parameters())
print(len(params), params[0].size())
