"""Text in, result out."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from articlefix import registry
from articlefix.config import Config
from articlefix.core import engine
from articlefix.core.document import Document, Format
from articlefix.core.edits import Edit, Finding, apply, fold_newlines, trim
from articlefix.core.options import Value
from articlefix.errors import StructureError, UnstableError
from articlefix.formats import NEAR, PROTECT, html, opened
from articlefix.languages import UNDETERMINED
from articlefix.languages.detection import detect


class Result(NamedTuple):
    """What cleaning a text gave. Applying `edits` to `original` gives `text`, exactly.

    Offsets in `edits` and `findings` are code points of `original`, half open, sorted. `language` is the one that
    was given or detected, `und` where nothing told.
    """

    original: str
    text: str
    edits: tuple[Edit, ...]
    findings: tuple[Finding, ...]
    language: str = UNDETERMINED

    @property
    def changed(self) -> bool:
        """Whether cleaning changed anything."""
        return bool(self.edits)


class Cleaner:
    """A chain of passes made for one set of options. Build it once and reuse it; it can be pickled.

    Options are those of the configuration file, with underscores: `language`, `format`, `only`, `skip`, `enable`,
    `front_matter`, `ignore`, and what the passes declare (`config.OPTIONS` has all). Raises `ConfigError` for one
    that is not valid. `available` are the passes that there are, `passes` those that run, `rules` those under which
    anything is repaired or reported.

    >>> cleaner = Cleaner(only=["spacing"])
    >>> cleaner.clean("It was late , and we had not yet read the news that they sent.").text
    'It was late, and we had not yet read the news that they sent.'
    """

    def __init__(self, **options: object) -> None:
        self.config = config = Config.of(options)
        self.available = passes = registry.available(config.enable, _options_of_passes(config))
        self.names = registry.names_of(passes)
        self.passes, self._ignored = registry.select(passes, config.only, config.skip, config.ignore, config.enable)
        self.rules = frozenset(rule.name for pass_ in self.passes for rule in pass_.rules) - self._ignored
        self._is_page = config.format == "html"
        if self._is_page:
            html.require()
        self._format: Format = "text" if config.format in ("auto", "text") else "markdown"

    def clean(self, text: str) -> Result:
        """Clean one text.

        With `format="html"` it is the article of a page that is cleaned, as Markdown: `Result.original` is what was
        extracted, and `ExtractionError` is raised where nothing was. Raises `PassError` where a pass breaks its
        contract; the text is then as it was.
        """
        if not isinstance(text, str):
            raise TypeError(f"articlefix cleans str, not {type(text).__name__}; decode bytes first")
        return self._cleaned(html.article(text) if self._is_page else text)

    def _cleaned(self, text: str) -> Result:
        if "\r" not in text:
            outcome = self._run(text)
            return Result(text, outcome.document.text, outcome.edits, outcome.findings, outcome.document.language)
        folded, unfold, offset = fold_newlines(text)
        outcome = self._run(folded)
        edits = trim(text, unfold(outcome.edits))
        findings = tuple(
            Finding(offset(finding.start), offset(finding.end), finding.rule, finding.message)
            for finding in outcome.findings
        )
        return Result(text, apply(text, edits), edits, findings, outcome.document.language)

    def verify(self, result: Result) -> None:
        """Check what was done before it is written.

        Raises `UnstableError` where cleaning the cleaned text would change it again. That Markdown renders as the
        elements that it had is seen to by `clean`; `check_structure` is for a choice of its edits.
        """
        if not result.changed:
            return
        again = self._cleaned(result.text)
        if again.changed:
            raise UnstableError(
                *self._blame("would change line {} of the result again", result.text, again.edits[0])
            )

    def check_structure(self, original: str, edits: Sequence[Edit]) -> None:
        """Raise `StructureError` where edits, all or some of them, would render Markdown as other elements."""
        if self._format != "markdown" or not edits:
            return
        from articlefix.formats.structure import harms  # noqa: PLC0415 - the parser is for Markdown alone

        keys = self.config.front_matter
        if harms(original, edits, keys):
            # The last of the fewest edits that do the harm did it.
            index = bisect_left(
                range(1, len(edits)), x=True, key=lambda count: harms(original, edits[:count], keys)
            )
            raise StructureError(*self._blame("would render line {} as other elements", original, edits[index]))

    def _blame(self, harm: str, text: str, edit: Edit) -> tuple[str, str]:
        """Name the pass of an edit, and say what it would do to which line of `text`."""
        line = text.count("\n", 0, edit.start) + 1
        owners = {rule.name: engine.label(pass_) for pass_ in self.passes for rule in pass_.rules}
        reason = f"{harm.format(line)}, under {', '.join(edit.rules)}. This is a defect: please report it."
        return owners[edit.rules[0]], f"{reason} --no-verify writes the result all the same"

    def _run(self, text: str) -> engine.Outcome:
        outcome = self._run_in_its_language(text)
        return self._less_harm(outcome, text) if self._format == "markdown" and outcome.edits else outcome

    def _less_harm(self, outcome: engine.Outcome, text: str) -> engine.Outcome:
        """Return what a run gave, without the edits under which Markdown would render as other elements."""
        from articlefix.formats.structure import kept  # noqa: PLC0415 - for Markdown alone

        keys = self.config.front_matter
        edits = kept(text, outcome.edits, keys)
        if len(edits) == len(outcome.edits):
            return outcome
        left = apply(text, edits)
        if edits and kept(left, self._run_in_its_language(left).edits, keys):
            edits, left = (), text  # without those that were left out the others are not at rest
        return outcome._replace(document=outcome.document.with_text(left), edits=edits)

    def _run_in_its_language(self, text: str) -> engine.Outcome:
        if self.config.language != "auto":
            return self._run_in(text, self.config.language)
        language = detect(text)
        outcome = self._run_in(text, language)
        # Mojibake or furniture may have hidden the language; a second run would see what the cleaned text tells.
        if outcome.edits and (told := detect(outcome.document.text)) != language:
            outcome = self._run_in(text, told)
        return outcome

    def _run_in(self, text: str, language: str) -> engine.Outcome:
        keys = self.config.front_matter if self._format == "markdown" else ()
        outcome = self._run_with(text, language, keys)
        if keys and not _keeps_data(outcome, text, keys):
            # A repair that the notation of a value does not bear is withheld with all others of the value.
            outcome = self._run_with(text, language, keys := _bearing(outcome, text, keys))
            if not _keeps_data(outcome, text, keys):
                outcome = self._run_with(text, language)
        return outcome

    def _run_with(self, text: str, language: str, keys: Sequence[str] = ()) -> engine.Outcome:
        protect = opened(keys) if keys else PROTECT[self._format]
        document = Document(text, language, self._format, protect, NEAR.get(self._format))
        return engine.run(document, self.passes, self._ignored)


def _options_of_passes(config: Config) -> dict[str, Value]:
    """Return the options of the passes; what is extracted from a page is an article, and not cut once more."""
    options = dict(config.of_passes)
    return {**options, "source": "article"} if config.format == "html" else options


_EARLY = ("mojibake", "markup", "characters", "whitespace")


def early(cleaner: Cleaner) -> Cleaner:
    """Return what repairs a text as far as it is when boilerplate is looked for, in the format of `cleaner`."""
    return Cleaner(only=_EARLY, format=cleaner.config.format)


def _keeps_data(outcome: engine.Outcome, text: str, keys: Sequence[str]) -> bool:
    """Tell whether the front matter of a text says what it did, but for the text of the opened keys."""
    from articlefix.formats.structure import same_front_matter  # noqa: PLC0415 - for Markdown alone

    return same_front_matter(text, outcome.document.text, keys)


def _bearing(outcome: engine.Outcome, text: str, keys: Sequence[str]) -> tuple[str, ...]:
    """Return the keys of front matter whose values bear what was done to them."""
    from articlefix.formats.front_matter import bears  # noqa: PLC0415 - for Markdown alone

    return tuple(key for key in keys if bears(text, outcome.edits, key))


def clean(text: str, **options: object) -> str:
    r"""Return `text` cleaned; the options are those of `Cleaner`.

    >>> clean("The bill \u2014 it was only$ 5 \u2014 came with the news , and that was that.\n", language="en")
    'The bill \u2014 it was only $5 \u2014 came with the news, and that was that.\n'
    """
    return Cleaner(**options).clean(text).text
