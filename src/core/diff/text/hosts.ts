/** The hosts that a text names, in small letters: in links, and as names that end like those of hosts. */
export function hostsOf(text: string): readonly string[] {
  const linked = [...text.matchAll(url)].map(([, start = "", rest = ""]) => hostOf(start, rest));
  const bare = text.includes(".") ? [...text.replaceAll(url, " ").matchAll(name)].flatMap(bareHost) : [];
  return [...linked, ...bare].filter((host) => host !== "" && !reserved.test(host));
}

const url = /(?<![\w.])(https?:\/\/|wss?:\/\/|ftp:\/\/|www\.)([^\s"'<>`()[\]|\\]{1,300})/gi;

/** Without user and port: `https://acme.com@evil.example/` goes to the latter. */
function hostOf(start: string, rest: string): string {
  const [authority = ""] = rest.split(/[/?#]/);
  const host = authority.slice(authority.lastIndexOf("@") + 1).replace(/:\d*$/, "");
  return `${start.toLowerCase() === "www." ? "www." : ""}${host.toLowerCase().replace(/[.,;:!*_]+$/, "")}`;
}

/** Names for examples (RFC 2606), and the machine itself. */
const reserved = /(?:^|\.)(?:example(?:\.(?:com|net|org))?|test|invalid|localhost)$|^127\.|^0\.0\.0\.0$/;

/** No part of a path, an address of mail or a longer name, no variable, and nothing that is called: `acme.com/help`. */
const name =
  /(?<![\w.@\\$-]|(?<!\/)\/)((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8})([a-z]{2,12})(?![\w(@\\-]|\.\w|\s?\}\})(?::\d{1,5}(?=\/))?(\/[\w~%?#-])?/gi;

function bareHost([, labels = "", ending = "", path]: RegExpMatchArray): readonly string[] {
  const host = `${labels}${ending}`.toLowerCase();
  const [first = "", second] = host.split(".");
  const last = ending.toLowerCase();
  if (!/[a-z]/.test(labels.toLowerCase()) || frameworks.has(host)) return [];
  // `com.acme.app` is the name of a program.
  if (generic.has(first) && second !== last && !generic.has(last)) return [];
  if (path !== undefined) return endings.has(last) || words.has(last) ? [host] : [];
  return endings.has(last) && (first.length > 1 || last === "com") ? [host] : [];
}

const frameworks = new Set(["asp.net", "ado.net", "vb.net", "ml.net"]);
const generic = new Set(["com", "net", "org"]);

/** Ends of names that no file, no field and no word of a sentence has. */
const endings = new Set(
  `com net org biz io ai app dev xyz online site website tech cloud club icu vip ws cc co tv ly gg fm gl edu gov mil
   uk de fr nl eu ca au nz jp cn kr tw hk sg ru ua cz sk hu ro bg gr tr il br ar mx cl pe za ng ke eg ch fi dk ie pt
   lt lv ee th ir vn`.split(/\s+/),
);

/** They are words, fields or kinds of files too: only with a path behind them. */
const words = new Set(
  `info name me to in is it at be no so us my do es as am id se top live shop store link page click work news media
   email date space fun today life world zone digital agency support help chat team group run sh pl py rs cx st mobi
   new bot pro land host press blog video network email vu la im`.split(/\s+/),
);
