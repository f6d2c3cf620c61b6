/** Whose method something is, and the page on which they say what it does. */
export interface MethodPage {
  readonly whose: 'Slack' | 'AWS';
  readonly url: string;
}

/** Whom a call goes to: Slack's methods are `like.this`, AWS's operations `LikeThis`. */
export function whoseMethod(method: string): MethodPage['whose'] {
  return /^[A-Z]/u.test(method) ? 'AWS' : 'Slack';
}

/** The page on which Slack or AWS says what a method does. */
export function methodPage(method: string): MethodPage {
  return whoseMethod(method) === 'Slack'
    ? { whose: 'Slack', url: `https://docs.slack.dev/reference/methods/${method}` }
    : { whose: 'AWS', url: `https://docs.aws.amazon.com/supportapp/latest/APIReference/API_${method}.html` };
}
