"""Accuracy of a language model by source; what the card quotes."""

import json

import numpy as np

import data as sources


def accuracy_by_kind(network, rows, kept, only=None):
    """Share of right answers for each source, within the script of the text."""
    from train import group_mask

    logits = network.logits(rows.features(kept)) + group_mask()[rows.labels]
    right = logits.argmax(1) == rows.labels
    chosen = np.ones(len(right), bool)
    if only is not None:
        chosen = np.isin(rows.labels, [sources.LANGUAGES.index(each) for each in only])
    return {kind: round(float(right[chosen & (rows.kinds == kind)].mean()), 4)
            for kind in sorted(set(rows.kinds[chosen]))}


def entropy_bytes(network):
    values = np.round(network.embed() / network.steps).astype(int).ravel()
    _, counts = np.unique(values, return_counts=True)
    shares = counts / counts.sum()
    return -(shares * np.log2(shares)).sum() * len(values) / 8


def show(name, network, rows, kept):
    size = f"{entropy_bytes(network) / 1000:.1f} kB" if network.steps is not None else ""
    main = accuracy_by_kind(network, rows, kept, sources.MAIN)
    every = accuracy_by_kind(network, rows, kept)
    print(name, size, "main", main, "all", every, flush=True)


def finish(opt, network, held, kept, size):
    metrics = {
        "letter_groups": len(kept),
        "dimensions": int(network.weights["embed"].shape[1]),
        "weights_entropy_bytes": round(entropy_bytes(network)),
        "model_bytes": size,
        "without": opt.without,
        "held_out_main_languages": accuracy_by_kind(network, held[0], kept, sources.MAIN),
        "held_out_all_languages": accuracy_by_kind(network, held[0], kept),
    }
    print(json.dumps(metrics, indent=1))
    if size is not None:
        (opt.out / "metrics.json").write_text(json.dumps(metrics, indent=2) + "\n")
