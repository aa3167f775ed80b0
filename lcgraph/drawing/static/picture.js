// The picture: vis-network draws it; what is chosen or filtered changes only the rows concerned.
"use strict";

const holder = document.getElementById("picture");
const dark = matchMedia("(prefers-color-scheme: dark)");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const rows = { nodes: new vis.DataSet([]), edges: new vis.DataSet([]) };
const sent = new Map();
const fromPyvis = new Map([...drawn.nodes, ...drawn.edges].map((row) => [row.id, row]));
const LABEL = 12.5;
const HUBS = 6;
const family = getComputedStyle(document.body).fontFamily;
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const options = JSON.parse(drawn.options);
const picture = new vis.Network(holder, rows, options);
const canvas = holder.querySelector("canvas");
canvas.setAttribute("role", "img");
canvas.setAttribute("aria-label", `${data.summary} The table below holds the same connections.`);

/** What is chosen and its neighbours; null when nothing is, and nothing needs to step back. */
function focus() {
  if (state.node) {
    const near = edgesOf.get(state.node);
    return new Set([state.node, ...near.flatMap((edge) => [edge.id, edge.source, edge.target])]);
  }
  const edge = edges.get(state.edge);
  return edge ? new Set([edge.id, edge.source, edge.target]) : null;
}

function nodeLook(node, lit) {
  const back = lit && !lit.has(node.id);
  const chosen = node.id === state.node;
  const row = fromPyvis.get(node.id);
  return {
    ...row,
    label: undefined,
    hidden: !nodeShown(node),
    opacity: back ? 0.22 : 1,
    size: row.size + (chosen ? 4 : 0),
    borderWidth: chosen ? 4 : options.nodes.borderWidth,
    color: { ...row.color, border: colour(chosen ? "--accent" : "--outline") },
  };
}

function edgeLook(edge, lit) {
  const chosen = edge.id === state.edge || (state.node && lit?.has(edge.id));
  const back = lit && !lit.has(edge.id);
  return {
    ...fromPyvis.get(edge.id),
    hidden: !edgeShown(edge),
    width: edge.width * 1.5 + (edge.id === state.edge ? 2 : 0),
    color: { color: colour(chosen ? "--accent" : "--line-ink"), opacity: back ? 0.2 : 1, inherit: false },
  };
}

/**
 * Write the labels at one size on the screen, whatever the zoom, best connected first, none on another
 * or (the few best connected apart) on a node: vis-network's own shrink with the picture until nobody can
 * read them. While something is chosen only it and its neighbours speak, and these always do.
 */
function writeLabels(pen) {
  const scale = picture.getScale();
  const lit = focus();
  const inView = viewport(0);
  const onScreen = shownNodes().filter((node) => inside(inView, { ...node, width: 0, height: 0 }));
  const taken = onScreen.map(({ id, x, y, size }) => ({ id, x, y, width: size * 2, height: size * 2 }));
  const first = (node) => (node.id === state.node ? 2 : lit?.has(node.id) ? 1 : 0);
  const hubs = onScreen.length > 60 ? HUBS : 0;
  const speaking = onScreen.filter((node) => !lit || lit.has(node.id))
    .sort((one, other) => first(other) - first(one) || other.degree - one.degree);
  pen.save();
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  pen.lineWidth = 4 / scale;
  pen.strokeStyle = colour("--stage");
  pen.fillStyle = colour("--ink");
  for (const [order, node] of speaking.entries()) {
    pen.font = `${node.id === state.node ? 600 : 400} ${LABEL / scale}px ${family}`;
    const whole = fromPyvis.get(node.id).label;
    const choices = [whole, cut(whole)].flatMap((words) => placesFor(node, words, pen, scale));
    const free = (obstacles) => (one) => inside(inView, one) && !obstacles.some((other) => other.id !== node.id && touch(one, other));
    const place = choices.find(free(taken))
      ?? (order < hubs ? choices.find(free(taken.filter((other) => other.words))) : null)
      ?? (first(node) ? choices[0] : null);
    if (!place) continue;
    taken.push(place);
    pen.strokeText(place.words, place.x - place.width / 2, place.y);
    pen.fillText(place.words, place.x - place.width / 2, place.y);
  }
  pen.restore();
}

/** Where a label may stand: below its node, above, to the right, to the left. */
function placesFor({ x, y, size }, words, pen, scale) {
  const box = { words, width: pen.measureText(words).width, height: LABEL * 1.25 / scale };
  const gap = size * 1.15 + 5 / scale;
  const [up, aside] = [gap + box.height / 2, gap + box.width / 2];
  return [[x, y + up], [x, y - up], [x + aside, y], [x - aside, y]].map(([left, top]) => ({ x: left, y: top, ...box }));
}

const cut = (words) => (words.length > 18 ? `${words.slice(0, 16).trimEnd()}…` : words);

const touch = (one, other) => Math.abs(one.x - other.x) * 2 < one.width + other.width
  && Math.abs(one.y - other.y) * 2 < one.height + other.height;

/** The corners of what is in view, as far as `margin` pixels from the edge of the screen. */
function viewport(margin) {
  return {
    low: picture.DOMtoCanvas({ x: margin, y: margin }),
    high: picture.DOMtoCanvas({ x: holder.clientWidth - margin, y: holder.clientHeight - margin }),
  };
}

const inside = ({ low, high }, { x, y, width, height }) => x - width / 2 >= low.x && x + width / 2 <= high.x
  && y - height / 2 >= low.y && y + height / 2 <= high.y;

picture.on("afterDrawing", writeLabels);

/** Send vis-network the rows that look different from before: sending all takes a second at 5,000. */
function redraw() {
  const lit = focus();
  const changed = (items, look) => items.map((item) => look(item, lit)).filter((row) => {
    const key = JSON.stringify(row);
    if (sent.get(row.id) === key) return false;
    sent.set(row.id, key);
    return true;
  });
  rows.nodes.update(changed(data.nodes, nodeLook));
  rows.edges.update(changed(data.edges, edgeLook));
}

const motion = () => (calm.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" });

/** All that is shown, with room at the sides for labels and below for the buttons. */
function fit(animation = false, only = shownNodes()) {
  if (!only.length) return;
  const [xs, ys] = [only.map((node) => node.x), only.map((node) => node.y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const [side, foot] = [Math.min(72, holder.clientWidth * 0.14), 56];
  const scale = Math.min(1.3, (holder.clientWidth - 2 * side) / Math.max(right - left, 1),
    (holder.clientHeight - 2 * foot) / Math.max(bottom - top, 1));
  picture.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation });
}

function zoom(factor) {
  picture.moveTo({ scale: picture.getScale() * factor, animation: motion() });
}

/** Bring what is chosen into view when it lies outside, and leave the view alone when it does not. */
function reveal(ids) {
  const view = viewport(24);
  const ends = ids.map((id) => nodes.get(id));
  if (ends.every((node) => inside(view, { ...node, width: 0, height: 0 }))) return;
  if (ends.length === 1) picture.focus(ids[0], { scale: Math.max(picture.getScale(), 0.8), animation: motion() });
  else fit(motion(), ends);
}

/** The picture as it stands, with heading, legend and source, as a PNG file. */
function savePicture() {
  const ratio = canvas.width / canvas.clientWidth;
  const looks = data.classes.filter((look) => shownNodes().some((node) => (node.class_name ?? "") === look.name));
  const columns = Math.max(1, Math.floor(canvas.clientWidth / 200));
  const footer = 34 + Math.ceil(looks.length / columns) * 24;
  const sheet = element("canvas");
  sheet.width = canvas.width;
  sheet.height = canvas.height + (64 + footer) * ratio;
  const pen = sheet.getContext("2d");
  pen.fillStyle = colour("--stage");
  pen.fillRect(0, 0, sheet.width, sheet.height);
  pen.drawImage(canvas, 0, 64 * ratio);
  pen.scale(ratio, ratio);
  pen.fillStyle = colour("--ink");
  pen.font = `600 20px ${family}`;
  pen.fillText(data.title, 20, 36, canvas.clientWidth - 40);
  pen.font = `13px ${family}`;
  looks.forEach((look, place) => {
    const x = 20 + (place % columns) * 200;
    const y = 64 + canvas.clientHeight + 12 + Math.floor(place / columns) * 24;
    const shape = new Path2D();
    shape.addPath(new Path2D(look.path), new DOMMatrix([1, 0, 0, 1, x, y]));
    pen.fillStyle = look.fill;
    pen.fill(shape);
    pen.strokeStyle = colour("--outline");
    pen.stroke(shape);
    pen.fillStyle = colour("--ink");
    pen.fillText(look.words, x + 26, y + 14, 170);
  });
  pen.fillStyle = colour("--muted");
  pen.font = `11px ${family}`;
  pen.fillText(data.imprint, 20, 64 + canvas.clientHeight + footer - 8, canvas.clientWidth - 40);
  sheet.toBlob((blob) => {
    const address = URL.createObjectURL(blob);
    element("a", { href: address, download: `${plain(data.title).replace(/[^a-z0-9]+/g, "-") || "network"}.png` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  });
}
