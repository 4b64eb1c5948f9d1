"""Programs come by link, file and drop, and are kept: in a real Chromium."""

import json
import os
import pickle
import struct

import pytest
from playwright.sync_api import expect

from tests.live.program.editor import (
    ARTICLE,
    link,
    paste,
    ready,
    run,
    seen,
    total,
    works,
    written,
)
from tests.visiting import case

# --- links, files, what the tab keeps -----------------------------------------------


def test_a_link_carries_the_program(start, visit, language):
    text = ARTICLE.replace("10", "12") + "# 十二个单元 🙂\n"
    tab = start(permissions=["clipboard-read", "clipboard-write"])
    paste(tab, text)
    place = tab.locator("[name=run]").bounding_box()
    tab.click("[name=link]")
    expect(tab.locator("[name=link][data-done]")).to_be_visible()
    assert tab.locator("[name=run]").bounding_box() == place, "nothing is pushed down"
    address = tab.evaluate("navigator.clipboard.readText()")
    assert "#program=1." in address and len(address) < 500

    other = visit(address)
    ready(other)
    expect(other.locator(".gc-note")).to_contain_text(
        "还没有运行" if language == "zh" else "None of it has run"
    )
    assert written(other) == text
    expect(other.locator(".gc-result [data-total]")).to_have_count(0)
    run(other)
    total(other, 864)


def test_links_of_our_own_making_are_read(start):
    tab = start(link(ARTICLE.replace("10", "13")))
    run(tab)
    total(tab, 988)


def test_a_link_in_an_open_page(start):
    tab = start()
    tab.evaluate("(fragment) => { location.hash = fragment }", link("x = 1\n"))
    expect(tab.locator(".gc-note")).to_be_visible()
    expect(tab.locator(".cm-line").first).to_have_text("x = 1")


DAMAGED = {
    "empty": "#program=1.",
    "letters": "#program=1.!!!",
    "bytes": "#program=1.AAAA",
    "version": "#program=2.AAAA",
    "cut": link(ARTICLE)[:-9],
    "bomb": link("\0" * 50_000_000),
}


def test_a_damaged_link_has_a_sentence(start, language):
    """Opened with the page, and in the open page."""
    tab = start(DAMAGED["cut"])
    note = tab.locator(".gc-note")
    sentence = "读不出来" if language == "zh" else "can be read"
    for name, fragment in sorted(DAMAGED.items(), key=lambda each: each[0] != "cut"):
        with case(name):
            if name != "cut":
                tab.evaluate("(fragment) => { location.hash = fragment }", fragment)
            expect(note).to_contain_text(sentence)
            works(tab)
            tab.click("[name=reset]")
            expect(note).to_be_hidden()


def test_a_long_program_has_no_link(start, language):
    tab = start()
    noise = "".join(f"x{k} = {k * 7919 % 104729}\n" for k in range(5000))
    paste(tab, noise)
    tab.click("[name=link]")
    expect(tab.locator(".gc-under")).to_contain_text(
        "太长" if language == "zh" else "too long"
    )
    assert "#" not in tab.url


NOTEBOOK = {
    "cells": [
        {"cell_type": "markdown", "source": ["# no code"]},
        {"cell_type": "code", "source": ["import keras\n", "n = 5"]},
        {
            "cell_type": "code",
            "source": "m = keras.Sequential([keras.Input((13, n)),\n"
            "    keras.layers.LSTM(10)])",
        },
    ],
    "nbformat": 4,
}
# The first three are the article's program, whose result stands there already.
FILES = {
    "model.py": ARTICLE.encode(),
    "windows.py": ARTICLE.replace("\n", "\r\n").encode(),
    "wide.txt": ARTICLE.encode("utf-16"),
    "old.py": ("# 单元数\n" + ARTICLE).encode("gbk"),
    "notes.ipynb": json.dumps(NOTEBOOK).encode(),
}


def test_files_open(start):
    tab = start()
    for name in FILES:
        with case(name):
            opens(tab, name)


def opens(tab, name):
    tab.set_input_files(
        "[name=file]",
        {"name": name, "mimeType": "text/plain", "buffer": FILES[name]},
    )
    expect(tab.locator(".gc-result [data-total]")).to_have_count(
        0 if name in ("old.py", "notes.ipynb") else 1
    )
    if name == "old.py":
        expect(tab.locator(".cm-line").first).to_have_text("# 单元数")
    with tab.expect_download() as download:
        tab.click("[name=download]")
    assert download.value.suggested_filename == f"{name.partition('.')[0]}.py"
    run(tab)
    total(tab, 640)


def opened(tab, path):
    tab.set_input_files("[name=file]", path)
    tab.wait_for_selector("[data-program]:not([data-running])")


def keras_saved(ending, folder):
    import keras

    of = keras.layers
    model = keras.Sequential([keras.Input((13, 5)), of.LSTM(10), of.Dense(1)])
    model.save(folder / f"model.{ending}")
    return folder / f"model.{ending}"


def torch_saved(_, folder):
    import torch

    lstm, head = torch.nn.LSTM(5, 10), torch.nn.Linear(10, 1)
    kept = {"model": lstm.state_dict(), "head": head.state_dict()}
    torch.save(kept, folder / "two.pt")
    return folder / "two.pt"


@pytest.mark.parametrize("ending", ["keras", "h5"])
def test_a_saved_keras_model_becomes_its_program(start, ending, tmp_path):
    """Counted at once, and again when it is run; changed, it is a program."""
    tab = start()
    opened(tab, keras_saved(ending, tmp_path))
    total(tab, 651)
    text = written(tab)
    assert "layers.LSTM(10, name='lstm" in text
    assert tab.locator(".gc-pasted p").count() == 2
    run(tab)
    total(tab, 651)
    assert tab.locator(".gc-pasted p").count() == 2
    paste(tab, text.replace("(10", "(12"))
    run(tab)
    total(tab, 877)
    assert tab.locator(".gc-pasted").count() == 0


def test_of_several_sets_of_weights_one_is_chosen(start, tmp_path):
    tab = start()
    opened(tab, torch_saved("pt", tmp_path))
    total(tab, "")
    tab.locator("[data-model]").nth(1).click()
    total(tab, 11)
    assert "weight: torch.Size([1, 10])" not in written(tab)
    tab.locator("[data-model]").nth(0).click()
    total(tab, 680)


def test_a_file_that_is_no_model_gets_a_sentence(start, language, tmp_path):
    """What was counted before stays; a pickle that would run something is told."""
    tab = start()
    run(tab)
    (tmp_path / "harm.pt").write_bytes(pickle.dumps(Harm()))
    (tmp_path / "cut.keras").write_bytes(b"PK\3\4cut")
    (tmp_path / "long.safetensors").write_bytes(b"\xff" * 8 + b"{}")
    for name, zh, en in (
        ("harm.pt", "os.system", "os.system"),
        ("cut.keras", "不完整", "cut short"),
        ("long.safetensors", "safetensors", "safetensors"),
    ):
        opened(tab, tmp_path / name)
        said = tab.locator("[data-error]").text_content()
        said = said.replace("posix", "os")
        assert (zh if language == "zh" else en) in said
        total(tab, 640)
    works(tab)


class Harm:
    def __reduce__(self):
        return os.system, ("true",)


def test_a_saved_model_is_opened_alone(start, language):
    tab = start()
    files = [
        {"name": name, "mimeType": "", "buffer": b"x = 1"}
        for name in ("model.pt", "model.py")
    ]
    tab.set_input_files("[name=file]", files)
    expect(tab.locator(".gc-note")).to_contain_text(
        "单独" if language == "zh" else "alone"
    )


def test_two_gigabytes_stay_on_the_disk(start, tmp_path):
    """Of a large file the worker asks for the pieces that say names and shapes."""
    path = tmp_path / "large.safetensors"
    header = {"lstm.weight_ih_l0": {"dtype": "F32", "shape": [40, 5]}}
    text = json.dumps(header).encode()
    with path.open("wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        file.truncate(2 * 2**30 + 7)
    tab = start()
    opened(tab, path)
    total(tab, 200)


NO_PROGRAMS = {
    "picture.py": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01", "不是文字", "no text"),
    "paper.txt": (b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>", "不是文字", "no text"),
    "model.ipynb": (b"PK\x03\x04\x14\0\0\0\x08\0model.py", "不是文字", "no text"),
    "model.py": (b"\xa7\r\r\n\0\0\0\0\xf1\x8e\xe3e\xe3", "不是文字", "no text"),
    "weights.py": (b"x" * 1_000_001, "1 MB", "megabyte"),
    "broken.ipynb": (b"{", "笔记本", "notebook"),
}


def test_files_that_are_no_programs(start, language):
    tab = start()
    note = tab.locator(".gc-note")
    for name, (content, zh, en) in NO_PROGRAMS.items():
        tab.click("[name=reset]")
        expect(note).to_be_hidden()
        file = {"name": name, "mimeType": "text/plain", "buffer": content}
        with case(name):
            tab.set_input_files("[name=file]", file)
            expect(note).to_contain_text(zh if language == "zh" else en)
            assert seen(note)
            assert written(tab) == ARTICLE, "the editor keeps what it had"
            total(tab, 640)


def test_a_file_can_be_dropped(start):
    tab = start()
    tab.locator(".cm-content").evaluate(
        """(content, text) => {
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([text], "model.py"));
            content.dispatchEvent(new DragEvent("drop",
                { dataTransfer, bubbles: true, cancelable: true, composed: true }));
        }""",
        "y = 2\n",
    )
    expect(tab.locator(".cm-line").first).to_have_text("y = 2")
    assert written(tab) == "y = 2\n"


def test_reset_brings_the_example_back(start):
    tab = start()
    tab.select_option("[name=example]", "seq2seq")
    paste(tab, "x = 1\n")
    tab.click("[name=reset]")
    assert "encoder_inputs" in written(tab)
    tab.locator(".cm-content").press("ControlOrMeta+Z")
    expect(tab.locator(".cm-line").first).to_have_text("x = 1")


def test_what_is_thrown_away_comes_back(start, language):
    """Reset, an example, a file: a program of the reader's own is not lost."""
    tab = start()
    shelf = tab.locator("[name=example]")
    expect(shelf).to_have_value("lstm")
    paste(tab, "mine = 1\n")
    expect(shelf).to_have_value("own")
    assert shelf.evaluate("e => e.selectedOptions[0].textContent") == (
        "自己的程序" if language == "zh" else "Your own program"
    )
    for throw_away in (
        lambda: tab.click("[name=reset]"),
        lambda: tab.select_option("[name=example]", "crnn"),
        lambda: tab.select_option("[name=example]", ""),
    ):
        throw_away()
        assert "mine" not in tab.locator(".cm-content").inner_text()
        expect(shelf).not_to_have_value("own")
        back = tab.locator("[data-back]")
        expect(back).to_be_visible()
        assert seen(back)
        back.click()
        expect(tab.locator(".cm-line").first).to_have_text("mine = 1")
        expect(shelf).to_have_value("own")
        expect(back).to_have_count(0)
    tab.select_option("[name=example]", "lstm")
    expect(tab.locator("[data-back]")).to_have_count(1)
    tab.select_option("[name=example]", "own")
    expect(tab.locator(".cm-line").first).to_have_text("mine = 1")


def test_the_tab_keeps_what_was_typed(start, language):
    """Through a reload, and into the other language; no other tab has it."""
    tab = start()
    paste(tab, ARTICLE.replace("10", "11"))
    tab.reload()
    ready(tab)
    tab.click(f"a[hreflang={'en' if language == 'zh' else 'zh'}]")
    tab.wait_for_url("**/program/*")
    ready(tab)
    run(tab)
    total(tab, 748)
