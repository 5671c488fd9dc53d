#!/usr/bin/env python3
"""Verificador de la bitácora de EMRA Seguimiento. Solo necesita Python 3.8 o posterior.

Uso:  python3 verificador.py bitacora.json [--cabeza HASH]

Recalcula cada eslabón de la bitácora exportada y dice cuál es el primero que no calza. Con
--cabeza exige además que la bitácora contenga un hash que usted guardó o leyó en otro documento:
así se nota también una bitácora rehecha entera o recortada.

Cada evento sella su encabezado: hash = SHA-256(JSON canónico de los campos de ENCABEZADO), donde
prev_hash es el hash del evento anterior (64 ceros en el primero) y payload_hash =
SHA-256(salt + payload). El contenido de los borradores no se publica: payload y salt son null y
solo se comprueba su sello dentro de la cadena.
"""

import argparse
import hashlib
import json
import sys

ENCABEZADO = (
    "seq", "at", "actor_code", "office", "role", "verb", "object_code", "request_id",
    "payload_hash", "prev_hash",
)


def sha256(texto):
    return hashlib.sha256(texto.encode("utf-8")).hexdigest()


def canonico(valor):
    return json.dumps(valor, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def primera_falla(eventos):
    """Devuelve (número, explicación) del primer evento que no calza, o None."""
    esperado, anterior = 1, "0" * 64
    for evento in eventos:
        numero = evento["seq"]
        if numero != esperado:
            return esperado, "falta este evento"
        if evento["prev_hash"] != anterior:
            return numero, "no enlaza con el evento anterior"
        if evento.get("payload") is not None:
            if sha256(evento["salt"] + evento["payload"]) != evento["payload_hash"]:
                return numero, "su contenido fue alterado"
        if sha256(canonico({campo: evento[campo] for campo in ENCABEZADO})) != evento["hash"]:
            return numero, "su encabezado fue alterado"
        esperado, anterior = numero + 1, evento["hash"]
    return None


def main():
    argumentos = argparse.ArgumentParser(description="Verifica una bitácora exportada.")
    argumentos.add_argument("archivo")
    argumentos.add_argument("--cabeza", help="hash guardado que la bitácora debe contener")
    opciones = argumentos.parse_args()
    try:
        with open(opciones.archivo, encoding="utf-8") as archivo:
            eventos = json.load(archivo)["events"]
        falla = primera_falla(eventos)
    except (OSError, ValueError, KeyError, TypeError) as error:
        print("No se pudo leer la bitácora: %r" % (error,))
        return 2
    if falla:
        print("FALLA en el evento %s: %s." % falla)
        return 1
    cabeza = eventos[-1]["hash"] if eventos else "0" * 64
    if opciones.cabeza and opciones.cabeza not in [evento["hash"] for evento in eventos]:
        print("FALLA: ningún evento tiene el hash guardado; la cabeza es %s." % cabeza)
        return 1
    print("CORRECTA: %d eventos, cabeza %s" % (len(eventos), cabeza))
    return 0


if __name__ == "__main__":
    sys.exit(main())
