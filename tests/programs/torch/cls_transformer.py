import torch
from torch import Tensor, nn


class Classifier(nn.Module):
    """A class token before the sequence, read after the encoder."""

    def __init__(self, vocab: int, d: int = 32, heads: int = 4, depth: int = 2, length: int = 20) -> None:
        super().__init__()
        self.cls = nn.Parameter(torch.zeros(1, 1, d))
        self.pos = nn.Parameter(torch.randn(1, length + 1, d) * 0.02, requires_grad=True)
        self.token = nn.Embedding(vocab, d, padding_idx=0)
        layer = nn.TransformerEncoderLayer(d_model=d, nhead=heads, dim_feedforward=4 * d,
                                           batch_first=True, norm_first=True, activation="gelu")
        self.encoder = nn.TransformerEncoder(layer, num_layers=depth, enable_nested_tensor=False)
        self.norm = nn.LayerNorm(d)
        self.head = nn.Linear(d, 3)
        nn.init.trunc_normal_(self.cls, std=0.02)

    def forward(self, ids: Tensor) -> Tensor:
        b, n = ids.shape
        x = torch.cat([self.cls.expand(b, -1, -1), self.token(ids)], dim=1)
        x = x + self.pos[:, : n + 1]
        pad = torch.cat([torch.zeros(b, 1, dtype=torch.bool), ids.eq(0)], dim=1)
        x = self.encoder(x, src_key_padding_mask=pad)
        return self.head(self.norm(x[:, 0]))


if __name__ == "__main__":
    model = Classifier(100)
    ids = torch.randint(1, 100, (3, 15))
    logits = model(ids)
    print(logits.shape, logits.softmax(-1).sum(-1).shape)
    print(model)
    n = sum(p.numel() for p in model.parameters())
    print(f"{n:,} parameters, {n * 4 / 1024:.1f} KiB")
