// The picture: vis-network draws the scene; what changes in it reaches it row by row.
"use strict";

const holder = get("picture");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const rows = { nodes: new vis.DataSet([]), edges: new vis.DataSet([]) };
const sent = new Map();

/** What is not to step back, as the last drawing had it. */
let litNow = null;

const picture = new vis.Network(holder, rows, options);
const canvas = holder.querySelector("canvas");
canvas.setAttribute("role", "img");
canvas.setAttribute("aria-label", `${data.summary} The table below holds the same connections.`);
const frame = holder.querySelector(".vis-network");
frame.setAttribute("role", "group");
frame.setAttribute("aria-label", "Picture: move it with the arrow keys, zoom with + and −, see all with 0");

/** Send vis-network what is new or looks different, and take away what is no longer there. */
function redraw() {
  colours = new Map();
  litNow = focus();
  const lit = litNow;
  const wanted = {
    nodes: [...scene.groups.filter(({ unfolded }) => !unfolded).map((group) => groupLook(group, lit)),
      ...scene.nodes.map((node) => nodeLook(node, lit))],
    edges: [...[...scene.bundles.values()].map((bundle) => bundleLook(bundle, lit)),
      ...scene.edges.map((edge) => edgeLook(edge, lit))],
  };
  // Connections go before the nodes that they hang on, and come after them.
  takeAway("edges", wanted.edges);
  takeAway("nodes", wanted.nodes);
  send("nodes", wanted.nodes);
  send("edges", wanted.edges);
}

function takeAway(kind, wanted) {
  const ids = new Set(wanted.map(({ id }) => id));
  const gone = rows[kind].getIds().filter((id) => !ids.has(id));
  for (const id of gone) sent.delete(id);
  if (gone.length) rows[kind].remove(gone);
}

/** Sending all rows each time takes a second at 5,000. */
function send(kind, wanted) {
  const changed = wanted.filter((row) => {
    const key = JSON.stringify(row);
    if (sent.get(row.id) === key) return false;
    sent.set(row.id, key);
    return true;
  });
  if (changed.length) rows[kind].update(changed);
}

const motion = () => (calm.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" });

/** What takes room in the scene: nodes, bubbles, and the places of unfolded groups. */
function boxes(ids) {
  const wanted = ids && new Set(ids);
  return [
    ...scene.nodes.filter(({ id }) => !wanted || wanted.has(id)).map(({ id }) => ({ ...at(id), reach: 0 })),
    ...scene.groups.filter(({ id }) => !wanted || wanted.has(id)).map(({ group }) => ({ x: group.x, y: group.y, reach: group.radius })),
  ];
}

/** Everything, or only what has one of the ids, with room at the sides for names and below for the buttons. */
function fit(animation = false, ids = null) {
  const only = boxes(ids);
  if (!only.length) return;
  const [left, right] = [Math.min(...only.map(({ x, reach }) => x - reach)), Math.max(...only.map(({ x, reach }) => x + reach))];
  const [top, bottom] = [Math.min(...only.map(({ y, reach }) => y - reach)), Math.max(...only.map(({ y, reach }) => y + reach))];
  const loose = scene.groups.length && !ids;
  const [side, foot] = loose ? [14, 18] : [Math.min(130, holder.clientWidth * (scene.outward || state.path ? 0.24 : 0.15)), 52];
  const scale = Math.min(1.3, (holder.clientWidth - 2 * side) / Math.max(right - left, 1),
    (holder.clientHeight - 2 * foot) / Math.max(bottom - top, 1));
  picture.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale: Math.max(scale, 0.005), animation });
  if (!ids) growFor(scale);
  leavePlace();
}

const FEW = 100;
function growFor(scale) {
  const wanted = scene.groups.length || scene.nodes.length > FEW ? 1 : Math.min(1.8, Math.max(1, Math.round(5 / scale) / 10));
  if (wanted === grow) return;
  grow = wanted;
  redraw();
}

/** The page has moved the picture itself: the place that the reader had given it is gone. */
function leavePlace() {
  if (!state.at) return;
  state.at = null;
  writeAddress();
}

function zoom(factor) {
  picture.moveTo({ scale: picture.getScale() * factor, animation: motion() });
}

const SHIFT = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const ZOOM = { "+": 1.25, "=": 1.25, "-": 0.8, PageUp: 1.25, PageDown: 0.8 };

/** Move the picture as a key says; whether the key says anything. */
function steer(key) {
  const { x, y } = picture.getViewPosition();
  const step = 70 / picture.getScale();
  if (SHIFT[key]) picture.moveTo({ position: { x: x + SHIFT[key][0] * step, y: y + SHIFT[key][1] * step } });
  else if (ZOOM[key]) picture.moveTo({ scale: picture.getScale() * ZOOM[key] });
  else if (key === "0") fit();
  else return false;
  return true;
}

/** The corners of what is in view, as far as `margin` pixels from the edge of the screen. */
function viewport(margin) {
  return {
    low: picture.DOMtoCanvas({ x: margin, y: margin }),
    high: picture.DOMtoCanvas({ x: holder.clientWidth - margin, y: holder.clientHeight - margin }),
  };
}

/** Bring what is chosen into view when it lies outside, and leave the view alone when it does not. */
function reveal(ids) {
  const { low, high } = viewport(24);
  const ends = ids.filter((id) => scene.at.has(id)).map((id) => at(id));
  const seen = ({ x, y }) => x >= low.x && x <= high.x && y >= low.y && y <= high.y;
  if (!ends.length || (ends.every(seen) && picture.getScale() > 0.25)) return;
  leavePlace();
  if (ends.length === 1) picture.moveTo({ position: ends[0], scale: Math.max(picture.getScale(), 0.6), animation: motion() });
  else fit(motion(), ids);
}

// The name of what the pointer is on: in a dense picture not every name has room.
const tip = get("tip");
function showTip(id, { x, y }) {
  const node = nodes.get(id);
  const group = scene.groups.find((one) => one.id === id);
  const bundle = scene.bundles.get(id);
  const edge = edges.get(id);
  const words = node ? [node.label, [classOf(node).words, node.place].filter(Boolean).join(" · ")]
    : group ? [group.group.name, `${plural(group.members.length, "node", "nodes")}: click to unfold`]
      : bundle ? [bundleWords(bundle), plural(bundle.edges.length, "connection", "connections")]
        : edge ? [endWords(edge), [edge.relation, plural(edge.sentences.length, "sentence", "sentences")].filter(Boolean).join(" · ")] : null;
  if (!words) return;
  tip.replaceChildren(element("strong", { text: words[0] }), element("span", { text: words[1] }));
  tip.hidden = false;
  const left = Math.min(x + 14, holder.clientWidth - tip.offsetWidth - 8);
  const top = y + 18 + tip.offsetHeight > holder.clientHeight ? y - tip.offsetHeight - 12 : y + 18;
  tip.style.transform = `translate(${Math.max(left, 8)}px, ${Math.max(top, 8)}px)`;
}

const endWords = (edge) => nodes.get(edge.source).label + JOINT + nodes.get(edge.target).label;
const nameOf = (id) => nodes.get(id)?.label ?? groupsOf(state.view)[id.slice(1)].name;
const bundleWords = (bundle) => nameOf(bundle.from) + JOINT + nameOf(bundle.to);
