"""What a program may do to the library: odd values and strings, threads, processes, deep stacks, strict Pythons."""

import asyncio
import copy
import multiprocessing
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

import articlefix
from articlefix import Cleaner

BEFORE = "It was late , so. He said “go ,” and left .\n\nDon?t wait , she said.\n"
AFTER = Cleaner(language="en").clean(BEFORE).text
LIMIT = 120  # seconds, for a program


@pytest.mark.parametrize("value", [b"a , b", bytearray(b"a"), None, 1, ["a"]], ids=repr)
def test_what_is_no_text_is_refused(value: Any) -> None:  # noqa: ANN401 - that is the point
    with pytest.raises(TypeError, match=f"cleans str, not {type(value).__name__}; decode bytes first"):
        articlefix.clean(value)


def test_a_kind_of_string_is_a_string() -> None:
    class Named(str):
        __slots__ = ("name",)

    assert Cleaner(language="en").clean(Named(BEFORE)).text == AFTER


@pytest.mark.parametrize(
    "text", ["", "\0", "\ufeff", "\ufffe", "\ud800", "\udfff\ud800 , a", "\U0010ffff ,", "\r", "\n" * 9], ids=ascii
)
@pytest.mark.parametrize("form", ["text", "markdown"])
def test_any_character_may_stand_in_a_text(text: str, form: str) -> None:
    cleaner = Cleaner(format=form)
    result = cleaner.clean(text)
    assert not cleaner.clean(result.text).changed


@pytest.mark.parametrize("unit", ["> ", "- ", "[", "*", "![", "(", "“", "<b>"])
@pytest.mark.parametrize("form", ["text", "markdown"])
def test_nothing_nests_too_deeply(unit: str, form: str) -> None:
    cleaner = Cleaner(format=form, language="en")
    cleaner.verify(cleaner.clean(unit * 3000 + "a , b\n"))


def test_a_deep_stack_is_enough() -> None:
    cleaner = Cleaner(language="en")

    def at(depth: int) -> str:
        return at(depth - 1) if depth else cleaner.clean(BEFORE).text

    assert at(sys.getrecursionlimit() - 400) == AFTER


def test_threads_may_share_a_cleaner() -> None:
    cleaner = Cleaner(language="en")
    texts = [BEFORE.replace("late", f"late {number}") for number in range(80)]
    alone = [cleaner.clean(text) for text in texts]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(Cleaner(language="en").clean, texts)) == alone
    finally:
        sys.setswitchinterval(interval)


def test_a_coroutine_may_have_it_done_in_a_thread() -> None:
    async def clean() -> str:
        return (await asyncio.wait_for(asyncio.to_thread(Cleaner(language="en").clean, BEFORE), LIMIT)).text

    # In a thread of its own: other tests may have left a loop running in this one.
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(lambda: asyncio.run(clean())).result() == AFTER


def test_a_copy_does_the_same() -> None:
    assert copy.deepcopy(Cleaner(language="en")).clean(BEFORE).text == AFTER


@pytest.mark.slow
@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_processes_of_any_kind_do_the_same(method: str) -> None:
    with multiprocessing.get_context(method).Pool(1) as pool:
        results = pool.map_async(Cleaner(language="en").clean, [BEFORE, "a , b"])
        assert [result.text for result in results.get(LIMIT)] == [AFTER, "a, b"]


@pytest.mark.slow
@pytest.mark.parametrize("options", [("-W", "error", "-X", "dev"), ("-OO", "-W", "error")], ids=" ".join)
def test_a_strict_python_has_nothing_to_say(options: tuple[str, ...]) -> None:
    program = "import sys; from articlefix import clean; sys.stdout.write(ascii(clean(sys.argv[1], language='en')))"
    command = [sys.executable, *options, "-c", program, BEFORE]
    done = subprocess.run(command, capture_output=True, check=False, timeout=LIMIT)
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, ascii(AFTER), b"")
