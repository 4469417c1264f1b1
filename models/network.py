"""The network as it is trained; core/model/network.cpp computes the same in integers.

rows of words -> three-word filters -> most and mean of each -> hidden layer -> heads
             \\-> weighted mean -> likeness of meaning
"""

import torch
import torch.nn as nn
import torch.nn.functional as F

from data import ACT, ASSISTANT, EMOTION, FEEDBACK, SENTIMENT
from features import FLAGS, SCALARS

LEVELS = 4  # of the 7 that four bits could hold: fewer values pack smaller, so that more words have a row

# What the product reads, in the order of the file, then what only training reads.
HEADS = {"sentiment": len(SENTIMENT), "emotion": len(EMOTION), "frustration": 1, "abuse": 1,
         "feedback": len(FEEDBACK), "act": len(ACT), "assistant": len(ASSISTANT)}
TRAINING_HEADS = {"emocontext": 4, "offensive": 1}
DOMAINS = ("goemotions", "tweets", "sst2", "own", "rated", "words")  # what counts as neutral differs between them


class Round(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return torch.round(x)

    @staticmethod
    def backward(ctx, grad):
        return grad


def fake_rows(table, levels=LEVELS):
    """Rows as small integers times a whole number of 1/255 of the largest step."""
    steps = table.detach().abs().amax(1, keepdim=True).clamp_min(1e-6) / levels
    unit = steps.max() / 255
    steps = torch.clamp(torch.round(steps / unit), 1, 255) * unit
    return Round.apply(torch.clamp(table / steps, -levels, levels)) * steps


def fake_int8(weight):
    steps = weight.detach().abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
    return Round.apply(weight / steps) * steps


class Network(nn.Module):
    def __init__(self, num_rows, num_buckets, dim=64, filters=64, hidden=96, levels=LEVELS,
                 use_filters=True):
        super().__init__()
        self.dim, self.filters, self.levels = dim, filters, levels
        self.quantise = True
        self.use_filters = use_filters
        self.table = nn.Parameter(torch.randn(num_rows + num_buckets, dim) * 0.1)
        self.num_rows = num_rows
        self.flag = nn.Parameter(torch.zeros(len(FLAGS), dim))
        self.weight = nn.Parameter(torch.zeros(num_rows + num_buckets))  # log odds of the importance
        self.conv = nn.Parameter(torch.randn(filters, 3 * dim) / (3 * dim) ** 0.5)
        self.conv_bias = nn.Parameter(torch.zeros(filters))
        self.inputs = 2 * filters + dim + SCALARS
        self.register_buffer("shift", torch.zeros(self.inputs))
        self.register_buffer("scale", torch.ones(self.inputs))
        self.hidden = nn.Linear(self.inputs, hidden)
        self.heads = nn.Linear(hidden, sum(HEADS.values()) + sum(TRAINING_HEADS.values()))
        self.likeness = nn.Parameter(torch.eye(dim))
        self.domain = nn.ParameterDict({name: nn.Parameter(torch.zeros(3))
                                        for name in DOMAINS})

    def rows(self):
        return fake_rows(self.table, self.levels) if self.quantise else self.table

    def embed(self, rows, table, buckets, importance):
        """Vectors of distinct words: the row of a known one, the mean of its buckets else."""
        joined = torch.cat([table, importance.unsqueeze(1)], 1)
        words = F.embedding(rows, joined)
        unknown = torch.nonzero((rows == 0) & (buckets[:, 0] > 0))[:, 0]
        if len(unknown):
            groups = F.embedding_bag(buckets[unknown], joined, mode="mean", padding_idx=0)
            words = words.index_copy(0, unknown, groups)
        return words

    def read(self, batch):
        """(word vectors, their weighted mean, which words are real)."""
        words = self.embed(batch["rows"], self.rows(), batch["buckets"], torch.sigmoid(self.weight))
        real = (batch["words"] > 0).float()
        joined = F.embedding(batch["words"], words)
        x = (joined[..., :-1] + batch["flags"] @ self.flag) * real.unsqueeze(-1)
        w = joined[..., -1] * real
        return x, (x * w.unsqueeze(-1)).sum(1) / w.sum(1, keepdim=True).clamp_min(1e-6), real

    def map(self, mean):
        return mean @ (fake_int8(self.likeness) if self.quantise else self.likeness).T

    def meaning(self, batch):
        """Where a turn lies in the space of likeness."""
        return self.map(self.read(batch)[1])

    def forward(self, batch, drop=0.0):
        x, mean, real = self.read(batch)
        like = self.map(mean)
        if self.use_filters:
            conv = fake_int8(self.conv) if self.quantise else self.conv
            y = F.conv1d(x.transpose(1, 2), conv.view(self.filters, 3, self.dim).transpose(1, 2),
                         self.conv_bias, padding=1)
            y = F.relu(y) * real.unsqueeze(1)
            pooled = [y.amax(2), y.sum(2) / real.sum(1, keepdim=True).clamp_min(1)]
        else:
            pooled = [x.new_zeros(x.shape[0], 2 * self.filters)]
        z = torch.cat(pooled + [mean, batch["scalars"]], 1)
        if self.training:
            with torch.no_grad():
                self.shift = self.shift.lerp(z.mean(0), 0.01)
                self.scale = self.scale.lerp(z.std(0).clamp_min(0.02), 0.01)
        z = (z - self.shift) / self.scale
        z = F.dropout(z.clamp(-15, 15), drop, self.training)
        h = F.relu(F.linear(z, fake_int8(self.hidden.weight) if self.quantise else self.hidden.weight,
                            self.hidden.bias))
        h = F.dropout(h.clamp(max=15), drop, self.training)
        out = F.linear(h, fake_int8(self.heads.weight) if self.quantise else self.heads.weight,
                       self.heads.bias)
        logits, at = {}, 0
        for name, size in {**HEADS, **TRAINING_HEADS}.items():
            logits[name] = out[:, at:at + size]
            at += size
        return logits, like
