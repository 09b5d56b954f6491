// While a producer types, the hub is asked what its rules say of it. Nothing is
// saved by this; without it the same is said after saving.
(() => {
  const form = document.querySelector("form[data-judge]");
  if (!form) return;
  const pause = 700;
  let timer = 0, asked = 0;

  const say = (answer) => {
    for (const box of form.querySelectorAll("[data-said]")) {
      const found = answer.findings.filter((f) => f.key === box.dataset.said);
      const said = found.map((f) => (f.wrong ? "!" : "") + f.message).join("\n");
      if (box.dataset.now === said) continue;
      box.dataset.now = said;
      box.replaceChildren(...found.map((f) => {
        const p = document.createElement("p");
        p.className = (f.wrong ? "fault" : "r-note") + " small";
        p.textContent = f.message;
        return p;
      }));
      box.closest(".r-field").classList.toggle("wrong", found.some((f) => f.wrong));
    }
    for (const line of form.querySelectorAll("[data-host]")) {
      const host = answer.hosts[line.dataset.host] || "";
      line.hidden = !host;
      line.querySelector("b").textContent = host;
    }
  };

  const ask = async () => {
    const mine = ++asked;
    try {
      const res = await fetch(form.dataset.judge, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "error" });
      if (res.ok && mine === asked) say(await res.json());
    } catch {
      // the line is gone: the same is said after saving
    }
  };

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, pause);
  });

  // What was typed and not saved is not thrown away by a slip of the finger.
  let unsaved = false;
  form.addEventListener("input", () => { unsaved = true; });
  form.addEventListener("submit", () => { unsaved = false; });
  addEventListener("beforeunload", (e) => { if (unsaved) e.preventDefault(); });
})();
