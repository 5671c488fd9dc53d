"""The method of the districts: pure, no Django, no clock; `model.run` is the way in."""
