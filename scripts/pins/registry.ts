/** Requests registries over plain https, once and with a timeout. */

const TIMEOUT = 30_000;

/** @throws when the URL cannot be reached, or when the status is not a success */
export async function fetchText(url: string, token?: string): Promise<string> {
  const response = await fetch(url, {
    headers: { 'user-agent': 'create-pyproject pins', ...(token && { authorization: `Bearer ${token}` }) },
    signal: AbortSignal.timeout(TIMEOUT),
  });
  if (!response.ok) throw new Error(`${url} returned status ${response.status}`);
  return await response.text();
}

/** Fetches JSON. */
export const fetchJson = async (url: string, token?: string): Promise<unknown> =>
  JSON.parse(await fetchText(url, token));
