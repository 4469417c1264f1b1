"""Turns rows of the corpus into tensors."""

import numpy as np
import torch

from data import EMOTION, SENTIMENT
from features import FLAGS, MAX_SUBWORDS, scalars
from network import HEADS

# Words of names, places and titles in task-oriented sets say little about chat in general.
QUIET = {"multidogo": 0.2, "sgd": 0.3, "snips": 0.3, "banking77": 1.0, "pairs": 0.5,
         "own_acts": 0.1, "own_frustration": 0.1, "own_answers": 0.1, "own_opinions": 0.1,
         "rated_words": 0, "widened": 0, "widened_words": 0}
TELLING = 3  # a word whose ratings agree gets a row as if it were so many times as frequent


class Vocabulary:
    """Which words have a row of their own, and the buckets of all others."""

    def __init__(self, corpus, rows, size, buckets):
        weight = np.zeros(len(corpus.hashes))
        told = np.zeros(len(corpus.hashes), bool)
        for i, item in enumerate(rows):
            if not item["source"].startswith("dev_"):
                words = np.unique(corpus.words[corpus.begin[i]:corpus.begin[i + 1]])
                weight[words] += QUIET.get(item["source"], 1.0)
            if item["source"] == "rated_words" and abs(item["sentiment"][2] - item["sentiment"][0]) > 0.5:
                told[corpus.words[corpus.begin[i]:corpus.begin[i + 1]]] = True
        weight[told] *= TELLING
        weight[0] = 0
        order = np.argsort(-weight, kind="stable")
        kept = [w for w in order[:size] if weight[w] >= 2]
        self.words = sorted(kept, key=lambda w: corpus.hashes[w])  # the order of the file
        self.row = np.zeros(len(corpus.hashes), np.int64)
        self.row[self.words] = np.arange(1, len(kept) + 1)
        for word, other in corpus.others.items():
            if self.row[word] == 0:
                self.row[word] = self.row[other]
        self.num_rows = len(kept) + 1  # row 0: padding
        self.num_buckets = buckets
        groups = np.zeros((len(corpus.hashes), MAX_SUBWORDS), np.int64)
        for word, hashes in enumerate(corpus.subwords):
            groups[word, :len(hashes)] = [self.num_rows + bucket(h, buckets) for h in hashes]
        self.groups = groups
        self.lengths = (groups > 0).sum(1)


def bucket(group_hash, buckets):
    """The same as bucket_of() in core/model/rows.cpp."""
    return ((group_hash * 2654435769) & 0xFFFFFFFF) * buckets >> 32


class Batcher:
    def __init__(self, corpus, rows, vocabulary, seed=7):
        self.corpus, self.rows, self.vocabulary = corpus, rows, vocabulary
        self.rng = np.random.default_rng(seed)
        self.length = np.diff(corpus.begin)
        self.flag_bits = np.array(list(FLAGS.values()), np.uint8)
        known = vocabulary.row[corpus.words] > 0
        total = np.concatenate([[0], np.cumsum(~known)])
        unknown = total[corpus.begin[1:]] - total[corpus.begin[:-1]]
        self.scalars = np.array([scalars(c, n, u) for c, n, u in
                                 zip(corpus.counts, self.length, unknown)], np.float32)

    def inputs(self, index, word_drop=0.0):
        size = max(1, int(self.length[index].max()))
        words = np.zeros((len(index), size), np.int64)
        flags = np.zeros((len(index), size), np.uint8)
        for j, i in enumerate(index):
            begin, end = self.corpus.begin[i], self.corpus.begin[i + 1]
            words[j, :end - begin] = self.corpus.words[begin:end]
            flags[j, :end - begin] = self.corpus.flags[begin:end]
        distinct, local = np.unique(np.append(words.ravel(), 0), return_inverse=True)
        local = local[:-1].reshape(words.shape)
        rows = self.vocabulary.row[distinct]
        lengths = self.vocabulary.lengths[distinct]
        if word_drop > 0:  # as if unknown, so that letter groups learn to stand in
            rows = np.where((self.rng.random(len(rows)) < word_drop) & (lengths > 0), 0, rows)
        most = max(1, int(lengths.max()))
        return {
            "words": torch.from_numpy(local),
            "flags": torch.from_numpy(((flags[..., None] & self.flag_bits) > 0).astype(np.float32)),
            "rows": torch.from_numpy(rows),
            "buckets": torch.from_numpy(self.vocabulary.groups[distinct, :most]),
            "scalars": torch.from_numpy(self.scalars[index]),
        }

    def schedule(self, rates, batch_size):
        """One epoch of batches of like length; `rates` says how often a source is drawn."""
        drawn = []
        for source, places in self.by_source.items():
            rate = rates.get(source, 0)
            whole = int(rate)
            drawn += [places] * whole
            rest = int((rate - whole) * len(places))
            if rest:
                drawn.append(self.rng.choice(places, rest, replace=False))
        order = self.rng.permutation(np.concatenate(drawn))
        chunk = batch_size * 50
        batches = []
        for start in range(0, len(order), chunk):
            part = order[start:start + chunk]
            part = part[np.argsort(self.length[part], kind="stable")]
            batches += [part[i:i + batch_size] for i in range(0, len(part), batch_size)]
        return [batches[i] for i in self.rng.permutation(len(batches))]

    def split(self, keep):
        """Only the rows for which keep(row) holds are drawn."""
        self.by_source = {}
        for i, item in enumerate(self.rows):
            if keep(item) and self.length[i] > 0:
                self.by_source.setdefault(item["source"], []).append(i)
        self.by_source = {k: np.array(v) for k, v in self.by_source.items()}
