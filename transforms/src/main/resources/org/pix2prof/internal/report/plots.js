// Plots use the page's colours and width, and are redrawn when these change.
const plots = new Set();

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Draws the plot of `options` at the width of `box`, until `forget` removes the box. */
function plot(box, options) {
  const kept = { box, drawn: null, width: 0 };
  kept.draw = () => {
    const cursor = kept.drawn?.cursor?.left;
    kept.drawn?.destroy();
    kept.width = box.clientWidth;
    const { settings, data } = options();
    kept.drawn = new uPlot({ padding: [8, 12, 0, 0], ...settings, width: Math.max(200, kept.width) }, data, box);
    if (cursor > 0) {
      kept.drawn.setCursor({ left: cursor, top: 10 });
    }
  };
  plots.add(kept);
  resized.observe(box);
  kept.draw();
  return kept;
}

function forget(inside) {
  for (const kept of plots) {
    if (inside.contains(kept.box)) {
      resized.unobserve(kept.box);
      kept.drawn.destroy();
      plots.delete(kept);
    }
  }
}

const redraw = () => plots.forEach((kept) => kept.draw());

const resized = new ResizeObserver((boxes) => {
  for (const kept of plots) {
    if (boxes.some((box) => box.target === kept.box) && kept.box.clientWidth !== kept.width) {
      kept.width = kept.box.clientWidth;
      kept.drawn.setSize({ width: Math.max(200, kept.width), height: kept.drawn.height });
    }
  }
});

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
// Prints use the light colours.
addEventListener("beforeprint", () => {
  document.documentElement.classList.add("light");
  redraw();
});
addEventListener("afterprint", () => {
  document.documentElement.classList.remove("light");
  redraw();
});

const FONT = "12px system-ui, sans-serif";

const axis = (text, more = {}) => ({
  stroke: colour("--ink-soft"),
  font: FONT,
  labelFont: FONT,
  label: text,
  labelSize: text ? 20 : 0,
  labelGap: 0,
  gap: 4,
  size: 26,
  grid: { stroke: colour("--grid"), width: 1 },
  ticks: { stroke: colour("--grid"), width: 1, size: 5 },
  ...more,
});

/** A range with a small margin; `least` is its minimum length. */
function padded(values, least, part = 0.04) {
  const finite = values.filter(known);
  if (finite.length === 0) {
    return [0, least];
  }
  const low = Math.min(...finite);
  const high = Math.max(...finite);
  const margin = Math.max(part * (high - low), (least - (high - low)) / 2);
  return [low - margin, high + margin];
}

const transparent = (hex, alpha) => hex + Math.round(255 * alpha).toString(16).padStart(2, "0");
