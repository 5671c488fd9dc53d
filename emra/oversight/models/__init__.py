"""Contraloría social: what citizens observe and what they are answered."""
