// What could not be done stays until it is closed or something else is.
element.addEventListener("click", (event) => {
  if (event.target.closest("button")) props.value = "";
});
