"""A client over a published folder: sessions, pins, checkpoints, withdrawals, ages."""

from __future__ import annotations

import json
import shutil
import threading
from typing import Any
from unittest import mock

from promptctl import (
    BadPin,
    BadTemplate,
    Halted,
    NotReady,
    PinUnavailable,
    TooOld,
    UnknownProvider,
    UsageError,
    connect,
)
from promptctl.names import digest_of
from promptctl.session import Session

from .published import DIGESTS, PublishedCase, seal

HALT = {"reason": "wrong refunds", "at": "2026-11-20T12:01:00Z", "by": "Ada"}
REFUND = {
    "name": "issue_refund",
    "aliases": ["process_refund"],
    "input": {"type": "object", "properties": {"amount": {"type": "number"}}, "required": ["amount"]},
}
SHOP = seal(
    system="You speak with {{name}} in {{environment.name}}.",
    variables={"name": {"type": "string", "default": "somebody"}},
    tools=[REFUND, {"name": "find_user", "effect": "read"}, {"name": "hand_over", "stop_reason": "transferred"}],
    guardrails=[
        {
            "id": "big",
            "tool": "issue_refund",
            "when": {"properties": {"amount": {"minimum": 100}}},
            "decision": "confirm",
        },
        {"id": "who", "tool": "issue_refund", "unless_called": ["find_user"], "decision": "deny"},
    ],
    budgets={"max_steps": 2, "max_seconds": 60, "max_tool_calls": 5, "max_spend_usd": 1},
    sessions={"on_change": "upgrade"},
)


class ClientTest(PublishedCase):
    def shop(self, **options: Any) -> Session:
        self.publish({"current": digest_of(SHOP)}, [SHOP])
        return self.connected(**options).open("session-1")

    def test_a_session_says_what_its_bundle_says(self) -> None:
        session = self.shop()
        self.assertEqual(session.system(), "You speak with somebody in production.")
        self.assertEqual(session.system({"name": "<Ada>"}), "You speak with <Ada> in production.")
        self.assertEqual([tool["name"] for tool in session.tools()], ["issue_refund", "find_user", "hand_over"])
        self.assertEqual(session.tools("anthropic")[0]["input_schema"], REFUND["input"])
        self.assertEqual(session.prompt_id, f"support@{digest_of(SHOP)[7:19]}")
        self.assertEqual(session.model["name"], "gpt-5-mini-2026-01-15")
        for wrong in ({"nobody": 1}, {"name": 5}):
            self.assertRaises(BadTemplate, session.system, wrong)
        self.assertRaises(UnknownProvider, session.tools, "acme")

    def test_a_pin_is_plain_json_and_is_kept_for_life(self) -> None:
        self.publish()
        client = self.connected()
        pin = json.loads(json.dumps(client.open("s").pin))
        self.publish({"serial": 6, "current": DIGESTS["young"]})
        self.assertEqual(client.refresh().serial, 6)
        self.assertEqual([client.open("s").system(), client.resume(pin).system()], ["young", "old"])
        self.assertEqual(client.resume(pin).pin, pin)
        # Another process, without the bundle in memory: it is at the source, and then in the cache.
        other = self.connected(cache=str(self.cache))
        self.assertEqual(other.resume(pin).system(), "old")
        shutil.rmtree(self.live)
        self.assertEqual(self.connected(cache=str(self.cache)).resume(pin).system(), "old")
        missing = {**pin, "bundle": f"sha256:{'0' * 64}"}
        self.assertRaises(PinUnavailable, other.resume, missing)
        self.assertRaises(BadPin, other.resume, {**pin, "contract": "sales"})

    def test_checkpoints_in_their_order(self) -> None:
        session = self.shop()
        self.assertIsNone(session.before_turn())
        self.assertEqual(session.before_tool("refund", {}).kind, "deny")
        self.assertIn("issue_refund", session.before_tool("issue_refunds", {}).message)
        self.assertEqual(session.before_tool("issue_refund", "not JSON").kind, "deny")
        self.assertEqual(session.before_tool("issue_refund", {"amount": 1}).guardrail, "who")
        self.assertIsNone(session.after_tool("find_user", True))
        # Five calls are used up: four that were denied, one that was made.
        self.assertEqual(session.before_tool("issue_refund", {"amount": 1}).stop_reason, "budget_exceeded")
        session.before_turn()
        allowed = session.before_tool("process_refund", '{"amount": 1}')
        self.assertEqual([allowed.kind, allowed.tool and allowed.tool["name"]], ["allow", "issue_refund"])
        self.assertEqual(allowed.arguments, {"amount": 1})
        stop = session.after_tool("hand_over", True)
        self.assertEqual(stop and stop.stop_reason, "transferred")

    def test_calls_in_parallel_share_a_budget(self) -> None:
        session = self.shop()
        session.before_turn()
        self.assertIsNone(session.after_tool("find_user", True))
        # Five calls are the budget: one was made, four are under way.
        kinds = [session.before_tool("issue_refund", {"amount": 1}).kind for _ in range(5)]
        self.assertEqual(kinds, ["allow"] * 4 + ["stop"])
        for _ in range(4):
            session.after_tool("issue_refund", True)
        self.assertEqual(session.usage()["tool_calls"], 5)

    def test_a_yes_between_two_runs_begins_none(self) -> None:
        session = self.shop()
        session.after_tool("find_user", True)
        session.before_tool("issue_refund", {"amount": 500})
        turn = session.record()["turn"]
        self.assertEqual(session.approve("issue_refund", {"amount": 500}).kind, "allow")
        self.assertEqual(session.upgrade().kind, "same")
        session.before_turn()
        self.assertEqual(session.record()["turn"], turn + 1)

    def test_what_was_called_under_an_old_name_was_called(self) -> None:
        session = self.shop()
        memory = {**session.memory, "called": ["process_refund"]}
        resumed = self.connected().resume(session.pin, memory)
        self.assertEqual(resumed.memory["called"], ["issue_refund"])

    def test_an_approval_holds_for_the_call_that_was_seen_also_in_another_process(self) -> None:
        session = self.shop()
        session.after_tool("find_user", True)
        self.assertEqual(session.before_tool("issue_refund", {"amount": 500}).kind, "confirm")
        self.assertEqual(session.approve("issue_refund", {"amount": 500}).kind, "allow")
        resumed = self.connected().resume(session.pin, json.loads(json.dumps(session.memory)))
        self.assertEqual(resumed.before_tool("process_refund", {"amount": 500.0}).kind, "allow")
        self.assertEqual(resumed.before_tool("issue_refund", {"amount": 501}).kind, "confirm")

    def test_budgets_of_steps_tokens_time_and_money(self) -> None:
        session = self.shop()
        session.before_turn()
        self.assertIsNone(session.after_model({"input": 1, "output": 1}, spend_usd=0.1))
        self.assertIsNone(session.before_model())
        stop = session.after_model({"prompt_tokens": 5, "completion_tokens": 5}, spend_usd=0.1)
        self.assertEqual(stop and stop.stop_reason, "budget_exceeded")
        session.before_turn()
        self.doors.passed += 61
        self.assertEqual(session.before_tool("find_user", {}).stop_reason, "budget_exceeded")
        session.before_turn()
        stop = session.after_model(None, spend_usd=2)
        self.assertEqual(stop and stop.message, "the budget of 1 US dollars is used up")

    def test_a_run_record_has_every_field(self) -> None:
        records: list[Any] = []
        session = self.shop(records=records.append, salt="pepper")
        session.before_turn(run_id="run-1")
        session.after_model({"input": 10, "output": 5}, calls=0)
        self.doors.passed += 1.5
        record = session.record(outcome={"solved": True}, contract="another")
        self.assertEqual(records, [record])
        expected = {"run_id": "run-1", "turn": 0, "contract": "support", "stop_reason": "finish", "steps": 1}
        self.assertEqual({name: record[name] for name in expected}, expected)
        self.assertEqual([record["seconds"], record["spend_usd"], record["outcome"]], [1.5, None, {"solved": True}])
        self.assertNotIn("session-1", json.dumps(record))
        self.assertEqual(session.usage()["unkept"][0].split(":")[0], "max_spend_usd")
        expected = {"serial": 5, "run_id": "run-1", "turn": 0, "stop_reason": "finish", "steps": 1, "tool_calls": 0}
        said = session.attributes()
        self.assertEqual({name: said[f"promptctl.{name}"] for name in expected}, expected)
        self.assertEqual(said["promptctl.opened_at"], session.pin["opened_at"])
        self.assertEqual([said["gen_ai.usage.input_tokens"], said["promptctl.decisions.deny"]], [10, 0])
        session.before_turn()
        self.assertNotIn("promptctl.stop_reason", session.attributes())
        # What the host's function raises goes no further.
        self.shop(records=mock.Mock(side_effect=RuntimeError)).record(error="boom")

    def test_between_two_runs_a_session_may_move_where_that_is_safe(self) -> None:
        self.publish({"current": digest_of(SHOP)}, [SHOP])
        client = self.connected()
        session = client.open("s")
        self.assertEqual(session.upgrade().kind, "same")
        self.publish({"serial": 6, "current": DIGESTS["young"]})
        client.refresh()
        self.assertEqual(session.upgrade().kind, "target_changed")
        self.publish({"serial": 7, "current": DIGESTS["young"], "upgradableFrom": [digest_of(SHOP)]})
        client.refresh()
        session.before_turn()
        self.assertEqual(session.upgrade().kind, "in_run")
        session.record()
        moved = session.upgrade().session
        self.assertIsNotNone(moved)
        assert moved is not None
        self.assertEqual([moved.system(), moved.pin["serial"], moved.pin["session"]], ["young", 7, "s"])

    def test_halts_and_revocations_reach_open_sessions(self) -> None:
        self.publish()
        client = self.connected()
        session = client.open("s")
        self.publish({"serial": 6, "halted": HALT})
        client.refresh()
        stop = session.before_turn()
        self.assertEqual(stop and [stop.stop_reason, stop.message], ["halted", "wrong refunds"])
        self.assertRaises(Halted, client.open, "s")
        revoked = [{"bundle": DIGESTS["old"], "reason": "leaks", "at": "2026-11-20T12:01:00Z"}]
        self.publish({"serial": 7, "current": DIGESTS["young"], "revoked": revoked})
        client.refresh()
        self.assertEqual(session.before_tool("find_user", {}).stop_reason, "revoked")
        self.assertEqual(client.open("s").system(), "young")

    def test_what_the_source_did_not_confirm_for_too_long_opens_nothing(self) -> None:
        self.publish()
        client = self.connected(max_age=60)
        session = client.open("s")
        self.doors.passed += 61
        self.assertEqual([client.state().kind, client.state().age], ["error", 61])
        self.assertRaises(TooOld, client.open, "s")
        self.assertEqual(session.before_tool("find_user", {}).stop_reason, "halted")
        self.assertEqual([client.refresh().kind, client.open("s").system()], ["ready", "old"])

    def test_an_age_goes_on_over_a_restart(self) -> None:
        self.publish()
        self.connected(cache=str(self.cache)).close()
        shutil.rmtree(self.live)
        self.doors.passed += 100
        self.assertEqual(self.connected(cache=str(self.cache)).state().age, 100)
        self.doors.passed -= 500
        self.assertEqual(self.connected(cache=str(self.cache)).state().age, 0)

    def test_what_the_cache_could_not_take_was_not_confirmed_there(self) -> None:
        self.publish()
        client = self.connected(cache=str(self.cache))
        (self.cache / "bundles" / f"{DIGESTS['young'][7:]}.json").mkdir()
        self.publish({"serial": 6, "current": DIGESTS["young"]})
        self.doors.passed += 100
        self.assertEqual([client.refresh().serial, client.state().stored], [6, False])
        shutil.rmtree(self.live)
        self.assertEqual(self.connected(cache=str(self.cache)).state().age, 100)

    def test_of_the_pointer_before_nobody_knows_when_it_was_confirmed(self) -> None:
        self.publish()
        client = self.connected(cache=str(self.cache))
        self.publish({"serial": 6, "current": DIGESTS["young"]})
        client.refresh()
        (self.cache / "labels/support/prod.json").write_text("{")
        shutil.rmtree(self.live)
        self.assertIsNone(self.connected(cache=str(self.cache)).state().age)

    def test_a_broken_cache_is_no_cache_and_one_that_cannot_be_written_no_reason(self) -> None:
        self.publish()
        self.connected(cache=str(self.cache)).close()
        for file in self.cache.rglob("*.json"):
            file.write_bytes(file.read_bytes()[:50])
        shutil.rmtree(self.live)
        self.assertRaises(NotReady, self.connected, cache=str(self.cache))
        self.publish()
        client = self.connected(cache="/dev/null/cache")
        self.assertEqual([client.state().kind, client.state().stored], ["ready", False])

    def test_the_last_resort_is_verified_too(self) -> None:
        self.publish()
        image = self.folder / "image"
        shutil.copytree(self.live, image)
        shutil.rmtree(self.live)
        client = self.connected(fallback=f"file:{image}")
        self.assertEqual([client.open("s").system(), client.state().kind], ["old", "stale"])
        self.publish({"serial": 4, "current": DIGESTS["young"]})
        refusal = client.refresh().refusal
        self.assertEqual(refusal and refusal.reason, "rollback_refused")
        for file in (image / "bundles").iterdir():
            file.write_bytes(b"{}")
        shutil.rmtree(self.live)
        self.assertRaises(NotReady, self.connected, fallback=f"file:{image}")

    def test_events_until_nobody_listens_and_a_listener_that_fails(self) -> None:
        self.publish()
        client = self.connected()
        seen: list[Any] = []
        client.on("activated", mock.Mock(side_effect=RuntimeError))
        # A listener may ask for what it is being told.
        client.on("activated", lambda event: client.refresh())
        unsubscribe = client.on("activated", seen.append)
        self.publish({"serial": 6})
        client.refresh()
        unsubscribe()
        self.publish({"serial": 7})
        client.refresh()
        self.assertEqual([event["serial"] for event in seen], [6])
        self.assertRaises(UsageError, client.on, "changed", print)

    def test_it_polls_by_itself_and_stops(self) -> None:
        self.publish()
        client = connect(f"file:{self.live}", "support", "prod", interval=0.02)
        self.addCleanup(client.close)
        came = threading.Event()
        client.on("activated", lambda event: came.set())
        self.publish({"serial": 6, "current": DIGESTS["young"]})
        self.assertTrue(came.wait(30))
        self.assertEqual(client.open("s").system(), "young")
        client.close()
        self.assertEqual(client.state().kind, "fatal")
        self.publish({"serial": 7})
        self.assertEqual(client.refresh().serial, 6)

    def test_whatever_a_model_or_a_host_hands_over_checkpoints_answer(self) -> None:
        endless: list[Any] = []
        endless.append(endless)
        odd: list[Any] = [None, 5, True, float("nan"), 10**400, "\ud800", b"x", {1}, (1,), object(), endless, {1: 2}]
        odd += [{"amount": one} for one in odd] + ["[]", "{", "null", '{"amount":1,"amount":2}', "[" * 100_000]
        session = self.shop()
        for value in odd:
            session.before_turn()
            for name in ("issue_refund", "nothing", value):
                self.assertIn(session.before_tool(name, value).kind, ("deny", "allow", "confirm"))
                self.assertIn(session.approve(name, value).kind, ("deny", "allow", "confirm"))
            session.before_turn()
            session.after_tool(value, True)
            session.after_model(value, spend_usd=value)
            json.dumps([session.record(), session.memory, session.usage(), session.attributes()], allow_nan=False)
            if not isinstance(value, str):
                self.assertRaises(BadTemplate, session.system, {"name": value})

    def test_an_approval_is_of_what_was_seen(self) -> None:
        session = self.shop()
        session.after_tool("find_user", True)
        arguments = {"amount": 500}
        session.approve("issue_refund", arguments)
        arguments["amount"] = 9_000
        self.assertEqual(session.before_tool("issue_refund", arguments).kind, "confirm")

    def test_what_a_host_edits_is_of_no_other_session(self) -> None:
        self.publish({"current": digest_of(SHOP)}, [SHOP])
        client = self.connected()
        session = client.open("s")
        session.tools()[0]["input"]["properties"].clear()
        session.tools("openai")[0]["parameters"]["required"].clear()
        session.model["name"] = "another"
        session.pin["environment"]["name"] = "another"
        for same in (session, client.open("s")):
            self.assertEqual([same.tools()[0]["input"], same.model["name"]], [REFUND["input"], "gpt-5-mini-2026-01-15"])
        self.assertEqual(client.open("s").system(), "You speak with somebody in production.")

    def test_a_providers_own_usage(self) -> None:
        session = self.shop()
        model = mock.Mock(model_dump=lambda: {"input_tokens": 3, "output_tokens": 4, "cache_read_input_tokens": 5})
        session.after_model(model)
        tokens = {"input": 8, "output": 4, "cached": 5, "cache_write": None, "reasoning": None}
        self.assertEqual(session.usage()["tokens"], tokens)

    def test_ids_are_texts_and_whole_numbers(self) -> None:
        self.publish({"ramp": {"bundle": DIGESTS["young"], "weight": 10_000, "salt": "r-7"}})
        client = self.connected()
        self.assertEqual([client.open(one).pin["session"] for one in ("a", 42)], ["a", "42"])
        for nothing in (None, "", True, ["a"]):
            self.assertEqual(client.open(nothing).pin["variant"], "current")

    def test_wrong_options_are_said_at_once(self) -> None:
        wrong: list[dict[str, Any]] = [
            {"source": "ftp://example.com"},
            {"source": "http://"},
            {"contract": "Support"},
            {"label": "latest"},
            {"interval": 0},
            {"deadline": "5"},
            {"max_age": -1},
            {"floor": 1.5},
            {"headers": {"a": 1}},
            {"ready": "soon"},
        ]
        for option in wrong:
            with self.subTest(option):
                given = {"source": f"file:{self.live}", "contract": "support", "label": "prod", **option}
                self.assertRaises(UsageError, connect, **given)
