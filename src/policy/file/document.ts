import {
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Node,
} from 'yaml';

/** A place in a file, as editors count: both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** What is wrong, and where. */
export interface Problem extends Place {
  readonly says: string;
}

/** The way to something in a file: keys of mappings and numbers of items. */
export type Path = readonly PropertyKey[];

/** A file's content as plain data, and where each part of it stands. */
export interface ReadDocument {
  readonly value: unknown;
  /** Where what is at this path begins; of something that is not there, where it should be. */
  at(path: Path): Place;
  /** Where a key of a mapping stands. */
  keyAt(path: Path): Place;
}

/** Reads YAML, or JSON with comments and trailing commas; every problem of its form at once. */
export function readDocument(text: string): ReadDocument | { readonly problems: readonly Problem[] } {
  const counter = new LineCounter();
  const document = parseDocument(withoutJsonComments(text), {
    lineCounter: counter,
    prettyErrors: false,
    strict: true,
    uniqueKeys: true,
    stringKeys: true,
  });
  const place = (offset: number): Place => {
    const { line, col } = counter.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const problems: Problem[] = [...document.errors, ...document.warnings].map(({ code, message, pos }) => ({
    ...place(pos[0]),
    says: IN_WORDS[code] ?? `this cannot be read: ${message}.`,
  }));
  visit(document, {
    Alias: (_, { range, source }) => {
      problems.push({
        ...place(range?.[0] ?? 0),
        says: `“*${source}” refers to another part of the file; a policy is read by people, so write it out.`,
      });
    },
  });
  if (problems.length > 0) return { problems };
  return {
    value: document.toJS(),
    at: (path) => place(startOf(nodeAt(document, path))),
    keyAt: (path) => place(keyOffset(document, path)),
  };
}

const IN_WORDS: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'this field stands here for the second time; only one of them can hold.',
  MULTIPLE_DOCS: 'a second document begins here; a policy is one document.',
  TAB_AS_INDENT: 'this line is indented with a tab; YAML takes spaces only.',
  NON_STRING_KEY: 'the name of a field has to be a word.',
};

/** The innermost thing on the way that is there. Where one item stands for a list, the item is its first one. */
function nodeAt(document: Document, path: Path): Node | null {
  let node: unknown = document.contents;
  for (const key of path) {
    if (key === 0 && !isSeq(node)) continue;
    const next: unknown = isMap(node) || isSeq(node) ? node.get(key, true) : undefined;
    if (!isNode(next)) break;
    node = next;
  }
  return isNode(node) ? node : null;
}

const startOf = (node: Node | null): number => node?.range?.[0] ?? 0;

function keyOffset(document: Document, path: Path): number {
  const parent = nodeAt(document, path.slice(0, -1));
  const key = path.at(-1);
  if (isMap(parent)) {
    const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === key);
    if (pair && isScalar(pair.key) && pair.key.range) return pair.key.range[0];
  }
  return startOf(nodeAt(document, path));
}

/**
 * JSON has no comments, and YAML knows only those that begin with #: `// …` and `/* … *\/` become blanks, so that every
 * line and column stays what it was. Only in files that begin as JSON does.
 */
function withoutJsonComments(text: string): string {
  const blank = (comment: string): string => comment.replaceAll(/[^\n]/gu, ' ');
  const parts = /"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|(?<![^\s])#[^\n]*|(?<!:)\/\/[^\n]*|\/\*[\s\S]*?\*\//gu;
  const isJson = /^(?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/|#[^\n]*\n)*\{/u.test(text);
  if (!isJson) return text;
  return text.replaceAll(parts, (part) => (part.startsWith('//') || part.startsWith('/*') ? blank(part) : part));
}
