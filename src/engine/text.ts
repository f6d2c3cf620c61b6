/** Characters that move other characters about on the screen: with them a name can look like another one. */
const BIDI_CONTROLS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
/** Control characters except the line feed. */
// oxlint-disable-next-line no-control-regex -- removing them is the purpose
const CONTROLS = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/gu;

/** What every database takes and gives back as it was: well-formed, and without NUL. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '');
}

/** What people typed, made safe to store: well-formed, without NUL and other controls, lines ended by line feeds. */
export function clean(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n')
    .replaceAll('\t', ' ')
    .replace(CONTROLS, '')
    .replace(BIDI_CONTROLS, '');
}

/** The same on one line, and at most `max` characters long, an ellipsis counted. */
export function oneLine(text: string, max: number): string {
  return cut(clean(text).replace(/\s+/gu, ' ').trim(), max);
}

/** At most `max` UTF-16 units, cut between characters and ended by an ellipsis where something was left out. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > max - 1) break;
    kept += character;
  }
  return `${kept}…`;
}
