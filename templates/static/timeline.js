// Narrows the list of one page in place. Without this file the bar stays hidden and the lists by state are pages.
"use strict";
(function () {
  var bar = document.querySelector(".filter");
  if (!bar) return;
  var fields = Array.prototype.slice.call(bar.querySelectorAll("select"));
  var told = bar.querySelector(".filter-told");
  var reset = bar.querySelector(".filter-reset");
  var nothing = document.querySelector(".nothing-left");
  var rows = Array.prototype.slice.call(document.querySelectorAll("[data-marks]"));
  var sections = Array.prototype.map.call(document.querySelectorAll("[data-section]"), function (section) {
    var count = section.querySelector("[data-count]");
    return { section: section, rows: Array.prototype.slice.call(section.querySelectorAll("[data-marks]")),
             count: count, whole: count.textContent };
  });
  // Links to neighbouring times keep the choice; those to facts and names do not need it.
  var ways = Array.prototype.map.call(document.querySelectorAll("nav.pager a, .months a, .crumbs a, .more a, .band-title a"),
    function (link) { return { link: link, href: link.getAttribute("href") }; });
  var forms = bar.dataset.noun.split("|");

  // The plural classes of Arabic: one and two are the noun itself.
  function counted(n) {
    var rest = n % 100;
    if (n < 3) return forms[n];
    var number = String(n);
    if (bar.dataset.digits === "arab")
      number = number.replace(/[0-9]/g, function (digit) { return String.fromCharCode(0x660 + Number(digit)); });
    return number + " " + forms[rest >= 3 && rest <= 10 ? 3 : rest >= 11 ? 4 : 5];
  }

  function chosen() {
    return fields.filter(function (field) { return field.value; });
  }

  function query() {
    var pairs = new URLSearchParams(location.search);
    fields.forEach(function (field) { if (field.value) pairs.set(field.name, field.value); else pairs.delete(field.name); });
    var text = pairs.toString();
    return text ? "?" + text : "";
  }

  function show() {
    var picked = chosen();
    var left = 0;
    sections.forEach(function (part) {
      var here = 0;
      part.rows.forEach(function (row) {
        var fits = picked.every(function (field) { return row.dataset.marks.indexOf(" " + field.value + " ") >= 0; });
        row.hidden = !fits;
        if (fits) here += 1;
      });
      part.section.hidden = picked.length > 0 && here === 0;
      part.count.textContent = picked.length ? counted(here) : part.whole;
      left += here;
    });
    nothing.hidden = left > 0;
    reset.hidden = picked.length === 0;
    told.textContent = picked.length
      ? "الباقي: " + counted(left) + "، و" + (bar.dataset.partial ? "في هذه الصفحة: " : "المجموع: ") + counted(rows.length)
      : "";
    var search = query();
    ways.forEach(function (way) {
      way.link.setAttribute("href", way.href.indexOf("#") === 0 ? way.href : way.href + search);
    });
    return search;
  }

  function changed() {
    history.replaceState(null, "", location.pathname + show() + location.hash);
    if (!chosen().length) told.textContent = "كل ما في الصفحة: " + counted(rows.length);
  }

  // A name that few facts of this page mention is no choice of its own, but a link may ask for it.
  function take(field, value) {
    field.value = value;
    if (field.value === value || !/^[a-z0-9]+$/.test(value)) return;
    if (field.name === "with") {
      var option = document.createElement("option");
      option.value = value;
      option.textContent = "الاسم المختار";
      field.appendChild(option);
      field.value = value;
    } else {
      field.value = "";
    }
  }

  var asked = new URLSearchParams(location.search);
  fields.forEach(function (field) {
    var value = asked.get(field.name);
    if (value) take(field, value);
    field.addEventListener("change", changed);
  });
  reset.addEventListener("click", function () {
    fields.forEach(function (field) { field.value = ""; });
    changed();
    fields[0].focus();
  });
  bar.hidden = false;
  show();
})();
