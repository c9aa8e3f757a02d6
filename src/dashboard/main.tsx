import { render } from 'preact';
import { App } from './app.tsx';
import { followKeys } from './state/keys.ts';
import { followLive } from './state/live.ts';
import { followLinks } from './state/location.ts';
import { followLeaving, signIn, tokenInAddress } from './state/session.ts';
import { applyTheme } from './state/theme.ts';

const root = document.getElementById('page');
if (root !== null) {
  applyTheme();
  followLinks();
  followKeys();
  followLive();
  followLeaving();
  void signIn(tokenInAddress());
  // An address with a token, opened in this tab, loads no page anew.
  addEventListener('hashchange', () => {
    const token = tokenInAddress();
    if (token !== undefined) void signIn(token);
  });
  render(<App />, root);
}
