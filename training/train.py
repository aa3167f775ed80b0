"""Training proper: epochs, schedule, checkpoints. Seeded, and goes on where it was cut off."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from tokenizers import Tokenizer

from lcgraph.extraction.encoding import Encoder
from lcgraph.extraction.lexicon import load_lexicon
from training.augment import names_of, vary
from training.examples import Example, make_example
from training.joint import PairScorer, TextEncoder, pretrained_weights
from training.objective import WEIGHTS, blame
from training.paragraphs import Paragraph


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run depends on besides its paragraphs."""

    seed: int = 1
    epochs: int = 8
    batch: int = 8
    encoder_rate: float = 3e-4
    piece_rate: float = 1e-4
    head_rate: float = 1e-3
    warm_up: float = 0.06
    window: int = 320
    threads: int = 2


def text_encoder() -> Encoder:
    """The words-to-numbers half of the reader, as it will be at work."""
    tokenizer = Tokenizer.from_file(str(pretrained_weights()[1]))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return Encoder(tokenizer, load_lexicon())


def train(
    paragraphs: Sequence[Paragraph],
    settings: Settings,
    folder: Path,
    say: Callable[[str], None],
    judge: Callable[[TextEncoder, PairScorer], str] = lambda encoder, scorer: "",
    earlier: Path | None = None,
) -> tuple[TextEncoder, PairScorer]:
    """Learn from the paragraphs; a checkpoint after each epoch lets a later call go on from it.

    Args:
        paragraphs: What to learn from.
        settings: How to learn.
        folder: Where the checkpoint goes.
        say: Told after each epoch how it went.
        judge: Asked after each epoch how good the model is by now, for the learning curve.
        earlier: The checkpoint of another run, to begin with its weights instead of the pretrained ones.
    """
    torch.set_num_threads(settings.threads)
    torch.manual_seed(settings.seed)
    encoding = text_encoder()
    encoder, scorer = TextEncoder(), PairScorer()
    if earlier is None:
        encoder.load_pretrained(load_file(pretrained_weights()[0]))
    else:
        _begin_with(earlier, encoder, scorer)
    optimizers = _optimizers(encoder, scorer, settings)
    rates = [[group["lr"] for group in optimizer.param_groups] for optimizer in optimizers]
    folder.mkdir(parents=True, exist_ok=True)
    checkpoint = folder / "checkpoint.pt"
    done = _resume(checkpoint, settings, encoder, scorer, optimizers)
    started = time.monotonic()
    for epoch in range(done, settings.epochs):
        rng = random.Random(f"{settings.seed}/{epoch}")
        torch.manual_seed(settings.seed * 1000 + epoch)
        batches = _batches(paragraphs, encoding, settings, rng)
        encoder.train()
        scorer.train()
        totals = dict.fromkeys(WEIGHTS, 0.0)
        for number, batch in enumerate(batches):
            progress = (epoch + number / len(batches)) / settings.epochs
            factor = min(1.0, progress / settings.warm_up) * (1 - progress)
            for optimizer, own in zip(optimizers, rates, strict=True):
                for group, rate in zip(optimizer.param_groups, own, strict=True):
                    group["lr"] = rate * factor
            parts = blame(encoder, scorer, batch, rng, extra=epoch >= 2)
            loss = sum((WEIGHTS[name] * part for name, part in parts.items()), torch.zeros(()))
            for optimizer in optimizers:
                optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            dense = [p for group in optimizers[0].param_groups for p in group["params"]]
            torch.nn.utils.clip_grad_norm_(dense, 5.0)
            for optimizer in optimizers:
                optimizer.step()
            for name, part in parts.items():
                totals[name] += float(part.detach())
        means = " ".join(f"{name} {total / len(batches):.2f}" for name, total in totals.items())
        _save(checkpoint, settings, encoder, scorer, optimizers, epoch + 1)
        spent = time.monotonic() - started
        encoder.eval()
        scorer.eval()
        say(f"epoch {epoch + 1}/{settings.epochs} {spent:.0f} s: {means}{judge(encoder, scorer)}")
    encoder.eval()
    scorer.eval()
    return encoder, scorer


def take_mean(encoder: TextEncoder, scorer: PairScorer, checkpoint: Path) -> None:
    """Give a model the mean of its weights and those of another run, one of which began with the other.

    Such a mean reads texts unlike the schoolbooks better than either (Wortsman et al. 2022, "Robust
    fine-tuning of zero-shot models").
    """
    other = _weights(checkpoint, encoder)
    for part, name in ((encoder, "encoder"), (scorer, "scorer")):
        own = part.state_dict()
        for key, weight in other[name].items():
            if weight.is_floating_point():
                own[key].copy_((own[key] + weight) / 2)


def _begin_with(checkpoint: Path, encoder: TextEncoder, scorer: PairScorer) -> None:
    weights = _weights(checkpoint, encoder)
    encoder.load_state_dict(weights["encoder"])
    scorer.load_state_dict(weights["scorer"])


def _weights(checkpoint: Path, encoder: TextEncoder) -> dict[str, Any]:
    """The weights of another run; features that it did not know yet have none."""
    state: dict[str, Any] = torch.load(checkpoint, weights_only=True)
    known, features = state["encoder"]["feature.weight"], encoder.feature.weight
    state["encoder"]["feature.weight"] = F.pad(known, (0, features.shape[1] - known.shape[1]))
    return state


def _optimizers(encoder: TextEncoder, scorer: PairScorer, settings: Settings) -> list[torch.optim.Optimizer]:
    """One for the dense weights, one for the embeddings, of which a batch touches a few rows only."""
    embeddings = encoder.piece.weight
    old = [p for p in encoder.pretrained_parameters() if p is not embeddings]
    known = {id(p) for p in [*old, embeddings]}
    new = [p for p in encoder.parameters() if id(p) not in known] + list(scorer.parameters())
    return [
        torch.optim.AdamW(
            [{"params": old, "lr": settings.encoder_rate}, {"params": new, "lr": settings.head_rate}],
            weight_decay=0.01,
            fused=True,
        ),
        torch.optim.SparseAdam([embeddings], lr=settings.piece_rate),
    ]


def _batches(
    paragraphs: Sequence[Paragraph], encoding: Encoder, settings: Settings, rng: random.Random
) -> list[list[Example]]:
    """The paragraphs of one epoch, varied, in batches of about equal length."""
    names = names_of(paragraphs)
    order = list(paragraphs)
    rng.shuffle(order)
    made = (make_example(encoding, vary(p, paragraphs, names, rng), settings.window) for p in order)
    examples = [e for e in made if e is not None]
    batches = []
    for chunk in range(0, len(examples), 8 * settings.batch):
        alike = sorted(examples[chunk : chunk + 8 * settings.batch], key=lambda e: len(e.window.pieces))
        batches += [alike[i : i + settings.batch] for i in range(0, len(alike), settings.batch)]
    rng.shuffle(batches)
    return batches


def _save(
    path: Path,
    settings: Settings,
    encoder: TextEncoder,
    scorer: PairScorer,
    optimizers: Sequence[torch.optim.Optimizer],
    epochs: int,
) -> None:
    state = {
        "settings": asdict(settings),
        "epochs": epochs,
        "encoder": encoder.state_dict(),
        "scorer": scorer.state_dict(),
        "optimizers": [optimizer.state_dict() for optimizer in optimizers],
    }
    torch.save(state, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)


def _resume(
    path: Path,
    settings: Settings,
    encoder: TextEncoder,
    scorer: PairScorer,
    optimizers: Sequence[torch.optim.Optimizer],
) -> int:
    """The number of epochs already done; 0 where there is no checkpoint of these settings."""
    if not path.exists():
        return 0
    state: dict[str, Any] = torch.load(path, weights_only=True)
    if state["settings"] != asdict(settings):
        return 0
    encoder.load_state_dict(state["encoder"])
    scorer.load_state_dict(state["scorer"])
    for optimizer, saved in zip(optimizers, state["optimizers"], strict=True):
        optimizer.load_state_dict(saved)
    return int(state["epochs"])
