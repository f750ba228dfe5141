// Creates elements from text and attributes only, so that data never becomes markup.
const byId = (id) => document.getElementById(id);

function append(parent, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) {
      parent.append(child instanceof Node ? child : String(child));
    }
  }
  return parent;
}

function setAttributes(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, "");
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  return element;
}

const make = (tag, attributes = {}, ...children) =>
  append(setAttributes(document.createElement(tag), attributes), children);

const makeSvg = (tag, attributes = {}, ...children) =>
  append(
    setAttributes(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes),
    children
  );

const known = (value) => value !== null && value !== undefined && Number.isFinite(value);
/** Formats a number with fixed decimals; a result of zero has no sign. */
const fixed = (value, digits) =>
  known(value)
    ? value.toFixed(digits).replace(/^-(?=[0.]*$)/, "").replace("-", "\u2212")
    : "\u2013";
const signed = (value, digits) => {
  const number = fixed(value, digits);
  return (value > 0 && /[1-9]/.test(number) ? "+" : "") + number;
};
/** Allows line breaks in long names between their parts. */
const breakable = (name) =>
  name.split(/(?<=[_.\-+#])/).flatMap((part, i) => (i > 0 ? [make("wbr"), part] : [part]));
const whole = (value) => value.toLocaleString("en-GB");
const plural = (n, what) => whole(n) + "\u00a0" + what + (n === 1 ? "" : "s");
const spaced = (name) => name.replaceAll("_", " ");

const ARCSEC = "\u2033";
const MU = "\u03bc";
const MU_UNIT = "mag/arcsec\u00b2";
