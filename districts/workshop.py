"""The method with the room's files at hand, and what a process need not do twice."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import lru_cache
from importlib.metadata import version
from platform import python_version
from threading import Lock
from typing import Any, Final, TypeVar

from districts import features
from districts.method.compare import Study, read_study
from districts.method.inputs import Inputs, read_folder
from districts.method.model import Prepared, prepare
from districts.method.parameters import Parameters
from districts.models import Run
from emra.lib import seed

LIBRARIES: Final = ("numpy", "scipy", "pyproj", "shapely", "scikit-learn")
MOST_KEPT: Final = 32

_T = TypeVar("_T")
_kept: OrderedDict[Hashable, Any] = OrderedDict()
_lock = Lock()


def kept(key: Hashable, make: Callable[[], _T]) -> _T:
    """What was made for this key before, in this process; the oldest are forgotten.

    Only for what follows from the key: hashes of inputs and parameters, never a row's number.
    """
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            found: _T = _kept[key]
            return found
    made = make()
    with _lock:
        _kept[key] = made
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return made


@lru_cache(maxsize=1)
def reference() -> Study:
    """Tables 2 and 3 of the study, as printed."""
    return read_study()


@lru_cache(maxsize=1)
def initial_inputs() -> Inputs:
    """The files that come with the application."""
    return read_folder(seed.folder("districts"))


def inputs_of(run: Run) -> Inputs:
    """What a run was computed from."""
    return kept(("inputs", run.input_hash), lambda: features.inputs_of(run.editions.all()))


def prepared(inputs: Inputs, parameters: Parameters) -> Prepared:
    """A run up to its weights."""
    key = ("prepared", inputs.hash, parameters.to_json())
    return kept(key, lambda: prepare(inputs, parameters))


def libraries() -> tuple[tuple[str, str], ...]:
    """What computes here, by name and version."""
    return ("Python", python_version()), *((name, version(name)) for name in LIBRARIES)
