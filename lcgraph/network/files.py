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
import sys
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

#: Those to which GraphML does.
_GRAPHML_WORDS = {"id", "key"}

#: Attribute names of a whole network to which networkx gives a meaning of its own in either format.
_GRAPH_WORDS = {"id", "mode", "node_default", "edge_default", "start", "end"}

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
    attributes, and each node's name also as ``name``, by which igraph knows it. In both, and in CSV, a list
    of words becomes ``one; two`` and the evidence becomes JSON text. In both, an attribute has one type, and
    one that bears a word of the format (``id``, ``start`` ...) gets an underscore. CSV is two files: the
    edges, and beside them ``NAME-nodes.csv``. JSON holds everything as it is, in networkx' node-link form.

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
        if abs(value) < sys.float_info.min:
            return 0.0  # some readers (igraph's) give up on a number that is nearly none
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
    pairs = (
        (str(clean(str(key)) or "_"), clean(value)) for key, value in sorted(attributes.items(), key=str)
    )
    return {key: value for key, value in pairs if value is not None}


def _uniform(rows: list[dict[str, Scalar]]) -> None:
    """Give each attribute one type in all rows: a file format declares it once, and readers differ beyond.

    Whole numbers that do not fit into 64 bits are text, as no reader would keep them.
    """
    for key in sorted({key for row in rows for key in row}):
        having = [row for row in rows if key in row]
        types = {type(row[key]) for row in having}
        whole = [value for row in having if type(value := row[key]) is int]
        if any(not -(2**63) <= value < 2**63 for value in whole):
            types.add(str)
        if len(types) == 1 and str not in types:
            continue
        for row in having:
            value = row[key]
            if types == {int, float}:
                row[key] = float(value)
            elif not isinstance(value, str):
                row[key] = json.dumps(value)


def _copy(network: networkx.Graph[Any]) -> networkx.Graph[Any]:
    """The network with nothing in it but what an XML format can hold."""
    import networkx

    copy: networkx.Graph[Any] = networkx.create_empty_copy(network, with_data=False)
    copy.clear()
    copy.graph.update(_cleaned(network.graph))
    _uniform([copy.graph])
    _rename(copy.graph, _GRAPH_WORDS)
    copy.add_nodes_from((clean(str(node)), _cleaned(data)) for node, data in network.nodes(data=True))
    if len(copy) != len(network):
        raise NetworkError(
            "two nodes have the same name once control characters are taken out of it: rename one"
        )
    copy.add_edges_from(
        (clean(str(source)), clean(str(target)), _cleaned(data))
        for source, target, data in network.edges(data=True)
    )
    _uniform([data for _, data in copy.nodes(data=True)])
    _uniform([data for _, _, data in copy.edges(data=True)])
    return copy


def _gexf(network: networkx.Graph[Any], colours: Mapping[str, str]) -> bytes:
    import networkx

    copy = _copy(network)
    copy.graph["name"] = str(copy.graph.get("title", copy.graph.get("name", "")))
    for _, data in copy.nodes(data=True):
        viz = _viz(data, colours)
        _rename(data, _GEXF_WORDS)
        if viz:
            data["viz"] = viz
    for _, _, data in copy.edges(data=True):
        _rename(data, _GEXF_WORDS if _is_number(data.get("weight", 1)) else {*_GEXF_WORDS, "weight"})
    buffer = io.BytesIO()
    networkx.write_gexf(copy, buffer)
    # networkx stamps the day into the file, and tomorrow's file would differ.
    return re.sub(rb' lastmodifieddate="[^"]*"', b"", buffer.getvalue(), count=1)


def _viz(data: dict[str, Any], colours: Mapping[str, str]) -> dict[str, Any]:
    """How a node looks, in the terms of GEXF's ``viz`` module; its position is taken out of its data."""
    viz: dict[str, Any] = {}
    if _is_number(data.get("x")) and _is_number(data.get("y")):
        # Gephi's y axis points upwards, a screen's downwards.
        viz["position"] = {"x": data.pop("x"), "y": -data.pop("y"), "z": 0.0}
    colour = colours.get(str(data.get("class_name", "")))
    if colour:
        red, green, blue = bytes.fromhex(colour.lstrip("#"))
        viz["color"] = {"r": red, "g": green, "b": blue, "a": 1.0}
    if _is_number(data.get("degree")):
        viz["size"] = round(8 + 4 * math.sqrt(max(data["degree"], 0)), 1)
    return viz


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _rename(data: dict[str, Any], words: set[str]) -> None:
    for key in sorted(words & data.keys()):
        data[f"{key}_"] = data.pop(key)


def _graphml(network: networkx.Graph[Any]) -> bytes:
    import networkx

    copy = _copy(network)
    for data in (
        *(data for _, data in copy.nodes(data=True)),
        *(data for _, _, data in copy.edges(data=True)),
    ):
        _rename(data, _GRAPHML_WORDS)
    for node, data in copy.nodes(data=True):
        data.setdefault("name", str(node))
    buffer = io.BytesIO()
    networkx.write_graphml_xml(copy, buffer)
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
