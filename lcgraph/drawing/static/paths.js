// Steps from node to node: who is near, and the shortest way between two. Directions do not matter here.
"use strict";

/** For each node the connections that lead from it, of those given. */
function waysOf(lines) {
  const ways = new Map();
  const add = (id, edge) => { if (!ways.has(id)) ways.set(id, []); ways.get(id).push(edge); };
  for (const edge of lines) {
    add(edge.source, edge);
    if (edge.source !== edge.target) add(edge.target, edge);
  }
  return ways;
}

/** How many steps each node is away, as far as `most` steps: a search in breadth. */
function within(start, most, lines) {
  const ways = waysOf(lines);
  const steps = new Map([[start, 0]]);
  for (const id of steps.keys()) {
    if (steps.get(id) === most) continue;
    for (const edge of ways.get(id) ?? []) {
      const next = otherEnd(edge, id).id;
      if (!steps.has(next)) steps.set(next, steps.get(id) + 1);
    }
  }
  return steps;
}

/**
 * A shortest path between two nodes: its nodes and connections in order, and how many equally short ones there
 * are; null where there is none. Of equals it takes the one whose first steps come first in the page's order.
 */
function shortestPath(from, to, lines) {
  const ways = waysOf(lines);
  const steps = new Map([[from, 0]]);
  const number = new Map([[from, 1]]);
  const before = new Map();
  for (const id of steps.keys()) {
    for (const edge of ways.get(id) ?? []) {
      const next = otherEnd(edge, id).id;
      if (!steps.has(next)) {
        steps.set(next, steps.get(id) + 1);
        before.set(next, edge);
        number.set(next, 0);
      }
      if (steps.get(next) === steps.get(id) + 1) number.set(next, number.get(next) + number.get(id));
    }
  }
  if (!steps.has(to)) return null;
  const path = { nodes: [to], edges: [], equals: number.get(to) };
  while (path.nodes[0] !== from) {
    const edge = before.get(path.nodes[0]);
    path.edges.unshift(edge);
    path.nodes.unshift(otherEnd(edge, path.nodes[0]).id);
  }
  return path;
}

/** The path that is asked for, through what passes the filters. */
const currentPath = () => (state.path ? shortestPath(...state.path, shownEdges()) : null);
