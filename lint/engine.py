"""The linter: the validator's findings and the rules', selected, suppressed, sorted.

Start reading at :func:`lint`. The order of work: validate, run the selected rules, drop what the configuration ignores,
drop what comments suppress, run the rules about suppressions, attach fixes, sort by the order of the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from asl.diagnostics import Diagnostic, Place, Severity
from asl.document import Document, parse
from asl.validator import CODES, WorkflowType
from asl.validator.run import collection_paused, run_checks

from .configuration import DEFAULT, Configuration
from .context import Context
from .fixes import attach_fixes
from .registry import rule_modules
from .rule import Finding, Rule, RuleModule
from .selection import Selection, precision
from .suppressions import apply_suppressions, read_suppressions

__all__ = ["lint"]

_LATE_FAMILY = "suppression"
_ALWAYS = frozenset({"ASL001", "ASL002"})
"""Codes that selecting others does not hide: without the text nothing else can be said."""


def lint(
    document: Document | str,
    *,
    type: WorkflowType = "STANDARD",  # noqa: A002 - as in validate
    configuration: Configuration = DEFAULT,
    path: str = "",
    substitutions: frozenset[str] | None = None,
) -> tuple[Diagnostic, ...]:
    """Return everything there is to say about a definition, in the order of the text.

    Never raises for what a definition says. Mistakes that the service refuses come from :func:`asl.validate`, advice
    from the rules of :mod:`lint.rules`; some diagnostics carry a fix.

    >>> text = '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Nxt": "B"}, "B": {"Type": "Succeed"}}}'
    >>> [(found.code, found.fix.description) for found in lint(text) if found.fix is not None]
    [('ASL007', 'rename "Nxt" to "Next"')]

    Args:
        document: a parsed document, or the text of one.
        type: the workflow type that the definition is meant for.
        configuration: what counts, how much, and the options of rules.
        path: absolute path of the file, for ignores by path; empty when there is none.
        substitutions: names that the template around the definition fills in; nothing when there is no such list.
    """
    if isinstance(document, str):
        document = parse(document)
    extra = configuration.ignored_in(path) if path else ()
    selection = Selection(configuration.select, configuration.extend_select, (*configuration.ignore, *extra))
    if not isinstance(document.value, dict):
        return tuple(_with_severity(one, configuration) for one in document.diagnostics)
    with collection_paused():
        found = _judge(Context(document, type, configuration, substitutions), selection)
    found = [_with_severity(one, configuration) for one in found]
    starts = {id(one): span.start if (span := document.locate(one)) is not None else 0 for one in found}
    return tuple(sorted(found, key=lambda one: (starts[id(one)], one.code)))


def _judge(context: Context, selection: Selection) -> list[Diagnostic]:
    """Return what is found in a definition, in no particular order."""
    chosen = [module for module in rule_modules() if module.rule.code in selection]
    ruled = (one for module in chosen if module.family != _LATE_FAMILY for one in _run(module, context))
    found = [*run_checks(context), *(one for one in ruled if one.place.pointer not in context.unreadable)]
    found = [one for one in found if one.code in selection or one.code in _ALWAYS]
    suppressions = read_suppressions(context.sites)
    if suppressions:
        found, unused = apply_suppressions(found, suppressions)
        # A code that is not looked for can find nothing, which is no fault of the suppression.
        active = {entry.code for entry in (*CODES, *(module.rule for module in chosen))}
        codes = {(one.word, one.at): one.code for one in suppressions}
        context.unused_suppressions = tuple(one for one in unused if codes[one.word, one.at] in active)
        late = (module for module in chosen if module.family == _LATE_FAMILY)
        found += [one for module in late for one in _run(module, context)]
    return attach_fixes(context, found)


def _run(module: RuleModule, context: Context) -> Iterator[Diagnostic]:
    rule = module.rule
    for finding in module.check(context):
        yield _diagnostic(rule, finding)


def _diagnostic(rule: Rule, finding: Finding) -> Diagnostic:
    part = finding.part if finding.at and isinstance(finding.at[-1], str) else "value"
    place = Place(finding.at, part, finding.within)
    severity = finding.severity or rule.severity
    return Diagnostic(rule.code, rule.name, severity, finding.message, place, finding.help, finding.labels)


def _with_severity(diagnostic: Diagnostic, configuration: Configuration) -> Diagnostic:
    """Return the diagnostic with the severity that the most precise selector asks for."""
    best = -1
    severity: Severity = diagnostic.severity
    for selector, wanted in configuration.severity.items():
        found = precision(selector, diagnostic.code, diagnostic.name)
        if found > best:
            best, severity = found, wanted
    return diagnostic if severity is diagnostic.severity else replace(diagnostic, severity=severity)
