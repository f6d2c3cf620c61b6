/** Whose method something is, and the page on which they say what it does. */
export interface MethodPage {
  readonly whose: 'Slack' | 'AWS';
  readonly url: string;
}

/** Methods of Slack's that we call begin with `admin.`; all others are operations of AWS Support App. */
export function methodPage(method: string): MethodPage {
  return method.startsWith('admin.')
    ? { whose: 'Slack', url: `https://docs.slack.dev/reference/methods/${method}` }
    : { whose: 'AWS', url: `https://docs.aws.amazon.com/supportapp/latest/APIReference/API_${method}.html` };
}
