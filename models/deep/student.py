"""Step 3: the network. Pieces -> attention layers as BERT has them, narrower -> heads and a vector of meaning."""

import torch
import torch.nn as nn
import torch.nn.functional as F

from network import DOMAINS, HEADS, TRAINING_HEADS

SEPARATOR = 3
SHAPE = {"width": 256, "layers": 4, "heads": 12, "head": 32, "inner": 448, "length": 64, "meaning": 128}


class Layer(nn.Module):
    def __init__(self, width, heads, head, inner):
        super().__init__()
        self.heads = heads
        self.mix = nn.Linear(width, 3 * heads * head)
        self.out = nn.Linear(heads * head, width)
        self.between = nn.LayerNorm(width)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.after = nn.LayerNorm(width)

    def attention(self, x, mask):
        rows, length, _ = x.shape
        q, k, v = self.mix(x).view(rows, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        return self.out(y.transpose(1, 2).reshape(rows, length, -1))

    def forward(self, x, mask, drop=0.0):
        x = self.between(x + F.dropout(self.attention(x, mask), drop, self.training))
        y = self.down(F.gelu(self.up(x)))
        return self.after(x + F.dropout(y, drop, self.training))


class Student(nn.Module):
    def __init__(self, pieces, width, layers, heads, head, inner, length, meaning):
        super().__init__()
        self.table = nn.Parameter(torch.zeros(pieces, width))
        self.position = nn.Parameter(torch.zeros(length, width))
        self.part = nn.Parameter(torch.zeros(3, width))
        self.first = nn.LayerNorm(width)
        self.layers = nn.ModuleList(Layer(width, heads, head, inner) for _ in range(layers))
        self.meaning = nn.Linear(width, meaning)
        self.hidden = nn.Linear(2 * width, width)
        self.out = nn.Linear(width, sum(HEADS.values()) + sum(TRAINING_HEADS.values()))
        self.domain = nn.ParameterDict({name: nn.Parameter(torch.zeros(3)) for name in DOMAINS})

    def read(self, ids, drop=0.0):
        """Vectors (rows, length, width) of the pieces, and the mean (rows, width) of the message's own."""
        real = ids > 0
        # 0: begin, message and its separator; 1: the answer before it; 2: the turn before that.
        ends = (ids == SEPARATOR).long()
        part = (ends.cumsum(1) - ends).clamp(max=2)
        x = F.embedding(ids, self.table) + self.position[:ids.shape[1]] + self.part[part]
        x = F.dropout(self.first(x), drop, self.training)
        for layer in self.layers:
            x = layer(x, real[:, None, None, :], drop)
        own = (real & (part == 0)).float().unsqueeze(2)
        return x, (x * own).sum(1) / own.sum(1)

    def likeness(self, mean):
        return F.normalize(self.meaning(mean), dim=1)

    def logits(self, x, mean, drop=0.0):
        h = F.relu(self.hidden(F.dropout(torch.cat([x[:, 0], mean], 1), drop, self.training)))
        out = self.out(F.dropout(h, drop, self.training))
        logits, at = {}, 0
        for name, size in {**HEADS, **TRAINING_HEADS}.items():
            logits[name] = out[:, at:at + size]
            at += size
        return logits

    def forward(self, ids, drop=0.0):
        """Logits by head, unit vectors of meaning."""
        x, mean = self.read(ids, drop)
        return self.logits(x, mean, drop), self.likeness(mean)
