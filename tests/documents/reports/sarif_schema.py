"""The part of SARIF 2.1.0 (OASIS standard, section 3) that a report uses, as a JSON schema; nothing else is allowed.

Kept by hand from the standard's text: which properties an object has, which are required, which values they take.
"""

from __future__ import annotations

from typing import Any


def table(required: str, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": required.split(), "properties": properties, "additionalProperties": False}


def rows(items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": items, **more}


TEXT = {"type": "string"}
FROM_1 = {"type": "integer", "minimum": 1}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
BAG = {"type": "object", "properties": {"tags": rows(TEXT, uniqueItems=True)}}
MESSAGE = table("text", text=TEXT, markdown=TEXT)
REGION = {**table("startLine", startLine=FROM_1, startColumn=FROM_1, endLine=FROM_1, endColumn=FROM_1),
          "dependentRequired": {"endColumn": ["startColumn"]}}
ARTIFACT = table("uri", uri={"type": "string", "format": "uri-reference"}, uriBaseId=TEXT, index={"type": "integer"})
RULE = table("id", id=TEXT, name=TEXT, shortDescription=MESSAGE, fullDescription=MESSAGE, help=MESSAGE,
             defaultConfiguration=table("", level=LEVEL), properties=BAG)
RESULT = table(
    "message", ruleId=TEXT, ruleIndex={"type": "integer", "minimum": 0}, level=LEVEL, message=MESSAGE,
    locations=rows(table("", physicalLocation=table("artifactLocation", artifactLocation=ARTIFACT, region=REGION))),
    partialFingerprints={"type": "object", "additionalProperties": TEXT},
    suppressions=rows(table("kind", kind={"enum": ["inSource", "external"]}, justification=TEXT), uniqueItems=True))
DRIVER = table("name", name=TEXT, version=TEXT, rules=rows(RULE, uniqueItems=True),
               semanticVersion={"type": "string", "pattern": r"^\d+\.\d+\.\d+"})
RUN = table(
    "tool", tool=table("driver", driver=DRIVER), results=rows(RESULT),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    originalUriBaseIds={"type": "object", "additionalProperties": table(
        "", uri={"type": "string", "pattern": r"^[a-z]+:.*/$"})},
    invocations=rows(table("executionSuccessful", executionSuccessful={"type": "boolean"},
                           exitCode={"type": "integer"})))
SCHEMA = {"$schema": "https://json-schema.org/draft/2020-12/schema",
          **table("version runs", version={"const": "2.1.0"}, runs=rows(RUN), **{"$schema": {"type": "string"}})}
