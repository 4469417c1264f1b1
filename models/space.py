"""Draws the space of likeness towards that of a sentence encoder (encoder.py)."""

import numpy as np
import torch
import torch.nn.functional as F

from encoder import choose
from memory import Memory, keys_of

SHARPNESS = 20.0  # cosines times this are what a text's neighbours are told apart by


def neighbours(vectors, count=16, parts=96, step=1024):
    """For each vector the nearest others, by its largest principal parts."""
    _, _, basis = torch.pca_lowrank(vectors, parts, center=False)
    small = F.normalize(vectors @ basis, dim=1)
    out = torch.empty(len(small), count, dtype=torch.int64)
    for begin in range(0, len(small), step):
        near = small[begin:begin + step] @ small.T
        here = torch.arange(len(near))
        near[here, here + begin] = -2
        out[begin:begin + step] = near.topk(count, 1).indices
    return out.numpy()


def encode(encoder, rows, corpus, vocabulary, work):
    """What the encoder says of rows and of single words, and which rows lie near each other."""
    memory, path = Memory(work / "vectors.npz", 384), work / "encoded.npz"
    index = choose(rows)
    texts = [rows[i]["text"] for i in index]
    words = [word for word in vocabulary.words if corpus.spelling[word]]
    out = {"rows": index, "texts": keys_of(texts), "vectors": memory.ask(texts, encoder.encode), "words": np.array(words),
           "word_vectors": memory.ask([corpus.spelling[word] for word in words], encoder.encode)}
    last = dict(np.load(path)) if path.exists() else {}
    same = np.array_equal(last.get("texts"), out["texts"])
    out["near"] = last["near"] if same else neighbours(torch.tensor(out["vectors"].astype(np.float32)))
    np.savez(path, **out)
    return out


class Space:
    def __init__(self, encoded, batcher, dim, seed, keep=lambda row: True, batch_size=160):
        self.batcher, self.batch_size = batcher, batch_size
        self.rng = np.random.default_rng(seed)
        self.encoded = encoded
        self.vectors = torch.tensor(encoded["vectors"].astype(np.float32))
        self.used = np.array([batcher.length[i] > 0 and keep(batcher.rows[i])
                              for i in encoded["rows"]])
        self.places = np.flatnonzero(self.used)
        _, _, self.basis = torch.pca_lowrank(self.vectors[self.places], dim, center=False)

    @torch.no_grad()
    def start(self, network, vocabulary, corpus, spread=0.1):
        """Rows begin as what the encoder says of the words alone, rare words count more."""
        vectors = torch.tensor(self.encoded["word_vectors"].astype(np.float32))
        vectors = (vectors - vectors.mean(0)) @ self.basis
        rows = torch.tensor(vocabulary.row[self.encoded["words"]])
        known = rows > 0
        network.table[rows[known]] = vectors[known] * (spread / vectors.std())
        network.table[vocabulary.num_rows:] *= 0.3
        share = np.bincount(corpus.words, minlength=len(corpus.hashes)) / len(corpus.words)
        rare = np.clip(1e-3 / (1e-3 + share[vocabulary.words]), 0.02, 0.9)
        rows = torch.tensor(vocabulary.row[vocabulary.words])
        network.weight[rows] = torch.tensor(np.log(rare / (1 - rare)), dtype=torch.float32)

    def loss(self, network):
        """Cosines between near and far texts as the encoder has them, and the order of the near."""
        picked = self.rng.choice(self.places, self.batch_size, replace=False)
        near = self.encoded["near"]
        near = near[picked, self.rng.integers(0, near.shape[1], len(picked))]
        picked = np.unique(np.concatenate([picked, near[self.used[near]]]))
        index = self.encoded["rows"][picked]
        like = F.normalize(network.meaning(self.batcher.inputs(index, word_drop=0.1)), dim=1)
        own, target = like @ like.T, self.vectors[picked] @ self.vectors[picked].T
        itself = torch.eye(len(picked), dtype=torch.bool)
        order = F.kl_div(F.log_softmax((SHARPNESS * own).masked_fill(itself, -1e4), 1),
                         F.softmax((SHARPNESS * target).masked_fill(itself, -1e4), 1),
                         reduction="batchmean")
        return 10 * F.mse_loss(own, target) + order
