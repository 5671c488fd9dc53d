"""A Redis cache that is only ever a help: with Redis away it misses instead of raising."""

import logging
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


def _open(method: Callable[..., Any], otherwise: Any) -> Callable[..., Any]:
    def call(self: RedisCache, *args: Any, **kwargs: Any) -> Any:
        try:
            return method(self, *args, **kwargs)
        except (RedisError, OSError) as error:
            logger.warning("cache away: %s", error)
            return kwargs.get("default", otherwise)

    return call


class FailOpenRedisCache(RedisCache):
    """Django's Redis cache whose reads miss and whose writes are dropped on failure."""

    add = _open(RedisCache.add, False)
    incr = _open(RedisCache.incr, 0)
    get = _open(RedisCache.get, None)
    set = _open(RedisCache.set, None)
    touch = _open(RedisCache.touch, False)
    delete = _open(RedisCache.delete, False)
    get_many = _open(RedisCache.get_many, {})
    has_key = _open(RedisCache.has_key, False)
    clear = _open(RedisCache.clear, None)
