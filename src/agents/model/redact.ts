/** Takes a key out of what a provider says, also where it shows a part of it. */
export function redactor(key: string | null): (text: string) => string {
  const beginning = key === null || key.length < 8 ? null : key.slice(0, 6);
  return (text) => {
    const whole = key === null || key.length < 4 ? text : text.replaceAll(key, "…");
    return whole
      .split(/(\s+)/)
      .map((word) => ((beginning !== null && word.includes(beginning)) || word.includes("***") ? "…" : word))
      .join("");
  };
}
