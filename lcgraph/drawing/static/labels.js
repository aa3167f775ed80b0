// Names in the picture: at one size on the screen whatever the zoom, and none on another.
// vis-network's own shrink with the picture until nobody can read them.
"use strict";

const LABEL = 12.5;
const LINE = 15;
const HUBS = 6;
const CELL = 64;
const widths = new Map();

/** What room on the screen is taken, in cells, so that a name is compared with its neighbours only. */
class Room {
  cells = new Map();

  *near({ x, y, width, height }) {
    for (let column = Math.floor((x - width / 2) / CELL); column <= Math.floor((x + width / 2) / CELL); column += 1) {
      for (let row = Math.floor((y - height / 2) / CELL); row <= Math.floor((y + height / 2) / CELL); row += 1) yield `${column} ${row}`;
    }
  }

  take(box) {
    for (const cell of this.near(box)) {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push(box);
    }
  }

  /** Whether nothing is there but what belongs to the same node, or (`overNodes`) no other name. */
  free(box, overNodes = false) {
    for (const cell of this.near(box)) {
      for (const other of this.cells.get(cell) ?? []) {
        if (other.id !== box.id && !(overNodes && !other.words) && Math.abs(other.x - box.x) * 2 < other.width + box.width
          && Math.abs(other.y - box.y) * 2 < other.height + box.height) return false;
      }
    }
    return true;
  }
}

/**
 * Write the names, best connected first; the few best connected may stand over a node. While something is chosen
 * only it and its neighbours speak, and these always do, unless they are a crowd.
 */
function writeLabels(pen) {
  const scale = picture.getScale();
  const lit = litNow;
  const { low, high } = viewport(0);
  const seen = ({ x, y }) => x >= low.x && x <= high.x && y >= low.y && y <= high.y;
  const onScreen = scene.nodes.filter((node) => seen(at(node.id)));
  const room = new Room();
  for (const node of onScreen) {
    if (lit && !lit.has(node.id)) continue;
    const size = sizeOf(node) * scale * 2;
    room.take({ id: node.id, x: at(node.id).x * scale, y: at(node.id).y * scale, width: size, height: size });
  }
  const edgesOfView = [low.x * scale, high.x * scale, low.y * scale, high.y * scale];
  const inside = ({ x, y, width, height }) => x - width / 2 >= edgesOfView[0] && x + width / 2 <= edgesOfView[1]
    && y - height / 2 >= edgesOfView[2] && y + height / 2 <= edgesOfView[3];
  const first = (node) => (node.id === state.node || state.path?.includes(node.id) ? 2 : lit?.has(node.id) ? 1 : 0);
  const worth = state.size === "degree" ? (node) => node.degree ?? 0 : (node) => measureOf(node, state.size) ?? 0;
  const speaking = onScreen.filter((node) => !lit || lit.has(node.id))
    .sort((one, other) => first(other) - first(one) || worth(other) - worth(one));
  const hubs = onScreen.length > 60 ? HUBS : 0;
  pen.save();
  pen.scale(1 / scale, 1 / scale);
  pen.textBaseline = "middle";
  pen.textAlign = "center";
  pen.lineJoin = "round";
  pen.lineWidth = 4;
  pen.strokeStyle = colour("--stage");
  pen.fillStyle = colour("--ink");
  const folded = scene.groups.filter(({ unfolded }) => !unfolded);
  for (const { id, group } of folded) {
    const size = bubbleRadius(group) * scale * 2;
    room.take({ id, x: group.x * scale, y: group.y * scale, width: size, height: size });
  }
  for (const group of scene.groups) writeGroup(pen, group, scale, room, lit);
  for (const [order, node] of speaking.entries()) {
    pen.font = `${first(node) === 2 ? 600 : 400} ${LABEL}px ${family}`;
    const whole = fromPyvis.get(node.id).label;
    const choices = [whole, cut(whole)].flatMap((words) => placesFor(node, words, pen, scale));
    const must = first(node) === 2 || (first(node) && speaking.length < 40);
    const place = choices.find((one) => inside(one) && room.free(one))
      ?? (order < hubs || must ? choices.find((one) => inside(one) && room.free(one, true)) : null)
      ?? (first(node) === 2 ? choices[0] : null);
    if (!place) continue;
    room.take(place);
    write(pen, place.words, place.x, place.y);
  }
  pen.restore();
}

function write(pen, words, x, y) {
  pen.strokeText(words, x, y);
  pen.fillText(words, x, y);
}

/** A bubble's name and number inside it where they fit, below it where not; above an unfolded group. */
function writeGroup(pen, { id, group, members, unfolded }, scale, room, lit) {
  pen.save();
  pen.globalAlpha = lit && !lit.has(id) ? 0.35 : 1;
  const [x, y, radius] = [group.x * scale, group.y * scale, bubbleRadius(group) * scale];
  const number = count(members.length);
  pen.font = `600 ${LABEL - 1}px ${family}`;
  if (unfolded) {
    const top = y - group.radius * scale - 4;
    write(pen, group.name, x, top);
    room.take({ id, words: group.name, x, y: top, width: pen.measureText(group.name).width, height: LABEL * 1.3 });
  } else {
    const lines = wrapped(shortName(group), group.radius * scale * 1.9, pen);
    if (lines && (lines.length + 1) * LINE < radius * 1.75) {
      const start = y - (lines.length * LINE) / 2;
      lines.forEach((line, place) => write(pen, line, x, start + place * LINE));
      pen.font = `${LABEL - 1}px ${family}`;
      pen.fillStyle = colour("--muted");
      pen.fillText(number, x, start + lines.length * LINE);
    } else {
      if (radius > 11) pen.fillText(number, x, y);
      pen.font = `${LABEL - 1}px ${family}`;
      const words = cut(shortName(group), 22);
      const box = { id, words, x, y: y + radius + 10, width: pen.measureText(words).width, height: LABEL * 1.25 };
      if (room.free(box)) {
        room.take(box);
        write(pen, words, x, box.y);
      }
    }
  }
  pen.restore();
}

/** A community is called after its best connected node; the bubble has room for one. */
const shortName = (group) => (state.view === "community" && !group.rest ? data.nodes[group.members[0][0]].label : group.name);

/** Words in lines of a width, at most three of them; null where they do not fit. */
function wrapped(words, width, pen) {
  const lines = [""];
  for (const word of words.split(" ")) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (pen.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else if (pen.measureText(word).width <= width) lines.push(word);
    else return null;
  }
  const filled = lines.filter(Boolean);
  return filled.length <= 3 ? filled : null;
}

/** Where a name may stand: below its node, above, to the right, to the left; on rings first on the outer side. */
function placesFor(node, words, pen, scale) {
  const key = `${pen.font} ${words}`;
  if (!widths.has(key)) widths.set(key, pen.measureText(words).width);
  const box = { id: node.id, words, width: widths.get(key), height: LABEL * 1.25 };
  const [x, y, gap] = [at(node.id).x * scale, at(node.id).y * scale, sizeOf(node) * 1.15 * scale + 5];
  const [up, aside] = [gap + box.height / 2, gap + box.width / 2];
  const [below, above, right, left] = [[x, y + up], [x, y - up], [x + aside, y], [x - aside, y]];
  const sideways = Math.abs(x) > Math.abs(y) * 0.4 ? [x > 0 ? right : left] : [];
  const order = scene.outward ? [...sideways, y > 0 ? below : above, below, above, right, left] : [below, above, right, left];
  return order.map(([middle, centre]) => ({ ...box, x: middle, y: centre }));
}

function cut(words, longest = 18) {
  return words.length > longest ? `${words.slice(0, longest - 2).trimEnd()}…` : words;
}

/** The rooms of unfolded groups lie behind their nodes. */
function drawRooms(pen) {
  for (const { group, unfolded } of scene.groups) {
    if (!unfolded) continue;
    pen.save();
    pen.beginPath();
    pen.arc(group.x, group.y, group.radius, 0, 2 * Math.PI);
    pen.fillStyle = colour("--tint");
    pen.fill();
    pen.restore();
  }
}

picture.on("beforeDrawing", drawRooms);
picture.on("afterDrawing", writeLabels);
