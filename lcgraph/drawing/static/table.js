// The network as a table: the same connections for those who do not see or use the picture.
"use strict";

const tableHolder = get("table");
const moreRows = get("more-rows");
const PAGE = 100;
const table = { kind: "edges", column: 0, down: false, limit: PAGE };

const COLUMNS = {
  edges: [
    { name: data.directed ? "From" : "Between", value: (edge) => nodes.get(edge.source).label, cell: (edge) => nodeButton(nodes.get(edge.source), true) },
    { name: data.directed ? "To" : "and", value: (edge) => nodes.get(edge.target).label, cell: (edge) => nodeButton(nodes.get(edge.target), true) },
    { name: "Relation", value: (edge) => [edge.relation, (edge.via ?? []).map(({ name }) => name).join("; ")].filter(Boolean).join(": ") },
    { name: "Said", value: (edge) => MODALITY_WORDS[modalityOf(edge)] },
    { name: "Date", value: dateOf },
    { name: "Sentences", value: (edge) => edge.sentences.length, cell: sentenceCell, wide: true },
  ],
  nodes: [
    { name: "Name", value: (node) => node.label, cell: (node) => nodeButton(node, true) },
    { name: "Kind", value: (node) => classOf(node).words },
    ...[["Place", "place"], ["Country", "country"], ["Sphere", "sphere"]]
      .filter(([, key]) => data.nodes.some((node) => node[key]))
      .map(([name, key]) => ({ name, value: (node) => capital(node[key] ?? "") })),
    ...data.measures.filter(([key]) => !minor.has(key)).map(([key, name]) => ({
      name,
      numeric: true,
      value: (node) => measureOf(node, key),
      words: (node) => measured(key, measureOf(node, key)),
    })),
  ],
};

function sentenceCell(edge) {
  const [first, ...others] = edge.sentences;
  if (!first) return element("span", { className: "note", text: "No sentence" });
  const open = button(others.length ? `${others.length} more` : "Open", () => choose({ edge: edge.id }, true));
  open.setAttribute("aria-label", `${open.textContent}: ${endWords(edge)}`);
  return element("div", {},
    element("span", { className: "quote", text: first.quote }),
    element("span", { className: "note", text: ` ${first.document.title || first.document.identifier || ""} ` }),
    open);
}

function showTable() {
  const columns = COLUMNS[table.kind];
  get("tab-edges").setAttribute("aria-pressed", table.kind === "edges");
  get("tab-nodes").setAttribute("aria-pressed", table.kind === "nodes");
  const items = table.kind === "edges" ? shownEdges() : shownNodes();
  const sorted = inOrder(items, columns[table.column].value);
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

const collator = new Intl.Collator("en");

/** Sorted by the chosen column; what has no value comes last either way. */
function inOrder(items, value) {
  const [known, unknown] = [[], []];
  for (const item of items) (value(item) === undefined || value(item) === "" ? unknown : known).push(item);
  const order = (one, other) => {
    const [a, b] = [value(one), value(other)];
    return typeof a === "number" ? a - b : collator.compare(a, b);
  };
  return [...known.sort((one, other) => (table.down ? order(other, one) : order(one, other))), ...unknown];
}

function headerCell(column, place) {
  const sort = button(column.name, () => {
    Object.assign(table, { column: place, down: table.column === place ? !table.down : Boolean(column.numeric) });
    showTable();
    writeAddress();
    tableHolder.querySelectorAll("th button")[place].focus();
  }, "sort");
  const cell = element("th", { scope: "col", className: column.numeric ? "numeric" : "" }, sort);
  if (table.column === place) cell.setAttribute("aria-sort", table.down ? "descending" : "ascending");
  return cell;
}

function bodyCell(column, item) {
  const cell = element("td", { "data-name": column.name, className: column.numeric ? "numeric" : column.wide ? "wide" : "" });
  if (column.cell) cell.append(column.cell(item));
  else if (column.value(item) !== undefined) cell.textContent = (column.words ?? column.value)(item);
  return cell;
}

/** Connections begin with their names, nodes with their first measure, the greatest first. */
function firstOrder(kind) {
  const measure = COLUMNS.nodes.findIndex(({ numeric }) => numeric);
  return kind === "edges" || measure < 0 ? { kind, column: 0, down: false } : { kind, column: measure, down: true };
}

function showKind(kind) {
  Object.assign(table, firstOrder(kind), { limit: PAGE });
  showTable();
  writeAddress();
}
