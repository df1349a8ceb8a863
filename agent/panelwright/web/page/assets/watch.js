// Asks every moment whether something changed; what is lost meanwhile is there when it answers again.
const state = element.querySelector(".state");
let stamp = null, fails = 0;

function tell(text, kind) {
  if (state.textContent !== text) state.textContent = text;
  state.dataset.kind = kind;
  const main = document.querySelector("#pw-main");
  if (main) main.dataset.work = kind;
}

async function look() {
  if (!element.isConnected) return;
  let pause = 1200;
  try {
    const answer = await fetch(`/watch?run=${encodeURIComponent(pw.run())}&tab=${pw.tab()}`, { cache: "no-store" });
    if (answer.status === 401) { location.reload(); return; }
    const told = await answer.json();
    if (answer.status === 404) {
      tell(told.error, "lost");
      setTimeout(look, 5000);
      return;
    }
    if (!answer.ok) throw new Error(told.error);
    fails = 0;
    if (told.run && !pw.run()) pw.go(told.run);
    const whose = told.mine ? "" : told.here ? "Somebody else is at work here: " : "Another program is at work here: ";
    if (told.busy) tell(whose + (told.told || told.what || "working"), told.here ? "busy" : "elsewhere");
    else tell("", "idle");
    pause = told.busy ? 500 : 1200;
    if (told.stamp !== stamp) { stamp = told.stamp; trigger("changed", { stamp }); }
  } catch (error) {
    fails += 1;
    if (fails > 1) tell("The connection is lost; trying again. Nothing that was begun is lost.", "lost");
    stamp = null;
    pause = Math.min(5000, 500 * fails);
  }
  setTimeout(look, document.hidden ? Math.max(pause, 4000) : pause);
}
look();
