import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';

/** HTML that is safe to send: made by the tag `html` only, which escapes everything that is put into it. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** Tag for HTML: html`<p>${name}</p>`; what is not HTML already is escaped. */
export function html(strings: TemplateStringsArray, ...values: readonly (string | Html | readonly Html[])[]): Html {
  const shown = values.map((value) => {
    if (typeof value === 'string') return escape(value);
    return value instanceof Html ? value.text : value.map(({ text }) => text).join('');
  });
  return new Html(strings.map((string, index) => string + (shown[index] ?? '')).join(''));
}

/** A page: what happened, and what to do. */
export interface Page {
  readonly status: number;
  readonly title: string;
  readonly body: Html;
}

const STYLE = `body{font:16px/1.55 system-ui,sans-serif;max-width:38rem;margin:12vh auto 4rem;padding:0 1.25rem;color:#1d1c1d;background:#fff}
h1{font-size:1.5rem;line-height:1.3}code{font-size:.9em;background:#f4f4f4;padding:.1em .3em;border-radius:3px}
.go{display:inline-block;margin:.5rem 0;padding:.6rem 1.2rem;border-radius:4px;background:#1f3a4d;color:#fff;text-decoration:none}
summary{cursor:pointer}@media(prefers-color-scheme:dark){body{color:#e8e8e8;background:#1a1d21}code{background:#2b2f36}.go{background:#3f7399}}`;

const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Sends a page. It runs nothing, loads nothing, is kept nowhere, and tells nobody where somebody came from. */
export function sendPage(response: ServerResponse, page: Page, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(page.status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': POLICY,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    ...headers,
  });
  response.end(whole(page).text);
}

function whole({ title, body }: Page): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Gridkeeper</title>
        <style>
          ${new Html(STYLE)}
        </style>
      </head>
      <body>
        <h1>${title}</h1>
        ${body}
      </body>
    </html> `;
}

const escape = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
