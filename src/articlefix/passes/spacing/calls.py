"""Brackets that hold the arguments of a function: code in a sentence may have spaces inside them.

    setCount( count ), cut( getline('.'), 0 ), list( ['a', 'b'] )

Left to the rules: a bracket behind a plain word that holds plain words, `the office( in Ohio )`.
"""

from articlefix.scan.lazy import lazy

_NAME = lazy(r"(?:[a-z\d][A-Z]\w*|\w*_\w*)\Z")
_ARGUMENTS = lazy(r"[ \t]*(?:[\[\]'\"{}<=;]|\$[A-Za-z_]|\w+::|\w+(?:\.\w+)*(?:\[[^\]\n]{0,40}\]|\())")
_LONGEST_NAME = 30
_LONGEST_CALL = 200  # characters between its brackets


def is_call(text: str, place: int) -> bool:
    """Tell whether a bracket opens arguments: behind a name that no word is, or before what only code has.

    >>> text = "setCount( count ), cut( list[1] ), the office( in Ohio )"
    >>> [is_call(text, place) for place, character in enumerate(text) if character == "("]
    [True, True, False]
    """
    if not text[place - 1 : place].isalnum():
        return False
    is_name = _NAME.search(text, max(0, place - _LONGEST_NAME), place) is not None
    return is_name or _ARGUMENTS.match(text, place + 1) is not None


def closes_call(text: str, place: int) -> bool:
    """Tell whether a bracket closes arguments: the one that it pairs with opens them."""
    if text[place] != ")":
        return False
    low, depth = max(0, place - _LONGEST_CALL, text.rfind("\n", max(0, place - _LONGEST_CALL), place)), 0
    for start in range(place - 1, low - 1, -1):
        depth += (text[start] == ")") - (text[start] == "(")
        if depth < 0:
            return is_call(text, start)
    return False
