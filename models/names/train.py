"""Trains models/names/model.bin; judges with --judge, on templates that the judged model never saw.

python models/names/train.py --data DIR --command build/release/undertone [--judge] [-o FILE]
node core/pii/tables/make_cues.mjs   # adds the cues
"""

import argparse
import json
import pathlib
import random
import re
import subprocess
import tempfile
import zlib

import numpy
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

import model_file
import words
from judge import judge
from sentences import sentences

HERE = pathlib.Path(__file__).parent
KINDS = ("PERSON", "LOCATION")
KIND_OF = {"PERSON": "PERSON", "person": "PERSON", "STREET_ADDRESS": "LOCATION", "ADDRESS": "LOCATION"}
# First names, family names, common words, places: what a model of 15 kB has room for.
SIZES = (1700, 1700, 4100, 450)
MAX_FEATURES = 6144
# Log odds of a unit, and from which on a span counts and a word joins one: person, address.
UNIT, SPAN, WORD = 0.15, (0.0, -0.3), (-1.05, -1.05)
FOLDS = 3
PLAIN = "intent/banking77 intent/bitext8k intent/hwu64 dialogue_act/sgd_user unlabelled/taskmaster4".split()


def joined(text, spans):
    """Those that count; the lines of an address are one."""
    out = []
    for begin, end, kind in sorted(spans):
        kind = KIND_OF.get(kind)
        if kind and out and out[-1][2] == kind == "LOCATION" and not text[out[-1][1] : begin].strip(" ,\n"):
            out[-1] = (out[-1][0], end, kind)
        elif kind:
            out.append((begin, end, kind))
    return out


def skeleton(text, spans):
    """What stays of a sentence when its values are taken out: its template, written or not."""
    for begin, end, kind in sorted(spans, reverse=True):
        text = text[:begin] + "{" + kind + "}" + text[end:]
    return re.sub(r"\W+", " ", re.sub(r"\{\w+\}", "", text)).lower()


def texts(data, rng):
    """(text, spans, source, fold): the fold of a text is that of its template."""
    fold = lambda template: zlib.crc32(f"{template}".encode()) % FOLDS
    for text, spans, template in sentences(12, 12):
        yield text, spans, "made", fold(template)
    for name, most in (
        ("presidio_synth.train", None),
        ("presidio_generated_large.train", None),
        ("wnut17.train", None),
        ("multidogo_slots.train", 5000),
    ):
        rows = list(words.rows(data / f"pii/{name}.jsonl.gz"))
        for row in rng.sample(rows, most) if most else rows:
            spans = joined(row["text"], row["spans"])
            yield row["text"], spans, re.split(r"\W|_", name)[0], fold(skeleton(row["text"], row["spans"]))
    for name in PLAIN:
        turns = [
            turn["text"]
            for row in words.rows(data / f"{name}.train.jsonl.gz")
            for turn in ([row] if "text" in row else row.get("turns", []))
        ]
        for text in rng.sample(turns, min(2500, len(turns))):
            yield text, [], "plain", fold(text)


def ask(command, model, rows, *options):
    """What `undertone names` says of each text."""
    with tempfile.NamedTemporaryFile(suffix=".bin") as file:
        file.write(model)
        file.flush()
        lines = "".join(json.dumps({"text": text}) + "\n" for text, *_ in rows)
        arguments = [command, "names", *options, file.name]
        done = subprocess.run(arguments, input=lines, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def byte_spans(text, spans):
    at = lambda index: len(text[:index].encode())
    return [(at(b), at(e), kind) for b, e, kind in spans]


def examples(command, classes, rows):
    """One row of features for each word that may be a name, its labels, and the text it is of."""
    empty = model_file.model_bytes(classes, {}, UNIT, (0, 0), (0, 0))
    columns, begins, labels, owner = [], [0], [], []
    for index, (row, found) in enumerate(zip(rows, ask(command, empty, rows), strict=True)):
        spans = byte_spans(row[0], row[1])
        for begin, end, *features in found:
            columns.extend(sorted({feature >> 12 for feature in features} - {0}))
            begins.append(len(columns))
            labels.append([any(b < end and begin < e and k == kind for b, e, k in spans) for kind in KINDS])
            owner.append(index)
    ones = numpy.ones(len(columns), numpy.float32)
    matrix = csr_matrix((ones, columns, begins), shape=(len(owner), 1 << model_file.FEATURE_BITS))
    return matrix, numpy.array(labels), numpy.array(owner)


def fit(matrix, labels, strength):
    """Feature key -> weights in units; those of the most weight, over all words that have it."""
    counts = numpy.asarray(matrix.sum(axis=0)).ravel()
    kept = numpy.flatnonzero(counts >= 3)
    dense = numpy.zeros((2, len(kept)))
    for head in range(len(KINDS)):
        regression = LogisticRegression(
            l1_ratio=1, C=strength, solver="liblinear", fit_intercept=False, tol=1e-3, random_state=1
        )
        dense[head] = regression.fit(matrix[:, kept], labels[:, head]).coef_[0]
    units = numpy.clip(numpy.round(dense / UNIT), -31, 31).astype(int)
    worth = (numpy.abs(units) * numpy.sqrt(counts[kept])).max(axis=0)
    best = numpy.argsort(-worth, kind="stable")[:MAX_FEATURES]
    return {int(kept[i]): tuple(int(w) for w in units[:, i]) for i in best if units[:, i].any()}


def packed(classes, weights):
    thresholds = [tuple(round(v[head] / UNIT) for v in (SPAN, WORD)) for head in range(len(KINDS))]
    return model_file.model_bytes(classes, weights, UNIT, *thresholds)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--command", default="build/release/undertone")
    parser.add_argument("--strength", type=float, default=0.6)
    parser.add_argument("--judge", type=int, default=0, help="how many of the folds to judge")
    parser.add_argument("-o", type=pathlib.Path, default=HERE / "model.bin")
    options = parser.parse_args()

    rows = list(texts(options.data, random.Random(3)))
    classes = words.word_classes(words.common(options.data), SIZES)
    matrix, labels, owner = examples(options.command, classes, rows)
    folds = numpy.array([fold for *_, fold in rows])
    print(f"{len(rows)} texts, {len(owner)} words, {labels.sum(axis=0)} of {KINDS}")
    judged, found = [], []
    for fold in range(options.judge):
        train = folds[owner] != fold
        model = packed(classes, fit(matrix[train], labels[train], options.strength))
        part = [row for row, f in zip(rows, folds, strict=True) if f == fold]
        judged += part
        found += ask(options.command, model, part, "--found")
    if judged:
        for source in dict.fromkeys(row[2] for row in judged):
            pairs = [pair for pair in zip(judged, found, strict=True) if pair[0][2] == source]
            judge(source, [(byte_spans(text, spans), spots) for (text, spans, *_), spots in pairs])
        return
    weights = fit(matrix, labels, options.strength)
    options.o.write_bytes(packed(classes, weights))
    print(f"{len(weights)} features, {options.o.stat().st_size} bytes")


if __name__ == "__main__":
    main()
