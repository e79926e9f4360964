/** Asks registries over plain https, once and with a timeout. */

const TIMEOUT = 30_000;

/** @throws when it cannot be reached, or its status is no success */
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
