"""Step 3: the network. Pieces -> three attention layers -> heads and a vector of meaning."""

import torch
import torch.nn as nn
import torch.nn.functional as F

from network import HEADS, TRAINING_HEADS

SEPARATOR = 3
SHAPE = {"width": 256, "layers": 3, "heads": 8, "inner": 768, "length": 64, "meaning": 128}


class Layer(nn.Module):
    def __init__(self, width, heads, inner):
        super().__init__()
        self.heads = heads
        self.before = nn.LayerNorm(width)
        self.mix = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.between = nn.LayerNorm(width)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)

    def forward(self, x, mask, drop):
        rows, length, width = x.shape
        q, k, v = self.mix(self.before(x)).view(rows, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        y = self.out(y.transpose(1, 2).reshape(rows, length, width))
        x = x + F.dropout(y, drop, self.training)
        y = self.down(F.relu(self.up(self.between(x))))
        return x + F.dropout(y, drop, self.training)


class Student(nn.Module):
    def __init__(self, pieces, width, layers, heads, inner, length, meaning):
        super().__init__()
        self.table = nn.Parameter(torch.randn(pieces, width) * 0.05)
        self.position = nn.Parameter(torch.randn(length, width) * 0.02)
        self.part = nn.Parameter(torch.randn(3, width) * 0.02)
        self.first = nn.LayerNorm(width)
        self.layers = nn.ModuleList(Layer(width, heads, inner) for _ in range(layers))
        self.last = nn.LayerNorm(width)
        self.meaning = nn.Linear(width, meaning)
        self.hidden = nn.Linear(2 * width, width)
        self.out = nn.Linear(width, sum(HEADS.values()) + sum(TRAINING_HEADS.values()))
        self.domain = nn.ParameterDict({name: nn.Parameter(torch.zeros(3))
                                        for name in ("goemotions", "tweets", "sst2", "own")})

    def forward(self, ids, drop=0.0):
        """Logits by head, unit vectors of meaning."""
        real = ids > 0
        # 0: begin, message and its separator; 1: the answer before it; 2: the turn before that.
        ends = (ids == SEPARATOR).long()
        part = (ends.cumsum(1) - ends).clamp(max=2)
        x = F.embedding(ids, self.table) + self.position[:ids.shape[1]] + self.part[part]
        x = F.dropout(self.first(x), drop, self.training)
        mask = real[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask, drop)
        x = self.last(x)
        own = (real & (part == 0)).float().unsqueeze(2)
        mean = (x * own).sum(1) / own.sum(1)
        like = F.normalize(self.meaning(mean), dim=1)
        h = F.relu(self.hidden(F.dropout(torch.cat([x[:, 0], mean], 1), drop, self.training)))
        out = self.out(F.dropout(h, drop, self.training))
        logits, at = {}, 0
        for name, size in {**HEADS, **TRAINING_HEADS}.items():
            logits[name] = out[:, at:at + size]
            at += size
        return logits, like
