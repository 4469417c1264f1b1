"""Step 1: the vocabulary of word pieces, learnt from the training texts; FORMAT.md has its bytes.

The words come from the native command, so what is counted here is what will be split there.
"""

import json
import re
import struct
import subprocess
from collections import Counter

FIRST = 16  # numbers below are pieces with a meaning of their own (core/pieces/vocabulary.h)
LONGEST = 32
EMOTICON = re.compile(r"[:;=<>xX8][-'^o]?[()\[\]DdPpOo3/\\|*]+$|[()][-']?[:;=]$|<3+$|[-^>.][_.]+[-^<.]$")


def feed(rows):
    return "".join(json.dumps(row) + "\n" for row in rows)


def ask(command, rows, *options):
    done = subprocess.run([command, "pieces", *options], input=feed(rows), capture_output=True, text=True,
                          encoding="utf-8", check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def count_words(command, texts):
    return Counter(word for words in ask(command, [{"text": text} for text in texts]) for word in words)


def learn(words, size, least=5):
    """Pieces by merging the pair of neighbours that stands most often side by side, until there are
    `size`; ties go to the pair that comes first in the alphabet. Pictures and emoticons are whole or
    not at all; other words are ASCII."""
    pictures = sorted(word for word, count in words.items() if count >= 20 and len(word.encode()) <= LONGEST
                      and not word[0].isalpha() and (EMOTICON.match(word) or not word.isascii()))
    whole = set(pictures)
    spelt = {word: count for word, count in words.items() if word.isascii() and word not in whole and count >= least
             and len(word) <= LONGEST}
    split = {word: [word[0]] + ["##" + letter for letter in word[1:]] for word in sorted(spelt)}
    alphabet = {chr(code) for code in range(33, 127)}
    pieces = whole | alphabet | {"##" + letter for letter in alphabet}
    pairs, where = Counter(), {}
    for word, parts in split.items():
        for pair in zip(parts, parts[1:]):
            pairs[pair] += spelt[word]
            where.setdefault(pair, set()).add(word)
    while len(pieces) < size:
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        if pairs[best] < least:
            break
        joined = best[0] + best[1][2:]
        pieces.add(joined)
        for word in sorted(where[best]):
            parts, count = split[word], spelt[word]
            for pair in zip(parts, parts[1:]):
                pairs[pair] -= count
            merged, at = [], 0
            while at < len(parts):
                if tuple(parts[at:at + 2]) == best:
                    merged.append(joined)
                    at += 2
                else:
                    merged.append(parts[at])
                    at += 1
            split[word] = merged
            for pair in zip(merged, merged[1:]):
                pairs[pair] += count
                where.setdefault(pair, set()).add(word)
        del pairs[best]
    return pieces


def hash_of(data):
    value = 2166136261
    for byte in data:
        value = (value ^ byte) * 16777619 & 0xFFFFFFFF
    return value


def write(path, pieces):
    """Writes the file; gives the spellings by number."""
    beginnings = sorted((p.encode() for p in pieces if not p.startswith("##") or len(p) <= 2))
    rest = sorted(p[2:].encode() for p in pieces if p.startswith("##") and len(p) > 2)
    body = b"".join(bytes([len(piece)]) + piece for piece in beginnings + rest)
    header = struct.pack("<4sIIIII", b"UTWP", 1, 24 + len(body), hash_of(body), len(beginnings), len(rest))
    path.write_bytes(header + body)
    return [""] * FIRST + [p.decode() for p in beginnings] + ["##" + p.decode() for p in rest]
