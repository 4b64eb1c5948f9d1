import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, TensorDataset


class SentimentLSTM(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_dim, output_dim, n_layers,
                 bidirectional, dropout, pad_idx):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim, padding_idx=pad_idx)
        self.rnn = nn.LSTM(embedding_dim, hidden_dim, num_layers=n_layers,
                           bidirectional=bidirectional, dropout=dropout)
        self.fc = nn.Linear(hidden_dim * 2, output_dim)
        self.dropout = nn.Dropout(dropout)

    def forward(self, text, text_lengths):
        embedded = self.dropout(self.embedding(text))
        packed_embedded = nn.utils.rnn.pack_padded_sequence(
            embedded, text_lengths.to("cpu"), enforce_sorted=False)
        packed_output, (hidden, cell) = self.rnn(packed_embedded)
        output, output_lengths = nn.utils.rnn.pad_packed_sequence(packed_output)
        print(output.shape, output_lengths.shape)
        hidden = self.dropout(torch.cat((hidden[-2, :, :], hidden[-1, :, :]), dim=1))
        return self.fc(hidden)


INPUT_DIM = 2000
EMBEDDING_DIM = 50
HIDDEN_DIM = 32
PAD_IDX = 1
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
print(device)
model = SentimentLSTM(INPUT_DIM, EMBEDDING_DIM, HIDDEN_DIM, 1, 2, True, 0.5, PAD_IDX)


def count_parameters(model):
    return sum(p.numel() for p in model.parameters() if p.requires_grad)


print(f"The model has {count_parameters(model):,} trainable parameters")
pretrained = torch.randn(INPUT_DIM, EMBEDDING_DIM)
model.embedding.weight.data.copy_(pretrained)
model.embedding.weight.data[PAD_IDX] = torch.zeros(EMBEDDING_DIM)
optimizer = torch.optim.Adam(model.parameters())
criterion = nn.BCEWithLogitsLoss()
model = model.to(device)
criterion = criterion.to(device)


def binary_accuracy(preds, y):
    rounded_preds = torch.round(torch.sigmoid(preds))
    correct = (rounded_preds == y).float()
    return correct.sum() / len(correct)


X = torch.randint(0, INPUT_DIM, (40, 20))
lengths = torch.randint(5, 21, (40,))
y = torch.randint(0, 2, (40,)).float()
loader = DataLoader(TensorDataset(X, lengths, y), batch_size=40, shuffle=True)
model.train()
for batch_x, batch_l, batch_y in loader:
    optimizer.zero_grad()
    batch_l[0] = 20
    predictions = model(batch_x.t(), batch_l).squeeze(1)
    loss = criterion(predictions, batch_y)
    acc = binary_accuracy(predictions, batch_y)
    loss.backward()
    optimizer.step()
    print(predictions.shape, loss.shape, acc.shape)
model.eval()
with torch.no_grad():
    out = model(X.T, lengths.clamp(min=20))
    print(F.softmax(out, dim=1).size())
