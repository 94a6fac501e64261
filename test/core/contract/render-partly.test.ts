import { expect, test } from "vitest";
import { renderContractPartly } from "../../../src/core/contract/render-partly.ts";
import { renderContract } from "../../../src/core/contract/render.ts";
import { sampleContract, tool } from "../../helpers/contracts.ts";

const contract = sampleContract("{{who}} ({{tier}}) in {{environment.name}}", {
  variables: { who: { type: "string" }, tier: { type: "string", default: "basic" } },
  messages: [{ role: "user", content: "{{who}}" }],
  tools: [tool("find", { description: "Find {{who}}." }), tool("ping", { description: "Ping." })],
});

test("what waits for a value is listed by text", () => {
  const { rendered, open } = renderContractPartly(contract, {}, { name: "test" });
  expect(rendered.system).toBe("{{who}} (basic) in test");
  expect(open.map(({ path, names }) => [path.join("/"), names])).toEqual([
    ["system", ["who"]],
    ["messages/0", ["who"]],
    ["tools/find/description", ["who"]],
  ]);
});

test("with every value it is rendered as the runtime renders it", () => {
  const { rendered, open } = renderContractPartly(contract, { who: "Ada" }, { name: "test" });
  expect(rendered).toEqual(renderContract(contract, { who: "Ada" }, { name: "test" }));
  expect(open).toEqual([]);
});

test.each([
  [
    "a literal with a tag in it",
    [
      { text: "{{who}} ", literal: false },
      { text: "{{other}}", literal: true },
    ],
    "x",
    true,
  ],
  [
    "a literal with half a tag",
    [
      { text: "{{who}} ", literal: false },
      { text: "{{", literal: true },
    ],
    "x",
    true,
  ],
  [
    "a literal without braces",
    [
      { text: "{{who}} ", literal: false },
      { text: "}}", literal: true },
    ],
    "x",
    false,
  ],
  ["a value with a tag in it", [{ text: "{{who}} {{tier}}", literal: false }], "{{x}}", true],
  ["a value without", [{ text: "{{who}} {{tier}}", literal: false }], "{x}", false],
])("%s: the text can be rendered again, or it cannot", (_, system, tier, hasBraces) => {
  const { open } = renderContractPartly({ ...contract, system }, { tier }, null);
  expect(open[0]).toEqual({ path: ["system"], names: ["who"], hasBraces });
});

test.each([
  [{ nobody: 1 }, /declares no variable `nobody`/],
  [{ who: 5 }, /`who` is not as declared/],
])("%j is refused", (variables, why) => {
  expect(() => renderContractPartly(contract, variables, null)).toThrow(why);
});
