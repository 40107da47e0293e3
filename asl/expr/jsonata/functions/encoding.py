"""Base64 and URL encoding. Source: JSONata documentation, "String functions"; ECMA-262, "URI Handling Functions"."""

from __future__ import annotations

import base64
import re
import urllib.parse
from typing import Final

from ..function import JsonataFunction
from ..values import InternalError, JsonataError
from .string import render_string

__all__ = ["FUNCTIONS"]

_COMPONENT_SAFE: Final = "-_.!~*'()"
_URI_SAFE: Final = _COMPONENT_SAFE + ";/?:@&=+$,#"
_BLANK: Final = re.compile(r"[ \t\n\f\r]")
_BASE64: Final = re.compile(r"[A-Za-z0-9+/]*")
_BAD_ESCAPE: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")


def _malformed(text: str, function_name: str) -> JsonataError:
    value = re.sub(r"[\ud800-\udfff]", lambda found: f"\\u{ord(found.group()):04x}", render_string([text])[1:-1])
    message = f"Malformed URL passed to ${function_name}(): {value}"
    return JsonataError("D3140", message, token=function_name, value=text)


def _encode(text: str, safe: str, function_name: str) -> str:
    try:
        return urllib.parse.quote(text, safe=safe)
    except UnicodeEncodeError as error:
        raise _malformed(text, function_name) from error


def _decode(text: str, kept: str, function_name: str) -> str:
    if _BAD_ESCAPE.search(text):
        raise _malformed(text, function_name)
    # What encodeURI leaves alone, decodeURI leaves alone in its escaped form.
    guarded = re.sub(r"%([0-9A-Fa-f]{2})", lambda e: "%25" + e[1] if chr(int(e[1], 16)) in kept else e[0], text)
    try:
        return urllib.parse.unquote(guarded, errors="strict")
    except UnicodeDecodeError as error:
        raise _malformed(text, function_name) from error


def _encode_url(text: str) -> str:
    return _encode(text, _URI_SAFE, "encodeUrl")


def _encode_url_component(text: str) -> str:
    return _encode(text, _COMPONENT_SAFE, "encodeUrlComponent")


def _decode_url(text: str) -> str:
    return _decode(text, ";/?:@&=+$,#", "decodeUrl")


def _decode_url_component(text: str) -> str:
    return _decode(text, "", "decodeUrlComponent")


def _base64_encode(text: str) -> str:
    # One byte for each unit of UTF-16, the lower half of it, as JavaScript's "binary" strings have it.
    return base64.b64encode(text.encode("utf-16-le", "surrogatepass")[::2]).decode("ascii")


def _base64_decode(text: str) -> str:
    digits = _BLANK.sub("", text)
    if len(digits) % 4 == 0:
        digits = digits.removesuffix("=").removesuffix("=")
    if len(digits) % 4 == 1 or not _BASE64.fullmatch(digits):
        raise InternalError
    return base64.b64decode(digits + "=" * (-len(digits) % 4)).decode("latin-1")


_SOURCE = "String functions"
FUNCTIONS = (
    JsonataFunction("base64encode", "<s-:s>", "1.0", "the bytes of a text in Base64", _SOURCE, _base64_encode),
    JsonataFunction("base64decode", "<s-:s>", "1.0", "the text of Base64", _SOURCE, _base64_decode),
    JsonataFunction("encodeUrl", "<s-:s>", "1.8", "the text as a URL", _SOURCE, _encode_url),
    JsonataFunction("encodeUrlComponent", "<s-:s>", "1.8", "the text in a URL", _SOURCE, _encode_url_component),
    JsonataFunction("decodeUrl", "<s-:s>", "1.8", "the text of a URL", _SOURCE, _decode_url),
    JsonataFunction("decodeUrlComponent", "<s-:s>", "1.8", "the text in a URL", _SOURCE, _decode_url_component),
)
