// What is drawn over the attempts: masks and letters only when asked for.
element.addEventListener("change", (event) => {
  const layer = event.target.dataset.layer;
  if (layer) element.classList.toggle(`show-${layer}`, event.target.checked);
});
