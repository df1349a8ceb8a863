// Small helpers that make and change elements. Text goes in as text, never as markup.
"use strict";

function make(tag, className, attributes = {}) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

// A story's words may run from right to left or carry marks that turn text around: they are kept apart.
function say(node, text) {
  if (node.textContent === text) return;
  const words = make("bdi", "", { dir: "auto" });
  words.textContent = text;
  node.replaceChildren(words);
}

// The same for an attribute, which can hold no element: Unicode's isolates, and none of them within.
function isolated(text) {
  return "\u2068" + String(text || "").replace(/[\u202a-\u202e\u2066-\u2069]/g, "") + "\u2069";
}

function attribute(node, name, value) {
  if (value === null) node.removeAttribute(name);
  else if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
}

// Pictures come from where the page came from, or lie in the address itself: nothing else is asked.
function safeAddress(address) {
  if (!address) return null;
  try {
    const url = new URL(address, document.baseURI);
    if (url.origin === location.origin || url.protocol === "blob:") return url.href;
    return url.protocol === "data:" && url.pathname.startsWith("image/") ? url.href : null;
  } catch {
    return null;
  }
}

function showPicture(image, address) {
  const found = safeAddress(address);
  image.hidden = found === null;
  attribute(image, "src", found);
}
