"""Texts of the tests' world, to be found again in what the site answers, and its password."""

# Searched for in every public answer: no letter of it may be shown before publication.
TOKEN = "ZQXBORRADOR7319"
SOLD = "Publicado sin reserva"

PASSWORD = "una-clave-de-prueba-larga"
