"""All settings, read from the environment; README lists the ones an operator may set."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from tinhso.config.launch import state
from tinhso.config.launch.databases import databases
from tinhso.config.rooms import ROOMS

ROOT = Path(__file__).resolve().parents[2]
STATE_DIR = state.folder()
DEBUG = os.environ.get("TINHSO_DEBUG") == "1"
TESTING = "PYTEST_VERSION" in os.environ
SECRET_KEY = state.secret("django")
SECRET_KEY_FALLBACKS = state.earlier("django")  # while it is being changed: docs/how-to/security.md
PORT = int(os.environ.get("PORT", "8000"))
PUBLIC_ORIGIN = os.environ.get("TINHSO_ORIGIN", f"http://127.0.0.1:{PORT}")
SECURE = PUBLIC_ORIGIN.startswith("https://")
# Where browsers listen to the stream of the walls: '' behind a proxy that leads dieu-hanh/luong to it (deploy/); off.
_STREAM = state.stream_origin("" if SECURE else f"http://127.0.0.1:{state.stream_port()}")
STREAM_ON = _STREAM != "off"
STREAM_ORIGIN = _STREAM if STREAM_ON else ""
# Demo people with public passwords: on this machine unless TINHSO_DEMO is "0", never by default on a real (https) site.
DEMO = os.environ.get("TINHSO_DEMO", "0" if SECURE else "1") == "1"
ALLOWED_HOSTS = os.environ.get("TINHSO_HOSTS", "127.0.0.1,localhost,testserver").split(",")
CSRF_TRUSTED_ORIGINS = [PUBLIC_ORIGIN]

# The wiring and the rooms, from the ground up (docs/architecture.md).
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "csp",
    *ROOMS,
]
MIDDLEWARE = [
    "tinhso.ground.web.tracks.TrackMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "tinhso.ground.web.headers.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "tinhso.ground.web.unkept.UnkeptMiddleware",
    "tinhso.ground.web.outage.OutageMiddleware",
    "tinhso.ground.web.second_old.FreshlyWrittenMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tinhso.ground.web.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tinhso.ground.web.clock.ClockMiddleware",
    "tinhso.ground.people.middleware.PersonMiddleware",
    "tinhso.ground.web.refusals.RefusalMiddleware",
    "tinhso.ground.web.idempotency.IdempotencyMiddleware",
]
ROOT_URLCONF = "tinhso.config.urls"
WSGI_APPLICATION = "tinhso.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "tinhso.config.navigation.context",
            ],
            "builtins": [
                "tinhso.ground.web.templatetags.vietnamese",
                "tinhso.ground.web.templatetags.fixed",
                "tinhso.ground.web.templatetags.each",
            ],
        },
    }
]

DATABASES = databases()
# How many seconds behind a replica may be and still answer reads (ground/acts/replica.py).
REPLICA_LAG_S = float(os.environ.get("TINHSO_REPLICA_LAG_S", "2"))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False

AUTH_USER_MODEL = "people.Account"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"tinhso.ground.staff_accounts.passwords.{name}"}
    for name in ("LongEnough", "NotCommon", "NotOurWords", "NotBreached")
]
# A file of breached passwords as Have I Been Pwned gives it (SHA-1, sorted): docs/how-to/security.md. None: not asked.
BREACHED_PASSWORDS = os.environ.get("TINHSO_BREACHED_PASSWORDS", "")
# For how long a link to set a password is good, and the agency (slug) whose administrators administer everybody.
INVITATION_HOURS = int(os.environ.get("TINHSO_INVITATION_HOURS", "72"))
ACCOUNTS_AGENCY = os.environ.get("TINHSO_ACCOUNTS_AGENCY", "NB.SKHCN")
AUTHENTICATION_BACKENDS = [
    "tinhso.ground.people.backends.PasswordBackend",
    "tinhso.ground.people.backends.SecondFactorBackend",
]
# How failures to sign in make one wait (people/locks.py): after each so many the first minutes, twice that after the
# next so many, at most the third; the fourth: for how many hours a failure counts. [M], after OWASP and decision 022.
SIGN_IN_PATIENCE = state.patience(
    {
        "first": "5/15/60/24",  # a name from one network
        "second": "5/15/60/24",  # codes and passkeys of one account, from everywhere
        "network": "100/10/60/24",  # one network, whatever the names
        "name": "50/5/30/24",  # a name from networks where its owner is not known
    }
)
FAILED_SIGN_IN_DAYS = int(os.environ.get("TINHSO_FAILED_SIGN_IN_DAYS", "90"))
KNOWN_NETWORK_DAYS = int(os.environ.get("TINHSO_KNOWN_NETWORK_DAYS", "60"))
LOGIN_URL = "people:sign_in"
SESSION_ENGINE = "tinhso.ground.people.session_store"
# Who did nothing for so long, or signed in so long ago, signs in again.
SESSION_COOKIE_AGE = int(os.environ.get("TINHSO_SESSION_IDLE_MINUTES", "480")) * 60
# The same by kind, in seconds; TINHSO_SESSION_<KIND>=idle minutes/hours in all. [M]: NIST SP 800-63B-4 asks for an hour
# idle and a day in all at this strength; the counter's day has longer pauses, who administers others has not.
_USUAL_TERM = f"{SESSION_COOKIE_AGE // 60}/{os.environ.get('TINHSO_SESSION_HOURS', '12')}"
SESSION_TERMS = state.session_terms({"citizen": _USUAL_TERM, "official": _USUAL_TERM, "administrator": "60/10"})
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
# On https a browser takes cookies of these names from this very host alone, over https, for every path.
_HOST = "__Host-" if SECURE else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, LANGUAGE_COOKIE_NAME = (
    f"{_HOST}{name}" for name in ("sessionid", "csrftoken", "django_language")
)
MESSAGE_COOKIE_NAME = f"{_HOST}messages"
MESSAGE_STORAGE = "tinhso.ground.web.notices.NoticeStorage"
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "tinhso.ground.web.views.csrf_failure"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = SECURE

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [ROOT / "tinhso" / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = STATE_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns of a folder that is not there yet
WHITENOISE_USE_FINDERS = DEBUG or TESTING
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Stored papers and uploads, content addressed; never below a web root.
FILES_DIR = STATE_DIR / "files"
WAREHOUSE_DIR = STATE_DIR / "warehouse"
KEYS_DIR = STATE_DIR / "keys"
# Signed statements of where the journal stands: best on a disk that whoever runs the database cannot write to.
JOURNAL_HEADS = Path(
    os.environ.get("TINHSO_JOURNAL_HEADS") or STATE_DIR / f"journal-heads-{DATABASES['default']['NAME']}.jsonl"
)
JOURNAL_HEADS_CRON = os.environ.get("TINHSO_JOURNAL_HEADS_CRON", "7 * * * *")
# The development CA certifies signers on demand; a real province brings its certificates and switches it off.
SIGNING_DEVELOPMENT_CA = os.environ.get("TINHSO_DEVELOPMENT_CA", "1") == "1"
# Thông tư 15/2025: RSASSA-PSS; off for readers that know only PKCS #1 v1.5.
SIGNING_PSS = os.environ.get("TINHSO_SIGNING_PSS", "1") == "1"
# How much proof a paper gets when nobody says otherwise (signing/rules.py), the policy that a time-stamp must name, and
# how long before the end of its certificate the last time-stamp of a paper is renewed.
SIGNING_LEVEL = os.environ.get("TINHSO_SIGNING_LEVEL", "B-T")
TIMESTAMP_POLICY = os.environ.get("TINHSO_TIMESTAMP_POLICY", "")
TIMESTAMP_RENEWAL_DAYS = int(os.environ.get("TINHSO_TIMESTAMP_RENEWAL_DAYS", "180"))
# For how many minutes one confirmation of an official lets a session of bulk signing go on.
BULK_SIGNING_MINUTES = int(os.environ.get("TINHSO_BULK_SIGNING_MINUTES", "60"))
# Keys in tokens: the PKCS #11 library of their maker, and their PIN where no file pin-<token> lies in KEYS_DIR.
SIGNING_TOKEN_MODULE = os.environ.get("TINHSO_PKCS11_MODULE", "")
SIGNING_PIN = os.environ.get("TINHSO_SIGNING_PIN", "")
# Backups (config/backup): where, by which clock of UTC (none unless a folder is named), and how many stay.
BACKUP_DIR = state.backups()
BACKUP_ON = bool(os.environ.get("TINHSO_BACKUP"))
BACKUP_CRON = os.environ.get("TINHSO_BACKUP_CRON", "41 18 * * *")
BACKUP_DAYS = int(os.environ.get("TINHSO_BACKUP_DAYS", "7"))
BACKUP_WEEKS = int(os.environ.get("TINHSO_BACKUP_WEEKS", "4"))
FILE_UPLOAD_HANDLERS = ["tinhso.ground.files.uploading.StreamingHandler"]
# A malware scanner that speaks ClamAV's protocol: host:port or unix:/path; empty means that nothing is scanned.
CLAMAV = os.environ.get("TINHSO_CLAMAV", "")
# Points an inch below which a picture of a sheet is too coarse to be digitised; 200 to 300 are usual ([L], no text at
# hand fixes it), 0 takes any.
SCAN_DOTS_PER_INCH = int(os.environ.get("TINHSO_SCAN_DPI", "200"))
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF, *state.partner_origins()],
        "upgrade-insecure-requests": SECURE,
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
# Where weaknesses are reported (RFC 9116): mailto:… or an address; none: no security.txt.
SECURITY_CONTACT = os.environ.get("TINHSO_SECURITY_CONTACT", "")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
X_FRAME_OPTIONS = "DENY"

# How often: (times, seconds) a visitor's network address, a person or a program may do something; 0 times: no limit.
# TINHSO_LIMIT_SEARCH=240/60 changes one, TINHSO_LIMITS=0 lifts all (for benchmarks, which come from one address).
LIMITS = state.limits(
    {
        "search": "240/60",
        "lookup": "40/60",  # codes follow each other: 40 a minute make a year of one agency's unreadable
        "verify": "60/60",
        "verify_file": "10/60",  # judging a signed file takes a tenth of a second and more
        "pay": "120/60",
        "sign_in": "60/600",  # wrong guesses, beside the lock of each name: one address that tries many names
        "vneid": "600/600",
        "upload": "200/3600",
        "mandate": "30/3600",
        "open_data": "600/60",
        "data_request": "10/3600",
        "partner_sign_in": "60/600",
        "api": "1200/60",
        "api_stranger": "60/60",
    },
    is_on=not TESTING,
)

# Partners: real addresses in production, local doubles under `make run` (ground/gateway/doubles).
PARTNERS = state.partners()
PAYMENT_PLATFORM = {
    "client_id": os.environ.get("TINHSO_PAYMENT_CLIENT_ID", "TINHSO"),
    "hash_key_1": state.secret("payment-hash-key-1"),
    "hash_key_2": state.secret("payment-hash-key-2"),
    # What the platform is told of us when a client is registered; the double reads it here.
    "callback_url": f"{PUBLIC_ORIGIN}/thanh-toan/goi-lai/",
    "lookup_url": f"{PUBLIC_ORIGIN}/thanh-toan/LayThongTinThanhToan/",
    **state.double(),
}
MESSAGES_TOKEN = state.secret("messages-token")
AXIS = state.axis()
# Partners of linked procedures: with what they sign their events, and who we are on the exchange (X-Road-Client).
EVENT_SECRETS = {name: state.secret(f"events-{name}") for name in ("residence", "insurance")}
INTERLINK = {
    **state.double(),
    "double_decides_s": os.environ.get("TINHSO_DOUBLE_DECIDES_S", "20"),
}
# Subscribers of our events: with what their secrets are made, and how the types of events begin.
WEBHOOK_SECRET = state.secret("webhooks")
EVENT_NAMESPACE = os.environ.get("TINHSO_EVENT_NAMESPACE", "vn.gov.ninhbinh")
# Addresses of subscribers without https, or on this very machine: for trying it out.
WEBHOOKS_INSECURE = os.environ.get("TINHSO_WEBHOOKS_INSECURE", "0") == "1" or TESTING
EXCHANGE_CLIENT = os.environ.get("TINHSO_EXCHANGE_CLIENT", "VN/GOV/H42/tinh-so")
# GovStack's suites send no token: a test instance may let in the callers that they name. Never a real one.
GOVSTACK_TEST = os.environ.get("TINHSO_GOVSTACK_TEST", "0") == "1"
if GOVSTACK_TEST and (SECURE or not DEMO):
    raise ImproperlyConfigured("TINHSO_GOVSTACK_TEST=1 mở cổng GovStack không cần mã: chỉ dùng cho máy thử.")
# The national population database: who we are there, and how often an hour one official may ask.
POPULATION: dict[str, str] = {
    "user": os.environ.get("TINHSO_POPULATION_USER", "tinh_h42"),
    "member": os.environ.get("TINHSO_POPULATION_MEMBER", "H42"),
    "secret": state.secret("population"),
    "api_key": state.secret("population-api-key"),
}
# A portal of open data that runs CKAN (data.gov.vn): empty, and nothing is sent there. Names there are everybody's, so
# ours begin with a word of their own.
DATA_PORTAL: dict[str, str] = {
    "address": os.environ.get("TINHSO_DATA_PORTAL", ""),
    "organisation": os.environ.get("TINHSO_DATA_PORTAL_ORGANISATION", "tinh-ninh-binh"),
    "prefix": os.environ.get("TINHSO_DATA_PORTAL_PREFIX", "ninh-binh-"),
    "token": state.secret("data-portal"),
}
POPULATION_HOURLY = int(os.environ.get("TINHSO_POPULATION_HOURLY", "60"))
# The national public-service portal: whether dossiers go there, in which dialect (classic, 2026), and who we are there.
PORTAL: dict[str, Any] = {
    "is_on": os.environ.get("TINHSO_PORTAL_SYNC", "0") == "1",
    # Whether the portal is told where to fetch the files of dossiers and results (classic dialect).
    "sends_files": os.environ.get("TINHSO_PORTAL_FILES", "0") == "1",
    "dialect": os.environ.get("TINHSO_PORTAL_DIALECT", "classic"),
    "agency": os.environ.get("TINHSO_PORTAL_AGENCY", "000.00.00.H42"),
    "dstcode": os.environ.get("TINHSO_PORTAL_DSTCODE", "VN:GOV:000.00.00.G22:vpcpdvcprovider"),
    "username": os.environ.get("TINHSO_PORTAL_USERNAME", "tinhso"),
    "password": state.secret("portal"),
    # As whom the portal comes to us with what was filed there, and where it tells citizens of a procedure: neither is
    # published, so both are assumed [L].
    "their_username": os.environ.get("TINHSO_PORTAL_THEIR_USERNAME", "cong-dvc-quoc-gia"),
    "their_password": state.secret("portal-theirs"),
    "procedure_page": os.environ.get(
        "TINHSO_PORTAL_PROCEDURE_PAGE",
        "https://dichvucong.gov.vn/p/home/dvc-chi-tiet-thu-tuc-hanh-chinh.html?ma_thu_tuc={code}",
    ),
    "intake_url": f"{PUBLIC_ORIGIN}/cong-quoc-gia/",
    **state.double(),
}
# The remote signing service (CSC 1.0.4.0): the token that says who we are there.
CSC = {
    "token": state.secret("csc"),
    "double_pin": os.environ.get("TINHSO_CSC_DOUBLE_PIN", "123456"),
    "double_folder": os.environ.get("TINHSO_DOUBLE_FOLDER", str(STATE_DIR / "doubles")),
}
DEFAULT_FROM_EMAIL = os.environ.get("TINHSO_MAIL_FROM", "Tỉnh Số <khong-tra-loi@tinhso.example>")

# Background work stands in each room's jobs.py.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
VNEID = {
    "client_id": os.environ.get("TINHSO_VNEID_CLIENT", "tinhso"),
    "client_secret": state.secret("vneid"),
    "timeout_s": float(os.environ.get("TINHSO_VNEID_TIMEOUT", "10")),
}
# Whom the platform knows more weakly (acr) is turned away; one that says nothing is taken to say 1.
VNEID_LEAST_LEVEL = int(os.environ.get("TINHSO_VNEID_LEVEL", "1"))

# What is told of the running house (docs/how-to/observe.md). Everything that costs is off until it is asked for.
LOG_FORMAT = os.environ.get("TINHSO_LOG_FORMAT", "line")
ACCESS_LOG = os.environ.get("TINHSO_ACCESS_LOG", "1" if LOG_FORMAT == "json" else "0") == "1"
# Statements that take so long are logged with who sent them and, where PostgreSQL can, their plan; 0: none.
SLOW_MS = int(os.environ.get("TINHSO_SLOW_MS", "500"))
# Networks whose X-Request-Id and traceparent we believe.
TRUSTED_PROXIES = [one.strip() for one in os.environ.get("TINHSO_TRUSTED_PROXIES", "").split(",") if one.strip()]
# Where the worker asks each minute whether our web answers (/livez).
PROBE_ORIGIN = os.environ.get("TINHSO_PROBE_ORIGIN", PUBLIC_ORIGIN)
METRICS_TOKEN = os.environ.get("TINHSO_METRICS_TOKEN", "")
# OpenTelemetry's own variable; its others (sampling, headers, name of the service) are read by its own library.
TELEMETRY_TO = os.environ.get("OTEL_EXPORTER_OTLP_ENDPOINT", "")
# Figures of all processes of this machine come together here.
FIGURES_DIR = STATE_DIR / "figures"
if METRICS_TOKEN or TELEMETRY_TO:
    FIGURES_DIR.mkdir(exist_ok=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(FIGURES_DIR)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "tinhso.ground.watch.logs.Line"},
        "json": {"()": "tinhso.ground.watch.logs.Json"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "loggers": {
        # Verifying strangers' files is everyday work; why one is not trusted belongs on the page, not in the log.
        "pyhanko": {"level": "ERROR"},
        "pyhanko_certvalidator": {"level": "ERROR"},
        "tinhso.access": {"level": "INFO"},
    },
    "root": {"handlers": ["stderr"], "level": os.environ.get("TINHSO_LOG", "WARNING")},
}
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# The circular of 2025 changed the dossier code; the day and the pattern were not found in print.
DOSSIER_CODES_OF_2025_SINCE = date.fromisoformat(os.environ.get("TINHSO_DOSSIER_CODES_SINCE", "2025-09-15"))
# Whose duties towards people's data are meant on papers (slug of an agency): the controller (bên kiểm soát dữ liệu).
DATA_CONTROLLER = os.environ.get("TINHSO_DATA_CONTROLLER", "NB")
# By how many percent of its whole way a target may lie behind the straight line to its deadline before we warn.
PLANS_MARGIN = os.environ.get("TINHSO_PLANS_MARGIN", "10")
# The number that papers print for help; none is printed until the province names one.
ONE_STOP_HOTLINE = os.environ.get("TINHSO_HOTLINE", "")
# What the national exchange is told of a refusal after examination: 9, or 8 where the province decides so.
REFUSED_AFTER_EXAMINATION_AS = int(os.environ.get("TINHSO_REFUSED_AS", "9"))
# For how long a process remembers which version, form or agency is in force today; 0 in tests, which change them.
CATALOGUE_SECONDS = 0 if TESTING else 5
# The same for agencies, which change with a decree and its day (the day itself is always asked), and for what a
# published version fixes, which never changes. Tests forget it all before each (conftest.py).
AGENCY_SECONDS = 60
