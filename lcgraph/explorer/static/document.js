// Text and claims beside each other: a sentence shows its claims, a claim shows its words.
// Without this script the same links jump from the one to the other.
"use strict";

const claims = document.getElementById("claims");
const words = [...document.querySelectorAll(".w")];
const roles = [["s", "subject"], ["o", "object"], ["c", "cue"]];

function choose(kind, at) {
  for (const one of document.querySelectorAll(".chosen")) one.classList.remove("chosen");
  for (const one of document.querySelectorAll(`${kind}[data-at~="${at}"]`)) one.classList.add("chosen");
}

function paint(numbers) {
  for (const word of words) {
    for (const [key, role] of roles) {
      const named = (word.dataset[key] || "").split(" ");
      word.classList.toggle(role, named.some((number) => numbers.has(number)));
    }
  }
}

function besideText() {
  return getComputedStyle(claims).position === "sticky";
}

function bring(target) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  target.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
}

function showClaims(names) {
  const sections = names.map((name) => document.getElementById(`at${name}`));
  choose(".said", names[0]);
  for (const section of sections) section.classList.add("chosen");
  paint(new Set(sections.flatMap((one) => [...one.querySelectorAll("[data-claim]")]).map((claim) => claim.dataset.claim)));
  if (besideText()) claims.scrollTo({ top: sections[0].offsetTop - claims.offsetTop - 8 });
  else sections[0].scrollIntoView({ block: "start" });
}

function showWords(claim) {
  choose(".said", claim.dataset.at);
  claim.classList.add("chosen");
  paint(new Set([claim.dataset.claim]));
  const sentence = document.getElementById(`s${claim.dataset.at}`);
  if (sentence) bring(sentence);
}

document.getElementById("text").addEventListener("click", (event) => {
  const said = event.target.closest(".said");
  if (!said) return;
  event.preventDefault();
  const names = said.dataset.at.split(" ");
  history.replaceState(null, "", `#at${names[0]}`);
  showClaims(names);
});

claims.addEventListener("click", (event) => {
  const claim = event.target.closest(".claim");
  const link = event.target.closest("a");
  if (!claim || (link && !link.classList.contains("show"))) return;
  event.preventDefault();
  history.replaceState(null, "", `#${claim.id}`);
  showWords(claim);
});

function follow() {
  const place = /^#char=(\d+),(\d+)$/.exec(location.hash); // the IRI of a sentence (RFC 5147)
  const target = document.getElementById(place ? `at${place[1]}-${place[2]}` : location.hash.slice(1));
  if (!target) return;
  const claim = target.closest(".claim");
  if (claim) {
    showWords(claim);
    if (besideText()) claims.scrollTo({ top: claim.offsetTop - claims.offsetTop - 40 });
  } else if (target.matches(".at")) showClaims([target.dataset.at]);
}

addEventListener("hashchange", follow);
follow();
