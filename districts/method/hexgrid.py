"""The hexagonal grid: where a point falls, what length of a line lies in each cell, who is next.

Hexagons have a point to the north (pointy-top) and lie in EPSG:32719 (WGS 84 / UTM 19 S, metres).
A cell is named by its axial coordinates (q, r): with side s and origin o its centre is at
o + s (√3 (q + r/2), 3r/2).

Which cell a point is in is decided by three numbers, its distances from the centre of cell (0, 0)
along the directions 0°, 60° and 120°, measured in half widths of a cell: in a cell each differs
from that of the centre by less than 1. A point on a border belongs to the cell on the side where
these numbers grow; one nearer to a border than `TIE` half widths (9 µm with a side of 10 km) is
taken to lie on it, so that the noise of floating point decides nothing.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.int64]

CRS: Final = "EPSG:32719"
WGS84: Final = "EPSG:4326"

# East, then counter-clockwise.
DIRECTIONS: Final = ((1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1), (1, -1))
TIE: Final = 1e-9

# From the centre, in half widths and half sides; corner k begins side k of `DIRECTIONS`.
_CORNERS: Final = ((1, -1), (1, 1), (0, 2), (-1, 1), (-1, -1), (0, -2))

# Small enough that the intermediate arrays of a chunk stay in the processor's cache.
_CHUNK: Final = 1 << 14
# Up to so many cells, an array of all of them is quicker than sorting the few that are met.
_DENSE: Final = 1 << 16
_HALF: Final = 1 << 31


@dataclass(frozen=True, slots=True)
class Grid:
    """A grid of hexagons of side `side_m`, the centre of cell (0, 0) at `origin` (metres)."""

    side_m: float = 10_000.0
    origin: tuple[float, float] = (0.0, 0.0)

    def __post_init__(self) -> None:
        if not (math.isfinite(self.side_m) and self.side_m > 0):
            raise ValueError("El lado del hexágono debe ser un número mayor que 0.")
        if not all(map(math.isfinite, self.origin)):
            raise ValueError("El origen de la grilla debe ser finito.")

    @property
    def area_km2(self) -> float:
        """Area of a cell, 3√3/2 side².

        Examples
        --------
        >>> round(Grid().area_km2, 4)
        259.8076
        """
        return 1.5 * math.sqrt(3) * self.side_m**2 / 1e6

    def cells_of(self, x: Floats, y: Floats) -> Integers:
        """The cell of each point.

        Parameters
        ----------
        x, y : array of n floats
            Metres in EPSG:32719.

        Returns
        -------
        array of n × 2 integers
            Axial coordinates (q, r).

        Raises
        ------
        ValueError
            When the lengths differ, a number is not finite, or a point lies so far off that it
            cannot be of this grid.

        Examples
        --------
        >>> Grid(10_000).cells_of([0.0, 17_320.0], [0.0, 0.0]).tolist()
        [[0, 0], [1, 0]]
        """
        x, y = _points(x, y)
        cells = np.empty((len(x), 2), dtype=np.int64)
        for chunk in _chunks(len(x)):
            cells[chunk, 0], cells[chunk, 1] = self._axial(*self._half_widths(x[chunk], y[chunk]))
        return cells

    def counts(self, x: Floats, y: Floats) -> tuple[Integers, Integers]:
        """How many points each cell holds: the cells (sorted, n × 2) and their counts."""
        x, y = _points(x, y)
        if not len(x):
            return np.empty((0, 2), np.int64), np.empty(0, np.int64)
        ends = np.array([(a, b) for a in (x.min(), x.max()) for b in (y.min(), y.max())])
        corners = self.cells_of(ends[:, 0], ends[:, 1])
        low = corners.min(axis=0) - 1
        height, width = (corners.max(axis=0) + 1 - low + 1).tolist()
        if height * width > _DENSE:
            found, totals = add_up(self.cells_of(x, y), np.ones(len(x)))
            return found, totals.astype(np.int64)
        counts = np.zeros(height * width, dtype=np.int64)
        for chunk in _chunks(len(x)):
            q, r = self._axial(*self._half_widths(x[chunk], y[chunk]))
            flat = ((q - low[0]) * width + (r - low[1])).astype(np.int64)
            counts += np.bincount(flat, minlength=height * width)
        present = np.flatnonzero(counts)
        return np.column_stack(np.divmod(present, width)) + low, counts[present]

    def centres(self, cells: Integers) -> Floats:
        """Centre of each cell (n × 2), in metres of EPSG:32719."""
        q, r = _cells(cells).T
        return np.column_stack(
            (
                self.origin[0] + self.side_m * math.sqrt(3) * (q + r / 2),
                self.origin[1] + self.side_m * 1.5 * r,
            )
        )

    def corners(self, cells: Integers) -> Floats:
        """The six corners of each cell (n × 6 × 2), counter-clockwise from the lower right."""
        return self.places(corner_numbers(cells))

    def places(self, corners: Integers) -> Floats:
        """Metres of EPSG:32719 of corners numbered by `corner_numbers` (… × 2)."""
        unit = np.array((self.side_m * math.sqrt(3) / 2, self.side_m / 2))
        metres: Floats = np.asarray(self.origin) + corners * unit
        return metres

    def lengths(self, start: Floats, end: Floats) -> tuple[Integers, Integers, Floats]:
        """What length of each segment lies in each cell, exactly.

        Every border of a cell lies where one of the three numbers of the module's first lines is
        whole, so a segment is walked from one whole number to the next; each step lies in one
        cell, that of its middle, and the steps add up to the segment.

        Parameters
        ----------
        start, end : array of n × 2 floats
            Metres in EPSG:32719.

        Returns
        -------
        segments : array of m integers
            Which segment each piece belongs to, ascending.
        cells : array of m × 2 integers
        metres : array of m floats
            One row per step; a segment has several in a cell.

        Examples
        --------
        >>> segments, cells, metres = Grid(10_000).lengths([[0.0, 0.0]], [[0.0, 30_000.0]])
        >>> float(metres.sum())
        30000.0
        """
        start, end = _ends(start, end)
        pieces = [self._walk(start[chunk], end[chunk]) for chunk in _chunks(len(start))]
        if not pieces:
            return np.empty(0, np.int64), np.empty((0, 2), np.int64), np.empty(0)
        offsets = range(0, len(start), _CHUNK)
        return (
            np.concatenate([one[0] + at for one, at in zip(pieces, offsets, strict=True)]),
            np.concatenate([one[1] for one in pieces]),
            np.concatenate([one[2] for one in pieces]),
        )

    def _walk(self, start: Floats, end: Floats) -> tuple[Integers, Integers, Floats]:
        count = len(start)
        low = np.stack(self._half_widths(start[:, 0], start[:, 1]))
        high = np.stack(self._half_widths(end[:, 0], end[:, 1]))
        first = np.floor(np.minimum(low, high)) + 1
        crossed = np.maximum(np.ceil(np.maximum(low, high)) - first, 0).astype(np.int64).ravel()
        owner = np.repeat(np.tile(np.arange(count), 3), crossed)
        within = np.arange(len(owner)) - np.repeat(np.cumsum(crossed) - crossed, crossed)
        whole = np.repeat(first.ravel(), crossed) + within
        from_, to = np.repeat(low.ravel(), crossed), np.repeat(high.ravel(), crossed)
        at = (whole - from_) / (to - from_)
        both = np.arange(count)
        segment = np.concatenate((both, owner, both))
        t = np.concatenate((np.zeros(count), np.clip(at, 0.0, 1.0), np.ones(count)))
        order = np.lexsort((t, segment))
        segment, t = segment[order], t[order]
        same = segment[1:] == segment[:-1]
        segment, near, far = segment[1:][same], t[:-1][same], t[1:][same]
        step = end - start
        middle = start[segment] + step[segment] * ((near + far) / 2)[:, None]
        cells = self.cells_of(middle[:, 0], middle[:, 1])
        return segment, cells, (far - near) * np.hypot(step[:, 0], step[:, 1])[segment]

    def _half_widths(self, x: Floats, y: Floats) -> tuple[Floats, Floats, Floats]:
        """Along 0°, 120° and 60°, the last being the sum of the others."""
        scale = 2 / (math.sqrt(3) * self.side_m)
        along_0 = (x - self.origin[0]) * scale
        along_120 = (y - self.origin[1]) * (scale * math.sqrt(3) / 2) - along_0 / 2
        return along_0, along_120, along_0 + along_120

    @staticmethod
    def _axial(along_0: Floats, along_120: Floats, along_60: Floats) -> tuple[Floats, Floats]:
        a, b, c = (np.floor(along + TIE) for along in (along_0, along_120, along_60))
        return np.floor((a - b + 1) / 3), np.floor((b + c + 2) / 3)


def corner_numbers(cells: Integers) -> Integers:
    """The six corners of each cell (n × 6 × 2) in whole half widths and half sides.

    Cells that share a corner give it the same numbers, so that borders join exactly.
    """
    q, r = _cells(cells).T
    numbers: Integers = np.column_stack((2 * q + r, 3 * r))[:, None, :] + np.array(_CORNERS)
    return numbers


def add_up(cells: Integers, amounts: Floats) -> tuple[Integers, Floats]:
    """Total per cell: the distinct cells, sorted by (q, r), and the sum of their amounts.

    Amounts are added in the order given.

    Examples
    --------
    >>> cells, totals = add_up(np.array([[1, 0], [0, 0], [1, 0]]), np.array([1.0, 2.0, 4.0]))
    >>> cells.tolist(), totals.tolist()
    ([[0, 0], [1, 0]], [2.0, 5.0])
    """
    cells = _cells(cells)
    if len(cells) != len(amounts):
        raise ValueError("Cada celda necesita su cantidad.")
    if not len(cells):
        return cells, np.zeros(0)
    low = cells.min(axis=0)
    height, width = (cells.max(axis=0) - low + 1).tolist()
    if height * width <= max(4 * len(cells), _DENSE):
        flat = (cells[:, 0] - low[0]) * width + (cells[:, 1] - low[1])
        size = height * width
        present = np.flatnonzero(np.bincount(flat, minlength=size))
        totals = np.asarray(np.bincount(flat, weights=amounts, minlength=size), dtype=np.float64)
        return np.column_stack(np.divmod(present, width)) + low, totals[present]
    found, inverse = np.unique(keys(cells), return_inverse=True)
    totals = np.asarray(np.bincount(inverse, weights=amounts), dtype=np.float64)
    return from_keys(found), totals


def keys(cells: Integers) -> Integers:
    """One integer per cell, ordered as (q, r)."""
    cells = _cells(cells)
    return (cells[:, 0] << 32) + (cells[:, 1] + _HALF)


def from_keys(numbers: Integers) -> Integers:
    """The cells (n × 2) that `keys` made the integers of."""
    return np.column_stack((numbers >> 32, (numbers & (2**32 - 1)) - _HALF))


def neighbours(cells: Integers) -> Integers:
    """Index of the six neighbours of each cell (n × 6, as `DIRECTIONS`), -1 where not given.

    `cells` must be distinct and sorted by (q, r).
    """
    own = keys(cells)
    if np.any(own[1:] <= own[:-1]):
        raise ValueError("Las celdas deben ser distintas y estar ordenadas por (q, r).")
    wanted = keys((cells[:, None, :] + np.array(DIRECTIONS)).reshape(-1, 2))
    if not len(own):
        return np.empty((0, 6), dtype=np.int64)
    at = np.minimum(np.searchsorted(own, wanted), len(own) - 1)
    return np.where(own[at] == wanted, at, -1).reshape(-1, 6)


def with_ring(cells: Integers) -> Integers:
    """The cells and all their neighbours, distinct and sorted by (q, r)."""
    cells = _cells(cells)
    around = (cells[:, None, :] + np.array(((0, 0), *DIRECTIONS))).reshape(-1, 2)
    return from_keys(np.unique(keys(around)))


def distance(first: Any, second: Any) -> Integers:
    """Steps from cell to cell; both (…, 2), broadcast.

    Examples
    --------
    >>> int(distance((0, 0), (2, -1)))
    2
    """
    step = np.asarray(first, dtype=np.int64) - np.asarray(second, dtype=np.int64)
    q, r = step[..., 0], step[..., 1]
    count: Integers = (np.abs(q) + np.abs(r) + np.abs(q + r)) // 2
    return count


def project(lon: Any, lat: Any) -> tuple[Floats, Floats]:
    """Degrees of WGS84 to metres of EPSG:32719.

    Raises
    ------
    ValueError
        When a coordinate is not finite or not within 25° of the zone's meridian (69° W), as when
        longitude and latitude are swapped or the numbers are metres already.
    """
    lon, lat = _points(lon, lat)
    if np.any(np.abs(lon + 69) > 25) or np.any(np.abs(lat) > 84):
        raise ValueError(
            "Se esperan longitud y latitud en grados WGS84 (EPSG:4326), en ese orden y en Chile."
        )
    x, y = _transformer(WGS84, CRS).transform(lon, lat)
    return x, y


def unproject(x: Any, y: Any) -> tuple[Floats, Floats]:
    """Metres of EPSG:32719 to degrees of WGS84 (longitude, latitude)."""
    lon, lat = _transformer(CRS, WGS84).transform(*_points(x, y))
    return lon, lat


@lru_cache(maxsize=2)
def _transformer(source: str, target: str) -> Any:
    from pyproj import Transformer

    return Transformer.from_crs(source, target, always_xy=True)


def _chunks(count: int) -> Iterator[slice]:
    return (slice(at, at + _CHUNK) for at in range(0, count, _CHUNK))


def _points(x: Any, y: Any) -> tuple[Floats, Floats]:
    x, y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if x.ndim != 1 or x.shape != y.shape:
        raise ValueError("Se esperan tantas x como y, en una dimensión.")
    if not (np.all(np.isfinite(x)) and np.all(np.isfinite(y))):
        raise ValueError("Las coordenadas deben ser números finitos.")
    return x, y


def _ends(start: Any, end: Any) -> tuple[Floats, Floats]:
    start, end = np.asarray(start, dtype=np.float64), np.asarray(end, dtype=np.float64)
    if start.ndim != 2 or start.shape[1] != 2 or start.shape != end.shape:
        raise ValueError("Se esperan tantos inicios como términos, cada uno con x e y.")
    if not (np.all(np.isfinite(start)) and np.all(np.isfinite(end))):
        raise ValueError("Las coordenadas deben ser números finitos.")
    return start, end


def _cells(cells: Any) -> Integers:
    pairs: Integers = np.asarray(cells, dtype=np.int64)
    if pairs.ndim != 2 or pairs.shape[1] != 2:
        raise ValueError("Se espera una celda (q, r) por fila.")
    return pairs
