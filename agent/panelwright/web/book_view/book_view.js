// The book: pages are kept by number and panels by id, and only what changed is touched.

const part = (selector) => element.querySelector(selector);
const [root, sheets, spokenLine] = [part(".book"), part(".pages"), part(".spoken")];
const pages = new Map();
const panels = new Map();
const seen = { selected: undefined, overlay: undefined, told: "" };
const state = { selected: null, overlay: false, current: null, rtl: false, size: 1 };
const SIZES = ["small", "medium", "large"];

const tell = (text) => {
  spokenLine.textContent = text;
};
const maker = regionMaker((panel, region, box) => trigger("move_region", { panel, region, box }), tell);

function makePage() {
  const node = make("figure", "page");
  const sheet = node.appendChild(make("div", "sheet"));
  const image = sheet.appendChild(make("img", "whole", { loading: "lazy", decoding: "async", draggable: "false" }));
  const layer = sheet.appendChild(make("div", "layer", { role: "list" }));
  const caption = node.appendChild(make("figcaption"));
  return { node, sheet, image, layer, caption, text: "", panels: [] };
}

function updatePage(view, page) {
  view.sheet.style.aspectRatio = `${page.width} / ${page.height}`;
  view.node.style.setProperty("--ratio", page.width / page.height);
  view.node.classList.toggle("bound", Boolean(page.image));
  attribute(view.image, "width", page.width);
  attribute(view.image, "height", page.height);
  attribute(view.image, "alt", isolated(page.alt || `Page ${page.number}`));
  showPicture(view.image, page.image);
  attribute(view.layer, "aria-label", `Panels of page ${page.number}`);
  view.caption.textContent = page.number;
  view.panels = page.panels.map((panel) => keptPanel(panel));
  const nodes = view.panels.map((one) => one.node);
  arrange(view.layer, nodes);
}

function keptPanel(panel) {
  let view = panels.get(panel.id);
  if (!view) panels.set(panel.id, (view = makePanel(panel)));
  const text = JSON.stringify(panel);
  if (view.text !== text) {
    updatePanel(view, panel);
    view.text = text;
    view.stale = true;
  }
  return view;
}

// Children in this order; those that stand right are not moved, which would lose their focus.
function arrange(parent, nodes) {
  const kept = new Set(nodes);
  for (const child of [...parent.children]) if (!kept.has(child)) child.remove();
  nodes.forEach((node, index) => {
    if (parent.children[index] !== node) parent.insertBefore(node, parent.children[index] || null);
  });
}

function showBook(book) {
  state.rtl = Boolean(book.rtl);
  attribute(sheets, "dir", state.rtl ? "rtl" : "ltr");
  attribute(root, "lang", book.lang || null);
  for (const page of book.pages) {
    if (!pages.has(page.number)) pages.set(page.number, makePage());
    const view = pages.get(page.number);
    const text = JSON.stringify(page);
    if (view.text !== text) updatePage(view, page);
    view.text = text;
  }
  arrange(sheets, book.pages.map((page) => pages.get(page.number).node));
  forget(book);
  root.classList.toggle("none", book.pages.length === 0);
}

function forget(book) {
  const numbers = new Set(book.pages.map((page) => page.number));
  const ids = new Set(book.pages.flatMap((page) => page.panels.map((panel) => panel.id)));
  for (const number of [...pages.keys()]) if (!numbers.has(number)) pages.delete(number);
  for (const id of [...panels.keys()]) if (!ids.has(id)) panels.delete(id);
}

// Panels in reading order.
const inOrder = () => [...pages.values()].flatMap((page) => page.panels);

function showState() {
  if (!panels.has(state.selected)) state.selected = null;
  if (!panels.has(state.current)) state.current = state.selected || inOrder()[0]?.panel.id || null;
  root.classList.toggle("overlaid", state.overlay);
  attribute(part('[data-do="overlay"]'), "aria-pressed", state.overlay);
  for (const view of panels.values()) {
    const open = view.panel.id === state.selected;
    const shown = open || state.overlay;
    if (!view.stale && view.open === open && view.shown === shown) continue;
    Object.assign(view, { open, shown, stale: false });
    view.node.classList.toggle("open", open);
    attribute(view.hit, "aria-pressed", open);
    updateBoxes(view, shown, maker);
  }
  moveStop();
}

// One panel is the stop of the Tab key; the arrow keys go from it to the others.
let stop = null;
function moveStop() {
  const next = panels.get(state.current);
  if (stop && stop !== next) attribute(stop.hit, "tabindex", "-1");
  if (next) attribute(next.hit, "tabindex", "0");
  stop = next;
}

function showProgress() {
  const counts = {};
  for (const { panel } of panels.values()) counts[panel.status] = (counts[panel.status] || 0) + 1;
  const count = (...names) => names.reduce((sum, name) => sum + (counts[name] || 0), 0);
  const done = count("accepted", "flagged", "failed");
  const parts = [`${done} of ${panels.size} panels`];
  if (done === panels.size) parts[0] = `${panels.size} panel${panels.size === 1 ? "" : "s"}`;
  if (count("painting", "repairing")) parts.push(`${count("painting", "repairing")} being painted`);
  if (count("flagged")) parts.push(`${count("flagged")} flagged`);
  if (count("failed")) parts.push(`${count("failed")} failed`);
  const text = panels.size ? parts.join(" · ") : "";
  const line = part(".progress");
  if (line.textContent !== text) line.textContent = text;
  part(".meter i").style.inlineSize = `${panels.size ? (100 * done) / panels.size : 0}%`;
  part(".meter").classList.toggle("busy", done < panels.size);
}

function select(id) {
  if (state.selected === id) return;
  state.selected = id;
  if (id) state.current = id;
  showState();
  trigger("select", { panel: id });
}

function goTo(view) {
  if (!view) return;
  state.current = view.panel.id;
  moveStop();
  view.hit.focus();
  view.hit.scrollIntoView({ block: "nearest" });
}

function neighbour(view, key) {
  const order = inOrder();
  const at = order.indexOf(view);
  if (key === "Home") return order[0];
  if (key === "End") return order[order.length - 1];
  if (key === "ArrowLeft") return order[at + (state.rtl ? 1 : -1)];
  if (key === "ArrowRight") return order[at + (state.rtl ? -1 : 1)];
  const down = key === "ArrowDown" ? 1 : -1;
  const page = [...pages.values()].find((one) => one.panels.includes(view));
  const near = vertically(page.panels.map((one) => one.panel), view.panel, down);
  return near ? panels.get(near.id) : order[at + down];
}

const KEYS = new Set(["Home", "End", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]);

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const hit = event.target.closest(".hit");
  if (event.key === "Escape" && state.selected) {
    const view = panels.get(state.selected);
    select(null);
    goTo(view);
  } else if (event.key === "o" || event.key === "O") toggleOverlay();
  else if (hit && KEYS.has(event.key)) goTo(neighbour(viewOf(hit), event.key));
  else return;
  event.preventDefault();
}

const viewOf = (node) => panels.get(node.closest(".panel").dataset.panel);

function toggleOverlay() {
  state.overlay = !state.overlay;
  showState();
}

function resize(by) {
  state.size = between(0, state.size + by, SIZES.length - 1);
  attribute(root, "data-size", SIZES[state.size]);
  attribute(part('[data-do="smaller"]'), "aria-disabled", state.size === 0);
  attribute(part('[data-do="larger"]'), "aria-disabled", state.size === SIZES.length - 1);
}

const ACTIONS = { overlay: toggleOverlay, smaller: () => resize(-1), larger: () => resize(1) };

function clicked(event) {
  const button = event.target.closest("[data-do]");
  const hit = event.target.closest(".hit");
  const region = event.target.closest(".region");
  if (button) ACTIONS[button.dataset.do]();
  else if (hit) select(viewOf(hit).panel.id);
  else if (region && !viewOf(region).open) select(viewOf(region).panel.id);
}

function refresh() {
  const given = props.value;
  const book = JSON.parse(typeof given === "string" ? given : JSON.stringify(given));
  showBook(book);
  if (book.selected !== seen.selected) state.selected = book.selected;
  if (book.overlay !== seen.overlay) state.overlay = Boolean(book.overlay);
  seen.selected = book.selected;
  seen.overlay = book.overlay;
  showState();
  showProgress();
}

root.addEventListener("click", clicked);
root.addEventListener("keydown", pressed);
watch("value", refresh);
resize(0);
refresh();
