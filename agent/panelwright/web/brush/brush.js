// The brush: a canvas over the picture, as many pixels large as it.

const part = (selector) => element.querySelector(selector);
const [root, easel, picture, canvas] = [part(".brush"), part(".easel"), part(".picture"), part(".mask")];
const [tip, size] = [part(".tip"), part(".size")];
const state = { mask: newMask(), address: null, erases: false, stroke: null, at: null, sent: null, count: 0 };

const tell = (text) => {
  part(".spoken").textContent = text;
};
const width = () => Math.max(1, (Number(size.value) / 100) * Math.max(canvas.width, canvas.height));

function finish() {
  state.stroke = null;
  const mask = maskAddress(canvas);
  showButtons();
  if (mask === state.sent) return;
  state.sent = mask;
  state.count += 1;
  props.value = { ...JSON.parse(JSON.stringify(props.value)), mask, stroke: state.count };
  trigger("painted", { mask });
}

function redraw() {
  drawMask(canvas, state.mask);
  finish();
}

function showButtons() {
  part('[data-do="erase"]').setAttribute("aria-pressed", state.erases);
  part('[data-do="undo"]').disabled = state.mask.strokes.length === 0;
  part('[data-do="clear"]').disabled = isClean(state.mask);
}

function begin(point) {
  state.stroke = { erases: state.erases, size: width(), points: [point] };
  state.mask.strokes.push(state.stroke);
  drawStroke(penOf(canvas), state.stroke);
}

// Only the newest piece is drawn: a long stroke costs no more than a short one.
function lengthen(point) {
  const last = state.stroke.points[state.stroke.points.length - 1];
  state.stroke.points.push(point);
  drawStroke(penOf(canvas), { ...state.stroke, points: [last, point] });
}

function pointOf(event) {
  const frame = canvas.getBoundingClientRect();
  const x = ((event.clientX - frame.left) / frame.width) * canvas.width;
  const y = ((event.clientY - frame.top) / frame.height) * canvas.height;
  return [x, y];
}

function showTip(point) {
  state.at = point;
  const share = (100 * width()) / canvas.width;
  Object.assign(tip.style, {
    left: `${(100 * point[0]) / canvas.width}%`,
    top: `${(100 * point[1]) / canvas.height}%`,
    width: `${share}%`,
  });
  easel.classList.toggle("erasing", state.erases);
  easel.classList.toggle("down", Boolean(state.stroke));
}

function pointerDown(event) {
  if (event.button !== 0) return;
  event.preventDefault();
  canvas.focus({ preventScroll: true });
  canvas.setPointerCapture(event.pointerId);
  begin(pointOf(event));
  showTip(pointOf(event));
}

function pointerMove(event) {
  if (state.stroke && canvas.hasPointerCapture(event.pointerId))
    for (const one of event.getCoalescedEvents?.() || [event]) lengthen(pointOf(one));
  showTip(pointOf(event));
}

function pointerUp(event) {
  if (!state.stroke || !canvas.hasPointerCapture(event.pointerId)) return;
  canvas.releasePointerCapture(event.pointerId);
  finish();
}

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function steer(step, far) {
  const length = (far ? 0.1 : 0.02) * Math.max(canvas.width, canvas.height);
  const [x, y] = state.at || [canvas.width / 2, canvas.height / 2];
  const clamped = (value, most) => Math.min(Math.max(value, 0), most);
  const point = [clamped(x + step[0] * length, canvas.width), clamped(y + step[1] * length, canvas.height)];
  if (state.stroke) lengthen(point);
  showTip(point);
}

function putDown() {
  if (state.stroke) {
    finish();
    tell("The brush is up.");
  } else {
    begin(state.at || [canvas.width / 2, canvas.height / 2]);
    tell(state.erases ? "The eraser is down." : "The brush is down.");
  }
  showTip(state.at || [canvas.width / 2, canvas.height / 2]);
}

function undo() {
  state.mask.strokes.pop();
  redraw();
  tell("The last stroke is undone.");
}

function clear() {
  state.mask = newMask();
  redraw();
  tell("Nothing is marked.");
}

function toggleErase() {
  state.erases = !state.erases;
  showButtons();
  if (state.at) showTip(state.at);
}

function resize(by) {
  size.value = Number(size.value) + by;
  if (state.at) showTip(state.at);
  tell(`Brush of ${size.value} percent.`);
}

const ACTIONS = { erase: toggleErase, undo, clear };

function keyOnCanvas(event) {
  const step = STEPS[event.key];
  if (step) steer(step, event.shiftKey);
  else if (event.key === " ") putDown();
  else if (event.key === "Delete") clear();
  else return false;
  return true;
}

function pressed(event) {
  if (root.classList.contains("none")) return;
  let known = true;
  if ((event.ctrlKey || event.metaKey) && event.key === "z") undo();
  else if (event.ctrlKey || event.metaKey || event.altKey) return;
  else if (event.key === "[") resize(-1);
  else if (event.key === "]") resize(1);
  else if (event.key === "e" || event.key === "E") toggleErase();
  else known = event.target === canvas && keyOnCanvas(event);
  if (!known) return;
  event.preventDefault();
  event.stopPropagation();
}

function sameOrigin(address) {
  if (!address) return null;
  try {
    const url = new URL(address, document.baseURI);
    const within = url.protocol === "data:" && url.pathname.startsWith("image/");
    return within || url.origin === location.origin || url.protocol === "blob:" ? url.href : null;
  } catch {
    return null;
  }
}

// The canvas takes the picture's size when that has come, and the mask that came with it.
async function begun() {
  Object.assign(canvas, { width: picture.naturalWidth, height: picture.naturalHeight });
  state.mask = newMask();
  state.stroke = state.at = null;
  const asked = props.value.mask;
  if (asked && asked.startsWith("data:image/png")) {
    const image = Object.assign(new Image(), { src: asked });
    await image.decode();
    if (props.value.mask !== asked) return;
    state.mask.base = markedFrom(image, canvas.width, canvas.height);
  }
  state.sent = asked || null;
  drawMask(canvas, state.mask);
  showButtons();
}

// Gradio hands our own values back, late: they would undo what was painted since. Ours have a number.
const isEcho = () => props.value.stroke !== undefined || (props.value.mask || null) === state.sent;

function refresh() {
  const address = sameOrigin(props.value.image);
  root.classList.toggle("none", address === null);
  canvas.setAttribute("aria-label", `Mask over: ${props.value.alt || "the picture"}`);
  const changed = address !== state.address;
  state.address = address;
  if (changed && address) picture.src = address;
  else if (address && !isEcho() && picture.complete) begun();
}

picture.addEventListener("load", begun);
canvas.addEventListener("pointerdown", pointerDown);
canvas.addEventListener("pointermove", pointerMove);
canvas.addEventListener("pointerup", pointerUp);
canvas.addEventListener("pointercancel", pointerUp);
canvas.addEventListener("focus", () => showTip(state.at || [canvas.width / 2, canvas.height / 2]));
canvas.addEventListener("blur", () => state.stroke && finish());
size.addEventListener("input", () => state.at && showTip(state.at));
root.addEventListener("keydown", pressed);
root.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button) ACTIONS[button.dataset.do]();
});
watch("value", refresh);
showButtons();
refresh();
