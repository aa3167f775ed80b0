// What is to be drawn of what passes the filters, and where: the whole, or groups of which some are unfolded.
"use strict";

/** The last scene: nodes and groups by id with their places, connections, and bundles of connections. */
let scene = { at: new Map(), nodes: [], groups: [], edges: [], bundles: new Map() };

const groupsOf = (view) => data.overviews[view] ?? [];

/** In which group of an overview each node is. */
const groupOf = new Map(Object.entries(data.overviews).map(([view, groups]) =>
  [view, new Map(groups.flatMap((group, place) => group.members.map(([node]) => [data.nodes[node].id, place])))]));

/** A large network is not drawn as a whole where a neighbourhood or a path is all that is asked for. */
function setScene() {
  const path = isLarge ? currentPath() : null;
  if (path) scene = asWhole(path.nodes.map((id) => nodes.get(id)), path.edges, inALine(path.nodes));
  else if (isLarge && state.around) scene = { ...asWhole(kept.nodes, kept.edges, inRings(state.around)), outward: true };
  else if (state.view === "whole") scene = asWhole(kept.nodes, kept.edges, new Map(kept.nodes.map((node) => [node.id, node])));
  else scene = inGroups(state.view);
}

function asWhole(shown, lines, at) {
  return { at, nodes: shown, groups: [], edges: lines, bundles: new Map() };
}

/** Groups as bubbles, unfolded ones as nodes on their seats; connections between bubbles come in bundles. */
function inGroups(view) {
  const made = { at: new Map(), nodes: [], groups: [], edges: [], bundles: new Map() };
  const standsFor = new Map();
  groupsOf(view).forEach((group, place) => {
    const members = group.members.filter(([node]) => kept.ids.has(data.nodes[node].id));
    const unfolded = state.open.has(place) || group.members.length === 1;
    for (const [node, x, y] of members) {
      const { id } = data.nodes[node];
      standsFor.set(id, unfolded ? id : `g${place}`);
      if (unfolded) {
        made.at.set(id, { x, y });
        made.nodes.push(data.nodes[node]);
      }
    }
    if (!members.length || group.members.length === 1) return;
    made.groups.push({ id: `g${place}`, place, group, unfolded, members: members.map(([node]) => data.nodes[node]) });
    if (!unfolded) made.at.set(`g${place}`, group);
  });
  for (const edge of kept.edges) {
    const ends = [standsFor.get(edge.source), standsFor.get(edge.target)];
    if (nodes.has(ends[0]) && nodes.has(ends[1])) made.edges.push(edge);
    else if (ends[0] !== ends[1]) {
      const [from, to] = data.directed ? ends : ends.sort();
      const id = `${from} ${to}`;
      if (!made.bundles.has(id)) made.bundles.set(id, { id, from, to, edges: [] });
      made.bundles.get(id).edges.push(edge);
    }
  }
  return made;
}

/** Places on a line, a little up and down so that names have room. */
function inALine(ids) {
  return new Map(ids.map((id, place) => [id, { x: place * 230, y: (place % 2) * 80 }]));
}

const LANE = 95;

/**
 * Places on rings about a node, one ring a step, each node on the side of the one that it hangs on. A ring of
 * many has several lanes.
 */
function inRings(centre) {
  const steps = within(centre, state.steps, kept.edges);
  const ways = waysOf(kept.edges);
  const angle = new Map([[centre, 0]]);
  const at = new Map([[centre, { x: 0, y: 0 }]]);
  let radius = 0;
  for (let step = 1; step <= state.steps; step += 1) {
    const ring = [...steps.keys()].filter((id) => steps.get(id) === step);
    const inner = (id) => ways.get(id).map((edge) => otherEnd(edge, id).id).find((other) => steps.get(other) === step - 1);
    const side = new Map(ring.map((id) => [id, step === 1 ? nodes.get(id).class_name ?? "" : angle.get(inner(id))]));
    ring.sort((one, other) => (side.get(one) < side.get(other) ? -1 : side.get(one) > side.get(other) ? 1 : 0));
    const lanes = Math.min(4, Math.ceil(ring.length / 30));
    const start = Math.max(radius + 170, (ring.length * 58) / (2 * Math.PI * lanes));
    ring.forEach((id, place) => {
      const [turn, out] = [((place + 0.5) / ring.length) * 2 * Math.PI, start + (place % lanes) * LANE];
      angle.set(id, turn);
      at.set(id, { x: out * Math.cos(turn) * 1.2, y: out * Math.sin(turn) });
    });
    radius = start + (lanes - 1) * LANE;
  }
  // A chosen node that lies beyond the rings stands apart rather than nowhere.
  for (const { id } of kept.nodes) if (!at.has(id)) at.set(id, { x: 0, y: radius + 170 });
  return at;
}

/** Unfold the groups that hide a node: whatever is chosen is to be seen. */
function unfoldFor(id) {
  if (state.view === "whole" || !nodes.has(id)) return;
  unfold(groupOf.get(state.view).get(id));
}

/** Unfold a group; where that would draw too many nodes at once, those unfolded first are folded again. */
function unfold(place) {
  state.open.delete(place);
  state.open.add(place);
  const size = () => [...state.open].reduce((sum, one) => sum + groupsOf(state.view)[one].members.length, 0);
  while (size() > data.mostAtOnce && state.open.size > 1) state.open.delete([...state.open][0]);
}
