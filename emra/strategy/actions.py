"""Loading the strategy from its seed file."""

from emra.lib import seed
from emra.strategy.models import Horizon, LineOfAction, Objective, Strategy


def load() -> None:
    """Create or update the strategy, horizons, objectives and lines of action."""
    content = seed.read("strategy", "strategy")
    seed.upsert(Strategy, [content["strategy"]], citation="citation_id")
    seed.upsert(Horizon, content["horizons"])
    seed.upsert(Objective, content["objectives"], citation="citation_id")
    seed.upsert(LineOfAction, content["lines"], objective="objective_id", horizon="horizon_id")
