// What the page knows, what the reader has chosen, and what of it is to be seen.
// Words from documents reach the page through textContent only: nothing here parses them as HTML.
"use strict";

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const data = read("network-data");
const drawn = read("network-drawn");

const nodes = new Map(data.nodes.map((node) => [node.id, node]));
const edges = new Map(data.edges.map((edge) => [edge.id, edge]));
const byIri = new Map(data.nodes.map((node) => [node.iri, node]));
const classes = new Map(data.classes.map((look) => [look.name, look]));
const measureWords = new Map(data.measures);
const edgesOf = new Map(data.nodes.map((node) => [node.id, []]));
for (const edge of data.edges) {
  edgesOf.get(edge.source).push(edge);
  if (edge.source !== edge.target) edgesOf.get(edge.target).push(edge);
}

const JOINT = data.directed ? " → " : " – ";
const NO_SENTENCE = "none";
const modalityOf = (edge) => edge.modality || NO_SENTENCE;
const MODALITY_WORDS = {
  Asserted: "As a fact", Reported: "Reported", Planned: "Planned", Possible: "Possible",
  Negated: "Denied", [NO_SENTENCE]: "No sentence",
};
const otherEnd = (edge, id) => nodes.get(edge.source === id ? edge.target : edge.source);
const classOf = (node) => classes.get(node.class_name ?? "");
const hasMore = data.nodes.some((node) => !node.first);

const initial = () => ({
  node: null, edge: null, query: "", place: "", theme: "", confidence: 0, all: false,
  hiddenClasses: new Set(), hiddenModalities: new Set(),
});
let state = initial();

/** Whether a node passes the filters. A chosen node always does, or one could not look at it. */
function nodeShown(node) {
  if (node.id === state.node) return true;
  if (state.hiddenClasses.has(node.class_name ?? "")) return false;
  if (state.place && node.place !== state.place && node.label !== state.place) return false;
  if (state.theme && !(node.themes ?? []).includes(state.theme)) return false;
  return node.first || state.all || nearChosen(node);
}

/** In an overview, what is chosen brings its neighbours with it. */
function nearChosen(node) {
  if (state.node) return edgesOf.get(state.node).some((edge) => otherEnd(edge, state.node) === node);
  const edge = edges.get(state.edge);
  return Boolean(edge) && (edge.source === node.id || edge.target === node.id);
}

function edgeShown(edge) {
  if (state.hiddenModalities.has(modalityOf(edge))) return false;
  if ((edge.confidence ?? (edge.modality ? 0 : 1)) < state.confidence) return false;
  return nodeShown(nodes.get(edge.source)) && nodeShown(nodes.get(edge.target));
}

const shownNodes = () => data.nodes.filter(nodeShown);
const shownEdges = () => data.edges.filter(edgeShown);

/** Letters without accents and capitals, so that "Malaga" finds "Málaga". */
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** An HTML element with its text and children; no property of it is ever parsed as HTML. */
function element(tag, { text, className, ...attributes } = {}, ...children) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter(Boolean));
  return made;
}

function button(text, onClick, className = "link") {
  const made = element("button", { text, className, type: "button" });
  made.addEventListener("click", onClick);
  return made;
}

/** A link where the address is one that a browser may safely follow, else its words. */
function link(text, address) {
  if (!/^https?:\/\//i.test(address ?? "")) return element("span", { text });
  return element("a", { text, href: address, rel: "noopener noreferrer", target: "_blank" });
}

/** The shape and colour of a class as a small drawing beside its name. */
function icon(look) {
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  picture.setAttribute("viewBox", "0 0 18 18");
  picture.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS(space, "path");
  shape.setAttribute("d", look.path);
  shape.setAttribute("fill", look.fill);
  picture.append(shape);
  return picture;
}

const plural = (count, one, many) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
