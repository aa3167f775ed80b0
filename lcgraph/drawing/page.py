"""A network as one HTML page that asks nothing of any other machine.

pyvis brings vis-network and turns nodes, edges and options into a page; the template, the script and
the style sheet are ours. pyvis's own template lets a document's words run as script and loads
files from a content network, so nothing of it is used. The page's security policy names the hash
of every script in it and refuses everything else.
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any

from lcgraph.drawing.palette import OUTLINE, style
from lcgraph.drawing.payload import payload
from lcgraph.drawing.view import View, shortened, summary

_HERE = Path(__file__).parent

#: In the order in which they build on one another.
_SCRIPTS = (
    "data.js",
    "elements.js",
    "state.js",
    "paths.js",
    "scene.js",
    "looks.js",
    "picture.js",
    "labels.js",
    "panel.js",
    "groups.js",
    "table.js",
    "filters.js",
    "finder.js",
    "address.js",
    "saving.js",
    "page.js",
)

#: Beyond so many edges, dragging hides them: redrawing takes longer than a frame.
_HIDE_EDGES_ABOVE = 1500


def page(view: View) -> str:
    """The text of the page."""
    from jinja2 import Environment, FileSystemLoader
    from markupsafe import Markup
    from pyvis.network import Network

    network = Network(directed=view.directed, height="100%")
    for node in view.nodes:
        look = style(node.class_name)
        network.add_node(
            node.id,
            label=shortened(node.label),
            shape=look.shape,
            color={"background": look.fill, "border": OUTLINE},
            x=node.x,
            y=node.y,
            size=node.size,
        )
    # pyvis's add_edge keeps one of several parallel edges and searches all edges each time.
    for edge in view.edges:
        line = {"id": edge.id, "from": edge.source, "to": edge.target, "width": edge.width}
        network.edges.append(line | ({} if edge.modality in ("", "Asserted") else {"dashes": [6, 5]}))
    network.options = _options(view)
    # The order matters: set_template_dir makes an environment that does not escape.
    templates = _HERE / "templates"
    network.set_template_dir(str(templates), "page.html")
    network.templateEnv = Environment(
        loader=FileSystemLoader(templates), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    network.templateEnv.policies["json.dumps_kwargs"] = {
        "sort_keys": True,
        "allow_nan": False,
        "separators": (",", ":"),
    }
    scripts = [_vis_network(), *(_static(name) for name in _SCRIPTS)]
    style_sheet = base_style() + _static("page.css")
    network.templateEnv.globals.update(
        view=view,
        summary=summary(view),
        data=payload(view),
        scripts=[Markup(script) for script in scripts],
        style=Markup(style_sheet),
        policy=_policy(scripts),
    )
    return str(network.generate_html()) + "\n"


def _policy(scripts: list[str]) -> str:
    """A Content Security Policy (Level 3) under which only these scripts run and nothing is fetched.

    Styles may be set by script (vis-network places its canvas so), hence ``unsafe-inline`` for them.
    """
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in scripts
    )
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:; "
        f"base-uri 'none'; form-action 'none'"
    )


def _vis_network() -> str:
    """vis-network as pyvis carries it, with its licence notice.

    Without the last line, which sends developer tools looking for a file that is not there.
    """
    import pyvis

    folder = Path(str(pyvis.__file__)).parent / "templates" / "lib" / "vis-9.1.2"
    script = (folder / "vis-network.min.js").read_text(encoding="utf-8")
    return script.replace("\r\n", "\n").rpartition("//# sourceMappingURL=")[0] or script


def base_style() -> str:
    """The style sheet that all pages begin with: colours for day and night, type, sentences."""
    return _static("base.css")


def _static(name: str) -> str:
    return (_HERE / "static" / name).read_text(encoding="utf-8")


def _options(view: View) -> dict[str, Any]:
    """vis-network's options: nothing moves by itself, and nothing is bound to the whole window."""
    return {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "interaction": {
            "hover": True,
            "selectConnectedEdges": False,
            "hideEdgesOnDrag": len(view.edges) > _HIDE_EDGES_ABOVE,
            "hideEdgesOnZoom": len(view.edges) > _HIDE_EDGES_ABOVE,
            "keyboard": False,  # ours answers a short press, too
        },
        "nodes": {"chosen": False, "borderWidth": 1.5},
        "edges": {
            "chosen": False,
            "smooth": False,
            "arrowStrikethrough": False,
            "arrows": {"to": {"scaleFactor": 0.6}},
            "selectionWidth": 0,
            "hoverWidth": 0,
        },
    }
