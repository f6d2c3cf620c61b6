import type { Locator, Page } from 'playwright-core';

/** One browser window on the simulated Grid, by what a person sees of it. */
export class Window {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The button that says who one is. */
  get me(): Locator {
    return this.page.getByRole('button', { name: /^You are / });
  }

  get composer(): Locator {
    return this.page.getByRole('textbox', { name: /^Message / });
  }

  get messages(): Locator {
    return this.page.getByRole('log', { name: /^Messages in [^t]/ });
  }

  get thread(): Locator {
    return this.page.getByRole('complementary', { name: 'Thread' });
  }

  get panel(): Locator {
    return this.page.getByRole('complementary', { name: 'Control panel' });
  }

  message(text: string | RegExp): Locator {
    return this.messages.getByRole('article').filter({ hasText: text });
  }

  dialog(name: string): Locator {
    return this.page.getByRole('dialog', { name });
  }

  /** A place in the side bar: a channel, the app, "Home". */
  place(name: string | RegExp): Locator {
    return this.page.getByRole('navigation', { name: 'Conversations' }).getByRole('button', { name });
  }

  async become(name: string): Promise<void> {
    await this.me.click();
    await this.dialog('Who are you?').getByRole('option', { name }).click();
    await this.page.getByRole('button', { name: `You are ${name}` }).waitFor();
  }

  async say(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Chooses a line of a select by its label. */
  async choose(select: string, line: string): Promise<void> {
    await this.page.getByRole('combobox', { name: select }).click();
    await this.page.getByRole('option', { name: line }).click();
  }

  /** What the focus is on: its accessible name as far as we give one. */
  async focused(): Promise<string> {
    const at = '(document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "")';
    return String(await this.page.evaluate(at));
  }
}
