"""Networks as files: GEXF for Gephi, GraphML for most else, CSV for spreadsheets, JSON for programs.

GEXF and GraphML know numbers, truth values and text, and networkx writes control characters into
them that no XML reader accepts; so everything goes through one `clean` first. Equal networks give
equal bytes, and a file is there whole or not at all.
"""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lcgraph.errors import NetworkError
from lcgraph.writing import write_whole

if TYPE_CHECKING:
    import networkx

#: The formats that `write_network` knows, by file ending.
FORMATS = ("csv", "gexf", "graphml", "json")

Scalar = str | int | float | bool

#: What XML 1.0 cannot hold, even escaped (section 2.2, production Char).
_NOT_XML = re.compile("[^\t\n\\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

#: Attribute names to which GEXF gives a meaning of its own.
_GEXF_WORDS = {"id", "pid", "start", "end", "parents", "spells", "slices", "type", "key", "viz"}

#: A spreadsheet takes a cell that begins so for a formula and runs it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_network(
    network: networkx.Graph[Any],
    path: str | Path,
    format: str | None = None,
    *,
    colours: Mapping[str, str] | None = None,
) -> list[Path]:
    """Write a network to a file for other programs.

    GEXF carries the positions, colours and sizes as its ``viz`` module; GraphML has ``x`` and ``y`` as
    attributes. In both, and in CSV, a list of words becomes ``one; two`` and the evidence becomes
    JSON text. CSV is two files: the edges, and beside them ``NAME-nodes.csv``. JSON holds everything
    as it is, in networkx' node-link form.

    Args:
        network: The network, with or without measures and positions.
        path: Where to; what is there is replaced.
        format: ``gexf``, ``graphml``, ``csv`` or ``json``; taken from the file's ending if not given.
        colours: Class name -> ``#rrggbb`` for GEXF.

    Returns:
        The files written.

    Raises:
        NetworkError: If the format is unknown or the file cannot be written.
    """
    path = Path(path)
    name = (format or path.suffix.lstrip(".")).lower()
    if name not in FORMATS:
        raise NetworkError(
            f"{path}: {name or 'no ending'} is no network format; use one of {', '.join(FORMATS)}"
        )
    if name == "csv":
        contents = {path: _csv(_edge_rows(network)), _beside(path): _csv(_node_rows(network))}
    elif name == "gexf":
        contents = {path: _gexf(network, colours or {})}
    else:
        contents = {path: _graphml(network) if name == "graphml" else _json(network)}
    for file, content in contents.items():
        write_whole(file, content, NetworkError)
    return list(contents)


def clean(value: Any) -> Scalar | None:
    """A value as GEXF, GraphML and CSV can hold it, or None for what is better left out.

    Empty values and numbers that are none (NaN, infinity) are left out; lists of words are joined;
    other lists and dicts become JSON; whatever else, dates among them, becomes its text. Characters
    that XML cannot hold become U+FFFD.

    >>> clean(["energy", "water"]), clean(float("nan")), clean(True)
    ('energy; water', None, True)
    """
    if isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if hasattr(value, "item") and callable(value.item):  # numpy's numbers are no Python numbers
        return clean(value.item())
    if value is None:
        return None
    if isinstance(value, set | frozenset):
        value = sorted(value, key=str)
    if isinstance(value, list | tuple) and all(isinstance(part, str) for part in value):
        value = "; ".join(value)
    elif isinstance(value, list | tuple | dict):
        value = json.dumps(_plain(value), ensure_ascii=False, sort_keys=True) if value else ""
    text = _NOT_XML.sub("\ufffd", str(value).replace("\r\n", "\n").replace("\r", "\n"))
    return text or None


def _plain(value: Any) -> Any:
    """A value as JSON can hold it."""
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, set | frozenset):
        return sorted((_plain(part) for part in value), key=str)
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    return clean(value)


def _cleaned(attributes: Mapping[str, Any]) -> dict[str, Scalar]:
    pairs = ((str(clean(str(key))), clean(value)) for key, value in sorted(attributes.items(), key=str))
    return {key: value for key, value in pairs if value is not None}


def _copy(network: networkx.Graph[Any]) -> networkx.Graph[Any]:
    """The network with nothing in it but what an XML format can hold."""
    import networkx

    copy: networkx.Graph[Any] = networkx.create_empty_copy(network, with_data=False)
    copy.clear()
    copy.graph.update(_cleaned(network.graph))
    for node, data in network.nodes(data=True):
        copy.add_node(clean(str(node)), **_cleaned(data))
    if len(copy) != len(network):
        raise NetworkError(
            "two nodes have the same name once control characters are taken out of it: rename one"
        )
    for source, target, data in network.edges(data=True):
        copy.add_edge(clean(str(source)), clean(str(target)), **_cleaned(data))
    return copy


def _gexf(network: networkx.Graph[Any], colours: Mapping[str, str]) -> bytes:
    import networkx

    copy = _copy(network)
    copy.graph["name"] = copy.graph.get("title", copy.graph.get("name", ""))
    for _, data in copy.nodes(data=True):
        viz: dict[str, Any] = {}
        if "x" in data and "y" in data:
            # Gephi's y axis points upwards, a screen's downwards.
            viz["position"] = {"x": data.pop("x"), "y": -data.pop("y"), "z": 0.0}
        colour = colours.get(str(data.get("class_name", "")))
        if colour:
            red, green, blue = bytes.fromhex(colour.lstrip("#"))
            viz["color"] = {"r": red, "g": green, "b": blue, "a": 1.0}
        if "degree" in data:
            viz["size"] = round(8 + 4 * math.sqrt(data["degree"]), 1)
        _renamed(data)
        if viz:
            data["viz"] = viz
    for _, _, data in copy.edges(data=True):
        _renamed(data)
    buffer = io.BytesIO()
    networkx.write_gexf(copy, buffer)
    # networkx stamps the day into the file, and tomorrow's file would differ.
    return re.sub(rb' lastmodifieddate="[^"]*"', b"", buffer.getvalue(), count=1)


def _renamed(data: dict[str, Any]) -> None:
    for key in sorted(_GEXF_WORDS & data.keys()):
        data[f"{key}_"] = data.pop(key)


def _graphml(network: networkx.Graph[Any]) -> bytes:
    import networkx

    buffer = io.BytesIO()
    networkx.write_graphml_xml(_copy(network), buffer)
    return buffer.getvalue()


def _json(network: networkx.Graph[Any]) -> bytes:
    content = {
        "directed": network.is_directed(),
        "multigraph": network.is_multigraph(),
        "graph": _plain(network.graph),
        "nodes": [{**_plain(data), "id": _plain(node)} for node, data in network.nodes(data=True)],
        "edges": [
            {**_plain(data), "source": _plain(source), "target": _plain(target)}
            for source, target, data in network.edges(data=True)
        ],
    }
    return (
        json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n"
    ).encode()


def _node_rows(network: networkx.Graph[Any]) -> list[dict[str, Any]]:
    return [{"id": node, **data} for node, data in network.nodes(data=True)]


def _edge_rows(network: networkx.Graph[Any]) -> list[dict[str, Any]]:
    """Edges with the names of both ends and the firmest sentence in columns of their own."""
    rows = []
    for source, target, data in network.edges(data=True):
        best: dict[str, Any] = next(iter(data.get("evidence") or ()), {})
        rows.append(
            {
                "source": source,
                "target": target,
                "source_label": network.nodes[source].get("label", ""),
                "target_label": network.nodes[target].get("label", ""),
                "sentence": best.get("quote", ""),
                "document": best.get("identifier", ""),
                **data,
            }
        )
    return rows


def _csv(rows: list[dict[str, Any]]) -> bytes:
    columns = list(dict.fromkeys(key for row in rows for key in row)) or ["source", "target"]
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([_cell(column) for column in columns])
    writer.writerows([_cell(row.get(column)) for column in columns] for row in rows)
    return buffer.getvalue().encode()


def _cell(value: Any) -> Scalar:
    cleaned = clean(value)
    if isinstance(cleaned, str) and cleaned.startswith(_FORMULA):
        return "'" + cleaned
    return "" if cleaned is None else cleaned


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.stem}-nodes{path.suffix}")
