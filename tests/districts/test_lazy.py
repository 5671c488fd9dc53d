"""The web process can name every module of the method without loading the heavy libraries."""

import subprocess
import sys

MODULES = ("model", "compare", "stability", "geojson", "borders", "inputs", "findings")
HEAVY = ("scipy", "shapely", "pyproj", "sklearn", "pandas", "geopandas", "django")


def test_importing_the_method_loads_none_of_the_heavy_libraries():
    program = "import sys\n" + "".join(f"import districts.method.{name}\n" for name in MODULES)
    program += f"print([name for name in {HEAVY} if name in sys.modules])"
    answer = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert answer.stdout.strip() == "[]"


def test_other_weights_need_neither_scipy_nor_scikit_learn():
    program = (
        "import sys; from pathlib import Path; from districts.method.inputs import read_folder;"
        "from districts.method.model import prepare, rerun; import districts;"
        "seed = Path(districts.__file__).parent / 'seed';"
        "rerun(prepare(read_folder(seed)), (5, 4, 3, 2, 1)).geojson();"
        "print([name for name in ('scipy', 'sklearn', 'pandas') if name in sys.modules])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert answer.stdout.strip() == "[]"
