"""Trains the language model: letter groups -> a few dimensions -> languages. See card.md.

    python models/langid/train.py --data DIR

Steps: extract letter groups with the core's own code, train in floating point, keep the letter
groups that matter most, train again with weights of a few levels, write model.json.
"""

import argparse
import pathlib

import numpy as np
import scipy.sparse as sparse

import data as sources
from core import Core
from export import write_model

NUM_GROUPS = 1 << 16
MASS = {"en": 8.0, "und": 0.4}
MAIN_MASS = 3.0
OTHER_MASS = 0.4
SOURCE_SHARE = {
    "single-words": 0.12, "word-pairs": 0.16, "sentences": 0.16, "wordfreq": 0.4,
    "chatterbot": 0.08, "english-chat": 0.4, "phrases": 0.3, "gibberish": 0.3,
}


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path(__file__).parent)
    parser.add_argument("--without", action="append", default=[], help="a source to leave out")
    parser.add_argument("--kept", type=int, default=7600, help="letter groups in the model")
    parser.add_argument("--dims", type=int, default=8)
    parser.add_argument("--levels", type=int, default=3, help="largest weight; 3 = seven levels")
    parser.add_argument("--sparsity", type=float, default=1e-6)
    parser.add_argument("--synthetic", type=int, default=9000, help="word samples per language")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--candidates", type=int, default=16000)
    parser.add_argument("--dry", action="store_true", help="print, write nothing")
    return parser.parse_args()


class Rows:
    """Rows of letter-group counts with their language."""

    def __init__(self, groups, labels, kinds):
        ends = np.cumsum([0] + [len(each) for each in groups])
        ones = np.ones(ends[-1], np.float32)
        self.counts = sparse.csr_matrix((ones, np.concatenate(groups).astype(np.int32), ends),
                                        shape=(len(groups), NUM_GROUPS))
        self.counts.sum_duplicates()
        self.labels = np.array([sources.LANGUAGES.index(each) for each in labels])
        self.kinds = np.array(kinds)

    def features(self, kept):
        """Counts of the kept groups, each row divided by the root of its sum."""
        counts = self.counts[:, kept]
        sums = np.maximum(np.asarray(counts.sum(1)).ravel(), 1)
        return sparse.diags((1 / np.sqrt(sums)).astype(np.float32)) @ counts


def synthetic_groups(core, count):
    """Bags of words drawn by their frequency, flattened so that rare words occur, too."""
    draw = np.random.default_rng(3)
    groups, labels = [], []
    for language in sources.LANGUAGES:
        words = sources.word_frequencies(language)
        if not words:
            continue
        texts = [word for word, _ in words]
        shares = np.array([share for _, share in words])
        bare = [sources.without_accents(word) for word in texts]
        _, of_words = core.groups(texts)
        _, of_bare = core.groups(bare)
        number = count if language in sources.MAIN else count // 2
        for power in (1.0, 0.7, 0.45):
            chances = shares**power / (shares**power).sum()
            for _ in range(number // 3):
                size = draw.choice([1, 1, 2, 3, 4, 6])
                table = of_bare if draw.random() < 0.08 else of_words
                picks = draw.choice(len(words), size, p=chances) if size > 1 else [
                    np.searchsorted(np.cumsum(chances), draw.random()).clip(0, len(words) - 1)]
                groups.append(np.concatenate([table[i] for i in picks]))
                labels.append(language)
    return groups, labels


def weights_of(rows):
    """What each row counts, so that languages and sources have the mass they should."""
    weights = np.zeros(len(rows.labels), np.float32)
    for index, language in enumerate(sources.LANGUAGES):
        mass = MASS.get(language, MAIN_MASS if language in sources.MAIN else OTHER_MASS)
        of_language = rows.labels == index
        present = [kind for kind in SOURCE_SHARE if np.any(of_language & (rows.kinds == kind))]
        total = sum(SOURCE_SHARE[kind] for kind in present)
        for kind in present:
            chosen = of_language & (rows.kinds == kind)
            weights[chosen] = mass * SOURCE_SHARE[kind] / total / chosen.sum()
    return weights / weights.mean()


def group_mask():
    """Row per language: 0 for languages of the same script, else minus infinity (nearly)."""
    mask = np.full((len(sources.LANGUAGES),) * 2, -1e9, np.float32)
    for _, languages in sources.GROUPS.values():
        inside = [sources.LANGUAGES.index(each) for each in languages]
        mask[np.ix_(inside, inside)] = 0
    return mask


class Network:
    """features (rows, kept) @ embed (kept, dims) @ heads (dims, languages) + bias"""

    def __init__(self, kept, dims):
        draw = np.random.default_rng(1)
        languages = len(sources.LANGUAGES)
        self.weights = {
            "embed": (draw.standard_normal((kept, dims)) * 0.3).astype(np.float32),
            "heads": (draw.standard_normal((dims, languages)) * 0.1).astype(np.float32),
            "bias": np.zeros(languages, np.float32),
        }
        self.steps = None
        self.levels = None

    def embed(self):
        """The embedding as it will be stored: whole steps, at most `levels` of them."""
        embed = self.weights["embed"]
        if self.steps is None:
            return embed
        return np.clip(np.round(embed / self.steps), -self.levels, self.levels) * self.steps

    def fit_steps(self):
        """The step of each dimension that loses least."""
        embed = self.weights["embed"]
        candidates = np.abs(embed).max(0) / self.levels * np.arange(0.08, 1.01, 0.04)[:, None]
        losses = [((np.clip(np.round(embed / s), -self.levels, self.levels) * s - embed)**2).sum(0)
                  for s in candidates]
        self.steps = candidates[np.argmin(losses, 0), np.arange(embed.shape[1])]

    def entropy_bytes(self):
        """What the weights take when packed perfectly; in floating point, all of them."""
        if self.steps is None:
            return self.weights["embed"].nbytes
        levels = np.round(self.embed() / self.steps).astype(int).ravel()
        shares = np.unique(levels, return_counts=True)[1] / len(levels)
        return -(shares * np.log2(shares)).sum() * len(levels) / 8

    def logits(self, features):
        return features @ self.embed() @ self.weights["heads"] + self.weights["bias"]


def train(network, features, labels, weights, epochs, rate, sparsity=0.0, popularity=None):
    """Adam on the weighted cross-entropy; with steps set, gradients pass through the rounding."""
    mask = group_mask()
    draw = np.random.default_rng(2)
    params = network.weights
    mean = {name: np.zeros_like(each) for name, each in params.items()}
    square = {name: np.zeros_like(each) for name, each in params.items()}
    batch = 512
    total = epochs * (features.shape[0] // batch)
    step = 0
    for _ in range(epochs):
        order = draw.permutation(features.shape[0])
        for begin in range(0, features.shape[0] - batch + 1, batch):
            if network.levels and step % max(total // 4, 1) == 0 and step < 0.8 * total:
                network.fit_steps()
            chosen = order[begin:begin + batch]
            rows = features[chosen]
            hidden = rows @ network.embed()
            logits = hidden @ params["heads"] + params["bias"] + mask[labels[chosen]]
            logits -= logits.max(1, keepdims=True)
            error = np.exp(logits)
            error /= error.sum(1, keepdims=True)
            error[np.arange(batch), labels[chosen]] -= 1
            error *= weights[chosen, None] / batch
            gradients = {
                "embed": rows.T @ (error @ params["heads"].T) + 1e-6 * params["embed"],
                "heads": hidden.T @ error,
                "bias": error.sum(0),
            }
            if sparsity:
                gradients["embed"] += sparsity * np.sign(params["embed"]) / popularity[:, None]
            step += 1
            now = rate * (1 - step / total) * min(1, step / 100)
            for name, gradient in gradients.items():
                mean[name] += 0.1 * (gradient - mean[name])
                square[name] += 0.001 * (gradient**2 - square[name])
                params[name] -= now * (mean[name] / (1 - 0.9**step)) / (
                    np.sqrt(square[name] / (1 - 0.999**step)) + 1e-6)


def show(name, network, rows, kept):
    """Prints the share of right answers for each source, and what the weights take."""
    right = (network.logits(rows.features(kept)) + group_mask()[rows.labels]).argmax(1) == rows.labels
    main_rows = np.isin(rows.labels, [sources.LANGUAGES.index(each) for each in sources.MAIN])
    shares = {kind: f"{right[main_rows & (rows.kinds == kind)].mean():.3f}"
              f" ({right[rows.kinds == kind].mean():.3f})" for kind in sorted(set(rows.kinds))}
    print(name, f"{network.entropy_bytes() / 1000:.1f} kB; main (all):", shares, flush=True)


def main():
    opt = options()
    core = Core()
    everything = sources.load(opt.data)
    scripts, groups = core.groups([row[0] for row in everything])
    expected = {lang: number for number, langs in sources.GROUPS.values() for lang in langs}
    right_script = [script == expected[row[1]] for script, row in zip(scripts, everything)]

    def pick(test):
        chosen = [i for i, row in enumerate(everything) if right_script[i] and test(row)]
        return Rows([groups[i] for i in chosen], [everything[i][1] for i in chosen],
                    [everything[i][2] for i in chosen])

    trained = [(groups[i], row[1], row[2]) for i, row in enumerate(everything)
               if right_script[i] and row[3] >= 2 and row[2] in SOURCE_SHARE
               and row[2] not in opt.without]
    if "wordfreq" not in opt.without:
        bags, labels = synthetic_groups(core, opt.synthetic)
        trained += [(bag, label, "wordfreq") for bag, label in zip(bags, labels)]
    rows = Rows(*zip(*trained))
    held = pick(lambda row: row[3] == 1 and row[2] != "gibberish")
    weights = weights_of(rows)
    print(f"{len(rows.labels)} rows", flush=True)

    popularity = np.asarray(rows.counts.multiply(weights[:, None]).sum(0)).ravel()
    kept = np.argsort(-popularity, kind="stable")[:opt.candidates]
    network = Network(len(kept), opt.dims)
    train(network, rows.features(kept), rows.labels, weights, opt.epochs, 0.02)
    show("float, all candidates", network, held, kept)

    heads = network.weights["heads"]
    says = np.linalg.norm(network.weights["embed"] @ (heads - heads.mean(1, keepdims=True)), axis=1)
    best = np.argsort(-np.sqrt(popularity[kept]) * says, kind="stable")[:opt.kept]
    kept = kept[best]
    network.weights["embed"] = network.weights["embed"][best].copy()
    features = rows.features(kept)
    train(network, features, rows.labels, weights, opt.epochs, 0.01)
    show(f"float, {opt.kept} kept", network, held, kept)

    network.levels = opt.levels
    share = np.sqrt(popularity[kept] / popularity[kept].mean())
    train(network, features, rows.labels, weights, opt.epochs + 2, 0.004, opt.sparsity, share)
    show(f"{2 * opt.levels + 1} levels", network, held, kept)
    if not opt.dry:
        write_model(opt.out / "model.json", network, kept)


if __name__ == "__main__":
    main()
