"""A teacher for the heads: the sentence encoder fine-tuned on the sets, asked for soft labels."""

import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from data import EMOTION, SENTIMENT
from encoder import choose
from memory import Memory

# How often a source's rows are shown to the teacher while it learns, and how many it then labels; of what was written
# to say something to a bot it knows less than the writer: sarcasm is praise to it.
SHOWN = {"goemotions": 1.0, "sst2": 0.7, "tweets": 4.0, "emocontext": 0.7, "offensive": 0.45,
         "convabuse": 2.0, "hwu64_feedback": 2.0, "hwu64": 0.3, "rated_tweets": 1.5, "rated_news": 1.0,
         "rated_words": 0.2, "own_opinions": 0.6}
LABELLED = {"offensive": 14000, "tweets": 9999, "dbdc3_read": 999, "convabuse": 9999, "hwu64_feedback": 9999, "emocontext": 23000,
            "davidson": 12000, "goemotions": 43000, "sst2": 48000, "talk": 6000, "pairs": 2000,
            "rated_tweets": 9999, "rated_news": 9999, "rated_words": 30000, "own_opinions": 9999,
            "widened": 99999, "widened_words": 30000}
DOMAINS = {"goemotions": "goemotions", "tweets": "tweets", "sst2": "sst2", "rated_tweets": "rated",
           "rated_news": "rated", "rated_words": "words", "own_opinions": "own"}
TASKS = {"sentiment": 3, "emotion": 8, "emocontext": 4, "offensive": 1, "abuse": 1, "feedback": 6}


class Heads(nn.Module):
    def __init__(self, width=384):
        super().__init__()
        self.parts = nn.ModuleDict({name: nn.Linear(width, size) for name, size in TASKS.items()})
        self.domain = nn.ParameterDict({name: nn.Parameter(torch.zeros(3))
                                        for name in sorted(set(DOMAINS.values()))})

    def loss(self, name, vectors, items):
        """Of the rows that have a label for one task."""
        out = self.parts[name](vectors)
        if name == "sentiment":
            out = out + torch.stack([self.domain[DOMAINS[item["source"]]] for item in items])
        if name in ("sentiment", "emotion"):
            target = torch.tensor([item[name] for item in items])
            return -(target * F.log_softmax(out, 1)).sum()
        target = torch.tensor([item[name] for item in items])
        if TASKS[name] > 1:
            return F.cross_entropy(out, target, reduction="sum")
        return F.binary_cross_entropy_with_logits(out[:, 0], target.float(), reduction="sum")

    def polarity_loss(self, vectors, items):
        out = self.parts["sentiment"](vectors) + self.domain["sst2"]
        target = torch.tensor([float(item["polarity"]) for item in items])
        return F.binary_cross_entropy_with_logits(out[:, 2] - out[:, 0], target, reduction="sum")


def batches(rows, rng, size=48):
    """Batches of like length, in random order."""
    drawn = []
    for item in rows:
        rate = SHOWN.get(item["source"], 0)
        drawn += [item] * (int(rate) + int(rng.random() < rate % 1))
    drawn = [drawn[i] for i in rng.permutation(len(drawn))]
    out = []
    for begin in range(0, len(drawn), size * 40):
        part = sorted(drawn[begin:begin + size * 40], key=lambda item: len(item["text"]))
        out += [part[i:i + size] for i in range(0, len(part), size)]
    return [out[i] for i in rng.permutation(len(out))]


def learn(encoder, rows, epochs=1.3, rate=1.5e-4, seed=1, log=print):
    """Fine-tunes encoder.model with heads for all tasks."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    heads = Heads()
    encoder.model.embeddings.requires_grad_(False)
    body = [p for p in encoder.model.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW([{"params": body, "lr": rate},
                                   {"params": heads.parameters(), "lr": 8 * rate}], weight_decay=0.01)
    plan = [batch for _ in range(int(np.ceil(epochs))) for batch in batches(rows, rng)]
    plan = plan[:int(len(plan) * epochs / np.ceil(epochs))]
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1, (step + 1) / (0.06 * len(plan))) * max(0.02, 1 - step / len(plan)))
    encoder.model.train()
    began = time.time()
    for step, batch in enumerate(plan):
        vectors = encoder.mean([item["text"] for item in batch], 64)
        total = 0.0
        for name in [*TASKS, "polarity"]:
            index = [i for i, item in enumerate(batch) if name in item]
            if name == "sentiment":
                index = [i for i in index if batch[i]["source"] in DOMAINS]
            if index:
                part, items = F.dropout(vectors[index], 0.1), [batch[i] for i in index]
                total = total + (heads.polarity_loss(part, items) if name == "polarity"
                                 else heads.loss(name, part, items))
        optimiser.zero_grad()
        (total / len(batch)).backward()
        nn.utils.clip_grad_norm_(body, 1.0)
        optimiser.step()
        schedule.step()
        if step % 200 == 199:
            log(f"teacher {step + 1}/{len(plan)} {time.time() - began:.0f} s")
    encoder.model.eval()
    return heads


def learned(encoder, rows, path):
    """The encoder fine-tuned and its heads, as an earlier run left them or learnt now."""
    heads = Heads()
    if path.exists():
        kept = torch.load(path, map_location="cpu")
        encoder.model.load_state_dict(kept["encoder"])
        heads.load_state_dict(kept["heads"])
    else:
        heads = learn(encoder, [item for item in rows if item["source"] in SHOWN])
        torch.save({"encoder": encoder.model.state_dict(), "heads": heads.state_dict()}, path)
    encoder.model.eval().requires_grad_(False)
    return heads.requires_grad_(False)


def soften(encoder, rows, work):
    """Soft labels (rows, 3) and (rows, 8); rows that were not asked about are all 0."""
    if not (work / "teacher.pt").exists():
        (work / "soft.npz").unlink(missing_ok=True)
    heads = learned(encoder, rows, work / "teacher.pt")
    middle = (heads.domain["tweets"] + heads.domain["goemotions"]) / 2

    @torch.no_grad()
    def say(texts, batch_size=64):
        parts = []
        for begin in range(0, len(texts), batch_size):
            vectors = encoder.mean(texts[begin:begin + batch_size], 64)
            parts.append(torch.cat([torch.softmax(heads.parts["sentiment"](vectors) + middle, 1),
                                    torch.softmax(heads.parts["emotion"](vectors), 1)], 1).numpy())
        return np.concatenate(parts)

    asked = {rows[i]["text"] for i in choose(rows, LABELLED)}
    index = [i for i, item in enumerate(rows) if item["text"] in asked and item["source"] in LABELLED]
    said = Memory(work / "soft.npz", len(SENTIMENT) + len(EMOTION)).ask([rows[i]["text"] for i in index], say)
    out = {"sentiment": np.zeros((len(rows), len(SENTIMENT)), np.float32),
           "emotion": np.zeros((len(rows), len(EMOTION)), np.float32)}
    out["sentiment"][index], out["emotion"][index] = said[:, :len(SENTIMENT)], said[:, len(SENTIMENT):]
    return out
