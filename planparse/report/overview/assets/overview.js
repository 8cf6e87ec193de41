"use strict";
document.documentElement.classList.add("js");

// Figures by what they are worth (data-v), names as the language of the page sorts them.
const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

function key(row, column, kind) {
  const cell = row.cells[column];
  if (kind !== "number") return cell.textContent.trim();
  const told = cell.dataset.v ?? cell.textContent.trim();
  return told === "" ? -Infinity : Number(told);
}

function sort(table, column, kind, descending) {
  const body = table.tBodies[0];
  const rows = [...body.rows].map((row, place) => ({ row, place, key: key(row, column, kind) }));
  const way = descending ? -1 : 1;
  const compare = kind === "number" ? (a, b) => (a < b ? -1 : a > b ? 1 : 0) : collator.compare;
  rows.sort((a, b) => way * compare(a.key, b.key) || a.place - b.place);
  body.append(...rows.map((one) => one.row));
}

for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    head.querySelector("button").addEventListener("click", () => {
      // Figures are of interest from the top, names from the beginning.
      const first = head.dataset.kind === "number" ? "descending" : "ascending";
      const second = first === "descending" ? "ascending" : "descending";
      const way = head.getAttribute("aria-sort") === first ? second : first;
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", way);
      sort(table, column, head.dataset.kind, way === "descending");
    });
  });
}

// `dao tao` finds `đào tạo`.
function folded(text) {
  return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d");
}

for (const form of document.querySelectorAll("form.filters")) {
  const rows = [...document.getElementById(form.dataset.for).tBodies[0].rows];
  const names = rows.map((row) => folded(row.cells[0].textContent));
  const output = form.querySelector("output");
  const show = () => {
    const wanted = folded(form.elements.unit.value.trim());
    const heat = form.elements.heat.value;
    let shown = 0;
    rows.forEach((row, place) => {
      const fits =
        heat === "" ||
        (heat === "errors" ? row.cells[1].textContent !== "0" : row.querySelector("td." + heat) !== null);
      row.hidden = !(fits && names[place].includes(wanted));
      shown += row.hidden ? 0 : 1;
    });
    output.textContent = output.dataset.of.replace("{shown}", shown).replace("{total}", rows.length);
  };
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
}
