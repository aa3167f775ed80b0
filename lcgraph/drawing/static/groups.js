// The panels of an overview: a group and what is in it, and the connections between two groups.
"use strict";

function groupRow({ place, group, members, unfolded }) {
  return pressRow(shareDisc(members), group.name, `${count(members.length)}${unfolded ? " · open" : ""}`, () => openGroup(place));
}

/** A disc in the most frequent colour of a group. */
function shareDisc(members) {
  return icon(DISC, sharesOf(members)[0]?.[0] ?? data.colours.at(-1));
}

function groupPanel({ place, group, members, unfolded }) {
  const ids = new Set(members.map(({ id }) => id));
  const touching = shownEdges().filter((edge) => ids.has(edge.source) || ids.has(edge.target));
  const inner = touching.filter((edge) => ids.has(edge.source) && ids.has(edge.target));
  const kinds = new Map();
  for (const node of members) kinds.set(classOf(node), (kinds.get(classOf(node)) ?? 0) + 1);
  const ranked = [...kinds].sort((one, other) => other[1] - one[1]);
  return [
    heading(group.rest ? "Group" : capital(state.view), shareDisc(members)),
    element("h2", { text: group.name }),
    list([["Nodes", count(members.length)], ["Connections inside", count(inner.length)],
      ["To other groups", count(touching.length - inner.length)]]),
    element("div", { className: "deeds" },
      button(unfolded ? "Fold" : "Unfold", () => (unfolded ? foldGroup(place) : openGroup(place)), "small")),
    element("h3", { text: "Kinds" }),
    element("ul", { className: "plain kinds" }, ...ranked.map(([look, number]) => element("li", {}, icon(look),
      element("span", { text: look.words }), element("span", { className: "count", text: count(number) })))),
    element("h3", { text: "Nodes, with their connections" }),
    longList(members, (node) => pressRow(icon(classOf(node), fillOf(node)), node.label, count(node.degree), () => choose({ node: node.id }))),
  ];
}

function bundlePanel(bundle) {
  const lines = [...bundle.edges].sort((one, other) => other.sentences.length - one.sentences.length);
  return [
    heading("Connections between groups"),
    element("h2", { text: bundleWords(bundle) }),
    element("h3", { text: plural(lines.length, "connection", "connections") }),
    longList(lines, (edge) => pressRow(icon(classOf(nodes.get(edge.source)), fillOf(nodes.get(edge.source))), endWords(edge),
      plural(edge.sentences.length, "sentence", "sentences"), () => choose({ edge: edge.id }))),
  ];
}

function openGroup(place) {
  unfold(place);
  choose({ group: place });
  reveal([`g${place}`, ...scene.groups.find((one) => one.place === place)?.members.map(({ id }) => id) ?? []]);
}

function foldGroup(place) {
  state.open.delete(place);
  choose({ group: place });
}
