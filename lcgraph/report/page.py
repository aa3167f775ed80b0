"""The report as one HTML page: no script, nothing loaded from anywhere, the same bytes for the same build."""

from pathlib import Path
from typing import TYPE_CHECKING

from lcgraph.errors import StoreError
from lcgraph.report.digest import Built
from lcgraph.report.view import View, view_of
from lcgraph.writing import write_whole

if TYPE_CHECKING:
    from lcgraph.graph import VerifyReport
    from lcgraph.ontology import ValidationReport

_HERE = Path(__file__).parent
#: Content Security Policy, Level 3: nothing runs, nothing is fetched; the page's own style sheet applies.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def write_report(build: Built, path: str | Path) -> Path:
    """Write the page about a build.

    Args:
        build: The build.
        path: Where to; what is there is replaced.

    Returns:
        The file written.

    Raises:
        StoreError: The file cannot be written.
    """
    path = Path(path)
    text = render(view_of(build), build.validation, build.verification, build.reader)
    write_whole(path, text.encode("utf-8", "replace"), StoreError)
    return path


def render(view: View, validation: "ValidationReport", verification: "VerifyReport", reader: str) -> str:
    """The text of the page. Everything is escaped: what a text says can be nothing but text here."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    from lcgraph.drawing import base_style, class_words, icon

    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters.update(class_words=class_words, icon=icon)
    style = base_style() + (_HERE / "static" / "report.css").read_text(encoding="utf-8")
    text = environment.get_template("report.html").render(
        view=view,
        validation=validation,
        verification=verification,
        reader=reader,
        policy=_POLICY,
        style=Markup(style),
        most=max((count for _, count in view.confidence), default=0),
    )
    return text + "\n"
