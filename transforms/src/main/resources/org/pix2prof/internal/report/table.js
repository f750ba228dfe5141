// The table is sorted, filtered and paged in memory; the document has only one page of rows.
const text = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

const numeric = (key, title, digits, help) => ({ key, title, help, digits, values: rows[key] });

/** Columns that the open galaxy's panel shows too: hidden beside it, unless the table is sorted by them. */
const SHOWN_BESIDE = new Set([
  "muCentre",
  "magnitude",
  "r25",
  "totalMagnitude",
  "r50",
  "ellipticity",
  "pa",
  "flags",
]);

const classOf = (column) =>
  [
    column.digits === undefined ? column.key : "number",
    SHOWN_BESIDE.has(column.key) && view.column !== column ? "shown-beside" : "",
  ]
    .join(" ")
    .trim();

const columns = [
  { key: "object", title: "Object", values: rows.object, help: "Name of the object" },
  { key: "band", title: "Band", values: rows.band, help: "Photometric band" },
  numeric("muCentre", MU + " centre", 2, "Surface brightness of the first sample with " + MU + ", " + MU_UNIT),
  numeric("muFaintest", MU + " faintest", 2, "The faintest surface brightness, " + MU_UNIT),
  numeric("radius", "R last " + ARCSEC, 1, "Semi-major axis of the last sample with " + MU + ", arcsec"),
  numeric("magnitude", "mag", 2, "Magnitude within the last isophote"),
  numeric("r25", "R 25 " + ARCSEC, 2, "Semi-major axis of the isophote of 25 " + MU_UNIT + ", arcsec"),
  numeric("totalMagnitude", "mag total", 2, "Total magnitude, the asymptote of the curve of growth"),
  numeric("r50", "r 50 " + ARCSEC, 2, "Semi-major axis of the ellipse with half of the light, arcsec"),
  numeric(
    "ellipticity",
    "e",
    2,
    "1 \u2212 b/a of the isophote of 25 " + MU_UNIT + ", or of the last one"
  ),
  numeric(
    "pa",
    "PA \u00b0",
    0,
    "Position angle of the same isophote, counter-clockwise from the image's +x axis"
  ),
  ...(report.reference
    ? [
        numeric("deviation", "|\u0394" + MU + "|", 3, "Median deviation from the reference, " + MU_UNIT),
        numeric(
          "bias",
          "\u0394" + MU,
          3,
          "Median of profile \u2212 reference, " + MU_UNIT + "; positive is too faint"
        ),
      ]
    : []),
  {
    key: "flags",
    title: "Flags",
    values: rows.flags.map((flags, row) => flagsOf(row).map(spaced).join(", ")),
    help: "Conditions of the image and its profile",
  },
].filter((column) => column.values.some((value) => value !== null && value !== ""));

const lowerCase = rows.object.map((object) => object.toLowerCase());
const view = {
  words: [],
  band: "",
  flag: "",
  column: null,
  descending: false,
  page: 0,
  size: 50,
  found: [],
  open: null,
};

function find() {
  const { words, band, flag } = view;
  const wanted = rows.flagNames.indexOf(flag);
  const found = [];
  for (let row = 0; row < total; row++) {
    if (
      words.every((word) => lowerCase[row].includes(word)) &&
      (band === "" || (rows.band[row] ?? "?") === band) &&
      (flag === "" || (flag === "-" ? rows.flags[row].length === 0 : rows.flags[row].includes(wanted)))
    ) {
      found.push(row);
    }
  }
  if (view.column) {
    sort(found, view.column, view.descending);
  }
  view.found = found;
}

/** Compares values; unknown ones come last in both orders. */
function sort(found, column, descending) {
  const { values, digits } = column;
  const compare = digits === undefined ? text.compare : (a, b) => a - b;
  const none = (value) => value === null || value === "";
  const sign = descending ? -1 : 1;
  found.sort((a, b) => {
    const x = values[a];
    const y = values[b];
    return none(x) || none(y) ? none(x) - none(y) || a - b : sign * compare(x, y) || a - b;
  });
}

function showFilters() {
  const choice = (name, title, options) =>
    make(
      "label",
      {},
      title,
      make(
        "select",
        { id: "filter-" + name, onchange: (event) => filter({ [name]: event.target.value }) },
        options.map(([value, shown]) => make("option", { value }, shown))
      )
    );
  const bands = [...new Set(rows.band.map((band) => band ?? "?"))].sort(text.compare);
  append(byId("filters"), [
    make(
      "label",
      {},
      "Object",
      make("input", {
        id: "filter-text",
        type: "search",
        placeholder: "part of a name",
        autocomplete: "off",
        spellcheck: "false",
        oninput: (event) =>
          filter({ words: event.target.value.toLowerCase().split(/\s+/).filter(Boolean) }),
      })
    ),
    bands.length > 1
      ? choice("band", "Band", [
          ["", "all"],
          ...bands.map((band) => [band, band === "?" ? "unknown" : band]),
        ])
      : null,
    rows.flagNames.length > 0
      ? choice("flag", "Flag", [
          ["", "any"],
          ["-", "none"],
          ...rows.flagNames.map((flag) => [flag, spaced(flag)]),
        ])
      : null,
  ]);
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
}

function showMeanings() {
  if (rows.flagNames.length > 0) {
    byId("table-box").after(
      make(
        "details",
        { class: "meanings", id: "meanings" },
        make("summary", {}, "Meaning of the flags"),
        make(
          "dl",
          {},
          rows.flagNames.map((flag) => [
            make("dt", {}, spaced(flag)),
            make("dd", {}, meanings.get(flag) + "."),
          ])
        )
      )
    );
  }
}

function filter(change) {
  Object.assign(view, change, { page: 0 });
  find();
  showRows();
  byId("status").textContent = `${whole(view.found.length)} of ${whole(total)} rows`;
}

function showHead() {
  byId("table-head").append(
    make(
      "tr",
      {},
      columns.map((column) =>
        make(
          "th",
          {
            scope: "col",
            class: classOf(column),
            title: column.help,
            "data-title": column.title,
          },
          make(
            "button",
            { type: "button", id: "sort-" + column.key, onclick: () => sortBy(column) },
            column.title
          )
        )
      )
    )
  );
}

function sortBy(column) {
  const again = view.column === column;
  view.descending = again ? !view.descending : false;
  view.column = column;
  view.page = 0;
  columns.forEach((each, i) => {
    const head = byId("table-head").rows[0].cells[i];
    head.className = classOf(each);
    if (each === column) {
      head.setAttribute("aria-sort", view.descending ? "descending" : "ascending");
    } else {
      head.removeAttribute("aria-sort");
    }
  });
  find();
  showRows();
}

function showRows() {
  const body = byId("table-body");
  const from = view.page * view.size;
  const shown = view.found.slice(from, from + view.size);
  body.replaceChildren(
    ...shown.map((row) =>
      make(
        "tr",
        { "data-row": row, "aria-current": row === view.open ? "true" : null },
        columns.map((column) => cell(column, row))
      )
    )
  );
  if (shown.length === 0) {
    body.append(
      make(
        "tr",
        {},
        make("td", { colspan: columns.length, class: "none" }, total === 0 ? "No galaxies." : "No galaxy matches the filter.")
      )
    );
  }
  showPager(from, shown.length);
}

function cell(column, row) {
  const value = column.values[row];
  if (column.key === "object") {
    return make("th", { scope: "row" }, make("a", { href: addresses[row], title: value }, breakable(value)));
  }
  if (column.key === "flags") {
    return make("td", { class: classOf(column) }, flagList(flagsOf(row)));
  }
  return column.digits === undefined
    ? make("td", { class: classOf(column) }, value ?? "\u2013")
    : make("td", { class: classOf(column) }, fixed(value, column.digits));
}

function showPager(from, shown) {
  const pages = Math.max(1, Math.ceil(view.found.length / view.size));
  const turn = (id, title, page, possible) =>
    make(
      "button",
      {
        type: "button",
        id,
        disabled: !possible,
        onclick: () => {
          turnTo(page);
          const same = byId(id);
          (same.disabled ? byId("table") : same).focus();
        },
      },
      title
    );
  byId("pager").replaceChildren(
    turn("page-previous", "\u2190 Previous", view.page - 1, view.page > 0),
    make(
      "span",
      { id: "page-shown" },
      shown === 0
        ? "0 of " + whole(total)
        : `${whole(from + 1)}\u2013${whole(from + shown)} of ${whole(view.found.length)}` +
            (view.found.length < total ? ` (${whole(total)} in all)` : "")
    ),
    turn("page-next", "Next \u2192", view.page + 1, view.page + 1 < pages),
    make(
      "label",
      {},
      "Rows",
      make(
        "select",
        {
          id: "page-size",
          onchange: (event) => {
            view.size = Number(event.target.value);
            turnTo(0);
            byId("page-size").focus();
          },
        },
        [25, 50, 100, 500].map((n) => make("option", { value: n, selected: n === view.size }, n))
      )
    )
  );
}

function turnTo(page) {
  view.page = page;
  showRows();
  byId("table-box").scrollTop = 0;
}

/** Shows the page of the table with a row; clears the filter if it hides the row. */
function turnToRow(row) {
  let at = view.found.indexOf(row);
  if (at < 0) {
    Object.assign(view, { words: [], band: "", flag: "" });
    byId("filters").reset();
    find();
    at = view.found.indexOf(row);
  }
  view.page = Math.floor(at / view.size);
  showRows();
}

const linkOf = (row) => byId("table-body").querySelector(`tr[data-row="${row}"] a`);

byId("table-body").addEventListener("click", (event) => {
  const row = event.target.closest("tr[data-row]");
  if (row && !event.target.closest("a") && getSelection().isCollapsed) {
    location.hash = addresses[Number(row.dataset.row)];
  }
});

// Up and down move between rows, also across pages; Enter follows the row's link.
byId("table-body").addEventListener("keydown", (event) => {
  const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: view.size, PageUp: -view.size };
  const row = event.target.closest("tr[data-row]");
  if (!row || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
    return;
  }
  const last = view.found.length - 1;
  let at = view.found.indexOf(Number(row.dataset.row));
  if (event.key in steps) {
    at += steps[event.key];
  } else if (event.key === "Home" || event.key === "End") {
    at = event.key === "Home" ? 0 : last;
  } else {
    return;
  }
  event.preventDefault();
  at = Math.max(0, Math.min(last, at));
  if (Math.floor(at / view.size) !== view.page) {
    turnTo(Math.floor(at / view.size));
  }
  linkOf(view.found[at]).focus();
});
