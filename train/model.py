"""The reading model in torch: an encoder with heads for cues, names, pairing and acts.

One pass of the encoder serves all heads. The pairing and act heads look at one cue at a time, over a band of words
around it (`BAND_BEFORE` before its first word, `BAND_AFTER` from it on).
"""

from __future__ import annotations

import math

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from train.shared import encoder_folder, features

BAND, BEFORE = features.BAND, features.BAND_BEFORE
WIDTH, LAYERS, HEADS = 384, 6, 12
CUE_TAGS = 4
"""Outside, first word of a cue, later word, first word of the content of a statement without a cue."""
NAME_TAGS = 1 + 2 * len(features.NAME_KINDS)
ACTS = len(features.ACTS)
OUTPUTS = {"act": ACTS, "also": ACTS, "time": len(features.TIMES), "negated": 1, "core": 1, "real": 1}
NEVER = -1e4


class Layer(nn.Module):
    """A transformer layer of BERT's kind (normalisation after each half)."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float, approximate: str = "none") -> None:
        super().__init__()
        self.heads, self.approximate = heads, approximate
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.out = nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm_attention = nn.LayerNorm(width, eps=1e-12)
        self.norm_out = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """x: (n, length, width); mask: (n, 1, 1, length), added to the attention scores."""
        n, length, width = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(n, length, self.heads, width // self.heads).transpose(1, 2)

        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        scores = q @ k.transpose(-1, -2) / math.sqrt(width // self.heads) + mask
        context = scores.softmax(-1) @ v
        context = context.transpose(1, 2).reshape(n, length, width)
        x = self.norm_attention(x + self.dropout(self.out(context)))
        return self.norm_out(x + self.dropout(self.down(functional.gelu(self.up(x), approximate=self.approximate))))


class Encoder(nn.Module):
    """MiniLM-L6 with embeddings for the shape of words and the state of quotation added to its input."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(30522, WIDTH)
        self.position = nn.Embedding(512, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.shape = nn.Embedding(features.SHAPES, WIDTH)
        self.quote = nn.Embedding(features.QUOTE_STATES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(WIDTH, HEADS, 1536, dropout) for _ in range(LAYERS))
        nn.init.zeros_(self.shape.weight)
        nn.init.zeros_(self.quote.weight)

    def load_pretrained(self) -> None:
        """Fill in the weights of all-MiniLM-L6-v2."""
        raw = load_file(f"{encoder_folder()}/model.safetensors")
        raw = {k.removeprefix("bert."): v.float() for k, v in raw.items()}
        own = {
            "word.weight": raw["embeddings.word_embeddings.weight"],
            "position.weight": raw["embeddings.position_embeddings.weight"],
            "kind": raw["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": raw["embeddings.LayerNorm.weight"],
            "norm.bias": raw["embeddings.LayerNorm.bias"],
        }
        names = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "out": "attention.output.dense",
            "norm_attention": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm_out": "output.LayerNorm",
        }
        for number in range(LAYERS):
            for mine, theirs in names.items():
                for part in ("weight", "bias"):
                    own[f"layers.{number}.{mine}.{part}"] = raw[f"encoder.layer.{number}.{theirs}.{part}"]
        left, extra = self.load_state_dict(own, strict=False)
        assert not extra, extra
        assert set(left) == {"shape.weight", "quote.weight"}, left

    def forward(self, ids: Tensor, shapes: Tensor, quotes: Tensor) -> Tensor:
        """ids, shapes, quotes: (n, length) -> (n, length, width). Padding has id 0."""
        x = self.word(ids) + self.shape(shapes) + self.quote(quotes) + self.position.weight[: ids.shape[1]] + self.kind
        x = self.dropout(self.norm(x))
        mask = (ids == 0).to(x.dtype)[:, None, None, :] * NEVER
        for layer in self.layers:
            x = layer(x, mask)
        return x


class PairLayer(nn.Module):
    """A convolution over neighbouring words, then a small transformer layer."""

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        self.convolution = nn.Conv1d(width, width, 3, padding=1)
        self.norm = nn.LayerNorm(width)
        self.layer = Layer(width, 4, 2 * width, dropout, "tanh")
        self.folded: nn.Linear | None = None

    def fold(self) -> None:
        """Write the convolution as one matrix over three neighbours, which runs in 8 bits; a convolution would not."""
        self.folded = nn.Linear(3 * self.convolution.in_channels, self.convolution.out_channels)
        with torch.no_grad():
            self.folded.weight.copy_(self.convolution.weight.permute(0, 2, 1).flatten(1))
            self.folded.bias.copy_(self.convolution.bias)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        if self.folded is None:
            near = self.convolution(x.transpose(1, 2)).transpose(1, 2)
        else:
            edge = x.new_zeros(x.shape[0], 1, x.shape[2])
            near = self.folded(torch.cat([torch.cat([edge, x[:, :-1]], 1), x, torch.cat([x[:, 1:], edge], 1)], -1))
        near = functional.relu(near)
        return self.layer(self.norm(x + near), mask)


class Pairing(nn.Module):
    """For one cue: is each word of the band outside, source or content."""

    def __init__(self, width: int = 128, dropout: float = 0.1) -> None:
        super().__init__()
        self.word_add, self.word_times = nn.Linear(WIDTH, width), nn.Linear(WIDTH, width)
        self.cue_add, self.cue_times = nn.Linear(2 * WIDTH, width), nn.Linear(2 * WIDTH, width)
        self.no_cue = nn.Parameter(torch.randn(2 * WIDTH) * 0.02)
        self.distance = nn.Embedding(BAND, width)
        self.in_cue = nn.Embedding(2, width)
        nn.init.normal_(self.distance.weight, std=0.02)
        nn.init.normal_(self.in_cue.weight, std=0.02)
        self.norm = nn.LayerNorm(width)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(PairLayer(width, dropout) for _ in range(2))
        self.out = nn.Linear(width, 3)

    def forward(self, words: Tensor, band: Tensor, valid: Tensor, cue: Tensor, in_cue: Tensor) -> tuple[Tensor, Tensor]:
        """words: (N, 384) of all words; band: (c, BAND) their numbers; valid: whether they exist; cue: (c, 768) mean
        and first word of each cue; in_cue: (c, BAND) 0 or 1 -> emissions (c, BAND, 3), states (c, BAND, width)."""
        add, times = self.word_add(words)[band], self.word_times(words)[band]
        x = add + self.cue_add(cue)[:, None] + times * self.cue_times(cue)[:, None]
        x = self.dropout(self.norm(x + self.distance.weight + self.in_cue(in_cue)))
        mask = (1 - valid)[:, None, None, :] * NEVER
        for layer in self.layers:
            x = layer(x, mask)
        return self.out(x).float(), x


class Act(nn.Module):
    """What a statement does, given the words of its source, cue and content."""

    def __init__(self, width: int = 128, inner: int = 384, dropout: float = 0.2) -> None:
        super().__init__()
        self.role = nn.Embedding(4, width)
        self.word = nn.Linear(WIDTH, width)
        self.norm = nn.LayerNorm(width)
        self.layer = PairLayer(width, 0.1)
        self.content_score, self.context_score = nn.Linear(width, 1), nn.Linear(width, 1)
        self.no_source = nn.Parameter(torch.zeros(WIDTH))
        size = 5 * WIDTH + 3 * width + features.LEXICON_SIZE
        self.hidden = nn.Linear(size, inner)
        self.norm_hidden = nn.LayerNorm(inner)
        self.dropout = nn.Dropout(dropout)
        self.out = nn.Linear(inner, sum(OUTPUTS.values()))

    def forward(
        self, words: Tensor, band: Tensor, valid: Tensor, cue: Tensor, states: Tensor, role: Tensor, lexicon: Tensor
    ) -> Tensor:
        """role: (c, BAND) 0 outside, 1 source, 2 content, 3 cue; lexicon: (c, LEXICON_SIZE) -> (c, outputs)."""
        near = words[band]
        x = self.norm(states + self.word(words)[band] + self.role(role))
        x = self.layer(x, (1 - valid)[:, None, None, :] * NEVER)

        def pool(score: Tensor, mask: Tensor) -> Tensor:
            return (score.squeeze(-1).float() + (1 - mask) * NEVER).softmax(-1)[:, None, :]

        def mean(mask: Tensor) -> Tensor:
            return (mask / mask.sum(-1, keepdim=True).clamp(min=1.0))[:, None, :]

        source, content = (role == 1).float(), (role == 2).float()
        over_content = pool(self.content_score(x), content) * (content.sum(-1) > 0).float()[:, None, None]
        over_source = mean(source)
        over_context = pool(self.context_score(x), valid)
        weights = torch.cat([over_content, over_source, over_context], 1)
        near, x = near.float(), x.float()
        pooled = weights @ near
        source_vector = pooled[:, 1] + self.no_source * (source.sum(-1, keepdim=True) == 0).float()
        inner = torch.cat([over_content, mean((role == 3).float()), over_context], 1) @ x
        joined = torch.cat([pooled[:, 0], source_vector, pooled[:, 2], cue.float(), inner.flatten(1), lexicon], -1)
        return self.out(self.dropout(self.norm_hidden(functional.gelu(self.hidden(self.dropout(joined)))))).float()


def split_outputs(joined: Tensor) -> dict[str, Tensor]:
    """The outputs of the act head by name."""
    return dict(zip(OUTPUTS, joined.split(list(OUTPUTS.values()), -1), strict=True))


class ReaderNet(nn.Module):
    """The whole model."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.cue_hidden = nn.Linear(WIDTH, 192)
        self.cue = nn.Linear(192, CUE_TAGS)
        self.name = nn.Linear(WIDTH, NAME_TAGS)
        self.pairing = Pairing()
        self.act = Act()
        self.transitions = nn.Parameter(torch.zeros(3, 3))
        self.dropout = nn.Dropout(0.1)

    def words(self, ids: Tensor, shapes: Tensor, quotes: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """Vectors (N, 384) of words, the mean of first and last piece; first, last: (N,) into the flattened pieces."""
        pieces = self.encoder(ids, shapes, quotes).reshape(-1, WIDTH)
        return (pieces[first] + pieces[last]) * 0.5

    def tags(self, words: Tensor) -> tuple[Tensor, Tensor]:
        """Scores of cue tags and of name tags."""
        cue = self.cue(functional.gelu(self.cue_hidden(self.dropout(words)), approximate="tanh"))
        return cue.float(), self.name(self.dropout(words)).float()

    def cue_vectors(self, words: Tensor, start: Tensor, end: Tensor) -> Tensor:
        """(c, 768): the mean and the first word of each cue `[start, end)`; a learnt vector where it is empty."""
        reach = torch.arange(8)
        at = (start[:, None] + reach).clamp(max=words.shape[0] - 1)
        inside = ((start[:, None] + reach) < end[:, None]).to(words.dtype)
        mean = (words[at] * inside[..., None]).sum(1) / inside.sum(1, keepdim=True).clamp(min=1.0)
        both = torch.cat([mean, words[start]], -1)
        return torch.where((end > start)[:, None], both, self.pairing.no_cue.to(both.dtype))


def bands(start: Tensor, low: Tensor, high: Tensor) -> tuple[Tensor, Tensor]:
    """Word numbers of each cue's band, and whether they lie within the cue's document `[low, high)`."""
    at = start[:, None] - BEFORE + torch.arange(BAND)
    valid = (at >= low[:, None]) & (at < high[:, None])
    return torch.where(valid, at, start[:, None]), valid.float()


def crf_loss(emissions: Tensor, tags: Tensor, valid: Tensor, transitions: Tensor) -> Tensor:
    """Negative log-likelihood of the tags of each cue; words that do not exist are outside for certain."""
    forced = torch.tensor([0.0, NEVER, NEVER])
    emissions = torch.where(valid[..., None] > 0, emissions, forced)
    score = emissions.gather(-1, tags[..., None]).squeeze(-1).sum(-1) + transitions[tags[:, :-1], tags[:, 1:]].sum(-1)
    alpha = emissions[:, 0]
    for step in range(1, emissions.shape[1]):
        alpha = torch.logsumexp(alpha[:, :, None] + transitions, 1) + emissions[:, step]
    return torch.logsumexp(alpha, 1) - score
