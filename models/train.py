"""Step 2: trains the network on the labels that each source has, and on a teacher's if given."""

import time

import numpy as np
import torch
import torch.nn.functional as F

from batches import Batcher, Vocabulary
from space import Space
from data import ASSISTANT
from network import HEADS, Network

# How often a row of a source is drawn per epoch: large sets less, small and telling ones more.
RATES = {"goemotions": 1, "sst2": 2, "tweets": 5, "emocontext": 0.7, "convabuse": 4,
         "offensive": 1, "davidson": 0.4, "hwu64": 0.6, "hwu64_feedback": 4, "banking77": 0.6,
         "clinc150": 0.5, "snips": 0.2, "bitext": 0.4, "handoff": 6, "multidogo": 0.35, "sgd": 0.3,
         "star_answers": 0.6, "sgd_answers": 0.7, "xstest": 4, "own_frustration": 1.5, "own_acts": 1.2,
         "own_answers": 1.5, "own_opinions": 1, "own_reviews": 2, "own_tweets": 2, "rated_tweets": 1.5, "rated_news": 1,
         "rated_words": 0.3, "widened": 1, "widened_words": 0.6,
         "chat_answers": 1, "dbdc3_read": 5}
DOMAIN = {"goemotions": "goemotions", "tweets": "tweets", "sst2": "sst2", "own_acts": "own",
          "own_frustration": "own", "own_opinions": "own", "own_reviews": "own", "own_tweets": "own", "rated_tweets": "rated",
          "rated_news": "rated", "rated_words": "words"}
RARE = ("own_frustration", "own_answers", "own_acts", "hwu64_feedback")  # kinds of which there are few texts
AVERAGED = 0.998  # the shipped weights are a running mean over about the last 500 steps


def stack(rows, index, name):
    picked = [j for j, i in enumerate(index) if name in rows[i]]
    return picked, [rows[index[j]][name] for j in picked]


def soft_cross_entropy(logits, target):
    return -(target * F.log_softmax(logits, 1)).sum(1)


def mood_emotion(item):
    """Emotions that a mood allows, as a target: nothing, gratitude, or a share of the bad ones."""
    bad, none, good = item["mood"]
    return [none, 0.0, good, 0.2 * bad, 0.3 * bad, 0.0, 0.2 * bad, 0.3 * bad]


def losses(network, rows, index, logits, teacher, mix):
    """Sum over all heads of the mean loss of the rows that carry a label for it."""
    total = 0.0
    sources = [rows[i]["source"] for i in index]
    for name, scale in (("sentiment", 1.0), ("emotion", 0.7)):
        picked, target = stack(rows, index, name)
        if picked:
            out = logits[name][picked]
            if name == "sentiment":
                out = out + torch.stack([network.domain[DOMAIN[sources[j]]] for j in picked])
            total += scale * soft_cross_entropy(out, torch.tensor(target)).sum() / len(index)
    picked, target = stack(rows, index, "mood")
    if picked:
        total += 0.3 * soft_cross_entropy(logits["sentiment"][picked], torch.tensor(target)).sum() / len(index)
        emotion = torch.tensor([mood_emotion(rows[index[j]]) for j in picked])
        total += 0.2 * soft_cross_entropy(logits["emotion"][picked], emotion).sum() / len(index)
    picked, target = stack(rows, index, "polarity")
    if picked:
        out = logits["sentiment"][picked] + network.domain["sst2"]
        total += F.binary_cross_entropy_with_logits(
            out[:, 2] - out[:, 0], torch.tensor(target, dtype=torch.float32), reduction="sum") / len(index)
    for name, scale in (("feedback", 0.5), ("act", 0.5), ("emocontext", 0.5)):
        picked, target = stack(rows, index, name)
        if picked:
            total += scale * F.cross_entropy(logits[name][picked], torch.tensor(target),
                                             reduction="sum") / len(index)
    for name, scale in (("frustration", 1.0), ("abuse", 0.7), ("offensive", 0.5)):
        picked, target = stack(rows, index, name)
        if picked:
            total += scale * F.binary_cross_entropy_with_logits(
                logits[name][picked, 0], torch.tensor(target, dtype=torch.float32),
                reduction="sum") / len(index)
    for column, name in enumerate(ASSISTANT):
        picked, target = stack(rows, index, name)
        if picked:
            total += 0.7 * F.binary_cross_entropy_with_logits(
                logits["assistant"][picked, column], torch.tensor(target, dtype=torch.float32),
                reduction="sum") / len(index)
    if teacher is not None and mix > 0:
        for name in ("sentiment", "emotion"):
            target = teacher[name][index]
            known = target.sum(1) > 0.5
            if known.any():
                total += mix * soft_cross_entropy(logits[name][known], target[known]).sum() / len(index)
    return total


def train(rows, corpus, pairs=(), teacher=None, encoded=None, keep=lambda item: True, size=8150,
          buckets=2048, epochs=3, batch_size=256, rate=3e-3, mix=1.0, seed=7, log=print, start=None, oftener=1, **shape):
    """The network, its vocabulary and batcher. `encoded`: what encoder.py says of rows and words. `start`: weights of an
    earlier run with the same vocabulary to go on from; `oftener`: how many times as often RARE kinds are shown."""
    torch.manual_seed(seed)
    vocabulary = Vocabulary(corpus, rows, size, buckets)
    batcher = Batcher(corpus, rows, vocabulary, seed)
    batcher.split(lambda item: item["source"] in RATES and keep(item))
    network = Network(vocabulary.num_rows, buckets, **shape)
    space = None
    if encoded is not None:
        space = Space(encoded, batcher, network.dim, seed, keep)
        space.start(network, vocabulary, corpus)
    if start is not None:
        network.load_state_dict(start)
    rates = {name: often * (oftener if name in RARE else 1) for name, often in RATES.items()}
    schedule = [batch for _ in range(int(np.ceil(epochs)))
                for batch in batcher.schedule(rates, batch_size)]
    schedule = schedule[:int(len(schedule) * epochs / np.ceil(epochs))]
    others = [p for p in network.parameters() if p is not network.weight]
    optimiser = torch.optim.Adam([{"params": others, "lr": rate},
                                  {"params": [network.weight], "lr": 4 * rate}])
    plan = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1, (step + 1) / 200) * max(0.02, 1 - step / len(schedule)))
    began, average = time.time(), 0.0
    smooth = [p.detach().clone() for p in network.parameters()]
    network.train()
    for step, index in enumerate(schedule):
        logits, _ = network(batcher.inputs(index, word_drop=0.1), drop=0.1)
        loss = losses(network, rows, index, logits, teacher, mix)
        if len(pairs):
            loss = loss + pair_loss(network, batcher, pairs)
        if space and step % 2 == 0:
            loss = loss + 1.5 * space.loss(network)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        optimiser.step()
        plan.step()
        with torch.no_grad():
            torch._foreach_lerp_(smooth, list(network.parameters()), 1 - min(AVERAGED, step / (step + 9)))
        average = 0.99 * average + 0.01 * loss.item()
        if step % 200 == 199:
            log(f"{step + 1}/{len(schedule)} loss {average:.3f} {time.time() - began:.0f} s")
    with torch.no_grad():
        for parameter, value in zip(network.parameters(), smooth):
            parameter.copy_(value)
    network.eval()
    return network, vocabulary, batcher


def pair_loss(network, batcher, pairs, count=96):
    """Same request: close; near but other: apart; and in-batch others apart."""
    picked = batcher.rng.choice(len(pairs), count)
    left = np.array([pairs[i][0] for i in picked])
    right = np.array([pairs[i][1] for i in picked])
    label = torch.tensor([pairs[i][2] for i in picked], dtype=torch.float32)
    like = network.meaning(batcher.inputs(np.concatenate([left, right])))
    like = F.normalize(like, dim=1)
    a, b = like[:count], like[count:]
    cosine = (a * b).sum(1)
    direct = F.binary_cross_entropy_with_logits(10 * (cosine - 0.5), label)
    same = label > 0.9
    contrast = F.cross_entropy((a @ b.T)[same] * 15, torch.arange(count)[same]) if same.any() else 0.0
    return 0.8 * direct + 0.15 * contrast


@torch.no_grad()
def predict(network, batcher, index, batch_size=512):
    """Logits of all heads and the likeness vectors, in the order of `index`."""
    order = np.argsort(batcher.length[index], kind="stable")
    parts, likes = {name: [] for name in HEADS}, []
    for begin in range(0, len(order), batch_size):
        logits, like = network(batcher.inputs(np.asarray(index)[order[begin:begin + batch_size]]))
        for name in HEADS:
            parts[name].append(logits[name].numpy())
        likes.append(like.numpy())
    back = np.argsort(order, kind="stable")
    return {name: np.concatenate(part)[back] for name, part in parts.items()}, np.concatenate(likes)[back]
