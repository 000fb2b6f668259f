"""The exceptions, one tree.

ArticlefixError
├── ConfigError       an option, a configuration key or a value that is not valid
├── PluginError       a third-party pass that cannot be loaded
├── PassError         a pass misbehaved; the text is left alone
│   ├── ContractError     it touched what it may not touch
│   ├── OverlapError      two of its edits overlap
│   ├── UnstableError     cleaning the cleaned text would change it again
│   └── StructureError    under some of the edits Markdown would render as other elements
├── ExtractionError   a page in which no article is found
├── RecordError       a record of a corpus that cannot be cleaned; it goes to the rejects
└── FileError         a file, by its path
    ├── InputError        that cannot be read as text
    └── OutputError       that cannot be written; the old bytes are kept

Every error carries its facts as attributes and says in its message what the user can do.
"""

from collections.abc import Iterable

_FEW = 20
"""How many choices a message may list."""


def nearest(name: str, choices: Iterable[str]) -> str:
    """Name the choice that `name` most likely meant, as the tail of a message.

    >>> nearest("quote", ["quotes", "language"])
    "; did you mean 'quotes'?"
    >>> nearest("xyzzy", ["quotes", "language"])
    '; choose from language, quotes'

    Of many choices it names the three that are least unlike.
    """
    import difflib  # noqa: PLC0415 - most runs end without an error

    known = sorted(set(choices))
    close = difflib.get_close_matches(name, known, n=1)
    if close:
        return f"; did you mean {close[0]!r}?"
    if len(known) <= _FEW:
        return f"; choose from {', '.join(known)}"
    return f"; the nearest of {len(known)} are {', '.join(difflib.get_close_matches(name, known, cutoff=0))}"


class ArticlefixError(Exception):
    """Base of all errors that articlefix raises on purpose."""


class ConfigError(ArticlefixError):
    """An option or a configuration entry is not valid."""

    def __init__(self, message: str, *, key: str | None = None, source: str | None = None) -> None:
        self.key = key
        self.source = source
        self.detail = message
        super().__init__(f"{source}: {message}" if source else message)

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild_config_error, (self.detail, self.key, self.source))


def _rebuild_config_error(message: str, key: str | None, source: str | None) -> ConfigError:
    return ConfigError(message, key=key, source=source)


class PluginError(ArticlefixError):
    """A third-party pass cannot be used; names its entry point and distribution."""

    def __init__(self, name: str, distribution: str, reason: str) -> None:
        self.name = name
        self.distribution = distribution
        self.reason = reason
        super().__init__(f"plugin {name!r} of {distribution}: {reason}")

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), (self.name, self.distribution, self.reason))


class PassError(ArticlefixError):
    """A pass misbehaved, so nothing that it did was kept."""

    def __init__(self, pass_name: str, reason: str) -> None:
        self.pass_name = pass_name
        self.reason = reason
        super().__init__(f"pass {pass_name!r} {reason}")

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), (self.pass_name, self.reason))


class ContractError(PassError):
    """An edit touched what its pass declared it would leave alone."""


class OverlapError(PassError):
    """Two edits of one pass overlap, so what they mean together is undefined."""


class UnstableError(PassError):
    """Cleaning the cleaned text would change it again."""


class StructureError(PassError):
    """Some edits would render Markdown as other elements: a link, a list or a table would be harmed.

    `clean` leaves such edits out; those that a person has chosen are checked by themselves.
    """


class ExtractionError(ArticlefixError):
    """No article is found in a page of HTML."""


class RecordError(ArticlefixError):
    """A record of a corpus cannot be cleaned; `reason` says why."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class FileError(ArticlefixError):
    """A file cannot be read or written; `path` and `reason` say which and why."""

    def __init__(self, path: str, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path}: {reason}")

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), (self.path, self.reason))


class InputError(FileError):
    """A file cannot be read as text."""


class OutputError(FileError):
    """A file cannot be written; what it held before is still there."""
