// Beside Voila's front end: says when the page is ready, and what to do when it is not.
const SLOW = 45_000;
const LOST = 4_000;

const part = (name) => document.querySelector(`[data-kit-${name}]`);

function trouble(kind) {
  const box = part("trouble");
  if (!box) return;
  busy(false);
  box.querySelector("p").textContent = box.dataset[kind];
  // While it reconnects by itself, a reload would only interrupt it, and no other page would open.
  for (const way of box.querySelectorAll("button, a")) way.hidden = kind === "lost";
  box.dataset.kind = kind;
  box.hidden = false;
}

function calm() {
  const box = part("trouble");
  if (box) box.hidden = true;
}

function busy(on) {
  const box = part("busy");
  if (box) box.hidden = !on;
}

// Voila's own hooks: it calls them when its theme is loaded; here nothing was hidden.
window.voila_finish = () => {};

const waiting = () => document.querySelector('script[type="application/vnd.voila.cell-output+json"]');
// JupyterLab puts a text into the place of a widget that is still on its way; only elements count.
const SHOWN = ".kit-quiz, button, input, select, textarea, p, img, svg, canvas";
const empty = () => [...document.querySelectorAll("[data-kit-widget]")].some((box) => !box.querySelector(SHOWN));

// The server ends kernels whose page was away for long; it says nothing but that there is none.
async function ended(kernel) {
  const { baseUrl } = JSON.parse(document.getElementById("jupyter-config-data").textContent);
  try {
    const answer = await fetch(`${baseUrl}api/kernels/${kernel.id}`, { cache: "no-store" });
    return answer.status === 403 || answer.status === 404;
  } catch {
    return false; // the network is away, and it may be there
  }
}

function watchKernel(kernel) {
  let timer = 0;
  kernel.connectionStatusChanged.connect((_, status) => {
    clearTimeout(timer);
    if (status === "connected") {
      if (part("trouble").dataset.kind !== "dead") calm();
    } else {
      timer = setTimeout(async () => {
        const kind = status === "disconnected" ? "again" : "lost";
        trouble((await ended(kernel)) ? "dead" : kind);
      }, LOST);
    }
  });
  // Looked at again after a long sleep, a quiz opens anew by itself: all of it is kept. What is
  // typed into a lesson's private fields is kept nowhere, so there the reader decides.
  document.addEventListener("visibilitychange", async () => {
    if (document.visibilityState !== "visible" || !(await ended(kernel))) return;
    if (part("quiz")) location.reload();
    else trouble("dead");
  });
  kernel.statusChanged.connect((_, status) => {
    if (["dead", "autorestarting", "restarting"].includes(status)) trouble("dead");
  });
}

function watch() {
  const started = performance.now();
  let kernel = null;
  let slow = false;
  const timer = setInterval(() => {
    const failed = part("failed");
    kernel ??= window.jupyterapp?.widgetManager?.kernel ?? null;
    const ready = document.readyState === "complete" && kernel && !waiting() && !empty();
    if (failed || ready) {
      clearInterval(timer);
      busy(false);
      if (ready) {
        calm();
        watchKernel(kernel);
        document.documentElement.dataset.kitReady = "yes";
      }
    } else if (!slow && performance.now() - started > SLOW) {
      slow = true;
      trouble("slow");
    }
  }, 100);
}

// Paper cannot be clicked: what is folded up on screen is printed open.
const opened = new Set();
addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("details:not([open])")) {
    part.open = true;
    opened.add(part);
  }
});
addEventListener("afterprint", () => {
  for (const part of opened) part.open = false;
  opened.clear();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-kit-reload]")) location.reload();
});
watch();
