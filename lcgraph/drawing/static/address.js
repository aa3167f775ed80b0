// The view in the page's address, so that it can be kept and sent on. Things are named by their IRIs, groups by
// their names; whatever an address holds that the page does not know is passed over.
"use strict";

function writeAddress() {
  const parts = new URLSearchParams();
  const iri = (id) => nodes.get(id).iri;
  const edge = edges.get(state.edge);
  if (state.node) parts.set("node", iri(state.node));
  if (edge) {
    parts.set("from", iri(edge.source));
    parts.set("to", iri(edge.target));
  }
  for (const name of state.hiddenClasses) parts.append("without", name);
  for (const name of state.hiddenModalities) parts.append("unsaid", name);
  for (const name of state.hiddenGroups) parts.append("ungrouped", name ?? "");
  for (const name of ["place", "theme", "since", "until"]) if (state[name]) parts.set(name, state[name]);
  if (state.confidence) parts.set("confidence", state.confidence);
  if (state.around) {
    parts.set("around", iri(state.around));
    parts.set("steps", state.steps);
  }
  for (const id of state.path ?? []) parts.append("path", iri(id));
  if (state.view !== data.opening) parts.set("view", state.view);
  for (const place of state.open) parts.append("open", groupsOf(state.view)[place].name);
  if (state.group !== null) parts.set("group", groupsOf(state.view)[state.group].name);
  if (state.colour !== "kind") parts.set("colour", state.colour);
  if (state.size !== "degree") parts.set("size", state.size);
  if (table.kind !== "edges") parts.set("table", table.kind);
  const usual = firstOrder(table.kind);
  if (table.column !== usual.column || table.down !== usual.down) {
    parts.set("sort", `${table.down ? "-" : ""}${COLUMNS[table.kind][table.column].name}`);
  }
  if (state.at) parts.set("at", state.at.join(","));
  history.replaceState(null, "", `#${parts}`);
}

function readAddress() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const id = (iri) => byIri.get(iri)?.id ?? null;
  const known = (name, values, otherwise) => (values.includes(parts.get(name)) ? parts.get(name) : otherwise);
  state = initial();
  state.node = id(parts.get("node"));
  const [from, to] = [id(parts.get("from")), id(parts.get("to"))];
  state.edge = (from && to && edgesOf.get(from).find((edge) => edge.source === from && edge.target === to)?.id) ?? null;
  state.hiddenClasses = new Set(parts.getAll("without").filter((name) => classes.has(name)));
  state.hiddenModalities = new Set(parts.getAll("unsaid").filter((name) => Object.hasOwn(MODALITY_WORDS, name)));
  state.place = known("place", data.nodes.flatMap((node) => [node.place, node.country]), "");
  state.theme = known("theme", data.nodes.flatMap((node) => node.themes ?? []), "");
  for (const name of ["since", "until"]) state[name] = known(name, years, "");
  state.confidence = Math.min(1, Math.max(0, Number(parts.get("confidence")) || 0));
  state.around = id(parts.get("around"));
  state.steps = parts.get("steps") === "2" ? 2 : 1;
  const path = parts.getAll("path").map(id);
  state.path = path.length === 2 && path.every(Boolean) && path[0] !== path[1] ? path : null;
  const views = [...Object.keys(data.overviews), ...(data.nodes.length <= data.mostAtOnce ? ["whole"] : [])];
  state.view = known("view", views, data.opening);
  const place = (name) => groupsOf(state.view).findIndex((group) => group.name === name);
  for (const open of parts.getAll("open").map(place)) if (open >= 0) unfold(open);
  state.group = parts.has("group") && place(parts.get("group")) >= 0 ? place(parts.get("group")) : null;
  state.colour = known("colour", [...groupings.keys()], "kind");
  state.hiddenGroups = new Set((groupings.get(state.colour)?.values ?? []).filter((value) => parts.getAll("ungrouped").includes(String(value ?? ""))));
  state.size = known("size", data.measures.map(([name]) => name), "degree");
  const at = (parts.get("at") ?? "").split(",").map(Number);
  state.at = at.length === 3 && at.every(Number.isFinite) && at[2] > 0 ? at : null;
  Object.assign(table, firstOrder(known("table", ["nodes"], "edges")), { limit: PAGE });
  const sort = parts.get("sort") ?? "";
  const column = COLUMNS[table.kind].findIndex(({ name }) => name === sort.replace(/^-/, ""));
  if (column >= 0) Object.assign(table, { column, down: sort.startsWith("-") });
  if (state.node) unfoldFor(state.node);
  if (edges.has(state.edge)) for (const end of [edges.get(state.edge).source, edges.get(state.edge).target]) unfoldFor(end);
  showFilters();
  showEnds();
  show();
  if (state.at) picture.moveTo({ position: { x: state.at[0], y: state.at[1] }, scale: state.at[2] });
  else fit(false, state.path && currentPath()?.nodes);
}

/** Where the reader has moved the picture, once she has let go of it. */
function keepPlace() {
  const { x, y } = picture.getViewPosition();
  state.at = [Math.round(x), Math.round(y), Number(picture.getScale().toPrecision(3))];
  writeAddress();
}
