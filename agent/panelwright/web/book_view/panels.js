// One panel of a page: a button over its picture, its state, and its boxes when they are shown.

const STATES = {
  waiting: "waiting",
  painting: "being painted",
  repairing: "being repaired",
  accepted: "accepted",
  flagged: "flagged",
  failed: "failed",
};
const BUSY = new Set(["painting", "repairing"]);

function makePanel(panel) {
  const node = make("div", "panel", { role: "listitem", "data-panel": panel.id });
  const hit = make("button", "hit", { type: "button", tabindex: "-1" });
  const image = make("img", "", { loading: "lazy", decoding: "async", draggable: "false" });
  const number = make("span", "number", { "aria-hidden": "true" });
  const state = make("span", "state", { "aria-hidden": "true" });
  const word = make("b");
  const message = make("span", "message");
  state.append(word, message);
  hit.append(image, number, state);
  node.append(hit);
  const regions = new Map();
  return { node, hit, image, number, word, message, regions, found: [], panel, open: false };
}

function updatePanel(view, panel) {
  const { node, hit } = view;
  view.panel = panel;
  place(node, panel.box);
  attribute(node, "data-status", panel.status);
  node.classList.toggle("locked", panel.locked);
  node.classList.toggle("pictured", Boolean(panel.image));
  showPicture(view.image, panel.image);
  attribute(view.image, "alt", "");
  view.number.textContent = panel.number;
  say(view.word, STATES[panel.status] || panel.status);
  say(view.message, panel.message || "");
  attribute(hit, "aria-label", spoken(panel));
  attribute(hit, "aria-busy", BUSY.has(panel.status));
}

// What is heard of a panel: its number, what it shows, and how it stands.
function spoken(panel) {
  const parts = [`Panel ${panel.number}`];
  if (panel.alt) parts.push(isolated(panel.alt));
  parts.push(STATES[panel.status] || panel.status);
  if (panel.message) parts.push(isolated(panel.message));
  if (panel.locked) parts.push("locked");
  return parts.join(". ");
}

// The boxes of a panel stand in the page only while they are shown: a long book has thousands.
function updateBoxes(view, shown, maker) {
  const { panel, regions } = view;
  const wanted = shown ? panel.regions || [] : [];
  const known = new Set(wanted.map((region) => region.id));
  for (const [id, made] of regions) {
    if (known.has(id)) continue;
    made.node.remove();
    regions.delete(id);
  }
  for (const region of wanted) {
    if (!regions.has(region.id)) {
      const made = maker.makeRegion(view, region);
      regions.set(region.id, made);
      view.node.append(made.node);
    }
    const made = regions.get(region.id);
    maker.update(made, region);
    attribute(made.node, "tabindex", view.open ? "0" : "-1");
    attribute(made.node, "aria-hidden", view.open ? null : "true");
  }
  updateFound(view, shown ? panel.detections || [] : []);
}

function updateFound(view, wanted) {
  while (view.found.length > wanted.length) view.found.pop().remove();
  while (view.found.length < wanted.length) {
    const node = makeDetection();
    view.found.push(node);
    view.hit.append(node);
  }
  wanted.forEach((found, index) => updateDetection(view.found[index], found));
}
