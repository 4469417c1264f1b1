"""Writes models/names/model.bin; the bytes: FORMAT.md. The cues are added by
core/pii/tables/make_cues.mjs, to be run after it."""

import struct

WORD_BITS, FEATURE_BITS = 19, 20
SPREAD = 0x9E3779B1
MASK = 0xFFFFFFFF
WEIGHT_ZERO = 32


def fnv(data):
    value = 0x811C9DC5
    for byte in data:
        value = ((value ^ byte) * 0x01000193) & MASK
    return value


def word_key(word):
    return ((fnv(word.encode()) * SPREAD) & MASK) >> (32 - WORD_BITS)


def gaps(keys):
    out, before = bytearray(), 0
    for key in keys:
        gap, before = key - before, key
        while gap >= 128:
            out.append(gap & 127 | 128)
            gap >>= 7
        out.append(gap)
    return bytes(out)


def model_bytes(classes, weights, unit, person, location):
    """`classes`: word -> bits; `weights`: feature key -> (person, location) in units."""
    by_key = {}
    for word, bits in classes.items():
        by_key[word_key(word)] = by_key.get(word_key(word), 0) | bits
    words = sorted(by_key)
    features = sorted(weights)
    body = gaps(words) + bytes(by_key[key] for key in words) + gaps(features)
    for head in (0, 1):
        body += bytes(weights[key][head] + WEIGHT_ZERO for key in features)
    fields = (2, 44 + len(body), fnv(body), len(words), len(features), unit, *person, *location, 0, 0)
    return b"UTNM" + struct.pack("<IIIIIf4hII", *fields) + body
