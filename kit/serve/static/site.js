// A QR code carries the personal code behind "#": the part of an address that no server sees.
const form = document.querySelector("[data-kit-code-form]");
const field = form && form.elements.namedItem("code");

function useFragment() {
  const code = decodeURIComponent(location.hash.slice(1)).trim();
  if (!form || !/^[A-Za-z0-9 -]{4,40}$/.test(code)) return;
  // Neither the history nor a screenshot of the address bar keeps it.
  history.replaceState(null, "", location.pathname);
  field.value = code;
  form.requestSubmit();
}

try {
  useFragment();
} catch {
  // A fragment that cannot be read is no code: the learner types it.
}
addEventListener("hashchange", useFragment);
