// Hashes the kept text anew in the reader's browser and looks whether each quotation stands at its place in it.
// A quotation is named by its place and its own hash. Every answer is already in the page; this shows the one that fits. Places count code points, not UTF-16 units.
"use strict";
document.querySelectorAll(".verify").forEach(function (box) {
  var button = box.querySelector(".verify-ask");

  function say(answer) {
    box.querySelectorAll("[data-says]").forEach(function (p) { p.hidden = p.dataset.says !== answer; });
    box.dataset.answer = answer;
  }

  async function hash(bytes) {
    var digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return Array.from(digest, function (byte) { return byte.toString(16).padStart(2, "0"); }).join("");
  }

  async function look() {
    if (!window.crypto || !crypto.subtle || location.protocol === "file:") return "unable";
    var bytes;
    try {
      var reply = await fetch(box.dataset.text, { cache: "no-cache" });
      if (!reply.ok) return "missing";
      bytes = await reply.arrayBuffer();
    } catch (error) {
      return "missing";
    }
    if (await hash(bytes) !== box.dataset.sha256) return "altered";
    var points = Array.from(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
    for (var quotation of box.querySelectorAll("[data-at]")) {
      var words = points.slice(Number(quotation.dataset.at), Number(quotation.dataset.end)).join("");
      if (await hash(new TextEncoder().encode(words)) !== quotation.dataset.sha256) return "moved";
    }
    return "stands";
  }

  button.hidden = false;
  button.addEventListener("click", function () {
    button.disabled = true;
    look().then(say).finally(function () { button.disabled = false; });
  });
});
