import type { JSX } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

import type { PageView } from '../api.js';
import { Blocks } from '../blocks/blocks.js';
import { usePage } from '../page-context.js';
import { Icon } from '../shell/icon.js';
import { firstField, firstWrong } from './focus.js';
import { looksLikeLoading } from './loading.js';
import { ViewLayer } from './view-layer.js';

/** The topmost view of the stack. Those below wait unseen and keep what was typed. */
export function Modal({ views }: { views: readonly PageView[] }): JSX.Element | null {
  const { session } = usePage();
  const titleId = useId();
  const view = views.at(-1);
  if (view === undefined) return null;
  const depth = `modal${views.length > 1 ? ` modal-on-${Math.min(views.length - 1, 2)}` : ''}`;
  return (
    <ViewLayer
      class={depth}
      labelledBy={titleId}
      busy={looksLikeLoading(view)}
      onEscape={() => void session.close(view)}
    >
      <ViewForm key={view.id} view={view} titleId={titleId} below={views.at(-2)?.title ?? ''} />
    </ViewLayer>
  );
}

function ViewForm({ view, titleId, below }: { view: PageView; titleId: string; below: string }): JSX.Element {
  const { session, desk } = usePage();
  const form = useRef<HTMLFormElement>(null);
  const errors = desk.errors[view.id] ?? {};
  const busy = desk.submitted[view.id] === view.hash;
  const loading = looksLikeLoading(view);
  useFocus(form, `${view.hash} ${busy}`, Object.keys(errors).join(' '));
  return (
    <form
      ref={form}
      class="view"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void session.submit(view);
      }}
    >
      <header class="view-head">
        <h2 id={titleId}>{view.title}</h2>
        {below === '' ? null : <span class="view-below">on top of “{below}”</span>}
        <button type="button" class="icon-button" aria-label="Dismiss" onClick={() => void session.close(view)}>
          <Icon name="close" />
        </button>
      </header>
      {loading ? <div class="progress" role="progressbar" aria-label="Loading" /> : null}
      <div class={loading ? 'view-body view-loading' : 'view-body'}>
        <Blocks
          surface={{
            container: { type: 'view', view_id: view.id },
            blocks: view.blocks,
            values: desk.values[view.id] ?? {},
            errors,
            busy,
          }}
        />
      </div>
      <ViewFoot view={view} busy={busy} problem={desk.problems[view.id] ?? ''} />
    </form>
  );
}

function ViewFoot({ view, busy, problem }: { view: PageView; busy: boolean; problem: string }): JSX.Element {
  const { session } = usePage();
  return (
    <footer class="view-foot">
      {problem === '' ? null : (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <button type="button" class="button" onClick={() => void session.close(view)}>
        {view.close ?? (view.submit === null ? 'Close' : 'Cancel')}
      </button>
      {view.submit === null ? null : (
        <button type="submit" class="button button-primary" disabled={busy} aria-busy={busy}>
          {view.submit}
        </button>
      )}
    </footer>
  );
}

/** Puts the focus into the first field, or the first wrong one, and never takes it away from somebody who types. */
function useFocus(form: { current: HTMLFormElement | null }, state: string, wrong: string): void {
  useEffect(() => {
    const inside = form.current;
    const dialog = inside?.closest('dialog');
    if (inside === null || dialog === null || dialog === undefined) return;
    const at = document.activeElement;
    const elsewhere = at?.closest('.top-bar, .drawer, [role=alertdialog]') ?? null;
    // What is switched off while a submission is under way cannot keep the focus.
    const typing = at !== dialog && dialog.contains(at) && at?.matches(':disabled') !== true;
    if (!typing && elsewhere === null) (firstField(inside) ?? dialog).focus();
  }, [state]);
  useEffect(() => {
    if (wrong !== '' && form.current !== null) firstWrong(form.current)?.focus();
  }, [wrong]);
}
