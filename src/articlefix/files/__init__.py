r"""Bytes to text and back, files found, and files replaced so that none is ever lost.

Text keeps what it came with: its encoding, its byte order mark, each line end and a missing last one. Decoding is
strict: what is not text in a known encoding is refused with the place and a suggestion, never guessed at.

A file is replaced whole: the new bytes go to a temporary file beside it, are forced to the disk, and take its
name in one step. Whatever stops the program, the name holds all of the old bytes or all of the new ones.
"""

import codecs
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from articlefix.errors import ConfigError, InputError, OutputError

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

STDIN = "-"
"""The path that means standard input."""

MARKDOWN = (".md", ".markdown")
"""Endings of files whose format is Markdown; all else is plain text."""

SUFFIXES = (".txt", *MARKDOWN)
"""Endings of the files that are looked for in folders."""

GIT_IGNORES, OWN_IGNORES = ".gitignore", ".articlefixignore"
"""The names of the files that say what is left out of a folder; the second has the syntax of the first."""

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_BINARY_SAMPLE = 8192
_ESCAPE = b"\x1b"
_TEMPORARY = ".articlefix-"


class Content(NamedTuple):
    """What bytes hold: a text, and the encoding and byte order mark that make such bytes of it again."""

    text: str
    codec: str = "utf-8"
    bom: bytes = b""

    def encode(self, text: str) -> bytes:
        """Return the bytes of another text in the same encoding; raises `UnicodeEncodeError` where it has none."""
        return self.bom + text.encode(self.codec)


class Source(NamedTuple):
    """A file as it was read, and what the file system said of it then (`None` for standard input)."""

    path: str
    data: bytes
    content: Content
    status: os.stat_result | None = None


class Found(NamedTuple):
    """A file to work on: where it is, its path within the input that gave it, and that input."""

    path: str
    relative: str
    root: str


# ---------------------------------------------------------------------------------------------------- decoding


def decode(data: bytes, name: str, encoding: str | None = None) -> Content:
    r"""Return the text that `data` holds: UTF-8, UTF-16 with its mark, or else what `encoding` names.

    Raises `InputError`, which calls the bytes `name`, where they are binary or in none of these.

    >>> decode(b"\xef\xbb\xbfcaf\xc3\xa9\r\n", "a.txt")
    Content(text='café\r\n', codec='utf-8', bom=b'\xef\xbb\xbf')
    >>> decode(b"caf\xe9", "a.txt", encoding="cp1252").text
    'café'
    >>> decode(b"At the caf\xe9", "a.txt")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    articlefix.errors.InputError: a.txt: byte 0xe9 at offset 10 (line 1) is not UTF-8; ... try --encoding cp1252
    """
    candidates = [(codec, bom) for bom, codec in _BOMS if data.startswith(bom)] or [("utf-8", b"")]
    if encoding is not None:
        # UTF-8 can read these as well, as the wrong text: ISO-2022-JP is pure ASCII with escapes, UTF-16 has NULs.
        named_first = b"\0" in data or (_ESCAPE in data and data.isascii())
        candidates.insert(0 if named_first and not candidates[0][1] else len(candidates), (encoding, b""))
    reason = ""
    for codec, bom in candidates:
        try:
            text = data[len(bom) :].decode(codec)
        except UnicodeDecodeError as error:
            reason = _undecodable(data, error, codec, encoding)
            continue
        except UnicodeError as error:
            reason = f"is not valid {codec}: {error}"
            continue
        content = Content(text, codec, bom)
        if "\0" in text:
            reason = _binary(data)
        elif codec == encoding and not _returns(content, data):
            reason = f"would not be written back in {codec} as it was; convert the file to UTF-8 first"
        else:
            return content
    raise InputError(name, reason)


def check_encoding(name: str) -> str | None:
    """Return why `name` is no text encoding, or `None` where it is one.

    >>> check_encoding("cp1252")
    >>> check_encoding("base64")
    "'base64' is not a text encoding; cp1252, latin-1, cp1251, shift_jis and gb18030 are some"
    """
    try:
        "".encode(name)
        b"".decode(name)
    except (LookupError, UnicodeError, ValueError):
        return f"{name!r} is not a text encoding; cp1252, latin-1, cp1251, shift_jis and gb18030 are some"
    return None


def encode(source: Source, text: str) -> bytes:
    """Return the bytes of `text` in the encoding of `source`; raises `OutputError` where it lacks a character."""
    if text == source.content.text:
        return source.data
    try:
        return source.content.encode(text)
    except UnicodeEncodeError as error:
        character = text[error.start]
        reason = (
            f"the repaired text holds U+{ord(character):04X}, which {source.content.codec} does not have;"
            " convert the file to UTF-8 first"
        )
        raise OutputError(source.path, reason) from error


def _returns(content: Content, data: bytes) -> bool:
    try:
        return content.encode(content.text) == data
    except UnicodeError:
        return False


def _undecodable(data: bytes, error: UnicodeDecodeError, codec: str, encoding: str | None) -> str:
    """Say which byte is wrong, and what might be right."""
    if b"\0" in data[:_BINARY_SAMPLE] and codec == "utf-8":
        return _binary(data)
    offset = len(data) - len(error.object) + error.start
    line = data.count(b"\n", 0, offset) + 1
    place = f"byte 0x{data[offset]:02x} at offset {offset} (line {line})"
    names = "UTF-8" if codec == "utf-8" else codec
    if encoding is not None and codec == encoding:
        return f"{place} is not {names}, nor is the file UTF-8; nothing was done"
    return f"{place} is not {names}; {_suggestion(data)}"


def _suggestion(data: bytes) -> str:
    """Suggest an encoding where one is likely: accents are rare among the letters of a Western text."""
    body = data.translate(None, b" \t\r\n")
    high = sum(1 for byte in body if byte >= 0x80)  # noqa: PLR2004 - the first byte that is not ASCII
    if high * 5 > len(body):
        return "say what it is with --encoding NAME (such as cp1251, shift_jis or gb18030)"
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return "say what it is with --encoding NAME; latin-1 and mac-roman are possible"
    return "if the text is Western European, try --encoding cp1252"


def _binary(data: bytes) -> str:
    """Say that bytes are binary, unless every second one is NUL: that is UTF-16 without its mark."""
    head = data[:_BINARY_SAMPLE]
    for first, codec in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = head[first::2]
        if half and half.count(0) * 2 > len(half) and 0 not in head[1 - first :: 2]:
            return f"is UTF-16 without a byte order mark, it seems; try --encoding {codec}"
    return f"is binary, not text (a NUL byte at offset {data.find(0)})"


# ------------------------------------------------------------------------------------------------------ reading


def read(path: str, encoding: str | None = None) -> Source:
    """Read and decode a file; raises `InputError`."""
    try:
        with open(path, "rb") as file:
            # Taken before the bytes: a writer that comes between is noticed when the file is to be replaced.
            status = os.fstat(file.fileno())
            data = file.read()
    except OSError as error:
        raise InputError(path, f"cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise InputError(path, f"cannot be read: {error}") from error
    return Source(path, data, decode(data, path, encoding), status)


def format_of(path: str) -> str:
    """Return the format that the ending of a path tells.

    >>> format_of("posts/Hello.MD"), format_of("notes")
    ('markdown', 'text')
    """
    return "markdown" if path.lower().endswith(MARKDOWN) else "text"


# ------------------------------------------------------------------------------------------------------ writing


def replace(source: Source, data: bytes) -> None:
    """Put `data` in the place of the file that `source` was read from, through a symbolic link to its target.

    Raises `OutputError`, and leaves the file as it is, where it has other names (hard links), is read-only or no
    regular file, lies in a folder that cannot be written, cannot keep its owner, or has changed since it was read.
    """
    path = source.path
    try:
        real = os.path.realpath(path, strict=True)
        status = os.stat(real)
    except OSError as error:
        raise OutputError(path, f"cannot be replaced: {error.strerror}") from error
    _check_replaceable(path, real, status)
    _swap(path, real, data, status, source.status or status)


def write(path: str, data: bytes) -> None:
    """Make `path` hold `data`: a file, new or replaced whole, or a device or pipe, which is written to.

    A file that holds these bytes already is not written. Raises `OutputError`, and `BrokenPipeError` where the
    reader of a pipe has gone.
    """
    descriptor = _descriptor(path)
    try:
        real = os.path.realpath(path)
        status = os.stat(real) if descriptor is None and os.path.lexists(real) else None
        if descriptor is not None:
            pour(descriptor, data)
            return
        if status is not None and not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
            with open(real, "wb", buffering=0) as file:
                pour(file.fileno(), data)
            return
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        raise OutputError(path, f"cannot be written: {getattr(error, 'strerror', None) or error}") from error
    if status is not None:
        _check_replaceable(path, real, status)
        if _holds(real, status, data):
            return
    elif not os.path.isdir(os.path.dirname(real)):
        raise OutputError(path, "cannot be written: its folder does not exist")
    _swap(path, real, data, status, status)


def _holds(path: str, status: os.stat_result, data: bytes) -> bool:
    if status.st_size != len(data):
        return False
    with suppress(OSError), open(path, "rb") as file:
        return file.read() == data
    return False


def _descriptor(path: str) -> int | None:
    """Return the open file that a path such as `/dev/stdout` names.

    Opened by name, a shell's `>> log` would be replaced or written over from its start.
    """
    names = {"/dev/stdout": "1", "/dev/stderr": "2"}
    folder, _, name = path.rpartition("/")
    number = names.get(path, name if folder in ("/dev/fd", "/proc/self/fd") else "")
    return int(number) if number.isascii() and number.isdecimal() else None


def pour(descriptor: int, data: bytes) -> None:
    """Write all of `data` to an open file, however little it takes at a time.

    A pipe takes a part and says so, which Python's own streams pass over where they are not buffered.
    """
    rest = memoryview(data)
    while rest:
        try:
            rest = rest[os.write(descriptor, rest) :]
        except BlockingIOError:
            from select import select  # noqa: PLC0415 - only where someone has made the pipe non-blocking

            select((), (descriptor,), ())


def _check_replaceable(path: str, real: str, status: os.stat_result) -> None:
    """Raise `OutputError` where replacing a file would lose something of it, or override someone's wish.

    The mode bits count even where they do not bind, as for root: a read-only file is meant to stay as it is.
    """
    if stat.S_ISDIR(status.st_mode):
        raise OutputError(path, "is a folder")
    if not stat.S_ISREG(status.st_mode):
        raise OutputError(path, "is not a regular file, so it cannot be replaced; write elsewhere with -o PATH")
    if status.st_nlink > 1:
        reason = f"has {status.st_nlink} names (hard links), and replacing it would part them; write to another"
        raise OutputError(path, f"{reason} file with -o PATH, or make it a copy of its own first")
    if not status.st_mode & 0o222 or not os.access(real, os.W_OK):
        raise OutputError(path, "is read-only; nothing was written. Make it writable to have it repaired")


def _swap(path: str, real: str, data: bytes, status: os.stat_result | None, seen: os.stat_result | None) -> None:
    """Write `data` beside `real` and give it that name; `status` is the file's now, `seen` when it was read."""
    folder = os.path.dirname(real)
    if not _is_writable(folder):
        raise OutputError(path, "its folder is read-only, and the new file must be made there; nothing was written")
    temporary = new_temporary(folder)
    try:
        _fill(temporary, data, real, status)
        _check_still(path, real, seen)
        os.replace(temporary, real)
    except OSError as error:
        _remove(temporary)
        raise OutputError(path, f"cannot be written: {error.strerror}; what it held is kept") from error
    except BaseException:
        _remove(temporary)
        raise
    sync_folder(folder)


def new_temporary(folder: str) -> str:
    """Return a path in `folder` for what is not yet whole: no one else's, and known by `is_temporary`."""
    # Short and independent of the file's name, which may be as long as the file system allows.
    return os.path.join(folder, f"{_TEMPORARY}{os.getpid():x}-{os.urandom(6).hex()}.tmp")


def is_temporary(name: str) -> bool:
    """Tell whether a file of this name is one that `new_temporary` named: a run that was killed has left it."""
    return name.startswith(_TEMPORARY) and name.endswith(".tmp")


def _is_writable(folder: str) -> bool:
    try:
        return bool(os.stat(folder).st_mode & 0o222) and os.access(folder, os.W_OK | os.X_OK)
    except OSError:
        return False


def _fill(temporary: str, data: bytes, real: str, status: os.stat_result | None) -> None:
    """Make the temporary file, with the owner, mode and attributes of the file that it is to replace."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    # Until it has its mode no one else may read it; a new file gets what the umask leaves.
    with open(os.open(temporary, flags, 0o600 if status else 0o666), "wb") as file:
        file.write(data)
        file.flush()
        if status is not None:
            _keep_attributes(temporary, real, status)
        os.fsync(file.fileno())


def _keep_attributes(temporary: str, real: str, status: os.stat_result) -> None:
    made = os.stat(temporary)
    if (made.st_uid, made.st_gid) != (status.st_uid, status.st_gid):
        try:
            os.chown(temporary, status.st_uid, status.st_gid)
        except PermissionError as error:
            raise OSError(error.errno, "it belongs to another user or group, and may not be given back") from error
    for name in os.listxattr(real) if hasattr(os, "listxattr") else ():
        # Labels that only the system may set are set by it; a file system without any has none to lose.
        with suppress(OSError):
            os.setxattr(temporary, name, os.getxattr(real, name))
    # Last: a change of owner clears the bits that lend rights.
    os.chmod(temporary, stat.S_IMODE(status.st_mode))


def _check_still(path: str, real: str, seen: os.stat_result | None) -> None:
    """Raise `OutputError` unless the file is the one that was read, or there is still none where there was none."""
    try:
        now = _identity(os.stat(real))
    except FileNotFoundError:
        now = None
    if now != (_identity(seen) if seen else None):
        raise OutputError(path, "has been changed by another program meanwhile; it was left as that made it")


def _identity(status: os.stat_result) -> tuple[int, ...]:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _remove(path: str) -> None:
    with suppress(OSError):
        os.unlink(path)


def sync_folder(folder: str) -> None:
    """Force the new name to the disk; the bytes are there already, and some file systems cannot."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


# ------------------------------------------------------------------------------------------------------ finding


def find(
    paths: Iterable[str], include: Sequence[str] = (), leave_out: str = "", *, force_exclude: bool = False
) -> Iterator[Found | InputError]:
    """Yield the files that `paths` name, each once, and an error for each folder that cannot be listed.

    A file that is named is taken, whatever its ending; with `force_exclude`, unless `.articlefixignore` leaves it
    out. A folder gives its `.txt`, `.md` and `.markdown` files and those that a pattern in `include` matches, less
    what `.gitignore` and `.articlefixignore` leave out, hidden folders, links to folders, links that lead out of
    it, and the folder `leave_out`.
    """
    seen: set[str] = set()
    excludes = _Excludes()
    for path in paths:
        if force_exclude and path != STDIN and excludes.match(path):
            continue
        if path == STDIN or not os.path.isdir(path):
            found: Iterable[Found | InputError] = (Found(path, os.path.basename(path), path),)
        else:
            found = _walk(path, include, leave_out)
        for item in found:
            if isinstance(item, Found):
                place = STDIN if item.path == STDIN else os.path.abspath(item.path)
                if place in seen:
                    continue
                seen.add(place)
            yield item


def _walk(root: str, include: Sequence[str], leave_out: str) -> Iterator[Found | InputError]:
    limit = os.path.realpath(root)
    avoided = os.path.realpath(leave_out) if leave_out else ""
    wanted = _wanted(include)
    # A stack, and not recursion: a tree may be deeper than Python allows.
    ignores = tuple(_Ignores.of_root(limit, name) for name in (GIT_IGNORES, OWN_IGNORES))
    stack: list[tuple[os.DirEntry[str] | None, str, tuple[_Ignores, ...]]] = [(None, "", ignores)]
    while stack:
        entry, relative, ignores = stack.pop()
        folder = entry.path if entry else root
        if entry and entry.is_symlink() and not _leads_to_file_inside(entry, limit):
            continue
        if entry and not entry.is_dir():
            if entry.is_file() and wanted(relative):
                yield Found(entry.path, relative, root)
            continue
        if entry and (entry.name.startswith(".") or (avoided and os.path.realpath(folder) == avoided)):
            continue
        try:
            inner = tuple(kind.with_folder(os.path.join(limit, relative)) for kind in ignores)
            with os.scandir(folder) as entries:
                children = sorted(entries, key=lambda child: child.name, reverse=True)
        except OSError as error:
            yield InputError(folder, f"cannot be listed: {error.strerror}")
            continue
        for child in children:
            name = os.path.join(relative, child.name)
            end = os.sep if child.is_dir(follow_symlinks=False) else ""
            if not any(kind.match(f"{os.path.join(limit, name)}{end}") for kind in inner):
                stack.append((child, name, inner))


def _leads_to_file_inside(entry: "os.DirEntry[str]", limit: str) -> bool:
    target = os.path.realpath(entry.path)
    return os.path.isfile(target) and os.path.commonpath((target, limit)) == limit


def _wanted(include: Sequence[str]) -> Callable[[str], bool]:
    from fnmatch import fnmatchcase  # noqa: PLC0415 - only for folders

    def wanted(relative: str) -> bool:
        name = os.path.basename(relative)
        if name.startswith(_TEMPORARY):  # left by a run that was killed
            return False
        return name.lower().endswith(SUFFIXES) or any(
            fnmatchcase(relative if "/" in pattern else name, pattern) for pattern in include
        )

    return wanted


class _Ignores(NamedTuple):
    """The ignore files of one name that are in force, outermost first, each with the folder it speaks of."""

    name: str
    specs: tuple[tuple[str, "GitIgnoreSpec"], ...] = ()

    @classmethod
    def above(cls, path: str, name: str) -> "_Ignores":
        """Return those of the folders that `path` lies in; git's only as far as its repository reaches."""
        places: list[str] = []
        place = os.path.abspath(path)
        while (folder := os.path.dirname(place)) != place:
            if name == GIT_IGNORES and os.path.exists(os.path.join(place, ".git")):
                break
            places.append(folder)
            place = folder
        else:
            if name == GIT_IGNORES:  # it lies in no repository
                return cls(name)
        ignores = cls(name)
        for folder in reversed(places):
            ignores = ignores.with_folder(folder)
        return ignores

    @classmethod
    def of_root(cls, root: str, name: str) -> "_Ignores":
        """Return those above a folder that was asked for; where they leave it out they do not speak of it."""
        ignores = cls.above(root, name)
        return cls(name) if ignores.match(os.path.join(root, "")) else ignores

    def with_folder(self, folder: str) -> "_Ignores":
        """Return these and the one in `folder`, if it has one."""
        path = os.path.join(folder, self.name)
        if not os.path.isfile(path):
            return self
        try:
            with open(path, encoding="utf-8-sig", errors="surrogateescape") as file:
                lines = file.read().split("\n")
        except OSError as error:
            raise ConfigError(f"cannot be read: {error.strerror}", source=path) from error
        from pathspec import GitIgnoreSpec  # noqa: PLC0415 - only where there is something to ignore

        try:
            spec = GitIgnoreSpec.from_lines(lines)
        except ValueError as error:
            raise ConfigError(f"cannot be understood: {error}", source=path) from error
        return _Ignores(self.name, (*self.specs, (folder, spec)))

    def match(self, path: str) -> bool:
        """Tell whether `path` is left out: the innermost file that speaks of it decides. A folder ends in `/`."""
        for folder, spec in reversed(self.specs):
            relative = os.path.relpath(path, folder).replace(os.sep, "/")
            decision = spec.check_file(f"{relative}/" if path.endswith(os.sep) else relative).include
            if decision is not None:
                return decision
        return False


class _Excludes:
    """What `.articlefixignore` leaves out among files that are named, of which many lie in one folder."""

    def __init__(self) -> None:
        self._by_folder: dict[str, _Ignores] = {}

    def match(self, path: str) -> bool:
        """Tell whether a file or a folder is left out."""
        place = os.path.abspath(path)
        folder = os.path.dirname(place)
        if folder not in self._by_folder:
            self._by_folder[folder] = _Ignores.above(place, OWN_IGNORES)
        return self._by_folder[folder].match(os.path.join(place, "") if os.path.isdir(place) else place)
