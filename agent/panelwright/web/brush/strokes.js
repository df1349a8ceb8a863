// A mask as a list of strokes over what was there before, so that any of them can be undone.
"use strict";

const COLOUR = "#e6007e";

function newMask() {
  return { base: null, strokes: [] };
}

// Every stroke reads the pixels back: a canvas in memory is quicker at that than one on a graphics card.
const penOf = (canvas) => canvas.getContext("2d", { willReadFrequently: true });

const isClean = (mask) => mask.base === null && mask.strokes.every((stroke) => stroke.erases);

// A stroke is {erases, size, points}; sizes and points are in pixels of the picture.
function drawStroke(pen, stroke) {
  pen.globalCompositeOperation = stroke.erases ? "destination-out" : "source-over";
  pen.lineCap = pen.lineJoin = "round";
  pen.lineWidth = stroke.size;
  pen.strokeStyle = pen.fillStyle = COLOUR;
  const [first, ...others] = stroke.points;
  pen.beginPath();
  pen.moveTo(...first);
  for (const point of others.length ? others : [first]) pen.lineTo(...point);
  pen.stroke();
}

function drawMask(canvas, mask) {
  const pen = penOf(canvas);
  pen.globalCompositeOperation = "source-over";
  pen.clearRect(0, 0, canvas.width, canvas.height);
  if (mask.base) pen.drawImage(mask.base, 0, 0, canvas.width, canvas.height);
  for (const stroke of mask.strokes) drawStroke(pen, stroke);
}

// What is marked becomes white on black; half-covered edges of strokes are decided one way or the other.
function maskAddress(canvas) {
  const { width, height } = canvas;
  const shown = penOf(canvas).getImageData(0, 0, width, height);
  let marked = false;
  for (let at = 0; at < shown.data.length; at += 4) {
    const white = shown.data[at + 3] > 127 ? 255 : 0;
    marked = marked || white > 0;
    shown.data.set([white, white, white, 255], at);
  }
  if (!marked) return null;
  const copy = Object.assign(document.createElement("canvas"), { width, height });
  penOf(copy).putImageData(shown, 0, 0);
  return copy.toDataURL("image/png");
}

// The other way round: a black-and-white mask as a picture of what is marked.
function markedFrom(image, width, height) {
  const copy = Object.assign(document.createElement("canvas"), { width, height });
  const pen = penOf(copy);
  pen.drawImage(image, 0, 0, width, height);
  const pixels = pen.getImageData(0, 0, width, height);
  for (let at = 0; at < pixels.data.length; at += 4) {
    const marked = pixels.data[at] > 127 && pixels.data[at + 3] > 127;
    pixels.data.set([230, 0, 126, marked ? 255 : 0], at);
  }
  pen.putImageData(pixels, 0, 0);
  return copy;
}
