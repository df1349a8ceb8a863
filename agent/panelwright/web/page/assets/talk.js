// The conversation: answers and ideas are pressed, pictures open their panel.
element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.say) {
    for (const one of element.querySelectorAll("[data-say]")) one.disabled = true;
    trigger("answer", { text: button.dataset.say });
  } else if ("goOn" in button.dataset) {
    button.disabled = true;
    trigger("go_on", {});
  } else if (button.dataset.panel) {
    trigger("open", { panel: button.dataset.panel });
  } else if (button.dataset.fill) {
    const field = document.querySelector("#pw-turn textarea");
    field.value = button.dataset.fill;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  }
});
const box = document.querySelector("#pw-talk");
// The newest is in sight, unless somebody reads what was said before.
let pinned = true;
const down = () => requestAnimationFrame(() => { if (pinned) box.scrollTop = box.scrollHeight; });
box.addEventListener("scroll", () => {
  pinned = box.scrollHeight - box.scrollTop - box.clientHeight < 80;
}, { passive: true });
new ResizeObserver(down).observe(box);
box.setAttribute("role", "log");
box.setAttribute("aria-label", "Conversation");
box.tabIndex = 0;
watch("value", down);
down();
