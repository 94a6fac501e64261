import { buffer } from "node:stream/consumers";

/** Everything that is piped in. */
export async function readStandardInput(): Promise<Uint8Array> {
  return buffer(process.stdin);
}
