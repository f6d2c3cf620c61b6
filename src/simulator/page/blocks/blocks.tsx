import type { ComponentType, JSX } from 'preact';

import { objectIn, stringIn, type Json } from '../json.js';
import { plainText } from '../text/plain-text.js';
import { RichText } from '../text/text-view.js';
import { Actions } from './actions.js';
import { ContextBlock } from './context-block.js';
import { Image } from './image.js';
import { Input } from './input.js';
import { Section } from './section.js';
import { SurfaceContext, type Surface } from './surface.js';

const COMPONENT: Readonly<Record<string, ComponentType<{ block: Json }>>> = {
  section: Section,
  header: ({ block }) => <h3 class="header-block">{plainText(objectIn(block, 'text'))}</h3>,
  context: ContextBlock,
  divider: () => <hr />,
  image: ({ block }) => <Image image={block} />,
  actions: Actions,
  input: Input,
  rich_text: RichText,
};

/** The blocks of a message or view. One that this page does not know is named, so that it is not missed. */
export function Blocks({ surface }: { surface: Surface }): JSX.Element {
  return (
    <SurfaceContext.Provider value={surface}>
      {surface.blocks.map((block, index) => (
        <Block key={stringIn(block, 'block_id') || index} block={block} />
      ))}
    </SurfaceContext.Provider>
  );
}

function Block({ block }: { block: Json }): JSX.Element {
  const type = stringIn(block, 'type');
  const Known = Object.hasOwn(COMPONENT, type) ? COMPONENT[type] : undefined;
  return (
    <div class={`block block-${type}`}>
      {Known === undefined ? <p class="unknown">This page cannot show a “{type}” block.</p> : <Known block={block} />}
    </div>
  );
}
