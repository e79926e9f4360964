/** Merges lists whose order says little: requirements, patterns, classifiers. */

/** An item of the merged list, or the two that it may be; a side without it has none. */
export type Item = { readonly item: string } | { readonly ours?: string; readonly theirs?: string };

/** What each item is about; the item itself where two are about the same. */
function bySubject(lists: readonly (readonly string[])[], subject: (item: string) => string) {
  const repeated = new Set(
    lists.flatMap((list) => {
      const subjects = list.map(subject);
      return subjects.filter((one, i) => subjects.indexOf(one) !== i);
    }),
  );
  const key = (item: string): string => (repeated.has(subject(item)) ? item : subject(item));
  return { key, maps: lists.map((list) => new Map(list.map((item) => [key(item), item]))) };
}

/**
 * Makes the other side's changes in our list: what it added comes after the item that it follows there, what it removed
 * goes, and what we removed stays away.
 * @param subject what an item is about, such as the name of a requirement: two items about the same are one, changed
 */
export function mergeList(
  base: readonly string[],
  ours: readonly string[],
  theirs: readonly string[],
  subject: (item: string) => string,
): Item[] {
  const { key, maps } = bySubject([base, ours, theirs], subject);
  const [was, own, other] = maps as [Map<string, string>, Map<string, string>, Map<string, string>];
  const merged = new Map<string, Item>([...own].map(([about, item]) => [about, { item }]));
  for (const [about, b] of was) {
    const [o, t] = [own.get(about), other.get(about)];
    if (o === undefined || t === b || t === o) continue;
    if (t === undefined && o === b) merged.delete(about);
    else if (o === b && t !== undefined) merged.set(about, { item: t });
    else merged.set(about, { ours: o, ...(t !== undefined && { theirs: t }) });
  }
  let entries = [...merged];
  const order = theirs.map(key);
  for (const [i, about] of order.entries()) {
    const t = other.get(about);
    if (was.has(about) || t === undefined) continue;
    const o = own.get(about);
    if (o === t) continue;
    if (o !== undefined)
      entries = entries.map((entry) => (entry[0] === about ? [about, { ours: o, theirs: t }] : entry));
    else {
      // At the end of their list means at the end of ours.
      const before = order.slice(0, i).findLast((one) => entries.some(([known]) => known === one));
      const at =
        i === order.length - 1 || before === undefined
          ? entries.length
          : entries.findIndex(([known]) => known === before) + 1;
      entries.splice(at, 0, [about, { item: t }]);
    }
  }
  return entries.map(([, item]) => item);
}
