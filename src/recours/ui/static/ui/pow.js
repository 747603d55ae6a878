// <form data-pow data-challenge data-salt data-max data-worker data-sha>: a little work done in the background while a person
// writes, so that no puzzle is needed. Whatever fails here fails silently: the form then goes the slower way.
"use strict";
(() => {
  const form = document.querySelector("form[data-pow]");
  if (!form || !window.Worker) return;
  const { challenge, salt, max, worker: address, sha } = form.dataset;
  const field = form.querySelector("input[name=proof]")
    || form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name: "proof" }));
  let begun = false;
  const begin = () => {
    if (begun) return;
    begun = true;
    try {
      const worker = new Worker(`${address}?sha=${encodeURIComponent(new URL(sha, location.href).href)}`);
      worker.onmessage = ({ data }) => {
        if (data >= 0) field.value = String(data);
        worker.terminate();
      };
      worker.onerror = () => worker.terminate();
      worker.postMessage({ challenge, salt, max: Number(max) });
    } catch { /* the slower way */ }
  };
  form.addEventListener("focusin", begin, { once: true });
  form.addEventListener("pointerdown", begin, { once: true });
})();
