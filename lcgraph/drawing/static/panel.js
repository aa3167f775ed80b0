// The panel that answers a click: of a connection its sentences, of a node what is known about it.
"use strict";

const panel = get("panel");

function showPanel() {
  const [edge, node] = [edges.get(state.edge), nodes.get(state.node)];
  const group = scene.groups.find(({ place }) => place === state.group);
  const bundle = scene.bundles.get(state.bundle);
  panel.replaceChildren(...(edge ? edgePanel(edge) : node ? nodePanel(node) : group ? groupPanel(group)
    : bundle ? bundlePanel(bundle) : state.path ? pathPanel() : [hint()]).filter(Boolean));
  panel.scrollTop = 0;
}

function hint() {
  const groups = scene.groups.filter(({ members }) => members.length);
  return element("div", { className: "hint" },
    element("h2", { text: groups.length ? "Overview" : "Evidence" }),
    element("p", { text: groups.length
      ? `${count(data.nodes.length)} nodes are too many for one look, so they are gathered by ${state.view}. `
        + "Choose a group to unfold it; search finds every name."
      : "Choose a connection to read the sentences that say it, or a place or actor to see its partners." }),
    ...tooMany(),
    groups.length > 0 && element("h3", { text: plural(groups.length, "group", "groups") }),
    groups.length > 0 && longList(groups, groupRow),
    data.figures.length > 0 && element("details", {}, element("summary", { text: "The network in figures" }),
      element("dl", { className: "measures" }, ...data.figures.flatMap(([words, value]) =>
        [element("dt", { text: words }), element("dd", { text: figure(value) })]))));
}

/** Where the whole is too much for a browser, another program takes it. */
function tooMany() {
  if (data.nodes.length <= data.mostAtOnce) return [];
  const command = `lcgraph network ${/^[\w-]+$/.test(data.name ?? "") ? data.name : "NAME"} -o network.gexf`;
  return [
    element("p", { text: `All ${count(data.nodes.length)} at once are more than a page can draw. For Gephi, save `
      + "them as GEXF with the button above, or with all evidence by:" }),
    element("p", {}, element("code", { text: command })),
  ];
}

function edgePanel(edge) {
  const [source, target] = [nodes.get(edge.source), nodes.get(edge.target)];
  const via = edge.via ?? [];
  return [
    heading("Connection"),
    element("h2", { className: "pair" },
      nodeButton(source), element("span", { text: JOINT.trim(), className: "joint" }), nodeButton(target)),
    list([["Relation", edge.relation], ["Weight", edge.weight === 1 ? "" : figure(edge.weight)],
      ...(edge.facts ?? [])]),
    via.length > 0 && element("h3", { text: "Through" }),
    via.length > 0 && element("ul", { className: "plain" }, ...via.map(({ name, iri }) => element("li", {}, link(name, iri)))),
    element("h3", { text: edge.sentences.length ? plural(edge.sentences.length, "sentence", "sentences") : "No sentence" }),
    !edge.sentences.length && element("p", { text: "The graph holds no claim of its own for this connection." }),
    longList(edge.sentences, sentenceCard, { tag: "div", className: "sentences" }),
    edge.claims > 1 && element("p", { className: "note", text: `${count(edge.claims)} claims in the graph speak for this connection.` }),
  ];
}

function nodePanel(node) {
  const near = edgesOf.get(node.id).filter((edge) => kept.ids.has(edge.id));
  const partners = near.map((edge) => [otherEnd(edge, node.id), edge])
    .sort(([one], [other]) => one.label.localeCompare(other.label, "en"));
  const measures = data.measures.filter(([name]) => measureOf(node, name) > 0
    || (measureOf(node, name) !== undefined && !minor.has(name)));
  const sentences = [...new Set(near.flatMap((edge) => edge.sentences))];
  return [
    heading(classOf(node).words, icon(classOf(node), fillOf(node))),
    element("h2", { text: node.label }),
    list([["Place", node.place], ["Country", node.country === node.place ? "" : node.country],
      ["Sphere", capital(node.sphere ?? "")], ["Themes", (node.themes ?? []).join(", ")]]),
    element("p", { className: "iri" }, link(node.iri, node.iri)),
    element("div", { className: "deeds" },
      ...[1, 2].map((steps) => stepButton(node, steps)),
      button("Path from here", () => startPath(node), "small")),
    element("h3", { text: plural(partners.length, "connection", "connections") }),
    longList(partners, ([partner, edge]) => partnerRow(partner, edge)),
    measures.length > 0 && element("details", {}, element("summary", { text: "Measures" }), measureList(node, measures)),
    sentences.length > 0 && element("h3", { text: plural(sentences.length, "sentence", "sentences") }),
    sentences.length > 0 && longList(sentences, sentenceCard, { tag: "div", className: "sentences" }),
  ];
}

/** Each measure with its value and what it says. */
function measureList(node, measures) {
  return element("dl", { className: "measures" }, ...measures.flatMap(([name, words, meaning]) => [
    element("dt", {}, element("span", { text: words }), meaning && element("span", { className: "note", text: meaning })),
    element("dd", { text: measured(name, measureOf(node, name)) }),
  ]));
}

function stepButton(node, steps) {
  const on = state.around === node.id && state.steps === steps;
  const made = button(steps === 1 ? "Only neighbours" : "Two steps", () => lookAround(on ? null : node.id, steps), "small");
  made.setAttribute("aria-pressed", on);
  return made;
}

function pathPanel() {
  const [from, to] = state.path.map((id) => nodes.get(id));
  const path = currentPath();
  if (!path) {
    return [heading("Shortest path"), element("h2", { text: `${from.label} – ${to.label}` }),
      element("p", { text: filtersOn() || state.around
        ? "No path: what is shown does not connect the two. Show everything again and look once more."
        : "No path: nothing connects the two." })];
  }
  const steps = path.edges.length;
  const equals = path.equals > 1 ? `, one of ${plural(path.equals, "path", "paths")} of this length` : "";
  return [
    heading("Shortest path"),
    element("h2", { text: `${from.label} – ${to.label}` }),
    element("p", { className: "note", text: `${plural(steps, "step", "steps")}${equals}; directions do not count.` }),
    element("ol", { className: "path" }, ...path.nodes.map((id, place) => element("li", {}, nodeButton(nodes.get(id)),
      path.edges[place] && element("div", { className: "leg" }, legButton(path.edges[place]),
        path.edges[place].sentences[0] && element("p", { text: path.edges[place].sentences[0].quote }))))),
  ];
}

function legButton(edge) {
  const number = edge.sentences.length && plural(edge.sentences.length, "sentence", "sentences");
  return button([edge.relation || "connected", number].filter(Boolean).join(" · "), () => choose({ edge: edge.id }));
}

/** What the panel speaks of, and the way out of it: back to the path, if there is one, else to nothing. */
function heading(words, drawing) {
  const onPath = state.path && (state.node || state.edge);
  const close = button(onPath ? "Back to the path" : "Close", () => (onPath || !state.path ? choose({}) : findPath(null)), "close");
  return element("div", { className: "heading" },
    element("p", { className: "eyebrow" }, drawing, element("span", { text: words })), close);
}

const nodeButton = (node, move = false) => button(node.label, () => choose({ node: node.id }, move));

function partnerRow(partner, edge) {
  const number = edge.sentences.length;
  return pressRow(icon(classOf(partner), fillOf(partner)), partner.label, number ? plural(number, "sentence", "sentences") : "",
    () => choose({ edge: edge.id }));
}

function sentenceCard(sentence) {
  const { title, identifier, url, iri, issued } = sentence.document;
  const at = sentence.start === undefined ? "" : `characters ${sentence.start}–${sentence.end}`;
  const sure = sentence.confidence === undefined ? "" : `confidence ${sentence.confidence.toFixed(2)}`;
  const about = [issued, at].filter(Boolean).map((words) => `, ${words}`).join("");
  return element("figure", { className: "sentence" },
    element("blockquote", { text: sentence.quote }),
    element("figcaption", {},
      element("span", { className: "source" }, link(title || identifier || "Document", url || iri), element("span", { text: about })),
      iri && url && iri !== url && element("span", { className: "iri" }, link(iri, iri)),
      element("span", { className: "marks" },
        element("span", {
          className: `mark ${sentence.modality === "Asserted" ? "" : "unsure"}`,
          text: MODALITY_WORDS[sentence.modality] ?? sentence.modality,
        }),
        element("span", { text: [(sentence.says ?? []).join(", "), sure].filter(Boolean).join(" · ") }))));
}
