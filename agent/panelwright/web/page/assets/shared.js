// What all parts of the page share: which run and which tab this is, and how pictures are sent.
window.pw = {
  run: () => new URLSearchParams(location.search).get("run") || "",
  tab: () => {
    let id = sessionStorage.getItem("pw-tab");
    if (!id) {
      id = crypto.getRandomValues(new Uint32Array(4)).join("-");
      sessionStorage.setItem("pw-tab", id);
    }
    return id;
  },
  go: (run) => {
    const address = new URL(location.href);
    run ? address.searchParams.set("run", run) : address.searchParams.delete("run");
    history.replaceState(null, "", address);
  },
  notice: (text) => {
    const place = document.querySelector("#pw-notice .notices");
    if (place) place.textContent = text;
  },
  send: async (file) => {
    const answer = await fetch("/picture", { method: "POST", body: file });
    const told = await answer.json().catch(() => ({ error: "The picture could not be sent." }));
    if (!answer.ok) throw new Error(told.error || "The picture could not be sent.");
    return told.id;
  },
  dark: (wanted) => {
    document.body.classList.toggle("dark", wanted);
    document.documentElement.style.colorScheme = wanted ? "dark" : "light";
  },
};
document.addEventListener("click", (event) => {
  if (!event.target.closest("#pw-close")) return;
  document.querySelector('#pw-book .hit[aria-pressed="true"]')?.focus();
});
(() => {
  const kept = localStorage.getItem("pw-theme");
  if (kept) document.addEventListener("DOMContentLoaded", () => pw.dark(kept === "dark"));
  document.documentElement.lang = "en";
})();
