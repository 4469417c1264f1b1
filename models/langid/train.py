"""Trains the language model: letter groups -> a few dimensions -> languages. See card.md.

    python models/langid/train.py --data DIR

Steps: extract letter groups with the core's own code, train in floating point, keep the letter
groups that matter most, train again with weights of a few levels, write model.json and metrics.json.
"""

import argparse
import json
import pathlib
import random
import subprocess
import tempfile

import numpy as np
import scipy.sparse as sparse

import data as sources
import evaluate
from export import write_model

ROOT = pathlib.Path(__file__).parents[2]
NUM_GROUPS = 1 << 16
MASS = {"en": 8.0, "und": 1.0}
MAIN_MASS = 3.0
OTHER_MASS = 0.6
SOURCE_SHARE = {
    "single-words": 0.12, "word-pairs": 0.16, "sentences": 0.16, "wordfreq": 0.4,
    "chatterbot": 0.08, "english-chat": 0.4, "phrases": 0.08, "gibberish": 0.3,
}


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path(__file__).parent)
    parser.add_argument("--without", action="append", default=[], help="a source to leave out")
    parser.add_argument("--kept", type=int, default=8000, help="letter groups in the model")
    parser.add_argument("--dims", type=int, default=8)
    parser.add_argument("--levels", type=int, default=3, help="largest weight; 3 = seven levels")
    parser.add_argument("--sparsity", type=float, default=1e-6)
    parser.add_argument("--synthetic", type=int, default=12000, help="word samples per language")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--candidates", type=int, default=16000)
    parser.add_argument("--quiet-export", action="store_true", help="print, write nothing")
    return parser.parse_args()


def build_extractor(folder):
    """Compiles the one extractor, models/langid/letter_groups.cpp."""
    binary = pathlib.Path(folder) / "letter_groups"
    text = ROOT / "core/text"
    files = [ROOT / "models/langid/letter_groups.cpp", text / "language_features.cpp",
             text / "char_class.cpp", text / "utf8.cpp", text / "tokenizer.cpp", text / "fold.cpp"]
    files += sorted((text / "scan").glob("*.cpp"))
    subprocess.run(["c++", "-std=c++20", "-O2", f"-I{ROOT}", *map(str, files), "-o", str(binary)],
                   check=True)
    return binary


class Extractor:
    """Texts -> (script number, letter groups) of each."""

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory()
        self._binary = build_extractor(self._folder.name)

    def __call__(self, texts):
        lines = "\n".join(" ".join(text.split()) for text in texts) + "\n"
        raw = subprocess.run([self._binary], input=lines.encode("utf-8", "replace"),
                             stdout=subprocess.PIPE, check=True).stdout
        scripts, groups, at = [], [], 0
        for _ in texts:
            size = raw[at + 1] | raw[at + 2] << 8
            scripts.append(raw[at])
            groups.append(np.frombuffer(raw, "<u2", size, at + 3))
            at += 3 + 2 * size
        assert at == len(raw)
        return np.array(scripts), groups


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


def synthetic_groups(extract, count):
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
        _, of_words = extract(texts)
        _, of_bare = extract(bare)
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


def main():
    opt = options()
    extract = Extractor()
    everything = [row for row in sources.load(opt.data) if row[2] not in opt.without]
    scripts, groups = extract([row[0] for row in everything])
    expected = {lang: number for number, langs in sources.GROUPS.values() for lang in langs}
    right_script = [script == expected[row[1]] for script, row in zip(scripts, everything)]

    def pick(test):
        chosen = [i for i, row in enumerate(everything) if right_script[i] and test(row)]
        return Rows([groups[i] for i in chosen], [everything[i][1] for i in chosen],
                    [everything[i][2] for i in chosen])

    trained = [(groups[i], row[1], row[2]) for i, row in enumerate(everything)
               if right_script[i] and row[3] >= 2 and row[2] in SOURCE_SHARE]
    if "wordfreq" not in opt.without:
        bags, labels = synthetic_groups(extract, opt.synthetic)
        trained += [(bag, label, "wordfreq") for bag, label in zip(bags, labels)]
    rows = Rows(*zip(*trained))
    held = {fold: pick(lambda row, fold=fold: row[3] == fold and row[2] != "gibberish")
            for fold in (0, 1)}
    weights = weights_of(rows)
    print(f"{len(rows.labels)} rows", flush=True)

    popularity = np.asarray(rows.counts.multiply(weights[:, None]).sum(0)).ravel()
    kept = np.argsort(-popularity, kind="stable")[:opt.candidates]
    network = Network(len(kept), opt.dims)
    train(network, rows.features(kept), rows.labels, weights, opt.epochs, 0.02)
    evaluate.show("float, all candidates", network, held[1], kept)

    heads = network.weights["heads"]
    says = np.linalg.norm(network.weights["embed"] @ (heads - heads.mean(1, keepdims=True)), axis=1)
    best = np.argsort(-np.sqrt(popularity[kept]) * says, kind="stable")[:opt.kept]
    kept = kept[best]
    network.weights["embed"] = network.weights["embed"][best].copy()
    features = rows.features(kept)
    train(network, features, rows.labels, weights, opt.epochs, 0.01)
    evaluate.show(f"float, {opt.kept} kept", network, held[1], kept)

    network.levels = opt.levels
    share = np.sqrt(popularity[kept] / popularity[kept].mean())
    train(network, features, rows.labels, weights, opt.epochs + 2, 0.004, opt.sparsity, share)
    evaluate.show(f"{2 * opt.levels + 1} levels", network, held[1], kept)
    size = write_model(opt.out / "model.json", network, kept) if not opt.quiet_export else None
    evaluate.finish(opt, network, held, kept, size)


if __name__ == "__main__":
    random.seed(0)
    main()
