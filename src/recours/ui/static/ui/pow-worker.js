// Finds the number for which sha256(salt + number) is the challenge, and posts it; -1 when there is none.
"use strict";
importScripts(new URL(self.location.href).searchParams.get("sha"));

onmessage = async ({ data: { challenge, salt, max } }) => {
  const encoder = new TextEncoder();
  const subtle = self.crypto && self.crypto.subtle;
  // The browser's own digest costs a turn of the loop for each number: for short inputs plain code is as quick.
  if (sha256(encoder.encode("abc")) !== "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad") {
    if (!subtle) { postMessage(-1); return; }
    for (let number = 0; number <= max; number++) {
      const digest = new Uint8Array(await subtle.digest("SHA-256", encoder.encode(salt + number)));
      if (Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("") === challenge) { postMessage(number); return; }
    }
    postMessage(-1);
    return;
  }
  for (let number = 0; number <= max; number++) {
    if (sha256(encoder.encode(salt + number)) === challenge) { postMessage(number); return; }
  }
  postMessage(-1);
};
