// Buttons and pictures of the cast and of formats: each tells what it is to do.
element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-deed]");
  if (button) trigger("deed", { ...button.dataset });
});
element.addEventListener("change", async (event) => {
  const input = event.target;
  if (input.type !== "file" || !input.files.length) return;
  try {
    const picture = await pw.send(input.files[0]);
    trigger("deed", { ...input.dataset, picture });
  } catch (error) {
    trigger("deed", { deed: "refused", why: error.message });
  }
  input.value = "";
});
