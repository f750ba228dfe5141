// Summary of the run.
function card(name, value, detail, id) {
  return make(
    "div",
    { class: "card", id },
    make("dt", {}, name),
    make("dd", { class: "value" }, value),
    detail ? make("dd", { class: "detail" }, detail) : null
  );
}

function showSummary() {
  const withProfile = rows.muCentre.filter(known).length;
  const noProfile = rows.flagNames.indexOf("no_profile");
  const objects = rows.object.filter((object, row) => !rows.flags[row].includes(noProfile));
  const profiles = objects.length;
  const noImage = rows.flagNames.indexOf("no_image");
  const withoutImage = rows.flags.filter((flags) => flags.includes(noImage)).length;
  const bands = [...new Set(rows.band)].filter((band) => band !== null).sort();
  const reasons = Object.entries(report.bad.byReason);
  const bad = reasons.reduce((sum, [, n]) => sum + n, 0);
  const run = report.run;
  const reference = report.reference;

  append(byId("about"), [
    report.models.length === 0
      ? "No profile"
      : ["Model ", make("b", {}, report.models.join(", "))],
    run ? [" \u00b7 run of ", make("time", { datetime: run.started }, when(run.started))] : null,
    run ? " on " + run.runner.replace("Runner", "") : null,
  ].flat());

  append(byId("cards"), [
    card(
      "Profiles",
      whole(profiles),
      [
        profiles < total ? plural(total - profiles, "image") + " without a profile" : null,
        profiles > withProfile ? whole(profiles - withProfile) + " empty" : null,
      ]
        .filter(Boolean)
        .join(", "),
      "card-profiles"
    ),
    card("Objects", whole(new Set(objects).size), null, "card-objects"),
    card("Bands", bands.length ? bands.join(" ") : "\u2013", bandNote(), "card-bands"),
    card(
      "Bad records",
      whole(bad),
      reasons.map(([reason, n]) => spaced(reason) + " " + whole(n)).join(", "),
      "card-bad"
    ),
    card(
      "Rate",
      run ? rate(run.images, working(run)) : "\u2013",
      run
        ? plural(run.images, "image") +
            " in " +
            duration(working(run)) +
            (run.captionSeconds > 0
              ? `, and ${duration(Math.max(0, run.seconds - run.captionSeconds))} to start and write`
              : ", with the start-up")
        : "no record of the run beside the profiles",
      "card-rate"
    ),
    reference
      ? card(
          "Deviation",
          fixed(reference.deviation, 3),
          MU_UNIT + ", median of " + plural(reference.compared, "profile"),
          "card-deviation"
        )
      : null,
    reference
      ? card(
          "Bias",
          signed(reference.bias, 3),
          MU_UNIT + "; positive is too faint",
          "card-bias"
        )
      : null,
  ]);

  const notes = byId("notes");
  if (!report.images) {
    notes.append(make("p", { class: "note" }, "No images were given, so there are no cutouts."));
  } else if (withoutImage > 0) {
    notes.append(
      make(
        "p",
        { class: "note" },
        `${plural(withoutImage, "profile")} without an image: none of the same object, band, ` +
          "file name and HDU was among --input, or several were that cannot be distinguished."
      )
    );
  }
  if (reference && reference.aloneCount > 0) {
    notes.append(
      listing(
        "references-alone",
        `${plural(reference.aloneCount, "reference profile")} without a profile to compare`,
        reference.alone.map((line) => make("li", {}, line)),
        reference.aloneCount
      )
    );
  }
  if (report.bad.list.length > 0) {
    notes.append(
      listing(
        "bad-records",
        `${plural(bad, "bad record")}: images or positions that gave no profile`,
        report.bad.list.map((record) =>
          make(
            "li",
            {},
            make("b", {}, spaced(record.reason)),
            " ",
            make("span", { class: "path" }, place(record)),
            record.message ? [make("br"), record.message] : null
          )
        ),
        bad
      )
    );
  }
  if (reference) {
    showDeviation(byId("summary-plots"), reference);
  }
}

const place = (record) =>
  (record.source ?? "") + (record.source && record.hdu >= 0 ? ", HDU " + record.hdu : "");

function listing(id, title, items, all) {
  return make(
    "details",
    { class: "listing", id },
    make("summary", {}, title),
    make("ul", {}, items),
    items.length < all ? make("p", {}, `The first ${whole(items.length)} of ${whole(all)}.`) : null
  );
}

function bandNote() {
  const unknown = rows.band.filter((band) => band === null).length;
  return unknown > 0 ? whole(unknown) + " unknown" : null;
}

function when(iso) {
  const date = new Date(iso);
  return Number.isNaN(date.getTime())
    ? iso
    : date.toISOString().slice(0, 16).replace("T", " ") + " UTC";
}

/** Duration without the start-up, if it is known. */
const working = (run) => (run.captionSeconds > 0 ? run.captionSeconds : run.seconds);

/** Images per second, or seconds per image. */
const rate = (images, seconds) =>
  !(images > 0 && seconds > 0)
    ? "\u2013"
    : images >= seconds
      ? fixed(images / seconds, 1) + "/s"
      : fixed(seconds / images, 1) + " s/image";

const duration = (seconds) =>
  seconds < 120
    ? fixed(seconds, 1) + " s"
    : seconds < 7200
      ? fixed(seconds / 60, 0) + " min"
      : fixed(seconds / 3600, 1) + " h";

function showDeviation(box, reference) {
  const histogram = make("div", { class: "plot" });
  const byMu = make("div", { class: "plot" });
  append(box, [
    figure(
      histogram,
      "Deviation of the profiles",
      `Histogram of the median absolute deviation of ${plural(reference.compared, "profile")}: ` +
        `median ${fixed(reference.deviation, 3)}, nine of ten below ` +
        `${fixed(reference.deviation90, 3)} ${MU_UNIT}.`
    ),
    figure(
      byMu,
      "Deviation by surface brightness",
      "Profile minus reference, fainter downwards, against the surface brightness of the reference: " +
        reference.byMu
          .map((bin) => `${fixed(bin.mu, 2)}: ${signed(bin.median, 3)}`)
          .join("; ")
    ),
  ]);
  plot(histogram, () => histogramOf(rows.deviation.filter((d) => known(d) && d > 0)));
  plot(byMu, () => residualsOf(reference.byMu));
}

const figure = (box, title, text) =>
  make(
    "figure",
    { class: "panel", role: "group", "aria-label": title },
    make("figcaption", {}, title),
    setAttributes(box, { role: "img", "aria-label": text })
  );

const PER_DECADE = 10;

function histogramOf(values) {
  const bins = new Map();
  for (const value of values) {
    const bin = Math.floor(Math.log10(value) * PER_DECADE);
    bins.set(bin, (bins.get(bin) ?? 0) + 1);
  }
  const first = Math.min(-25, ...bins.keys());
  const last = Math.max(-5, ...bins.keys());
  const x = [];
  const y = [];
  for (let bin = first; bin <= last; bin++) {
    x.push((bin + 0.5) / PER_DECADE);
    y.push(bins.get(bin) ?? null);
  }
  const profile = colour("--profile");
  return {
    data: [x, y],
    settings: {
      height: 180,
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: false, range: () => [first / PER_DECADE, (last + 1) / PER_DECADE] },
        y: { range: (u, low, high) => [0, Math.max(1, high * 1.08)] },
      },
      axes: [
        axis("median |" + MU + " \u2212 reference|, " + MU_UNIT, {
          splits: () => ticks(first / PER_DECADE, (last + 1) / PER_DECADE),
          values: (u, at) => at.map((tick) => String(Number((10 ** tick).toPrecision(1)))),
        }),
        axis("profiles", { size: 40, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000] }),
      ],
      series: [
        {},
        {
          stroke: profile,
          fill: transparent(profile, 0.55),
          width: 1,
          points: { show: false },
          paths: uPlot.paths.bars({ size: [1, Infinity], gap: 1 }),
        },
      ],
    },
  };
}

/** Logarithms of 1, 2 and 5 times the powers of ten between two. */
function ticks(low, high) {
  const found = [];
  for (let decade = Math.floor(low); decade <= high; decade++) {
    for (const step of [1, 2, 5]) {
      const at = decade + Math.log10(step);
      if (at >= low && at <= high) {
        found.push(at);
      }
    }
  }
  return found;
}

function residualsOf(bins) {
  const profile = colour("--profile");
  const low = bins.map((bin) => bin.low);
  const high = bins.map((bin) => bin.high);
  const [bright, faint] = padded([...low, ...high, 0], 0.05);
  return {
    data: [bins.map((bin) => bin.mu), high, low, bins.map((bin) => bin.median)],
    settings: {
      height: 180,
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: false }, y: { dir: -1, range: () => [bright, faint] } },
      axes: [axis(MU + " of the reference, " + MU_UNIT), residualAxis({ size: 56 })],
      series: [
        {},
        { stroke: "transparent", points: { show: false } },
        { stroke: "transparent", points: { show: false } },
        { stroke: profile, width: 2, points: { show: true, size: 5, fill: profile } },
      ],
      bands: [{ series: [1, 2], fill: transparent(profile, 0.22) }],
      hooks: { drawAxes: [(u) => residualLines(u, "y")] },
    },
  };
}

/** Minimum distance of ticks that always leaves one besides zero. */
const residualAxis = (more) => axis(MU + " \u2212 reference", { space: 24, ...more });

/** Draws a line at zero and labels the directions: fainter is downwards, as in the profile. */
function residualLines(u, scale) {
  const y = Math.round(u.valToPos(0, scale, true)) + 0.5;
  const { left, top, width, height } = u.bbox;
  const middle = left + width / 2;
  u.ctx.save();
  u.ctx.fillStyle = colour("--ink-soft");
  u.ctx.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
  u.ctx.textAlign = "center";
  u.ctx.textBaseline = "top";
  u.ctx.fillText("\u2191 too bright", middle, top + 3 * devicePixelRatio);
  u.ctx.textBaseline = "bottom";
  u.ctx.fillText("\u2193 too faint", middle, top + height - 3 * devicePixelRatio);
  u.ctx.strokeStyle = colour("--ink-soft");
  u.ctx.lineWidth = devicePixelRatio;
  u.ctx.beginPath();
  u.ctx.moveTo(left, y);
  u.ctx.lineTo(left + width, y);
  u.ctx.stroke();
  u.ctx.restore();
}
