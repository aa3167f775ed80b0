// The network as a table: the same connections for those who do not see or use the picture.
"use strict";

const tableHolder = document.getElementById("table");
const moreRows = document.getElementById("more-rows");
const PAGE = 100;
const table = { kind: "edges", column: 0, down: false, limit: PAGE };

const COLUMNS = {
  edges: [
    { name: data.directed ? "From" : "Between", value: (edge) => nodes.get(edge.source).label, cell: (edge) => nodeButton(nodes.get(edge.source)) },
    { name: data.directed ? "To" : "and", value: (edge) => nodes.get(edge.target).label, cell: (edge) => nodeButton(nodes.get(edge.target)) },
    { name: "Relation", value: (edge) => [edge.relation, (edge.via ?? []).join("; ")].filter(Boolean).join(": ") },
    { name: "Said", value: (edge) => MODALITY_WORDS[modalityOf(edge)] },
    { name: "Sentence", value: (edge) => (edge.sentences ?? []).length, cell: sentenceCell, wide: true },
  ],
  nodes: [
    { name: "Name", value: (node) => node.label, cell: nodeButton },
    { name: "Kind", value: (node) => classOf(node).words },
    { name: "Place", value: (node) => node.place ?? "" },
    ...data.measures
      .filter(([key]) => data.nodes.some((node) => (node.measures ?? []).some(([name]) => name === key)))
      .map(([key, name]) => ({ name, numeric: true, value: (node) => (node.measures ?? []).find(([own]) => own === key)?.[1] ?? 0 })),
  ],
};

function sentenceCell(edge) {
  const [first, ...others] = edge.sentences ?? [];
  if (!first) return element("span", { className: "note", text: "No sentence" });
  const open = button(others.length ? `${others.length} more` : "Open", () => choose({ edge: edge.id }, true));
  open.setAttribute("aria-label", `${open.textContent}: ${nodes.get(edge.source).label}${JOINT}${nodes.get(edge.target).label}`);
  return element("div", {},
    element("span", { className: "quote", text: first.quote }),
    element("span", { className: "note", text: ` ${first.title || first.identifier || ""}${first.issued ? `, ${first.issued}` : ""} ` }),
    open);
}

function showTable() {
  const columns = COLUMNS[table.kind];
  const items = table.kind === "edges" ? shownEdges() : shownNodes();
  const { value } = columns[table.column];
  const order = (one, other) => {
    const [a, b] = [value(one), value(other)];
    return typeof a === "number" ? a - b : a.localeCompare(b, "en");
  };
  const sorted = items.sort((one, other) => (table.down ? order(other, one) : order(one, other)));
  const head = element("tr", {}, ...columns.map(headerCell));
  const body = sorted.slice(0, table.limit).map((item) => {
    const row = element("tr", {}, ...columns.map((column) => bodyCell(column, item)));
    if (item.id === state.edge || item.id === state.node) row.className = "chosen";
    return row;
  });
  tableHolder.replaceChildren(element("table", {},
    element("caption", { text: `${plural(items.length, "row", "rows")}${items.length > table.limit ? `, ${table.limit} shown` : ""}` }),
    element("thead", {}, head), element("tbody", {}, ...body)));
  moreRows.hidden = items.length <= table.limit;
}

function headerCell(column, place) {
  const sort = button(column.name, () => {
    Object.assign(table, { column: place, down: table.column === place ? !table.down : Boolean(column.numeric) });
    showTable();
    tableHolder.querySelectorAll("th button")[place].focus();
  }, "sort");
  const cell = element("th", { scope: "col", className: column.numeric ? "numeric" : "" }, sort);
  if (table.column === place) cell.setAttribute("aria-sort", table.down ? "descending" : "ascending");
  return cell;
}

function bodyCell(column, item) {
  const cell = element("td", { "data-name": column.name, className: column.numeric ? "numeric" : column.wide ? "wide" : "" });
  if (column.cell) cell.append(column.cell(item));
  else cell.textContent = column.numeric ? number(column.value(item)) : column.value(item);
  return cell;
}

function showKind(kind) {
  Object.assign(table, { kind, column: kind === "edges" ? 0 : Math.min(3, COLUMNS.nodes.length - 1), down: kind === "nodes", limit: PAGE });
  document.getElementById("tab-edges").setAttribute("aria-pressed", kind === "edges");
  document.getElementById("tab-nodes").setAttribute("aria-pressed", kind === "nodes");
  showTable();
}
