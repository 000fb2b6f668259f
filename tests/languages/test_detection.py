"""The language of one sentence, of the neighbours of each, and of those that have no file."""

import os
import subprocess
import sys

import pytest

from articlefix.languages import UNDETERMINED
from articlefix.languages.detection import detect

SENTENCES = {
    "bg": "Последният ферибот тръгна по обяд, но никой не помаха от кея, защото валеше и духаше силен вятър.",
    "cs": "Poslední trajekt vyplul v poledne, ale nikdo na něj z mola nezamával, protože foukal silný vítr.",
    "da": "Den sidste færge sejlede klokken tolv, men ingen vinkede fra kajen, for det blæste meget den dag.",
    "de": "Die letzte Fähre fuhr am Mittag ab, doch niemand winkte ihr nach, denn es wehte ein starker Wind.",
    "en": "The last ferry left the harbour at noon, but nobody waved from the quay, for it was raining hard.",
    "es": "El último transbordador salió al mediodía, pero nadie lo saludó desde el muelle, porque llovía mucho.",
    "fi": "Viimeinen lautta lähti keskipäivällä, mutta kukaan ei vilkuttanut laiturilta, koska tuuli oli kova.",
    "fr": "Le dernier bac est parti à midi, mais personne ne l'a salué depuis le quai, car il pleuvait beaucoup.",
    "hu": "Az utolsó komp délben indult el, de senki sem intett neki a partról, mert erős szél fújt és esett is.",
    "id": "Kapal terakhir berangkat pada siang hari, tetapi tidak ada orang yang melambai karena hujan deras.",
    "it": "L'ultimo traghetto è partito a mezzogiorno, ma nessuno lo ha salutato dal molo, perché pioveva molto.",
    "nb": "Den siste ferga gikk klokka tolv, men ingen vinket fra kaia, for det blåste mye og alle ville hjem.",
    "nl": "De laatste veerboot vertrok om twaalf uur, maar niemand zwaaide vanaf de kade, want het waaide hard.",
    "pl": "Ostatni prom odpłynął w południe, ale nikt nie pomachał mu z nabrzeża, bo wiał bardzo silny wiatr.",
    "pt": "A última balsa saiu ao meio-dia, mas ninguém acenou do cais, porque chovia muito e não havia abrigo.",
    "ro": "Ultimul feribot a plecat la prânz, dar nimeni nu i-a făcut cu mâna de pe chei, pentru că ploua tare.",
    "ru": "Последний паром ушёл в полдень, но никто не помахал ему с причала, потому что дул сильный ветер.",
    "sk": "Posledný trajekt odplával na poludnie, ale nikto mu z móla nezamával, pretože fúkal silný vietor.",
    "sv": "Den sista färjan gick klockan tolv, men ingen vinkade från kajen, för det blåste mycket den dagen.",
    "tr": "Son vapur öğle vakti kalktı, ama iskeleden kimse el sallamadı, çünkü çok sert bir rüzgâr vardı.",
    "uk": "Останній пором відійшов опівдні, але ніхто не помахав йому з причалу, бо дув дуже сильний вітер.",
    "vi": "Chuyến phà cuối cùng rời bến vào buổi trưa, nhưng không có ai vẫy tay vì trời đang mưa rất to.",
}
OTHERS = {
    "af": "Die laaste veerboot het om twaalfuur vertrek, maar niemand het gewaai nie, want dit het hard gereën.",
    "be": "Апошні паром адышоў апоўдні, але ніхто не памахаў яму з прычала, бо вельмі моцна дзьмуў вецер.",
    "ca": "L'últim transbordador va sortir al migdia, però ningú no el va saludar des del moll perquè plovia molt.",
    "fa": "آخرین کشتی ظهر حرکت کرد، اما کسی از اسکله برایش دست تکان نداد، چون باران زیاد بود.",
    "gl": "O último transbordador saíu ao mediodía, pero ninguén o saudou desde o peirao, porque chovía moito.",
    "hr": "Posljednji trajekt otišao je u podne, ali nitko mu nije mahao s obale jer je puhao vrlo jak vjetar.",
    "sl": "Zadnji trajekt je odplul opoldne, vendar mu nihče ni pomahal s pomola, ker je pihal zelo močan veter.",
    "sr": "Последњи трајект је отишао у подне, али му нико није махао са обале јер је дувао веома јак ветар.",
}


@pytest.mark.parametrize("tag", SENTENCES)
def test_one_sentence_tells_its_language(tag: str) -> None:
    assert detect(SENTENCES[tag]) == tag


@pytest.mark.parametrize("tag", OTHERS)
def test_a_language_without_a_file_is_not_taken_for_its_neighbour(tag: str) -> None:
    assert detect(OTHERS[tag]) == UNDETERMINED


def test_a_name_with_a_letter_of_another_language_tells_nothing() -> None:
    assert detect("The mayor of Łódź said that it was the work of many hands and not of one.") == "en"


@pytest.mark.slow
def test_a_text_is_in_the_same_language_in_each_process() -> None:
    """Letters of many languages stand in mojibake: the order of a set, which differs, must not tell."""
    mojibake = "昨日は港に船が一隻もなく、みんな家で雨がやむのを待っていた。".encode().decode("latin-1")
    code = f"from articlefix.languages.detection import detect; print(detect({mojibake!a}))"
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": str(seed)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in range(1, 7)
    }
    assert len(told) == 1


SHORT = {  # without a word that is listed, or with too few
    "da": "Skibsbyggeren fortæller begejstret, hvordan værftets gamle kraner knirkede i vinterstormene.",
    "es": "Escasean sardinas; faltan barcos, redes nuevas, marineros jóvenes dispuestos.",
    "fi": "Kalastajien varmenteita uusitaan satamassa lokakuussa.",
    "nl": "Vissers herstelden netten, kooplieden telden haringtonnen, matrozen zongen oude liederen.",
    "sv": "Skepparen berättade ivrigt hur varvets gamla kranar knarrade genom vinterstormarna utmed kusten.",
}


@pytest.mark.parametrize("tag", SHORT)
def test_trigrams_tell_the_language_of_a_few_words(tag: str) -> None:
    assert detect(SHORT[tag]) == tag


@pytest.mark.parametrize(
    "text",
    [
        "Anna Meier, Peter Schmidt, Jan de Vries, Maria Gonzalez, Olga Petrova, Kim Novak",
        "asdf qwer zxcv uiop hjkl vbnm tyui ghjk",
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor",
        "",
        "1234 5678",
        "x",
    ],
)
def test_names_and_letters_at_random_are_in_no_language(text: str) -> None:
    assert detect(text) == UNDETERMINED
