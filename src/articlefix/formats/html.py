"""The article of a page of HTML, extracted by trafilatura; the rest of the tool sees text alone."""

from articlefix.errors import ConfigError, ExtractionError


def require() -> None:
    """Raise `ConfigError` where the library that extracts is not installed."""
    from importlib.util import find_spec  # noqa: PLC0415 - for pages alone, as all of this

    if find_spec("trafilatura") is None:
        raise ConfigError("format: html needs trafilatura: pip install 'articlefix[html]'", key="format")


def article(page: str) -> str:
    """Return the article of a page as Markdown, in which code, tables and addresses are known for what they are.

    Raises `ExtractionError` where none is found.
    """
    import logging  # noqa: PLC0415

    import trafilatura  # noqa: PLC0415

    # What it says of broken markup is of no use beside the article, and would go to standard error.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    text = trafilatura.extract(page, output_format="markdown", include_comments=False)
    if not text:
        raise ExtractionError("no article was found in the page")
    return f"{text.strip()}\n"
