"""How time grows with a text: what tests compare, since they assert no time."""

import gc
import math
import time
from collections.abc import Callable, Iterable

LIMIT = 2.3  # of the time of a doubling
# Of the smallest text, in characters; two doublings follow. Noise hides in the longer, and a square shows the more.
SIZES = (2500, 10_000, 40_000)
LEAST = 0.003  # seconds: what takes less is lost in the noise of the machine, and grows no faster than it may
TRIES = 5


def doubling(run: Callable[[str], object], make: Callable[[int], str], size: int) -> float:
    """Return the ratio of a doubling at best: noise makes it greater now and then, a square each time."""
    best = {1: float("inf"), 2: float("inf"), 4: float("inf")}
    ratio = float("inf")
    texts = {factor: make(size * factor) for factor in (4, 2, 1)}
    for _ in range(TRIES):
        for factor, text in texts.items():
            start = time.process_time()
            run(text)
            best[factor] = min(best[factor], time.process_time() - start)
            if best[4] < LEAST:
                return 1.0
        ratio = min(best[4] / best[2], math.sqrt(best[4] / best[1]))
        if ratio <= LIMIT:
            return ratio
    return ratio


def steepest(run: Callable[[str], object], make: Callable[[int], str], sizes: Iterable[int] = SIZES) -> float:
    """Return the ratio of a doubling of the first size at which it holds, else of the last."""
    ratio = float("inf")
    gc.disable()  # it counts what other tests have left
    try:
        for size in sizes:
            ratio = doubling(run, make, size)
            if ratio <= LIMIT:
                break
    finally:
        gc.enable()
    return ratio
