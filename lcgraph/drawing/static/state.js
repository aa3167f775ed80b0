// What the reader has chosen, and what of the network passes the filters.
"use strict";

/** Everything that filters, as it is when nothing is filtered. */
const noFilters = () => ({
  place: "", theme: "", since: "", until: "", confidence: 0,
  hiddenClasses: new Set(), hiddenModalities: new Set(), hiddenGroups: new Set(),
});

/** `around` is the node whose neighbourhood alone is shown, `path` the ids of two nodes, `open` the groups unfolded. */
const initial = () => ({
  ...noFilters(), node: null, edge: null, group: null, bundle: null, around: null, steps: 1, path: null,
  view: data.opening, open: new Set(), colour: "kind", size: "degree", at: null,
});
let state = initial();

/** Whether a node passes the filters, one of them (`except`) perhaps left out. A chosen node always does. */
function nodePasses(node, except = "") {
  if (node.id === state.node || node.id === state.around || state.path?.includes(node.id)) return true;
  if (except !== "class" && state.hiddenClasses.has(node.class_name ?? "")) return false;
  if (state.place && ![node.place, node.country, node.label].includes(state.place)) return false;
  if (state.theme && !(node.themes ?? []).includes(state.theme)) return false;
  const grouping = groupings.get(state.colour);
  return except === "group" || !grouping || !state.hiddenGroups.has(grouping.of(node));
}

const yearPasses = (year) => !(state.since || state.until)
  || (year !== undefined && (!state.since || year >= state.since) && (!state.until || year <= state.until));

function sentencePasses(sentence, except = "") {
  return (except === "modality" || !state.hiddenModalities.has(sentence.modality))
    && (sentence.confidence ?? 0) >= state.confidence && yearPasses(yearOf(sentence));
}

/** A connection passes where one of its sentences does; one without sentences where nothing is asked of them. */
function edgePasses(edge) {
  if (edge.id === state.edge) return true;
  if (edge.sentences.length) return edge.sentences.some((sentence) => sentencePasses(sentence));
  return !state.hiddenModalities.has(NO_SENTENCE) && !state.confidence && yearPasses(undefined);
}

const asksOfSentences = () => state.hiddenModalities.size > 0 || state.confidence > 0 || Boolean(state.since || state.until);
const filtersOn = () => asksOfSentences() || state.place || state.theme || state.hiddenClasses.size > 0 || state.hiddenGroups.size > 0;

/** What passes: `nodes` and `edges` in the page's order, `ids` of both. */
let kept = { nodes: [], edges: [], ids: new Set() };

function sift() {
  const passing = new Set(data.nodes.filter((node) => nodePasses(node)).map((node) => node.id));
  let lines = data.edges.filter((edge) => passing.has(edge.source) && passing.has(edge.target) && edgePasses(edge));
  let inside = passing;
  // Whoever is spoken of only in sentences that are filtered out goes with them.
  if (asksOfSentences()) inside = new Set([...lines.flatMap((edge) => [edge.source, edge.target]), state.node, state.around]);
  if (state.around) {
    const near = within(state.around, state.steps, lines);
    inside = new Set([...near.keys(), state.node]);
    lines = lines.filter((edge) => near.has(edge.source) && near.has(edge.target));
  }
  kept = {
    nodes: data.nodes.filter((node) => inside.has(node.id)),
    edges: lines,
    ids: new Set([...inside, ...lines.map((edge) => edge.id)]),
  };
}

const shownNodes = () => kept.nodes;
const shownEdges = () => kept.edges;
