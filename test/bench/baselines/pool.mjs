/** The least that asks so many agents, twenty at a time: a pool, and nothing is done with what they answer. */
import { spawn } from "node:child_process";
import { request } from "node:http";

const [count, kind, ...rest] = process.argv.slice(2);
const question = JSON.stringify({ question: "x".repeat(2_000) });
const ask = kind === "command" ? askCommand : askHttp;
const answers = [];
let left = Number(count);
const work = async () => {
  for (; left > 0;) {
    left -= 1;
    answers.push(await ask());
  }
};
await Promise.all(Array.from({ length: 20 }, work));
if (answers.some((answer) => JSON.parse(answer).stop_reason !== "finish")) throw new Error("not answered");

function askCommand() {
  return new Promise((resolve, reject) => {
    const [command, ...args] = rest;
    const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
    let answer = "";
    child.stdout.on("data", (chunk) => (answer += chunk));
    child.on("error", reject).on("close", () => resolve(answer));
    child.stdin.on("error", () => {}).end(question);
  });
}

function askHttp() {
  return new Promise((resolve, reject) => {
    const asked = request(rest[0], { method: "POST", headers: { "content-type": "application/json" } }, (response) => {
      let answer = "";
      response.on("data", (chunk) => (answer += chunk)).on("end", () => resolve(answer));
    });
    asked.on("error", reject).end(question);
  });
}
