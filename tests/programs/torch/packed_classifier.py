import torch
import torch.nn as nn
class LSTMClassifier(nn.Module):
    def __init__(self, vocab_size, embed_dim, hidden_dim, n_layers, n_classes, pad_idx=0):
        super(LSTMClassifier, self).__init__()
        self.embedding = nn.Embedding(vocab_size, embed_dim, padding_idx=pad_idx)
        self.lstm = nn.LSTM(embed_dim, hidden_dim, num_layers=n_layers, bidirectional=True, batch_first=True, dropout=0.5)
        self.fc = nn.Linear(hidden_dim * 2, n_classes)
        self.dropout = nn.Dropout(0.5)
    def forward(self, text, lengths):
        emb = self.dropout(self.embedding(text))
        packed = nn.utils.rnn.pack_padded_sequence(emb, lengths, batch_first=True, enforce_sorted=False)
        out, (h, c) = self.lstm(packed)
        out, _ = nn.utils.rnn.pad_packed_sequence(out, batch_first=True)
        h = self.dropout(torch.cat((h[-2, :, :], h[-1, :, :]), dim=1))
        return self.fc(h)
model = LSTMClassifier(25002, 100, 256, 2, 1)
print(model)
print(f'The model has {sum(p.numel() for p in model.parameters() if p.requires_grad):,} trainable parameters')
x = torch.randint(0, 100, (4, 12))
print(model(x, torch.tensor([12, 7, 5, 2])).shape)
