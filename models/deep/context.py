"""Step 2: what was said before a message, where a set tells; and the pieces of every row."""

import numpy as np

from data import Data
from wordpieces import ask

LENGTH = 64


def contexts(folder):
    """(source, text) -> {"answer", "earlier"} for the sets that are dialogues."""
    data, found = Data(folder), {}
    for item in data.read("emotion/emocontext.train"):
        earlier, answer = item["context"]
        found["emocontext", item["text"]] = {"answer": answer, "earlier": earlier}
    for split, source in (("train", "convabuse"), ("dev", "dev_convabuse")):
        for item in data.read(f"toxicity/convabuse.{split}"):
            if len(item["context"]) >= 2:
                found[source, item["text"]] = {"answer": item["context"][-1], "earlier": item["context"][-2]}
    for item in data.read("breakdown/dbdc3_en.train"):
        turns = item["turns"]
        for at in range(1, len(turns)):
            if turns[at]["role"] == "user":
                before = {"answer": turns[at - 1]["text"]}
                if at > 1:
                    before["earlier"] = turns[at - 2]["text"]
                found["dbdc3_read", turns[at]["text"]] = before
    return found


def table(split):
    """Lists of numbers as one array, padded with 0."""
    out = np.zeros((len(split), LENGTH), np.int16)
    for row, ids in zip(out, split):
        row[:len(ids)] = ids
    return out


def numbered(command, vocabulary, rows, folder):
    """Pieces of all rows without context, and of those that have one with it: index -> row."""
    plain = table(ask(command, [{"text": row["text"]} for row in rows], str(vocabulary)))
    known = contexts(folder)
    index = [i for i, row in enumerate(rows) if (row["source"], row["text"]) in known]
    told = [{"text": rows[i]["text"], **known[rows[i]["source"], rows[i]["text"]]} for i in index]
    return plain, {i: k for k, i in enumerate(index)}, table(ask(command, told, str(vocabulary)))
