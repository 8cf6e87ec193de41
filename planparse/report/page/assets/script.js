// What the page can do beyond being read: filters, keys, partners shown together, panes that scroll together.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");
  const $ = (id) => document.getElementById(id);
  const all = (query, from = document) => [...from.querySelectorAll(query)];

  const list = $("findings");
  const items = all(".f", list);
  const groups = all("#groups .group", list);
  const panes = all(".side").map((side) => ({
    side,
    pane: side.querySelector(".pane"),
    map: side.querySelector(".map"),
    absent: side.querySelector(".absent"),
    expected: null,
  }));

  // Every finding with its entry in the list and its marks, by side.
  const index = new Map();
  for (const item of items) {
    item.tabIndex = -1;
    index.set(item.dataset.f, { item, marks: panes.map(() => []) });
  }
  panes.forEach(({ side }, number) => {
    for (const mark of all(".m[data-f]", side)) {
      const entry = index.get(mark.dataset.f);
      if (!entry) continue;
      if (mark.id) entry.marks[number].unshift(mark);
      else entry.marks[number].push(mark);
      if (mark.id && mark.tagName !== "A") mark.tabIndex = -1;
    }
  });
  // One whose other side is another finding's shows the marks of that one too.
  for (const [, entry] of index) {
    const other = index.get(entry.item.dataset.see);
    if (other) entry.also = other;
  }
  const marksOf = (entry, number) => {
    const own = entry.marks[number];
    return own.length || !entry.also ? own : entry.also.marks[number];
  };

  // ---- Panes ------------------------------------------------------------------------------------------------
  const scrolls = (one) => getComputedStyle(one.pane).overflowY === "auto";
  const top = (element, pane) =>
    element.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop;
  let locked = panes.length === 2;
  let rungs = null; // heights that answer to each other: [left, right]

  function ladder() {
    if (rungs) return rungs;
    const island = $("anchors");
    const pairs = island ? JSON.parse(island.textContent) : [];
    rungs = [[0, 0]];
    for (const [left, right] of pairs) {
      const a = $("p" + left), b = $("l" + right);
      if (!a || !b) continue;
      const rung = [top(a, panes[0].pane), top(b, panes[1].pane)];
      const last = rungs[rungs.length - 1];
      if (rung[0] > last[0] && rung[1] > last[1]) rungs.push(rung);
    }
    rungs.push([panes[0].pane.scrollHeight, panes[1].pane.scrollHeight]);
    return rungs;
  }

  const children = (one) => [...one.pane.querySelector(".plan").children].filter((each) => each !== one.absent);

  // The height on the other side that answers to a height on this one.
  function across(height, from) {
    const steps = ladder(), to = 1 - from;
    let low = 0, high = steps.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (steps[middle][from] <= height) low = middle;
      else high = middle;
    }
    const a = steps[low], b = steps[high], length = b[from] - a[from];
    return length > 0 ? a[to] + ((height - a[from]) / length) * (b[to] - a[to]) : a[to];
  }

  // What was never in sight has no true height yet: as it is drawn the element that is wanted moves, so it is
  // brought back for some frames, until another one is wanted or the reader scrolls.
  let brought = null;
  function bring(element, block = "nearest") {
    const mine = (brought = {});
    let frames = 6;
    const again = () => {
      if (brought !== mine) return;
      element.scrollIntoView({ block });
      if (frames-- > 0) requestAnimationFrame(again);
    };
    again();
  }
  for (const name of ["wheel", "touchmove", "pointerdown"]) {
    addEventListener(name, () => (brought = null), { passive: true, capture: true });
  }

  function scrollTo(one, height) {
    const before = one.pane.scrollTop;
    one.pane.scrollTop = height;
    // Where nothing moves, the event of an earlier move may still be to come: what it brings stays expected.
    if (one.pane.scrollTop !== before) one.expected = one.pane.scrollTop;
  }

  function follow(from) {
    const { pane } = panes[from], other = panes[1 - from];
    const room = pane.scrollHeight - pane.clientHeight;
    // The line of the pane on which partners meet: its top at the top of the text, its foot at the foot.
    const line = room > 0 ? (pane.scrollTop / room) * pane.clientHeight : 0;
    scrollTo(other, across(pane.scrollTop + line, from) - line);
  }

  panes.forEach((one, number) => {
    one.pane.addEventListener("scroll", () => {
      thumb(one);
      if (one.expected !== null && Math.abs(one.expected - one.pane.scrollTop) < 2) {
        one.expected = null;
        return;
      }
      one.expected = null;
      if (locked && panes.length === 2 && scrolls(one)) follow(number);
    }, { passive: true });
  });

  const hush = (one) => {
    if (!one.absent || !one.absent.textContent) return;
    one.absent.textContent = "";
    rungs = null;
  };

  // ---- The bar of changes beside each pane --------------------------------------------------------------------
  function thumb(one) {
    if (!one.thumb) return;
    const total = one.pane.scrollHeight || 1;
    one.thumb.style.top = (100 * one.pane.scrollTop) / total + "%";
    one.thumb.style.height = (100 * one.pane.clientHeight) / total + "%";
  }

  function draw(one, number) {
    if (!one.map || !scrolls(one)) return;
    const total = one.pane.scrollHeight || 1;
    const found = [];
    for (const [id, entry] of index) {
      if (entry.item.hidden) continue;
      for (const mark of entry.marks[number]) {
        const tone = ["error", "warning", "info"].find((name) => mark.classList.contains(name));
        if (tone && mark.id) found.push([id, tone, (100 * top(mark, one.pane)) / total]);
      }
    }
    one.ticks = new Map();
    const drawn = found.map(([id, tone, height]) => {
      const tick = document.createElement("i");
      tick.className = tone + (chosen === id ? " sel" : "");
      tick.style.top = height + "%";
      one.ticks.set(id, tick);
      return tick;
    });
    one.thumb = document.createElement("b");
    one.map.replaceChildren(one.thumb, ...drawn);
    thumb(one);
  }

  function redraw() {
    rungs = null;
    panes.forEach(draw);
  }

  for (const one of panes) {
    const jump = (event) => {
      const box = one.map.getBoundingClientRect();
      one.pane.scrollTop =
        ((event.clientY - box.top) / box.height) * one.pane.scrollHeight - one.pane.clientHeight / 2;
    };
    one.map.addEventListener("pointerdown", (event) => {
      one.map.setPointerCapture(event.pointerId);
      jump(event);
    });
    one.map.addEventListener("pointermove", (event) => {
      if (event.buttons & 1) jump(event);
    });
  }

  // ---- Selecting ----------------------------------------------------------------------------------------------
  let chosen = null;
  let hovered = [];

  function light(entry, name, on) {
    entry.item.classList.toggle(name, on);
    panes.forEach((one, number) => {
      for (const mark of marksOf(entry, number)) mark.classList.toggle(name, on);
    });
  }

  // Shows a finding on all sides. `at` is the mark that was touched: its pane stays as it is.
  function select(id, at = null) {
    const entry = index.get(id);
    if (!entry) return null;
    const before = index.get(chosen);
    if (before) {
      light(before, "sel", false);
      before.item.removeAttribute("aria-current");
    }
    chosen = id;
    light(entry, "sel", true);
    entry.item.setAttribute("aria-current", "true");
    const group = entry.item.closest("details");
    if (group) group.open = true;
    for (const one of panes) {
      hush(one);
      if (one.ticks) for (const [name, tick] of one.ticks) tick.classList.toggle("sel", name === id);
    }
    place(entry, at);
    return entry;
  }

  function place(entry, at) {
    const here = at ? panes.findIndex((one) => one.side.contains(at)) : -1;
    const marks = panes.map((one, number) => (number === here ? at : marksOf(entry, number)[0]) || null);
    panes.forEach((one, number) => {
      if (!scrolls(one) || number === here) return;
      const source = panes[here >= 0 ? here : number];
      const line =
        here >= 0
          ? at.getBoundingClientRect().top - source.pane.getBoundingClientRect().top
          : one.pane.clientHeight * 0.35;
      if (marks[number]) {
        scrollTo(one, top(marks[number], one.pane) - line);
      } else if (panes.length === 2 && marks[1 - number]) {
        const height = across(top(marks[1 - number], panes[1 - number].pane), 1 - number);
        const after = children(one).find((block) => top(block, one.pane) >= height - 4);
        if (after) after.before(one.absent);
        one.absent.textContent = one.absent.dataset.text;
        rungs = null;
        scrollTo(one, top(one.absent, one.pane) - line);
      }
      thumb(one);
    });
  }

  const shown = () =>
    items.filter((item) => !item.hidden && item.closest("details").open && !item.closest("details").hidden);

  function step(by) {
    const there = shown();
    if (!there.length) return;
    const current = chosen ? there.indexOf(index.get(chosen).item) : -1;
    const next = current < 0 ? (by > 0 ? 0 : there.length - 1) : current + by;
    const item = there[Math.max(0, Math.min(there.length - 1, next))];
    select(item.dataset.f);
    item.focus({ preventScroll: true });
    bring(item);
  }

  // From the list to the place in the text: the local plan first, where that says something.
  function open(entry, number = null) {
    const order = number === null ? panes.map((_, n) => n).reverse() : [number];
    for (const n of order) {
      const mark = marksOf(entry, n)[0];
      if (!mark) continue;
      mark.focus({ preventScroll: true });
      if (!scrolls(panes[n])) bring(mark, "center");
      return true;
    }
    return false;
  }

  function back() {
    const entry = index.get(chosen);
    if (!entry) return;
    entry.item.focus({ preventScroll: true });
    bring(entry.item);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const item = event.target.closest(".f");
    const mark = event.target.closest(".m[data-f]");
    if (item) {
      const entry = select(item.dataset.f);
      if (link && entry) {
        const goal = $(link.getAttribute("href").slice(1));
        const number = panes.findIndex((one) => goal && one.side.contains(goal));
        if (goal && goal.classList.contains("f")) {
          event.preventDefault();
          if (goal.hidden) clear();
          if (select(goal.dataset.f)) back();
        }
        if (number < 0) return;
        event.preventDefault();
        if (scrolls(panes[number])) {
          const { pane } = panes[number];
          const line = pane.clientHeight * 0.35;
          if (!marksOf(entry, number).includes(goal)) scrollTo(panes[number], top(goal, pane) - line);
        } else bring(goal, "center");
        if (goal.tabIndex < 0) goal.tabIndex = -1;
        goal.focus({ preventScroll: true });
      }
    } else if (mark) {
      event.preventDefault();
      const entry = select(mark.dataset.f, mark);
      if (!entry) return;
      if (entry.item.hidden) clear();
      if (scrolls(panes[0])) bring(entry.item);
      if (event.detail === 0 || !scrolls(panes[0])) back();
    }
  });

  document.addEventListener("mouseover", (event) => {
    const touched = event.target.closest(".m[data-f], .f");
    const entry = touched ? index.get(touched.dataset.f) : null;
    if (hovered[0] === entry) return;
    if (hovered[0]) light(hovered[0], "hov", false);
    hovered = entry ? [entry] : [];
    if (entry) light(entry, "hov", true);
  });

  // ---- Filters ------------------------------------------------------------------------------------------------
  const form = $("filters"), search = $("search"), count = $("shown"), clearing = $("clear");
  const fold = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D").toLowerCase();
  const texts = new Map();
  const textOf = (item) => {
    if (!texts.has(item)) {
      const plain = item.textContent.normalize("NFC").toLowerCase().replace(/\s+/g, " ");
      texts.set(item, [plain, fold(plain)]);
    }
    return texts.get(item);
  };

  const heads = new Map(groups.map((group) => [group, group.querySelector(".n")]));
  const opened = new Map(groups.map((group) => [group, group.open]));

  function filter() {
    const grave = new Set(all("input[name=severity]:checked", form).map((box) => box.value));
    const picked = all("select", form).filter((one) => one.value);
    const query = search.value.normalize("NFC").toLowerCase().trim().replace(/\s+/g, " ");
    // Words typed without marks find those with them; typed with marks they mean themselves.
    const bare = fold(query) === query ? 1 : 0;
    const narrow = picked.length > 0 || query !== "";
    let visible = 0;
    const left = new Map();
    for (const item of items) {
      const data = item.dataset, group = item.closest("details");
      const kept = data.status === "kept";
      const fits =
        (kept || grave.has(data.severity)) &&
        picked.every((one) => data[one.name] === one.value) &&
        (!query || textOf(item)[bare].includes(query));
      item.hidden = !fits;
      if (!fits) continue;
      visible += 1;
      left.set(group, (left.get(group) || 0) + 1);
    }
    for (const group of groups) {
      const total = all(".f", group).length, now = left.get(group) || 0;
      group.hidden = now === 0;
      heads.get(group).textContent = now === total ? String(total) : now + "/" + total;
      group.open = narrow ? now > 0 : opened.get(group);
    }
    count.textContent = count.dataset.text.replace("{shown}", visible).replace("{total}", items.length);
    clearing.hidden = visible === items.length && !narrow;
    panes.forEach(draw);
  }

  function clear() {
    form.reset();
    filter();
  }

  let waiting = 0;
  form.addEventListener("input", () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(filter);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  clearing.addEventListener("click", () => {
    clear();
    search.focus();
  });

  // ---- Keys, theme, help --------------------------------------------------------------------------------------
  const help = $("help"), lock = $("lock");
  const ask = () => (help.open ? help.close() : help.showModal());

  function toggle() {
    if (!lock) return;
    locked = !locked;
    lock.setAttribute("aria-pressed", String(locked));
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const here = document.activeElement;
    if (event.key === "?" && here !== search) {
      event.preventDefault();
      ask();
      return;
    }
    if (help.open) return;
    if (event.key === "Escape") {
      if (here === search && search.value) {
        search.value = "";
        filter();
      } else back();
      event.preventDefault();
      return;
    }
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(here.tagName) && here.type !== "checkbox") return;
    if (event.key === "j" || event.key === "k") {
      event.preventDefault();
      step(event.key === "j" ? 1 : -1);
    } else if (event.key === "/") {
      event.preventDefault();
      search.focus();
      search.select();
    } else if (event.key === "l") {
      toggle();
    } else if (event.key === "Enter") {
      if (here.classList.contains("f")) {
        const entry = select(here.dataset.f);
        if (entry && open(entry)) event.preventDefault();
      } else if (here.classList.contains("m") && here.tagName !== "A") {
        event.preventDefault();
        select(here.dataset.f, here);
        back();
      }
    }
  });

  if (lock) lock.addEventListener("click", toggle);
  $("ask").addEventListener("click", ask);
  $("help-close").addEventListener("click", () => help.close());

  // Opened from a mail a page may have no store; then the choice holds as long as the page is open.
  const remembered = (value) => {
    try {
      if (value) localStorage.setItem("planparse-theme", value);
      return localStorage.getItem("planparse-theme");
    } catch {
      return null;
    }
  };
  const theme = remembered();
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  $("theme").addEventListener("click", () => {
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    remembered(root.dataset.theme);
  });

  let resizing = 0;
  addEventListener("resize", () => {
    cancelAnimationFrame(resizing);
    resizing = requestAnimationFrame(redraw);
  });
  for (const group of groups) {
    group.querySelector("summary").addEventListener("click", () => opened.set(group, !group.open));
  }

  filter();
  const wanted = /^#f-(.+)$/.exec(decodeURIComponent(location.hash));
  if (wanted && select(wanted[1])) back();
  performance.mark("ready");
})();
