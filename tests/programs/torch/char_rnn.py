import torch
import torch.nn as nn
import torch.optim as optim

text = "hello world, this is a small text to learn from. "
chars = sorted(set(text))
char_to_idx = {ch: i for i, ch in enumerate(chars)}
idx_to_char = {i: ch for i, ch in enumerate(chars)}
vocab_size = len(chars)
print("vocabulary:", vocab_size)

hidden_size = 128
seq_length = 10
num_layers = 2
learning_rate = 0.003


class CharRNN(nn.Module):
    def __init__(self, vocab_size, hidden_size, num_layers=1):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.embedding = nn.Embedding(vocab_size, hidden_size)
        self.lstm = nn.LSTM(hidden_size, hidden_size, num_layers, batch_first=True)
        self.fc = nn.Linear(hidden_size, vocab_size)

    def forward(self, x, hidden):
        x = self.embedding(x)
        out, hidden = self.lstm(x, hidden)
        out = self.fc(out.reshape(-1, self.hidden_size))
        return out, hidden

    def init_hidden(self, batch_size):
        return (
            torch.zeros(self.num_layers, batch_size, self.hidden_size),
            torch.zeros(self.num_layers, batch_size, self.hidden_size),
        )


model = CharRNN(vocab_size, hidden_size, num_layers)
criterion = nn.CrossEntropyLoss()
optimizer = optim.Adam(model.parameters(), lr=learning_rate)
data = torch.tensor([char_to_idx[ch] for ch in text])
print(data.shape, data.dtype)

for epoch in range(2):
    hidden = model.init_hidden(1)
    total = 0
    for i in range(0, len(data) - seq_length - 1, seq_length):
        inputs = data[i : i + seq_length].unsqueeze(0)
        targets = data[i + 1 : i + seq_length + 1]
        hidden = tuple(h.detach() for h in hidden)
        outputs, hidden = model(inputs, hidden)
        loss = criterion(outputs, targets)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5)
        optimizer.step()
        total += loss.item()
    print(f"Epoch {epoch + 1}, Loss: {total:.4f}")

print(model)
print("parameters:", sum(p.numel() for p in model.parameters()))
