// The page is whole without this file. With it, times go on counting and what changes on the host is shown at once.
'use strict';
(() => {
  const root = document.body.dataset.root;
  const link = document.getElementById('link');
  if (!link) return;
  const fresh = link.parentElement;

  // The same words as Words.cs.
  const span = s => s < 60 ? `${Math.floor(s)} s`
    : s < 3600 ? `${Math.floor(s / 60)} min`
    : s < 86400 ? `${Math.floor(s / 3600)} h ${Math.floor(s / 60) % 60} min`
    : `${Math.floor(s / 86400)} d ${Math.floor(s / 3600) % 24} h`;
  const ago = s => s < 1 ? 'just now' : `${span(s)} ago`;

  // Times are the host's; its clock and this one may differ.
  let skew = 0;
  const now = () => Date.now() + skew;
  const set = (node, text) => { if (node.textContent !== text) node.textContent = text; };
  const count = () => {
    for (const e of document.querySelectorAll('[data-ago]')) set(e, ago((now() - Date.parse(e.dataset.ago)) / 1000));
    for (const e of document.querySelectorAll('[data-up]')) set(e, span((now() - Date.parse(e.dataset.up)) / 1000));
  };

  // Makes one element like another and keeps what need not change: focus, selection, and what somebody has opened.
  const alike = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && (a.id || '') === (b.id || '');
  const morph = (old, next) => {
    if (old.nodeType !== Node.ELEMENT_NODE) {
      if (old.nodeValue !== next.nodeValue) old.nodeValue = next.nodeValue;
      return;
    }
    for (const a of [...old.attributes]) {
      if (!next.hasAttribute(a.name) && !(a.name === 'open' && old.nodeName === 'DETAILS')) old.removeAttribute(a.name);
    }
    for (const a of next.attributes) {
      if (old.getAttribute(a.name) !== a.value) old.setAttribute(a.name, a.value);
    }
    let at = old.firstChild;
    for (const child of [...next.childNodes]) {
      let found = at;
      while (found && !alike(found, child)) found = found.nextSibling;
      if (!found || (!child.id && found !== at)) {
        old.insertBefore(child, at);
        continue;
      }
      while (at !== found) { const gone = at; at = at.nextSibling; gone.remove(); }
      morph(at, child);
      at = at.nextSibling;
    }
    while (at) { const gone = at; at = at.nextSibling; gone.remove(); }
  };

  let busy = false, again = false;
  const refresh = async () => {
    if (busy) { again = true; return; }
    busy = true;
    try {
      const answer = await fetch(root, { headers: { Accept: 'text/html' }, cache: 'no-store' });
      if (answer.status === 401) { location.reload(); return; }
      if (answer.ok) {
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
        const date = answer.headers.get('Date');
        if (date && Math.abs(Date.parse(date) - Date.now()) > 5000) skew = Date.parse(date) - Date.now(); else skew = 0;
        const plugins = document.getElementById('plugins'), moves = plugins.dataset.moves;
        for (const id of ['summary', 'plugins', 'activity', 'as-of']) morph(document.getElementById(id), page.getElementById(id));
        const part = document.getElementById('releases'), partNow = page.getElementById('releases');
        if (part && partNow) morph(part, partNow);
        const refused = document.getElementById('refused'), refusedNow = page.getElementById('refused');
        if (refused && refusedNow) morph(refused, refusedNow);
        else if (refused) refused.remove();
        else if (refusedNow) document.getElementById('summary').after(refusedNow);
        document.title = page.title;
        // The host tells what it sees each second. What moved and moved back in between is told by nobody: look once more.
        if (plugins.dataset.moves !== moves) setTimeout(soon, 1500);
        count();
      }
    } catch {
      // The stream of events tells when the host is there again.
    } finally {
      busy = false;
      if (again) { again = false; soon(); }
    }
  };
  let waiting = 0;
  const soon = () => { waiting ||= setTimeout(() => { waiting = 0; refresh(); }, 150); };

  const events = new EventSource(`${root}/events`);
  const news = document.getElementById('news');
  events.addEventListener('open', () => { fresh.className = 'fresh live'; set(link, 'Live, as of'); soon(); });
  events.addEventListener('error', () => { fresh.className = 'fresh lost'; set(link, 'Connection lost, as of'); });
  events.addEventListener('status', soon);
  events.addEventListener('beat', soon);
  events.addEventListener('plugin', e => {
    const event = JSON.parse(e.data);
    // What follows from a swap by itself is not announced: it would talk over what matters.
    if (event.kind !== 'state' && event.kind !== 'unloaded') {
      set(news, event.message.startsWith(event.plugin) ? event.message : `${event.plugin}: ${event.message}`);
    }
    soon();
  });
  // An open stream would keep the page out of the browser's cache for going back.
  addEventListener('pagehide', () => events.close());

  // Pressed once is enough; a reload may take seconds.
  addEventListener('submit', e => { const b = e.target.querySelector('button'); if (b) { b.setAttribute('aria-busy', 'true'); } });

  count();
  setInterval(count, 1000);
})();
