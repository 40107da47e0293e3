"""Strings, numbers and words of JSON text as people write them, mistakes included.

Each function starts at an offset, reports what is wrong with the lexeme through a callback and returns the value that
was most likely meant with the offset after it. Grammar: RFC 8259 sections 3, 6 and 7.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from json.decoder import scanstring  # type: ignore[attr-defined] # typeshed leaves it out
from typing import NamedTuple, TypeAlias

from asl.diagnostics import Edit
from asl.source import Span

from .located import ScalarStyle
from .mistakes import shown

__all__ = ["PLACEHOLDER", "QUOTES", "WORD", "Lexeme", "Report", "read_bare", "read_misquoted", "read_string"]

Report: TypeAlias = Callable[[Span, str, str, Edit | None], None]

QUOTES = {"'": "'", "`": "`", "‘": "’", "“": "”", "”": "”", "„": "“"}
"""Quotation marks that are not JSON's, with the mark that ends what they start."""

WORD = re.compile(r'[^\s,:{}\[\]"]+')
PLACEHOLDER = re.compile(r"\$\{[A-Za-z0-9_.:-]+\}(?=[\s,}\]/#]|\Z)")

_SOUND = re.compile(r'"[^"\\\x00-\x1f]*+(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*+)*+"')
_RUN = re.compile(r'[^"\\\x00-\x1f]*')
_ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_HEX4 = re.compile(r"u[0-9a-fA-F]{4}")
_CONTROL_NAMES = {"\n": ("a line break", r"\n"), "\r": ("a line break", r"\n"), "\t": ("a tab", r"\t")}
_LINE_END = re.compile(r"[\r\n]|\Z")
_ENDS_STRING = re.compile(r"\s*(?:[,:}\]]|\Z)")
_INNER_QUOTE = re.compile(r'(?:[^"\\\r\n]|\\.)*+"')
_KEY_WITHOUT_END = re.compile(r'"([\w.$-]+)\s*:\s*"\Z')
_MISSING_END = re.compile(r'[\s,}\]]*(?:"|\Z)')

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_INTEGER = re.compile(r"[-+]?[0-9]+(?:_[0-9]+)*")
_DECIMAL = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_HEXADECIMAL = re.compile(r"([-+]?)0[xX]([0-9a-fA-F]+)")
_BARE = re.compile(r'(?:[^,{}\[\]"\r\n]|\[[^\[\]\r\n"]*\])+')
_COMMENT_IN_BARE = re.compile(r"(?<!\s)\s++(?://|/\*|#).*")
_STRAY_QUOTE = re.compile(r'"(?=[ \t]*(?:[,}\]\r\n]|\Z))')

_LITERALS: dict[str, None | bool] = {"true": True, "false": False, "null": None}
_OTHER_LITERALS = {"none": "null", "nil": "null", "undefined": "null", "nan": "null"}


class Lexeme(NamedTuple):
    """A scalar with the offset after it."""

    value: None | bool | int | float | str
    end: int
    style: ScalarStyle = "json"


def read_string(text: str, start: int, report: Report, *, is_key: bool = False) -> Lexeme:
    """Read the string whose opening quote is at ``start``."""
    sound = _SOUND.match(text, start)
    if sound is None:
        return _read_unsound(text, start, report)
    end = sound.end()
    follows = text[end : end + 1]
    if follows.isalnum() or follows in ("_", "$", "\\"):
        without_end = _KEY_WITHOUT_END.match(text, start, end) if is_key else None
        if without_end is not None:
            end = without_end.end(1)
            report(Span(start, end), "the closing quote is missing", 'add "', Edit(Span(end, end), '"'))
            return Lexeme(without_end[1], end)
        longer = _read_with_inner_quotes(text, start, end, report, is_key=is_key)
        if longer is not None:
            return longer
    return Lexeme(scanstring(text, start + 1)[0], end)


def _read_with_inner_quotes(text: str, start: int, end: int, report: Report, *, is_key: bool) -> Lexeme | None:
    """Read ``"say "hi" now"``: quotes inside a string that end it too early, all on one line."""
    first_inner = end - 1
    while True:
        piece = _INNER_QUOTE.match(text, end)
        if piece is None:
            return None
        end = piece.end()
        follows = _ENDS_STRING.match(text, end)
        if follows is not None:
            break
    if follows[0].endswith(":") and not is_key:
        return None
    report(
        Span(first_inner, first_inner + 1),
        "a double quote ends the string here, and the text goes on",
        r"write \" for a quote inside a string",
        None,
    )
    return Lexeme(text[start + 1 : end - 1].replace('\\"', '"'), end, "bare")


def _read_unsound(text: str, start: int, report: Report) -> Lexeme:
    """Read a string with bad escapes, raw control characters or no end."""
    pieces: list[str] = []
    at = start + 1
    is_control_reported = False
    goes_on: bool | None = None
    while True:
        run = _RUN.match(text, at)
        assert run is not None, "an empty run matches everywhere"
        pieces.append(run[0])
        at = run.end()
        char = text[at : at + 1]
        if char == '"':
            return Lexeme(_join_surrogates("".join(pieces)), at + 1)
        if char == "\\":
            decoded, end = _read_escape(text, at, report)
            pieces.append(decoded)
            at = end
            continue
        if char in ("\r", "\n") and goes_on is None:
            goes_on = _goes_on(text, at)
        if not char or (char in "\r\n" and not goes_on):
            return _cut_off(text, start, at, report, pieces)
        if not is_control_reported:
            is_control_reported = True
            name, escape = _CONTROL_NAMES.get(char, (f"the control character U+{ord(char):04X}", f"\\u{ord(char):04x}"))
            width = 2 if text.startswith("\r\n", at) else 1
            report(
                Span(at, at + width),
                f"{name} stands inside a string",
                f"write {escape} instead",
                Edit(Span(at, at + width), escape),
            )
        pieces.append(char)
        at += 1


def _goes_on(text: str, newline: int) -> bool:
    """Tell whether a string with a line break inside ends on a later line, rather than lacks its closing quote.

    When only blanks and closing brackets lie before the next quote, that quote starts the next key or value.
    """
    quote = text.find('"', newline)
    if quote < 0 or _MISSING_END.fullmatch(text, newline, quote + 1):
        return False
    return _ENDS_STRING.match(text, quote + 1) is not None and not re.search(r'[{\[]\s*"\Z', text[newline : quote + 1])


def _read_escape(text: str, at: int, report: Report) -> tuple[str, int]:
    following = text[at + 1 : at + 2]
    if following in _ESCAPES:
        return _ESCAPES[following], at + 2
    if _HEX4.match(text, at + 1):
        return chr(int(text[at + 2 : at + 6], 16)), at + 6
    if not following or following in "\r\n":
        report(
            Span(at, at + 1), "a backslash at the end of a line means nothing in JSON", r"write \\ or remove it", None
        )
        return "\\", at + 1
    if following == "u":
        report(Span(at, at + 2), r"\u is not followed by four hexadecimal digits", r"write \u00e9, for example", None)
        return "\\u", at + 2
    if following == "'":
        report(
            Span(at, at + 2),
            "\\' is not an escape of JSON",
            "write ' without the backslash",
            Edit(Span(at, at + 2), "'"),
        )
        return "'", at + 2
    report(
        Span(at, at + 2),
        f"\\{following} is not an escape of JSON",
        rf"write \\{following} for a backslash in the text",
        Edit(Span(at, at + 1), "\\\\"),
    )
    return f"\\{following}", at + 2


def _cut_off(text: str, start: int, at: int, report: Report, pieces: list[str]) -> Lexeme:
    """End a string that has no closing quote before the comma or bracket that its line ends with."""
    content = "".join(pieces)
    end = at
    key = re.match(r"([\w.$-]+)\s*:(?=\s)", text[start + 1 : at])
    if key is not None:
        end = start + 1 + key.end(1)
        content = key[1]
    else:
        while content:
            last = content[-1]
            is_unmatched = last in "}]" and content.count(last) > content.count("{" if last == "}" else "[")
            if not (last.isspace() or last == "," or is_unmatched):
                break
            content = content[:-1]
            end -= 1
    report(Span(start, end), "the closing quote is missing", 'add "', Edit(Span(end, end), '"'))
    return Lexeme(_join_surrogates(content), end, "bare")


def _join_surrogates(text: str) -> str:
    """Join the two halves of a character that was written as two escapes."""
    if any("\ud800" <= char <= "\udfff" for char in text):
        return re.sub(
            "[\ud800-\udbff][\udc00-\udfff]",
            lambda pair: chr(0x10000 + (ord(pair[0][0]) - 0xD800) * 0x400 + ord(pair[0][1]) - 0xDC00),
            text,
        )
    return text


def read_misquoted(text: str, start: int, report: Report) -> Lexeme | None:
    """Read a string in quotes that are not JSON's; nothing when the quote has no partner on its line."""
    closing = QUOTES[text[start]]
    limit = _LINE_END.search(text, start)
    assert limit is not None, "every text ends"
    at = text.find(closing, start + 1, limit.start())
    while at > 0 and text[at - 1] == "\\":
        at = text.find(closing, at + 1, limit.start())
    if at < 0:
        return None
    content = text[start + 1 : at].replace("\\" + closing, closing)
    escaped = content.replace('"', '\\"')
    span = Span(start, at + 1)
    report(span, "strings are written in double quotes", f'write "{shown(escaped)}"', Edit(span, f'"{escaped}"'))
    return Lexeme(content, at + 1, "bare")


def read_bare(text: str, start: int, report: Report) -> Lexeme | None:
    """Read a number, a literal or text without quotes; nothing where no word starts."""
    placeholder = PLACEHOLDER.match(text, start)
    if placeholder is not None:
        return Lexeme(placeholder[0], placeholder.end(), "placeholder")
    match = WORD.match(text, start)
    if match is None:
        return None
    word, end = match[0], match.end()
    comment = re.search(r"//|/\*", word)
    if comment is not None and comment.start() > 0 and not word[: comment.start()].endswith(":"):
        word, end = word[: comment.start()], start + comment.start()
    bare = word.rstrip(";")
    if bare:
        word, end = bare, start + len(bare)
    if word in _LITERALS:
        return Lexeme(_LITERALS[word], end)
    span = Span(start, end)
    if _NUMBER.fullmatch(word):
        return Lexeme(_number(word, span, report), end)
    if text[end : end + 1] not in (":", '"', "["):
        literal = word.lower() if word.lower() in _LITERALS else _OTHER_LITERALS.get(word.lower())
        if literal is not None:
            report(span, f"{shown(word)} is not JSON", f"write {literal}", Edit(span, literal))
            return Lexeme(_LITERALS[literal], end)
        meant = _meant_number(word)
        if meant is not None:
            number, reason = meant
            report(span, f"the number {shown(word)} {reason}", f"write {shown(repr(number))}", Edit(span, repr(number)))
            return Lexeme(number, end)
        if word.lstrip("+-").lower() in ("infinity", "inf"):
            report(span, f"{shown(word)} is not JSON", "write a number that is finite", None)
            return Lexeme(None, end)
    return _read_unquoted(text, start, report)


def _number(word: str, span: Span, report: Report) -> int | float | str:
    if not word.lstrip("-").isdecimal():
        return float(word)
    try:
        return int(word)
    except ValueError:
        # Python refuses to read integers of several thousand digits, because that takes quadratic time.
        report(span, f"the number has {len(word)} digits, too many to be read", "write a shorter number", None)
        return word


def _meant_number(word: str) -> tuple[int | float, str] | None:
    if len(word) > 300:
        return None
    hexadecimal = _HEXADECIMAL.fullmatch(word)
    if hexadecimal is not None:
        return int(hexadecimal[1] + hexadecimal[2], 16), "is not decimal"
    if _INTEGER.fullmatch(word):
        number = int(word)
        if "_" in word:
            return number, "has an underscore"
        return number, "starts with +" if word.startswith("+") else "starts with 0"
    if _DECIMAL.fullmatch(word):
        if word.startswith("+"):
            reason = "starts with +"
        elif re.match(r"-?\.", word):
            reason = "has no digit before the point"
        elif re.search(r"\.(?![0-9])", word):
            reason = "has no digit after the point"
        else:
            reason = "starts with 0"
        value = float(word)
        return None if value in (float("inf"), float("-inf")) else (value, reason)
    return None


def _read_unquoted(text: str, start: int, report: Report) -> Lexeme | None:
    match = _BARE.match(text, start)
    if match is None:
        return None
    content = _COMMENT_IN_BARE.sub("", match[0]).rstrip("; \t")
    if not content:
        return None
    end = start + len(content)
    stray = _STRAY_QUOTE.match(text, end)
    span = Span(start, stray.end() if stray else end)
    if stray:
        report(span, "the opening quote is missing", f'write "{shown(content)}"', Edit(Span(start, start), '"'))
    else:
        report(span, "text stands outside quotes", f'write "{shown(content)}"', Edit(span, f'"{content}"'))
    return Lexeme(content, span.end, "bare")
