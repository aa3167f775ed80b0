// What the page knows: nodes, connections, sentences, and who is next to whom. Nothing here changes.
"use strict";

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const data = read("network-data");
const drawn = read("network-drawn");

// Sentences and documents stand in lists of their own, because many connections rest on the same ones.
for (const sentence of data.sentences) Object.assign(sentence, { document: data.documents[sentence.document] });
for (const edge of data.edges) edge.sentences = (edge.sentences ?? []).map((place) => data.sentences[place]);

const nodes = new Map(data.nodes.map((node) => [node.id, node]));
const edges = new Map(data.edges.map((edge) => [edge.id, edge]));
const byIri = new Map(data.nodes.map((node) => [node.iri, node]));
const classes = new Map(data.classes.map((look) => [look.name, look]));
const edgesOf = new Map(data.nodes.map((node) => [node.id, []]));
for (const edge of data.edges) {
  edgesOf.get(edge.source).push(edge);
  if (edge.source !== edge.target) edgesOf.get(edge.target).push(edge);
}

const JOINT = data.directed ? " → " : " – ";
const NO_SENTENCE = "none";
const MODALITY_WORDS = {
  Asserted: "As a fact", Reported: "Reported", Planned: "Planned", Possible: "Possible",
  Negated: "Denied", [NO_SENTENCE]: "No sentence",
};
const modalityOf = (edge) => edge.modality || NO_SENTENCE;
const otherEnd = (edge, id) => nodes.get(edge.source === id ? edge.target : edge.source);
const classOf = (node) => classes.get(node.class_name ?? "");
const measureOf = (node, name) => node.measures?.[name];
const flags = new Set(data.flags);
const minor = new Set(data.minor);
const isLarge = data.opening !== "whole";

/** The year in which a sentence's document appeared; undefined where it does not say. */
const yearOf = (sentence) => /^\d{4}/.exec(sentence.document.issued ?? "")?.[0];
const years = [...new Set(data.sentences.map(yearOf).filter(Boolean))].sort();

/** The latest date of an edge's documents, as they write it. */
const dateOf = (edge) => edge.sentences.map((one) => one.document.issued ?? "").sort().at(-1) ?? "";

// What nodes can be coloured by besides their kind: each attribute of which there are at least two values.
const groupings = new Map([
  ["community", { words: "Community", of: (node) => measureOf(node, "community"), name: (value) => `Community ${value}` }],
  ["sphere", { words: "Sphere of society", of: (node) => node.sphere, name: capital }],
  ["country", { words: "Country", of: (node) => node.country, name: String }],
]);
for (const [key, grouping] of groupings) {
  const counts = new Map();
  for (const node of data.nodes) counts.set(grouping.of(node), (counts.get(grouping.of(node)) ?? 0) + 1);
  counts.delete(undefined);
  grouping.values = [...counts.keys()].sort((one, other) => counts.get(other) - counts.get(one) || (one < other ? -1 : 1));
  if (grouping.values.length < 2) groupings.delete(key);
}

/** The colour of a value of a grouping: the largest have one each, all others share the last. */
function groupColour(grouping, value) {
  const place = grouping.values.indexOf(value);
  const last = data.colours.length - 1;
  return data.colours[place < 0 ? last : Math.min(place, last)];
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
