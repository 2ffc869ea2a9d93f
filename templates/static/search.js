// Search on static files. builder/site/search.py writes the index and says how it is cut; this file reads it.
// Works over http and from a disk: the index comes as scripts, for a browser fetches no other file from there.
"use strict";
(function () {
  const script = document.currentScript;
  const page = document.querySelector(".search");
  const input = document.getElementById("q");
  const list = document.getElementById("names");
  const status = document.getElementById("found");
  const results = document.getElementById("results");
  const idle = document.getElementById("idle");
  const SHOWN = 10, OPTIONS = 7;

  // ---- files ----------------------------------------------------------------------------------------------------

  const home = new URL("..", location.href);
  const index = new URL(page.dataset.index, location.href);
  const NAME = /^[a-z]{1,2}\d{0,7}\.[0-9a-f]{6}\.js$/;
  const policy = window.trustedTypes && trustedTypes.createPolicy("waqai-search", {
    createScriptURL: function (name) {
      if (!NAME.test(name)) throw new TypeError(name);
      return new URL(name, index).href;
    },
  });
  const asked = new Map(), arrived = new Map();
  window.waqai = function (name, value) { arrived.set(name, value); };

  function load(name, digest) {
    if (!asked.has(name)) {
      asked.set(name, new Promise(function (resolve, reject) {
        const element = document.createElement("script");
        const file = name + "." + digest + ".js";
        element.onload = function () {
          element.remove();
          if (arrived.has(name)) resolve(arrived.get(name)); else reject(new Error(name));
        };
        element.onerror = function () { asked.delete(name); element.remove(); reject(new Error(name)); };
        element.src = policy ? policy.createScriptURL(file) : new URL(file, index).href;
        document.head.append(element);
      }));
    }
    return asked.get(name);
  }

  let contents = null;
  const ready = load("i", index.pathname.split(".").slice(-2)[0]).then(function (value) {
    contents = value;
    gone = new RegExp("[" + contents.gone + "]", "u");
    fold.table = contents.fold;
    stops = new Set(contents.stops);
  });

  function part(group, number) {
    const digests = contents.files[group];
    return load(group + number, digests.slice(number * 6, number * 6 + 6));
  }

  function address(path) {
    if (location.protocol !== "file:") return contents.root + path.slice(1);
    return new URL(path.slice(1), home).href + (path.endsWith("/") ? "index.html" : "");
  }

  // The last file whose first letters are not after these.
  function fileOf(starts, letters) {
    let low = 0, high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= letters) low = middle + 1; else high = middle;
    }
    return Math.max(low - 1, 0);
  }

  // ---- text -----------------------------------------------------------------------------------------------------

  const TEH = "ۃ";
  let gone = /[]/, stops = new Set();

  // A form for matching and, for each of its letters, where it stands in `text`.
  function fold(text) {
    // The stroke that lengthens letters is a dash where it stands alone.
    text = text.replace(/(^|[ \n\t\u00a0])(\u0640+)(?=[ \n\t\u00a0]|$)/g, function (all, before, stroke) {
      return before + "-".repeat(stroke.length);
    });
    const places = [];
    let folded = "";
    for (let i = 0; i < text.length; i++) {
      if (gone.test(text[i])) continue;
      folded += fold.table[text[i]] || text[i];
      places.push(i);
    }
    return { text: folded, places: places };
  }

  // The words of a text: as they are compared, with and without the mark of ة, and where they stand.
  function words(text) {
    const folded = fold(text);
    return Array.from(folded.text.matchAll(/[\p{L}\p{N}]+/gu), function (match) {
      const form = match[0].toLowerCase();
      const start = folded.places[match.index];
      return { form: form, plain: form.replaceAll(TEH, "ه"), at: match.index, start: start, places: folded.places };
    });
  }

  // Where the letters from..to of a word stand in print, harakat with them.
  function printed(text, word, from, to) {
    const start = word.places[word.at + from];
    let end = word.places[word.at + to - 1] + 1;
    while (end < text.length && gone.test(text[end])) end++;
    return [start, end];
  }

  function letters(word) {
    let at = 0;
    while (word.length - at > 3 && "وفبلكاس".includes(word[at])) at++;
    return word.slice(at);
  }

  // ---- the index ------------------------------------------------------------------------------------------------

  const byForm = new Map(), byKey = new Map(), near = new Map();

  function read(lines) {
    for (const line of lines.split("\n")) {
      const cells = line.split("\t");
      const name = cells[0];
      if (name[0] === ">") {
        byForm.set(name.slice(1), new Set((cells[1] || "").split(" ").filter(Boolean)));
      } else if (name[0] === "~") {
        near.set(name.slice(1), cells[1]);
      } else {
        byKey.set(name, {
          forms: cells[1] === "-" ? [] : (cells[1] || name).split(" "),
          places: { f: cells[2] || "", e: cells[3] || "", s: cells[4] || "", p: cells[5] || "" },
          concepts: (cells[6] || "").split(";").filter(Boolean).map(function (row) {
            const names = row.split(" ");
            return { number: parseInt(names[0], 10), definite: names[0].endsWith("ال"), keys: names.slice(1) };
          }),
        });
      }
    }
  }

  const readFiles = new Set();
  function loadTerms(names) {
    const numbers = new Set(names.map(function (name) { return fileOf(contents.terms, letters(name)); }));
    if (!contents.terms.length) return Promise.resolve();
    return Promise.all(Array.from(numbers, function (number) {
      return part("t", number).then(function (lines) {
        if (!readFiles.has(number)) { readFiles.add(number); read(lines); }
      });
    }));
  }

  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const VALUE = new Map(Array.from(DIGITS, function (digit, i) { return [digit, i]; }));

  // document -> place
  function decode(code) {
    const found = new Map();
    let last = -1;
    for (let i = 0; i < code.length; i++) {
      let distance = 0, shift = 0, digit = VALUE.get(code[i]);
      while (digit > 31) { distance |= (digit & 31) << shift; shift += 5; digit = VALUE.get(code[++i]); }
      last += 1 + (distance | digit << shift);
      found.set(last, VALUE.get(code[++i]));
    }
    return found;
  }

  // ---- one word -------------------------------------------------------------------------------------------------

  const ENDINGS = ["هما", "هم", "هن", "ها", "نا", "كم", "تين", "تان", "ات", "ين", "ون", "ان", "يا", "وا", "ا", "ي", "ت", "ه"];

  // What is left of a word when one attached piece is taken off; the index knows where that would be wrong.
  function cuts(word, start, owned) {
    const found = [];
    if (start) {
      const rest = word.slice(1);
      if (word.startsWith("ال") && word.length > 3) found.push([word.slice(2), false]);
      else if (word.startsWith("لل") && word.length > 4) found.push([word.slice(2), false], [rest, true]);
      else if ("وفبلك".includes(word[0]) && rest.length > 2) found.push([rest, true]);
      else if (word[0] === "س" && "يتن".includes(rest[0]) && rest.length > 3) found.push([rest, false]);
    }
    for (const ending of ENDINGS) {
      const rest = word.slice(0, -ending.length);
      if (!word.endsWith(ending) || rest.length < 3 || (ending === "ه" && !owned)) continue;
      found.push([rest, start]);
      if (ending[0] === "ت" || ending === "ات") found.push([rest + "ه", start]);
      if (rest.endsWith("ت")) found.push([rest.slice(0, -1) + "ه", start]);
      if (/[او]ي$|[او]و$/.test(rest)) found.push([rest.slice(0, -1) + "ء", start]);
    }
    if (word.endsWith("ه") && !owned && word.length > 3) found.push([word.slice(0, -1), start]);
    return found;
  }

  // Words at every depth of cutting, the whole word first.
  function depths(word) {
    const seen = new Set([word.plain]);
    const levels = [[[word.plain, true, null]]];
    for (let depth = 0; depth < 4; depth++) {
      const next = [];
      for (const [text, start] of levels[depth]) {
        for (const [rest, more] of cuts(text, start, !word.form.endsWith(TEH))) {
          if (!seen.has(rest)) { seen.add(rest); next.push([rest, more, text]); }
        }
      }
      levels.push(next);
    }
    return levels;
  }

  function known(text) {
    if (byForm.has(text)) return byForm.get(text);
    return byKey.has(text) ? new Set([text]) : null;
  }

  // The keys that a reader's word means on this site.
  async function resolve(word) {
    await loadTerms([word.plain]);
    let keys = byForm.get(word.form) || known(word.plain);
    if (!keys) {
      const levels = depths(word);
      const files = new Map();
      for (const [text] of levels.flat()) files.set(fileOf(contents.terms, letters(text)), text);
      await loadTerms(Array.from(files.values()).slice(0, 5));
      keys = new Set();
      const closed = new Set();
      for (const level of levels) {
        for (const [text, , from] of level) {
          if (closed.has(from)) { closed.add(text); continue; }
          const found = known(text);
          if (!found) continue;
          closed.add(text);
          found.forEach(function (key) { keys.add(key); });
        }
        if (keys.size) break;
      }
    }
    keys = Array.from(keys);
    await loadTerms(keys);
    return { word: word, keys: keys };
  }

  // ---- a query --------------------------------------------------------------------------------------------------

  function isStop(word) {
    return stops.has(word.plain) || (word.plain[0] === "و" && stops.has(word.plain.slice(1)));
  }

  // Stretches of the query that name an entity or an outlet: [first term, number of terms, concept numbers].
  function spans(terms) {
    const found = [];
    for (let at = 0; at < terms.length;) {
      let best = 1, numbers = [];
      for (const key of terms[at].keys) {
        for (const concept of byKey.get(key) ? byKey.get(key).concepts : []) {
          const size = concept.keys.length;
          if (size < best || at + size > terms.length) continue;
          if (!concept.keys.every(function (k, i) { return terms[at + i].keys.includes(k); })) continue;
          if (concept.definite && !/^[وف]?[بكل]?(ال|لل|ل)/.test(terms[at].word.plain)) continue;
          if (size > best) { best = size; numbers = []; }
          numbers.push(concept.number);
        }
      }
      found.push([at, best, numbers]);
      at += best;
    }
    return found;
  }

  function placesOf(term, kind) {
    const found = new Map();
    for (const key of term.keys) {
      const row = byKey.get(key);
      if (row) decode(row.places[kind]).forEach(function (place, n) {
        if (!(found.get(n) <= place)) found.set(n, place);
      });
    }
    return found;
  }

  function weight(place) { return place < 48 ? 4 - place / 48 : place < 60 ? 1.5 : 2; }

  async function conceptFacts(number) {
    const rows = await part("e", Math.floor(number / contents.concepts));
    return decode(rows[number % contents.concepts]);
  }

  // What is found of one kind: [document, score], best first.
  function rank(kind, terms, groups, named) {
    const total = contents.count[kind] || 1;
    const places = terms.map(function (term) { return placesOf(term, kind); });
    let found = null;
    for (const [at, size, numbers] of groups) {
      const own = new Map();
      places[at].forEach(function (_, n) {
        let score = 0;
        for (let i = at; i < at + size; i++) {
          if (!places[i].has(n)) return;
          score += weight(places[i].get(n)) * Math.log(1 + total / places[i].size);
        }
        own.set(n, score);
      });
      for (const number of numbers) {
        if (kind === "f") named.get(number).forEach(function (_, n) {
          own.set(n, (own.get(n) || 0) + 2 * Math.log(1 + total / named.get(number).size));
        });
        else if (kind === "e" && number < total) own.set(number, (own.get(number) || 0) + 50);
      }
      if (found === null) { found = own; continue; }
      const both = new Map();
      found.forEach(function (score, n) { if (own.has(n)) both.set(n, score + own.get(n)); });
      found = both;
    }
    found = found || new Map();
    for (let i = 1; i < terms.length; i++) {
      found.forEach(function (score, n) {
        const before = places[i - 1].get(n), here = places[i].get(n);
        if (here < 48 && here - before === terms[i].step) found.set(n, score + 6);
      });
    }
    return Array.from(found).sort(function (a, b) { return b[1] - a[1] || b[0] - a[0]; });
  }

  async function find(query, filters) {
    await ready;
    const all = words(query);
    const kept = all.filter(function (word) { return !isStop(word); });
    const terms = await Promise.all(kept.map(resolve));
    terms.forEach(function (term, i) { term.step = i ? all.indexOf(kept[i]) - all.indexOf(kept[i - 1]) : 0; });
    const instead = [];
    for (const term of terms) {
      const row = term.keys.length ? null : near.get(term.word.plain.replace(/^[وفبلك]?(ال|لل)?/, "")) || near.get(term.word.plain);
      if (row) {
        await loadTerms([row]);
        term.keys = [row];
        instead.push([term.word, (byKey.get(row).forms[0]) || row]);
      }
    }
    const groups = terms.length && terms.every(function (term) { return term.keys.length; }) ? spans(terms) : [];
    const named = new Map();
    for (const number of groups.flatMap(function (group) { return group[2]; })) named.set(number, await conceptFacts(number));
    const found = {};
    for (const kind of ["f", "e", "s", "p"]) found[kind] = groups.length ? rank(kind, terms, groups, named) : [];
    const only = [];
    if (filters.year) only.push(decode(await load("y" + filters.year, contents.files["y" + filters.year])));
    if (filters.name) {
      const named_ = await Promise.all(words(filters.name).filter(function (w) { return !isStop(w); }).map(resolve));
      const span = spans(named_)[0];
      const whole = span && span[1] === named_.length ? span[2] : [];
      const facts = new Map();
      for (const number of whole) (await conceptFacts(number)).forEach(function (place, n) { facts.set(n, place); });
      only.push(facts);
    }
    if (only.length) {
      // A filter alone lists everything that passes it, the newest first.
      const rows = all.length ? found.f : Array.from(only[0].keys(), function (n) { return [n, 0]; }).reverse();
      found.f = rows.filter(function (row) { return only.every(function (map) { return map.has(row[0]); }); });
      found.e = found.s = found.p = [];
    }
    const names = [];
    for (const number of named.keys()) {
      if (number >= contents.count.e) continue;
      const [row] = await rowsOf("e", [number]);
      names.push(row[1], ...row[5].split("،"));
    }
    return { terms: terms, found: found, names: names, instead: instead, empty: !all.length, stopped: all.length > 0 && !kept.length };
  }

  // ---- marks ----------------------------------------------------------------------------------------------------

  // For each form that a term may take, its letters that are the word itself.
  function marker(terms, names) {
    const forms = new Map();
    // A name's other spellings, where they are short: `آسيان` for the words of `رابطة دول جنوب شرق آسيا`.
    for (const name of names) {
      const own = words(name);
      for (const word of own.length < 3 ? own : []) {
        for (const before of ["", "و", "ل", "ب", "ف"]) forms.set(before + word.plain, [word.plain]);
      }
    }
    for (const term of terms) {
      for (const key of term.keys) {
        const row = byKey.get(key);
        for (const form of row ? row.forms : []) if (!forms.has(form)) forms.set(form, [term.word.plain, key]);
      }
    }
    return forms;
  }

  function letterRange(plain, sought) {
    for (const text of sought.concat(sought.map(function (t) { return t.replace(/^[وف]?[بكل]?ال/, ""); }))) {
      const at = text.length > 1 ? plain.indexOf(text) : -1;
      if (at >= 0) return [at, at + text.length];
    }
    for (const text of sought) {
      const stem = text.replace(/^[وف]?([بك]?ال|لل)(?=..)/, "").replace(/ه$/, "");
      const at = stem.length > 2 ? plain.indexOf(stem) : -1;
      if (at >= 0) return [at, plain.length];
    }
    const attached = /^[وف]?([بك]?ال|لل)(?=..)/.exec(plain);
    return [attached ? attached[0].length : 0, plain.length];
  }

  function ranges(text, forms) {
    const found = [];
    for (const word of words(text)) {
      const sought = forms.get(word.plain);
      if (sought) found.push(printed(text, word, ...letterRange(word.plain, sought)));
    }
    return found;
  }

  function append(element, text, marks, from, to) {
    let at = from;
    for (const [start, end] of marks) {
      if (start < from || end > to) continue;
      element.append(text.slice(at, start));
      const mark = document.createElement("mark");
      mark.textContent = text.slice(start, end);
      element.append(mark);
      at = end;
    }
    element.append(text.slice(at, to));
  }

  // The text with its marks; of a long one the stretch round the first mark.
  function marked(text, forms, room) {
    const element = document.createElement("bdi");
    const marks = ranges(text, forms);
    let from = 0, to = text.length;
    if (room && text.length > room) {
      const first = marks.length ? marks[0][0] : 0;
      from = Math.max(0, first - room / 3);
      from = from ? text.indexOf(" ", from) + 1 : 0;
      if (from > first) from = first;
      to = Math.min(text.length, from + room);
      const space = to < text.length ? text.lastIndexOf(" ", to) : to;
      to = space > first ? space : to;
    }
    if (from) element.append("… ");
    append(element, text, marks, from, to);
    if (to < text.length) element.append(" …");
    element.marks = marks.length;
    return element;
  }

  // ---- the page -------------------------------------------------------------------------------------------------

  function make(tag, name, ...inside) {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.append(...inside);
    return element;
  }

  function bdi(text) { return make("bdi", "", text); }

  function number(n) {
    const shown = String(n);
    return contents.digits === "arab" ? shown.replace(/[0-9]/g, function (d) { return "٠١٢٣٤٥٦٧٨٩"[d]; }) : shown;
  }

  function counted(n) {
    const nouns = contents.nouns.result;
    const form = n < 3 ? ["zero", "one", "two"][n] : n % 100 > 2 && n % 100 < 11 ? "few" : n % 100 > 10 ? "many" : "other";
    return n < 3 ? nouns[form] : number(n) + " " + nouns[form];
  }

  function separated(...parts) {
    const element = make("p", "row-meta");
    parts.filter(Boolean).forEach(function (piece, i) { element.append(...(i ? [" · ", piece] : [piece])); });
    return element;
  }

  function link(path, inside) {
    const element = make("a", "", inside);
    element.href = address(path);
    return element;
  }

  const SHOW = {
    f: function (row, forms) {
      const [id, statement, evidence, when, badges, speakers, outlet] = row;
      const told = marked(statement, forms);
      const body = make("div", "row-body", make("p", "row-statement", link("/" + page.dataset.fact + "/" + id + "/", told)));
      const quote = marked(evidence, forms, 180);
      // The evidence where it shows more of the query than the statement, which is mostly drafted from it.
      if (quote.marks > told.marks) body.append(make("p", "search-quote", quote));
      const states = badges.map(function (badge) { return make("span", "badge badge-" + badge[0], badge[1]); });
      const meta = separated(speakers && marked(speakers, forms), marked(outlet, forms));
      states.reverse().forEach(function (state) { meta.prepend(state, " "); });
      body.append(meta);
      return make("li", "row", make("p", "row-when", bdi(when)), body);
    },
    e: function (row, forms) {
      const [path, name, kind, about, count, also] = row;
      const body = make("div", "row-body", make("p", "row-statement search-name", link(path, marked(name, forms))));
      if (about) body.append(make("p", "search-about", marked(about, forms)));
      body.append(separated(count && bdi(count), also && make("span", "", "يُكتب أيضاً: ", marked(also, forms))));
      if (count) {
        const button = make("button", "search-narrow", "اعرض وقائعه وحدها");
        button.type = "button";
        button.setAttribute("aria-label", "اعرض وقائع " + name + " وحدها");
        button.addEventListener("click", function () { input.value = ""; only(name); run(); input.focus(); });
        body.append(button);
      }
      return make("li", "row", make("p", "row-when", kind), body);
    },
    s: function (row, forms) {
      const [path, title, outlet, when, count] = row;
      const body = make("div", "row-body", make("p", "row-statement", link(path, marked(title, forms))));
      body.append(separated(marked(outlet, forms), bdi(count)));
      return make("li", "row", make("p", "row-when", "مصدر", when ? make("span", "search-when", bdi(when)) : ""), body);
    },
    p: function (row, forms) {
      const [path, title, text] = row;
      const body = make("div", "row-body", make("p", "row-statement", link(path, marked(title, forms))));
      body.append(make("p", "search-about", marked(text, forms, 180)));
      return make("li", "row", make("p", "row-when", "صفحة"), body);
    },
  };

  async function rowsOf(kind, numbers) {
    const files = await Promise.all(numbers.map(function (n) { return part("d" + kind, Math.floor(n / contents.together)); }));
    return files.map(function (rows, i) { return rows[numbers[i] % contents.together]; });
  }

  function filters() {
    const kind = page.querySelector("input[name=kind]:checked");
    return {
      kind: kind ? kind.value : "", year: document.getElementById("year").value, name: page.dataset.name || "",
    };
  }

  function remember(query, chosen) {
    const address = new URL(location.href);
    address.search = "";
    if (query) address.searchParams.set("q", query);
    if (chosen.kind) address.searchParams.set("kind", chosen.kind);
    if (chosen.year) address.searchParams.set("year", chosen.year);
    if (chosen.name) address.searchParams.set("name", chosen.name);
    if (address.href !== location.href) history.replaceState(null, "", address);
    document.title = (query ? query + " — " : "") + page.dataset.title;
  }

  let turn = 0;

  const FAILED = "تعذّر تحميل جزء من الفهرس. تحقّق من الاتصال ثم أعد المحاولة.";

  async function run() {
    const mine = ++turn;
    const query = input.value.trim();
    const chosen = filters();
    remember(query, chosen);
    page.classList.toggle("is-open", Boolean(query || chosen.year || chosen.name));
    idle.hidden = page.classList.contains("is-open");
    if (!query && !chosen.year && !chosen.name) {
      results.replaceChildren();
      status.textContent = "";
      return;
    }
    try {
      const answer = await find(query, chosen);
      if (mine === turn) await show(answer, chosen, mine);
    } catch (error) {
      if (mine !== turn) return;
      status.textContent = FAILED;
      results.replaceChildren();
    }
  }

  async function show(answer, chosen, mine) {
    const { found, terms } = answer;
    const forms = marker(terms, answer.names);
    const total = ["f", "e", "s", "p"].reduce(function (sum, kind) { return sum + found[kind].length; }, 0);
    page.querySelectorAll("[data-count]").forEach(function (element) {
      const n = element.dataset.count ? found[element.dataset.count].length : total;
      element.textContent = number(n);
    });
    // Names that the whole query means come first, then facts; a long tail of names, sources and pages after them.
    let queue = [];
    if (chosen.kind) queue = found[chosen.kind].map(function (row) { return [chosen.kind, row[0]]; });
    else {
      const first = found.e.slice(0, 3);
      const take = function (kind, rows) { return rows.map(function (row) { return [kind, row[0]]; }); };
      queue = [...take("e", first), ...take("f", found.f), ...take("e", found.e.slice(3)), ...take("s", found.s), ...take("p", found.p)];
    }
    const holder = make("ul", "rows");
    const more = make("button", "button search-more", "مزيد من النتائج");
    more.type = "button";
    let at = 0;
    async function next() {
      const batch = queue.slice(at, at + SHOWN);
      const made = await Promise.all(batch.map(async function ([kind, n]) {
        const [row] = await rowsOf(kind, [n]);
        return SHOW[kind](row, forms);
      }));
      if (mine !== turn) return null;
      holder.append(...made);
      at += batch.length;
      more.hidden = at >= queue.length;
      return made[0];
    }
    more.addEventListener("click", async function () {
      more.disabled = true;
      try {
        const first = await next();
        if (first) first.querySelector("a").focus();
      } catch (error) {
        if (mine === turn) status.textContent = FAILED;
      }
      more.disabled = false;
    });
    await next();
    if (mine !== turn) return;
    const notes = answer.instead.map(function ([word, other]) {
      return make("p", "search-note", "لا نتائج لـ«", bdi(input.value.slice(word.start).split(/\s/)[0]), "» بعينها؛ هذه نتائج «", bdi(other), "».");
    });
    status.textContent = answer.stopped ? "هذه كلمات شائعة لا تُفهرس؛ أضف كلمة أخرى." : counted(queue.length);
    results.replaceChildren(...notes, ...(queue.length ? [holder, more] : nothing(answer)));
  }

  // Nothing was found: spellings near to words the site does not have, or each word alone.
  function nothing(answer) {
    const missing = answer.terms.filter(function (term) { return !term.keys.length; });
    const offers = [];
    for (const term of missing) offers.push(...alike(term.word.plain));
    if (!missing.length && answer.terms.length > 1) {
      for (const term of answer.terms) offers.push(input.value.slice(term.word.start).split(/[\s،.]/)[0]);
    }
    const found = [make("p", "empty", missing.length ? "لا ترد هذه الكلمة في الموقع." : "لا نتيجة تجمع هذه الشروط كلها.")];
    if (offers.length) {
      const chips = make("ul", "chips");
      for (const offer of new Set(offers)) {
        const button = make("button", "chip", bdi(offer));
        button.type = "button";
        button.addEventListener("click", function () { input.value = offer; run(); input.focus(); });
        chips.append(make("li", "", button));
      }
      found.push(make("p", "label", missing.length ? "لعلّك تقصد:" : "ابحث عن كلمة وحدها:"), chips);
    }
    return found;
  }

  // Words of the files at hand that are a letter or two away.
  function alike(word) {
    const bare = word.replace(/^[وفبلك]?ال/, "");
    const limit = bare.length > 5 ? 2 : 1;
    const near_ = [];
    byKey.forEach(function (row, key) {
      const away = row.forms.length ? distance(bare, key, limit) : 9;
      if (away <= limit && Math.abs(key.length - bare.length) <= limit) near_.push([away, key]);
    });
    return near_.sort(function (a, b) { return a[0] - b[0] || (a[1] < b[1] ? -1 : 1); }).slice(0, 4).map(function (row) {
      return row[1];
    });
  }

  function distance(a, b, limit) {
    if (Math.abs(a.length - b.length) > limit) return limit + 1;
    let before = Array.from({ length: b.length + 1 }, function (_, j) { return j; });
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        row.push(Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
      }
      before = row;
    }
    return before[b.length];
  }

  // ---- suggestions ----------------------------------------------------------------------------------------------

  let active = -1;
  let wish = 0; // of the newest suggestions: an answer that comes after they were closed is not shown

  function close() {
    wish += 1;
    active = -1;
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  async function suggest() {
    const mine = ++wish;
    await ready;
    const typed = words(input.value).map(function (word) { return word.plain; });
    const last = typed[typed.length - 1];
    if (!last || last.length < 2 || !contents.names.length) return close();
    // Both the word and what follows its article: `الأم` begins `الأمم` under either.
    const starts = [last].concat(last.startsWith("ال") && last.length > 3 ? [last.slice(2)] : []);
    const files = new Set();
    for (const start of starts) {
      const file = fileOf(contents.names, start);
      files.add(file);
      if (contents.names[file + 1] && contents.names[file + 1].startsWith(start)) files.add(file + 1);
    }
    const parts = await Promise.all(Array.from(files, function (file) { return part("n", file); }));
    if (mine !== wish || document.activeElement !== input) return;
    const found = new Map();
    for (const line of parts.flatMap(function (lines) { return lines.split("\n"); })) {
      const [word, name, kind, count, all] = line.split("\t");
      if (!starts.some(function (start) { return word.startsWith(start); })) continue;
      const every = all.split(" ");
      if (typed.every(function (t) { return every.some(function (w) { return w.startsWith(t); }); })) found.set(name, [name, kind, +count]);
    }
    const best = Array.from(found.values()).sort(function (a, b) { return b[2] - a[2]; }).slice(0, OPTIONS);
    if (!best.length || (best.length === 1 && best[0][0] === input.value.trim())) return close();
    active = -1;
    list.replaceChildren(...best.map(function ([name, kind], i) {
      const option = make("li", "", bdi(name), make("span", "option-kind", kind));
      option.id = "name-" + i;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.addEventListener("pointerdown", function (event) { event.preventDefault(); choose(name); });
      return option;
    }));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  }

  function choose(name) {
    input.value = name;
    close();
    run();
  }

  function move(step) {
    const options = list.children;
    if (active >= 0) options[active].setAttribute("aria-selected", "false");
    active = (active + step + options.length + (active < 0 && step < 0 ? 1 : 0)) % options.length;
    options[active].setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", options[active].id);
  }

  input.addEventListener("keydown", function (event) {
    if (event.isComposing) return;
    if (event.key === "Escape" && !list.hidden) { event.preventDefault(); close(); }
    else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !list.hidden) {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "ArrowDown" && list.hidden) suggest();
    else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      choose(list.children[active].querySelector("bdi").textContent);
    }
  });
  let pause = 0, rest = 0;
  input.addEventListener("input", function () {
    clearTimeout(pause);
    clearTimeout(rest);
    pause = setTimeout(suggest, 100);
    rest = setTimeout(run, 350);
  });
  input.addEventListener("blur", close);
  page.addEventListener("submit", function (event) {
    event.preventDefault();
    clearTimeout(pause);
    clearTimeout(rest);
    close();
    run();
  });
  page.addEventListener("change", function (event) { if (event.target !== input) run(); });

  // ---- a name as a filter -----------------------------------------------------------------------------------------

  const chip = document.getElementById("only");
  function only(name) {
    page.dataset.name = name;
    chip.hidden = !name;
    chip.querySelector("bdi").textContent = name;
  }
  chip.addEventListener("click", function () { only(""); run(); input.focus(); });

  // ---- beginning --------------------------------------------------------------------------------------------------

  function restore() {
    const asked_ = new URLSearchParams(location.search);
    input.value = asked_.get("q") || "";
    const kind = page.querySelector('input[name=kind][value="' + (/^[fesp]$/.test(asked_.get("kind")) ? asked_.get("kind") : "") + '"]');
    if (kind) kind.checked = true;
    const year = document.getElementById("year");
    year.value = asked_.get("year") || "";
    if (year.selectedIndex < 0) year.value = "";
    only(asked_.get("name") || "");
    return run();
  }

  if (location.protocol === "file:") {
    // The pages link from the root of a host; here the root is a folder.
    const root = page.dataset.root;
    for (const [name, selector] of [["href", "a[href], link[rel=stylesheet], link[rel=icon]"], ["src", "img[src]"]]) {
      document.querySelectorAll(selector).forEach(function (element) {
        const path = element.getAttribute(name);
        if (!path.startsWith(root)) return;
        element.setAttribute(name, new URL(path.slice(root.length), home).href + (path.endsWith("/") ? "index.html" : ""));
      });
    }
  }
  page.hidden = false;
  window.addEventListener("popstate", restore);
  // Tests ask here what a reader would see, without the page.
  page.search = { fold: function (text) { return ready.then(function () { return fold(text); }); }, find: find, ready: ready, run: run, only: only };
  ready.then(restore, function () { status.textContent = "تعذّر تحميل الفهرس."; });
})();
