"""The exercises: their answers against the frameworks, the pages, the checking."""

import json
import re
from math import prod

import keras
import pytest
import torch
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect

from gatecount import CountError
from live.practise.algebra import evaluate
from live.practise.checking import check
from live.practise.exercises import EXERCISES, POINTS, Exercise
from live.practise.new_numbers import NAME, drawn, fresh
from tests import recording
from tests.docs.arithmetic import tex_chains, value
from tests.pages import LANGUAGES, Page

LAYERED = {name: each for name, each in EXERCISES.items() if isinstance(each, Exercise)}
NUMBERS = [name for name, each in EXERCISES.items() if not getattr(each, "symbols", "")]
SYMBOLS = [name for name in LAYERED if LAYERED[name].symbols]


def section(language, name):
    """What stands between an exercise's heading and the next."""
    heading = Page(language, "exercises").article.find(id=name)
    parts = []
    for each in heading.find_next_siblings():
        if re.fullmatch("h[1-3]", each.name):
            break
        parts.append(str(each))
    return BeautifulSoup("".join(parts), "html.parser")


# --- the answers ----------------------------------------------------------------


class Real:
    """What the real frameworks say of an exercise's layers, as a Count does."""

    def __init__(self, code, shape, framework="keras"):
        if framework in recording.FRAMEWORKS:  # it was run where it lives
            named = re.sub(r"(\d+), (\d+)", r"input_size=\1, hidden_size=\2", code)
            named = f"{framework}.{named}"
            cases = recording.read(framework)["cases"]
            [weights] = {
                json.dumps(each["weights"])
                for each in cases
                if each["code"] == named and "weights" in each and "weights" in each
            }
            self.total = sum(prod(shape) for shape, _ in json.loads(weights).values())
            return
        if code.startswith("nn."):
            layer = eval(code, {"nn": torch.nn})
            self.total = sum(each.numel() for each in layer.parameters())
            return
        layer = eval(code, vars(keras.layers))
        out = layer(keras.Input(shape))
        self.output_shape = tuple(out.shape)
        self.total = layer.count_params()
        self.trainable = sum(w.value.numpy().size for w in layer.trainable_weights)


@pytest.mark.parametrize("name", LAYERED)
def test_the_answer_is_the_frameworks(name, tally):
    exercise = LAYERED[name]
    for point in POINTS if exercise.symbols else [{}]:
        sizes = {each: point[each] for each in exercise.symbols.split()}
        shape = tuple(
            int(each) for each in exercise.shape.format(**sizes).split(",") if each
        )
        counts = []
        for code in exercise.layers:
            framework = exercise.frameworks[0]
            counts.append(Real(code.format(**sizes), shape, framework))
            if not exercise.apart and not code.startswith("nn."):
                shape = counts[-1].output_shape[1:]
        assert exercise.wanted(counts) == exercise.answer(**sizes)
        tally["answers to exercises compared with the frameworks"] += 1


def test_sizes_that_are_sought_have_the_frameworks_numbers():
    units, features, wanted, most = (
        EXERCISES[name].find()
        for name in (
            "units-of-a-kernel",
            "features-of-a-kernel",
            "units-of-a-total",
            "budget",
        )
    )
    assert Real(f"LSTM({wanted})", (13, 5)).total == 2080
    assert Real(f"LSTM({most})", (13, 100)).total <= 10**6
    assert Real(f"LSTM({most + 1})", (13, 100)).total > 10**6
    layer = keras.layers.LSTM(units)
    layer.build((None, 13, features))
    assert layer.weights[0].shape == (8, 48)


# --- the pages ------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_exercise_is_set_once_and_answered(language):
    article = Page(language, "exercises").article
    names = [each["data-exercise"] for each in article.select("[data-exercise]")]
    assert names == list(EXERCISES)
    for name in names:
        inside = section(language, name)
        assert len(inside.select(f"[data-exercise={name}]")) == 1
        solution = inside.select_one("details.abstract")
        assert solution.get("open") is None
        shown = solution.select(f"[data-answer={name}] strong")
        assert [each.text for each in shown] == [EXERCISES[name].shown()] * (
            name in NUMBERS
        )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", LAYERED)
def test_the_question_is_about_the_layers_that_are_counted(language, name):
    inside = section(language, name)
    for each in inside.select("details"):
        each.extract()
    said = inside.get_text(" ")
    exercise = LAYERED[name]
    if not exercise.symbols:
        numbers = set(re.findall(r"\d+", said))
        for code in exercise.layers:
            for number in re.findall(r"\d+", code):
                assert number in numbers, (code, number)
    for symbol in exercise.symbols.split():
        assert symbol in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [each for each in NUMBERS if each in LAYERED])
def test_the_worked_solution_ends_in_the_answer(language, name):
    formulas = section(language, name).select(".abstract div.arithmatex annotation")
    chain = list(tex_chains(formulas[-1].text))[-1]
    assert value(chain[-1]) == EXERCISES[name].answer()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SYMBOLS)
def test_the_formula_of_the_solution_is_accepted(language, name):
    [formula] = section(language, name).select(".abstract div.arithmatex annotation")
    typed = re.sub(r"\\big[lr]", "", formula.text).replace(r"\times", "×")
    assert check({"name": name, "answer": typed}, language, "")["right"]
    wrong = check({"name": name, "answer": f"{typed} + n - n + 1"}, language, "")
    assert not wrong.get("right")


# --- the checking ---------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    ["2320", "2,320", " 2 320 ", "２３２０", "2，320", "2_320", "4*(28*20+20)",
     "4×((8+20)×20+20)", "4(28·20+20)", "2320.", "+2320", "4640/2"],
)  # fmt: skip
def test_an_answer_may_be_written_in_many_ways(typed):
    said = check({"name": "your-first-lstm", "answer": typed}, "en", "")
    assert said["ok"] == (typed != "2320.") and said.get("right", typed == "2320.")


@pytest.mark.parametrize(
    "typed",
    ["4((n+m)m+m)", "4*m*(n+m+1)", "4nm + 4m^2 + 4m", "4nm+4m²+4m", "4m(n+m+1)",
     "４×（（ｎ＋ｍ）×ｍ＋ｍ）", "4 ((N + M) M + M)", "4*m*n+4*m**2+4*m", "8m(n+m+1)/2",
     "−4m(−n−m−1)"],
)  # fmt: skip
def test_a_formula_may_be_written_in_many_ways(typed):
    assert check({"name": "rule", "answer": typed}, "en", "")["right"]


def test_pairs_come_in_any_order():
    pairs = EXERCISES["all-with-640"].find()
    for typed in (str(pairs), "; ".join(f"{n},{m}" for n, m in reversed(pairs))):
        assert check({"name": "all-with-640", "answer": typed}, "zh", "")["right"]
    few = check({"name": "all-with-640", "answer": "(5, 10)"}, "zh", "")
    assert few["ok"] and not few["right"]


@pytest.mark.parametrize("name", NUMBERS)
def test_another_number_is_not_right(name):
    if name == "all-with-640":
        return
    right = int(EXERCISES[name].shown().replace(",", ""))
    for wrong in (0, right - 1, right + 1, 2 * right, 10**15):
        assert not check({"name": name, "answer": str(wrong)}, "en", "")["right"]


def test_a_slip_is_named_and_leads_to_the_clinic():
    said = check({"name": "bidirectional", "answer": "2320"}, "en", "../clinic/")
    assert "One direction only" in said["html"]
    assert "../clinic/?number=2320&amp;counted=keras+LSTM&amp;n=8" in said["html"]


@pytest.mark.parametrize(
    "name, typed, slip",
    [
        ("rule", "4*(n*m+m*m)", "The biases are missing"),
        ("rule", "3((n+m)m+m)", "One block too few"),
        ("rule", "4((n+m)n+n)", "n and m swapped"),
        ("gru-rule", "3((n+m)m)", "The biases are missing"),
        ("encoder", "VD + 4(D+H)H", "The biases are missing"),
        ("encoder", "VD + 4K((D+H)H+H)", "Multiplied by the time steps"),
        ("language-model", "VD + 4(HH+H) + HV + V", "The input forgotten"),
        ("two-directions-two-layers", "4((n+m)m+m) + 4(2mm+m)", "One direction only"),
    ],
)
def test_a_slip_in_symbols_is_named_like_its_number(name, typed, slip):
    said = check({"name": name, "answer": typed}, "en", "../clinic/")["html"]
    assert (
        'A likely slip: <a href="../clinic/?number=' in said and f">{slip}</a>" in said
    )


@pytest.mark.parametrize(
    "name, typed, whole",
    [
        ("one-more-feature", "4m(n+m)+4m", True),  # as Keras counts it
        ("one-more-feature", "4m(n+m)+8m", True),
        ("one-more-feature", "4m(n+1+m)+8m", True),
        ("one-more-feature", "8m", False),
        ("torch-minus-keras", "4((n+m)m+2m)", True),
        ("one-more-unit", "640", True),
        ("one-more-unit", "107", False),
    ],
)
@pytest.mark.parametrize("language, said", [("en", "the whole count"), ("zh", "整层")])
def test_a_whole_count_is_no_difference(name, typed, whole, language, said):
    answer = check({"name": name, "answer": typed}, language, "")
    assert not answer["right"] and (said in answer["html"]) == whole


def test_a_formula_that_fits_one_size_only_is_no_slip():
    point = POINTS[0]
    typed = f"4(n*m+m*m) + (n - {point['n']})"
    assert check({"name": "rule", "answer": typed}, "en", "")["html"] == "Not yet."


@pytest.mark.parametrize("typed", ["1/0", "1/(n-n)", "m/(2-2)"])
@pytest.mark.parametrize("language, said", [("en", "zero"), ("zh", "不能除以 0")])
def test_nothing_is_divided_by_zero(typed, language, said):
    error = check({"name": "rule", "answer": typed}, language, "")["error"]
    assert said in error


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_has_a_name_of_its_own(language):
    article = Page(language, "exercises").article
    named = [each.get_text() for each in article.select("[data-exercise] label")]
    assert len(set(named)) == len(EXERCISES)
    for name, label in zip(EXERCISES, named):
        heading = article.find(id=name)
        assert heading.find(string=True, recursive=False).strip() in label


@pytest.mark.parametrize("name", ["your-first-lstm", "encoder", "all-with-640"])
@pytest.mark.parametrize("language", LANGUAGES)
@settings(deadline=None, max_examples=150)
@given(
    typed=st.text(max_size=400)
    | st.text("0123456789nmVDHK+-*/^()² ,", max_size=310)
    | st.sampled_from(
        ["1/3", "9^9" * 60, "(" * 299, "((9^9)^9)^9^9^9", "1/0", "9" * 300]
    )
)
def test_whatever_is_typed_is_answered(name, language, typed):
    said = check({"name": name, "answer": typed}, language, "")
    if said["ok"]:
        assert "<" not in re.sub(r"</?a[ >]", "", said["html"])
    else:
        assert said["error"].endswith("。" if language == "zh" else ".")


EXPRESSIONS = st.recursive(
    st.integers(0, 10**6).map(str) | st.sampled_from("nm"),
    lambda inner: st.tuples(inner, st.sampled_from("+-*"), inner).map(
        lambda parts: "({}{}{})".format(*parts)
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(text=EXPRESSIONS, n=st.integers(1, 999), m=st.integers(1, 999))
def test_the_parser_computes_as_python_does(text, n, m):
    try:
        assert evaluate(text, {"n": n, "m": m}) == eval(text, {"n": n, "m": m})
    except CountError:
        assert len(text) > 300


@pytest.mark.parametrize("language", LANGUAGES)
def test_new_numbers_have_their_answer_and_no_other(language):
    kinds = set()
    for seed in map(str, range(60)):
        question = drawn(seed)
        kinds.add((question.kind, question.wanted == "total"))
        asked = fresh(seed, language)
        assert asked["name"] == f"{NAME}{seed}"
        given = {"name": asked["name"], "answer": str(question.answer)}
        assert check(given, language, "")["right"]
        wrong = check(given | {"answer": str(question.answer + 1)}, language, "")
        assert wrong["ok"] and not wrong["right"]
    assert len(kinds) == 6


def test_a_slip_with_new_numbers_is_named():
    [seed, *_] = (s for s in map(str, range(50)) if drawn(s).kind == "torch")
    question = drawn(seed)
    once = question.answer - question.weights[-1].size
    said = check({"name": f"{NAME}{seed}", "answer": str(once)}, "en", "clinic/")
    assert "Keras" in said["html"] and "clinic/?" in said["html"]


# --- in the browser -------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_exercises_are_checked_in_the_browser(visit, language):
    tab = visit(f"/{language}/exercises/")

    def answer(name, text, result):
        box = tab.locator(f"[data-exercise={name}]")
        box.locator("input").fill(text)
        box.locator("button").click()
        expect(box).to_have_attribute("data-result", result)
        expect(box.locator(".gc-verdict")).not_to_be_empty()
        return box.locator(".gc-verdict")

    answer("your-first-lstm", "２，３２０", "right")
    said = answer("your-first-lstm", "2240", "wrong")
    answer("encoder", "VD + 4((D+H)H + H)", "right")
    answer("encoder", "<img src=x onerror=1>", "refused")
    answer("all-with-640", "5,10", "wrong")
    said.locator("a").click()
    expect(tab.locator(".gc-slip[data-slip=no_bias]")).to_have_count(1)


def solve(tab, name, text):
    box = tab.locator(f"[data-exercise={name}]")
    box.locator("input").fill(text)
    box.locator("button").click()
    expect(box).to_have_attribute("data-result", re.compile("right|wrong"))
    return box


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_solved_is_remembered_counted_and_forgotten(visit, language):
    tab = visit(f"/{language}/exercises/")
    progress = tab.locator("[data-progress]")
    expect(progress).to_be_hidden()
    solve(tab, "rule", "4m(n+m)")
    expect(progress).to_be_hidden()  # wrong is not solved
    box = solve(tab, "rule", "4m(n+m+1)")
    solve(tab, "torch-minus-keras", "4m")
    # Opening an answer is not solving.
    tab.locator("#gru ~ details.abstract summary").first.click()
    said = f"2 of {len(EXERCISES)} solved" if language == "en" else "已做对 2 题"
    expect(progress).to_contain_text(said)

    tab.reload()
    expect(progress).to_contain_text(said)
    expect(box.locator("input")).to_have_value("")
    note = "getComputedStyle(e, '::before').content"
    shown = [
        tab.locator(f"[data-exercise={name}] .gc-verdict").evaluate(f"e => {note}")
        for name in ("rule", "gru-rule")
    ]
    assert "✓" in shown[0] and "✓" not in shown[1]
    progress.locator("[data-forget]").click()
    expect(progress).to_be_hidden()
    assert tab.evaluate("localStorage.getItem('gatecount.solved')") is None
    tab.reload()
    expect(progress).to_be_hidden()


def test_a_browser_that_keeps_nothing_still_counts(visit):
    refuse = (
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error() } })"
    )
    tab = visit("/en/exercises/", before=lambda tab: tab.add_init_script(refuse))
    solve(tab, "rule", "4m(n+m+1)")
    expect(tab.locator("[data-progress]")).to_contain_text("1 of")


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_are_printed_only_if_asked_for(visit, language, scripts):
    tab = visit(f"/{language}/exercises/", java_script_enabled=scripts)
    answers = tab.locator("#your-first-lstm ~ details.abstract").first
    answers.locator("summary").click()
    control = tab.locator("[data-with-answers]")
    expect(control).to_be_visible()
    tab.emulate_media(media="print")
    line = tab.locator("[data-exercise=rule]")  # to write on
    for each in (answers, control, line.locator("form")):
        expect(each).to_be_hidden()
    expect(line).to_have_css("border-bottom-style", "solid")
    expect(tab.locator("#your-first-lstm")).to_be_visible()
    tab.emulate_media(media="screen")
    control.check()
    tab.emulate_media(media="print")
    expect(answers).to_be_visible()
    expect(line).to_be_hidden()
    expect(tab.locator("#rule ~ details.abstract .katex").first).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_exercises_without_javascript(visit, language):
    tab = visit(f"/{language}/exercises/", java_script_enabled=False)
    expect(tab.locator("[data-exercise=rule] input")).to_be_hidden()
    solution = tab.locator("#your-first-lstm ~ details.abstract").first
    solution.locator("summary").click()
    expect(solution.locator("[data-answer] strong")).to_be_visible()


def test_python_that_does_not_come_is_said(visit):
    def cut(tab):
        tab.route("**/*.wasm", lambda route: route.abort())

    tab = visit("/en/exercises/", expect_errors=True, before=cut)
    box = tab.locator("[data-exercise=rule]")
    box.locator("input").fill("4m")
    box.locator("button").click()
    expect(box.locator(".gc-verdict")).to_contain_text("did not start")
    tab.unroute("**/*.wasm")
    box.locator("button").click()
    expect(box).to_have_attribute("data-result", "wrong")


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_exercise_at_a_time(visit, language):
    tab = visit(f"/{language}/exercises/")
    seen = "names => names.filter((n) => document.getElementById(n).checkVisibility())"
    names = list(EXERCISES)
    toggle, back, following = tab.locator("[data-path] button").all()
    assert tab.evaluate(seen, names) == names
    solve(tab, names[0], EXERCISES[names[0]].shown())
    toggle.click()
    assert tab.evaluate(seen, names) == [names[1]]  # the first that is not solved
    following.click()
    assert tab.evaluate(seen, names) == [names[2]]
    back.click()
    tab.reload()
    assert tab.evaluate(seen, names) == [names[1]]
    tab.goto(f"{tab.url.partition('#')[0]}#gru")
    expect(tab.locator("#gru")).to_be_visible()
    assert tab.evaluate(seen, names) == ["gru"]
    tab.emulate_media(media="print")
    assert tab.evaluate(seen, names) == names
    tab.emulate_media(media="screen")
    toggle.click()
    assert tab.evaluate(seen, names) == names
    assert tab.evaluate("localStorage.getItem('gatecount.path')") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_new_numbers_in_the_browser(visit, language):
    tab = visit(f"/{language}/exercises/#fresh")
    box = tab.locator("[data-fresh]")
    expect(box.locator("form")).to_be_hidden()
    box.locator("[data-another]").click()
    expect(box.locator("form")).to_be_visible()
    seed = box.get_attribute("data-exercise").removeprefix(NAME)
    box.locator("input").fill(str(drawn(seed).answer))
    box.locator("form button").click()
    expect(box).to_have_attribute("data-result", "right")
    box.locator("[data-another]").click()
    expect(box).not_to_have_attribute("data-exercise", f"{NAME}{seed}")
    expect(box.locator("input")).to_have_value("")
