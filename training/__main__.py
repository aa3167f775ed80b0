"""Train the reader: ``python -m training``.

Reads the paragraphs of ``data/training/``, trains on nine tenths of them, decides calibration and
thresholds on the tenth, and writes ``data/model/`` and ``training/REPORT.md``. A run that was cut
off goes on from its last epoch.
"""

import argparse
import hashlib
import sys
import tempfile
import time
from pathlib import Path

from lcgraph.evaluation import evaluate
from lcgraph.extraction.neural import NeuralModel
from lcgraph.extraction.reader import Reader
from training.calibrate import calibrated, collect, platt, reliability, thresholds
from training.export import export, write_settings
from training.heldout import score
from training.joint import PairScorer, TextEncoder
from training.paragraphs import Paragraph, read_paragraphs
from training.train import Settings, take_mean, train

_HERE = Path(__file__).parent
#: Class pairs met less often than this between which a relation held are taken for slips.
_SIGNATURE_COUNT = 2
#: So many held-out paragraphs are read after each epoch.
_CURVE = 100


def main() -> int:
    """Train, calibrate, export, report."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, nargs="*", default=sorted(Path("data/training").glob("*.txt")))
    parser.add_argument("--out", type=Path, default=Path("data/model"))
    parser.add_argument("--run", type=Path, default=_HERE / "runs" / "default", help="checkpoints go here")
    parser.add_argument("--epochs", type=int, default=Settings().epochs)
    parser.add_argument("--seed", type=int, default=Settings().seed)
    parser.add_argument(
        "--earlier", type=Path, help="the checkpoint of another run, to go on from its weights"
    )
    parser.add_argument(
        "--mean-with", type=Path, help="the checkpoint of a run whose weights are averaged in"
    )
    parser.add_argument("--rate", type=float, default=1.0, help="times the usual learning rates")
    parser.add_argument("--threads", type=int, default=Settings().threads)
    parser.add_argument("--version", default="1.0")
    parser.add_argument("--gold", type=Path, help="annotated real texts, to be measured on and nothing else")
    args = parser.parse_args()
    paragraphs, complaints = read_paragraphs(args.data)
    if complaints or not paragraphs:
        print(*complaints or ["no training paragraphs found"], sep="\n", file=sys.stderr)
        return 1
    started = time.monotonic()
    settings = Settings(
        seed=args.seed,
        epochs=args.epochs,
        threads=args.threads,
        encoder_rate=Settings().encoder_rate * args.rate,
        piece_rate=Settings().piece_rate * args.rate,
        head_rate=Settings().head_rate * args.rate,
    )
    learnt = [p for p in paragraphs if p.fold]
    held_out = [p for p in paragraphs if not p.fold]
    log = args.run / "log.txt"

    def say(line: str) -> None:
        print(line, flush=True)
        with log.open("a", encoding="utf-8") as file:
            file.write(line + "\n")

    facts = {
        "version": args.version,
        "window": settings.window,
        "calibration": {},
        "thresholds": {},
        "reference_margin": 1.0,
        "signatures": signatures(learnt),
        "data_sha256": digest(args.data),
    }

    def judge(encoder: TextEncoder, scorer: PairScorer) -> str:
        with tempfile.TemporaryDirectory() as folder:
            export(encoder, scorer, Path(folder), facts)
            found = score(Reader(NeuralModel(Path(folder))), held_out[:: max(1, len(held_out) // _CURVE)])
        return f"; held-out F1, uncalibrated: {found.micro.f1:.3f}"

    encoder, scorer = train(learnt, settings, args.run, say, judge, args.earlier)
    if args.mean_with:
        take_mean(encoder, scorer, args.mean_with)
    export(encoder, scorer, args.out, facts)
    raw = collect(NeuralModel(args.out), held_out)
    lines = {label: platt(j) for label, j in raw.items()}
    honest = {label: calibrated(j, lines[label]) for label, j in raw.items()}
    write_settings(args.out, {**facts, "calibration": lines, "thresholds": thresholds(honest)})
    result = score(Reader(NeuralModel(args.out)), held_out)
    report = "\n".join(
        [
            "# Training report",
            "",
            f"Model {args.version}: {len(learnt)} paragraphs learnt, {len(held_out)} held out, data SHA-256 "
            f"`{facts['data_sha256']}`, {settings}.",
            "",
            "## Held-out paragraphs",
            "",
            result.table(),
            "",
            *_real_texts(args.gold, args.out),
            "## How often a confidence is right (held-out paragraphs; number of candidates)",
            "",
            reliability(honest),
            "",
            "## Epochs",
            "",
            *(f"- {line}" for line in log.read_text(encoding="utf-8").splitlines()),
            "",
        ]
    )
    (args.out / "TRAINING.md").write_text(report, encoding="utf-8")
    print(report)
    print(f"{time.monotonic() - started:.0f} s")
    return 0


def _real_texts(gold: Path | None, model: Path) -> list[str]:
    """How the model does on annotated real texts, as lines of the report."""
    if gold is None:
        return []
    found = evaluate(gold, extractor=Reader(NeuralModel(model)))
    rows = {
        **found.kinds,
        **{f"- {name}": tally for name, tally in found.relations.items()},
        "all": found.pooled,
    }
    return [
        "## Real texts (measured on; neither trained nor calibrated on)",
        "",
        "| kind | P | R | F1 | wanted |",
        "|---|---|---|---|---|",
        *(f"| {k} | {t.precision:.3f} | {t.recall:.3f} | {t.f1:.3f} | {t.wanted} |" for k, t in rows.items()),
        "",
    ]


def signatures(paragraphs: list[Paragraph]) -> list[list[str]]:
    """The classes between which each relation was met, as far as they were met more than once."""
    counts: dict[tuple[str, str, str], int] = {}
    for p in paragraphs:
        for fact in p.facts:
            key = p.class_of(fact.subject), fact.predicate, p.class_of(fact.object)
            counts[key] = counts.get(key, 0) + 1
    return sorted(list(key) for key, count in counts.items() if count >= _SIGNATURE_COUNT)


def digest(paths: list[Path]) -> str:
    """One SHA-256 over all training files, names and contents in order."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
