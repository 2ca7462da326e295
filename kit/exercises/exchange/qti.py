"""IMS Question and Test Interoperability 2.1: a content package of choice items with feedback, and a test of them all."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from lxml import etree
from lxml.builder import ElementMaker

if TYPE_CHECKING:
    from kit.exercises.exchange.items import Item

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_E = ElementMaker(namespace=QTI, nsmap={None: QTI, "xsi": _XSI})
_P = ElementMaker(namespace=PACKAGE, nsmap={None: PACKAGE, "xsi": _XSI})
# A zip's own date, so that the same questions give the same bytes; zip knows none before 1980.
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def qti_package(items: list[Item], title: str) -> bytes:
    """A zip with `imsmanifest.xml`, `test.xml` and one file an item; a response counts only if all of it is right."""
    files = {f"items/{item.key}.xml": _xml(_assessment_item(item)) for item in items}
    files["test.xml"] = _xml(_test(items, title))
    files["imsmanifest.xml"] = _xml(_manifest(items))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in sorted(files.items()):
            package.writestr(zipfile.ZipInfo(name, _LONG_AGO), content)
    return made.getvalue()


def _assessment_item(item: Item) -> etree._Element:
    ids = {option: f"choice{n}" for n, option in enumerate(item.options, 1)}
    body = _E.itemBody(_E.p(item.prompt))
    for outlet, text in item.passages:
        body.append(_E.blockquote(_E.p(_E.strong(outlet), " ", text)))
    choices = _E.choiceInteraction(responseIdentifier="RESPONSE", shuffle="false", maxChoices="0" if item.many else "1")
    choices.extend(_E.simpleChoice(option, identifier=ids[option]) for option in item.options)
    body.append(choices)
    made = _E.assessmentItem(
        _E.responseDeclaration(
            _E.correctResponse(*(_E.value(ids[option]) for option in item.options if option in item.answer)),
            identifier="RESPONSE", cardinality="multiple" if item.many else "single", baseType="identifier",
        ),
        _E.outcomeDeclaration(
            _E.defaultValue(_E.value("0")), identifier="SCORE", cardinality="single", baseType="float"
        ),
        _E.outcomeDeclaration(identifier="FEEDBACK", cardinality="single", baseType="identifier"),
        body,
        _processing(),
        identifier=item.key, title=f"{item.kind} {item.key}", adaptive="false", timeDependent="false",
    )  # fmt: skip
    for name, text in (("right", item.evidence), ("hint", item.hint)):
        if text:
            made.append(_E.modalFeedback(text, outcomeIdentifier="FEEDBACK", identifier=name, showHide="show"))
    return made


def _processing() -> etree._Element:
    """One point and the evidence for the right response, none and the hint for any other."""

    def told(score: str, feedback: str) -> list[etree._Element]:
        return [
            _E.setOutcomeValue(_E.baseValue(score, baseType="float"), identifier="SCORE"),
            _E.setOutcomeValue(_E.baseValue(feedback, baseType="identifier"), identifier="FEEDBACK"),
        ]

    right = _E.match(_E.variable(identifier="RESPONSE"), _E.correct(identifier="RESPONSE"))
    return _E.responseProcessing(
        _E.responseCondition(_E.responseIf(right, *told("1", "right")), _E.responseElse(*told("0", "hint")))
    )


def _test(items: list[Item], title: str) -> etree._Element:
    section = _E.assessmentSection(
        *(_E.assessmentItemRef(identifier=item.key, href=f"items/{item.key}.xml") for item in items),
        identifier="section1", title=title, visible="true",
    )  # fmt: skip
    part = _E.testPart(section, identifier="part1", navigationMode="nonlinear", submissionMode="individual")
    return _E.assessmentTest(part, identifier="test", title=title)


def _manifest(items: list[Item]) -> etree._Element:
    named = [(item.key, "imsqti_item_xmlv2p1", f"items/{item.key}.xml") for item in items]
    test = _P.resource(
        _P.file(href="test.xml"), *(_P.dependency(identifierref=key) for key, _, _ in named),
        identifier="test", type="imsqti_test_xmlv2p1", href="test.xml",
    )  # fmt: skip
    resources = _P.resources(
        test, *(_P.resource(_P.file(href=href), identifier=key, type=kind, href=href) for key, kind, href in named)
    )
    metadata = _P.metadata(_P.schema("QTIv2.1 Package"), _P.schemaversion("1.0.0"))
    return _P.manifest(metadata, _P.organizations(), resources, identifier="manifest")


def _xml(element: etree._Element) -> bytes:
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8", pretty_print=True)
