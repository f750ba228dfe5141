// All bands of an object in one plot, and the differences of neighbouring bands: the colours.
const BAND_ORDER = "FUV NUV u U B g G V r R i I z Z Y y J H K Ks W1 W2 W3 W4".split(" ");

/** Okabe and Ito's colours, in an order of increasing wavelength. */
const BAND_COLOURS = ["#0072b2", "#009e73", "#d55e00", "#cc79a7", "#e69f00", "#56b4e9", "#8c8c8c"];

const bandAt = (band) => {
  const at = BAND_ORDER.indexOf(band);
  return at < 0 ? BAND_ORDER.length : at;
};

let rowsByObject = null;

/** The first row of each band of an object, by wavelength. */
function bandsOf(object) {
  if (!rowsByObject) {
    rowsByObject = new Map();
    rows.object.forEach((name, row) => {
      if (!rowsByObject.has(name)) {
        rowsByObject.set(name, []);
      }
      rowsByObject.get(name).push(row);
    });
  }
  const first = new Map();
  for (const row of rowsByObject.get(object)) {
    const band = rows.band[row];
    if (band !== null && !first.has(band)) {
      first.set(band, row);
    }
  }
  return [...first].sort(([a], [b]) => bandAt(a) - bandAt(b) || text.compare(a, b));
}

/** Adds the plots after the galaxy's other parts, unless another galaxy was opened meanwhile. */
async function showBands(panel, galaxy, row, isOpen) {
  const bands = bandsOf(galaxy.object);
  if (bands.length < 2 || !bands.some(([, each]) => each === row)) {
    return;
  }
  let galaxies;
  try {
    galaxies = await Promise.all(bands.map(([, each]) => loadGalaxy(each)));
  } catch (failure) {
    return; // The message appears when that galaxy is opened.
  }
  const shownBands = bands
    .map(([band], i) => ({ band, profile: galaxies[i].profile, stroke: BAND_COLOURS[i % BAND_COLOURS.length] }))
    .filter(({ profile }) => profile && lastSample(profile) >= 0);
  if (!isOpen() || shownBands.length < 2) {
    return;
  }
  const colours = shownBands.slice(1).map((red, i) => colourOf(shownBands[i], red));
  const boxes = [
    make("div", { class: "plot bands-plot", role: "img", "aria-label": bandsText(galaxy.object, shownBands) }),
    make("div", { class: "plot colours-plot", role: "img", "aria-label": coloursText(colours) }),
  ];
  const key = ({ name, stroke }) => {
    const swatch = make("span", { class: "key" }, name);
    swatch.style.setProperty("--key", stroke);
    return swatch;
  };
  panel.querySelector(".plots").append(
    make(
      "figure",
      { class: "panel bands-panel" },
      make(
        "figcaption",
        {},
        "All bands",
        make("span", { class: "keys" }, shownBands.map(({ band, stroke }) => key({ name: band, stroke }))),
        make("span", { class: "keys" }, colours.map(key))
      ),
      boxes,
      make(
        "p",
        { class: "readout" },
        haveSameShapes(shownBands)
          ? "Measured along the same ellipses."
          : "Each band has its own ellipses, so the differences are colours only where these agree."
      )
    )
  );
  // The choice of the axis redraws these plots, too.
  (galaxy.drawn ??= []).push(
    plot(boxes[0], () => bandsPlot(shownBands)),
    plot(boxes[1], () => coloursPlot(colours))
  );
}

/** Interpolates mu linearly in the logarithm of the radius; null outside the samples with mu. */
function muAt({ r, mu }, radius) {
  const after = r.findIndex((each) => each >= radius);
  if (after >= 0 && r[after] === radius) {
    return mu[after];
  }
  const before = after - 1;
  if (before < 0 || !known(mu[before]) || !known(mu[after])) {
    return null;
  }
  const part =
    r[before] > 0
      ? Math.log(radius / r[before]) / Math.log(r[after] / r[before])
      : (radius - r[before]) / (r[after] - r[before]);
  return (1 - part) * mu[before] + part * mu[after];
}

function colourOf(blue, red) {
  const { r, mu } = red.profile;
  return {
    name: `${blue.band} \u2212 ${red.band}`,
    stroke: red.stroke,
    r,
    values: r.map((radius, i) => {
      const other = muAt(blue.profile, radius);
      return known(mu[i]) && known(other) ? other - mu[i] : null;
    }),
  };
}

const haveSameShapes = (bands) =>
  bands.every(
    ({ profile }) =>
      profile.e &&
      bands[0].profile.e &&
      profile.r.every((radius, i) => {
        const first = bands[0].profile;
        return i >= first.r.length || (first.r[i] === radius && Math.abs(first.e[i] - profile.e[i]) < 1e-3);
      })
  );

const bandsText = (object, bands) =>
  `Surface brightness of ${object} in ${plural(bands.length, "band")}: ` +
  bands
    .map(({ band, profile }) => {
      const n = lastSample(profile);
      const first = profile.mu.findIndex(known);
      return `${band} ${fixed(profile.mu[first], 2)} to ${fixed(profile.mu[n], 2)} ${MU_UNIT}`;
    })
    .join("; ");

const coloursText = (colours) =>
  "Colour profiles: " +
  colours
    .map(({ name, values }) => {
      const all = values.filter(known);
      return all.length ? `${name} ${fixed(all[0], 2)} to ${fixed(all[all.length - 1], 2)}` : `${name} unknown`;
    })
    .join("; ");

/** The common range of the radii, on the axis that the profile has. */
function bandsScale(all) {
  const positive = all.flat().filter((r) => known(r) && r > 0);
  const low = Math.min(...positive);
  const high = Math.max(...positive);
  return axes.log
    ? { time: false, distr: 3, range: () => [low / 1.15, high * 1.15] }
    : { time: false, range: () => [0, high * 1.03] };
}

function bandsPlot(bands) {
  const [bright, faint] = padded(bands.flatMap(({ profile }) => profile.mu), 1, 0.05);
  return {
    data: uPlot.join(bands.map(({ profile }) => drawable(profile.r, profile.mu))),
    settings: {
      height: 220,
      legend: { show: false },
      cursor: cursorFor(),
      scales: { x: bandsScale(bands.map(({ profile }) => profile.r)), mu: { dir: -1, range: () => [bright, faint] } },
      axes: [radiusAxis(false), axis(MU + ", " + MU_UNIT, { scale: "mu", size: 52 })],
      series: [
        {},
        ...bands.map(({ stroke }) => ({
          scale: "mu",
          stroke,
          width: 1.5,
          spanGaps: true,
          points: { show: false },
        })),
      ],
    },
  };
}

function coloursPlot(colours) {
  const [low, high] = padded(colours.flatMap(({ values }) => values), 0.4, 0.1);
  return {
    data: uPlot.join(colours.map(({ r, values }) => drawable(r, values))),
    settings: {
      height: 130,
      legend: { show: false },
      cursor: cursorFor(),
      scales: { x: bandsScale(colours.map(({ r }) => r)), colour: { range: () => [low, high] } },
      axes: [radiusAxis(true), axis("colour, mag", { scale: "colour", size: 52, space: 24 })],
      series: [
        {},
        ...colours.map(({ stroke }) => ({
          scale: "colour",
          stroke,
          width: 1.5,
          spanGaps: true,
          points: { show: false },
        })),
      ],
    },
  };
}
