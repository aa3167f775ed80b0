// Suggests names while one types: in search boxes (a choice opens its page) and in the fields of questions.
// The pattern is that of an editable combobox with a list (WAI-ARIA Authoring Practices). Without this script
// the boxes still work: names are looked up by the server.
"use strict";

function element(tag, attributes, text) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

function suggestFor(box, place) {
  const list = element("ul", { class: "options", role: "listbox", id: `options-${place}`, "aria-label": "Names" });
  const told = element("p", { class: "unseen", role: "status" });
  list.hidden = true;
  box.after(list, told);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list",
  })) box.setAttribute(name, value);
  const types = (box.dataset.types || "").split(" ").filter(Boolean);
  let names = [], chosen = -1, waiting = 0, asked = 0;

  function show(found) {
    names = found;
    chosen = -1;
    box.removeAttribute("aria-activedescendant");
    list.replaceChildren(...found.map((name, at) => {
      const option = element("li", { role: "option", id: `option-${place}-${at}`, "aria-selected": "false" });
      option.append(element("span", { dir: "auto" }, name.by ? `${name.label} (${name.by})` : name.label));
      option.append(element("small", {}, name.where ? `${name.words}, ${name.where}` : name.words));
      option.addEventListener("pointerdown", (event) => { event.preventDefault(); take(at); });
      return option;
    }));
    list.hidden = !found.length;
    box.setAttribute("aria-expanded", String(!list.hidden));
    told.textContent = found.length ? `${found.length} suggestions` : "";
  }

  function mark(at) {
    chosen = at;
    [...list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
    if (at >= 0) box.setAttribute("aria-activedescendant", list.children[at].id);
    else box.removeAttribute("aria-activedescendant");
  }

  function take(at) {
    const name = names[at];
    box.value = name.label;
    show([]);
    if (box.dataset.suggest === "page") location.assign(name.page);
  }

  async function ask() {
    const mine = ++asked;
    const words = box.value.trim();
    if (!words) return show([]);
    const query = new URLSearchParams([["q", words], ...types.map((type) => ["type", type])]);
    try {
      const response = await fetch(`/suggest?${query}`);
      const found = response.ok ? await response.json() : [];
      if (mine === asked && document.activeElement === box) show(found);
    } catch {
      if (mine === asked) show([]);
    }
  }

  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 90);
  });
  box.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const last = names.length - 1;
    if (event.key === "ArrowDown") mark(chosen < last ? chosen + 1 : -1);
    else if (event.key === "ArrowUp") mark(chosen < 0 ? last : chosen - 1);
    else if (event.key === "Enter" && chosen >= 0) take(chosen);
    else if (event.key === "Escape") show([]);
    else return;
    event.preventDefault();
  });
  box.addEventListener("blur", () => { clearTimeout(waiting); asked += 1; show([]); });
}

document.querySelectorAll("input[data-suggest]").forEach(suggestFor);
