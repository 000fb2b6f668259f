"""Each phrase of a language file removes its line in a text of its language, and no sentence that begins with it.

The phrases are read from the files, so that what is added there is tested here; a beginning has an example of a
whole line in its language.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache

import pytest

from articlefix import Cleaner
from articlefix.furniture.verdicts import form_rule, menu_rule, said, weak_rule
from articlefix.furniture.vocabulary import vocabulary
from articlefix.languages import ANY, UNDETERMINED, known, language
from articlefix.passes import boilerplate
from articlefix.passes.boilerplate.phrases import may_hold
from pass_tests import PassTests


class TestBoilerplate(PassTests):
    PASS = boilerplate.PASS.with_options({})


ABOVE = (
    "The harbour was empty when the last ferry came in, and the harbour master wrote the hour in his book as he had"
    " done on every evening since the war."
)
BELOW = (
    "There were no letters on the table, and the people who had come to meet the boat went home without a word"
    " to anyone on the quay."
)
TAGS = (*known(), ANY)

EXAMPLES = {
    ("advertisement", "en"): "Story continues below this message from the harbour.",
    ("advertisement", "de"): "Bitte deaktivieren Sie Ihren Adblocker, um diesen Artikel über den Hafen zu lesen.",
    ("advertisement", "fr"): "Nous avons détecté que vous utilisez un bloqueur de publicité dans le port.",
    ("advertisement", "es"): "Hemos detectado que usas un bloqueador de anuncios en el puerto.",
    ("affiliate-note", "en"): "When you buy through links to the chandler, we may earn a commission.",
    ("affiliate-note", "de"): "Dieser Artikel enthält Affiliate-Links; für jedes Tau erhalten wir eine Provision.",
    ("affiliate-note", "fr"): "Cet article contient des liens affiliés : le port peut toucher une commission.",
    ("affiliate-note", "es"): "Este artículo contiene enlaces de afiliados: el puerto puede recibir una comisión.",
    ("affiliate-note", "it"): "Questo articolo contiene link di affiliazione: possiamo ricevere una commissione.",
    ("affiliate-note", "pt"): "Este artigo contém links de afiliados: o porto pode receber uma comissão.",
    ("affiliate-note", "nl"): "Dit artikel bevat affiliatelinks: voor elk touw ontvangen wij een kleine commissie.",
    ("affiliate-note", "pl"): "Artykuł zawiera linki afiliacyjne: za każdą linę możemy otrzymać prowizję.",
    ("comment-form", "en"): "Your email address will not be published. Required fields are marked *",
    ("comment-form", "de"): "Deine E-Mail-Adresse wird nicht veröffentlicht.",
    ("comment-form", "fr"): "Votre adresse e-mail ne sera pas publiée.",
    ("comment-form", "es"): "Tu dirección de correo electrónico no será publicada.",
    ("comment-form", "it"): "Il tuo indirizzo email non sarà pubblicato.",
    ("comment-form", "pt"): "O seu endereço de e-mail não será publicado.",
    ("comment-form", "nl"): "Je e-mailadres wordt niet gepubliceerd.",
    ("comment-form", "pl"): "Twój adres e-mail nie zostanie opublikowany.",
    ("newsletter-call", "pl"): "Zapisz się, aby dostawać nasz biuletyn portowy.",
    ("newsletter-call", "mul"): "Newsletter: three times a week",
    ("cookie-notice", "pl"): "Ta strona używa ciasteczek, aby poznać czytelników.",
    ("share-prompt", "en"): "Share All sharing options for: The Last Ferry",
    ("page-navigation", "en"): "Please enable JavaScript to see the tides.",
    ("copyright-line", "en"): "This material may not be published, broadcast, or sung without permission.",
    ("newsletter-call", "en"): "Sign up for the Harbour Letter, and have the tides in your inbox.",
    ("newsletter-call", "de"): "Melden Sie sich hier für unseren Newsletter an.",
    ("newsletter-call", "fr"): "Inscrivez-vous à notre newsletter du port.",
    ("newsletter-call", "es"): "Suscríbete a nuestro boletín del puerto.",
    ("newsletter-call", "it"): "Iscriviti alla newsletter del porto.",
    ("newsletter-call", "pt"): "Assine a newsletter do porto.",
    ("newsletter-call", "nl"): "Schrijf je in voor onze nieuwsbrief.",
    ("tags-line", "en"): "Posted in Harbours and tagged ferries, islands",
    ("cookie-notice", "mul"): "We use cookies to know our readers.",
    ("cookie-notice", "en"): "This website uses cookies to know its readers.",
    ("cookie-notice", "de"): "Wir verwenden Cookies, um unsere Leser zu kennen.",
    ("cookie-notice", "fr"): "Nous utilisons des cookies pour connaître nos lecteurs.",
    ("cookie-notice", "es"): "Utilizamos cookies para conocer a nuestros lectores.",
    ("cookie-notice", "it"): "Questo sito utilizza i cookie per conoscere i lettori.",
    ("cookie-notice", "pt"): "Utilizamos cookies para conhecer os nossos leitores.",
    ("page-navigation", "de"): "Ihr Browser unterstützt dieses Bild vom Hafen nicht.",
    ("page-navigation", "fr"): "Votre navigateur ne supporte pas cette carte du port.",
    ("page-navigation", "es"): "Tu navegador no soporta este mapa del puerto.",
    ("page-navigation", "it"): "Il tuo browser non supporta questa mappa del porto.",
    ("page-navigation", "pt"): "O seu navegador não suporta este mapa do porto.",
    ("page-navigation", "nl"): "Je browser ondersteunt deze kaart van de haven niet.",
    ("page-navigation", "pl"): "Twoja przeglądarka nie obsługuje tej mapy portu.",
    ("related-links", "en"): "Read more with the Harbour Gazette",
    ("feed-tail", "en"): "The post The Last Ferry appeared first on Harbour Gazette.",
    ("feed-tail", "de"): "Der Beitrag Die letzte Fähre erschien zuerst auf Hafenblatt.",
    ("feed-tail", "fr"): "L’article Le dernier bac est apparu en premier sur Le Port.",
    ("feed-tail", "es"): "La entrada El último ferri se publicó primero en El Puerto.",
    ("feed-tail", "it"): "L’articolo L’ultimo traghetto proviene da Il Porto.",
    ("feed-tail", "pt"): "O post A última balsa apareceu primeiro em O Porto.",
    ("feed-tail", "nl"): "Het bericht De laatste veerboot verscheen eerst op De Haven.",
    ("feed-tail", "pl"): "Artykuł Ostatni prom pochodzi z serwisu Port.",
    ("feed-tail", "sv"): "Inlägget Sista färjan dök först upp på Hamnen.",
    ("feed-tail", "da"): "Indlægget Den sidste færge blev først udgivet på Havnen.",
    ("feed-tail", "nb"): "Innlegget Den siste fergen dukket først opp på Havnen.",
    ("feed-tail", "cs"): "Příspěvek Poslední přívoz pochází z Přístavu.",
    ("mail-frame", "en"): "You are receiving this email because you asked for the tides.",
    ("mail-frame", "de"): "Sie erhalten diese E-Mail, weil Sie die Gezeiten bestellt haben.",
    ("mail-frame", "fr"): "Si vous ne souhaitez plus recevoir les marées, dites-le-nous.",
    ("mail-frame", "es"): "Si no desea recibir más las mareas, escríbanos.",
    ("mail-frame", "it"): "Se non desideri più ricevere le maree, scrivici.",
    ("mail-frame", "pt"): "Se não deseja mais receber as marés, escreva-nos.",
    ("mail-frame", "nl"): "Je ontvangt deze e-mail omdat je de getijden wilde.",
    ("mail-frame", "pl"): "Jeśli nie chcesz otrzymywać pływów, napisz do nas.",
    ("paywall-notice", "en"): "Subscribe to the Gazette to read as many articles as you like.",
    ("paywall-notice", "de"): "Dieser Artikel ist nur für Abonnenten des Hafenblatts.",
    ("paywall-notice", "fr"): "Cet article est réservé aux abonnés du Port.",
    ("paywall-notice", "es"): "Este artículo es exclusivo para suscriptores de El Puerto.",
    ("paywall-notice", "it"): "Questo articolo è riservato agli abbonati del Porto.",
    ("paywall-notice", "pt"): "Este artigo é exclusivo para assinantes do Porto.",
    ("paywall-notice", "nl"): "Dit artikel is alleen voor abonnees van De Haven.",
    ("paywall-notice", "pl"): "Ten artykuł jest dostępny tylko dla czytelników Portu.",
    ("cookie-notice", "nl"): "Deze website gebruikt cookies om zijn lezers te kennen.",
    ("comment-form", "cs"): "Vaše e-mailová adresa nebude zveřejněna.",
    ("comment-form", "sk"): "Vaša e-mailová adresa nebude zverejnená.",
    ("comment-form", "hu"): "Az e-mail címet nem tesszük közzé.",
    ("comment-form", "ro"): "Adresa ta de email nu va fi publicată.",
    ("comment-form", "vi"): "Email của bạn sẽ không được hiển thị công khai.",
    ("comment-form", "id"): "Alamat email Anda tidak akan dipublikasikan.",
    ("comment-form", "sv"): "Din e-postadress kommer inte publiceras.",
    ("comment-form", "da"): "Din e-mailadresse vil ikke blive publiceret.",
    ("comment-form", "nb"): "Din e-postadresse vil ikke bli publisert.",
    ("comment-form", "fi"): "Sähköpostiosoitettasi ei julkaista.",
    ("comment-form", "ru"): "Ваш адрес email не будет опубликован.",
    ("comment-form", "uk"): "Ваша e-mail адреса не оприлюднюватиметься.",
    ("comment-form", "el"): "Η ηλ. διεύθυνση σας δεν δημοσιεύεται.",
    ("comment-form", "tr"): "E-posta hesabınız yayımlanmayacak.",
    ("comment-form", "bg"): "Вашият имейл адрес няма да бъде публикуван.",
    ("newsletter-call", "bg"): "Абонирайте се за бюлетина на пристанището.",
    ("cookie-notice", "bg"): "Този сайт използва бисквитки.",
    ("copyright-line", "bg"): "Използването на материали без разрешение не се позволява.",
    ("comment-form", "ar"): "لن يتم نشر عنوان بريدك الإلكتروني.",
    ("comment-form", "he"): "האימייל לא יוצג באתר.",
    ("comment-form", "zh"): "您的电子邮箱地址不会被公开。",
    ("comment-form", "ja"): "メールアドレスが公開されることはありません。",
    ("comment-form", "ko"): "이메일 주소는 공개되지 않습니다.",
    ("newsletter-call", "cs"): "Odebírejte náš přístavní newsletter.",
    ("newsletter-call", "sv"): "Anmäl dig till hamnens nyhetsbrev.",
    ("newsletter-call", "da"): "Tilmeld dig havnens nyhedsbrev.",
    ("newsletter-call", "nb"): "Meld deg på havnas nyhetsbrev.",
    ("newsletter-call", "fi"): "Tilaa sataman uutiskirje.",
    ("newsletter-call", "ru"): "Подпишитесь на рассылку о нашей гавани.",
    ("newsletter-call", "uk"): "Підпишіться на розсилку про нашу гавань.",
    ("newsletter-call", "el"): "Εγγραφείτε στο newsletter του λιμανιού.",
    ("newsletter-call", "tr"): "Abone olun, liman bültenini kaçırmayın.",
    ("newsletter-call", "ar"): "اشترك في النشرة البريدية للميناء.",
    ("newsletter-call", "he"): "הירשמו לניוזלטר של הנמל.",
    ("newsletter-call", "ko"): "뉴스레터를 구독하세요.",
    ("cookie-notice", "cs"): "Tento web používá soubory cookie.",
    ("cookie-notice", "sv"): "Vi använder cookies för att lära känna våra läsare.",
    ("cookie-notice", "da"): "Vi bruger cookies for at kende vores læsere.",
    ("cookie-notice", "nb"): "Vi bruker informasjonskapsler for å kjenne leserne.",
    ("cookie-notice", "fi"): "Käytämme evästeitä tunteaksemme lukijamme.",
    ("cookie-notice", "ru"): "Этот сайт использует файлы cookie.",
    ("cookie-notice", "uk"): "Цей сайт використовує файли cookie.",
    ("cookie-notice", "el"): "Ο ιστότοπος χρησιμοποιεί cookies.",
    ("cookie-notice", "tr"): "Bu sitede çerez kullanılıyor.",
    ("cookie-notice", "ar"): "يستخدم هذا الموقع ملفات تعريف الارتباط.",
    ("cookie-notice", "he"): "אתר זה משתמש בעוגיות.",
    ("cookie-notice", "zh"): "本网站使用 Cookie。",
    ("cookie-notice", "ja"): "当サイトではクッキーを使います。",
    ("cookie-notice", "ko"): "이 웹사이트는 쿠키를 사용합니다.",
    ("copyright-line", "ru"): "Использование материалов только с указанием гавани.",
    ("copyright-line", "uk"): "Використання матеріалів лише за умови згадки гавані.",
    ("copyright-line", "el"): "Απαγορεύεται η αναδημοσίευση χωρίς άδεια του λιμανιού.",
    ("copyright-line", "zh"): "未经许可不得转载。",
    ("copyright-line", "ja"): "当サイトに掲載の写真の無断転載はできません。",
    ("copyright-line", "ko"): "저작권자 항구신문, 무단전재를 금합니다.",
    ("page-navigation", "ru"): "Если вы заметили ошибку, нажмите Ctrl+Enter.",
    ("page-navigation", "uk"): "Якщо ви помітили помилку, натисніть Ctrl+Enter.",
}


def phrases(*tables: str) -> list[tuple[str, str, str]]:
    return [
        (tag, rule, phrase)
        for tag in TAGS
        for table in tables
        for rule, listed in getattr(language(tag).lines, table).items()
        for phrase in listed
    ]


@cache
def cleaner(tag: str) -> Cleaner:
    return Cleaner(only=["boilerplate"], language="en" if tag == ANY else tag)


def cleaned(line: str, tag: str = "en") -> tuple[str, set[str]]:
    result = cleaner(tag).clean(f"The Last Ferry\n\n{ABOVE}\n\n{line}\n\n{BELOW}")
    return result.text, {rule for edit in result.edits for rule in edit.rules}


WITHOUT = f"The Last Ferry\n\n{ABOVE}\n\n{BELOW}"


@pytest.mark.parametrize(("tag", "rule", "phrase"), phrases("whole", "below_title"))
def test_a_phrase_removes_its_line(tag: str, rule: str, phrase: str) -> None:
    assert cleaned(phrase.capitalize(), tag) == (WITHOUT, {rule})


@pytest.mark.parametrize(("tag", "rule", "phrase"), phrases("whole", "below_title"))
def test_a_sentence_that_begins_with_a_phrase_stays(tag: str, rule: str, phrase: str) -> None:
    del rule
    line = f"{phrase.capitalize()} was what the sign said, and nobody on the quay gave it a thought."
    assert cleaned(line, tag) == (f"The Last Ferry\n\n{ABOVE}\n\n{line}\n\n{BELOW}", set())


@pytest.mark.parametrize(("tag", "rule", "phrase"), phrases("last"))
def test_a_last_line_goes_only_there(tag: str, rule: str, phrase: str) -> None:
    line = phrase.capitalize()
    result = cleaner(tag).clean(f"The Last Ferry\n\n{ABOVE}\n\n{line}")
    assert result.text == f"The Last Ferry\n\n{ABOVE}"
    assert {name for edit in result.edits for name in edit.rules} == {rule}


@pytest.mark.parametrize(("tag", "rule", "label"), phrases("before_title"))
def test_a_label_before_a_title_removes_its_line(tag: str, rule: str, label: str) -> None:
    assert cleaned(f"{label.capitalize()}: How the Ferry Was Saved", tag) == (WITHOUT, {rule})


@pytest.mark.parametrize("key", sorted(EXAMPLES), ids="/".join)
def test_a_beginning_removes_its_example(key: tuple[str, str]) -> None:
    rule, tag = key
    assert cleaned(EXAMPLES[key], tag) == (WITHOUT, {rule})


def lines_of(form: str, services: str = "facebook") -> Iterator[str]:
    """Yield the lines of a form."""
    found = re.search(r"\(([^()]*)\)", form)
    if found is None:
        yield " ".join(form.replace("*", services).split()).capitalize()
        return
    for choice in found[1].split("|"):
        yield from lines_of(form[: found.start()] + choice + form[found.end() :])


def formed(tag: str, *, is_sure: bool) -> list[str]:
    """Return lines of the forms of a language, of each rule one, that no other table has."""
    own = vocabulary(language(tag))
    found = []
    for forms in language(tag).lines.forms.values():
        lines = (line for form in forms for line in lines_of(form))
        fit = (
            line for line in lines if form_rule(line, own) and bool(form_rule(line, own, is_sure=True)) == is_sure
        )
        others = (line for line in fit if not (weak_rule(line, own) or menu_rule(line, own)))
        found += [line for line in others if is_sure or not said(line, own, is_title=False)][:1]
    return found


FORMED = [tag for tag in known() if language(tag).lines.forms]


@pytest.mark.parametrize("tag", FORMED)
def test_a_form_that_names_a_thing_of_pages_goes_by_itself(tag: str) -> None:
    for line in formed(tag, is_sure=True):
        assert cleaned(line, tag)[0] == WITHOUT, line
        for other in (f"{line}!", f"»{line}«", f"\N{EN DASH} {line}", f"{line} in den Hafen, sagt sie."):
            if not said(other, vocabulary(language(tag)), is_title=False):
                assert cleaned(other, tag)[0] != WITHOUT, other


@pytest.mark.parametrize("tag", FORMED)
def test_another_form_goes_only_in_a_block_outside_the_article(tag: str) -> None:
    lines = formed(tag, is_sure=False)
    for line in lines:
        assert cleaned(line, tag)[0] != WITHOUT, line
    block = "\n\n".join(lines[:3])
    assert len(lines) >= 3
    below = f"{WITHOUT}\n\n{block}"
    assert Cleaner(language=tag).clean(below).text.strip() == WITHOUT
    assert cleaned(block, tag)[0] != WITHOUT


def test_every_kind_of_beginning_has_an_example_in_each_language() -> None:
    kinds = {(rule, tag) for tag, rule, _ in phrases("begins")}
    assert kinds == set(EXAMPLES)


@pytest.mark.parametrize(
    ("tag", "line"),
    [
        *(("en", line) for line in ("Anzeige", "Publicité", "Delen")),
        *(("da", "Delen"), ("de", "Lire aussi"), ("fr", "Teilen"), ("xx", "Lees ook")),
        *((UNDETERMINED, line) for line in ("Anzeige", "Delen", "Teilen")),
    ],
)
def test_a_phrase_of_another_language_stays(tag: str, line: str) -> None:
    assert cleaned(line, tag) == (f"The Last Ferry\n\n{ABOVE}\n\n{line}\n\n{BELOW}", set())


@pytest.mark.parametrize("tag", ["en", "de", "pl", "ru", "zh", "und", "xx"])
@pytest.mark.parametrize("line", ["Advertisement", "Share on Facebook", "ShareTweetEmail", "We use cookies."])
def test_what_is_international_goes_in_any_language(tag: str, line: str) -> None:
    assert cleaned(line, tag)[0] == WITHOUT


@pytest.mark.parametrize("line", ["Lire la suite", "Zum Inhalt springen", "Share this story", "Deel dit artikel"])
def test_what_no_other_language_says_goes_where_no_language_is_known(line: str) -> None:
    assert cleaned(line, UNDETERMINED)[0] == WITHOUT


OPENINGS = [
    (tag, phrase) for tag in TAGS for phrase in (*language(tag).inside.phrases, *language(tag).inside.calls)
]


@pytest.mark.parametrize("mark", ["", "(", "\N{LEFT DOUBLE QUOTATION MARK}"])
@pytest.mark.parametrize("form", [str.capitalize, str.upper], ids=["sentence", "capitals"])
@pytest.mark.parametrize(("tag", "opening"), OPENINGS)
def test_no_prompt_in_a_paragraph_is_passed_over_unread(
    tag: str, opening: str, form: Callable[[str], str], mark: str
) -> None:
    prompt, table = mark + form(opening), vocabulary(language(tag))
    assert may_hold(f"{prompt} {BELOW}", table, is_glued=False)
    assert may_hold(f"{ABOVE} {prompt} {BELOW}", table, is_glued=False)
    assert may_hold(f"{ABOVE[:-1]} ... {prompt}", table, is_glued=False)


def test_a_paragraph_without_the_opening_of_a_prompt_is_not_read() -> None:
    text = f"{ABOVE} {BELOW} They share what continues below."
    assert not may_hold(text, vocabulary(language("en")), is_glued=False)
