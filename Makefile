PYTHON ?= python3.11
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check bench fuzz faults mutants messages deck-check sbom prod worker beat clean

$(VENV)/installed: requirements.txt
	$(PYTHON) -m venv $(VENV) || python3 -m venv $(VENV)
	$(BIN)/pip install --no-compile --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/installed-dev: requirements-dev.txt $(VENV)/installed
	$(BIN)/pip install --no-compile --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

# Embedded demonstration: SQLite, jobs in process, demo users, loopback only.
run: $(VENV)/installed
	DEMO=true $(BIN)/python manage.py prepare
	@echo "EMRA Seguimiento: http://127.0.0.1:$(PORT)/"
	DEMO=true $(BIN)/gunicorn emra.wsgi --bind 127.0.0.1:$(PORT) --workers 1 --threads 8 \
		--no-control-socket --log-level warning

# The whole suite on SQLite, then on PostgreSQL and Redis where they answer (must, with CI=true).
test: $(VENV)/installed-dev
	$(BIN)/python tests/run.py

check: $(VENV)/installed-dev
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	DEMO=true $(BIN)/python manage.py makemigrations --check --dry-run
	DATABASE_URL=postgresql://localhost/x REDIS_URL=redis://localhost/0 ALLOWED_HOSTS=example.cl \
		SECRET_KEY=$$($(BIN)/python -c "import secrets; print(secrets.token_urlsafe(64))") \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

bench: $(VENV)/installed-dev
	$(BIN)/python -m bench

$(VENV)/installed-mutants: requirements-mutants.txt $(VENV)/installed-dev
	$(BIN)/pip install --no-compile --quiet --disable-pip-version-check -r requirements-mutants.txt
	touch $@

# Small changes of the modules the figures rest on, which their tests must notice; some ten minutes.
mutants: $(VENV)/installed-mutants
	$(BIN)/python -m tests.mutants

# Random requests to every form and API address of a running copy; some ten minutes.
fuzz: $(VENV)/installed-dev
	DEMO=true $(BIN)/python -m tests.fuzz

# What the English pages ask for and the catalogue lacks is added to it, to be translated by hand;
# then it is compiled. One minute.
messages: $(VENV)/installed-dev
	DEMO=true $(BIN)/python -m tests.catalogue

# Decks of several states of the data as LibreOffice draws them, to be looked at; a minute.
deck-check: $(VENV)/installed-dev
	$(BIN)/python -m tests.decks

# What is installed, as CycloneDX: the tool lives apart, so that it is not among what it lists.
sbom: $(VENV)/installed
	$(PYTHON) -m venv var/sbom-tool
	var/sbom-tool/bin/pip install --quiet --disable-pip-version-check -r requirements-sbom.txt
	var/sbom-tool/bin/cyclonedx-py environment --output-reproducible -o var/sbom.json $(BIN)/python

# Workers killed, Redis and PostgreSQL away, a full disk, a moved clock: some eight minutes.
faults: $(VENV)/installed-dev
	DEMO=true $(BIN)/python -m tests.faults

# One host from the environment: gunicorn here, `make worker` and `make beat` beside it.
prod: $(VENV)/installed
	$(BIN)/python manage.py prepare
	$(BIN)/python manage.py collectstatic --noinput --verbosity 0
	$(BIN)/gunicorn emra.wsgi --bind 127.0.0.1:$(PORT) --workers 3 --threads 4 --no-control-socket

worker: $(VENV)/installed
	$(BIN)/celery -A emra worker --concurrency 2

beat: $(VENV)/installed
	mkdir -p var
	$(BIN)/celery -A emra beat --schedule var/beat

clean:
	rm -rf $(VENV) var
