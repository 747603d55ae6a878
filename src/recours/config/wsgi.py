"""The web application."""

import os

from django.core.wsgi import get_wsgi_application

from recours.config.bodies import whole_bodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recours.config.settings")
application = whole_bodies(get_wsgi_application())
