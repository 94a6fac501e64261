"""The same values for every client."""

from __future__ import annotations

import unittest
from typing import Any, Optional

from promptctl.bucket import bucket_of, murmur3
from promptctl.bundle import open_bundle, open_document
from promptctl.checkpoint import Beside, check_tool_call, spent_step
from promptctl.errors import BadBundle, BadPin, BadTemplate
from promptctl.memory import Memory
from promptctl.meter import Meter
from promptctl.names import digest_of, is_contract_name, is_digest
from promptctl.pin import read_pin
from promptctl.pointer import read_pointer
from promptctl.route import route_session
from promptctl.schema import UnknownKeyword, matches_schema, schema_faults
from promptctl.template import render_template
from promptctl.upgrade import upgrade_of

from .spec import VECTORS, bytes_of, changed, spec_file

_DOCUMENT = {"format": "promptctl/bundle/1", "contract": "support", "model": {}}


class VectorsTest(unittest.TestCase):
    def test_hashes(self) -> None:
        for text, value in VECTORS["hashes"]:
            with self.subTest(text):
                self.assertEqual(murmur3(text.encode()), int(value, 16))

    def test_buckets(self) -> None:
        for case in VECTORS["buckets"]:
            with self.subTest(case["name"]):
                session = case["session"] * case.get("times", 1)
                self.assertEqual(murmur3(f"{case['salt']}\0{session}".encode()), int(case["hash"], 16))
                self.assertEqual(bucket_of(case["salt"], session), case["bucket"])

    def test_digests_and_names(self) -> None:
        for value, answer in VECTORS["digests"]:
            self.assertEqual(is_digest(value), answer, value)
        for value, answer in VECTORS["contract_names"]:
            self.assertEqual(is_contract_name(value), answer, value)

    def test_bundles(self) -> None:
        for case in VECTORS["bundles"]:
            with self.subTest(case["name"]):
                data = bytes_of(case)
                self.assertEqual(digest_of(data), case["digest"])
                asked = case.get("asked", case["digest"])
                if case["opens"]:
                    self.assertEqual(open_bundle(data, asked, "support").digest, asked)
                else:
                    self.assertRaises(BadBundle, open_bundle, data, asked, "support")

    def test_pointers(self) -> None:
        for case in VECTORS["pointers"]:
            with self.subTest(case["name"]):
                data = bytes_of(case, case.get("pointer"))
                if case["reads"]:
                    self.assertEqual(read_pointer(data).contract, "support")
                else:
                    self.assertRaises(ValueError, read_pointer, data)

    def test_routes(self) -> None:
        for case in VECTORS["routes"]:
            with self.subTest(case["name"]):
                route = route_session(read_pointer(bytes_of({}, case["pointer"])), case["session"])
                found = {name: getattr(route, name) for name in ("variant", "bundle", "bucket", "why")}
                self.assertEqual(found, {name: case[name] for name in found})

    def test_pins(self) -> None:
        for case in VECTORS["pins"]:
            with self.subTest(case["name"]):
                pin = changed(VECTORS["pin"], case.get("pin"), case.get("without"))
                value = case.get("value", pin) if "value" in case else pin
                if case["reads"]:
                    self.assertEqual(read_pin(value, "support"), value)
                else:
                    self.assertRaises(BadPin, read_pin, value, "support")

    def test_upgrades(self) -> None:
        for case in VECTORS["upgrades"]:
            with self.subTest(case["name"]):
                pointer, pin = read_pointer(bytes_of({}, case["pointer"])), changed(VECTORS["pin"], case["pin"])
                upgrade = upgrade_of(pointer, pin, case["on_change"])
                self.assertEqual([upgrade.kind, upgrade.bundle], [case["kind"], case["bundle"]])

    def test_templates(self) -> None:
        for case in spec_file("templates.json"):
            with self.subTest(case["name"]):
                if "error" in case:
                    self.assertRaises(BadTemplate, render_template, case["template"], case["data"])
                else:
                    self.assertEqual(render_template(case["template"], case["data"]), case["expected"])

    def test_schemas(self) -> None:
        for case in spec_file("schemas.json"):
            with self.subTest(case["name"]):
                for value in case["valid"]:
                    self.assertEqual(schema_faults(case["schema"], value), [], value)
                for value in case["invalid"]:
                    self.assertFalse(matches_schema(case["schema"], value), value)

    def test_what_cannot_be_judged_is_denied(self) -> None:
        for schema in (
            {"unevaluatedProperties": False},
            {"$dynamicRef": "#a"},
            {"$ref": "https://example.com/schema"},
            {"$ref": "#/$defs/nowhere"},
            {"properties": {"a": {"pattern": "\\p{L}"}}},
            {"properties": {"a": {"pattern": "(?i)a"}}},
            {"properties": {"a": {"pattern": "(a"}}},
            {"properties": {"a": {"format": "uri-template"}}},
            {"required": 5},
            {"minProperties": "one"},
            {"allOf": [{"$ref": "#"}]},
        ):
            with self.subTest(schema):
                self.assertRaises(UnknownKeyword, matches_schema, schema, {"a": "a"})
                tool = {"name": "t", "input": schema}
                contract = open_document({**_DOCUMENT, "tools": [tool]})
                answer = check_tool_call(contract, Meter(), "t", {"a": "a"})
                self.assertEqual([answer.kind, "cannot be judged" in answer.message], ["deny", True])
                rule = {"id": "r", "when": schema, "decision": "confirm"}
                contract = open_document({**_DOCUMENT, "tools": [{"name": "t"}], "guardrails": [rule]})
                self.assertEqual(check_tool_call(contract, Meter(), "t", {"a": "a"}).kind, "deny")

    def test_checkpoints(self) -> None:
        spec = spec_file("checkpoints.json")
        for case in spec["calls"]:
            with self.subTest(case["name"]):
                contract = open_document(spec["contracts"][case["contract"]])
                beside = Beside(Memory(approved=case.get("approved", [])).is_approved)
                meter = _meter(case.get("meter"))
                answer = check_tool_call(contract, meter, case["tool"], case["arguments"], beside)
                found: dict[str, Any] = {name: getattr(answer, name) for name in case["expect"]}
                if "tool" in found:
                    found["tool"] = found["tool"]["name"]
                self.assertEqual(found, case["expect"])
        for case in spec["steps"]:
            with self.subTest(case["name"]):
                stop = spent_step(open_document(spec["contracts"][case["contract"]]), _meter(case["meter"]))
                self.assertEqual(None if stop is None else stop.stop_reason, case["stop_reason"])


def _meter(used: Optional[dict[str, Any]]) -> Meter:
    return Meter(**{**(used or {}), "succeeded": set((used or {}).get("succeeded", []))})
