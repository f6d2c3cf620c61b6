import type { KnownBlock, ModalView } from '@slack/web-api';

import { plain } from './blocks.js';
import { LIMITS } from './limits.js';

export interface Frame {
  readonly title: string;
  readonly run: string;
  readonly blocks: readonly KnownBlock[];
  readonly callbackId?: string;
  readonly submit?: string;
  readonly close?: string;
}

/** A modal about a run. Without an input it needs no submit button; `private_metadata` holds the run's ID only. */
export function frame({ title, run, blocks, callbackId = 'run.view', submit, close = 'Close' }: Frame): ModalView {
  return {
    type: 'modal',
    callback_id: callbackId,
    private_metadata: run,
    title: plain(title, LIMITS.modalTitle),
    close: plain(close, LIMITS.modalTitle),
    ...(submit ? { submit: plain(submit, LIMITS.modalTitle) } : {}),
    blocks: [...blocks],
  };
}
