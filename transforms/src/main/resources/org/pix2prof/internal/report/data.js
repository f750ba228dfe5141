// The page's data of all galaxies, and the location of the details of each.
const report = JSON.parse(byId("data").textContent);
const rows = report.table;
const total = rows.object.length;
const flagsOf = (row) => rows.flags[row].map((flag) => rows.flagNames[flag]);
const meanings = new Map(rows.flagNames.map((flag, i) => [flag, rows.flagMeanings[i]]));
/** The names of flags; their meanings are tooltips. */
const flagList = (flags) =>
  flags.map((flag, i) => [
    i > 0 ? ", " : null,
    make("span", { class: "flag", title: meanings.get(flag) }, spaced(flag)),
  ]);
/** Flags with their meanings. */
const flagWords = (flags) =>
  make(
    "ul",
    { class: "flag-words" },
    flags.map((flag) =>
      make(
        "li",
        {},
        make("span", { class: "flag", title: meanings.get(flag) }, spaced(flag)),
        make("span", { class: "meaning" }, " \u2013 " + meanings.get(flag))
      )
    )
  );
const label = (row) => rows.object[row] + (rows.band[row] === null ? "" : " " + rows.band[row]);

const addresses = [];
const rowOfAddress = new Map();
{
  const copies = new Map();
  for (let row = 0; row < total; row++) {
    const name =
      encodeURIComponent(rows.object[row]) + "/" + encodeURIComponent(rows.band[row] ?? "");
    const copy = (copies.get(name) ?? 0) + 1;
    copies.set(name, copy);
    addresses.push("#" + name + (copy > 1 ? "/" + copy : ""));
    rowOfAddress.set(addresses[row], row);
  }
}

// Browsers may encode an address differently from encodeURIComponent.
function rowOf(address) {
  try {
    const parts = address.slice(1).split("/").map(decodeURIComponent).map(encodeURIComponent);
    return rowOfAddress.get("#" + parts.join("/"));
  } catch (malformed) {
    return undefined;
  }
}

const KEPT_CHUNKS = 8;
const chunks = new Map();
const waiting = new Map();

window.pix2prof = Object.freeze({
  take(number, galaxies) {
    chunks.set(number, galaxies);
    if (chunks.size > KEPT_CHUNKS) {
      chunks.delete(chunks.keys().next().value);
    }
  },
});

function loadChunk(number) {
  if (chunks.has(number)) {
    return Promise.resolve(chunks.get(number));
  }
  if (!waiting.has(number)) {
    const name = "galaxies/" + report.chunks[number];
    const loaded = new Promise((resolve, reject) => {
      const script = make("script", {
        src: name,
        onload: () => {
          script.remove();
          if (chunks.has(number)) {
            resolve(chunks.get(number));
          } else {
            reject(new Error(name + " is not of this report"));
          }
        },
        onerror: () => {
          script.remove();
          reject(new Error(name + " could not be loaded: it belongs beside this page"));
        },
      });
      document.head.append(script);
    }).finally(() => waiting.delete(number));
    waiting.set(number, loaded);
  }
  return waiting.get(number);
}

const loadGalaxy = (row) =>
  loadChunk(Math.floor(row / report.perChunk)).then((chunk) => chunk[row % report.perChunk]);
