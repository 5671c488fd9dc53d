"""The lines of Python that load a dataset with its types, ready for a notebook."""

from emra.lib.columns import BOOLEAN, DAY, INTEGER, MOMENT, NUMBER, TEXT
from emra.opendata.files import Built

# Int64 and boolean, with a capital or the long name, are the types of pandas that may be empty.
DTYPES = {TEXT: "string", INTEGER: "Int64", NUMBER: "float64", BOOLEAN: "boolean"}


def pandas(built: Built, address: str) -> str:
    """`pandas.read_csv` with every column's type; an empty cell stays empty, never 0."""
    types = [
        f'        "{column}": "{DTYPES[column.kind]}",'
        for column in built.columns
        if column.kind in DTYPES
    ]
    dates = [f'"{column}"' for column in built.columns if column.kind in (DAY, MOMENT)]
    lines = [
        "import pandas",
        "",
        "tabla = pandas.read_csv(",
        f'    "{address}",',
        "    dtype={",
        *types,
        "    },",
        *([f"    parse_dates=[{', '.join(dates)}],"] if dates else []),
        "    keep_default_na=False,",
        '    na_values=[""],',
        ")",
        "print(tabla.shape)",
    ]
    return "\n".join(lines)
