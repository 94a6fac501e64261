/** Answers everything, 50 ms later; says on which port, and ends with who started it. */
import { createServer } from "node:http";

const answer = JSON.stringify({ stop_reason: "finish", output: "yes", calls: [] });
const server = createServer((request, response) => {
  request
    .resume()
    .on("end", () => setTimeout(() => response.writeHead(200, { "content-type": "application/json" }).end(answer), 50));
});
server.listen(0, "127.0.0.1", () => process.stdout.write(`${server.address().port}\n`));
process.stdin.resume().on("end", () => process.exit(0));
