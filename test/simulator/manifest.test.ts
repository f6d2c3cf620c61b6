import { describe, expect, it } from '@jest/globals';

import { pathOf, readManifest } from '../../src/simulator/manifest.js';
import { manifest } from './support/manifest.js';

describe('the manifest', () => {
  it('may leave out almost everything', () => {
    expect(readManifest({ display_information: { name: 'Small' } })).toEqual({
      name: 'Small',
      botName: 'Small',
      commands: [],
      shortcuts: [],
      scopes: { bot: [], user: [] },
      home: { home_tab_enabled: false, messages_tab_enabled: false },
      events: [],
      interactive: false,
      paths: { interactivity: '/slack/events', options: '/slack/events', events: '/slack/events', redirects: [] },
    });
  });

  it('says on which path the app takes what', () => {
    const settings = {
      event_subscriptions: { request_url: 'https://app.example/events' },
      interactivity: {
        is_enabled: true,
        request_url: 'https://app.example/actions?x=1',
        message_menu_options_url: 'https://app.example/options',
      },
    };
    expect(readManifest({ ...manifest, settings }).paths).toEqual({
      interactivity: '/actions',
      options: '/options',
      events: '/events',
      redirects: [],
    });
    expect(pathOf('no address at all')).toBe('/slack/events');
  });

  it('is refused with every problem in words', () => {
    const wrong = { display_information: {}, features: { slash_commands: [{ command: 1 }] } };
    expect(() => readManifest(wrong)).toThrow(/This is no app manifest:[\s\S]*name[\s\S]*command/);
  });
});
