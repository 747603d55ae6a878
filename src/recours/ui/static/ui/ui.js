// Every behaviour here is an addition: without this file each page still does its work.
"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const each = (selector, act, within = document) => within.querySelectorAll(selector).forEach(act);
  const writing = (target) => target.closest("input, textarea, select, [contenteditable]");

  // Copy a reference.
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const text = button.dataset.copy;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = Object.assign(document.createElement("textarea"), { value: text, readOnly: true, className: "trap" });
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      button.focus();
    }
    const label = button.querySelector("span") || button;
    const before = label.textContent;
    label.setAttribute("role", "status");
    label.textContent = button.dataset.done;
    setTimeout(() => { label.textContent = before; }, 2000);
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
    each("details[data-menu][open]", (menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });

  // Files by tap, drag or paste: the list under the field always says what the form will send.
  const size = (bytes) => {
    const [number, unit] = bytes < 1e6 ? [Math.max(1, Math.round(bytes / 1e3)), "kilobyte"] : [bytes / 1e6, "megabyte"];
    return new Intl.NumberFormat(root.lang, { style: "unit", unit, maximumFractionDigits: 1 }).format(number);
  };
  const show = (drop, input) => {
    const list = drop.querySelector("[data-files]");
    list.replaceChildren(...[...input.files].map((file, index) => {
      const line = document.createElement("li");
      line.className = "file";
      const name = Object.assign(document.createElement("bdi"), { className: "file-name", textContent: file.name });
      const weight = Object.assign(document.createElement("span"), { className: "file-size", textContent: size(file.size) });
      const remove = Object.assign(document.createElement("button"), { type: "button", className: "link-button", textContent: drop.dataset.remove });
      remove.addEventListener("click", () => {
        put(input, [...input.files].filter((_, other) => other !== index));
        show(drop, input);
        input.focus();
      });
      line.append(name, weight, remove);
      return line;
    }));
  };
  const put = (input, files) => {
    const transfer = new DataTransfer();
    files.forEach((file) => transfer.items.add(file));
    input.files = transfer.files;
  };
  const add = (drop, files) => {
    const input = drop.querySelector("input[type=file]");
    const kept = input.multiple ? [...input.files] : [];
    put(input, input.multiple ? [...kept, ...files] : [...files].slice(0, 1));
    show(drop, input);
  };
  const wire = (within) => each("[data-drop]", (drop) => {
    if (drop.dataset.wired) return;
    drop.dataset.wired = "1";
    const input = drop.querySelector("input[type=file]");
    let chosen = [];
    input.addEventListener("click", () => { chosen = [...input.files]; });
    input.addEventListener("change", () => {
      if (input.multiple && chosen.length) put(input, [...chosen, ...input.files]);
      chosen = [];
      show(drop, input);
    });
    drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.dataset.over = ""; });
    drop.addEventListener("dragleave", () => { delete drop.dataset.over; });
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      delete drop.dataset.over;
      if (event.dataTransfer.files.length) add(drop, event.dataTransfer.files);
    });
  }, within);
  document.addEventListener("paste", (event) => {
    const drop = (event.target.closest?.("form") || document).querySelector("[data-drop]");
    if (drop && event.clipboardData?.files.length) { event.preventDefault(); add(drop, event.clipboardData.files); }
  });

  // Words being written outlive a closed page of this tab: <textarea data-draft="a name of its own">. With data-draft-to
  // the server keeps them too, and this device only what the server has not taken yet: so what is here is the newer.
  const saved = (area) => {
    const { draftTo, draftOf, draftAt } = area.dataset;
    const key = `draft:${draftOf || location.pathname}:${area.dataset.draft}`;
    const here = (words) => {
      try {
        if (words) { sessionStorage.setItem(key, words); sessionStorage.setItem(`${key}:at`, Date.now()); }
        else { sessionStorage.removeItem(key); sessionStorage.removeItem(`${key}:at`); }
        return true;
      } catch { return false; }
    };
    const kept = sessionStorage.getItem(key);
    const newer = !draftAt || Number(sessionStorage.getItem(`${key}:at`)) > Number(draftAt);
    const again = kept && newer && (!area.value || draftAt);
    if (again) area.value = kept;
    const line = document.getElementById(area.dataset.saved || area.dataset.draftSaid || "");
    const say = (name) => { if (line) line.textContent = line.dataset[name] || ""; };
    let timer = 0, gone = false;
    const body = () => {
      const given = new FormData(area.form);
      const sent = ["csrfmiddlewaretoken", "key", area.name].map((name) => [name, given.get(name) ?? ""]);
      return new URLSearchParams([...sent, ["quietly", "1"]]);
    };
    const save = async () => {
      timer = 0;
      const words = area.value;
      if (!here(words)) return;
      if (!draftTo) { say("words"); return; }
      let answer;
      try { answer = await fetch(draftTo, { method: "POST", body: body(), redirect: "manual" }); } catch { say("local"); return; }
      if (!answer.ok) { say(answer.type === "opaqueredirect" ? "out" : "local"); return; }
      if (area.value === words) here("");
      say(words ? "kept" : "");
    };
    const soon = (wait) => { clearTimeout(timer); timer = gone ? 0 : setTimeout(save, wait); };
    area.addEventListener("input", () => soon(draftTo ? 1200 : 400));
    area.form?.addEventListener("submit", () => { gone = true; clearTimeout(timer); if (draftTo) here(area.value); });
    window.addEventListener("pagehide", () => {
      if (!timer || gone || !here(area.value) || !draftTo) return;
      navigator.sendBeacon(draftTo, body());
    });
    if (draftTo && area.value && (again || !draftAt)) soon(1200);
  };
  const forget = () => each("[data-drafts-sent]", (mark) => {
    Object.keys(sessionStorage).filter((key) => key.startsWith("draft:") && key.includes(mark.dataset.draftsSent)).forEach((key) => sessionStorage.removeItem(key));
  });

  // A form goes once. The server's own key makes a second submission harmless; this spares the wait.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method === "dialog" || form.hasAttribute("data-many")) return;
    if (form.dataset.going) { event.preventDefault(); return; }
    setTimeout(() => {
      if (event.defaultPrevented) return;
      form.dataset.going = "1";
      if (event.submitter) event.submitter.setAttribute("aria-busy", "true");
    });
  });
  const rest = () => each("form[data-going]", (form) => {
    delete form.dataset.going;
    each("[aria-busy]", (button) => button.removeAttribute("aria-busy"), form);
  });
  window.addEventListener("pageshow", rest);
  document.addEventListener("htmx:afterRequest", rest);

  // Keys for those who live here.
  const rows = () => [...document.querySelectorAll("[data-rows] tbody tr")].filter((row) => row.querySelector(".row-link"));
  const move = (step) => {
    const lines = rows();
    if (!lines.length) return;
    const at = lines.findIndex((row) => row.contains(document.activeElement));
    const next = lines[at < 0 ? (step > 0 ? 0 : lines.length - 1) : Math.min(Math.max(at + step, 0), lines.length - 1)];
    next.querySelector(".row-link").focus();
    next.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") each("details[data-menu][open]", (menu) => { menu.open = false; menu.querySelector("summary").focus(); });
    if (!document.body.hasAttribute("data-shortcuts") || event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
    const search = document.querySelector("[data-search]");
    const keys = document.getElementById("shortcuts");
    if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key === "/" && search) search.focus();
    else if (event.key === "?" && keys?.showModal) keys.showModal();
    else return;
    event.preventDefault();
  });

  // Theme and density at once; the form goes in the background and keeps the choice.
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    const choice = button?.name;
    if (choice !== "density") return;
    event.preventDefault();
    const { action } = event.target;
    const body = new URLSearchParams(new FormData(event.target, button));
    if (button.value === "normal") delete root.dataset.density; else root.dataset.density = button.value;
    each("button[name=density]", (other) => other.setAttribute("aria-pressed", String(other === button)), event.target);
    fetch(action, { method: "POST", body, redirect: "manual" });
  }, true);

  const start = (within) => {
    wire(within);
    each("textarea[data-draft]", (area) => { if (!area.dataset.kept) { area.dataset.kept = "1"; saved(area); } }, within);
    within.querySelector("[data-focus]")?.focus();
  };
  forget();
  start(document);
  // On a phone the rail and the tabs scroll sideways: what is open stands in view.
  each(".rail-phone, .tabs", (strip) => {
    const here = strip.querySelector("[aria-current]");
    if (!here || strip.scrollWidth <= strip.clientWidth) return;
    strip.scrollLeft += here.getBoundingClientRect().left - strip.getBoundingClientRect().left - (strip.clientWidth - here.offsetWidth) / 2;
  });
})();
