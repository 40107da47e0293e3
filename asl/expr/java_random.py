"""The generator behind seeded ``States.MathRandom``: ``java.util.Random``.

The class is specified to the bit (Java API documentation of ``java.util.Random``): a linear congruential
generator of 48 bits. The JSONata twin ``$random(42)`` is known to give 0.7275636800328681, the first
``nextDouble`` of that class with that seed. Which method maps a draw of MathRandom to its interval is not
recorded; :meth:`JavaRandom.next_between` takes the one that Java itself uses for ``ints(origin, bound)``.
"""

from __future__ import annotations

from typing import Final

__all__ = ["JavaRandom"]

_MULTIPLIER: Final = 0x5DEECE66D
_MASK: Final = (1 << 48) - 1
_INT_SPAN: Final = 1 << 32


class JavaRandom:
    """A generator with a seed, an integer of any size of which 48 bits count.

    >>> JavaRandom(42).next_double()
    0.7275636800328681
    """

    __slots__ = ("_state",)

    def __init__(self, seed: int) -> None:
        self._state = (seed ^ _MULTIPLIER) & _MASK

    def _next_bits(self, count: int) -> int:
        self._state = (self._state * _MULTIPLIER + 0xB) & _MASK
        return self._state >> (48 - count)

    def next_double(self) -> float:
        """Return a float in [0, 1), Java's ``nextDouble()``."""
        return ((self._next_bits(26) << 27) + self._next_bits(27)) / (1 << 53)

    def next_int(self) -> int:
        """Return any 32-bit integer with a sign, Java's ``nextInt()``."""
        bits = self._next_bits(32)
        return bits - _INT_SPAN if bits >= _INT_SPAN // 2 else bits

    def next_int_below(self, bound: int) -> int:
        """Return an integer in [0, bound), Java's ``nextInt(bound)``; ``bound`` is from 1 to 2**31 - 1."""
        if bound & (bound - 1) == 0:
            return (bound * self._next_bits(31)) >> 31
        while True:
            # Draws from the incomplete last stretch of the 31 bits are thrown away, or low numbers came more
            # often.
            bits = self._next_bits(31)
            value = bits % bound
            if bits - value + (bound - 1) < 1 << 31:
                return value

    def next_between(self, origin: int, bound: int) -> int:
        """Return an integer in [origin, bound) as Java's ``ints(origin, bound)`` does.

        Both fit into 32 bits.
        """
        span = bound - origin
        if span < 1 << 31:
            return origin + self.next_int_below(span)
        while True:
            value = self.next_int()
            if origin <= value < bound:
                return value
