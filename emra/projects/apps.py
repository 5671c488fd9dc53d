from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "emra.projects"
    label = "projects"
    verbose_name = "Proyectos"
