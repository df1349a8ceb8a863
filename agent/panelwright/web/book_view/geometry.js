// Boxes are [x, y, width, height] in fractions of what they lie in.

const SMALLEST = 0.04;

function place(node, box) {
  const [left, top, width, height] = box.map((part) => (100 * part).toFixed(3) + "%");
  Object.assign(node.style, { left, top, width, height });
}

function sameBox(one, other) {
  return one.every((part, index) => Math.abs(part - other[index]) < 1e-4);
}

function rounded(box) {
  return box.map((part) => Number(part.toFixed(4)));
}

const between = (low, value, high) => Math.min(Math.max(value, low), high);

// A box moved by so much, or with the edges that `grip` names ("n", "se" …) moved; it stays inside.
function movedBox([x, y, w, h], grip, dx, dy) {
  if (grip === "") return [between(0, x + dx, 1 - w), between(0, y + dy, 1 - h), w, h];
  let [left, top, right, bottom] = [x, y, x + w, y + h];
  if (grip.includes("w")) left = between(0, left + dx, right - SMALLEST);
  if (grip.includes("e")) right = between(left + SMALLEST, right + dx, 1);
  if (grip.includes("n")) top = between(0, top + dy, bottom - SMALLEST);
  if (grip.includes("s")) bottom = between(top + SMALLEST, bottom + dy, 1);
  return [left, top, right - left, bottom - top];
}

// The panel that lies nearest below (or above, direction -1) on the same page, or null.
function vertically(panels, from, direction) {
  const middle = ([x, y, w, h]) => [x + w / 2, y + h / 2];
  const [fromX, fromY] = middle(from.box);
  let best = null;
  let least = Infinity;
  for (const panel of panels) {
    const [x, y] = middle(panel.box);
    const away = (y - fromY) * direction;
    const distance = away + 2 * Math.abs(x - fromX);
    if (panel !== from && away > 0.02 && distance < least) [best, least] = [panel, distance];
  }
  return best;
}
