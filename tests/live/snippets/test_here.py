"""The buttons under the programs of the site, in a real Chromium."""

from playwright.sync_api import expect

from tests.live.program.editor import written
from tests.snippets import ROOT

EDITOR = "a:not([download])"  # beside it the program can be downloaded
PYTHON = ("pyodide", "program-worker", "here-python")


def row(tab, name):
    tab.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
    return tab.locator(f'[data-here="{name}"]')


def press(tab, name):
    """Run it, and wait for what it says."""
    place = row(tab, name)
    place.locator("button").click()
    expect(place.locator(".gc-here-answer[data-ok]")).to_have_count(1)
    expect(place.locator('.gc-here-answer[data-ok="true"]')).to_have_count(1)
    return place


def stated(name):
    return (ROOT / f"snippets/{name}.txt").read_text(encoding="utf-8")


def test_programs_run_where_they_stand(visit, language, tally):
    """One truly runs, one is counted, of one a value is left open."""
    fetched = []
    tab = visit(
        f"/{language}/",
        before=lambda tab: tab.on("request", lambda each: fetched.append(each.url)),
    )
    tab.wait_for_load_state("load")
    assert not [each for each in fetched if any(name in each for name in PYTHON)]
    for name in ("lstm_step", "keras_summary"):
        place = press(tab, name)
        assert place.locator("pre").text_content() == stated(name)
    place = press(tab, "gate_slices")
    expect(place.locator('[data-row="open"]')).to_have_text("?\n")
    assert place.locator("[role=status]").text_content().count("1") == 1
    tally["programs run where they stand, in a browser"] += 3


def test_a_cell_that_shows_nothing_has_no_empty_output(visit, language):
    tab = visit(f"/{language}/from-scratch/")
    place = tab.locator(".gc-here").nth(2)
    place.locator("button").click()
    expect(place.locator('.gc-here-answer[data-ok="true"] > p')).to_be_visible()
    assert place.locator("pre").count() == 0


def test_each_leads_into_the_editor(visit, language):
    tab = visit(f"/{language}/")
    link = row(tab, "lstm_step").locator(EDITOR)
    link.click()
    tab.wait_for_selector('[data-program][data-state="ready"]')
    program = (ROOT / "snippets/lstm_step.py").read_text(encoding="utf-8")
    assert written(tab) == program
    expect(tab.locator(".gc-note")).to_be_visible()
    tab.click("[name=run]")
    expect(tab.locator(".gc-result > pre > code")).to_have_text(stated("lstm_step"))


def test_python_that_does_not_come_is_said_and_tried_again(visit):
    def cut(tab):
        tab.route("**/*.wasm", lambda route: route.abort())

    tab = visit("/en/time-steps/", expect_errors=True, before=cut)
    place = row(tab, "time_steps")
    place.locator("button").click()
    expect(place.locator("[role=status]")).to_contain_text("Python did not start")
    tab.unroute("**/*.wasm")
    press(tab, "time_steps")


def test_without_a_script_only_the_link_stands(visit):
    tab = visit("/en/time-steps/", java_script_enabled=False)
    place = tab.locator("[data-here]").first
    expect(place.locator(EDITOR)).to_be_visible()
    expect(place.locator("button")).to_be_hidden()


def test_the_cells_of_a_notebook_run(visit, language):
    """One has nothing to show, one shows a value that is computed."""
    tab = visit(f"/{language}/from-scratch/")
    for cell, kinds in {3: [], 2: ["same"] * 4, 5: ["open"]}.items():
        rows = press(tab, f"cell-{cell}").locator("[data-row]").all()
        assert [each.get_attribute("data-row") for each in rows] == kinds
