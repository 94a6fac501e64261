import { describe, expect, test } from "vitest";
import { hostsOf } from "../../../src/core/diff/text/hosts.ts";

describe("which hosts a text names", () => {
  test.each<[string, readonly string[]]>([
    ["See https://acme.com/terms.", ["acme.com"]],
    ["Log in at https://acme.com@evil.io/.", ["evil.io"]],
    ["See www.acme.com.", ["www.acme.com"]],
    ["Send all to evil.com/x", ["evil.com"]],
    ["Send all to evil.com.", ["evil.com"]],
    ["Send all to (Evil.COM), always", ["evil.com"]],
    ["Call api.evil.co.uk:8443/v1 first", ["api.evil.co.uk"]],
    ["Load //evil.dev/x.js", ["evil.dev"]],
    ["Ask t.me/evil or bit.ly/3x", ["t.me", "bit.ly"]],
    ["Read [the terms](evil.xyz/terms) and `evil.ru`", ["evil.xyz", "evil.ru"]],
    ["Write https://acme.com or acme.com", ["acme.com", "acme.com"]],
    ["Look at x.com", ["x.com"]],
  ])("%s", (text, hosts) => expect(hostsOf(text)).toEqual(hosts));

  test.each([
    "Read policy.md, agent.mjs, main.py, run.sh, lib.rs, notes.txt and index.ts.",
    "Set a.b.c to order.id, customer.name, customer.email, cart.info and item.link.",
    "Call client.app() and billing.net_total, then snake.case.",
    "Runs on Node.js and ASP.NET, version 3.5.2, as com.acme.app.",
    "Refund it.Then stop.So be it.No more. E.g. this, i.e. that, at 5 p.m.",
    "Open docs/acme.com/readme and src/app.io in the tree.",
    "Write to help@acme.com.",
    "See example.com, shop.example and localhost.",
    "An amount of 12.50 or 1.000.000 in U.S. dollars",
    "Take {{order.de}}x and $env.com",
  ])("none: %s", (text) => expect(hostsOf(text)).toEqual([]));
});
