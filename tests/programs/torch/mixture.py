import torch
import torch.nn as nn
import torch.nn.functional as F


class MDNRNN(nn.Module):
    def __init__(self, z=8, hidden=32, gaussians=5):
        super().__init__()
        self.z, self.gaussians, self.hidden = z, gaussians, hidden
        self.rnn = nn.LSTM(z + 3, hidden, batch_first=True)
        self.z_pi = nn.Linear(hidden, gaussians * z)
        self.z_mu = nn.Linear(hidden, gaussians * z)
        self.z_sigma = nn.Linear(hidden, gaussians * z)

    def init_hidden(self, bsz):
        return tuple(torch.zeros(1, bsz, self.hidden) for _ in range(2))

    def get_mixture_coef(self, y):
        rollout_length = y.size(1)
        pi, mu, sigma = self.z_pi(y), self.z_mu(y), self.z_sigma(y)
        pi = pi.view(-1, rollout_length, self.gaussians, self.z)
        mu = mu.view(-1, rollout_length, self.gaussians, self.z)
        sigma = sigma.view(-1, rollout_length, self.gaussians, self.z)
        pi = F.softmax(pi, 2)
        sigma = torch.exp(sigma)
        return pi, mu, sigma

    def forward(self, x, h):
        y, (h, c) = self.rnn(x, h)
        return self.get_mixture_coef(y), (h, c)


def mdn_loss(y, pi, mu, sigma):
    m = torch.distributions.Normal(loc=mu, scale=sigma)
    loss = torch.exp(m.log_prob(y))
    loss = torch.sum(loss * pi, dim=2)
    return (-torch.log(loss + 1e-6)).mean()


model = MDNRNN()
z, a = torch.randn(4, 6, 8), torch.randn(4, 6, 3)
(pi, mu, sigma), (h, c) = model(torch.cat([z, a], dim=-1), model.init_hidden(4))
print(pi.shape, mu.shape, sigma.size(), h.shape)
loss = mdn_loss(z.unsqueeze(2), pi, mu, sigma)
opt = torch.optim.Adam(model.parameters())
opt.zero_grad()
loss.backward()
opt.step()
print(model)
