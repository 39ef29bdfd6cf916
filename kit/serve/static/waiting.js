// A page in the line: asks for its place, says it, and opens by itself when there is room.
const line = document.querySelector("[data-kit-line]");
const { kitLine: address, kitAgain: seconds, kitText: text } = line.dataset;

async function ask() {
  try {
    const answer = await fetch(address, { cache: "no-store" });
    // Signed out meanwhile: the page itself knows the way.
    if (answer.status === 403) return location.reload();
    const { place } = await answer.json();
    if (place === 0) return location.reload();
    if (String(place) !== line.dataset.kitPlace) {
      line.dataset.kitPlace = place;
      line.textContent = text.replace("#", place.toLocaleString(document.documentElement.lang));
    }
  } catch {
    // The server or the network is away for a moment: ask again.
  }
  setTimeout(ask, seconds * 1000);
}

setTimeout(ask, seconds * 1000);
// A phone that slept asks at once when it is looked at again.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") location.reload();
});
