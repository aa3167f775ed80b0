// The controls: what the reader does changes the state, and the state changes everything that shows it.
"use strict";

const get = (id) => document.getElementById(id);
const NARROW = matchMedia("(max-width: 760px)");

/** Choose a node or an edge, or nothing; `move` takes the keyboard to the panel. */
function choose({ node = null, edge = null }, move = false) {
  Object.assign(state, { node, edge });
  show();
  const ends = edges.get(edge);
  if (node) reveal([node]);
  else if (ends) reveal([ends.source, ends.target]);
  if (move) {
    panel.focus({ preventScroll: true });
    panel.scrollIntoView({ block: "nearest", behavior: calm.matches ? "auto" : "smooth" });
  }
}

/** Bring the whole page into line with the state. */
function show() {
  redraw();
  showPanel();
  showTable();
  showCounts();
  writeHash();
}

function showCounts() {
  const [seen, joined] = [shownNodes(), shownEdges()];
  const sentences = new Set(joined.flatMap((edge) => (edge.sentences ?? []).map((one) => `${one.identifier} ${one.start} ${one.quote}`)));
  const of = (count, total) => (count === total ? "" : ` of ${total.toLocaleString("en")}`);
  get("counts").textContent = [
    `${seen.length.toLocaleString("en")}${of(seen.length, data.nodes.length)} ${data.nodes.length === 1 ? "node" : "nodes"}`,
    `${joined.length.toLocaleString("en")}${of(joined.length, data.edges.length)} ${data.edges.length === 1 ? "connection" : "connections"}`,
    plural(sentences.size, "sentence", "sentences"),
  ].join(" · ");
  const showAll = get("show-all");
  showAll.hidden = !hasMore;
  showAll.textContent = state.all ? "Show the best connected" : `Show all ${data.nodes.length.toLocaleString("en")}`;
}

/** A native checkbox with a shape, a name and a count. */
function checkbox(id, words, count, hidden, key, look) {
  const box = element("input", { type: "checkbox", id });
  box.checked = !hidden.has(key);
  box.addEventListener("change", () => {
    if (box.checked) hidden.delete(key);
    else hidden.add(key);
    show();
  });
  return element("label", { className: "check", for: id }, box, look && icon(look),
    element("span", { text: words }), element("span", { className: "count", text: count.toLocaleString("en") }));
}

function showFilters() {
  const count = (items, key, name) => items.filter((item) => key(item) === name).length;
  get("classes").replaceChildren(get("classes").firstElementChild, ...data.classes.map((look, place) =>
    checkbox(`class-${place}`, look.words, count(data.nodes, (node) => node.class_name ?? "", look.name), state.hiddenClasses, look.name, look)));
  const said = [...data.modalities, NO_SENTENCE].filter((name) => count(data.edges, modalityOf, name));
  get("modalities").hidden = said.length < 2;
  get("modalities").replaceChildren(get("modalities").firstElementChild, ...said.map((name) =>
    checkbox(`said-${name}`, MODALITY_WORDS[name], count(data.edges, modalityOf, name), state.hiddenModalities, name)));
  get("confidence-field").hidden = !data.edges.some((edge) => edge.confidence !== undefined && edge.confidence < 1);
  get("confidence").value = state.confidence;
  get("confidence-value").textContent = state.confidence.toFixed(2);
  fillSelect("place", "All places", data.nodes.map((node) => node.place));
  fillSelect("theme", "All themes", data.nodes.flatMap((node) => node.themes ?? []));
}

function fillSelect(name, everything, values) {
  const options = [...new Set(values.filter(Boolean))].sort((one, other) => one.localeCompare(other, "en"));
  get(`${name}-field`).hidden = options.length < 2;
  get(name).replaceChildren(element("option", { text: everything, value: "" }),
    ...options.map((text) => element("option", { text, value: text })));
  get(name).value = state[name];
}

function matches() {
  const wanted = plain(state.query.trim());
  if (!wanted) return [];
  const rank = (node) => (plain(node.label).startsWith(wanted) ? 0 : 1);
  return data.nodes.filter((node) => plain(node.label).includes(wanted))
    .sort((one, other) => rank(one) - rank(other) || other.degree - one.degree);
}

function showMatches() {
  const found = matches();
  const place = get("matches");
  place.hidden = !state.query.trim();
  place.replaceChildren(...found.slice(0, 8).map((node) => {
    const open = button("", () => find(node), "row");
    open.append(icon(classOf(node)), element("span", { text: node.label }), element("span", { className: "count", text: classOf(node).words }));
    return element("li", {}, open);
  }), ...(found.length ? [] : [element("li", { className: "note", text: "No name like this" })]));
}

function find(node) {
  state.query = "";
  get("search").value = "";
  showMatches();
  choose({ node: node.id }, true);
}

/** The state in the address, so that a view can be kept and sent on; things are named by their IRIs. */
function writeHash() {
  const parts = new URLSearchParams();
  const edge = edges.get(state.edge);
  if (state.node) parts.set("node", nodes.get(state.node).iri);
  if (edge) {
    parts.set("from", nodes.get(edge.source).iri);
    parts.set("to", nodes.get(edge.target).iri);
  }
  for (const name of state.hiddenClasses) parts.append("without", name);
  for (const name of state.hiddenModalities) parts.append("unsaid", name);
  for (const name of ["place", "theme"]) if (state[name]) parts.set(name, state[name]);
  if (state.confidence) parts.set("confidence", state.confidence);
  if (state.all) parts.set("all", "1");
  history.replaceState(null, "", `#${parts}`);
}

function readHash() {
  const parts = new URLSearchParams(location.hash.slice(1));
  state = initial();
  state.node = byIri.get(parts.get("node"))?.id ?? null;
  const [from, to] = ["from", "to"].map((name) => byIri.get(parts.get(name))?.id);
  state.edge = data.edges.find((edge) => edge.source === from && edge.target === to)?.id ?? null;
  state.hiddenClasses = new Set(parts.getAll("without").filter((name) => classes.has(name)));
  state.hiddenModalities = new Set(parts.getAll("unsaid").filter((name) => name in MODALITY_WORDS));
  for (const name of ["place", "theme"]) state[name] = parts.get(name) ?? "";
  state.confidence = Math.min(1, Math.max(0, Number(parts.get("confidence")) || 0));
  state.all = parts.has("all");
  showFilters();
  show();
}

// A click on a node reports its edges too, so nodes are asked first.
picture.on("click", ({ nodes: [node], edges: [edge] }) => choose(node ? { node } : { edge: edge ?? null }));
for (const thing of ["Node", "Edge"]) {
  picture.on(`hover${thing}`, () => { canvas.style.cursor = "pointer"; });
  picture.on(`blur${thing}`, () => { canvas.style.cursor = ""; });
}
get("search").addEventListener("input", (event) => { state.query = event.target.value; showMatches(); });
get("search").addEventListener("keydown", (event) => {
  const [first] = matches();
  if (event.key === "Enter" && first) find(first);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && (state.node || state.edge)) choose({});
});
for (const name of ["place", "theme"]) {
  get(name).addEventListener("change", (event) => { state[name] = event.target.value; show(); fit(motion()); });
}
get("confidence").addEventListener("input", (event) => {
  state.confidence = Number(event.target.value);
  get("confidence-value").textContent = state.confidence.toFixed(2);
  show();
});
get("reset").addEventListener("click", () => { state = { ...initial(), all: state.all }; showFilters(); show(); fit(motion()); });
get("show-all").addEventListener("click", () => { state.all = !state.all; show(); fit(motion()); });
get("save").addEventListener("click", savePicture);
get("zoom-in").addEventListener("click", () => zoom(1.4));
get("zoom-out").addEventListener("click", () => zoom(1 / 1.4));
get("fit").addEventListener("click", () => fit(motion()));
get("tab-edges").addEventListener("click", () => showKind("edges"));
get("tab-nodes").addEventListener("click", () => showKind("nodes"));
moreRows.addEventListener("click", () => { table.limit += PAGE; showTable(); });
dark.addEventListener("change", redraw);
// Paper is of another size than the window: the picture is fitted to it, and back.
picture.on("resize", () => { if (matchMedia("print").matches) requestAnimationFrame(() => fit()); });
addEventListener("afterprint", () => fit());
addEventListener("hashchange", readHash);

get("filters").open = !NARROW.matches;
readHash();
fit();
// With physics off vis-network has drawn before anyone can listen: two frames later it is on screen.
requestAnimationFrame(() => requestAnimationFrame(() => { document.documentElement.dataset.ready = "yes"; }));
