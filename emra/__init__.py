"""EMRA Seguimiento: public follow-up of the mining strategy of Antofagasta."""

from emra.celery import app as celery_app

__all__ = ["celery_app"]
__version__ = "0.1.0"
