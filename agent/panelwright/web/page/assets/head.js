// Which comic, and in which light.
element.addEventListener("change", (event) => {
  if (event.target.matches("[data-runs]")) {
    location.href = event.target.value ? `/?run=${encodeURIComponent(event.target.value)}` : "/";
  }
});
element.addEventListener("click", (event) => {
  if (!event.target.closest("[data-theme]")) return;
  const dark = !document.body.classList.contains("dark");
  localStorage.setItem("pw-theme", dark ? "dark" : "light");
  pw.dark(dark);
});
