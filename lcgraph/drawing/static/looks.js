// How nodes, groups and connections look: colour, size, and what steps back while something is chosen.
"use strict";

const dark = matchMedia("(prefers-color-scheme: dark)");
const fromPyvis = new Map([...drawn.nodes, ...drawn.edges].map((row) => [row.id, row]));
const options = JSON.parse(drawn.options);
const family = getComputedStyle(document.body).fontFamily;
const OUTLINE_UP_TO = 1500;

/** A colour of the style sheet; asked once a drawing, because asking takes time. */
let colours = new Map();
function colour(name) {
  if (!colours.has(name)) colours.set(name, getComputedStyle(document.documentElement).getPropertyValue(name).trim());
  return colours.get(name);
}

/** What is chosen and what hangs on it, by the ids of the scene; null when nothing needs to step back. */
function focus() {
  const lit = chosenIds();
  if (!lit) return null;
  for (const bundle of scene.bundles.values()) {
    if (bundle.id === state.bundle || bundle.edges.some((edge) => lit.has(edge.id))) {
      for (const id of [bundle.id, bundle.from, bundle.to]) lit.add(id);
    }
  }
  return lit;
}

function chosenIds() {
  if (state.node && state.node === state.around) return null;
  if (state.node) {
    const near = edgesOf.get(state.node).filter((edge) => kept.ids.has(edge.id));
    return new Set([state.node, ...near.flatMap((edge) => [edge.id, edge.source, edge.target])]);
  }
  const edge = edges.get(state.edge);
  if (edge) return new Set([edge.id, edge.source, edge.target]);
  if (state.bundle) return new Set();
  if (state.group !== null) return idsOfGroup(scene.groups.find(({ place }) => place === state.group));
  const path = currentPath();
  return path && new Set([...path.nodes, ...path.edges.map(({ id }) => id)]);
}

function idsOfGroup(group) {
  if (!group) return null;
  const members = new Set(group.members.map(({ id }) => id));
  const lines = scene.edges.filter((edge) => members.has(edge.source) || members.has(edge.target));
  const bundles = [...scene.bundles.values()].filter(({ from, to }) => [from, to].some((id) => id === group.id || members.has(id)));
  return new Set([group.id, ...members, ...lines.flatMap((edge) => [edge.id, edge.source, edge.target]),
    ...bundles.flatMap(({ id, from, to }) => [id, from, to])]);
}

function fillOf(node) {
  const grouping = groupings.get(state.colour);
  return grouping ? groupColour(grouping, grouping.of(node)) : classOf(node).fill;
}

/** How much larger nodes are drawn where the screen is so small that one could not touch them otherwise. */
let grow = 1;

/** The radius of a node: by its connections as Python has it, else by the root of the measure; smaller in a crowd. */
function sizeOf(node) {
  const share = Math.max((measureOf(node, state.size) ?? 0) / largest(state.size), 0);
  const size = state.size === "degree" ? fromPyvis.get(node.id).size : 8 + 22 * Math.sqrt(share);
  return size * grow * Math.min(1, Math.sqrt(300 / scene.nodes.length));
}

const maxima = new Map();
function largest(name) {
  if (!maxima.has(name)) maxima.set(name, Math.max(1e-12, ...data.nodes.map((node) => measureOf(node, name) ?? 0)));
  return maxima.get(name);
}

function nodeLook(node, lit) {
  const back = lit && !lit.has(node.id);
  const chosen = node.id === state.node || state.path?.includes(node.id);
  return {
    id: node.id,
    shape: fromPyvis.get(node.id).shape,
    ...at(node.id),
    opacity: back ? 0.18 : 1,
    size: sizeOf(node) + (chosen ? 4 : 0),
    borderWidth: chosen ? 4 : scene.nodes.length > OUTLINE_UP_TO ? 0 : options.nodes.borderWidth,
    color: { background: fillOf(node), border: colour(chosen ? "--accent" : "--outline") },
  };
}

function edgeLook(edge, lit) {
  const chosen = edge.id === state.edge || (lit?.has(edge.id) && (state.node || state.path));
  const back = lit && !lit.has(edge.id);
  return {
    ...fromPyvis.get(edge.id),
    width: edge.width * 1.5 * grow + (edge.id === state.edge ? 2 : 0),
    color: { color: colour(chosen ? "--accent" : "--line-ink"), opacity: back ? 0.12 : dense() ? 0.55 : 1, inherit: false },
  };
}

const dense = () => scene.edges.length > 600;

/** A bundle is the wider the more connections it holds, and pale, because bundles cross. */
function bundleLook(bundle, lit) {
  const on = lit?.has(bundle.id);
  const chosen = bundle.id === state.bundle || (on && (state.node || state.edge));
  return {
    id: bundle.id,
    from: bundle.from,
    to: bundle.to,
    width: 1.5 + 2.2 * Math.log2(bundle.edges.length),
    arrows: { to: { enabled: false } },
    color: { color: colour(chosen ? "--accent" : "--line-ink"), opacity: lit ? (chosen ? 0.75 : on ? 0.5 : 0.06) : 0.28, inherit: false },
  };
}

/** What there is in a group, by colour, the most frequent first. */
function sharesOf(members) {
  const counts = new Map();
  for (const node of members) counts.set(fillOf(node), (counts.get(fillOf(node)) ?? 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1]);
}

/** A bubble is a disc with a ring that tells what is in it; vis-network leaves the drawing to us. */
function groupLook({ id, group, members }, lit) {
  const radius = bubbleRadius(group);
  const [back, chosen, shares] = [lit && !lit.has(id), id === `g${state.group}`, sharesOf(members)];
  const [surface, outline] = [colour("--surface"), colour(chosen ? "--accent" : "--outline")];
  return {
    id,
    shape: "custom",
    ...at(id),
    size: radius,
    look: [back, chosen, radius, surface, outline, shares],
    ctxRenderer: ({ ctx: pen, x, y }) => ({
      drawNode: () => drawBubble(pen, { x, y, radius, shares, back, chosen, surface, outline, total: members.length }),
      nodeDimensions: { width: radius * 2, height: radius * 2 },
    }),
  };
}

const bubbleRadius = (group) => group.radius * 0.8;

function drawBubble(pen, { x, y, radius, shares, back, chosen, surface, outline, total }) {
  const ring = Math.min(radius * 0.13, 26);
  let turn = -Math.PI / 2;
  pen.save();
  pen.globalAlpha = back ? 0.22 : 1;
  const disc = (size, fill) => {
    pen.beginPath();
    pen.arc(x, y, size, 0, 2 * Math.PI);
    pen.fillStyle = fill;
    pen.fill();
  };
  disc(radius, outline);
  for (const [fill, number] of shares) {
    const next = turn + (number / total) * 2 * Math.PI;
    pen.beginPath();
    pen.moveTo(x, y);
    pen.arc(x, y, radius - (chosen ? 5 : 1.5), turn, next);
    pen.fillStyle = fill;
    pen.fill();
    turn = next;
  }
  disc(radius - ring, outline);
  disc(radius - ring - 1.2, surface);
  pen.restore();
}

/** Where something of the scene stands, as vis-network wants it. */
function at(id) {
  const { x, y } = scene.at.get(id);
  return { x, y };
}
