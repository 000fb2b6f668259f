"""Code in plain text stays as it is; sentences about code, and what only looks like it, are repaired as ever."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articlefix import clean
from articlefix.core.document import lines
from articlefix.formats import NEAR, PROTECT
from articlefix.formats.code import is_code

CODE = (
    "const ferries = [1 , 2];",
    "for (let i = 0 ; i < 3 ; i++) {",
    "    return count ;",
    "}",
    "harbour = open( 'log.txt' )",
    "def sail (boat) :",
    "from harbour import ferry",
    "import harbour.tides as tides",
    "SELECT name , tide FROM ferries WHERE late = 'yes'",
    "npm install --save-dev left-pad",
    "$ ferry --list | sort -u",
    ">>> sail( 'north' )",
    '"name" : "ferry",',
    "#include <stdio.h>",
    "P = 2 x 3.5 / v",
    'harbour_name: "north-quay"',
    '12 # tide: "3.12"',
    "- 'ferries.html'",
    '- echo "The ferry is late"',
    r'message: "He called it \"late\" twice"',
    "late == north && harbour_name",
    "  tides:",
    '    - name: "The north quay"',
    "on: [push, pull_request]",
    "text: |",
    "sail(north = 1) // -> quay",
    r"  / ___'_ __ _ _(_)_ __ __ _ \ \ \ \\",
    "{ order : [ { id : 1 , name : 'x' } ] } ; render ( < Table rows = { rows } / > ) ; " * 8,
)
PROSE = (
    "Prices rose 5 % ; nobody left.",
    "He said (twice ) that it was late.",
    "import duties rose for the third year.",
    "For (and against ) the plan stood nine of us;",
    "From Harbour Street , import firms moved to the quay.",
    "Return tickets cost $5 , as they had since the war;",
    "Git is a tool that many use , and npm is another.",
    "Salt -> pepper , then stir.",
    "The company (formerly known as Hale & Sons ) closed.",
    "$ 5 million was spent.",
    "Ann Reed, chair; Bo Hale, treasurer;",
    'class="late">It rained</i> on the quay',
    'moderator: "Welcome to the quay."',
    "Headline: 'Late'",
    'headline: "Late, he said"',
    "Ann said: it is late",
    "    The boat: a ketch of the old sort, with a mast that was new.",
    "The harbour_name is late, and they know; so it is",
    '- "It is late"',
    "red / green / blue / black / white / grey / brown / pink / gold",
    "Dinner = bread , cheese and what was left of the soup.",
)


@pytest.mark.parametrize("line", CODE)
def test_a_line_of_code_is_told(line: str) -> None:
    assert is_code(line)


@pytest.mark.parametrize("line", PROSE)
def test_prose_is_not_taken_for_code(line: str) -> None:
    assert not is_code(line)


def test_a_block_of_code_stays_between_paragraphs_that_are_repaired() -> None:
    block = 'const a = [1 , 2];\nlist ( a )\nlog( "done ." );'
    text = f"The list is short , he said.\n\n{block}\n\nIt ran , and that was that."
    assert clean(text, language="en") == text.replace("short ,", "short,").replace("ran ,", "ran,")


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("Write `a , b` and not the other , he said.", "`a , b`"),
        ("The function f ( x ) is even , he said.", "f ( x )"),
        ("Now setTide ( north + 1 ) is called , he said.", "setTide ( north + 1 )"),
        ("Then harbour_name ( north ) is called , he said.", "harbour_name ( north )"),
        ("It shows { late ? 'yes' : 'no' } there , he said.", "{ late ? 'yes' : 'no' }"),
        ("Run ferry commit -m \"it's 'late'\" first , he said.", "-m \"it's 'late'\""),
        ("Set x = ( 1, 2 ) first , he said.", "x = ( 1, 2 )"),
        ('Call print("late .") here , he said.', 'print("late .")'),
        ('Send {"a" : "b ."} there , he said.', '{"a" : "b ."}'),
        ("The bytes b'0' and '0' differ , he said.", "'0'"),
        ("It holds that name == 'Gull .' there , he said.", "name == 'Gull .'"),
        ("The value row['late .'] is there , he said.", "row['late .']"),
        ("The list ['a' , 'b'] is short , he said.", "['a' , 'b']"),
        (r"It prints '%d , %s\n' there , he said.", r"'%d , %s\n'"),
        ("Run SELECT name , tide FROM boats WHERE late = 'yes' first , he said.", "SELECT name , tide FROM boats"),
        ("Run INSERT INTO boats VALUES ('Gull' , 3) first , he said.", "('Gull' , 3)"),
        (r"We have \(a , b\) and $x_1 , x_2$ , he said.", r"\(a , b\) and $x_1 , x_2$"),
        (r"We have \frac{a , b}{c} here , he said.", r"\frac{a , b}{c}"),
        ("It has [ -k | --key FILE ] too , he said.", "[ -k | --key FILE ]"),
        ("It is late , he said: $ ferry --list 'north , south'", "$ ferry --list 'north , south'"),
    ],
)
def test_a_piece_of_code_in_a_sentence_stays(text: str, piece: str) -> None:
    assert clean(text, language="en", quotes="curly") == text.replace(" , he", ", he")
    assert piece in text


LINES = st.sampled_from(
    (
        *CODE,
        "",
        "It was late ; nobody knew.",
        "  x ,= , 1",
        " Share his stor;y",
        "x ; " * 120,
        "The boat was of the old sort.",
    )
)


@given(text=st.lists(LINES, min_size=1, max_size=14).map("\n".join))
@example(text="sail(boat);\n}\nconst a = [1 , 2];\nuse (a );\n}\nIt cost 5 ; nobody knew.\n Share his stor;y")
@example(text="const a = [1 , 2]; " * 30 + "\n  tides:")  # a key beside a line that is too long to tell of it
def test_what_is_told_of_a_line_is_what_is_told_of_the_text(text: str) -> None:
    whole = PROTECT["text"](text)
    for place in [start for start, end in lines(text) if start < end]:
        near = NEAR["text"](text)  # one anew for each: it remembers the line that it was asked for last
        assert near is not None
        told = near(place, place + 1)
        covers = [span.kind for span in whole if span.start <= place < span.end]
        assert told is None or [span.kind for span in told if span.start <= place < span.end] == covers, place


def test_lines_among_code_are_code() -> None:
    text = "It was late , and\n\nx = [1 , 2]\ny = f( x )\n\nand `a , b` too , he said."
    whole = PROTECT["text"](text)
    assert [text[span.start : span.end] for span in whole] == ["x = [1 , 2]", "y = f( x )", "`a , b`"]


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("He said 'late' and not 'early' today.", "He said \u2018late\u2019 and not \u2018early\u2019 today."),
        ("It cost $5 , or US$6 , he said.", "It cost $5, or US$6, he said."),
        ("They SELECT a boat , he said.", "They SELECT a boat, he said."),
    ],
)
def test_prose_that_looks_like_a_piece_of_code_is_repaired(text: str, repaired: str) -> None:
    assert clean(text, language="en", quotes="curly") == repaired
