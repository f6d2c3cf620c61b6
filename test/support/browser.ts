/** Somebody's browser, as far as an install needs one: cookies, links, a form, redirects. */
export class Browser {
  readonly #cookies = new Map<string, string>();

  /** Opens an address; follows no redirect. */
  async open(
    url: string,
    init: RequestInit = {},
  ): Promise<{ status: number; body: string; location: string; headers: Headers }> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = new Headers(init.headers);
    if (cookie) headers.set('cookie', cookie);
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const location = response.headers.get('location') ?? '';
    return { status: response.status, body: await response.text(), location, headers: response.headers };
  }

  /** Another browser that has the same cookies. */
  copy(): Browser {
    const other = new Browser();
    for (const [name, value] of this.#cookies) other.#cookies.set(name, value);
    return other;
  }
}

/** What somebody chooses on Slack's page. */
export interface Choice {
  readonly person: string;
  /** `org`, `elsewhere`, or the ID of a workspace. */
  readonly ground?: string;
  readonly answer?: 'allow' | 'cancel';
  /** Changes what the app asks for, as another manifest would. */
  readonly ask?: (query: URLSearchParams) => void;
}

/** Goes through the app's first page and Slack's; answers the address that Slack leads back to. */
export async function agree(browser: Browser, appUrl: string, choice: Choice): Promise<string> {
  const { body } = await browser.open(`${appUrl}/slack/install`);
  const link = /<a class="go" href="([^"]+)"/u.exec(body)?.[1]?.replaceAll('&amp;', '&');
  if (link === undefined) throw new Error(`There is no way to Slack on this page:\n${body}`);
  const url = new URL(link);
  choice.ask?.(url.searchParams);
  const page = await browser.open(url.href);
  if (page.status !== 200) throw new Error(`Slack’s page: ${page.status} ${page.body}`);
  const { person, ground = 'org', answer = 'allow' } = choice;
  const form = new URLSearchParams({ ...Object.fromEntries(url.searchParams), person, ground, answer });
  const { location } = await browser.open(`${url.origin}${url.pathname}`, { method: 'POST', body: form });
  return location;
}

/** The whole install; answers the last page, without its tags. */
export async function install(
  appUrl: string,
  choice: Choice,
  browser = new Browser(),
): Promise<{ status: number; text: string; html: string }> {
  const { status, body } = await browser.open(await agree(browser, appUrl, choice));
  return { status, html: body, text: textOf(body) };
}

/** What a reader sees of a page. */
export function textOf(html: string): string {
  return html
    .replace(/<style>[\s\S]*?<\/style>/u, '')
    .replace(/<title>[\s\S]*?<\/title>/u, '')
    .replaceAll(/<[^>]+>/gu, '')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll(/[ \t]*\n\s*/gu, '\n')
    .trim();
}
