// The cutout: the part of the image around the galaxy, the masked pixels and the isophotes.
const layers = { ellipses: true, mask: true, invert: false };

const BARS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 3600];

/** Drawn semi-major axes, as fractions of the last one. */
const DRAWN = [1, 0.5, 0.25, 0.125];

/** Index of the last sample with mu: the end that the model predicts; -1 without one. */
const lastSample = (profile) => (profile ? profile.mu.findLastIndex(known) : -1);

function shapeAt(profile, radius) {
  const { r, e, pa } = profile;
  let above = r.findIndex((each) => each >= radius);
  above = above < 0 ? r.length - 1 : above;
  const below = Math.max(0, above - 1);
  const part = above === below ? 0 : (radius - r[below]) / (r[above] - r[below]);
  // Interpolated as (e cos 2p, e sin 2p), so that 179 and 1 degree meet at 0.
  const mix = (turn) =>
    (1 - part) * e[below] * turn((2 * pa[below] * Math.PI) / 180) +
    part * e[above] * turn((2 * pa[above] * Math.PI) / 180);
  const x = mix(Math.cos);
  const y = mix(Math.sin);
  return { e: Math.hypot(x, y), pa: (((Math.atan2(y, x) * 90) / Math.PI) + 180) % 180 };
}

function showCutout(galaxy) {
  const { cutout, profile } = galaxy;
  if (!cutout) {
    return make(
      "figure",
      { class: "panel cutout-panel" },
      make("figcaption", {}, "Image"),
      make(
        "p",
        { class: "note" },
        report.images ? "None of the given images shows it." : "No images were given."
      )
    );
  }
  const { width, height } = cutout;
  const toX = (x) => x - cutout.left + 0.5;
  const toY = (y) => height - (y - cutout.bottom + 0.5);
  const line = width / 300;
  const drawn = makeSvg("g", { class: "ellipses" });
  const hover = makeSvg("g", { class: "hover" });

  const ellipse = (radius, kind) => {
    const { e, pa } = profile.e ? shapeAt(profile, radius) : { e: 0, pa: 0 };
    const a = radius / cutout.scale;
    return makeSvg("ellipse", {
      class: kind + (profile.e ? "" : " round"),
      cx: toX(cutout.x),
      cy: toY(cutout.y),
      rx: a,
      ry: a * (1 - e),
      transform: `rotate(${-pa} ${toX(cutout.x)} ${toY(cutout.y)})`,
    });
  };
  const last = profile?.r[lastSample(profile)] ?? 0;
  if (last > 0) {
    DRAWN.filter((part) => (part * last) / cutout.scale > 1.5)
      .filter((part) => profile.e || part === 1)
      .forEach((part) => drawn.append(ellipse(part * last, part === 1 ? "last" : "inner")));
  }
  const overlay = makeSvg(
    "svg",
    {
      viewBox: `0 0 ${width} ${height}`,
      class: "overlay",
      role: "img",
      "aria-label": ellipsesText(profile, last),
    },
    drawn,
    hover,
    scaleBar(cutout, line),
    compass(cutout, line)
  );
  const picture = make("img", {
    class: "picture",
    src: "data:image/png;base64," + cutout.png,
    alt: cutoutText(galaxy),
  });
  const mask = cutout.mask
    ? make("img", { class: "mask", src: "data:image/png;base64," + cutout.mask, alt: "" })
    : null;
  const frame = make("div", { class: "cutout" }, picture, mask, overlay);
  // Styles are set through the object model, because the page's policy forbids style attributes.
  frame.style.aspectRatio = `${width} / ${height}`;

  const residual = cutout.residual ? residualFrame(galaxy) : null;
  const apply = () => {
    for (const each of [frame, residual].filter(Boolean)) {
      each.classList.toggle("no-ellipses", !layers.ellipses);
      each.classList.toggle("no-mask", !layers.mask);
      each.classList.toggle("invert", layers.invert);
    }
  };
  apply();
  const toggle = (name, title) =>
    make(
      "label",
      { class: "toggle" },
      make("input", {
        type: "checkbox",
        id: "show-" + name,
        checked: layers[name],
        onchange: (event) => {
          layers[name] = event.target.checked;
          apply();
        },
      }),
      title
    );
  galaxy.showRadius = (radius) =>
    hover.replaceChildren(...(known(radius) && radius > 0 ? [ellipse(radius, "at")] : []));

  return make(
    "figure",
    { class: "panel cutout-panel" },
    make("figcaption", {}, "Image, asinh stretch"),
    frame,
    make(
      "div",
      { class: "toggles" },
      last > 0 ? toggle("ellipses", "Isophotes") : null,
      mask ? toggle("mask", `Masked (${whole(cutout.maskedPixels)} px)`) : null,
      toggle("invert", "Inverted")
    ),
    residual
      ? make(
          "div",
          { class: "beside" },
          residual,
          make(
            "p",
            {},
            make("b", {}, "Residual"),
            ": image minus sky minus model of the isophotes. Grey is 0, light is too faint a model; " +
              "asinh stretch to \u00b120\u03c3."
          )
        )
      : null
  );
}

/** The image minus the model, with the same masked pixels. */
function residualFrame(galaxy) {
  const { cutout } = galaxy;
  const picture = (data, kind, alt) =>
    make("img", { class: kind, src: "data:image/png;base64," + data, alt });
  const frame = make(
    "div",
    { class: "residual-frame" },
    picture(cutout.residual, "picture", `Residual of ${galaxy.object}: image minus sky minus model`),
    cutout.mask ? picture(cutout.mask, "mask", "") : null
  );
  frame.style.aspectRatio = `${cutout.width} / ${cutout.height}`;
  return frame;
}

function cutoutText(galaxy) {
  const { cutout } = galaxy;
  const side = (pixels) => fixed(pixels * cutout.scale, 1) + ARCSEC;
  return (
    `Image of ${galaxy.object}${galaxy.band ? " in band " + galaxy.band : ""}, ` +
    `${side(cutout.width)} by ${side(cutout.height)}, asinh stretch` +
    (cutout.maskedPixels ? `, ${plural(cutout.maskedPixels, "masked pixel")}` : "")
  );
}

function ellipsesText(profile, last) {
  if (!(last > 0)) {
    return "No isophotes";
  }
  if (!profile.e) {
    return `Circle of the last semi-major axis, ${fixed(last, 1)}${ARCSEC}; the model gives no shapes`;
  }
  const { e, pa } = shapeAt(profile, last);
  return (
    `Isophotes; the last one has semi-major axis ${fixed(last, 1)}${ARCSEC}, ` +
    `ellipticity ${fixed(e, 2)}, position angle ${fixed(pa, 0)}\u00b0 from the x axis`
  );
}

function scaleBar(cutout, line) {
  const longest = (cutout.width * cutout.scale) / 3;
  const length = BARS.filter((bar) => bar <= longest).pop();
  if (!length) {
    return null;
  }
  const pixels = length / cutout.scale;
  const name = length >= 60 ? length / 60 + "\u2032" : length + ARCSEC;
  const x = 10 * line;
  const y = cutout.height - 11 * line;
  return makeSvg(
    "g",
    { class: "scale-bar" },
    makeSvg("rect", {
      x: x - 5 * line,
      y: y - 19 * line,
      width: Math.max(pixels, 26 * line) + 10 * line,
      height: 25 * line,
      rx: 3 * line,
    }),
    makeSvg("path", { d: `M${x} ${y}h${pixels}`, "stroke-width": 2.2 * line }),
    makeSvg("text", { x, y: y - 6 * line, "font-size": 12 * line }, name)
  );
}

/** Arrows to north and east, if the image has a WCS. */
function compass(cutout, line) {
  if (!known(cutout.north)) {
    return null;
  }
  const long = 17 * line;
  const x = cutout.width - 32 * line;
  const y = cutout.height - 32 * line;
  const arrow = (degrees, name) => {
    const angle = (degrees * Math.PI) / 180;
    const dx = Math.cos(angle);
    const dy = -Math.sin(angle);
    return [
      makeSvg("path", {
        d: `M${x} ${y}l${long * dx} ${long * dy}`,
        "stroke-width": 1.6 * line,
      }),
      makeSvg(
        "text",
        {
          x: x + 1.45 * long * dx,
          y: y + 1.45 * long * dy,
          "font-size": 11 * line,
          "text-anchor": "middle",
          "dominant-baseline": "central",
        },
        name
      ),
    ];
  };
  return makeSvg(
    "g",
    { class: "compass" },
    makeSvg("circle", { cx: x, cy: y, r: 30 * line }),
    arrow(cutout.north, "N"),
    arrow(cutout.east, "E")
  );
}
