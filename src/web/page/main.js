// The theme, and the start.

function setTheme(name, keep = false) {
  theme = name;
  document.documentElement.dataset.theme = name;
  if (keep) localStorageSet("powermap-theme", name);
}

/** A page from a file may have no storage. */
function localStorageGet(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function localStorageSet(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // The choice then lasts as long as the page.
  }
}

const app = new App(JSON.parse($("data").textContent));
app.start();
// For measurements and tests: nothing in the page reads it.
window.powermap = app;
