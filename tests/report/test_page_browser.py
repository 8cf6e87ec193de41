"""The pages in a real browser: keys, filters, partners, scrolling together, contrast, narrow screens."""

import pytest

from planparse.report.formats import write_checks, write_review
from tests.programs import absent, need_program
from tests.report.pages import EN, HOSTILE, VI, checked, hostile_review, reviewed

WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 400, "height": 800}
PAIR = reviewed()
SHOWN = "article.f:not([hidden])"


@pytest.fixture(scope="module")
def chromium():
    path = need_program("chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        absent("playwright")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """The pages as files, as a mail attachment is opened."""
    folder = tmp_path_factory.mktemp("pages")
    made = {
        "review": write_review("html", PAIR, VI),
        "english": write_review("html", PAIR, EN),
        "checks": write_checks("html", checked("ha-lang-2026", "mai-vi-2026"), VI),
        "one check": write_checks("html", checked(), EN),
    }
    for number, (name, written) in enumerate(made.items()):
        path = folder / f"{number}.html"
        path.write_text(written, encoding="utf-8")
        made[name] = path.as_uri()
    return made


@pytest.fixture
def visit(chromium, files):
    """Opens a page; at the end of the test it must have said nothing and asked for nothing."""
    contexts, said, asked, own = [], [], set(), set()

    def go(name="review", size=WIDE, **more):
        context = chromium.new_context(viewport=size, **more)
        contexts.append(context)
        tab = context.new_page()
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.on("dialog", lambda dialog: said.append(dialog.message))
        tab.on("request", lambda request: asked.add(request.url))
        own.add(files.get(name, name))
        tab.goto(files.get(name, name))
        return tab

    yield go
    for context in contexts:
        context.close()
    assert said == []
    assert {url.partition("#")[0] for url in asked} == {url.partition("#")[0] for url in own}


def _current(tab):
    return tab.evaluate("document.querySelector('.f.sel')?.dataset.f ?? null")


def _focus(tab):
    return tab.evaluate("document.activeElement.id")


def _until(tab, condition):
    """Waits for something to be true; the page's policy forbids evaluating texts inside it."""
    tab.evaluate(
        f"""() => new Promise((done, fail) => {{
            const end = performance.now() + 10000;
            const look = () => ({condition}) ? done() : performance.now() > end ? fail() : requestAnimationFrame(look);
            look();
        }})"""
    )


def _settled(tab):
    """Waits until the page has brought what it wanted into sight: as many frames as that takes."""
    tab.evaluate(
        """() => new Promise((done) => {
            let frames = 12;
            const next = () => (frames-- > 0 ? requestAnimationFrame(next) : done());
            next();
        })"""
    )


def _in_sight(tab, query):
    return tab.evaluate(
        """query => [...document.querySelectorAll(query)].some(each => {
            const box = each.getBoundingClientRect();
            return box.bottom > 0 && box.top < innerHeight;
        })""",
        query,
    )


def _order():
    ranks = ("error", "warning", "info")
    rows = [f for f in PAIR.comparison.findings if f.status != "kept"]
    return [f.id for severity in ranks for f in rows if f.severity == severity]


def _pressed(tab, *keys):
    for key in keys:
        tab.keyboard.press(key)


def test_j_and_k_go_through_the_findings(visit):
    tab, order = visit(), _order()
    _pressed(tab, "j")
    assert (_current(tab), _focus(tab)) == (order[0], f"f-{order[0]}")
    _pressed(tab, "j", "j", "k")
    assert _current(tab) == order[1]
    _pressed(tab, "k", "k", "k")
    assert _current(tab) == order[0]


def test_the_selected_finding_is_in_sight_with_both_its_places(visit):
    tab = visit()
    in_sight = """[...document.querySelectorAll('.sel')].filter(e => e.id).every(e => {
        const box = e.getBoundingClientRect();
        const frame = e.closest('.pane, .list').getBoundingClientRect();
        return box.top >= frame.top - 1 && box.top < frame.bottom;
    })"""
    for _ in range(30):
        _pressed(tab, "j")
        # Blocks that were never drawn get their height as they come into sight, and the page follows.
        _until(tab, in_sight)


def test_enter_leads_to_the_place_and_back(visit):
    tab = visit()
    both = next(
        f.id
        for f in PAIR.comparison.findings
        if f.type == "target" and f.status == "altered" and f.parent and f.local
    )
    while _current(tab) != both:
        _pressed(tab, "j")
    _pressed(tab, "Enter")
    assert _focus(tab) == f"l-{both}"
    _pressed(tab, "Enter")
    assert _focus(tab) == f"f-{both}"
    _pressed(tab, "Enter", "Escape")
    assert _focus(tab) == f"f-{both}"


def test_a_finding_that_refers_to_another_leads_to_it(visit):
    tab = visit()
    refers = next(f for f in PAIR.comparison.findings if f.see and f.status != "kept")
    tab.locator(f"#f-{refers.id} .see a").click()
    assert (_current(tab), _focus(tab)) == (refers.see, f"f-{refers.see}")


def test_what_is_missing_is_shown_where_it_would_stand(visit):
    tab = visit()
    missing = next(
        f.id for f in PAIR.comparison.findings if f.type == "target" and f.status == "missing" and not f.see
    )
    while _current(tab) != missing:
        _pressed(tab, "j")
    assert tab.locator("#l-text .absent").is_visible()
    assert not tab.locator("#p-text .absent").is_visible()
    _pressed(tab, "Enter")
    assert _focus(tab) == f"p-{missing}"


def test_slash_searches_with_and_without_marks(visit):
    tab = visit()
    _pressed(tab, "/")
    assert _focus(tab) == "search"
    tab.keyboard.type("ho ngheo")
    _until(tab, "document.querySelectorAll('article.f[hidden]').length > 0")
    plain = tab.locator(SHOWN).count()
    assert 0 < plain < len(PAIR.comparison.findings)
    assert all("hộ nghèo" in text.lower() for text in tab.locator(SHOWN).all_text_contents())
    tab.locator("#search").fill("hộ nghéo")
    _until(tab, "document.querySelectorAll('article.f:not([hidden])').length === 0")
    tab.locator("#search").press("Escape")
    assert tab.locator(SHOWN).count() == len(PAIR.comparison.findings)


def test_filters_leave_what_fits_and_say_how_much(visit):
    tab = visit()
    findings = PAIR.comparison.findings
    tab.select_option("select[name=type]", "target")
    targets = sum(f.type == "target" for f in findings)
    _until(tab, f"document.querySelectorAll('{SHOWN}').length === {targets}")
    assert tab.locator("#shown").inner_text() == f"Hiện {targets}/{len(findings)}"
    tab.select_option("select[name=status]", "missing")
    missing = [f for f in findings if (f.type, f.status) == ("target", "missing")]
    _until(tab, f"document.querySelectorAll('{SHOWN}').length === {len(missing)}")
    _pressed(tab, "Escape", "Tab")
    tab.uncheck("input[value=error]", force=True)
    left = sum(f.severity != "error" for f in missing)
    _until(tab, f"document.querySelectorAll('{SHOWN}').length === {left}")
    tab.locator("#clear").click()
    assert tab.locator(SHOWN).count() == len(findings)
    assert tab.locator("#clear").is_hidden()


def test_kept_rows_are_folded_until_they_are_asked_for(visit):
    tab = visit()
    assert not tab.locator("#g-kept article").first.is_visible()
    tab.select_option("select[name=status]", "kept")
    _until(tab, "document.querySelector('#g-kept').open")
    assert tab.locator("#g-kept article").first.is_visible()
    tab.select_option("select[name=status]", "")
    _until(tab, "!document.querySelector('#g-kept').open")


def test_touching_one_partner_shows_the_other(visit):
    tab = visit()
    kept = next(f.id for f in PAIR.comparison.findings if f.type == "citation" and f.status == "kept")
    tab.locator(f"#p-{kept}").hover()
    assert "hov" in tab.locator(f"#l-{kept}").get_attribute("class")
    tab.locator(f"#p-{kept}").click()
    assert _current(tab) == kept
    heights = tab.evaluate(
        f"['p', 'l'].map(side => document.getElementById(side + '-{kept}').getBoundingClientRect().top)"
    )
    frame = tab.locator("#l-text .pane").bounding_box()
    assert frame["y"] <= heights[1] <= frame["y"] + frame["height"]
    scrolled = tab.evaluate("document.querySelector('#l-text .pane').scrollTop")
    # At one height, unless the text begins or ends there.
    assert abs(heights[0] - heights[1]) < 3 or scrolled == 0


def test_both_sides_scroll_together_until_unlocked(visit):
    tab = visit()
    top = "document.querySelector('#{}-text .pane').scrollTop"
    tab.mouse.move(700, 600)
    tab.mouse.wheel(0, 1500)
    _until(tab, f"{top.format('p')} > 1000 && {top.format('l')} > 100")
    tab.evaluate("document.querySelector('#p-text .pane').scrollTop = 1e6")
    _until(
        tab,
        "(() => { const l = document.querySelector('#l-text .pane');"
        "return l.scrollTop + l.clientHeight >= l.scrollHeight - 2 })()",
    )
    _pressed(tab, "l")
    assert tab.locator("#lock").get_attribute("aria-pressed") == "false"
    before = tab.evaluate(top.format("l"))
    tab.evaluate("document.querySelector('#p-text .pane').scrollTop = 0")
    _until(tab, f"{top.format('p')} === 0")
    tab.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert tab.evaluate(top.format("l")) == before


def test_the_bar_of_changes_leads_to_them(visit):
    tab = visit()
    assert tab.locator("#p-text .map i.error").count() > 5
    bar = tab.locator("#p-text .map").bounding_box()
    tab.mouse.click(bar["x"] + 5, bar["y"] + bar["height"] * 0.9)
    _until(
        tab,
        "(() => { const p = document.querySelector('#p-text .pane');"
        "return p.scrollTop > 0.75 * (p.scrollHeight - p.clientHeight) })()",
    )


def test_help_opens_and_closes_by_key(visit):
    tab = visit()
    _pressed(tab, "?")
    assert tab.locator("#help").is_visible()
    _pressed(tab, "j")
    assert _current(tab) is None
    _pressed(tab, "Escape")
    assert not tab.locator("#help").is_visible()


def test_keys_typed_into_the_search_are_letters(visit):
    tab = visit()
    _pressed(tab, "/", "j", "k", "l", "?")
    assert tab.locator("#search").input_value() == "jkl?"
    assert _current(tab) is None
    assert not tab.locator("#help").is_visible()


def test_a_link_to_a_finding_opens_it(visit, files):
    order = _order()
    assert _current(visit(f"{files['review']}#f-{order[3]}")) == order[3]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("name", "size"), [("review", WIDE), ("checks", WIDE), ("english", NARROW)])
def test_axe_finds_nothing_serious(visit, name, size, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    tab = visit(name, size, color_scheme=scheme)
    # Everything unfolded, one finding selected: all that can be seen is looked at.
    tab.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    _pressed(tab, "j", "j")
    found = axe.run(tab, options={"resultTypes": ["violations"]}).response["violations"]
    grave = [(v["id"], v["nodes"][0]["html"][:200]) for v in found if v["impact"] in ("serious", "critical")]
    assert grave == []


def test_dark_and_light_by_system_and_by_button(visit):
    ground = "getComputedStyle(document.body).backgroundColor"
    light, dark = visit(color_scheme="light"), visit(color_scheme="dark")
    assert light.evaluate(ground) != dark.evaluate(ground)
    was = dark.evaluate(ground)
    light.locator("#theme").click()
    assert light.evaluate(ground) == was
    light.reload()
    assert light.evaluate(ground) == was


@pytest.mark.parametrize("name", ["review", "english", "checks", "one check"])
@pytest.mark.parametrize("width", [320, 400, 820, 1100])
def test_nothing_is_wider_than_the_screen(visit, name, width):
    tab = visit(name, {"width": width, "height": 800})
    wide = tab.evaluate(
        "[document.documentElement, ...document.querySelectorAll('.list, .pane')]"
        ".filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.className)"
    )
    assert wide == []


def test_narrow_screens_have_one_column(visit):
    tab = visit(size=NARROW)
    boxes = [tab.locator(query).bounding_box() for query in ("#findings", "#p-text", "#l-text")]
    assert all(box["x"] == 0 and box["width"] == 400 for box in boxes)
    assert boxes[0]["y"] < boxes[1]["y"] < boxes[2]["y"]
    # However soon one key follows another, the last one says what is in sight.
    place, finding = f"#l-{_order()[0]}, #p-{_order()[0]}", f"#f-{_order()[0]}"
    for keys, wanted in (
        (("j", "Enter"), place),
        (("Enter",), finding),
        (("Enter", "Enter", "Enter"), place),
    ):
        _pressed(tab, *keys)
        _settled(tab)
        assert _in_sight(tab, wanted), keys


def test_without_scripts_it_is_a_report_to_read(visit):
    tab = visit(java_script_enabled=False)
    assert tab.locator("#g-error article").first.is_visible()
    assert not tab.locator("#filters").is_visible()
    assert not tab.locator(".tools").is_visible()
    tab.locator("#g-error article .at").first.click()
    assert tab.locator("#p-text").is_visible()


def test_print_leaves_the_report_and_no_controls(visit):
    tab = visit()
    tab.emulate_media(media="print")
    assert not tab.locator("#filters").is_visible()
    assert not tab.locator("#p-text").is_visible()
    assert tab.locator(".card").count() == 2
    assert tab.locator("#g-info article").last.is_visible()
    assert tab.pdf().startswith(b"%PDF")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_does_nothing(visit, tmp_path, text):
    path = tmp_path / "page.html"
    path.write_text(write_review("html", hostile_review(text), VI), encoding="utf-8")
    tab = visit(path.as_uri())
    _pressed(tab, "j", "Enter")
    assert tab.evaluate("window.hacked") is None
    assert tab.title().count("\u202e") == 0
    assert tab.locator(".f.sel").count() == 1
