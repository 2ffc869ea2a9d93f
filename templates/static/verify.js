// Hashes the kept text anew in the reader's browser and looks whether each quotation stands at its place in it.
// Every answer is already in the page; this shows the one that fits. Places count code points, not UTF-16 units.
"use strict";
document.querySelectorAll(".verify").forEach(function (box) {
  var button = box.querySelector(".verify-ask");

  function say(answer) {
    box.querySelectorAll("[data-says]").forEach(function (p) { p.hidden = p.dataset.says !== answer; });
    box.dataset.answer = answer;
  }

  function hex(digest) {
    return Array.from(new Uint8Array(digest), function (byte) { return byte.toString(16).padStart(2, "0"); }).join("");
  }

  function stands(points, quotation) {
    var at = Number(quotation.dataset.at), exact = Array.from(quotation.dataset.exact);
    return exact.length > 0 && exact.every(function (point, i) { return points[at + i] === point; });
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
    if (hex(await crypto.subtle.digest("SHA-256", bytes)) !== box.dataset.sha256) return "altered";
    var points = Array.from(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
    var quotations = Array.from(box.querySelectorAll("[data-exact]"));
    return quotations.every(function (q) { return stands(points, q); }) ? "right" : "moved";
  }

  button.hidden = false;
  button.addEventListener("click", function () {
    button.disabled = true;
    look().then(say).finally(function () { button.disabled = false; });
  });
});
