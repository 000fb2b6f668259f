"""Calls to share, save, print, follow or comment, told by a small grammar over the parts of their words.

The grammar reads a line whole: one word that is no part of a prompt, and the line is left alone. So synonyms,
glued and repeated prompts work (`Save this storySave this narrative`), and a sentence that begins like one
does not match (`Save this story for your children, she told me.`).
"""

import re
from functools import cache

from articlefix.furniture.vocabulary import Vocabulary, glued_parts

# What half and double of a limit change was counted on 124 pages, which have 1,981 lines of furniture.
MAXIMUM_WORDS = 16  # half loses 18 lines, double finds none
_MOST_SERVICE_WORDS = 2  # "Google Plus"; one alone loses 9 lines
_FEWEST_OF_ROW = 3  # "Facebook Messenger" and "Google Plus" are one
_SHORTEST_GLUED_PART = 2  # words: a name such as McDonald has one
_LONGEST_GLUED_PART = 5  # words; half loses 2 lines, double finds none
LONGEST_GLUED_LINE = 90  # characters; half loses one line, double finds none


@cache
def _grammar() -> tuple[re.Pattern[str], ...]:
    """Return the patterns over letters; see `vocabulary` for the part that each letter stands for."""
    small = "[dot]*"
    thing = "[neps]"
    further = f"(?:{small}[nepsu]+)*"
    share = "|".join(
        (
            f"(?:v[do]+)?a{small}(?:[nepsu]+{further})?t?",  # Share; Share this; Click to share on Facebook
            f"[kvepr][do]*t{thing}+{further}",  # Save this story; Listen to this article; Like our page
            f"[ke]d?n+{further}",  # Copy link; Print the page; Email a friend
            f"vd*o[do]*[nseu]+{further}",  # Sign up for newsletters; Follow on Twitter; Add to favorites
            f"v[us]+{further}",  # Follow us; Follow us on Facebook
        )
    )
    return (
        re.compile(f"(?:0?(?:{share}))+0?"),
        re.compile("(?=[^a]*a)[aekvs0][aekvs0]+"),  # ShareTweetEmail; Save Share Print
    )


@cache
def _verb_last() -> re.Pattern[str]:
    return re.compile("[do]*t?[neps]+(?:[dot]*[nepsu]+)*[akve]")  # Diesen Artikel teilen; Per E-Mail versenden


@cache
def _comments() -> re.Pattern[str]:
    call = "[wpvk][dotu]*0?c|[wp][do]*[cpw]?0?c|[wap][dotu]*f"  # Leave a Comment; Add comment; Share your thoughts
    count = "0c|c0"  # 3 comments; Comments (3)
    verb_last = "[do]*tc[wpv]|cw"  # Kommentar schreiben
    return re.compile(f"(?:(?:{call})0?|{count}|{verb_last})+")


def letters_of(words: list[str], known: Vocabulary) -> str:
    """Return the letter of each word's part in a prompt, `?` for a word that has none, `0` for a number."""
    return "".join("0" if word.isdigit() else known.letters.get(word, "?") for word in words)


def is_prompt(text: str, words: list[str], known: Vocabulary) -> bool:
    """Tell whether a line is nothing but prompts to share, save or follow.

    >>> from articlefix.languages import language
    >>> from articlefix.furniture.vocabulary import vocabulary, words_of
    >>> known = vocabulary(language("en"))
    >>> lines = ("Share on Facebook", "Save this storySave this narrative")
    >>> [is_prompt(line, words_of(line, known), known) for line in lines]
    [True, True]
    >>> lines = ("Save this planet", "Share price", "Print")
    >>> [is_prompt(line, words_of(line, known), known) for line in lines]
    [False, False, False]
    """
    if len(words) > MAXIMUM_WORDS:
        return False
    letters = letters_of(words, known)
    if "?" not in letters:
        if any(pattern.fullmatch(letters) for pattern in _grammar()):
            return True
        if words[-1] in known.verb_last and _verb_last().fullmatch(letters):
            return True
    return is_repeated_call(text)


def is_service(words: list[str], known: Vocabulary) -> bool:
    """Tell whether a line is the name of a service to share with, as a button bears it.

    >>> from articlefix.languages import language
    >>> from articlefix.furniture.vocabulary import vocabulary
    >>> known = vocabulary(language("en"))
    >>> [is_service(words, known) for words in (["facebook"], ["google", "plus"], ["harbour"])]
    [True, True, False]
    """
    letters = letters_of(words, known)
    return len(words) <= _MOST_SERVICE_WORDS and set(letters) <= {"s", "e"}


def is_row_of_services(text: str, words: list[str], known: Vocabulary) -> bool:
    """Tell whether a line is the names of services to share with and no list of them: `Facebook Twitter Reddit`.

    >>> from articlefix.languages import language
    >>> from articlefix.furniture.vocabulary import vocabulary, words_of
    >>> known = vocabulary(language("en"))
    >>> lines = ("Facebook Twitter Google+ Whatsapp", "Facebook, Twitter, Reddit", "Facebook Messenger")
    >>> [is_row_of_services(line, words_of(line, known), known) for line in lines]
    [True, False, False]
    """
    return "," not in text and len(set(words)) >= _FEWEST_OF_ROW and set(letters_of(words, known)) == {"s"}


def is_comment_prompt(words: list[str], known: Vocabulary) -> bool:
    """Tell whether a line is nothing but calls to comment, or a count of comments.

    >>> from articlefix.languages import language
    >>> from articlefix.furniture.vocabulary import vocabulary, words_of
    >>> known = vocabulary(language("en"))
    >>> lines = ("Leave a Comment", "12 comments", "No comment")
    >>> [is_comment_prompt(words_of(line, known), known) for line in lines]
    [True, True, False]
    """
    if len(words) > MAXIMUM_WORDS:
        return False
    letters = letters_of(words, known)
    return "?" not in letters and ("c" in letters or "f" in letters) and _comments().fullmatch(letters) is not None


def is_repeated_call(text: str) -> bool:
    """Tell whether a line is one short call glued to another that begins with the same word.

    No list of words is asked: a paraphraser finds ever new ones. Two such calls without a space between them
    are never prose.

    >>> is_repeated_call("Retain this taleRetain this account")
    True
    >>> is_repeated_call("The McDonald The McDonnell")
    False
    """
    if len(text) > LONGEST_GLUED_LINE:
        return False
    parts = [part.split() for part in glued_parts(text)]
    return (
        len(parts) > 1
        and all(_SHORTEST_GLUED_PART <= len(part) <= _LONGEST_GLUED_PART for part in parts)
        and len({part[0] for part in parts}) == 1
        and text.replace(" ", "").isalpha()
    )
