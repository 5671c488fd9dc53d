"""The Celery application: worker and beat of a deployment with REDIS_URL."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "emra.settings")

app = Celery("emra")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
