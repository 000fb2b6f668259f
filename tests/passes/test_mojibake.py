"""What fixture tables cannot say of the mojibake pass: when it loads ftfy, and that it misses nothing of ftfy's."""

import itertools
import random
import subprocess
import sys
from pathlib import Path

import pytest
from ftfy import TextFixerConfig, fix_text
from ftfy.badness import BADNESS_RE, MOJIBAKE_CATEGORIES
from hypothesis import given, settings
from hypothesis import strategies as st

from articlefix import Cleaner
from articlefix.core.adapter import differences
from articlefix.passes import mojibake
from articlefix.passes.mojibake.decoding import changes, ftfy_repair
from articlefix.passes.mojibake.suspect import SUSPECT
from fixture_tables import FIXTURES
from pass_tests import PassTests


class TestMojibake(PassTests):
    PASS = mojibake.PASS


ARTICLES = sorted(FIXTURES.glob("articles/*/*.txt"))

SENTENCES = {
    "en": "“It isn’t late,” she said—“not yet…” The café’s piñatas cost £5 or €6, 20\u00a0°C in the shade.",
    "fr": "« Où est l’été ? » demanda-t-elle ; à Nîmes, l’œuvre de Noël n’était pas achevée — hélas…",
    "de": "„Schöne Grüße“, sagte er – und ließ die Tür offen; das kostete 5 € für ‚Öl‘.",
    "pt": "A REUNIÃO DE SÃO LUÍS não acabou: «às três», disse João, 1.ª e 2.º também.",
    "ro": "Înainte de a pleca, el a spus: „Ești sigur că vrei asta?”",
    "pl": "„Zażółć gęślą jaźń” – powiedział – i poszedł w\u00a0las.",
    "cs": "„Příliš žluťoučký kůň úpěl ďábelské ódy,“ řekl.",
    "tr": "“İşte böyle,” dedi; “ağaç yaşken eğilir.”",
    "ru": "«Съешь ещё этих мягких французских булок», — сказал он.",
    "uk": "«Її їжак з’їв ґанок», — сказала вона.",
    "el": "«Ο φούρνος άνοιξε», είπε — «επιτέλους…»",
    "sv": "”Ja, så dåligt”, sade hon – och gick över ön.",
    "vi": "Tại sao giá hạt sầu riêng lại lên giá?",
    "ja": "「パンが焼けた」と彼女は言った。",
    "zh": "“面包烤好了”，她说。",
    "ar": "قالت: «الخبز جاهز»، ثم ذهبت.",
    "he": "הוא אמר: „הלחם מוכן”.",
    "hi": "उसने कहा, “रोटी तैयार है।”",
}


DECODING_ALONE = TextFixerConfig(
    unescape_html=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    fix_surrogates=False,
    remove_control_chars=False,
    remove_terminal_escapes=False,
    normalization=None,
)


def suspected(text: str) -> bool:
    return SUSPECT.compiled.search(text) is not None


def alphabet() -> list[str]:
    """Return every character that ftfy's heuristic knows, and a few of the plain ones that it looks at."""
    characters = set("aZ .,1\"?'")
    for ranges in MOJIBAKE_CATEGORIES.values():
        place = 0
        while place < len(ranges):
            if ranges[place + 1 : place + 2] == "-" and place + 2 < len(ranges):
                characters.update(map(chr, range(ord(ranges[place]), ord(ranges[place + 2]) + 1)))
                place += 3
            else:
                characters.add(ranges[place])
                place += 1
    # Letters that the heuristic names one by one, outside the categories.
    return sorted(characters | set("ŒœÂÃÎÐŠšŸž×ØÙà√≈‚вЂГўВРСβāΒΞΟ\x81"))


# Words of good text, and what they become when they are read in another encoding.
PIECES = sorted(
    {
        piece
        for sentence in SENTENCES.values()
        for word in sentence.split()
        for piece in (word, word.encode().decode("latin-1"), word.encode().decode("cp1252", errors="replace"))
    }
)


@pytest.mark.slow
@pytest.mark.parametrize(("before", "after"), [("", ""), ("a", "a"), (" ", " "), ("é", "½"), ("1", "“")])
def test_no_pair_that_ftfy_suspects_is_missed(before: str, after: str) -> None:
    missed = [
        text
        for first, second in itertools.product(alphabet(), repeat=2)
        if BADNESS_RE.search(text := before + first + second + after) and not suspected(text)
    ]
    assert missed == []


@pytest.mark.slow
def test_no_run_that_ftfy_suspects_is_missed() -> None:
    chooser = random.Random(0)  # noqa: S311 - a repeatable sample, no secret
    characters = alphabet()
    texts = ("".join(chooser.choices(characters, k=5)) for _ in range(100_000))
    assert [text for text in texts if BADNESS_RE.search(text) and not suspected(text)] == []


@pytest.mark.slow
@given(st.lists(st.one_of(st.sampled_from(alphabet()), st.sampled_from(PIECES)), max_size=12).map("".join))
@settings(max_examples=400, deadline=None)  # all pairs, and runs by the hundred thousand, are tried above
def test_ftfy_changes_nothing_in_a_line_that_is_not_suspected(line: str) -> None:
    assert suspected(line) or fix_text(line, DECODING_ALONE) == line


@pytest.mark.slow
@given(st.lists(st.one_of(st.sampled_from(alphabet()), st.sampled_from(PIECES)), max_size=12).map("".join))
@settings(max_examples=400, deadline=None)
def test_a_line_is_decoded_as_ftfy_does(line: str) -> None:
    assert ftfy_repair()(line) == fix_text(line, DECODING_ALONE)
    assert ftfy_repair()(ftfy_repair()(line)) == ftfy_repair()(line)


PLAIN = st.sampled_from(
    ["", " ", "a", " quela ", "? ", " a long plain run of words, ", "it was late and dark;  ", "\x1a"]
)


@pytest.mark.slow
@given(st.lists(st.one_of(PLAIN, st.sampled_from(alphabet()), st.sampled_from(PIECES)), max_size=20).map("".join))
@settings(max_examples=800, deadline=None)
def test_what_ftfy_is_not_shown_changes_nothing(line: str) -> None:
    assert list(changes(line)) == list(differences(line, fix_text(line, DECODING_ALONE)))


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.parent.name)
def test_ftfy_changes_nothing_in_the_lines_of_an_article_that_are_not_suspected(article: Path) -> None:
    lines = [line for line in article.read_text(encoding="utf-8").split("\n") if not suspected(line)]
    assert lines
    assert [line for line in lines if fix_text(line, DECODING_ALONE) != line] == []


@pytest.mark.parametrize("language", SENTENCES)
def test_good_text_is_not_suspected(language: str) -> None:
    assert not suspected(SENTENCES[language])


def test_good_text_does_not_load_ftfy() -> None:
    program = (
        "import sys; from articlefix import clean; text = sys.argv[1]; clean(text, only=['mojibake']);"
        " print('ftfy' in sys.modules)"
    )
    text = "\n".join(SENTENCES.values())
    done = subprocess.run([sys.executable, "-c", program, text], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("encoding", ["latin-1", "sloppy-windows-1252", "sloppy-windows-1251", "macroman"])
@pytest.mark.parametrize("language", ["en", "fr", "de", "cs", "ru", "ja"])
def test_what_ftfy_repairs_is_repaired(language: str, encoding: str) -> None:
    damaged = SENTENCES[language].encode().decode(encoding, errors="replace")
    cleaned = Cleaner(only=["mojibake"], language=language).clean(damaged).text
    assert cleaned == fix_text(damaged, DECODING_ALONE) or cleaned == SENTENCES[language]
