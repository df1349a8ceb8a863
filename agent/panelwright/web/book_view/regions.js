// The boxes on a panel: planned ones, which can be moved in the open panel, and found ones.

const GRIPS = ["nw", "n", "ne", "e", "se", "s", "sw", "w"];
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const VERDICTS = { pass: "passed", fail: "failed", unverified: "not verified" };

// `moved(panel, region, box)` is called when a box was put elsewhere, `tell(text)` speaks.
function regionMaker(moved, tell) {
  function makeRegion(view, region) {
    const node = make("button", "region", { type: "button", "data-region": region.id });
    const label = node.appendChild(make("span", "label"));
    for (const grip of GRIPS) node.appendChild(make("i", "grip", { "data-grip": grip }));
    const made = { node, label, region, view, asked: null, draft: null };
    node.addEventListener("pointerdown", (event) => drag(made, event));
    node.addEventListener("keydown", (event) => steer(made, event));
    node.addEventListener("blur", () => putBack(made));
    return made;
  }

  function show(made) {
    const { node, region, view } = made;
    place(node, made.draft || made.asked || region.box);
    node.classList.toggle("moved", Boolean(made.draft || made.asked));
  }

  function update(made, region) {
    if (!sameBox(made.region.box, region.box)) made.asked = null;
    made.region = region;
    say(made.label, region.label);
    attribute(made.node, "data-verdict", region.verdict);
    const name = `Box of ${isolated(region.label)}: ${VERDICTS[region.verdict] || region.verdict}`;
    attribute(made.node, "aria-label", name);
    show(made);
  }

  function putBack(made) {
    if (!made.draft) return;
    made.draft = null;
    show(made);
  }

  function settle(made) {
    const box = rounded(made.draft);
    made.draft = null;
    if (sameBox(box, made.region.box)) made.asked = null;
    else if (!made.asked || !sameBox(box, made.asked)) {
      made.asked = box;
      moved(made.view.panel.id, made.region.id, box);
    }
    show(made);
  }

  function drag(made, event) {
    const { node, view } = made;
    if (event.button !== 0 || !view.open || view.panel.locked) return;
    event.preventDefault();
    event.stopPropagation();
    node.focus({ preventScroll: true });
    const grip = event.target.dataset.grip || "";
    const start = made.asked || made.region.box;
    const frame = view.node.getBoundingClientRect();
    node.setPointerCapture(event.pointerId);
    node.classList.add("dragging");
    const listening = new AbortController();
    const on = (name, does) => node.addEventListener(name, does, { signal: listening.signal });
    const end = () => {
      listening.abort();
      node.classList.remove("dragging");
    };
    on("pointermove", (now) => {
      const dx = (now.clientX - event.clientX) / frame.width;
      const dy = (now.clientY - event.clientY) / frame.height;
      made.draft = movedBox(start, grip, dx, dy);
      show(made);
    });
    on("pointerup", () => {
      end();
      if (made.draft) settle(made);
    });
    on("pointercancel", () => {
      end();
      putBack(made);
    });
    on("keydown", (key) => {
      if (key.key === "Escape") end();
    });
  }

  function steer(made, event) {
    const step = STEPS[event.key];
    if (step && !made.view.panel.locked) {
      const size = event.altKey ? 0.05 : 0.01;
      const box = made.draft || made.asked || made.region.box;
      made.draft = movedBox(box, event.shiftKey ? "se" : "", step[0] * size, step[1] * size);
      show(made);
      tell(`${where(made.draft)}. Enter paints it there, Escape puts it back.`);
    } else if (event.key === "Enter" && made.draft) settle(made);
    else if (event.key === "Escape" && (made.draft || made.asked)) {
      made.draft = made.asked = null;
      show(made);
      tell("The box is back where it was.");
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return { makeRegion, update };
}

function where(box) {
  const [left, top, width, height] = box.map((part) => Math.round(100 * part));
  return `${left} % from the left, ${top} % from the top, ${width} % wide, ${height} % high`;
}

function makeDetection() {
  const node = make("span", "found");
  node.appendChild(make("span", "label"));
  return node;
}

function updateDetection(node, found) {
  place(node, found.box);
  say(node.firstChild, `${found.label} ${Number(found.score).toFixed(2)}`);
}
