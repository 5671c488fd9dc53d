"""What a district is like, and which commune a point lies in."""

import json

import pytest

from districts.method import borders
from districts.method.borders import Borders, Commune
from districts.method.characterise import (
    location_quotients,
    product_amounts,
    product_shares,
    share_of_large,
    size_class,
)
from districts.method.model import Parameters, run
from districts.method.records import InputError
from tests.districts.given import facts, inputs, site

COPPER = site("A", cu_eq_kt=60.0)
IRON = site("B", product="Fe", cu_eq_kt=20.0, category="mediana")
UNKNOWN = site("C", product="LCE", cu_eq_kt=None, category="mediana")
CLOSED = site("D", product="LCE", cu_eq_kt=0.0)


def test_products_are_shares_of_the_known_production():
    sites = [IRON, COPPER, UNKNOWN, CLOSED]
    assert product_shares(sites) == (("Cu", 75.0), ("Fe", 25.0))
    assert product_amounts(sites) == {"Cu": 60.0, "Fe": 20.0, "LCE": 0.0}
    assert product_shares([UNKNOWN]) == ()


def test_the_location_quotient_compares_with_all_the_sites():
    everywhere = product_amounts([COPPER, IRON, site("E", cu_eq_kt=20.0)])
    # Iron is all of the district and 20 of 100 everywhere.
    assert location_quotients([IRON], everywhere) == (("Fe", 5.0),)
    assert location_quotients([COPPER, IRON], everywhere) == (("Cu", 0.9375), ("Fe", 1.25))


@pytest.mark.parametrize(
    ("sites", "expected", "large"),
    [
        ([COPPER], "gran", 1.0),
        ([IRON, UNKNOWN], "mediana", 0.0),
        ([COPPER, IRON], "mixta", 0.75),
        ([UNKNOWN, CLOSED], "", None),
    ],
)
def test_the_size_class_is_that_of_the_known_production(sites, expected, large):
    assert size_class(sites) == expected
    assert share_of_large(sites) == large


def square(lon, lat, **names):
    ring = [[lon, lat], [lon + 1, lat], [lon + 1, lat + 1], [lon, lat + 1], [lon, lat]]
    return {
        "type": "Feature",
        "properties": names,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


WEST = {"cut": "02101", "commune": "Oeste", "province": "Una", "region": "Norte"}
EAST = {"cut": "02102", "commune": "Este", "province": "Otra", "region": "Norte"}


def written(tmp_path, *features, **extra):
    path = tmp_path / "communes.geojson"
    path.write_text(
        json.dumps({"type": "FeatureCollection", "features": features, **extra}), encoding="utf-8"
    )
    return path


def test_a_point_lies_in_its_commune_and_on_a_border_in_that_of_the_lowest_code(tmp_path):
    given = Borders.read(written(tmp_path, square(-69, -24, **EAST), square(-70, -24, **WEST)))
    found = given.locate([-69.5, -68.5, -69.0, -60.0], [-23.5, -23.5, -23.5, -23.5])
    assert found == (Commune(**WEST), Commune(**EAST), Commune(**WEST), None)
    assert given.locate([], []) == ()
    with pytest.raises(ValueError, match="longitudes"):
        given.locate([1.0], [])


def test_boundaries_that_are_none_or_not_in_degrees_are_refused(tmp_path):
    utm = {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32719"}}}
    with pytest.raises(InputError, match="32719"):
        Borders.read(written(tmp_path, square(-69, -24, **EAST), **utm))
    with pytest.raises(InputError, match="commune"):
        Borders.read(written(tmp_path, square(-69, -24, cut="1")))
    (tmp_path / "communes.geojson").write_text("[]", encoding="utf-8")
    with pytest.raises(InputError, match="GeoJSON"):
        Borders.read(tmp_path / "communes.geojson")


def test_a_district_names_where_its_sites_stand_and_what_its_hexagons_cross(tmp_path, monkeypatch):
    given = Borders.read(written(tmp_path, square(-69, -24, **EAST), square(-70, -24, **WEST)))
    monkeypatch.setattr(borders, "of_chile", lambda: given)
    (one,) = run(inputs(site(lon=-69.02, lat=-23.5)), Parameters(grow_threshold=0.1)).districts
    assert (one.communes, one.provinces, one.regions) == (("Oeste",), ("Una",), ("Norte",))
    assert one.crossed_communes == ("Este", "Oeste")
    assert (one.crossed_provinces, one.crossed_regions) == (("Otra", "Una"), ("Norte",))


def test_without_boundaries_a_district_has_no_commune(monkeypatch):
    monkeypatch.setattr(borders, "of_chile", lambda: None)
    (one,) = run(inputs(site())).districts
    assert (one.communes, one.provinces, one.regions, one.crossed_communes) == ((), (), (), ())


def test_the_profile_is_relative_to_the_largest_district():
    districts = run(facts()).districts
    for variable in range(5):
        totals = [one.totals[variable] for one in districts]
        shares = [one.profile[variable] for one in districts]
        assert max(shares) == 100
        assert shares == pytest.approx([100 * total / max(totals) for total in totals], abs=1e-6)


def test_the_sites_of_the_districts_are_described_by_their_own_records():
    given = {one.name: one for one in facts().sites}
    for district in run(facts()).districts:
        own = [given[name] for name in district.sites]
        assert district.totals[0] == pytest.approx(sum(one.cu_eq_kt for one in own))
        assert district.approximate_sites == tuple(one.name for one in own if one.approximate)
        assert district.area_km2 == pytest.approx(len(district.cells) * 259.8076, abs=1e-2)
