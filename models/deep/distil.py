"""Step 5: the student learns what the sets say and what the teachers say of them."""

import time

import numpy as np
import torch
import torch.nn.functional as F

from train import RATES, losses

ROWS, MEANT, PAIRS = 128, 40, 20  # of one step: with labels, with a vector, with a likeness
WARM, COOL = 100, 600  # steps in which the rate rises and falls
DROP, FORGET = 0.05, 0.05
UNKNOWN = 1


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


def slower(student, rate):
    """What was inherited changes less than the heads, which begin anew."""
    heads = [value for part in (student.hidden, student.out, student.domain) for value in part.parameters()]
    own = {id(value) for value in heads}
    return [{"params": [value for value in student.parameters() if id(value) not in own], "peak": rate},
            {"params": heads, "peak": 3 * rate}]


def learn(student, rows, inputs, pairs, soft, vectors, read, steps, keep=lambda item: True,
          stop=lambda step, steps: steps, rate=3e-4, mix=1.0, seed=7, log=print):
    """`vectors`: rows with one, and what the encoder says of them, in SHAPE["meaning"] parts; `read`: rows and the
    mean vectors (384) of the fine-tuned encoder. `stop` may give fewer steps; the same number from the beginning
    gives the same weights."""
    torch.manual_seed(seed)
    plan = inputs.endless(labelled(rows, keep, np.random.default_rng(seed)), ROWS, seed)

    def places(known):
        place = np.full(len(rows), -1)
        place[known] = np.arange(len(known))
        return place

    known, wanted = vectors
    own = np.array([j for j, i in enumerate(known) if keep(rows[i])])
    meant_at, read_at, reads = places(known), places(read[0]), torch.tensor(read[1].astype(np.float32))
    spread = reads.var(0).mean()
    reading = torch.nn.Linear(student.table.shape[1], reads.shape[1])
    plan_of_meant = inputs.endless(known[own], MEANT, seed + 1)
    pairs = [pair for pair in pairs if keep(rows[pair[0]]) and keep(rows[pair[1]])]
    groups = [*slower(student, rate), {"params": list(reading.parameters()), "peak": 3 * rate}]
    optimiser = torch.optim.AdamW(groups, rate, betas=(0.9, 0.98), weight_decay=0.01)
    began, average, step = time.time(), 0.0, 0
    student.train()
    while step < steps:
        for group in optimiser.param_groups:  # up, level, and down again at the end
            group["lr"] = group["peak"] * min(1, (step + 1) / WARM, max(0.02, (steps - step) / COOL))
        index = next(plan)
        x, mean = student.read(inputs.batch(index, 0.7, FORGET), DROP)
        loss = losses(student, rows, index, student.logits(x, mean, DROP), soft, mix)
        told = np.flatnonzero(read_at[index] >= 0)
        if len(told):
            missed = ((reading(mean[told]) - reads[read_at[index[told]]]) ** 2).mean()
            loss = loss + missed / spread
        meant = next(plan_of_meant)
        mean = student.read(inputs.batch(meant, 0.0, FORGET), DROP)[1]
        loss = loss + meaning_loss(student.likeness(mean), wanted[meant_at[meant]])
        if pairs:
            picked = [pairs[i] for i in inputs.rng.choice(len(pairs), PAIRS)]
            both = np.array([pair[0] for pair in picked] + [pair[1] for pair in picked])
            label = torch.tensor([pair[2] for pair in picked], dtype=torch.float32)
            loss = loss + pair_loss(student.likeness(student.read(inputs.batch(both), DROP)[1]), label)
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
