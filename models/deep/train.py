"""Trains the deep model: pieces, inputs, student, int8, ONNX, evaluation, card.

python3 models/deep/train.py --data DIR --encoder DIR --ratings DIR [--work DIR] [--command build/release/undertone]
"""

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

import calibrate  # noqa: E402
import encoder as sentence_encoder  # noqa: E402
import cascade  # noqa: E402
import deep_card  # noqa: E402
import judging  # noqa: E402
import onnx_file  # noqa: E402
import wordpieces  # noqa: E402
from context import numbered  # noqa: E402
import teacher  # noqa: E402
from distil import COOL, Inputs, learn, predict  # noqa: E402
from inherit import inherit, inherit_meaning  # noqa: E402
from memory import Memory  # noqa: E402
from metrics import rounded  # noqa: E402
from pipeline import fit_calibration, prepared, split_pairs  # noqa: E402
from student import SHAPE, Student  # noqa: E402

PIECES = 8000
SOURCES_OF_PIECES = ("dev_",)  # beginnings of the sources that words are not counted in


# Of how many texts of a source the fine-tuned encoder's mean vectors are learnt.
READ = {"tweets": 2000, "rated_tweets": 4000, "rated_news": 4000, "own_opinions": 3000, "sst2": 22000, "goemotions": 22000,
        "emocontext": 9000, "offensive": 9000, "convabuse": 3000, "hwu64_feedback": 1500, "davidson": 4000,
        "widened": 12000, "talk": 4000, "own_frustration": 3000}
FITTED_ON = 6000  # texts that the start is fitted on

# Real messages to bots, read by hand: kept apart to judge by.
LEFT_OUT = ("dbdc3_read",)


def vocabulary(command, rows, path):
    texts = [row["text"] for row in rows if not row["source"].startswith(SOURCES_OF_PIECES)]
    return wordpieces.write(path, wordpieces.learn(wordpieces.count_words(command, texts), PIECES))


def spellings(path):
    """The spellings by number, of a file that was written before."""
    data = path.read_bytes()
    beginnings, at, out = int.from_bytes(data[16:20], "little"), 24, [""] * wordpieces.FIRST
    while at < len(data):
        piece = data[at + 1:at + 1 + data[at]].decode()
        out.append(piece if len(out) < wordpieces.FIRST + beginnings else "##" + piece)
        at += 1 + data[at]
    return out


def read_student(path, pieces):
    student = Student(pieces, **SHAPE)
    student.load_state_dict(torch.load(path))
    return student.eval()


def begin(options, work, rows, names, inputs, vectors):
    """The student before its first step, and what the fine-tuned encoder reads: rows, and vectors (rows, 384)."""
    encoder = sentence_encoder.Encoder(options.encoder)
    teacher.learned(encoder, rows, work / "teacher.pt")
    picked = sentence_encoder.choose(rows, READ)
    read = Memory(work / "read.npz", encoder.model.config.hidden_size).ask(
        [rows[i]["text"] for i in picked], lambda texts: in_parts(encoder, texts))
    student = Student(len(names), **SHAPE).eval()
    if options.start:
        student.load_state_dict(torch.load(options.start))
    else:
        rng = np.random.default_rng(options.seed)
        inherit(student, encoder, names, inputs.batch(rng.permutation(len(rows))[:FITTED_ON]))
        known, wanted = vectors
        some = rng.permutation(len(known))[:FITTED_ON]
        inherit_meaning(student, inputs.batch(known[some]), wanted[torch.tensor(some)])
    return student, (picked, read)


@torch.no_grad()
def in_parts(encoder, texts, size=64):
    return np.concatenate([encoder.mean(texts[at:at + size], SHAPE["length"]).numpy() for at in range(0, len(texts), size)])


def main_parts(encoded):
    """The encoder's vectors in fewer dimensions, unit length."""
    vectors = torch.tensor(encoded["vectors"].astype(np.float32))
    torch.manual_seed(3)
    _, _, basis = torch.pca_lowrank(vectors, SHAPE["meaning"], center=False)
    return encoded["rows"], F.normalize(vectors @ basis, dim=1)


def stop(work, step, steps):
    """A file `finish` in the work folder lets the training end soon, as with `--steps` of that number."""
    return min(steps, step + COOL) if (work / "finish").exists() else steps


def fit_same_request(tiers, held, rows):
    """Slope and offset that make a cosine the probability of the same request; sources count alike."""
    cosine, label, weight = [], [], []
    for source in ("read", "mqp", "banking77", "cast"):
        own = judging.pairs_of(held, rows, source)
        cosine += list(judging.cosines(tiers, own))
        label += [float(one > 0.6) for _, _, one in own]
        weight += [1 / len(own)] * len(own)
    both = np.stack([np.zeros(len(cosine)), cosine], 1)
    target = np.stack([1 - np.array(label), label], 1)
    slope, offset = calibrate.fit_softmax(both, target, np.array(weight) * 1000, True)
    return {"slope": round(slope, 3), "offset": round(float(offset[1] - offset[0]), 3)}


def publish(options, student, inputs, rows, held):
    """Writes model, what it needs beside, metrics and card."""
    output = Path(options.output)
    calibration = fit_calibration(student, inputs, rows, predict)
    weights = {name: value.detach().numpy() for name, value in student.state_dict().items()}
    onnx_file.write(output / "model.onnx", weights, calibration)
    tiers = judging.Tiers(options.command, onnx_file.session(output / "model.onnx"), output / "pieces.bin",
                          str(HERE.parent / "en/model.bin"))
    labels = HERE.parent / "en/labels/frustration.tsv"
    metrics = judging.judge(tiers, options.data, options.ratings, labels, held, rows)
    cuts, metrics["cascade"] = cascade.fit(tiers, options.data)
    metrics["cascade_unseen"] = cascade.unseen(tiers, options.data, cuts)
    same = fit_same_request(tiers, held, rows)
    facts = {"language": "en", "version": 3, "cuts": cuts, "same_request": same}
    (output / "model.json").write_text(json.dumps(facts, indent=2) + "\n")
    size = {"size_bytes": (output / "model.onnx").stat().st_size, "steps": options.steps, "shape": SHAPE,
            "read": len(sentence_encoder.choose(rows, READ)),
            "pieces": int(weights["table"].shape[0])}
    (output / "metrics.json").write_text(json.dumps(rounded({**size, **metrics}), indent=2) + "\n")
    deep_card.write(output)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default=os.environ.get("UNDERTONE_DATA"), required="UNDERTONE_DATA" not in os.environ)
    parser.add_argument("--encoder", help="folder of all-MiniLM-L6-v2", required=True)
    parser.add_argument("--ratings", help="folder of the sdist vaderSentiment 3.3.2, unpacked", required=True)
    parser.add_argument("--work", help="what models/pipeline.py --work left behind, or an empty folder")
    parser.add_argument("--command", default="build/release/undertone")
    parser.add_argument("--output", default=str(HERE / "en"))
    parser.add_argument("--words", type=int, default=8400)
    parser.add_argument("--steps", type=int, default=4900)
    parser.add_argument("--start", help="weights of an earlier run to go on from")
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--student", help="weights of an earlier run: only export, judge and describe them")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    with tempfile.TemporaryDirectory() as scratch:
        work, output = Path(options.work or scratch), Path(options.output)
        output.mkdir(exist_ok=True)
        rows, pairs, _, encoded, soft = prepared(options, work)
        if (output / "pieces.bin").exists():
            names = spellings(output / "pieces.bin")
        else:
            names = vocabulary(options.command, rows, output / "pieces.bin")
        inputs = Inputs(*numbered(options.command, output / "pieces.bin", rows, options.data), seed=7)
        trained, held = split_pairs(pairs, rows)
        if options.student:
            student = read_student(options.student, len(names))
        else:
            vectors = main_parts(encoded)
            student, read = begin(options, work, rows, names, inputs, vectors)
            student = learn(student, rows, inputs, trained, soft, vectors, read, options.steps, rate=options.rate,
                            seed=options.seed, keep=lambda item: item["source"] not in LEFT_OUT,
                            stop=lambda step, steps: stop(work, step, steps))
            torch.save(student.state_dict(), work / "student.pt")
        publish(options, student, inputs, rows, held)


if __name__ == "__main__":
    main()
