"""Run the method on a folder of CSV files and print what came out as one JSON object."""

import json
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    help = (
        "Corre el método de los distritos sobre una carpeta con sites.csv, infrastructure.csv, "
        "investments.csv y small_mining.csv, sin tocar la base de datos: escribe el GeoJSON de "
        "la corrida e imprime un objeto JSON con su comparación con el estudio."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--input", required=True, metavar="DIR", help="Carpeta con los CSV.")
        parser.add_argument("--out", required=True, metavar="FILE", help="GeoJSON de la corrida.")
        parser.add_argument(
            "--params",
            default="{}",
            metavar="JSON",
            help="Parámetros que cambian, como objeto JSON; los demás toman su valor por defecto.",
        )

    def handle(self, *args: object, **options: Any) -> None:
        # The numeric libraries load when the command runs, not when it is listed.
        from districts.method.compare import against_study, read_study
        from districts.method.inputs import InputError, read_folder
        from districts.method.model import ParameterError, Parameters, run

        began = time.perf_counter()
        try:
            parameters = Parameters.from_json(options["params"])
            inputs = read_folder(Path(options["input"]))
        except (InputError, ParameterError) as error:
            raise CommandError(str(error)) from None
        result = run(inputs, parameters)
        try:
            Path(options["out"]).write_bytes(result.geojson())
        except OSError as error:
            raise CommandError(
                f"No se pudo escribir «{options['out']}»: {error.strerror}."
            ) from None
        compared = against_study(result, inputs, read_study())
        answer = {
            "districts": len(result.districts),
            "ari_named": compared.ari_named,
            "ari_all": compared.ari_all,
            "exclusive": compared.exclusive,
            "false": len(compared.false_districts),
            "spearman": compared.spearman,
            "naive_ari_named": compared.naive_ari_named,
            "naive_ari_all": compared.naive_ari_all,
            "dropped": len(result.dropped),
            "run_hash": result.run_hash,
            "seconds": round(time.perf_counter() - began, 3),
        }
        self.stdout.write(json.dumps(answer, ensure_ascii=False))
