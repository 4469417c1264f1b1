"""Writes model.json: what core/text/tables/make_language.mjs turns into a table of the core.

languages     names in the order of the scores
scripts       script name -> first and one past the last of its languages
bias_q8       one score per language to begin with, in 1/256
heads_q8      (dims, languages) small integers, in `head_scale`
groups        which of the 65,536 letter groups have a row: base64 of a bitmap, lowest bit first
rows          (groups, dims) weights, one letter each: "d" is 0, "e" is 1, "c" is -1
"""

import base64
import json

import numpy as np

import data as sources

ZERO = ord("d")


def quantise(network):
    """Heads in whole eighth-bit steps that take in the steps of the embedding."""
    heads = network.weights["heads"] * network.steps[:, None].astype(np.float32)
    # What all languages of a script share says nothing.
    for _, languages in sources.GROUPS.values():
        inside = [sources.LANGUAGES.index(each) for each in languages]
        heads[:, inside] -= heads[:, inside].mean(1, keepdims=True)
        bias = network.weights["bias"]
        bias[inside] -= bias[inside].mean()
    scale = float(np.abs(heads).max() / 127)
    return np.round(heads / scale).astype(int), scale


def write_model(path, network, kept):
    """Writes the model; `kept` are its letter groups, in the order of the rows of `network`."""
    heads, scale = quantise(network)
    levels = np.round(network.embed() / network.steps).astype(int)[np.argsort(kept)]
    bitmap = np.zeros(1 << 16, np.uint8)
    bitmap[kept] = 1
    scripts, begin = {}, 0
    for name, (_, languages) in sources.GROUPS.items():
        scripts[name] = [begin, begin + len(languages)]
        begin += len(languages)
    model = {
        "languages": sources.LANGUAGES,
        "scripts": scripts,
        "dimensions": int(levels.shape[1]),
        "head_scale": float(f"{scale:.6g}"),
        "bias_q8": np.round(network.weights["bias"] * 256).astype(int).tolist(),
        "heads_q8": heads.tolist(),
        "groups": base64.b64encode(np.packbits(bitmap, bitorder="little").tobytes()).decode(),
        "rows": "".join(chr(ZERO + level) for level in levels.ravel()),
    }
    path.write_text(json.dumps(model, indent=2) + "\n")
