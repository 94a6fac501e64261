import { readFile } from "node:fs/promises";
import { validateXML } from "xmllint-wasm";

const schema = await readFile(new URL("../report/junit/junit.xsd", import.meta.url), "utf8");

/** What is wrong with a file of JUnit's XML: nothing where libxml2 reads it, and the dialect has all of it. */
export async function junitFaults(text: string): Promise<readonly string[]> {
  const { errors } = await validateXML({
    xml: [{ fileName: "results.junit.xml", contents: text }],
    schema: [{ fileName: "junit.xsd", contents: schema }],
  });
  return errors.map(({ message }) => message);
}
