import type { WebAPICallResult } from '@slack/web-api';

/**
 * All pages of a method that pages by cursor (docs.slack.dev/apis/web-api/pagination). `read` gets `{}` first, then the
 * cursor; what it does about rate limits is its own affair.
 */
export async function* pagesOf(
  read: (cursor: { readonly cursor?: string }) => Promise<WebAPICallResult>,
): AsyncGenerator<WebAPICallResult> {
  let cursor: string | undefined;
  do {
    const page: WebAPICallResult = await read(cursor ? { cursor } : {});
    yield page;
    cursor = nextCursor(page);
  } while (cursor);
}

/** Where the next page begins; `undefined` behind the last one. */
export function nextCursor(page: WebAPICallResult): string | undefined {
  return page.response_metadata?.next_cursor || topLevelCursor(page) || undefined;
}

/** `admin.conversations.search` has it beside the list (docs.slack.dev/reference/methods/admin.conversations.search). */
function topLevelCursor(page: WebAPICallResult): string | undefined {
  return 'next_cursor' in page && typeof page.next_cursor === 'string' ? page.next_cursor : undefined;
}
