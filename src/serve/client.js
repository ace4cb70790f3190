// What a page runs while it is previewed: reloads itself when it has changed, swaps its
// stylesheets, and shows what is wrong with the site. Put into pages as they are sent, and
// never part of what is published.
(() => {
  'use strict';

  const version = document.currentScript.dataset.version;
  const KEPT = 'broadsheet: where the page was';
  const REFUSED = 'broadsheet: the version that a reload did not change';
  const RETRY_MS = 2000; // after the server had too many open pages

  let known = version; // what the server is to compare with
  let source = null;
  let timer = 0;

  // Storage can be forbidden; a reload then begins at the top.
  function store(key, value) {
    try {
      if (value === null) sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, JSON.stringify(value));
    } catch {
      // Nothing is kept.
    }
  }

  function stored(key) {
    try {
      return JSON.parse(sessionStorage.getItem(key));
    } catch {
      return null;
    }
  }

  // Reload where the reader is. A page that comes back as it went (from some cache) is not
  // asked for again and again.
  function reload() {
    if (stored(REFUSED) === version) {
      console.warn('broadsheet: the page changed, but a reload gives the old one');
      known = '';
      connect();
      return;
    }
    store(REFUSED, version);
    store(KEPT, {
      page: location.pathname + location.search,
      x: scrollX,
      y: scrollY,
      open: Array.from(document.querySelectorAll('details'), (details) => details.open),
    });
    location.reload();
  }

  function comeBack() {
    const kept = stored(KEPT);
    store(KEPT, null);
    if (!kept || kept.page !== location.pathname + location.search) return;
    document.querySelectorAll('details').forEach((details, index) => {
      if (index < kept.open.length) details.open = kept.open[index];
    });
    const scroll = () => scrollTo({ left: kept.x, top: kept.y, behavior: 'instant' });
    scroll();
    // Pictures above may have made the page longer.
    if (document.readyState !== 'complete') addEventListener('load', scroll, { once: true });
  }

  // The path of a stylesheet without the hash in its name.
  const nameOf = (url) =>
    new URL(url, location.href).pathname.replace(/\.[0-9a-f]{10}(?=\.css$)/, '');

  const arriving = new Set(); // stylesheets that are being loaded

  // The new one comes behind the old one, which goes when the new one is there.
  function swap(url) {
    const links = Array.from(document.querySelectorAll('link[rel~="stylesheet"][href]'));
    const wanted = new URL(url, location.href).href;
    for (const old of links.filter((link) => nameOf(link.href) === nameOf(url))) {
      if (arriving.has(old)) {
        if (old.href === wanted) return;
        arriving.delete(old);
        old.remove();
      }
    }
    for (const old of links) {
      if (!old.isConnected || old.href === wanted || nameOf(old.href) !== nameOf(url)) continue;
      const next = old.cloneNode();
      next.removeAttribute('integrity');
      next.href = wanted;
      arriving.add(next);
      next.addEventListener('load', () => {
        if (arriving.delete(next)) old.remove();
      });
      next.addEventListener('error', () => {
        arriving.delete(next);
        next.remove();
      });
      old.after(next);
    }
  }

  const LOOK = `
    :host { all: initial; }
    .panel {
      position: fixed; inset: 0; z-index: 2147483647; overflow: auto;
      box-sizing: border-box; padding: 1.5rem clamp(1rem, 5vw, 4rem);
      font: 1rem/1.5 system-ui, sans-serif; color: #1c1a17; background: #fffdf8;
      border-top: 0.5rem solid #a3200d; color-scheme: light; text-align: start;
    }
    header { display: flex; gap: 1rem; align-items: baseline; justify-content: space-between; }
    h1 { font-size: 1.25rem; margin: 0; }
    button { font: inherit; padding: 0.25rem 0.75rem; }
    section { margin-block: 1.5rem; }
    h2 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
    p { margin: 0.25rem 0; overflow-wrap: anywhere; white-space: pre-line; }
    .place { font-family: ui-monospace, monospace; font-weight: normal; }
    .message { color: #a3200d; font-weight: bold; }
    pre {
      font: 0.9375rem/1.4 ui-monospace, monospace; margin: 0.5rem 0; padding: 0.75rem 1rem;
      overflow-x: auto; background: #f1ede4; tab-size: 1;
    }
    .underline { color: #a3200d; font-weight: bold; }
  `;

  const host = document.createElement('broadsheet-errors');
  const root = host.attachShadow({ mode: 'open' });
  const look = new CSSStyleSheet();
  look.replaceSync(LOOK);
  root.adoptedStyleSheets = [look];

  // Text only, ever: messages quote whatever stands in the sources.
  function add(parent, tag, className, text) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.textContent = text;
    parent.append(element);
    return element;
  }

  function placeOf(error) {
    return error.line ? `${error.path}:${error.line}:${error.column}` : error.path;
  }

  function addError(panel, error) {
    const section = add(panel, 'section', '', '');
    const heading = add(section, 'h2', '', '');
    if (error.path) add(heading, 'div', 'place', placeOf(error));
    add(heading, 'div', 'message', error.message);
    if (error.excerpt) {
      const pre = add(section, 'pre', '', `${error.excerpt}\n`);
      if (error.underline) add(pre, 'span', 'underline', error.underline);
    }
    if (error.notes) add(section, 'p', '', error.notes);
    if (error.context) add(section, 'p', '', `in ${error.context}`);
    if (error.hint) add(section, 'p', 'hint', `hint: ${error.hint}`);
  }

  function close() {
    host.remove();
  }

  function showErrors(errors) {
    root.replaceChildren();
    if (errors.length === 0) {
      close();
      return;
    }
    // In the page before it is filled, so that it is read aloud.
    document.documentElement.append(host);
    const panel = add(root, 'div', 'panel', '');
    panel.setAttribute('role', 'alert');
    panel.setAttribute('lang', 'en');
    panel.setAttribute('dir', 'ltr');
    panel.tabIndex = -1; // to be scrolled by keys
    const header = add(panel, 'header', '', '');
    add(header, 'h1', '', errors.length === 1 ? 'The site has an error' : 'The site has errors');
    add(header, 'button', '', 'Close (Esc)').addEventListener('click', close);
    for (const error of errors) addError(panel, error);
  }

  function connect() {
    clearTimeout(timer);
    if (source || document.visibilityState === 'hidden') return;
    const query = new URLSearchParams({ page: location.pathname, version: known });
    source = new EventSource(`/_broadsheet/events?${query.toString().replaceAll('+', '%20')}`);
    source.addEventListener('reload', () => {
      disconnect();
      reload();
    });
    source.addEventListener('styles', (event) => {
      store(REFUSED, null);
      for (const url of JSON.parse(event.data) ?? []) swap(url);
    });
    source.addEventListener('errors', (event) => showErrors(JSON.parse(event.data)));
    source.addEventListener('error', () => {
      // A lost connection is looked for again by the browser, a refused one is not.
      if (source?.readyState !== EventSource.CLOSED) return;
      disconnect();
      timer = setTimeout(connect, RETRY_MS);
    });
  }

  function disconnect() {
    clearTimeout(timer);
    source?.close();
    source = null;
  }

  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && host.isConnected) close();
  });

  // A browser allows six connections to one server: pages that nobody sees hold none, and
  // hear what they missed when they are seen again.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') disconnect();
    else connect();
  });
  addEventListener('pagehide', disconnect);
  addEventListener('pageshow', connect);

  comeBack();
  connect();
})();
