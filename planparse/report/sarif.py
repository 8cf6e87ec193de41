"""Findings and problems as SARIF 2.1.0, for code scanners and editors.

The standard: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0, 27 March 2020. Lines
are those of the rendered text (see ``rendered``); what is waived stands among the results with a suppression.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from extractors.document import Document, Span
from extractors.plan import Plan
from planparse.checks import Problem, Rule
from planparse.checks.page import page_markdown, page_of
from planparse.compare import Comparison, Finding
from planparse.messages import say
from planparse.report.checks import problem_sentence
from planparse.report.formats import Options
from planparse.report.inert import inert, shorten
from planparse.report.record import Record, to_json
from planparse.report.rendered import Lines
from planparse.report.reviewed import Checked, Reviewed
from planparse.report.sentences import sentence
from planparse.report.told import CODES, reported, whereabouts, wording
from planparse.report.wording import capital
from planparse.waivers import Waiver

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_LOCALES = {"vi": "vi-VN", "en": "en-US"}
_SNIPPET = 300


def write_review(reviewed: Reviewed, options: Options) -> str:
    """A comparison as one run; its results are all findings but what is kept."""
    comparison, lang = reviewed.comparison, options.lang
    rules = [_kind(kind, status, lang) for kind, status in CODES]
    files = _Files((comparison.local, comparison.parent))
    results = [_found(finding, comparison, files, lang) for finding in reported(comparison)]
    results += [
        _found(waived.item, comparison, files, lang) | _suppressed(waived.waiver)
        for waived in reviewed.waived
    ]
    return _log(rules, results, files, lang, {"known": len(reviewed.known)})


def write_checks(checked: Sequence[Checked], options: Options) -> str:
    """Checked plans as one run; its rules are those that were looked at, each with its page."""
    lang = options.lang
    files = _Files([one.plan for one in checked])
    looked: dict[str, Rule] = {}
    results: list[Record] = []
    for one in checked:
        waived = [row.item for row in one.waived]
        for rule in (*one.rules, *(problem.rule for problem in (*one.problems, *waived))):
            looked.setdefault(rule.code, rule)
        results += [_broken(problem, one.plan, files, lang) for problem in one.problems]
        results += [_broken(row.item, one.plan, files, lang) | _suppressed(row.waiver) for row in one.waived]
    rules = [_rule(looked[code], lang) for code in sorted(looked)]
    return _log(rules, results, files, lang, {"known": sum(len(one.known) for one in checked)})


class _Files:
    """The plans of a run as SARIF names them: by URI, its number, and line."""

    def __init__(self, plans: Iterable[Plan]) -> None:
        self._lines: dict[int, Lines] = {}
        # A file that is read twice is one artifact: the standard wants each of them once.
        self._artifacts: dict[str, Plan] = {}
        for plan in plans:
            self._lines[id(plan)] = Lines(plan.document)
            self._artifacts.setdefault(uri_of(plan.document), plan)

    def artifacts(self, lang: str) -> list[Record]:
        """The key ``artifacts`` of the run."""
        found = []
        for uri, plan in self._artifacts.items():
            artifact: Record = {
                "location": {"uri": uri},
                "description": {"text": say("sarif.artifact", lang)},
                "roles": ["analysisTarget"],
            }
            if plan.document.source.sha256:
                artifact["hashes"] = {"sha-256": plan.document.source.sha256}
            found.append(artifact)
        return found

    def location(self, plan: Plan, span: Span | None, message: str | None = None) -> Record:
        """A stretch of a plan; without one the plan as a whole."""
        uri = uri_of(plan.document)
        place: Record = {"artifactLocation": {"uri": uri, "index": list(self._artifacts).index(uri)}}
        if span is not None:
            region = self._lines[id(plan)].region(span)
            place["region"] = {
                "startLine": region.line,
                "startColumn": region.column,
                "endLine": region.end_line,
                "endColumn": region.end_column,
                "snippet": {"text": shorten(plan.document.text_of(span), _SNIPPET)},
            }
        location: Record = {"physicalLocation": place}
        if message is not None:
            location["message"] = _message(message)
        return location


def uri_of(document: Document) -> str:
    """The file as a URI reference: relative where it lies in the working folder, as tools expect."""
    path = PurePath(document.source.path or "-")
    if path.is_absolute():
        try:
            path = path.relative_to(Path.cwd())
        except ValueError:
            return path.as_uri()
    return quote(path.as_posix().encode(errors="surrogatepass"))


def _found(finding: Finding, comparison: Comparison, files: _Files, lang: str) -> Record:
    span = finding.local.span if finding.local is not None else finding.passage
    result = _result(finding.code, finding.severity, sentence(finding, comparison, lang), finding.fingerprint)
    result["locations"] = [files.location(comparison.local, span)]
    if finding.parent is not None:
        parent = finding.parent
        told = f"{wording(parent, lang)}, {whereabouts(parent, comparison.parent, lang)}"
        result["relatedLocations"] = [{"id": 0, **files.location(comparison.parent, parent.span, told)}]
    result["properties"] = {
        "id": finding.id,
        "type": finding.type,
        "status": finding.status,
        "effect": finding.effect,
        "confidence": finding.confidence,
        "share": finding.share,
    }
    return result


def _broken(problem: Problem, plan: Plan, files: _Files, lang: str) -> Record:
    result = _result(problem.code, problem.severity, problem_sentence(problem, lang), problem.fingerprint)
    result["locations"] = [files.location(plan, problem.hit.span)]
    if problem.hit.related:
        result["relatedLocations"] = [
            {
                "id": number,
                **files.location(
                    plan,
                    span,
                    say("check-report.see-also", lang, quote=shorten(plan.document.text_of(span), _SNIPPET)),
                ),
            }
            for number, span in enumerate(problem.hit.related)
        ]
    result["properties"] = {"id": problem.id, "confidence": problem.hit.confidence}
    return result


def _result(code: str, severity: str, said: str, fingerprint: str) -> Record:
    return {
        "ruleId": code,
        "level": _LEVELS[severity],
        "message": _message(said),
        "partialFingerprints": {"planparse/v1": fingerprint},
    }


def _message(text: str) -> Record:
    """Plain text in which nothing is a placeholder (3.11.5) or a link (3.11.6), whatever a plan holds."""
    return {"text": text.replace("{", "{{").replace("}", "}}").replace("](", "] (")}


def _suppressed(waiver: Waiver) -> Record:
    return {
        "suppressions": [
            {
                "kind": "external",
                "status": "accepted",
                "justification": inert(waiver.reason),
                "properties": {"author": inert(waiver.author), "expires": waiver.expires.isoformat()},
            }
        ]
    }


def _kind(kind: str, status: str, lang: str) -> Record:
    """A kind of finding as a rule; what it means stands in the catalogue by its status."""
    title = f"{capital(say(f'type.{kind}', lang))}: {say(f'status.{status}', lang)}"
    return {
        "id": f"{kind}-{status}",
        "shortDescription": {"text": title},
        "fullDescription": {"text": say(f"meaning.{status}", lang)},
        "help": {"text": say(f"meaning.{status}", lang)},
        "properties": {"tags": [kind, status]},
    }


def _rule(rule: Rule, lang: str) -> Record:
    page = page_of(rule.code, lang)
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": page.title},
        "fullDescription": {"text": page.what.strip()},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "help": {
            "text": "\n\n".join((page.what.strip(), page.why.strip(), page.clause.strip())),
            "markdown": page_markdown(page, rule.severity, rule.name, lang),
        },
        "properties": {"tags": [rule.code[0]], "clause": page.clause.strip()},
    }


def _log(
    rules: Sequence[Record],
    results: Sequence[Record],
    files: _Files,
    lang: str,
    properties: Mapping[str, Any],
) -> str:
    number = {rule["id"]: position for position, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "planparse",
                "version": version("planparse"),
                "language": _LOCALES[lang],
                "rules": list(rules),
            }
        },
        "language": _LOCALES[lang],
        "columnKind": "unicodeCodePoints",
        "artifacts": files.artifacts(lang),
        "results": [
            {**result, **({"ruleIndex": number[result["ruleId"]]} if result["ruleId"] in number else {})}
            for result in results
        ],
        "properties": dict(properties),
    }
    return to_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})
