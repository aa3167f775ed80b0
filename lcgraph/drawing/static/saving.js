// Taking the network elsewhere: the picture as PNG, and what is shown as GEXF for Gephi and its like.
"use strict";

function saveAs(blob, ending) {
  const address = URL.createObjectURL(blob);
  const name = plain(data.title).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "network";
  element("a", { href: address, download: `${name}.${ending}` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** What the picture's shapes and colours mean, as far as they occur in it. */
function legendEntries() {
  const grouping = groupings.get(state.colour);
  const kinds = data.classes.filter((look) => shownNodes().some((node) => classOf(node) === look))
    .map((look) => ({ ...look, fill: grouping ? "none" : look.fill }));
  if (!grouping) return kinds;
  const values = grouping.values.slice(0, data.colours.length).filter((value) => shownNodes().some((node) => grouping.of(node) === value));
  return [...kinds, ...values.map((value) => ({ ...DISC, words: value ? grouping.name(value) : "None known", fill: groupColour(grouping, value) }))];
}

/** The picture as it stands, with heading, legend and source, as a PNG file. */
function savePicture() {
  const ratio = canvas.width / canvas.clientWidth;
  const looks = legendEntries();
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
    if (look.fill !== "none") pen.fill(shape);
    pen.strokeStyle = colour("--outline");
    pen.stroke(shape);
    pen.fillStyle = colour("--ink");
    pen.fillText(look.words, x + 26, y + 14, 170);
  });
  pen.fillStyle = colour("--muted");
  pen.font = `11px ${family}`;
  pen.fillText(data.imprint, 20, 64 + canvas.clientHeight + footer - 8, canvas.clientWidth - 40);
  sheet.toBlob((blob) => saveAs(blob, "png"));
}

/** What passes the filters as GEXF 1.3, built as a document, so that no word can break it. */
function saveGexf() {
  saveAs(new Blob([`<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(gexf())}\n`], { type: "application/xml" }), "gexf");
}

const GEXF = "http://gexf.net/1.3";
const VIZ = "http://gexf.net/1.3/viz";
const NODE_TEXTS = ["class_name", "place", "country", "sphere"];
const EDGE_TEXTS = ["relation", "modality"];

function gexf() {
  const file = document.implementation.createDocument(GEXF, "gexf");
  const make = (name, attributes, ...children) => {
    const made = file.createElementNS(name.startsWith("viz:") ? VIZ : GEXF, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, xmlText(value));
    made.append(...children);
    return made;
  };
  const columns = (kind, texts, numbers) => make("attributes", { class: kind },
    ...texts.map((id) => make("attribute", { id, title: id, type: "string" })),
    ...numbers.map((id) => make("attribute", { id, title: id, type: "double" })));
  const values = (pairs) => make("attvalues", {}, ...pairs.filter(([, value]) => value !== undefined)
    .map(([id, value]) => make("attvalue", { for: id, value })));
  const measures = data.measures.map(([name]) => name);
  const spots = kept.nodes.map((node) => make("node", { id: node.iri, label: node.label },
    values([
      ...NODE_TEXTS.map((name) => [name, node[name]]),
      ["themes", node.themes?.join("; ")],
      ...measures.map((name) => [name, measureOf(node, name)]),
    ]),
    make("viz:position", { x: node.x, y: -node.y, z: 0 }),
    make("viz:size", { value: fromPyvis.get(node.id).size }),
    colourOf(make, fillOf(node))));
  const iri = (id) => nodes.get(id).iri;
  const lines = kept.edges.map((edge) =>
    make("edge", { id: edge.id, source: iri(edge.source), target: iri(edge.target), weight: edge.weight }, values([
      ...EDGE_TEXTS.map((name) => [name, edge[name]]),
      ["via", edge.via?.map(({ name }) => name).join("; ")],
      ["sentences", edge.sentences.length],
      ["first_sentence", edge.sentences[0]?.quote],
    ])));
  file.documentElement.setAttribute("version", "1.3");
  file.documentElement.append(make("meta", {}, make("creator", {}, "lcgraph"), make("description", {}, xmlText(data.title))),
    make("graph", { defaultedgetype: data.directed ? "directed" : "undirected" },
      columns("node", [...NODE_TEXTS, "themes"], measures), columns("edge", [...EDGE_TEXTS, "via", "first_sentence"], ["sentences"]),
      make("nodes", {}, ...spots), make("edges", {}, ...lines)));
  return file;
}

function colourOf(make, fill) {
  const [r, g, b] = [1, 3, 5].map((start) => parseInt(fill.slice(start, start + 2), 16));
  return make("viz:color", { r, g, b });
}

/** Without what XML 1.0 cannot hold even escaped (section 2.2, production Char). */
const xmlText = (value) => String(value).toWellFormed().replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");
