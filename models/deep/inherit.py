"""Step 4: the student begins as its teacher in fewer dimensions, so that it need not learn to read.

The stream of vectors between the layers is turned to its main parts and cut to the student's width; the attention heads are
kept whole, of each feed-forward layer the inner units that move the stream most. Layers are left out; what a kept one gives is
fitted by least squares to what the teacher has where the next kept one begins. After that a few thousand steps of training heal.
Source of the idea of turning and cutting: SliceGPT (arXiv 2401.15024).
"""

import torch
import torch.nn.functional as F

from wordpieces import FIRST

# The teacher's layer that each of ours begins as, and the layer after which the teacher says what ours should.
LAYERS = ((0, 1), (1, 3), (3, 5), (5, 6))
# What the encoder reads in place of pieces with a meaning of their own (core/pieces/vocabulary.h).
SPECIAL = {0: ["[PAD]"], 1: ["[UNK]"], 2: ["[CLS]"], 3: ["[SEP]"], 4: ["5", "20"], 5: ["http"], 6: ["email"], 7: ["@"],
           8: ["code"], 9: [":", ")"], 10: ["-", ";"]}
BATCH = 64


def piece_table(encoder, spellings):
    """The encoder's own row of each piece; of one it does not have, the mean of the rows it would split it to."""
    words = encoder.model.embeddings.word_embeddings.weight.detach()
    known = encoder.tokenizer.get_vocab()

    def numbers(place, piece):
        if place < FIRST:
            return [known[word] for word in SPECIAL.get(place, ["[PAD]"])]
        if piece in known:
            return [known[piece]]
        goes_on = piece.startswith("##") and len(piece) > 2
        split = encoder.tokenizer.tokenize(piece[2:] if goes_on else piece)
        return [known["##" + word if goes_on and "##" + word in known else word] for word in split] or [known["[UNK]"]]

    return torch.stack([words[numbers(place, piece)].mean(0) for place, piece in enumerate(spellings)])


def main_parts(states, width):
    """(384, width): orthonormal; what LayerNorm takes out lies where the states differ least."""
    _, parts = torch.linalg.eigh(torch.cov(states.T))
    basis = parts.flip(1)[:, :width]
    last, ones = torch.zeros(width), torch.full((width,), width ** -0.5)
    last[-1] = 1
    mirror = F.normalize(last - ones, dim=0)
    return basis - 2 * torch.outer(basis @ mirror, mirror)


def standard(z):
    return F.layer_norm(z, z.shape[-1:])


def fit_norm(norm, z, target):
    """Scale and shift of a LayerNorm of z that come nearest to the target."""
    given = standard(z)
    centred = given - given.mean(0)
    scale = (centred * (target - target.mean(0))).mean(0) / (centred ** 2).mean(0).clamp_min(1e-6)
    norm.weight.copy_(scale)
    norm.bias.copy_(target.mean(0) - scale * given.mean(0))


def fit_linear(linear, given, wanted, ridge=1e-3):
    """Least squares."""
    centre = given.mean(0)
    square = (given - centre).T @ (given - centre) / len(given)
    square += ridge * square.diagonal().mean() * torch.eye(len(square))
    weight = torch.linalg.solve(square, (given - centre).T @ (wanted - wanted.mean(0)) / len(given)).T
    linear.weight.copy_(weight)
    linear.bias.copy_(wanted.mean(0) - weight @ centre)


def before_norm(z, target):
    """What, added up and normalised, would give the target: like z in mean and spread."""
    norm = torch.nn.LayerNorm(z.shape[1])
    fit_norm(norm, z, target)
    scale = torch.where(norm.weight.abs() > 0.05, norm.weight, 0.05)
    return standard((target - norm.bias) / scale) * z.std(1, keepdim=True) + z.mean(1, keepdim=True)


class Stream:
    """Texts as batches of pieces, on their way through teacher and student alike."""

    def __init__(self, ids):
        order = (ids > 0).sum(1).argsort(stable=True)
        parts = [ids[order[at:at + BATCH]] for at in range(0, len(ids), BATCH)]
        self.ids = [part[:, :int((part > 0).sum(1).max())] for part in parts]
        self.real = [part > 0 for part in self.ids]

    def flat(self, batches):
        return torch.cat([batch[real] for batch, real in zip(batches, self.real)])


@torch.no_grad()
def inherit(student, encoder, spellings, ids):
    """`ids`: rows of pieces of some thousand texts, without context, to fit on."""
    bert, stream = encoder.model, Stream(ids)
    table = piece_table(encoder, spellings)
    told = [bert(inputs_embeds=table[part], attention_mask=real.float(), output_hidden_states=True).hidden_states
            for part, real in zip(stream.ids, stream.real)]
    after = {at: stream.flat([states[at] for states in told]) for at in {0, *(end for _, end in LAYERS)}}
    every = torch.cat(list(after.values()))
    basis, centre = main_parts(every, student.table.shape[1]), every.mean(0)
    rest = centre - basis @ (basis.T @ centre)  # what our stream has no room for, as it mostly is

    embeddings = bert.embeddings
    middle = table[FIRST:].mean(0)
    student.table.copy_((table - middle) @ basis)
    student.position.copy_((embeddings.position_embeddings.weight[:len(student.position)]
                            + embeddings.token_type_embeddings.weight[0] + middle) @ basis)
    x = [student.table[part] + student.position[:part.shape[1]] for part in stream.ids]
    fit_norm(student.first, stream.flat(x), after[0] @ basis)
    x = [student.first(part) for part in x]
    for layer, (begin, end) in zip(student.layers, LAYERS):
        theirs = bert.encoder.layer[begin]
        own = theirs.attention.self
        for at, part in enumerate((own.query, own.key, own.value)):
            rows = slice(at * len(part.weight), (at + 1) * len(part.weight))
            layer.mix.weight[rows] = part.weight @ basis
            layer.mix.bias[rows] = part.bias + part.weight @ rest
        layer.out.weight.copy_(basis.T @ theirs.attention.output.dense.weight)
        layer.out.bias.copy_(basis.T @ theirs.attention.output.dense.bias)
        added = [part + layer.attention(part, real[:, None, None]) for part, real in zip(x, stream.real)]
        attended = [theirs.attention(states[begin], attention_mask=(1 - real.float())[:, None, None] * -1e9)[0]
                    for states, real in zip(told, stream.real)]
        fit_norm(layer.between, stream.flat(added), stream.flat(attended) @ basis)
        x = [layer.between(part) for part in added]
        narrow_feed_forward(layer, theirs, stream.flat(x), basis, rest, after[end] @ basis)
        x = [layer.after(part + layer.down(F.gelu(layer.up(part)))) for part in x]


def narrow_feed_forward(layer, theirs, x, basis, rest, target):
    up, down = theirs.intermediate.dense, basis.T @ theirs.output.dense.weight
    inner = F.gelu(x @ (up.weight @ basis).T + up.bias + up.weight @ rest)
    most = (inner.std(0) * down.norm(dim=0)).argsort(descending=True)[:len(layer.up.weight)].sort().values
    layer.up.weight.copy_((up.weight @ basis)[most])
    layer.up.bias.copy_((up.bias + up.weight @ rest)[most])
    fit_linear(layer.down, inner[:, most], before_norm(x + inner[:, most] @ down[:, most].T, target) - x)
    fit_norm(layer.after, x + layer.down(inner[:, most]), target)


@torch.no_grad()
def inherit_meaning(student, ids, vectors):
    """The map to the encoder's vectors (texts, meaning) that comes nearest at once."""
    means = [student.read(ids[at:at + BATCH])[1] for at in range(0, len(ids), BATCH)]
    fit_linear(student.meaning, torch.cat(means), vectors)
