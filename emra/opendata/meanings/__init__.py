"""What every field and parameter of the API means, each said once.

A field that is a column of a dataset takes the column's words. What has the same name and meaning
everywhere stands in `common`; the rest, by the component of the description it belongs to.
"""

from typing import Final

from emra.opendata.meanings import (
    accounts,
    agreements,
    common,
    cooperation,
    governance,
    projects,
    region,
)
from emra.opendata.meanings.kinds import Meanings, in_words

OF_COMPONENTS: Final[Meanings] = {
    **agreements.MEANINGS,
    **governance.MEANINGS,
    **projects.MEANINGS,
    **cooperation.MEANINGS,
    **region.MEANINGS,
    **accounts.MEANINGS,
}
# A component has the fields of the one it extends.
EXTENDS: Final = {
    "SheetOutput": "AgreementOutput",
    "DatasetDetailOutput": "DatasetOutput",
    "RunDetailOutput": "RunOutput",
    "Indicator": "PartOutput",
}


def field(component: str, name: str) -> str:
    """What a field means, in the language of the moment; "" where nobody said it."""
    for place in (component, EXTENDS.get(component, "")):
        found = OF_COMPONENTS.get(place, {}).get(name)
        if found is not None:
            return in_words(found)
    return in_words(common.FIELDS.get(name, ""))


def parameter(path: str, name: str) -> str:
    """What a parameter of an address means, in the language of the moment."""
    found = common.PARAMETERS.get(f"{path} {name}", common.PARAMETERS.get(name, ""))
    return in_words(found)
