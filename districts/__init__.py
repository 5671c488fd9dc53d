"""Productive mining districts: the published method as a model that can be run, tested and seen."""
