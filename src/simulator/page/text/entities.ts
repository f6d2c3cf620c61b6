const CHARACTER: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/**
 * Undoes Slack's escaping once: `&amp;lt;` becomes `&lt;` and stays that. No other entity exists for Slack.
 * https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function decodeEntities(text: string): string {
  return text.replaceAll(/&(?:amp|lt|gt);/g, (entity) => CHARACTER[entity] ?? entity);
}
