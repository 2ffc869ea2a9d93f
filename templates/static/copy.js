// Copies what is already on the page and selectable; without this file nothing is missing but the buttons.
"use strict";
(function () {
  var clipboard = navigator.clipboard;
  if (!clipboard) return;
  var status = document.querySelector(".copied");
  document.querySelectorAll("button.copy").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      var text = document.getElementById(button.dataset.copy).textContent;
      // Text only, also for the mail card: a rich copy is parsed under this page's policy, which drops its styles.
      clipboard.writeText(text).then(function () {
        if (status) status.textContent = "نُسخ";
        button.classList.add("is-done");
        setTimeout(function () { button.classList.remove("is-done"); if (status) status.textContent = ""; }, 2000);
      }, function () { if (status) status.textContent = "تعذّر النسخ؛ حدّد النص وانسخه."; });
    });
  });
})();
