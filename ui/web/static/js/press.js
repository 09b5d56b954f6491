// Shows how far a running check is, and the page anew when it is over.
"use strict";
(() => {
  const run = document.querySelector(".run[data-check]");
  if (!run) return;
  const says = run.querySelector("[role=status]");
  const bar = run.querySelector("progress");
  const look = async () => {
    try {
      const answer = await fetch("/press/status", { headers: { Accept: "application/json" } });
      if (!answer.ok) return setTimeout(look, 5000);
      const now = await answer.json();
      if (!now.running) return location.reload();
      says.textContent = now.says;
      bar.max = now.total || 1;
      bar.value = now.done;
    } catch {
      // the hub is away for a moment
    }
    setTimeout(look, 1000);
  };
  setTimeout(look, 700);
})();
