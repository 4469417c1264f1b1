"""Step 3: the trained network as bytes, in the order of core/model/FORMAT.md."""

import struct

import numpy as np

from features import FLAGS, SCALARS, fnv
from network import HEADS, LEVELS

LOGITS = sum(HEADS.values())


def floats(values):
    return np.asarray(values, "<f4").tobytes()


def rows_int8(weight):
    """int8 per row with one scale each: (integers, scales, largest error)."""
    weight = np.asarray(weight, np.float64)
    steps = np.maximum(np.abs(weight).max(1, keepdims=True), 1e-8) / 127
    whole = np.clip(np.round(weight / steps), -127, 127)
    return whole.astype(np.int8), steps[:, 0], float(np.abs(whole * steps - weight).max())


def table_int4(table):
    """int4 per row, one uint8 step per row: (integers, steps, unit, largest error)."""
    steps = np.maximum(np.abs(table).max(1, keepdims=True), 1e-6) / LEVELS
    unit = float(steps.max() / 255)
    whole_steps = np.clip(np.round(steps / unit), 1, 255)
    values = np.clip(np.round(table / (whole_steps * unit)), -LEVELS, LEVELS)
    error = float(np.abs(values * whole_steps * unit - table).max())
    return values.astype(np.int64), whole_steps[:, 0].astype(np.uint8), unit, error


def word_section(keys):
    out = bytearray(struct.pack("<I", len(keys)))
    last = 0
    for key in keys:
        gap, last = int(key - last), int(key)
        while gap >= 128:
            out.append(gap & 127 | 128)
            gap >>= 7
        out.append(gap)
    return bytes(out)


def layer(weight, bias, factor=1.0):
    whole, scales, error = rows_int8(weight)
    return floats(scales * factor / 256) + floats(bias) + whole.tobytes(), error


def sections(network, vocabulary, corpus, calibration, judge):
    """Section tag -> bytes, and the quantisation error of every tensor."""
    errors = {}
    n = vocabulary.num_rows
    table = network.table.detach().numpy()
    keys = np.array([corpus.hashes[w] >> 8 for w in vocabulary.words], np.int64)
    keep = np.concatenate([[True], np.diff(keys) > 0])  # of two words with one key the first stays
    rows = np.concatenate([np.flatnonzero(keep) + 1, np.arange(n, n + vocabulary.num_buckets)])
    values, steps, unit, errors["rows"] = table_int4(table[rows])
    importance = 1 / (1 + np.exp(-network.weight.detach().numpy()[rows]))
    importance = np.clip(np.round(importance / importance.max() * 255), 1, 255).astype(np.uint8)
    packed = ((values[:, 0::2] + 8) | ((values[:, 1::2] + 8) << 4)).astype(np.uint8)
    embedding = (struct.pack("<III", int(keep.sum()), vocabulary.num_buckets, network.dim) +
                 floats([unit]) + steps.tobytes() + importance.tobytes() + packed.tobytes())

    filters = network.filters
    conv, conv_steps, errors["filters"] = rows_int8(network.conv.detach().numpy())
    product = conv_steps * unit  # what one unit of a sum of products is worth
    bias = np.round(network.conv_bias.detach().numpy() / product)
    shift = 6
    flags = np.round(network.flag.detach().numpy() / unit)
    out = struct.pack("<IIIIII", network.dim, filters, network.hidden.out_features, SCALARS, LOGITS, shift)
    out += np.clip(flags, -2048, 2048).astype("<i2").tobytes() + bias.astype("<i4").tobytes()
    out += floats(product * 2 ** shift) + conv.tobytes()
    out += floats(network.shift.numpy()) + floats(1 / network.scale.numpy())
    part, errors["hidden"] = layer(network.hidden.weight.detach().numpy(),
                                   network.hidden.bias.detach().numpy())
    out += part
    weight = network.heads.weight.detach().numpy()[:LOGITS] * calibration["factor"][:, None]
    offset = network.heads.bias.detach().numpy()[:LOGITS] * calibration["factor"] + calibration["offset"]
    part, errors["heads"] = layer(weight, offset)
    out += part
    part, errors["likeness"] = layer(network.likeness.detach().numpy(), np.zeros(network.dim))
    out += part + floats(calibration["context"])
    assert len(FLAGS) == 5
    return {"WORD": word_section(keys[keep]), "EMBT": embedding, "NETK": out, "SIMI": judge}, errors


def judge_section(weights, biases, out_weights, direct, out_bias):
    hidden, inputs = weights.shape
    return (struct.pack("<II", inputs, hidden) + floats(weights) + floats(biases) +
            floats(out_weights) + floats(direct) + floats([out_bias]))



def fnv_bytes(data):
    value = 2166136261
    for byte in data:
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value


def pack(parts, language, version):
    """The whole file."""
    head = 32 + 12 * len(parts)
    table, body, at = b"", b"", head
    for tag, data in parts.items():
        pad = -at % 4
        body += b"\0" * pad
        at += pad
        table += tag.encode() + struct.pack("<II", at, len(data))
        body += data
        at += len(data)
    rest = table + body
    return (b"UTMO" + struct.pack("<I", 1) + language.encode().ljust(4, b"\0") +
            struct.pack("<IIII", version, 32 + len(rest), len(parts), fnv_bytes(rest)) +
            b"\0\0\0\0" + rest)
