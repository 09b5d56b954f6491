// Sends files in pieces, only what the hub lacks, and goes on where it was after a
// broken line.
"use strict";
(() => {
  const drop = document.getElementById("drop");
  if (!drop) return;
  const words = drop.dataset;
  const plain = document.getElementById("plain");
  const sending = document.getElementById("sending");
  const sent = document.getElementById("sent");
  const bar = document.getElementById("bar");
  const refused = document.getElementById("refused");
  const PIECE = 4 << 20;
  const AT_ONCE = 3;
  drop.hidden = false;
  plain.hidden = true;
  let stopped = false;
  document.getElementById("stop").addEventListener("click", () => { stopped = true; });

  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const size = (n) => n < 1 << 20 ? Math.ceil(n / 1024) + " KB" : (n / (1 << 20)).toFixed(1).replace(".", document.documentElement.lang === "vi" ? "," : ".") + " MB";
  const fill = (text, ...values) => values.reduce((t, v) => t.replace("{}", v), text);

  // patient asks until the hub answers; 4xx are answers.
  const patient = async (ask) => {
    for (let pause = 500; ; pause = Math.min(pause * 2, 15000)) {
      if (stopped) throw new Error("stopped");
      try {
        const answer = await ask();
        if (answer.status < 500 && answer.status !== 429) return answer;
      } catch {
        // the line is broken
      }
      sent.textContent = words.wordsBroken;
      await wait(pause);
    }
  };

  const refuse = (name, why) => {
    refused.hidden = false;
    const item = document.createElement("li");
    item.textContent = words.wordsRefused + name + " — " + why;
    refused.append(item);
  };

  const plan = async (files) => {
    const todo = [];
    for (let i = 0; i < files.length; i += 500) {
      const part = files.slice(i, i + 500);
      const body = JSON.stringify(part.map((f) => ({ name: f.name, size: f.file.size, modified: f.file.lastModified })));
      const answer = await patient(() => fetch("/press/files/plan", { method: "POST", headers: { "Content-Type": "application/json" }, body }));
      if (!answer.ok) throw new Error(answer.status);
      (await answer.json()).forEach((state, k) => {
        if (state.fault) refuse(part[k].name, state.fault);
        else if (!state.done) todo.push({ ...part[k], offset: state.offset });
      });
    }
    return todo;
  };

  const send = async (f, told) => {
    const query = new URLSearchParams({ name: f.name, size: f.file.size, modified: f.file.lastModified });
    for (let offset = f.offset; ;) {
      query.set("offset", offset);
      const answer = await patient(() => fetch("/press/files/part?" + query, { method: "PUT", body: f.file.slice(offset, offset + PIECE) }));
      const state = await answer.json();
      if (state.fault) return refuse(f.name, state.fault);
      told(state.offset - offset);
      if (state.done) return;
      if (state.offset === offset) await wait(500);
      offset = state.offset;
    }
  };

  const go = async (files) => {
    if (!files.length) return;
    stopped = false;
    sending.hidden = false;
    refused.hidden = true;
    refused.replaceChildren();
    try {
      const todo = await plan(files);
      const total = todo.reduce((sum, f) => sum + f.file.size - f.offset, 0);
      let bytes = 0, done = 0, next = 0;
      const show = () => {
        bar.max = total || 1;
        bar.value = total ? bytes : 1;
        sent.textContent = fill(words.wordsLeft, done, todo.length, size(bytes));
      };
      const worker = async () => {
        while (next < todo.length && !stopped) {
          await send(todo[next++], (n) => { bytes += n; show(); });
          done++;
          show();
        }
      };
      if (todo.length) {
        show();
        await Promise.all(Array.from({ length: AT_ONCE }, worker));
      } else {
        sent.textContent = words.wordsSame;
      }
      if (stopped || !refused.hidden) return;
      sent.textContent = fill(words.wordsDone, todo.length);
      const answer = await patient(() => fetch("/press/check", { method: "POST", redirect: "manual" }));
      if (answer.type === "opaqueredirect" || answer.ok) location.href = "/press/check";
    } catch (fault) {
      if (!stopped) sent.textContent = words.wordsBroken + " " + fault.message;
    }
  };

  // within drops the name of the folder that was chosen.
  const within = (path) => path.split("/").slice(1).join("/") || path;
  const walk = async (entry, path, found) => {
    if (entry.isFile) {
      const file = await new Promise((ok, no) => entry.file(ok, no));
      found.push({ name: path + entry.name, file });
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((ok, no) => reader.readEntries(ok, no));
      if (!some.length) return;
      for (const e of some) await walk(e, path + entry.name + "/", found);
    }
  };

  drop.addEventListener("dragover", (e) => { e.preventDefault(); drop.classList.add("over"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", async (e) => {
    e.preventDefault();
    drop.classList.remove("over");
    const entries = [...e.dataTransfer.items].map((i) => i.webkitGetAsEntry && i.webkitGetAsEntry()).filter(Boolean);
    const found = [];
    for (const entry of entries) await walk(entry, "", found);
    const files = entries.length ? found : [...e.dataTransfer.files].map((file) => ({ name: file.name, file }));
    go(files.map((f) => ({ name: f.name.includes("/") ? within(f.name) : f.name, file: f.file })));
  });
  for (const id of ["pick", "folder"]) {
    const input = document.getElementById(id);
    input.addEventListener("change", () => {
      go([...input.files].map((file) => ({ name: within(file.webkitRelativePath || "x/" + file.name), file })));
    });
  }
})();
