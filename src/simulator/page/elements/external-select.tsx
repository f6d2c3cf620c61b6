import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { useSurface } from '../blocks/surface.js';
import { numberIn, type Json } from '../json.js';
import { usePage } from '../page-context.js';
import { groupsOf, type ChoiceGroup } from './choices.js';
import { SelectField } from './select-field.js';
import { useField } from './use-field.js';

/** Slack's own default, and how long it waits for somebody to go on typing. */
const MIN_QUERY_LENGTH = 3;
const PAUSE_MS = 200;

/** A select whose lines the app is asked for while somebody types. */
export function ExternalSelect({ element }: { element: Json }): JSX.Element {
  const use = useField(element);
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState(false);
  const least = numberIn(element, 'min_query_length') ?? MIN_QUERY_LENGTH;
  const asks = open && Array.from(typed).length >= least;
  const answer = useOptions(use.name, typed, asks);
  const status = asks ? answer.status : open ? typeMore(least) : '';
  return (
    <SelectField
      element={element}
      use={use}
      groups={asks ? answer.groups : []}
      known={[]}
      typed={typed}
      status={status}
      onType={setTyped}
      onOpen={setOpen}
    />
  );
}

function typeMore(least: number): string {
  return `Type ${least === 1 ? 'a character' : `at least ${least} characters`} to search`;
}

interface Answer {
  readonly groups: readonly ChoiceGroup[];
  readonly status: string;
}

const LOADING: Answer = { groups: [], status: 'Loading…' };

/** The app's options for what is typed now; an answer to something typed before is thrown away. */
function useOptions(name: { blockId: string; actionId: string }, typed: string, asks: boolean): Answer {
  const { session } = usePage();
  const { container } = useSurface();
  const [answer, setAnswer] = useState(LOADING);
  useEffect(() => {
    setAnswer(LOADING);
    if (!asks) return undefined;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      session.ask(container, name, typed, abort.signal).then(
        (options) => {
          const groups = groupsOf({ ...options });
          setAnswer({ groups, status: groups.length === 0 ? 'No results' : '' });
        },
        () => {
          if (!abort.signal.aborted) setAnswer({ groups: [], status: 'The app did not answer. No results' });
        },
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [typed, asks, name.blockId, name.actionId]);
  return answer;
}
