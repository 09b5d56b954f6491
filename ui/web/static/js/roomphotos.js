// Pictures are made smaller on the phone before they are sent, one by one, so that
// they go through a thin line. Where the browser cannot, they are sent as they are.
(() => {
  const form = document.getElementById("photos");
  const longest = 1600, quality = 0.85, plain = 600 * 1024;

  const read = (file) => new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = reject;
    image.src = URL.createObjectURL(file);
  });

  // shrink draws a picture as large as a kiosk shows it; the browser turns it as the
  // camera was held.
  const shrink = async (image, file) => {
    const scale = Math.min(1, longest / Math.max(image.naturalWidth, image.naturalHeight));
    if (scale === 1 && file.type === "image/jpeg" && file.size < plain) return file;
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.naturalWidth * scale);
    canvas.height = Math.round(image.naturalHeight * scale);
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    const small = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
    return small && small.size < file.size ? small : file;
  };

  if (form) {
    const pick = form.querySelector("input[type=file]"), said = document.getElementById("said");
    const look = document.getElementById("look"), button = form.querySelector("button");
    let chosen = [], reading = Promise.resolve();

    const choose = async () => {
      chosen = [];
      look.replaceChildren();
      const faults = [];
      for (const file of pick.files) {
        let image;
        try {
          image = await read(file);
        } catch {
          faults.push(file.name + ": " + form.dataset.noimage);
          continue;
        }
        if (Math.min(image.naturalWidth, image.naturalHeight) < Number(form.dataset.least)) {
          faults.push(file.name + ": " + form.dataset.small);
          continue;
        }
        image.alt = file.name;
        look.append(image);
        chosen.push({ file, image });
      }
      said.className = faults.length ? "fault" : "";
      said.textContent = faults.join(" ");
    };
    pick.addEventListener("change", () => { reading = choose(); });

    form.addEventListener("submit", async (e) => {
      e.preventDefault();
      button.disabled = true;
      await reading; // a slow phone may still be opening them
      if (!chosen.length) { // what is wrong with them stands there already
        button.disabled = false;
        return;
      }
      said.className = "";
      for (const [i, { file, image }] of chosen.entries()) {
        said.textContent = form.dataset.sending.replace("{}", i + 1).replace("{}", chosen.length);
        let fault = form.dataset.failed;
        try {
          const body = new FormData();
          body.append("photo", await shrink(image, file), file.name);
          const res = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "error" });
          if (res.ok || res.status === 422) fault = (await res.json()).fault;
        } catch {
          // fault says that it broke off
        }
        if (fault) {
          said.className = "fault";
          said.textContent = file.name + ": " + fault;
          button.disabled = false;
          chosen = chosen.slice(i);
          return;
        }
      }
      location.assign(form.action + "?done=saved");
    });
  }

  const cut = document.getElementById("cut");
  if (cut) {
    const path = document.querySelector("#cutting path");
    const side = (name) => Number(cut.elements.namedItem(name).value);
    cut.addEventListener("input", () => {
      const l = side("left"), t = side("top"), w = 100 - l - side("right"), h = 100 - t - side("bottom");
      path.setAttribute("d", `M0 0h100v100h-100zM${l} ${t}v${h}h${w}v${-h}z`);
    });
  }
})();
