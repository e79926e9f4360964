/** How is a registry asked? Over plain https, once, with an end to the waiting. */

const TIMEOUT = 30_000;

/** @throws when it cannot be reached, or says anything but 200 */
export async function fetchText(url: string, token?: string): Promise<string> {
  const response = await fetch(url, {
    headers: { 'user-agent': 'create-pyproject pins', ...(token && { authorization: `Bearer ${token}` }) },
    signal: AbortSignal.timeout(TIMEOUT),
  });
  if (!response.ok) throw new Error(`${url} says ${response.status}`);
  return await response.text();
}

/** The same, for JSON. */
export const fetchJson = async (url: string, token?: string): Promise<unknown> =>
  JSON.parse(await fetchText(url, token));
