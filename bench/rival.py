"""Django's LoginView with the middleware `startproject` gives, for gunicorn; runs where Django is installed.

That is the bench's own environment. Django must be configured before its views are imported: hence E402.
"""

import django
from django.conf import settings

PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Connexion</title></head>
<body><h1>Connexion</h1><form method="post">{% csrf_token %}{{ form.as_p }}
<button>Connexion</button></form></body></html>
"""

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    SECRET_KEY="k" * 50,
    ROOT_URLCONF="bench.rival",
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [
                    (
                        "django.template.loaders.cached.Loader",
                        [("django.template.loaders.locmem.Loader", {"registration/login.html": PAGE})],
                    )
                ],
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ],
            },
        }
    ],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
)
django.setup()

from django.contrib.auth.views import LoginView  # noqa: E402  after django.setup()
from django.core.wsgi import get_wsgi_application  # noqa: E402  after django.setup()
from django.urls import path  # noqa: E402  after django.setup()

urlpatterns = [path("", LoginView.as_view())]
application = get_wsgi_application()
