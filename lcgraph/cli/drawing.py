"""`lcgraph draw`: networks as pages and pictures."""

from pathlib import Path

import click

from lcgraph.cli.networks import log_unless_stdout, made_network, source_options
from lcgraph.cli.options import graph_option, parameter_option
from lcgraph.cli.output import write_file

_PICTURES = ("html", "svg", "png")


@click.command(short_help="Draw a network as a page or a picture.")
@click.argument("name", required=False)
@parameter_option
@source_options
@click.option("-o", "--output", "out", metavar="FILE", required=True, help="Where to; - for standard output.")
@click.option("-f", "--format", type=click.Choice(_PICTURES), help="Instead of FILE's suffix.")
@click.option("--title", default="", help="The heading, instead of the network's own.")
@click.option("--source", default="", help="Where it comes from, instead of the graph's documents and build.")
@click.option("--date", default="", help="Of when it is, instead of the documents' years.")
@click.option("--size", type=click.Choice(("a4", "slide")), help="The sheet of a picture; a4 unless told.")
@click.option("--by", type=click.Choice(("place", "year", "theme")), help="One small picture for each.")
@click.option(
    "--layout",
    type=click.Choice(("springs", "geographic")),
    default="springs",
    help="Neighbours beside one another, or places where they are.",
)
@graph_option
def draw(
    name: str | None,
    parameters: tuple[str, ...],
    sparql: str | None,
    through: str | None,
    out: str,
    format: str | None,
    title: str,
    source: str,
    date: str,
    size: str | None,
    by: str | None,
    layout: str,
    graph: str | None,
) -> None:
    """Draw the network NAME (co-partners unless told otherwise) as a page (.html) or a picture (.svg, .png).

    The page works offline: search, filters, and the sentences behind each connection. Pictures have a legend,
    their source and their date, and fit on a sheet of paper or on a slide. --by draws up to twelve small
    networks in one picture, one a place, year or theme, with each node at the same spot in all.

    \b
    Examples:
      lcgraph draw -o partners.html
      lcgraph draw funders -o funders.svg --title "Who pays for what"
      lcgraph draw -o partners.png --size slide
      lcgraph draw --by year -o years.svg
      lcgraph draw place-cooperation --layout geographic -o map.png
    """
    from lcgraph import drawing

    if (size or by) and (format or Path(out).suffix.lstrip(".").lower()) == "html":
        raise click.UsageError("--size and --by are for pictures: .svg or .png")
    made = made_network(name or (None if sparql else "co-partners"), parameters, graph, sparql, through)
    if layout == "geographic":
        from lcgraph.network import add_geographic_positions

        add_geographic_positions(made)

    def make(path: Path) -> None:
        file = drawing.draw(
            made, path, format, title=title, source=source, date=date, size=size or "", by=by or ""
        )
        log_unless_stdout(out, [file], made)

    write_file(out, format, _PICTURES, make)
