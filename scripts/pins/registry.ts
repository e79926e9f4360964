/** Requests registries over plain https, once and with a timeout. */

const TIMEOUT = 30_000;

type Headers = Readonly<Record<string, string>>;

/** @throws when the URL cannot be reached, or when the status is not a success */
export async function fetchText(url: string, headers: Headers = {}): Promise<string> {
  const response = await fetch(url, {
    headers: { 'user-agent': 'create-pyproject pins', ...headers },
    signal: AbortSignal.timeout(TIMEOUT),
  });
  if (!response.ok) throw new Error(`${url} returned status ${response.status}`);
  return await response.text();
}

/** Fetches JSON. */
export const fetchJson = async (url: string, headers: Headers = {}): Promise<unknown> =>
  JSON.parse(await fetchText(url, headers));

/** The header of a token, if there is one. */
export const authorization = (token: string | undefined): Headers =>
  token ? { authorization: `Bearer ${token}` } : {};
