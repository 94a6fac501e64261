/** `server__getOrder2` → server, get, order, 2. */
export function nameWords(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, "$1 $2")
    .replaceAll(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

/** The same as a person says it: `order_id` and `orderId` are order id. */
export function sayName(name: string): string {
  return nameWords(name).join(" ");
}
