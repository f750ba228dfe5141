// One galaxy: its cutout, its profile and their provenance.
const axes = { log: false };
let shown = 0;

function neighbour(step) {
  const at = view.found.indexOf(view.open);
  return at < 0 ? undefined : view.found[at + step];
}

async function openGalaxy(row) {
  const turn = ++shown;
  const panel = byId("galaxy");
  const before = panel.contains(document.activeElement) ? document.activeElement.id : null;
  view.open = row;
  turnToRow(row);
  let galaxy;
  let failure;
  try {
    galaxy = await loadGalaxy(row);
  } catch (problem) {
    failure = problem;
  }
  if (turn !== shown) {
    return; // Another galaxy was opened in the meantime.
  }
  forget(panel);
  panel.replaceChildren(head(row));
  panel.hidden = false;
  document.body.classList.add("has-galaxy");
  if (failure) {
    panel.append(make("p", { class: "note", role: "alert" }, failure.message));
  } else {
    showGalaxy(panel, galaxy);
    showBands(panel, galaxy, row, () => turn === shown);
  }
  document.title = label(row) + " \u2013 surface-brightness profile";
  const kept = before && byId(before);
  (kept && !kept.disabled ? kept : panel).focus({ preventScroll: true });
  const { top, bottom } = panel.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) {
    panel.scrollIntoView({ block: "start" });
  }
}

function closeGalaxy() {
  const row = view.open;
  if (row === null) {
    return;
  }
  shown++;
  view.open = null;
  const panel = byId("galaxy");
  forget(panel);
  panel.hidden = true;
  panel.replaceChildren();
  document.body.classList.remove("has-galaxy");
  document.title = "Surface-brightness profiles";
  turnToRow(row);
  linkOf(row)?.focus();
}

const leave = () => {
  history.pushState(null, "", location.pathname + location.search);
  closeGalaxy();
};

function head(row) {
  const go = (id, title, step, sign) => {
    const to = neighbour(step);
    return make(
      "button",
      {
        type: "button",
        id,
        disabled: to === undefined,
        "aria-label": title,
        title,
        onclick: () => (location.hash = addresses[to]),
      },
      sign
    );
  };
  return make(
    "div",
    { class: "bar" },
    make(
      "h2",
      { id: "galaxy-title" },
      make("span", { class: "name" }, rows.object[row]),
      rows.band[row] === null ? null : make("span", { class: "band-badge" }, rows.band[row])
    ),
    make(
      "div",
      { class: "buttons" },
      go("galaxy-previous", "Previous galaxy", -1, "\u2190"),
      go("galaxy-next", "Next galaxy", 1, "\u2192"),
      make(
        "button",
        { type: "button", id: "galaxy-close", "aria-label": "Close", title: "Close (Escape)", onclick: leave },
        "\u2715"
      )
    )
  );
}

function showGalaxy(panel, galaxy) {
  panel.append(
    make(
      "div",
      { class: "pictures" },
      showCutout(galaxy),
      make("div", { class: "plots" }, profilePanel(galaxy)),
      metadata(galaxy)
    )
  );
  if (galaxy.profile?.r.length) {
    panel.append(structureTable(galaxy), samples(galaxy));
    drawProfile(galaxy);
  }
}

function profilePanel(galaxy) {
  const { profile, reference } = galaxy;
  if (!profile?.r.length) {
    return make(
      "figure",
      { class: "panel profile-panel" },
      make("figcaption", {}, "Profile"),
      make(
        "p",
        { class: "note" },
        profile ? "The profile has no samples." : "This image has no profile."
      )
    );
  }
  const scale = (name, log) =>
    make(
      "label",
      { class: "toggle" },
      make("input", {
        type: "radio",
        name: "axis",
        id: "axis-" + name,
        checked: axes.log === log,
        onchange: () => {
          axes.log = log;
          galaxy.drawn.forEach((kept) => kept.draw());
        },
      }),
      name
    );
  galaxy.boxes = [
    make("div", {
      class: "plot main-plot",
      role: "img",
      tabindex: "0",
      "aria-label": profileText(galaxy),
    }),
    reference?.residual.length
      ? make("div", {
          class: "plot residual-plot",
          role: "img",
          "aria-label":
            `Profile minus reference, fainter downwards: median ${signed(reference.bias, 3)}, ` +
            `median absolute deviation ${fixed(reference.deviation, 3)} ${MU_UNIT}`,
        })
      : null,
    ...(profile.e ? shapeBoxes(profile) : []),
  ];
  galaxy.readout = make("p", { class: "readout", id: "readout" });
  return make(
    "figure",
    { class: "panel profile-panel" },
    make(
      "figcaption",
      {},
      "Profile",
      make(
        "span",
        { class: "keys" },
        make("span", { class: "key profile-key" }, profile.err ? MU + " \u00b1 1\u03c3" : MU),
        reference ? make("span", { class: "key reference-key" }, "reference") : null,
        profile.limit
          ? make("span", { class: "key beyond-key" }, "measured, or 3\u03c3 limit")
          : null
      )
    ),
    galaxy.readout,
    galaxy.boxes,
    make("div", { class: "toggles" }, "Radius", scale("linear", false), scale("log", true))
  );
}

function profileText(galaxy) {
  const { r, mu, err, limit } = galaxy.profile;
  const first = mu.findIndex(known);
  const n = lastSample(galaxy.profile);
  return (
    `Surface brightness of ${galaxy.object} against semi-major axis: ` +
    (n < 0
      ? "none predicted, "
      : `${fixed(mu[first], 2)} ${MU_UNIT} at ${fixed(r[first], 2)}${ARCSEC}, ` +
        `${fixed(mu[n], 2)}${err ? " \u00b1 " + fixed(err[n], 2) : ""} at ${fixed(r[n], 1)}${ARCSEC}, `) +
    `${plural(r.length, "sample")}` +
    (limit ? `, ${whole(mu.filter((m) => !known(m)).length)} without predicted ${MU}` : "") +
    (galaxy.reference
      ? `; median deviation from the reference ${fixed(galaxy.reference.deviation, 3)}`
      : "") +
    ". Left and right arrow keys read it sample by sample."
  );
}

function drawProfile(galaxy) {
  const { profile, reference } = galaxy;
  const [main, residual, ellipticity, angle] = galaxy.boxes;
  galaxy.drawn = [plot(main, () => profileOf(galaxy))];
  if (residual) {
    galaxy.drawn.push(plot(residual, () => residualOf(galaxy)));
  }
  if (ellipticity) {
    galaxy.drawn.push(
      plot(ellipticity, () => shapeOf(galaxy, profile.e, "ellipticity", false)),
      plot(angle, () => shapeOf(galaxy, continuous(angleOf(profile)), angleName(profile), true))
    );
  }
  let at = -1;
  galaxy.read = (radius) => {
    at = known(radius) ? nearest(profile.r, radius) : -1;
    galaxy.readout.textContent = at < 0 ? idleText(galaxy) : sampleText(galaxy, at);
    galaxy.showRadius?.(at < 0 ? null : profile.r[at]);
  };
  galaxy.read(null);
  main.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      event.preventDefault();
      event.stopPropagation();
      const next = Math.max(0, Math.min(profile.r.length - 1, at + step));
      const drawn = galaxy.drawn[0].drawn;
      drawn.setCursor({ left: drawn.valToPos(profile.r[next], "x"), top: drawn.over.clientHeight / 2 });
      galaxy.read(profile.r[next]);
    }
  });
}

function nearest(values, value) {
  let best = 0;
  values.forEach((each, i) => {
    if (Math.abs(each - value) < Math.abs(values[best] - value)) {
      best = i;
    }
  });
  return best;
}

const idleText = ({ reference }) =>
  reference
    ? `deviation ${fixed(reference.deviation, 3)}, bias ${signed(reference.bias, 3)}, ` +
      `${fixed(100 * reference.coverage, 0)} % covered`
    : "Point at the profile to read it.";

function sampleText(galaxy, i) {
  const { r, mu, err, e, pa, masked } = galaxy.profile;
  return [
    `R ${fixed(r[i], 2)}${ARCSEC}`,
    known(mu[i])
      ? `${MU} ${fixed(mu[i], 3)}${err ? " \u00b1 " + fixed(err[i], 3) : ""}`
      : beyondText(galaxy.profile, i),
    e ? `e ${fixed(e[i], 2)}` : null,
    pa ? `PA ${fixed(pa[i], 0)}\u00b0` : null,
    masked?.[i] > 0 ? `${fixed(100 * masked[i], 0)} % masked` : null,
  ]
    .filter(Boolean)
    .join("   ");
}

/** The measured surface brightness, or its limit, where the model predicts none. */
function beyondText({ beyond, beyondErr, limit }, i) {
  if (known(beyond?.[i])) {
    return `${MU} ${fixed(beyond[i], 2)} \u00b1 ${fixed(beyondErr[i], 2)} (measured)`;
  }
  return known(limit?.[i]) ? `${MU} > ${fixed(limit[i], 2)} (3\u03c3)` : `${MU} \u2013`;
}

function radiusScale(galaxy) {
  const { profile, reference } = galaxy;
  const all = [...profile.r, ...(reference?.r ?? [])].filter((r) => known(r) && r > 0);
  const low = Math.min(...all);
  const high = Math.max(...all);
  return axes.log
    ? { time: false, distr: 3, range: () => [low / 1.15, high * 1.15] }
    : { time: false, range: () => [0, high * 1.03] };
}

/** Selects positive radii for the logarithmic axis. */
const drawable = (r, ...series) => {
  const kept = r.map((each, i) => i).filter((i) => r[i] > 0 || !axes.log);
  return [r, ...series].map((values) => kept.map((i) => values[i]));
};

const logValues = (u, at) =>
  at.map((tick) => (tick === null ? null : String(Number(tick.toPrecision(2)))));

/** The upper of two plots shares the radius axis of the lower one. */
const radiusAxis = (lowest) =>
  axis(lowest ? "semi-major axis, arcsec" : null, {
    ...(lowest ? {} : { size: 8 }),
    ...(lowest ? (axes.log ? { values: logValues } : {}) : { values: (u, at) => at.map(() => "") }),
  });

function cursorFor() {
  return {
    y: false,
    drag: { x: false, y: false },
    points: { show: false },
    sync: { key: "galaxy", scales: ["x", null] },
  };
}

const follow = (galaxy) => (u) => {
  const { left } = u.cursor;
  galaxy.read?.(left >= 0 ? u.posToVal(left, "x") : null);
};

function profileOf(galaxy) {
  const { profile, reference } = galaxy;
  const { r, mu, err, limit } = profile;
  const none = r.map(() => null);
  const beyond = profile.beyond ?? none;
  const own = drawable(
    r,
    mu,
    mu.map((m, i) => (err && known(m) && known(err[i]) ? m - err[i] : null)),
    mu.map((m, i) => (err && known(m) && known(err[i]) ? m + err[i] : null)),
    beyond
  );
  const tables = reference ? [drawable(reference.r, reference.mu), own] : [own];
  // The reference is a broad line under the profile, so that both are visible where they agree.
  // The range fits the profile, not its uncertainties.
  const [bright, faint] = padded(
    [...mu, ...(reference?.mu ?? []), ...beyond, ...(limit ?? [])],
    1,
    0.05
  );
  const profileColour = colour("--profile");
  return {
    data: tables.length > 1 ? uPlot.join(tables) : own,
    settings: {
      height: 320,
      legend: { show: false },
      cursor: cursorFor(),
      scales: { x: radiusScale(galaxy), mu: { dir: -1, range: () => [bright, faint] } },
      axes: [
        radiusAxis(galaxy.boxes.filter(Boolean).length === 1),
        axis(MU + ", " + MU_UNIT, { scale: "mu", size: 52 }),
      ],
      series: [
        {},
        ...(reference
          ? [
              {
                scale: "mu",
                stroke: transparent(colour("--reference"), 0.6),
                width: 6,
                spanGaps: true,
                points: { show: false },
              },
            ]
          : []),
        {
          scale: "mu",
          stroke: profileColour,
          width: 1.5,
          spanGaps: true,
          points: { show: r.length < 80, size: 4, fill: profileColour },
        },
        { scale: "mu", stroke: "transparent", spanGaps: true, points: { show: false } },
        { scale: "mu", stroke: "transparent", spanGaps: true, points: { show: false } },
        {
          scale: "mu",
          stroke: profileColour,
          width: 0,
          points: { show: true, size: 6, width: 1.2, stroke: profileColour, fill: colour("--panel") },
        },
      ],
      bands: err ? [{ series: [tables.length + 2, tables.length + 1], fill: transparent(profileColour, 0.3) }] : [],
      hooks: {
        draw: [(u) => drawBeyond(u, profile, profileColour)],
        setCursor: [follow(galaxy)],
      },
    },
  };
}

/** Draws the errors of measured samples without mu, and arrows at limits: fainter is downwards. */
function drawBeyond(u, { r, beyond, beyondErr, limit }, stroke) {
  if (!limit) {
    return;
  }
  const { ctx } = u;
  const step = 4 * devicePixelRatio;
  ctx.save();
  ctx.strokeStyle = stroke;
  ctx.lineWidth = devicePixelRatio;
  ctx.beginPath();
  r.forEach((radius, i) => {
    if (axes.log && !(radius > 0)) {
      return;
    }
    const x = u.valToPos(radius, "x", true);
    if (known(beyond[i]) && known(beyondErr[i])) {
      ctx.moveTo(x, u.valToPos(beyond[i] - beyondErr[i], "mu", true));
      ctx.lineTo(x, u.valToPos(beyond[i] + beyondErr[i], "mu", true));
    } else if (known(limit[i])) {
      const y = u.valToPos(limit[i], "mu", true);
      ctx.moveTo(x - step, y);
      ctx.lineTo(x + step, y);
      ctx.moveTo(x, y);
      ctx.lineTo(x, y + 2.5 * step);
      ctx.moveTo(x - 0.6 * step, y + 1.7 * step);
      ctx.lineTo(x, y + 2.5 * step);
      ctx.lineTo(x + 0.6 * step, y + 1.7 * step);
    }
  });
  ctx.stroke();
  ctx.restore();
}

/** Position angles on the sky if they are known, or else from the image's x axis. */
const angleOf = (profile) => profile.paSky ?? profile.pa;
const angleName = (profile) => (profile.paSky ? "PA, N to E" : "PA from +x");

const shapeBoxes = (profile) => [
  make("div", {
    class: "plot shape-plot",
    role: "img",
    "aria-label": shapeText("Ellipticity", profile.e, profile, 2, ""),
  }),
  make("div", {
    class: "plot shape-plot",
    role: "img",
    "aria-label": shapeText(
      profile.paSky ? "Position angle, from north to east" : "Position angle from the image's x axis",
      angleOf(profile),
      profile,
      0,
      "\u00b0"
    ),
  }),
];

const shapeText = (what, values, { r }, digits, unit) =>
  `${what} against semi-major axis: ${fixed(values[0], digits)}${unit} at ${fixed(r[0], 2)}${ARCSEC}, ` +
  `${fixed(values[values.length - 1], digits)}${unit} at ${fixed(r[r.length - 1], 1)}${ARCSEC}.`;

/** Adds multiples of 180 degrees, so that no step is larger than 90. */
function continuous(angles) {
  let before = angles.find(known);
  return angles.map((angle) => {
    if (known(angle)) {
      before = angle - 180 * Math.round((angle - before) / 180);
      return before;
    }
    return null;
  });
}

function shapeOf(galaxy, values, name, degrees) {
  const [low, high] = padded(values, degrees ? 20 : 0.2, 0.1);
  const range = degrees ? [low, high] : [Math.max(0, low), Math.min(1, high)];
  const profileColour = colour("--profile");
  return {
    data: drawable(galaxy.profile.r, values),
    settings: {
      height: degrees ? 120 : 90,
      legend: { show: false },
      cursor: cursorFor(),
      scales: { x: radiusScale(galaxy), shape: { range: () => range } },
      axes: [
        radiusAxis(degrees),
        axis(name + (degrees ? ", \u00b0" : ""), {
          scale: "shape",
          size: 52,
          space: 24,
          ...(degrees
            ? { values: (u, at) => at.map((tick) => String(Number((((tick % 180) + 180) % 180).toFixed(1)))) }
            : {}),
        }),
      ],
      series: [
        {},
        {
          scale: "shape",
          stroke: profileColour,
          width: 1.5,
          spanGaps: true,
          points: { show: values.length < 80, size: 4, fill: profileColour },
        },
      ],
      hooks: { setCursor: [follow(galaxy)] },
    },
  };
}

function residualOf(galaxy) {
  const { reference } = galaxy;
  const [bright, faint] = padded([...reference.residual, 0], 0.1);
  const profileColour = colour("--profile");
  return {
    data: drawable(reference.atR, reference.residual),
    settings: {
      height: 170,
      legend: { show: false },
      cursor: cursorFor(),
      scales: { x: radiusScale(galaxy), mu: { dir: -1, range: () => [bright, faint] } },
      axes: [radiusAxis(!galaxy.boxes[2]), residualAxis({ scale: "mu", size: 52 })],
      series: [
        {},
        {
          scale: "mu",
          stroke: profileColour,
          width: 1.5,
          spanGaps: true,
          points: { show: true, size: 5, fill: profileColour },
        },
      ],
      hooks: { drawAxes: [(u) => residualLines(u, "mu")], setCursor: [follow(galaxy)] },
    },
  };
}

const CENTRES = {
  profile: "",
  image: " (found in the image; the table of profiles has none)",
  middle: " (the middle of the image; none was found)",
};

function metadata(galaxy) {
  const { cutout, profile } = galaxy;
  const facts = [
    ["Source", make("span", { class: "path" }, galaxy.source), "wide"],
    profile ? ["Model", profile.model, "wide"] : null,
    ["HDU", galaxy.hdu],
    ...KEY_QUANTITIES.map((name) => structureOf(profile).find((each) => each.name === name))
      .filter((each) => each && known(each.value))
      .map((each) => [quantityName(each), quantityText(each)]),
    known(profile?.magnitude)
      ? ["Magnitude within R last", fixed(profile.magnitude, 3)]
      : null,
    profile?.sky
      ? [
          "Sky per pixel",
          `${significant(profile.sky.level)} \u00b1 ${significant(profile.sky.error)}, ` +
            `\u03c3 ${significant(profile.sky.sigma)}`,
        ]
      : null,
    profile?.masked?.some((part) => part > 0)
      ? ["Masked, at most", `${fixed(100 * Math.max(0, ...profile.masked.filter(known)), 0)} % of an isophote`]
      : null,
    cutout?.maskedPixels
      ? [
          "Masked pixels",
          `${whole(cutout.maskedPixels)}: removed by the survey's mask, a given mask or a segmentation map, or without a value in the file`,
          "wide",
        ]
      : null,
    ["Flags", galaxy.flags.length ? flagWords(galaxy.flags) : "none", "wide"],
    cutout
      ? ["Centre", `${fixed(cutout.x, 2)}, ${fixed(cutout.y, 2)} px` + CENTRES[cutout.centreFrom]]
      : null,
    known(cutout?.ra)
      ? ["RA, Dec \u00b0", `${fixed(cutout.ra, 5)}, ${signed(cutout.dec, 5)}`]
      : null,
    cutout
      ? [
          "Image",
          `${cutout.imageWidth} \u00d7 ${cutout.imageHeight} px of ${Number(fixed(cutout.scale, 4))}${ARCSEC}` +
            (cutout.scaleAssumed ? " (assumed)" : ""),
        ]
      : null,
  ].filter(Boolean);
  return make(
    "dl",
    { class: "facts", id: "facts" },
    facts.map(([name, value, kind]) =>
      make("div", { class: kind ?? null }, make("dt", {}, name), make("dd", {}, value))
    )
  );
}

/** Quantities among the facts; the table of the structure has all. */
const KEY_QUANTITIES = ["r_25", "mag_total", "r_50", "sersic_n"];
const NAMES = { r_25: "R 25", mag_total: "Total magnitude", r_50: "r 50", sersic_n: "S\u00e9rsic n" };
const structureOf = (profile) =>
  (profile?.structure ?? []).map(([value, error, reason], i) => ({
    ...report.quantities[i],
    value,
    error,
    reason,
  }));
const quantityName = ({ name }) => NAMES[name] ?? spaced(name);
const quantityUnit = ({ unit }) => (unit === "arcsec" ? ARCSEC : unit && unit !== "mag" ? " " + unit : "");

/** Three significant digits. */
const significant = (value) => (known(value) ? String(Number(value.toPrecision(3))).replace("-", "\u2212") : "\u2013");

const quantityText = (each) =>
  fixed(each.value, 2) + quantityUnit(each) + (known(each.error) ? " \u00b1 " + fixed(each.error, 2) : "");

function structureTable({ profile }) {
  return make(
    "details",
    { class: "listing structure" },
    make("summary", {}, "Structural parameters"),
    make(
      "div",
      { class: "table-box" },
      make(
        "table",
        {},
        make(
          "thead",
          {},
          make("tr", {}, ["Quantity", "Value", "Unit", "Meaning"].map((name) => make("th", { scope: "col" }, name)))
        ),
        make(
          "tbody",
          {},
          structureOf(profile).map((each) =>
            make(
              "tr",
              {},
              make("th", { scope: "row" }, each.name),
              make(
                "td",
                { class: "number" },
                known(each.value)
                  ? fixed(each.value, 3) + (known(each.error) ? " \u00b1 " + fixed(each.error, 3) : "")
                  : spaced(each.reason ?? "\u2013")
              ),
              make("td", {}, each.unit),
              make("td", { class: "meaning" }, each.meaning)
            )
          )
        )
      )
    )
  );
}

/** The values as a table, for screen readers and for copying. */
function samples(galaxy) {
  const { r, mu, err, e, pa, paSky, beyond, limit, masked } = galaxy.profile;
  const lists = [
    ["R " + ARCSEC, r, 3],
    [MU, mu, 3],
    err ? [MU + " err", err, 3] : null,
    beyond ? [MU + " measured", beyond, 3] : null,
    limit ? [MU + " limit", limit, 2] : null,
    e ? ["e", e, 3] : null,
    pa ? ["PA \u00b0", pa, 1] : null,
    paSky ? ["PA N to E \u00b0", paSky, 1] : null,
    masked ? ["masked", masked, 2] : null,
  ].filter(Boolean);
  return make(
    "details",
    { class: "listing samples" },
    make("summary", {}, plural(r.length, "sample")),
    make(
      "div",
      { class: "table-box" },
      make(
        "table",
        {},
        make("thead", {}, make("tr", {}, lists.map(([name]) => make("th", { scope: "col", class: "number" }, name)))),
        make(
          "tbody",
          {},
          r.map((radius, i) =>
            make(
              "tr",
              {},
              lists.map(([, values, digits]) => make("td", { class: "number" }, fixed(values[i], digits)))
            )
          )
        )
      )
    )
  );
}

function route() {
  const row = rowOf(location.hash);
  if (row !== undefined) {
    openGalaxy(row);
  } else if (location.hash === "") {
    closeGalaxy();
  }
}

addEventListener("hashchange", route);
addEventListener("popstate", () => location.hash === "" && closeGalaxy());
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && view.open !== null && !event.defaultPrevented) {
    leave();
  }
});
byId("galaxy").addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step && !event.altKey && !event.ctrlKey && !event.metaKey && event.target.type !== "radio") {
    const to = neighbour(step);
    if (to !== undefined) {
      event.preventDefault();
      location.hash = addresses[to];
    }
  }
});
// The link's target is not a galaxy, so the open one stays open.
byId("skip").addEventListener("click", (event) => {
  event.preventDefault();
  byId("table").focus();
  byId("list").scrollIntoView();
});

showSummary();
showFilters();
showHead();
showMeanings();
find();
showRows();
route();
