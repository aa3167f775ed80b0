"""Reads the ``#+`` header of a query file, and says with file and line what is wrong with it."""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from lcgraph.errors import QueryError
from lcgraph.queries.query import ANY_THING, LITERAL_TYPES, TERM_TYPE, Column, Parameter, Query
from lcgraph.queries.syntax import variables
from lcgraph.store import SelectResult, open_store

_KEYS = ("summary", "description", "tags", "parameters", "columns", "directed")
_PARAMETER_KEYS = ("name", "type", "default", "required", "description")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_CLASS_NAME = re.compile(r"[A-Z][A-Za-z]*")


def parse_query(text: str, path: Path) -> Query:
    """The question that a file's text holds, with its header checked against its SPARQL.

    Args:
        text: The whole file.
        path: Where it was read from; its stem names the question.

    Raises:
        QueryError: The header is missing or wrong, or the SPARQL is.
    """
    header = _Header(text, path)
    selected = _selected_columns(text, path)
    columns = tuple(Column(name, header.prose(node)) for name, node in header.pairs("columns"))
    parameters = tuple(_parameter(header, node) for node in header.items("parameters"))
    summary = header.prose(header.top.get("summary"))
    if not summary:
        raise header.error(None, "has no summary", "Add a line '#+ summary: ' with a question a person asks")
    for column, (_, node) in zip(columns, header.pairs("columns"), strict=True):
        if column.name not in selected:
            known = ", ".join(selected)
            raise header.error(node, f"describes a column '{column.name}'", f"The SELECT has {known}")
    used = variables(text)
    for parameter, node in zip(parameters, header.items("parameters"), strict=True):
        if parameter.name not in used:
            problem = f"has a parameter '{parameter.name}' that the SPARQL does not use"
            raise header.error(node, problem, f"Use ?{parameter.name} in it, or delete the parameter")
        if not parameter.is_literal and parameter.name not in selected:
            problem = f"has a parameter '{parameter.name}' that is no column of the SELECT"
            raise header.error(node, problem, f"Add ?{parameter.name} to the SELECT")
    directed = header.top.get("directed")
    return Query(
        name=path.stem,
        summary=summary,
        description=header.prose(header.top.get("description")),
        tags=tuple(header.prose(node) for node in header.items("tags")),
        parameters=parameters,
        columns=tuple(Column(name, dict(columns).get(name, "")) for name in selected),
        text=text,
        path=path,
        directed=header.flag(directed) if directed else False,
    )


def _selected_columns(text: str, path: Path) -> tuple[str, ...]:
    # An empty store answers at once: that checks the syntax and names the columns by the very rules
    # that will read the query later.
    with open_store() as store:
        try:
            answer = store.query(text)
        except QueryError as error:
            raise QueryError(f"{path}: {error}") from None
    if not isinstance(answer, SelectResult):
        raise QueryError(f"{path} is no SELECT query. Write it as SELECT … WHERE {{ … }}.")
    return answer.columns


def _parameter(header: "_Header", node: yaml.Node) -> Parameter:
    fields = header.mapping(node, _PARAMETER_KEYS)
    for needed in ("name", "type"):
        if needed not in fields:
            raise header.error(node, f"has a parameter without '{needed}'", f"Add '{needed}: …' to it")
    name = header.prose(fields["name"])
    if not _NAME.fullmatch(name):
        raise header.error(fields["name"], f"names a parameter '{name}'", "Use letters and digits only")
    required = header.flag(fields["required"]) if "required" in fields else False
    default = header.prose(fields["default"]) if "default" in fields else None
    if required and default is not None:
        problem = f"requires the parameter '{name}' and gives it a default"
        raise header.error(node, problem, "Keep one of the two")
    return Parameter(
        name=name,
        types=_types(header, fields["type"]),
        description=header.prose(fields.get("description")),
        default=default,
        required=required,
    )


def _types(header: "_Header", node: yaml.Node) -> tuple[str, ...]:
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    types = tuple(header.prose(item) for item in nodes)
    if types in {(literal,) for literal in (*LITERAL_TYPES, TERM_TYPE)}:
        return types
    if not types or not all(_CLASS_NAME.fullmatch(name) for name in types):
        known = ", ".join((*LITERAL_TYPES, TERM_TYPE))
        advice = f"Write one of {known}, or classes of the ontology such as Place ({ANY_THING}: any)"
        raise header.error(node, f"has a parameter of type '{', '.join(types)}'", advice)
    return types


class _Header:
    """The header's YAML tree, kept as nodes because nodes know their lines."""

    def __init__(self, text: str, path: Path) -> None:
        self._path = path
        lines = list(_header_lines(text))
        self._first = lines[0][0] if lines else 1
        # A gap in the header becomes an empty line, so that YAML's line numbers stay the file's.
        by_number = dict(lines)
        last = lines[-1][0] if lines else 0
        source = "\n".join(by_number.get(number, "") for number in range(self._first, last + 1))
        try:
            root = yaml.compose(source, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line if error.problem_mark else 0
            what = error.problem or "cannot be read"
            raise QueryError(
                f"{path}, line {self._first + line}: the header is not valid YAML: {what}"
            ) from None
        except yaml.YAMLError as error:
            raise QueryError(f"{path}: the header is not valid YAML: {error}") from None
        if root is None:
            raise QueryError(
                f"{path} has no header: begin it with '#+ summary: ' and a question a person asks"
            )
        self.top = self.mapping(root, _KEYS)

    def error(self, node: yaml.Node | None, problem: str, advice: str) -> QueryError:
        line = self._first + (node.start_mark.line if node else 0)
        return QueryError(f"{self._path}, line {line}: the header {problem}. {advice}.")

    def mapping(self, node: yaml.Node, known: tuple[str, ...] | None = None) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            raise self.error(node, "holds something else where 'key: value' lines belong", "Check its indent")
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = self.prose(key)
            if known is not None and name not in known:
                raise self.error(key, f"has an unknown key '{name}'", f"Known keys are {', '.join(known)}")
            if name in found:
                raise self.error(key, f"has the key '{name}' twice", "Delete one of them")
            found[name] = value
        return found

    def pairs(self, key: str) -> list[tuple[str, yaml.Node]]:
        return list(self.mapping(self.top[key]).items()) if key in self.top else []

    def items(self, key: str) -> list[yaml.Node]:
        if key not in self.top:
            return []
        node = self.top[key]
        if not isinstance(node, yaml.SequenceNode):
            raise self.error(node, f"has no list under '{key}'", "Begin each of its lines with '- '")
        return list(node.value)

    def prose(self, node: yaml.Node | None) -> str:
        if node is None:
            return ""
        if not isinstance(node, yaml.ScalarNode):
            raise self.error(node, "holds a list where a text belongs", "Put the text in quotation marks")
        return str(node.value).strip()

    def flag(self, node: yaml.Node) -> bool:
        value = self.prose(node)
        if value not in ("true", "false"):
            raise self.error(node, f"says '{value}'", "Write true or false")
        return value == "true"


def _header_lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("#+"):
            yield number, line.removeprefix("#+").removeprefix(" ")
