// Finding things by name: one search, and the two ends of a path.
"use strict";

const names = data.nodes.map((node) => [node, plain(node.label)]);

/** Nodes whose name holds the words, those that begin with them first, then the best connected. */
function matches(words) {
  const wanted = plain(words.trim());
  if (!wanted) return [];
  const rank = (name) => (name.startsWith(wanted) ? 0 : name.includes(` ${wanted}`) ? 1 : 2);
  return names.filter(([, name]) => name.includes(wanted))
    .sort(([one, a], [other, b]) => rank(a) - rank(b) || other.degree - one.degree).map(([node]) => node);
}

/** A field in which names are typed; what matches stands below it as buttons, Enter takes the first. */
function picker(field, onPick) {
  const [input, place] = [get(field), get(`${field}-matches`)];
  const clear = () => { place.hidden = true; place.replaceChildren(); };
  const pick = (node) => { clear(); onPick(node); };
  input.addEventListener("input", () => {
    const found = matches(input.value);
    place.hidden = !input.value.trim();
    const rest = found.length > 8 && element("li", { className: "note", text: `and ${count(found.length - 8)} more; write more of the name` });
    const none = !found.length && element("li", { className: "note", text: "No name like this" });
    const row = (node) => pressRow(icon(classOf(node), fillOf(node)), node.label, node.place || classOf(node).words, () => pick(node));
    place.replaceChildren(...found.slice(0, 8).map(row), ...[rest, none].filter(Boolean));
  });
  input.addEventListener("keydown", (event) => {
    const [first] = matches(input.value);
    if (event.key === "Enter" && first) pick(first);
    if (event.key === "Escape" && input.value) { input.value = ""; clear(); event.stopPropagation(); }
    if (event.key === "ArrowDown") place.querySelector("button")?.focus();
  });
  place.addEventListener("keydown", (event) => {
    const all = [...place.querySelectorAll("button")];
    const here = all.indexOf(document.activeElement);
    if (event.key === "ArrowDown") all[here + 1]?.focus();
    else if (event.key === "ArrowUp") (all[here - 1] ?? input).focus();
    else return;
    event.preventDefault();
  });
}

function find(node) {
  get("search").value = "";
  choose({ node: node.id }, true);
}

/** The ends of the path that is being asked for. */
const ends = { from: null, to: null };

function setEnd(end, node) {
  ends[end] = node;
  get(end).value = node?.label ?? "";
  if (ends.from && ends.to && ends.from !== ends.to) findPath([ends.from.id, ends.to.id], true);
  else if (node) get(end === "from" ? "to" : "from").focus();
}

function startPath(node) {
  get("paths").open = true;
  ends.to = null;
  get("to").value = "";
  setEnd("from", node);
}

/** Show the shortest path between two nodes, or forget the one that is shown. */
function findPath(path, move = false) {
  state.path = path;
  showEnds();
  choose({}, move);
  if (path) fit(motion(), currentPath()?.nodes ?? path);
  else fit(motion());
}

/** The fields say which path is shown. */
function showEnds() {
  ["from", "to"].forEach((end, place) => {
    ends[end] = nodes.get(state.path?.[place]) ?? null;
    get(end).value = ends[end]?.label ?? "";
  });
  if (state.path) get("paths").open = true;
}

/** Show nothing but a node and those near it, or everything again. */
function lookAround(id, steps = 1) {
  Object.assign(state, { around: id, steps });
  choose({ node: id ?? state.node });
  fit(motion());
}

picker("search", find);
picker("from", (node) => setEnd("from", node));
picker("to", (node) => setEnd("to", node));
