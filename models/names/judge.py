"""How well spans agree: one is right if it covers at least half of what both cover together."""


def overlap(a, b):
    both = min(a[1], b[1]) - max(a[0], b[0])
    return max(0, both) / (max(a[1], b[1]) - min(a[0], b[0]))


def judge(source, pairs):
    """`pairs`: spans wanted and spans found of each text."""
    for kind in ("PERSON", "LOCATION"):
        for name, least in (("half", 0.5), ("touches", 1e-9)):
            hits = hit_wanted = total = total_wanted = 0
            for true, spans in pairs:
                true = [span for span in true if span[2] == kind]
                spans = [span for span in spans if span[2] == kind]
                total += len(spans)
                total_wanted += len(true)
                hits += sum(any(overlap(s, t) >= least for t in true) for s in spans)
                hit_wanted += sum(any(overlap(s, t) >= least for s in spans) for t in true)
            if total_wanted == 0:
                continue
            precision, recall = hits / max(1, total), hit_wanted / max(1, total_wanted)
            f1 = 2 * precision * recall / max(1e-9, precision + recall)
            print(f"{source} {kind} {name}: precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f} ({total_wanted})")
    plain = [spans for true, spans in pairs if not true]
    false = sum(any(s[2] in ("PERSON", "LOCATION") for s in spans) for spans in plain)
    print(f"{source} false spans in {false} of {len(plain)} texts without a name")
