// What the reader does changes the state, and the state changes everything that shows it.
"use strict";

const NARROW = matchMedia("(max-width: 760px)");

/** Choose a node, a connection, a group or a bundle, or nothing; `move` takes the keyboard to the panel. */
function choose({ node = null, edge = null, group = null, bundle = null }, move = false) {
  Object.assign(state, { node, edge, group, bundle });
  const line = edges.get(edge);
  const ids = [node, line?.source, line?.target].filter(Boolean);
  ids.forEach(unfoldFor);
  show();
  if (ids.length) reveal(ids);
  if (move) {
    panel.focus({ preventScroll: true });
    panel.scrollIntoView({ block: "nearest", behavior: calm.matches ? "auto" : "smooth" });
  } else if (ids.length && NARROW.matches) panel.scrollIntoView({ block: "nearest" });
}

/** Bring the whole page into line with the state. */
function show() {
  sift();
  setScene();
  redraw();
  showPanel();
  showTable();
  showCounts();
  showNumbers();
  showChips();
  writeAddress();
}

function showCounts() {
  const [seen, joined] = [shownNodes(), shownEdges()];
  const sentences = new Set(joined.flatMap((edge) => edge.sentences));
  const of = (some, total) => (some === total ? "" : ` of ${count(total)}`);
  get("counts").textContent = [
    `${count(seen.length)}${of(seen.length, data.nodes.length)} ${data.nodes.length === 1 ? "node" : "nodes"}`,
    `${count(joined.length)}${of(joined.length, data.edges.length)} ${data.edges.length === 1 ? "connection" : "connections"}`,
    plural(sentences.size, "sentence", "sentences"),
  ].join(" · ");
}

// A click on a node reports its edges too, so nodes are asked first.
picture.on("click", ({ nodes: [node], edges: [edge] }) => {
  const group = scene.groups.find(({ id }) => id === node);
  tip.hidden = true;
  if (group) openGroup(group.place);
  else if (node) choose({ node });
  else if (scene.bundles.has(edge)) choose({ bundle: edge });
  else choose({ edge: edge ?? null });
});
for (const thing of ["Node", "Edge"]) {
  picture.on(`hover${thing}`, (event) => {
    canvas.style.cursor = "pointer";
    showTip(event[thing.toLowerCase()], event.pointer.DOM);
  });
  picture.on(`blur${thing}`, () => {
    canvas.style.cursor = "";
    tip.hidden = true;
  });
}
// Once the picture has come to rest where the reader has moved it, the address keeps the place.
let waiting;
const keepSoon = () => {
  clearTimeout(waiting);
  waiting = setTimeout(keepPlace, 400);
};
for (const moved of ["dragEnd", "zoom"]) picture.on(moved, keepSoon);
for (const id of ["zoom-in", "zoom-out"]) get(id).addEventListener("click", keepSoon);
frame.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || !steer(event.key)) return;
  event.preventDefault();
  if (event.key !== "0") keepSoon();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && [state.node, state.edge, state.group, state.bundle].some((one) => one !== null)) choose({});
});
for (const name of ["place", "theme", "since", "until"]) {
  get(name).addEventListener("change", (event) => {
    state[name] = event.target.value;
    show();
    fit(motion());
  });
}
get("confidence").addEventListener("input", (event) => {
  state.confidence = Number(event.target.value);
  get("confidence-value").textContent = state.confidence.toFixed(2);
  show();
});
get("view").addEventListener("change", (event) => {
  Object.assign(state, { view: event.target.value, open: new Set(), group: null, bundle: null, at: null });
  choose({});
  fit();
});
get("colour").addEventListener("change", (event) => {
  Object.assign(state, { colour: event.target.value, hiddenGroups: new Set() });
  showFilters();
  show();
});
get("size").addEventListener("change", (event) => {
  state.size = event.target.value;
  show();
});
get("reset").addEventListener("click", resetFilters);
get("save").addEventListener("click", savePicture);
get("save-gexf").addEventListener("click", saveGexf);
get("zoom-in").addEventListener("click", () => zoom(1.4));
get("zoom-out").addEventListener("click", () => zoom(1 / 1.4));
get("fit").addEventListener("click", () => fit(motion()));
get("tab-edges").addEventListener("click", () => showKind("edges"));
get("tab-nodes").addEventListener("click", () => showKind("nodes"));
moreRows.addEventListener("click", () => {
  table.limit += PAGE;
  showTable();
});
dark.addEventListener("change", redraw);

// Paper is white and of another size than the window: the picture is drawn for it, and then as before.
addEventListener("beforeprint", () => {
  document.documentElement.classList.add("paper");
  get("filters").open = true;
  redraw();
  fit();
  picture.redraw();
});
addEventListener("afterprint", () => {
  document.documentElement.classList.remove("paper");
  redraw();
  fit();
});
picture.on("resize", () => { if (document.documentElement.classList.contains("paper")) requestAnimationFrame(() => fit()); });
addEventListener("hashchange", readAddress);

get("filters").open = !NARROW.matches;
readAddress();
// With physics off vis-network has drawn before anyone can listen: two frames later it is on screen.
requestAnimationFrame(() => requestAnimationFrame(() => {
  performance.mark("lcgraph-usable");
  document.documentElement.dataset.ready = "yes";
}));
