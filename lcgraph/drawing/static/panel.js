// The panel that answers a click: of a connection its sentences, of a node what is known about it.
"use strict";

const panel = document.getElementById("panel");

function showPanel() {
  const edge = edges.get(state.edge);
  const node = nodes.get(state.node);
  panel.replaceChildren(...(edge ? edgePanel(edge) : node ? nodePanel(node) : [hint()]));
  panel.scrollTop = 0;
}

function hint() {
  return element("div", { className: "hint" },
    element("h2", { text: "Evidence" }),
    element("p", { text: "Choose a connection to read the sentences that say it, or a place or actor to see its partners." }),
    hasMore && !state.all && element("p", {
      text: `A first look: the ${data.nodes.filter((one) => one.first).length} best connected of ${data.nodes.length}. ` +
        "Search finds all of them, and choosing one brings its partners into the picture.",
    }));
}

function edgePanel(edge) {
  const [source, target] = [nodes.get(edge.source), nodes.get(edge.target)];
  const sentences = edge.sentences ?? [];
  const facts = [["Relation", edge.relation], ["Through", (edge.via ?? []).join("; ")],
    ["Weight", edge.weight === 1 ? "" : number(edge.weight)]];
  return [
    heading("Connection"),
    element("h2", { className: "pair" },
      nodeButton(source), element("span", { text: JOINT.trim(), className: "joint" }), nodeButton(target)),
    list(facts),
    element("h3", { text: sentences.length ? plural(sentences.length, "sentence", "sentences") : "No sentence" }),
    !sentences.length && element("p", { text: "The graph holds no claim of its own for this connection." }),
    ...sentences.map(sentenceCard),
    edge.claims > 0 && sentences.length > 1 && element("p", {
      className: "note", text: `${plural(edge.claims, "claim", "claims")} in the graph speak for this connection.`,
    }),
  ].filter(Boolean);
}

function nodePanel(node) {
  const near = edgesOf.get(node.id).filter(edgeShown);
  const partners = near.map((edge) => [otherEnd(edge, node.id), edge])
    .sort(([one], [other]) => one.label.localeCompare(other.label, "en"));
  const measures = (node.measures ?? []).map(([name, value]) => [measureWords.get(name), number(value)]);
  const seen = new Map();
  for (const edge of near) {
    for (const one of edge.sentences ?? []) seen.set(`${one.identifier} ${one.start} ${one.modality} ${one.quote}`, one);
  }
  return [
    heading(classOf(node).words, classOf(node)),
    element("h2", { text: node.label }),
    list([["Place", node.place], ["Themes", (node.themes ?? []).join(", ")]]),
    element("p", { className: "iri" }, link(node.iri, node.iri)),
    element("h3", { text: plural(partners.length, "connection", "connections") }),
    element("ul", { className: "partners" }, ...partners.map(([partner, edge]) => partnerRow(partner, edge))),
    measures.length > 0 && element("details", {}, element("summary", { text: "Measures" }), list(measures)),
    seen.size > 0 && element("h3", { text: plural(seen.size, "sentence", "sentences") }),
    ...[...seen.values()].slice(0, 30).map(sentenceCard),
    seen.size > 30 && element("p", { className: "note", text: "The other sentences stand with each connection." }),
  ].filter(Boolean);
}

function heading(text, look) {
  const close = button("Close", () => choose({}), "close");
  close.setAttribute("aria-label", "Close: nothing chosen");
  return element("div", { className: "heading" },
    element("p", { className: "eyebrow" }, look && icon(look), element("span", { text })), close);
}

const nodeButton = (node) => button(node.label, () => choose({ node: node.id }));

function partnerRow(partner, edge) {
  const open = button("", () => choose({ edge: edge.id }), "row");
  const count = (edge.sentences ?? []).length;
  open.append(icon(classOf(partner)), element("span", { text: partner.label }),
    element("span", { className: "count", text: count ? plural(count, "sentence", "sentences") : "" }));
  return element("li", {}, open);
}

function sentenceCard(sentence) {
  const where = sentence.title || sentence.identifier;
  const at = sentence.start === undefined ? "" : `characters ${sentence.start}–${sentence.end}`;
  const sure = sentence.confidence === undefined ? "" : `confidence ${sentence.confidence.toFixed(2)}`;
  return element("figure", { className: "sentence" },
    element("blockquote", { text: sentence.quote }),
    element("figcaption", {},
      element("span", { className: "source" }, link(where, sentence.url), element("span", { text: [sentence.issued && `, ${sentence.issued}`, at && `, ${at}`].filter(Boolean).join("") })),
      element("span", { className: "marks" },
        element("span", { className: `mark ${sentence.modality === "Asserted" ? "" : "unsure"}`, text: MODALITY_WORDS[sentence.modality] ?? sentence.modality }),
        element("span", { text: [(sentence.says ?? []).join(", "), sure].filter(Boolean).join(" · ") }))));
}

/** Terms and what is known under them, without those of which nothing is. */
function list(pairs) {
  const known = pairs.filter(([, value]) => value);
  return known.length > 0 && element("dl", {}, ...known.flatMap(([term, value]) =>
    [element("dt", { text: term }), element("dd", { text: value })]));
}

const number = (value) => (Number.isInteger(value) ? value.toLocaleString("en") : value.toLocaleString("en", { maximumSignificantDigits: 3 }));
