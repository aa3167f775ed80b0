// The legend, which is the filter too, and what else narrows or colours the picture.
"use strict";

/** How many things have each value. */
function tally(items, valuesOf) {
  const counts = new Map();
  for (const item of items) for (const value of valuesOf(item)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** Numbers beside the boxes: what there would be of each, all other filters being as they are. */
const counters = { class: new Map(), group: new Map(), modality: new Map() };

function showNumbers() {
  const grouping = groupings.get(state.colour);
  const ends = new Set(data.nodes.filter((node) => nodePasses(node)).map(({ id }) => id));
  const saidIn = (edge) => (edge.sentences.length
    ? new Set(edge.sentences.filter((one) => sentencePasses(one, "modality")).map((one) => one.modality)) : [NO_SENTENCE]);
  const numbers = {
    class: tally(data.nodes.filter((node) => nodePasses(node, "class")), (node) => [node.class_name ?? ""]),
    group: grouping ? tally(data.nodes.filter((node) => nodePasses(node, "group")), (node) => [grouping.of(node)]) : new Map(),
    modality: tally(data.edges.filter((edge) => ends.has(edge.source) && ends.has(edge.target)), saidIn),
  };
  for (const [kind, spans] of Object.entries(counters)) {
    for (const [key, span] of spans) span.textContent = count(numbers[kind].get(key) ?? 0);
  }
}

/** A native checkbox with a drawing, a name and a number. */
function checkbox(kind, id, words, hidden, key, drawing) {
  const box = element("input", { type: "checkbox", id });
  box.checked = !hidden.has(key);
  box.addEventListener("change", () => {
    if (box.checked) hidden.delete(key);
    else hidden.add(key);
    show();
  });
  const number = element("span", { className: "count" });
  counters[kind].set(key, number);
  return element("label", { className: "check", for: id }, box, drawing, element("span", { text: words }), number);
}

/** Fill a fieldset, whose legend stays. */
function fill(id, children) {
  get(id).hidden = children.length === 0;
  get(id).replaceChildren(get(id).firstElementChild, ...children);
}

/** Build the legend and the filters from the state; numbers come with `showNumbers`. */
function showFilters() {
  const grouping = groupings.get(state.colour);
  for (const spans of Object.values(counters)) spans.clear();
  fill("classes", data.classes.map((look, place) =>
    checkbox("class", `class-${place}`, look.words, state.hiddenClasses, look.name, icon(look, grouping ? "none" : look.fill))));
  fill("groups", grouping ? groupBoxes(grouping) : []);
  if (grouping) get("groups").firstElementChild.textContent = grouping.words;
  const said = tally(data.edges, (edge) => (edge.sentences.length ? new Set(edge.sentences.map((one) => one.modality)) : [NO_SENTENCE]));
  const ways = [...data.modalities, NO_SENTENCE].filter((name) => said.has(name));
  fill("modalities", ways.length < 2 ? [] : ways.map((name) =>
    checkbox("modality", `said-${name}`, MODALITY_WORDS[name], state.hiddenModalities, name)));
  get("confidence-field").hidden = !data.sentences.some((one) => one.confidence !== undefined && one.confidence < 1);
  get("confidence").value = state.confidence;
  get("confidence-value").textContent = state.confidence.toFixed(2);
  fillPlaces();
  const themes = choices(data.nodes.flatMap((node) => node.themes ?? []));
  get("theme-field").hidden = themes.length < 2;
  fillSelect("theme", [["", "All themes"], ...themes]);
  get("years-field").hidden = years.length < 2;
  fillSelect("since", [["", "First"], ...years.map((year) => [year, year])]);
  fillSelect("until", [["", "Last"], ...years.map((year) => [year, year])]);
  fillSelect("view", [["whole", "Everything"], ...Object.keys(data.overviews).map((key) => [key, `By ${key}`])]
    .filter(([key]) => key !== "whole" || data.nodes.length <= data.mostAtOnce));
  get("view-field").hidden = get("view").options.length < 2;
  fillSelect("colour", [["kind", "Kind"], ...[...groupings].map(([key, { words }]) => [key, words])]);
  get("colour-field").hidden = groupings.size === 0;
  const sizes = data.measures.filter(([name]) => !["degree", "community", "component"].includes(name) && !flags.has(name) && !minor.has(name));
  fillSelect("size", [["degree", "Connections"], ...sizes]);
}

function groupBoxes(grouping) {
  const boxes = grouping.values.map((value, place) => checkbox("group", `group-${place}`,
    value === undefined || value === "" ? "None known" : grouping.name(value), state.hiddenGroups, value, icon(DISC, groupColour(grouping, value))));
  const [few, others] = [boxes.slice(0, 12), boxes.slice(12)];
  return [...few, others.length > 0 && element("details", {}, element("summary", { text: `${others.length} more` }), ...others)].filter(Boolean);
}

/** Values with their numbers, as the choices of a list. */
function choices(values) {
  return [...tally(values, (value) => (value ? [value] : []))]
    .sort(([one], [other]) => collator.compare(one, other)).map(([value, number]) => [value, `${value} (${count(number)})`]);
}

function fillPlaces() {
  const countries = choices(data.nodes.map((node) => node.country));
  const named = new Set(countries.map(([value]) => value));
  const places = choices(data.nodes.map((node) => (named.has(node.place) ? "" : node.place)));
  get("place-field").hidden = countries.length + places.length < 2;
  fillSelect("place", [["", "All places"]]);
  for (const [words, inside] of [["Countries", countries], ["Places", places]]) {
    if (inside.length) get("place").append(element("optgroup", { label: words }, ...inside.map(([value, text]) => element("option", { value, text }))));
  }
  get("place").value = state.place;
}

function fillSelect(id, pairs) {
  get(id).replaceChildren(...pairs.map(([value, text]) => element("option", { value, text })));
  get(id).value = state[id];
}

/** What narrows the picture, in words above it, each with its way out. */
function showChips() {
  const chip = (text, onClick, deed) => {
    const out = button("×", onClick, "out");
    out.setAttribute("aria-label", deed);
    return element("span", { className: "chip" }, element("span", { text }), out);
  };
  const around = nodes.get(state.around);
  const [from, to] = (state.path ?? []).map((id) => nodes.get(id));
  const open = scene.groups.filter(({ unfolded }) => unfolded).length;
  get("chips").replaceChildren(...[
    around && chip(`Around ${cut(around.label, 28)}, ${plural(state.steps, "step", "steps")}`, () => lookAround(null), "Show the whole network again"),
    from && chip(`Path ${cut(from.label, 20)} – ${cut(to.label, 20)}`, () => findPath(null), "Forget the path"),
    filtersOn() && chip("Filtered", resetFilters, "Show everything again"),
    open > 0 && chip(`${plural(open, "group", "groups")} unfolded`, foldAll, "Fold all groups"),
  ].filter(Boolean));
}

function foldAll() {
  state.open = new Set();
  choose({});
  fit(motion());
}

function resetFilters() {
  Object.assign(state, noFilters());
  showFilters();
  show();
  fit(motion());
}
