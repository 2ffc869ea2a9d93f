// Loads the page again when it reads otherwise now, and puts the reader back where they were.
(() => {
  "use strict";
  const { address, since } = document.currentScript.dataset;
  const place = `waqai-place:${location.pathname}`;
  let seen = since;
  let stream = null;

  function leave() {
    if (stream !== null) stream.close();
    stream = null;
  }

  function again() {
    leave();
    sessionStorage.setItem(place, String(window.scrollY));
    location.reload();
  }

  function changed(event) {
    seen = event.lastEventId;
    const { addresses } = JSON.parse(event.data);
    if (addresses === null || address === "*" || addresses.includes(address)) again();
  }

  // A browser opens six connections to one server, and every stream holds one. So a page that nobody looks at has none;
  // it asks what it missed when somebody comes back to it.
  function listen() {
    if (stream !== null || document.visibilityState === "hidden") return;
    stream = new EventSource(`/_waqai/events?since=${encodeURIComponent(seen)}`);
    stream.addEventListener("changed", changed);
    stream.addEventListener("error", () => {
      // Refused for good, not merely cut off: the server was started anew under other terms, or is starting.
      if (stream !== null && stream.readyState === EventSource.CLOSED) {
        leave();
        setTimeout(listen, 2000);
      }
    });
  }

  const kept = sessionStorage.getItem(place);
  if (kept !== null) {
    sessionStorage.removeItem(place);
    const back = () => window.scrollTo(0, Number(kept));
    back();
    // Fonts that come late move the lines.
    window.addEventListener("load", back, { once: true });
  }
  document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? leave() : listen()));
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", listen);
  listen();
})();
