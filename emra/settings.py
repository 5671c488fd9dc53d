"""Settings of every mode, read from the environment; `.env.example` documents each variable.

Embedded (no DATABASE_URL): SQLite in DATA_DIR, jobs run in process after commit, loopback only.
Deployed (DATABASE_URL): PostgreSQL, Redis, a Celery worker and beat. A combination that cannot
work or is not safe stops the start with a sentence that says what to set.
"""

import importlib.util
import secrets
from pathlib import Path

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]

# -- mode ------------------------------------------------------------------------------------
DATABASE_URL = env.str("DATABASE_URL", default="")
REDIS_URL = env.str("REDIS_URL", default="")
EMBEDDED = not DATABASE_URL
DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=DEBUG)
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var")))
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
if not ALLOWED_HOSTS and (EMBEDDED or DEMO):
    ALLOWED_HOSTS = LOOPBACK


def _local_secret_key() -> str:
    """The embedded mode's key: made once, kept beside its database."""
    path = DATA_DIR / "secret_key"
    if not path.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text()


SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY and (EMBEDDED or DEMO):
    SECRET_KEY = _local_secret_key()

# Sign-in through an OpenID Connect provider (ClaveÚnica is one); off while the issuer is empty.
OIDC_ISSUER = env.str("OIDC_ISSUER", default="")
OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", default="")
OIDC_CLIENT_SECRET = env.str("OIDC_CLIENT_SECRET", default="")
OIDC_SCOPE = env.str("OIDC_SCOPE", default="openid")
OIDC_CLAIM = env.str("OIDC_CLAIM", default="sub")
OIDC_NAME = env.str("OIDC_NAME", default="ClaveÚnica")
OIDC_SECOND_FACTOR = env.bool("OIDC_SECOND_FACTOR", default=False)
OIDC_TIMEOUT = 3

# What the pages of the institution say of it; what is empty is said to be missing.
CONTACT_OFFICE = env.str("CONTACT_OFFICE", default="")
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="")
CONTACT_PHONE = env.str("CONTACT_PHONE", default="")
CONTACT_ADDRESS = env.str("CONTACT_ADDRESS", default="")
CONTACT_HOURS = env.str("CONTACT_HOURS", default="")
DATA_PROTECTION_EMAIL = env.str("DATA_PROTECTION_EMAIL", default="")
# Working days in which a reported barrier is answered; 0: nothing was promised.
BARRIER_DAYS = env.int("BARRIER_DAYS", default=0)
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default="")
SECURITY_POLICY_URL = env.str("SECURITY_POLICY_URL", default="")
TRANSPARENCY_URL = env.str("TRANSPARENCY_URL", default="")
INFORMATION_REQUEST_URL = env.str("INFORMATION_REQUEST_URL", default="")
LOBBY_URL = env.str("LOBBY_URL", default="")


def _wrong_combinations() -> list[str]:
    wrong = []
    if DATABASE_URL and not DATABASE_URL.startswith(("postgres://", "postgresql://")):
        wrong.append("DATABASE_URL must be a postgresql:// address; leave it empty for SQLite.")
    if REDIS_URL and EMBEDDED:
        wrong.append("REDIS_URL needs DATABASE_URL: a worker and SQLite do not go together.")
    if DATABASE_URL and not DEMO:
        if not REDIS_URL:
            wrong.append("DATABASE_URL needs REDIS_URL: set the address of the broker.")
        if len(SECRET_KEY) < 50:
            wrong.append("SECRET_KEY must be set and have at least 50 characters.")
        if not ALLOWED_HOSTS:
            wrong.append("ALLOWED_HOSTS must name the public host names.")
    if (DEMO or DEBUG) and not set(ALLOWED_HOSTS) <= set(LOOPBACK):
        wrong.append("DEMO and DEBUG answer on loopback only: take other names off ALLOWED_HOSTS.")
    if OIDC_ISSUER and not OIDC_CLIENT_ID:
        wrong.append("OIDC_ISSUER needs OIDC_CLIENT_ID: set what the provider gave you.")
    if OIDC_ISSUER and not OIDC_ISSUER.startswith(("https://", "http://127.0.0.1:")):
        wrong.append("OIDC_ISSUER must be an https:// address.")
    if OIDC_ISSUER and importlib.util.find_spec("authlib") is None:
        wrong.append("OIDC_ISSUER needs requirements-identity.txt to be installed.")
    if "openid" not in OIDC_SCOPE.split():
        wrong.append("OIDC_SCOPE must contain openid.")
    if OIDC_CLAIM not in ("sub", "RolUnico"):
        wrong.append("OIDC_CLAIM must be sub or RolUnico.")
    addresses = {
        "SECURITY_POLICY_URL": SECURITY_POLICY_URL,
        "TRANSPARENCY_URL": TRANSPARENCY_URL,
        "INFORMATION_REQUEST_URL": INFORMATION_REQUEST_URL,
        "LOBBY_URL": LOBBY_URL,
    }
    for name, address in addresses.items():
        if address and not address.startswith("https://"):
            wrong.append(f"{name} must be an https:// address.")
    if SECURITY_CONTACT and not SECURITY_CONTACT.startswith(("mailto:", "https://", "tel:")):
        wrong.append("SECURITY_CONTACT must begin with mailto:, https:// or tel:.")
    if BARRIER_DAYS < 0:
        wrong.append("BARRIER_DAYS must be 0 or more.")
    return wrong


if problems := _wrong_combinations():
    raise ImproperlyConfigured(" ".join(problems))

# -- application -----------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "rest_framework",
    "drf_spectacular",
    "emra.lib",
    "emra.accounts",
    "emra.ledger",
    "emra.notices",
    "emra.keys",
    "emra.signin",
    "emra.sources",
    "emra.strategy",
    "emra.agreements",
    "districts",
    "emra.royalty",
    "emra.communications",
    "emra.governance",
    "emra.projects",
    "emra.cooperation",
    "emra.oversight",
    "emra.operations",
    "emra.dashboard",
    "emra.opendata",
    "emra.reports",
    "emra.portal",
]
MIDDLEWARE = [
    "emra.lib.middleware.request_id",
    "django.middleware.security.SecurityMiddleware",
    # Before the static files too: what was not compressed beforehand is compressed on its way.
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "emra.lib.middleware.ContentPolicy",
    "emra.lib.languages.by_address",
    "emra.dashboard.snapshots.fall_back",
    "emra.lib.middleware.bounded_bodies",
    "emra.lib.middleware.select_only_on_get",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "emra.accounts.sessions.people",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "emra.lib.middleware.domain_errors",
]
ROOT_URLCONF = "emra.urls"
WSGI_APPLICATION = "emra.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# -- data ------------------------------------------------------------------------------------
if EMBEDDED:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_DIR / "emra.sqlite3",
            # DELETE journal and IMMEDIATE: with the defaults most concurrent writes fail.
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=DELETE;",
            },
            # A file, not memory: the concurrency tests write from many connections.
            "TEST": {"NAME": env.str("TEST_SQLITE", default="") or DATA_DIR / "test.sqlite3"},
        }
    }
else:
    DATABASES = {"default": env.db_url_config(DATABASE_URL)}
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"]["OPTIONS"] = {"connect_timeout": 3}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
# A new connection costs SQLite the reading of the whole schema, PostgreSQL a process.
DATABASES["default"]["CONN_MAX_AGE"] = 60
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = DATA_DIR / "media"
REPORTS_ROOT = DATA_DIR / "reports"
DATASETS_LIST = DATA_DIR / "datasets.json"
CACHES: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
if REDIS_URL:
    CACHES["default"] = {
        "BACKEND": "emra.lib.cache.FailOpenRedisCache",
        "LOCATION": env.str("CACHE_URL", default="") or REDIS_URL,
        "OPTIONS": {"socket_timeout": 0.3, "socket_connect_timeout": 0.3},
        "KEY_PREFIX": "emra",
    }

# -- jobs ------------------------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL or "memory://"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_DEFAULT_QUEUE = env.str("QUEUE", default="emra")
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "America/Santiago"
CELERY_BEAT_SCHEDULER = "emra.lib.beat.Scheduler"
SWEEP_SECONDS = env.int("SWEEP_SECONDS", default=30)
REMIND_SECONDS = env.int("REMIND_SECONDS", default=900)
SNAPSHOT_SECONDS = env.int("SNAPSHOT_SECONDS", default=300)
# Asked for when somebody has published; whoever misses it finds its work by itself.
AFTER_PUBLICATION = ["emra.reports.tasks.make_reports", "emra.opendata.tasks.list_datasets"]
CELERY_BEAT_SCHEDULE = {
    "sweep": {
        "task": "emra.agreements.tasks.sweep",
        "schedule": SWEEP_SECONDS,
        "options": {"expires": SWEEP_SECONDS},
    },
    "remind": {
        "task": "emra.agreements.tasks.remind",
        "schedule": REMIND_SECONDS,
        "options": {"expires": REMIND_SECONDS},
    },
    "tend_observations": {
        "task": "emra.oversight.tasks.tend",
        "schedule": REMIND_SECONDS,
        "options": {"expires": REMIND_SECONDS},
    },
    "remind_commitments": {
        "task": "emra.governance.tasks.remind",
        "schedule": REMIND_SECONDS,
        "options": {"expires": REMIND_SECONDS},
    },
    "read_imports": {
        "task": "emra.agreements.tasks.read_imports",
        "schedule": SWEEP_SECONDS,
        "options": {"expires": SWEEP_SECONDS},
    },
    "take_snapshot": {
        "task": "emra.dashboard.tasks.take_snapshot",
        "schedule": SNAPSHOT_SECONDS,
        "options": {"expires": SNAPSHOT_SECONDS},
    },
    "make_reports": {
        "task": "emra.reports.tasks.make_reports",
        "schedule": SWEEP_SECONDS,
        "options": {"expires": SWEEP_SECONDS},
    },
    "refresh_reports": {
        "task": "emra.reports.tasks.refresh_reports",
        "schedule": crontab(hour=5, minute=10),
        "options": {"expires": 12 * 3600},
    },
    "list_datasets": {
        "task": "emra.opendata.tasks.list_datasets",
        "schedule": SWEEP_SECONDS,
        "options": {"expires": SWEEP_SECONDS},
    },
    "draw_studies": {
        "task": "districts.tasks.draw_studies",
        "schedule": SWEEP_SECONDS,
        "options": {"expires": SWEEP_SECONDS},
    },
    "watch_sign_ins": {
        "task": "emra.operations.tasks.watch_sign_ins",
        "schedule": REMIND_SECONDS,
        "options": {"expires": REMIND_SECONDS},
    },
    "verify_ledger": {
        "task": "emra.dashboard.tasks.verify_ledger",
        "schedule": crontab(hour=4, minute=10),
        "options": {"expires": 12 * 3600},
    },
    "tidy": {
        "task": "emra.operations.tasks.tidy",
        "schedule": crontab(hour=4, minute=40),
        "options": {"expires": 12 * 3600},
    },
}

# -- mail ------------------------------------------------------------------------------------
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="EMRA Seguimiento <emra@localhost>")
# Where mails and calendars point to.
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")

# -- people ----------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS: list[dict[str, object]] = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
# Roles that do not get in without a second factor; everybody may have one.
SECOND_FACTOR_ROLES = env.list(
    "SECOND_FACTOR_ROLES", default=[] if EMBEDDED or DEMO else ["CLUSTER", "ADMIN"]
)
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "home"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_HTTP_RESPONSE_CODE = 429
AXES_LOCKOUT_TEMPLATE = "429.html"
AXES_VERBOSE = False
# What an investigation of repeated locks needs; `tidy` erases it after 90 days.
AXES_ENABLE_ACCESS_FAILURE_LOG = True
# Locks of one account within a day that open an incident.
LOCKS_A_DAY = env.int("LOCKS_A_DAY", default=3)
# A session ends so long after signing in, and so long after it was last used.
SESSION_HOURS = 8
SESSION_IDLE_MINUTES = env.int(
    "SESSION_IDLE_MINUTES", default=SESSION_HOURS * 60 if EMBEDDED or DEMO else 30
)
# Cookie and row outlive both, so that an ended session can be told from none.
SESSION_COOKIE_AGE = 2 * SESSION_HOURS * 3600

# -- transport and browser -------------------------------------------------------------------
HTTPS = env.bool("HTTPS", default=not (EMBEDDED or DEMO))
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
# How many proxies of ours stand before the site: whose word on a visitor's address is believed.
PROXIES = env.int("PROXIES", default=1 if HTTPS else 0)
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# With the prefix a browser takes them from this very host alone, over TLS, for every path.
COOKIE_PREFIX = "__Host-emra_" if HTTPS else "emra_"
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}session"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrf"
PREFERENCES_COOKIE_NAME = f"{COOKIE_PREFIX}vista"
MESSAGE_STORAGE = "emra.lib.messages.Storage"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "emra.lib.uploads.OnDisk",
]
EVIDENCE_MAX_BYTES = 10 * 1024 * 1024
# A request that announces more than any form takes is refused unread.
BODY_MAX_BYTES = 32 * 1024 * 1024
# How much of the public answers each web process keeps drawn; 0 draws each anew.
ANSWERS_MAX_BYTES = env.int("ANSWERS_MAX_BYTES", default=32 * 1024 * 1024)
# Who may read /metrics besides this host itself.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
# How long the e-mail and the unpublished name of a citizen outlive the answer.
CITIZEN_DATA_DAYS = env.int("CITIZEN_DATA_DAYS", default=60)
# Under which licence the institution gives its data; without an address the site says that it is
# to be decided. ID: that of spdx.org, such as CC-BY-4.0.
DATA_LICENSE_NAME = env.str("DATA_LICENSE_NAME", default="")
DATA_LICENSE_URL = env.str("DATA_LICENSE_URL", default="")
DATA_LICENSE_ID = env.str("DATA_LICENSE_ID", default="")
# Who publishes the data, the promoter of the strategy by default, and whom to write to.
DATA_PUBLISHER = env.str("DATA_PUBLISHER", default="")
DATA_CONTACT_NAME = env.str("DATA_CONTACT_NAME", default="")
DATA_CONTACT_EMAIL = env.str("DATA_CONTACT_EMAIL", default="")
# How long an imported spreadsheet outlives its import, or the publication of what it brought.
IMPORT_DAYS = env.int("IMPORT_DAYS", default=180)

# -- language and time -----------------------------------------------------------------------
LANGUAGE_CODE = "es-cl"
# English under /en/ alone: emra/lib/languages.py.
LANGUAGES = [("es-cl", "Español (Chile)"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "America/Santiago"
USE_I18N = True
USE_TZ = True

# -- static files ----------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = EMBEDDED or DEMO
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
if not WHITENOISE_USE_FINDERS:
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }

# -- API -------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["emra.accounts.tokens.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["emra.accounts.access.DeclaredAccess"],
    "DEFAULT_THROTTLE_CLASSES": ["emra.accounts.throttles.PerMinute"],
    "DEFAULT_PAGINATION_CLASS": "emra.lib.api.Pages",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "emra.lib.api.answer_error",
    "COERCE_DECIMAL_TO_STRING": False,
}
# Requests to the API in a minute: of one address without a key, of one key. 0: no limit.
API_ANONYMOUS_PER_MINUTE = env.int("API_ANONYMOUS_PER_MINUTE", default=600)
API_KEY_PER_MINUTE = env.int("API_KEY_PER_MINUTE", default=600)
SPECTACULAR_SETTINGS = {
    "TITLE": "EMRA Seguimiento",
    "DESCRIPTION": "Datos publicados del seguimiento de la EMRA 2023-2050.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": True,
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {"ReadingEnum": "emra.agreements.api.STATES"},
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "emra.lib.api_description.with_refusals",
        "emra.opendata.description.described",
    ],
}

# -- logs ------------------------------------------------------------------------------------
LOG_FORMAT = env.str("LOG_FORMAT", default="text" if EMBEDDED or DEMO else "json")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
        "json": {"()": "emra.lib.logs.JsonLine"},
    },
    "filters": {"secrets": {"()": "emra.lib.logs.HideSecrets"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "filters": ["secrets"],
        }
    },
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO")},
}
