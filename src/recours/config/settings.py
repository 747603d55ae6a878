"""Every setting of a deployment, read from the environment once. What an organisation decides lives in the database."""

from datetime import timedelta
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from recours.config import env
from recours.config.wiring import FOLLOWERS, SCHEDULE, SUBJECTS, SWEEPS

RECOURS_HOME = Path(env.text("RECOURS_HOME", "var")).absolute()
RECOURS_HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
_KEYS = RECOURS_HOME / "keys"

SECRET_KEY = env.text("SECRET_KEY") or env.key(_KEYS, "session.key").hex()
TRACKING_KEY = env.key(_KEYS, "tracking.key")
SIGNING_KEY = env.key(_KEYS, "signing.key")
DEBUG = env.boolean("DEBUG", default=False)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
HTTPS = SITE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
TRUSTED_PROXIES = env.integer("TRUSTED_PROXIES", 0)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "recours.ui",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "template_partials",
    "recours.trail",
    "recours.jobs",
    "recours.letters",
    "recours.people",
    "recours.deadlines",
    "recours.complaints",
    "recours.guidance",
    "recours.mailroom",
    "recours.portal",
    "recours.desk",
    "recours.api",
    "recours.cli",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "recours.ui.middleware.ContentSecurity",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "recours.ui.middleware.Language",
    "recours.config.gate.Gate",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "recours.desk.middleware.StaffLanguage",
]

ROOT_URLCONF = "recours.config.urls"
WSGI_APPLICATION = "recours.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "recours.config.context.surroundings",
            ],
            "builtins": [
                "recours.ui.templatetags.ui",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.append("django.forms")  # last, so that recours.ui draws what it draws itself

DATABASES = {"default": env.database(env.text("DATABASE_URL"), RECOURS_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "recours.desk.accounts.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
ACCOUNT_FORMS = {
    "login": "recours.desk.forms.accounts.LoginForm",
    "reauthenticate": "recours.desk.forms.accounts.ReauthenticateForm",
    "change_password": "recours.desk.forms.accounts.ChangePasswordForm",
    "set_password": "recours.desk.forms.accounts.SetPasswordForm",
    "reset_password": "recours.desk.forms.accounts.ResetPasswordForm",
    "reset_password_from_key": "recours.desk.forms.accounts.ResetPasswordKeyForm",
}
MFA_ADAPTER = "recours.desk.accounts.SecondKey"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the invitation was opened at the address, which allauth does not know
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "recours.desk.forms.accounts.AuthenticateForm",
    "reauthenticate": "recours.desk.forms.accounts.ReauthenticateWithKeyForm",
    "activate_totp": "recours.desk.forms.accounts.ActivateForm",
}

SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "recours.ui.views.csrf_failure"
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français"), ("ar", "العربية"), ("fa", "فارسی"), ("tr", "Türkçe")]
LANGUAGES_BIDI = ["ar", "fa"]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [Path(__file__).parent.parent / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = RECOURS_HOME / "static"
STORAGES = {
    "default": {
        "BACKEND": env.text("FILES_BACKEND", "django.core.files.storage.FileSystemStorage"),
        "OPTIONS": {"location": str(RECOURS_HOME / "files")} if not env.text("FILES_BACKEND") else {},
    },
    "staticfiles": {"BACKEND": "recours.ui.staticfiles.Storage"},
}
STATICFILES_FINDERS = ["recours.ui.staticfiles.Finder"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 300
DATA_UPLOAD_MAX_NUMBER_FILES = 20

EMAIL_BACKEND = "recours.letters.backend.Outbox"
SMTP_URL = env.text("SMTP_URL")
MAIL_FROM = env.text("MAIL_FROM", "complaints@localhost")
MAIL_FOLDER = RECOURS_HOME / "mail"
DEFAULT_FROM_EMAIL = MAIL_FROM

INTAKE_PER_10_MINUTES = env.integer("INTAKE_PER_10_MINUTES", 30)
INTAKE_SLOW_PER_10_MINUTES = env.integer("INTAKE_SLOW_PER_10_MINUTES", 5)
TRACKING_TRIES_PER_10_MINUTES = env.integer("TRACKING_TRIES_PER_10_MINUTES", 30)
API_PER_MINUTE = env.integer("API_PER_MINUTE", 600)

RECOURS_WIRING = FOLLOWERS
RECOURS_SWEEPS = SWEEPS
RECOURS_SCHEDULE = SCHEDULE
RECOURS_SUBJECTS = SUBJECTS

LANGUAGE_NAMES = {
    "en": _("English"),
    "fr": _("French"),
    "ar": _("Arabic"),
    "fa": _("Persian"),
    "tr": _("Turkish"),
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.text("LOG_LEVEL", "WARNING")},
}
