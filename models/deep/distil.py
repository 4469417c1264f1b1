"""Step 4: the student learns what the sets say and what the teachers say of them."""

import time

import numpy as np
import torch
import torch.nn.functional as F

from student import SHAPE, Student
from train import RATES, losses

ROWS, MEANT, PAIRS = 128, 40, 20  # of one step: with labels, with a vector, with a likeness
WARM, COOL = 200, 600  # steps in which the rate rises and falls
UNKNOWN = 1


def start_table(student, spellings, encoder):
    """Pieces begin where the encoder has them: what it reads and what it says of each alone."""
    words = encoder.model.embeddings.word_embeddings.weight.detach()
    texts = [piece[2:] if piece.startswith("##") and len(piece) > 2 else piece for piece in spellings[16:]]
    split = encoder.tokenizer(texts, add_special_tokens=False)["input_ids"]
    read = torch.stack([words[ids].mean(0) if ids else words[100] for ids in split])
    said = torch.tensor(encoder.encode(texts, batch_size=256).astype(np.float32))
    both = torch.cat([F.normalize(read - read.mean(0), dim=1), F.normalize(said - said.mean(0), dim=1)], 1)
    _, _, basis = torch.pca_lowrank(both, student.table.shape[1], center=False, niter=4)
    start = both @ basis
    with torch.no_grad():
        student.table[16:] = start / start.std() * 0.05


class Inputs:
    """Rows of pieces, cut to what the longest of a batch needs."""

    def __init__(self, plain, told, with_context, seed):
        self.plain, self.told, self.with_context = plain, told, with_context
        self.length = (plain > 0).sum(1)
        self.rng = np.random.default_rng(seed)

    def batch(self, index, context=0.0, forget=0.0):
        ids = self.plain[index].copy()
        for row, i in enumerate(index):
            if i in self.told and self.rng.random() < context:
                ids[row] = self.with_context[self.told[i]]
        ids = ids[:, :max(4, int((ids > 0).sum(1).max()))].astype(np.int64)
        if forget:
            ids[(ids > 3) & (self.rng.random(ids.shape) < forget)] = UNKNOWN
        return torch.tensor(ids)

    def endless(self, places, size, seed):
        """Batches of rows of like length, going through `places` again and again."""
        rng = np.random.default_rng(seed)
        while True:
            order = rng.permutation(places)
            for begin in range(0, len(order) - size, size * 50):
                part = order[begin:begin + size * 50]
                part = part[np.argsort(self.length[part], kind="stable")]
                batches = [part[i:i + size] for i in range(0, len(part) - size + 1, size)]
                for i in rng.permutation(len(batches)):
                    yield batches[i]


def labelled(rows, keep, rng):
    """Places of rows, as often as their source is to be shown."""
    by_source = {}
    for i, item in enumerate(rows):
        if item["source"] in RATES and keep(item):
            by_source.setdefault(item["source"], []).append(i)
    drawn = []
    for source, places in by_source.items():
        whole, rest = divmod(RATES[source], 1)
        drawn += [places] * int(whole)
        if rest:
            drawn.append(rng.choice(places, int(rest * len(places)), replace=False))
    return np.concatenate(drawn)


def meaning_loss(like, wanted):
    """Where a text lies, and how near the texts of a batch lie to each other."""
    order = like @ like.T - wanted @ wanted.T
    return (1 - (like * wanted).sum(1)).mean() + 5 * (order ** 2).mean()


def pair_loss(like, label):
    a, b = like[:len(label)], like[len(label):]
    cosine = (a * b).sum(1)
    same = label > 0.9
    contrast = F.cross_entropy((a @ b.T)[same] * 15, torch.arange(len(label))[same]) if same.any() else 0.0
    return 0.8 * F.binary_cross_entropy_with_logits(10 * (cosine - 0.5), label) + 0.15 * contrast


def learn(rows, inputs, pairs, soft, vectors, pieces, steps, start=lambda student: None,
          keep=lambda item: True, stop=lambda step, steps: steps, rate=8e-4, mix=1.0, seed=7, log=print):
    """`vectors`: rows with one, and what the encoder says of them, in SHAPE["meaning"] parts. `stop` may
    give fewer steps; the same number from the beginning gives the same weights."""
    torch.manual_seed(seed)
    student = Student(pieces, **SHAPE)
    start(student)
    plan = inputs.endless(labelled(rows, keep, np.random.default_rng(seed)), ROWS, seed)
    known, wanted = vectors
    own = np.array([j for j, i in enumerate(known) if keep(rows[i])])
    place = np.full(len(rows), -1)
    place[known] = np.arange(len(known))
    plan_of_meant = inputs.endless(known[own], MEANT, seed + 1)
    pairs = [pair for pair in pairs if keep(rows[pair[0]]) and keep(rows[pair[1]])]
    optimiser = torch.optim.AdamW(student.parameters(), rate, betas=(0.9, 0.98), weight_decay=0.01)
    began, average, step = time.time(), 0.0, 0
    student.train()
    while step < steps:
        for group in optimiser.param_groups:  # up, level, and down again at the end
            group["lr"] = rate * min(1, (step + 1) / WARM, max(0.02, (steps - step) / COOL))
        index = next(plan)
        logits, like = student(inputs.batch(index, 0.7, 0.05), 0.1)
        loss = losses(student, rows, index, logits, soft, mix)
        meant = next(plan_of_meant)
        loss = loss + meaning_loss(student(inputs.batch(meant, 0.0, 0.05), 0.1)[1], wanted[place[meant]])
        if pairs:
            picked = [pairs[i] for i in inputs.rng.choice(len(pairs), PAIRS)]
            both = np.array([pair[0] for pair in picked] + [pair[1] for pair in picked])
            label = torch.tensor([pair[2] for pair in picked], dtype=torch.float32)
            loss = loss + pair_loss(student(inputs.batch(both), 0.1)[1], label)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        optimiser.step()
        step += 1
        average += (loss.item() - average) * max(0.01, 1 / step)
        if step % 50 == 0:
            log(f"{step}/{steps} loss {average:.3f} {time.time() - began:.0f} s", flush=True)
            steps = stop(step, steps)
    return student.eval()


@torch.no_grad()
def predict(student, inputs, index, context=1.0, size=256):
    """Logits by head and vectors of meaning, in the order of `index`."""
    index = np.asarray(index)
    order = np.argsort(inputs.length[index], kind="stable")
    parts = [student(inputs.batch(index[order[at:at + size]], context))
             for at in range(0, len(order), size)]
    back = np.argsort(order, kind="stable")
    logits = {name: torch.cat([part[0][name] for part in parts]).numpy()[back] for name in parts[0][0]}
    return logits, torch.cat([part[1] for part in parts]).numpy()[back]
