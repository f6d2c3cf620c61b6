import { parse } from 'node:querystring';

/** How Slack sends commands and interactions; everything else it sends as JSON. */
export const FORM = 'application/x-www-form-urlencoded';

/**
 * What a request of Slack's says, read as Bolt reads it afterwards; `null` where that is no object. Bolt does not look:
 * `payload=null`, well signed, would end the process.
 */
export function saidIn(contentType: string | undefined, body: string): Readonly<Record<string, unknown>> | null {
  const form = contentType?.startsWith(FORM) ? parse(body) : null;
  if (form && typeof form['payload'] !== 'string') return form;
  try {
    const said: unknown = JSON.parse(String(form ? form['payload'] : body));
    return typeof said === 'object' && said !== null && !Array.isArray(said) ? { ...said } : null;
  } catch {
    return null;
  }
}
