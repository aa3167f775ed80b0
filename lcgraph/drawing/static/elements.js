// Making elements. Words from documents reach the page through textContent only: nothing parses them as HTML.
"use strict";

const get = (id) => document.getElementById(id);

/** Letters without accents and capitals, so that "Malaga" finds "Málaga". */
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
  .replace(/ß/g, "ss").replace(/æ/g, "ae").replace(/œ/g, "oe").replace(/ø/g, "o").replace(/ł/g, "l").replace(/đ/g, "d");

const inEnglish = new Intl.NumberFormat("en");
const threeDigits = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });
const count = (number) => inEnglish.format(number);
const plural = (number, one, many) => `${count(number)} ${number === 1 ? one : many}`;
const figure = (value) => (Number.isInteger(value) ? count(value) : threeDigits.format(value)).replace("-", "−");

/** A measure as people read it. */
const measured = (name, value) => (flags.has(name) ? (value ? "yes" : "no") : figure(value));

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

/** The shape of a class as a small drawing beside its name; in its own colour, or in that of a group. */
function icon(look, fill = look.fill) {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  drawing.setAttribute("viewBox", "0 0 18 18");
  drawing.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS(space, "path");
  shape.setAttribute("d", look.path);
  shape.setAttribute("fill", fill);
  drawing.append(shape);
  return drawing;
}

const DISC = { path: "M2.5,9A6.5,6.5 0 1 1 15.5,9A6.5,6.5 0 1 1 2.5,9Z" };

/** A row that one can press: a drawing, a name, and a word or number at its end. */
function pressRow(drawing, text, note, onClick) {
  const made = button("", onClick, "row");
  made.append(drawing, element("span", { text }), element("span", { className: "count", text: note }));
  return element("li", {}, made);
}

/** Terms and what is known under them, without those of which nothing is. */
function list(pairs) {
  const known = pairs.filter(([, value]) => value);
  return known.length > 0 && element("dl", {}, ...known.flatMap(([term, value]) =>
    [element("dt", { text: term }), element("dd", {}, value)]));
}

/** A list that shows its first entries, and the next ones when asked. */
function longList(items, make, { first = 30, more = 100, className = "partners", tag = "ul" } = {}) {
  const holder = element(tag, { className }, ...items.slice(0, first).map(make));
  if (items.length <= first) return holder;
  let shown = first;
  const next = button("", () => {
    holder.append(...items.slice(shown, shown + more).map(make));
    shown += more;
    label();
  }, "quiet");
  const label = () => {
    next.hidden = shown >= items.length;
    next.textContent = `Show ${count(Math.min(more, items.length - shown))} more of ${count(items.length)}`;
  };
  label();
  return element("div", {}, holder, next);
}
