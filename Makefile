# The commands of this project; `make help` lists them.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
SITE := site

export PORT
export PATH := $(CURDIR)/$(BIN):$(PATH)
# Quiet TensorFlow; hide Material's notice about MkDocs 2.
export TF_CPP_MIN_LOG_LEVEL := 3
export NO_MKDOCS_2_WARNING := 1

# What a page may be made of. A change in any of them makes the site anew.
SOURCES := $(wildcard pdf/* releases/*.tar.gz) $(shell find docs evidence snippets figures gatecount live publish \
	-type f -not -name '*.pyc') mkdocs.yml mkdocs.en.yml CITATION.cff

.PHONY: help serve build test test-engine test-pages outputs names evidence record newest bench gates zip write lint pdf release clean
.DEFAULT_GOAL := help

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 13

serve: build ## build both languages and serve them at http://127.0.0.1:8000/
	$(BIN)/python -m publish.serve $(SITE)

build: $(SITE)/index.html ## build both languages into site/

$(SITE)/index.html: $(VENV)/site.done node_modules/.package-lock.json $(SOURCES)
	rm -rf $(SITE)
	$(BIN)/python -m publish.build $(SITE)

zip: build ## put the whole site into site.zip, for any static server
	$(BIN)/python -m publish.pack $(SITE) site.zip

PYTEST := $(BIN)/python -m pytest --numprocesses=auto --dist=loadfile --no-loadscope-reorder

test: $(VENV)/test.done build ## run every check, on all cores
	$(PYTEST)

test-engine: $(VENV)/test.done ## the checks that need no site, no Node, no browser
	$(PYTEST) -m "not site"

test-pages: $(VENV)/test.done build ## the checks that read the built pages, without a browser
	$(PYTEST) -m "site and not browser"

outputs: $(VENV)/test.done ## run the snippets and write what they print beside them
	$(BIN)/python -m tests.snippets

names: $(VENV)/test.done ## ask the frameworks for their names and write gatecount/program/names.json
	$(BIN)/python -m tests.names

evidence: $(VENV)/test.done ## compare all layers with the frameworks and write evidence/
	$(BIN)/python -m pytest -q --write-evidence tests/engine/test_engine.py \
		tests/engine/test_keras.py tests/engine/test_torch.py tests/engine/test_flax.py \
		tests/engine/test_equinox.py tests/engine/test_onnx.py tests/engine/test_recorded.py

record: $(VENV)/test.done ## ask PaddlePaddle, MindSpore, Haiku and MLX anew, each in a set-up of its own
	$(BIN)/python -m tests.recording

newest: $(VENV)/test.done ## ask the package index which versions are out, for the marks on the pages
	$(BIN)/python -m tests.newest

bench: $(VENV)/test.done build ## time the counts, the start of Python, the pages
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.gates.speed

gates: $(VENV)/test.done build tests/gates/node_modules/.package-lock.json ## other judges: HTML, words, Lighthouse, nginx, Firefox
	$(BIN)/python -m tests.gates

write: $(VENV)/site.done node_modules/.package-lock.json ## live reload of one language: make write LANG=en
	EXECUTE_NOTEBOOKS=false $(BIN)/python -m mkdocs serve -a 127.0.0.1:$(PORT) \
		-f $(if $(filter en,$(LANG)),mkdocs.en.yml,mkdocs.yml) \
		-w snippets -w figures -w gatecount -w live -w publish

lint: $(VENV)/test.done ## check Python: style, format, types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

pdf: $(VENV)/test.done build ## write each language as one book, and its slides: pdf/gatecount-….pdf
	$(BIN)/python -m publish.book $(SITE)

release: $(VENV)/test.done ## freeze this version, with its PDFs: see CONTRIBUTING.md
	$(MAKE) pdf
	$(BIN)/python -m publish.pack $(SITE)
	$(MAKE) build
	$(BIN)/python -m publish.releases $(SITE)

clean: ## remove everything that was made
	rm -rf $(VENV) node_modules $(SITE) .cache .pytest_cache .ruff_cache .mypy_cache .hypothesis

# Set-up. Each step leaves a mark, so that a second run reuses it.
$(BIN)/python:
	$(PYTHON) publish/setup.py $(VENV)

$(VENV)/site.done: requirements.lock | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		--require-hashes -r requirements.lock
	touch $@

$(VENV)/test.done: tests/requirements.txt $(VENV)/site.done
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r tests/requirements.txt
	$(BIN)/python -m tests.browser
	touch $@

tests/gates/node_modules/.package-lock.json: tests/gates/package-lock.json $(VENV)/site.done
	cd tests/gates && npm ci --ignore-scripts --no-audit --no-fund
	touch $@

node_modules/.package-lock.json: package-lock.json $(VENV)/site.done
	npm ci --ignore-scripts --no-audit --no-fund
	touch $@
