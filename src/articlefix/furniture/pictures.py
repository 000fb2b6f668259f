"""Credits of photographs, and the captions above them."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import takewhile

from articlefix.furniture.vocabulary import Vocabulary

# Each limit is generous: twice as much finds no line more among the 1,981 lines of furniture of 124 pages.
LONGEST_CREDIT = 100  # characters; half loses one line
_MOST_NAME_WORDS = 12  # half loses 2 lines: two photographers, their agency and who bought the picture
_MOST_LABEL_WORDS = 3  # "Cover photo credit"; one word alone loses 2 lines


@cache
def _attributed(known: Vocabulary) -> re.Pattern[str]:
    """Return the pattern of a label and a preposition: `Photograph by Jane Doe`, `Courtesy of the museum`."""
    labels, joints, phrases = (
        "|".join(sorted(words))
        for words in (known.credits.attributions, known.credits.attributing, known.credits.attributed)
    )
    return re.compile(f"(?:(?:{labels}) (?:{joints})|(?:{phrases}),?)(?P<names> .+)", re.IGNORECASE)


@cache
def attributions(known: Vocabulary) -> frozenset[str]:
    """Return the words with which an attribution begins."""
    return known.credits.attributions.union(phrase.split()[0] for phrase in known.credits.attributed)


def has_trigger(words: Sequence[str], known: Vocabulary) -> bool:
    """Tell cheaply whether a line may be a credit, or end in one."""
    table = known.credits
    return (
        "ap" in words
        or "caption" in words
        or not (table.labels.isdisjoint(words) and table.agencies.isdisjoint(words))
    )


def is_credit(text: str, known: Vocabulary) -> bool:
    """Tell whether a line is the credit of a picture and nothing else.

    >>> from articlefix.languages import language
    >>> from articlefix.furniture.vocabulary import vocabulary
    >>> known = vocabulary(language("en"))
    >>> [is_credit(line, known) for line in ("Photo: Jane Doe", "Cause image: Jo Doe / Getty", "Jo Doe/AFP/Getty")]
    [True, True, True]
    >>> [is_credit(line, known) for line in ("Best Picture: Green Book", "Image: she is seen here", "Getty Images")]
    [False, False, False]
    """
    if len(text) > LONGEST_CREDIT:
        return False
    bare = text.strip("()[] .\N{HORIZONTAL ELLIPSIS}")
    label, mark, names = _parted(bare)
    labelled = _is_labelled(label, names, known) if mark else None
    if labelled is not None:
        return labelled and are_names(names, known)
    if match := _attributed(known).fullmatch(bare):
        return are_names(match["names"], known)
    return _has_divider(bare) and are_names(bare, known) and _names_agency(bare, known)


def _is_labelled(label: str, names: str, known: Vocabulary) -> bool | None:
    """Tell whether the names behind a label of credits are enough for one; `None` if it is no such label."""
    if certainty := _label_certainty(label, known):
        is_enough = _is_more_than_a_word if certainty > 1 else _names_agency
        return is_enough(names, known)
    # A paraphraser may have found another word for the label; a name and an agency on a slash remain.
    is_paraphrased = len(label.split()) <= _MOST_LABEL_WORDS and "/" in names and _names_agency(names, known)
    return True if is_paraphrased else None


def is_sure_credit(text: str, known: Vocabulary) -> bool:
    """Tell whether a line is a credit and no title, wherever it stands: it has a label of credits and an agency.

    >>> from articlefix.languages import language
    >>> from articlefix.furniture.vocabulary import vocabulary
    >>> known = vocabulary(language("en"))
    >>> is_sure_credit("Photo: Jane Doe / Getty Images", known), is_sure_credit("Picture: Jane Doe", known)
    (True, False)
    """
    label, mark, names = _parted(text.strip("()[] ."))
    return (
        bool(mark) and _label_certainty(label, known) > 1 and _names_agency(names, known) and is_credit(text, known)
    )


def _parted(text: str) -> tuple[str, str, str]:
    """Return what stands before the first colon or bar, the mark, and what stands after it."""
    for mark in (":", "\N{FULLWIDTH COLON}", "|"):
        if mark in text:
            return text.partition(mark)
    return text, "", ""


def _label_certainty(label: str, known: Vocabulary) -> int:
    """Return 2 for a label of credits (`Photo credit`), 1 for one that needs an agency as well, else 0.

    A paraphraser puts words before it (`Cause image`), and so do lists of awards (`Best Picture`).
    """
    table = known.credits
    words = label.casefold().split()
    while len(words) > 1 and words[-1] in table.after_label:
        words.pop()
    if not words or len(words) > _MOST_LABEL_WORDS or words[-1] not in table.labels:
        return 0
    return 2 if words[-1] not in table.doubtful and table.labels.issuperset(words) else 1


@cache
def _glued_label() -> re.Pattern[str]:
    return re.compile(r"(?:Image|Media) caption(?=[A-Z])")  # Media captionThe ferry leaves the port


# Credit... Jane Doe for The Harbour Gazette
_DOTTED = re.compile(r"(?<=\S )(?:Image )?Credit ?(?:\.{3}|\u2026) ?(\S.{0,99})$")


def ends_in_credit(text: str, known: Vocabulary) -> bool:
    """Tell whether a line is a caption with its credit at the end.

    >>> from articlefix.languages import language
    >>> from articlefix.furniture.vocabulary import vocabulary
    >>> known = vocabulary(language("en"))
    >>> ends_in_credit("A ferry leaves the port at dawn. (Photo: Jane Doe/Getty Images)", known)
    True
    >>> ends_in_credit("FILE PHOTO: A ferry leaves the port.", known)
    True
    >>> ends_in_credit("The company (formerly Photo House) closed.", known)
    False
    """
    return _has_caption_label(text, known) or size_of_last_credit(text, known) > 0


def size_of_last_credit(text: str, known: Vocabulary) -> int:
    """Return the length of the credit with which a line ends, in brackets or as its last sentence, else 0.

    >>> from articlefix.languages import language
    >>> from articlefix.furniture.vocabulary import vocabulary
    >>> size_of_last_credit("It left. Photo: Jane Doe", vocabulary(language("en")))
    15
    """
    bare = text.rstrip(" .")
    if (match := _DOTTED.search(text)) and are_names(match[1], known):
        return len(match[0])
    if bare.endswith(")"):
        start = bare.rfind("(")
        credit = bare[start + 1 : -1]
    else:
        start = max(bare.rfind(". "), bare.rfind(".\N{RIGHT DOUBLE QUOTATION MARK} ")) + 1
        start += bare[start : start + 1] == "\N{RIGHT DOUBLE QUOTATION MARK}"
        start += bare[start : start + 1] == " "
        credit = bare[start:]
    is_part = start > 0 and 0 < len(credit) <= LONGEST_CREDIT
    return len(text) - start if is_part and is_credit(credit, known) else 0


def are_names(text: str, known: Vocabulary) -> bool:
    """Tell whether every word is a name, a part of one, or what stands between names.

    >>> from articlefix.languages import language
    >>> from articlefix.furniture.vocabulary import vocabulary
    >>> known = vocabulary(language("en"))
    >>> are_names("Jane van der Doe for The Daily / Getty", known), are_names("Jane walks home", known)
    (True, False)
    """
    words = list(filter(None, re.split(r"[\s/,;|&+\u2022\u00b7\u00a9()]+", text)))
    if not 0 < len(words) <= _MOST_NAME_WORDS:
        return False
    is_sentence = len(words) > 1 and words[-1][-1] in ".!?" and len(words[-1]) > len("Jr.")
    others = [word for word in words if not word[0].isupper()]
    return not is_sentence and len(others) < len(words) and all(_stands_with_names(word, known) for word in others)


def _stands_with_names(word: str, known: Vocabulary) -> bool:
    """Tell whether a word without a capital is a part of a name, or stands between names."""
    table = known.credits
    return word.casefold() in table.names or word in table.agencies or word[0] in "@\N{EN DASH}-" or word.isdigit()


def _names_agency(names: str, known: Vocabulary) -> bool:
    words = re.findall(r"[^\W\d_]+", names)
    table = known.credits
    return any(word.casefold() in table.agencies or word in table.wires for word in words)


def is_agency_alone(text: str) -> bool:
    r"""Tell whether a line names nothing but an agency, whose the article may be as well.

    >>> is_agency_alone("\N{COPYRIGHT SIGN} Reuters"), is_agency_alone("Jane Doe / Reuters")
    (True, False)
    """
    return len(re.findall(r"[^\W\d_]+", text)) == 1


def _has_divider(text: str) -> bool:
    return any(mark in text for mark in ("/", "|", " via ", "\N{BULLET}", "\N{COPYRIGHT SIGN}"))


def _is_more_than_a_word(names: str, known: Vocabulary) -> bool:
    return len(names.split()) > 1 or _names_agency(names, known) or "/" in names


# --- captions ---------------------------------------------------------------------------------------------

# A caption is a sentence or two: a longer paragraph above a credit is the article's.
_LONGEST_CAPTION = 300  # characters
_FEWEST_CAPTION_WORDS = 4  # a subhead has fewer
_MOST_CAPTION_WORDS = 45
_MOST_CAPTION_STOPS = 2
_MOST_WORDS_ABOVE_ARTICLE = 25  # of a caption that no word of seeing tells: a longer line may be a summary
_MOST_DATE_WORDS = 9  # "Thursday, Nov. 21, 2019, combination file"
_CLOSING = "\"'\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK})"


def is_prose(text: str, words: Sequence[str], known: Vocabulary) -> bool:
    """Tell whether a line that ends in a credit is more than a caption: then the credit alone goes.

    >>> from articlefix.languages import language
    >>> from articlefix.furniture.vocabulary import vocabulary, words_of
    >>> known = vocabulary(language("en"))
    >>> texts = "We were late, she said. Photo: Jane Doe", "A ferry in the port. Photo: Jane Doe"
    >>> [is_prose(text, words_of(text, known), known) for text in texts]
    [True, False]
    """
    if _has_caption_label(text, known):
        return False
    is_long = len(words) > _MOST_CAPTION_WORDS or text.count(". ") > _MOST_CAPTION_STOPS
    return is_long or not known.credits.told.isdisjoint(words)


def _has_caption_label(text: str, known: Vocabulary) -> bool:
    return text.startswith(known.credits.captions) or _glued_label().match(text) is not None


def is_dated_caption(words: Sequence[str], known: Vocabulary) -> bool:
    """Tell whether a line begins as agencies begin captions, with the day of a picture that they keep or hand out.

    Without a word of agencies it is a sentence: `In this May 1926 photograph the men sit on the wall.`

    >>> from articlefix.languages import language
    >>> from articlefix.furniture.vocabulary import vocabulary, words_of
    >>> known = vocabulary(language("en"))
    >>> lines = ("In this May 3, 2018, file photo, a ferry leaves.", "This file photo was the last of her.")
    >>> [is_dated_caption(words_of(line, known), known) for line in lines]
    [True, False]
    """
    table = known.credits
    leads = [phrase.split() for phrase in table.dated]
    lead = next((lead for lead in leads if words[: len(lead)] == lead), [])
    between = list(
        takewhile(lambda word: word not in table.labels, words[len(lead) : len(lead) + _MOST_DATE_WORDS])
    )
    is_date = all(word.isdigit() or word in known.stamp or word in table.date_words for word in between)
    has_month = any(known.stamp.get(word) == "m" for word in between)
    is_of_agency = not table.date_words.isdisjoint((*lead, *between))
    return is_of_agency and is_date and has_month and len(between) < _MOST_DATE_WORDS


def is_caption(text: str, words: Sequence[str], known: Vocabulary, *, is_above_article: bool) -> bool:
    """Tell whether the paragraph above a credit reads as what the picture shows.

    A short paragraph of the article may stand above a picture that has no caption; without a word of seeing in
    the present tense it stays. Above the article there are only the title, a summary and the caption: there a
    short line goes that has none of the words of a summary.

    >>> from articlefix.languages import language
    >>> from articlefix.furniture.vocabulary import vocabulary, words_of
    >>> known = vocabulary(language("en"))
    >>> text = "A lighthouse stands on the cliffs at Port Isaac."
    >>> is_caption(text, words_of(text, known), known, is_above_article=False)
    True
    >>> text = "Grace Okello on the harbour bridge, in the last mile."
    >>> is_caption(text, words_of(text, known), known, is_above_article=False)
    False
    >>> is_caption(text, words_of(text, known), known, is_above_article=True)
    True
    >>> text = "How a small town found the money that nobody would lend."
    >>> is_caption(text, words_of(text, known), known, is_above_article=True)
    False
    """
    table = known.credits
    if not _has_form_of_caption(text, words) or not table.told.isdisjoint(words):
        return False
    if not table.seen.isdisjoint(words):
        return True
    if not table.summary.isdisjoint(words):
        return False
    if any(word.endswith(table.seen_endings) and len(word) > len("bring") for word in words):
        return True
    # A heading has no full stop.
    ends = text.rstrip(_CLOSING).endswith(".")
    return is_above_article and ends and len(words) <= _MOST_WORDS_ABOVE_ARTICLE


def _has_form_of_caption(text: str, words: Sequence[str]) -> bool:
    if len(text) > _LONGEST_CAPTION or not _FEWEST_CAPTION_WORDS <= len(words) <= _MOST_CAPTION_WORDS:
        return False
    begins = text[0].isupper() or text[0].isdigit()
    return begins and text[-1] not in "?!:" and text.count(". ") < _MOST_CAPTION_STOPS
